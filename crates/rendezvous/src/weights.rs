//! How far each fact about a meeting that nobody heard is believed: a file that anyone can read and change.

mod fit;

use model::{Calibration, OverlaidSettings, SettingsError};
use serde::{Deserialize, Serialize};

use crate::facts::{MeetingFact, MeetingFacts, MeetingKind};

pub use fit::JudgedMeetings;

const BUILTIN: &str = include_str!("../meeting.toml");

/// How far each fact is believed; written down, it has the shape of the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingWeights {
    /// What the powers were fitted on.
    pub calibration: Calibration,
    /// One waited, the other was silent.
    pub waiting_and_silent: KindWeight,
    /// Both were silent.
    pub both_silent: KindWeight,
    /// One waited, the other is never heard.
    pub never_heard: KindWeight,
    /// [`MeetingFact::Beside`].
    pub beside: FactPower,
    /// [`MeetingFact::Courses`].
    pub courses: FactPower,
    /// [`MeetingFact::Stay`].
    pub stay: FactPower,
    /// [`MeetingFact::Crossing`].
    pub crossing: FactPower,
    /// [`MeetingFact::Silence`].
    pub silence: FactPower,
    /// [`MeetingFact::Silences`].
    pub silences: FactPower,
    /// [`MeetingFact::Trades`].
    pub trades: FactPower,
    /// [`MeetingFact::Cargo`].
    pub cargo: FactPower,
    /// [`MeetingFact::Flags`].
    pub flags: FactPower,
    /// [`MeetingFact::Sizes`].
    pub sizes: FactPower,
    /// [`MeetingFact::OffShore`].
    pub off_shore: FactPower,
    /// [`MeetingFact::Rest`].
    pub rest: FactPower,
    /// [`MeetingFact::Company`].
    pub company: FactPower,
    /// [`MeetingFact::Custom`].
    pub custom: FactPower,
    /// [`MeetingFact::Range`].
    pub range: FactPower,
    /// [`MeetingFact::Habit`].
    pub habit: FactPower,
}

/// How much likelier all of a kind of find is if two met, beside its facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindWeight {
    /// Likelihood ratio, above 0.
    pub ratio: f64,
    /// Which kind it is.
    pub meaning: String,
    /// Who says so.
    pub source: String,
}

/// How far a fact is believed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactPower {
    /// To this power its likelihood ratio counts: 0 or more.
    pub power: f64,
    /// Which fact it is.
    pub meaning: String,
    /// Who says so.
    pub source: String,
}

/// Why a file holds no weights of meetings.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MeetingWeightsError {
    /// It is not TOML, or holds an unknown or a wrong field.
    #[error("weights of meetings: {0}")]
    Toml(#[from] SettingsError),
    /// A ratio is not above 0, or a power below it.
    #[error(
        "weights of meetings: wanted ratios above 0, from a millionth to a million, and powers from 0 to 10"
    )]
    Number,
}

impl Default for MeetingWeights {
    fn default() -> Self {
        Self::builtin()
    }
}

impl MeetingWeights {
    /// The weights that are built in.
    pub fn builtin() -> Self {
        Self::from_toml("").expect("the built-in weights are read by a test")
    }

    /// The built-in weights with `text` laid over them; it may hold only what differs.
    ///
    /// # Errors
    /// When the text is not TOML, names an unknown field, or holds a number that cannot be.
    pub fn from_toml(text: &str) -> Result<Self, MeetingWeightsError> {
        let weights: Self = OverlaidSettings::of(BUILTIN, text)?.read()?;
        let are_ratios = weights.kinds().iter().all(|kind| (1e-6..=1e6).contains(&kind.ratio));
        let are_powers = weights.powers().iter().all(|fact| (0.0..=10.0).contains(&fact.power));
        if are_ratios && are_powers { Ok(weights) } else { Err(MeetingWeightsError::Number) }
    }

    /// How much likelier all that is known of two hulls is if they met.
    pub(crate) fn weight(&self, facts: &MeetingFacts) -> f64 {
        let [waiting_and_silent, both_silent, never_heard] = self.kinds();
        let of_kind = match facts.kind {
            MeetingKind::WaitingAndSilent => waiting_and_silent,
            MeetingKind::BothSilent => both_silent,
            MeetingKind::NeverHeard => never_heard,
        };
        let of_facts = MeetingFact::ALL.iter().zip(self.powers());
        of_kind.ratio * of_facts.map(|(fact, of)| of.power * facts.log(*fact)).sum::<f64>().exp()
    }

    /// In the order of [`MeetingKind::ALL`].
    const fn kinds(&self) -> [&KindWeight; MeetingKind::ALL.len()] {
        [&self.waiting_and_silent, &self.both_silent, &self.never_heard]
    }

    const fn kinds_mut(&mut self) -> [&mut KindWeight; MeetingKind::ALL.len()] {
        [&mut self.waiting_and_silent, &mut self.both_silent, &mut self.never_heard]
    }

    /// In the order of [`MeetingFact::ALL`].
    const fn powers(&self) -> [&FactPower; MeetingFact::ALL.len()] {
        [
            &self.beside,
            &self.courses,
            &self.stay,
            &self.crossing,
            &self.silence,
            &self.silences,
            &self.trades,
            &self.cargo,
            &self.flags,
            &self.sizes,
            &self.off_shore,
            &self.rest,
            &self.company,
            &self.custom,
            &self.range,
            &self.habit,
        ]
    }

    const fn powers_mut(&mut self) -> [&mut FactPower; MeetingFact::ALL.len()] {
        [
            &mut self.beside,
            &mut self.courses,
            &mut self.stay,
            &mut self.crossing,
            &mut self.silence,
            &mut self.silences,
            &mut self.trades,
            &mut self.cargo,
            &mut self.flags,
            &mut self.sizes,
            &mut self.off_shore,
            &mut self.rest,
            &mut self.company,
            &mut self.custom,
            &mut self.range,
            &mut self.habit,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fact_counts_to_its_own_power_and_a_kind_for_all_of_it() {
        let weights =
            MeetingWeights::from_toml("[courses]\npower = 0.5\n[waiting_and_silent]\nratio = 3.0").unwrap();
        let facts = MeetingFacts::of(MeetingKind::WaitingAndSilent).with(MeetingFact::Courses, 16.0);
        assert!((weights.weight(&facts) - 12.0).abs() < 1e-9);
        assert!((facts.of_courses() - 16.0).abs() < 1e-9);
        let with_surroundings = facts.with(MeetingFact::OffShore, 3.0);
        assert!(weights.weight(&with_surroundings) > 12.0 && with_surroundings.of_courses() < 16.001);
    }

    #[test]
    fn each_power_of_the_file_is_that_of_the_fact_of_its_name() {
        let words = toml::Value::try_from(MeetingWeights::builtin()).unwrap();
        let words = words.as_table().unwrap();
        for fact in MeetingFact::ALL {
            let camel = format!("{fact:?}");
            let name = camel.char_indices().fold(String::new(), |name, (at, letter)| match letter {
                letter if letter.is_uppercase() && at > 0 => name + "_" + &letter.to_lowercase().to_string(),
                letter => name + &letter.to_lowercase().to_string(),
            });
            assert!(words.contains_key(&name), "{name}");
            let doubted = MeetingWeights::from_toml(&format!("[{name}]\npower = 0.0")).unwrap();
            let facts = MeetingFacts::of(MeetingKind::NeverHeard);
            assert_eq!(doubted.weight(&facts.with(fact, 7.0)), doubted.weight(&facts), "{name}");
        }
    }

    #[test]
    fn weights_that_are_written_down_read_back_the_same() {
        let weights = MeetingWeights::builtin();
        assert_eq!(MeetingWeights::from_toml(&toml::to_string(&weights).unwrap()), Ok(weights));
    }

    #[test]
    fn a_misspelt_fact_and_a_number_that_cannot_be_are_refused() {
        let refused = MeetingWeights::from_toml("[curses]\npower = 1.0");
        assert!(matches!(refused, Err(MeetingWeightsError::Toml(_))), "{refused:?}");
        for text in ["[courses]\npower = -0.1", "[courses]\npower = nan", "[never_heard]\nratio = 0.0"] {
            assert_eq!(MeetingWeights::from_toml(text), Err(MeetingWeightsError::Number), "{text}");
        }
    }
}
