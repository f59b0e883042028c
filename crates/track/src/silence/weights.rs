//! What each fact about a silence weighs: a file that anyone can read and change.

use model::{Calibration, OverlaidSettings, SettingsError, SilenceFacts, Span};
use serde::{Deserialize, Serialize};

const BUILTIN: &str = include_str!("../../silence.toml");

/// How many facts weigh for and against a choice.
pub(super) const FACTS: usize = 6;

/// What each fact weighs, as natural logarithms of likelihood ratios; written down, it has the shape of the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SilenceWeights {
    /// What the weights were fitted on.
    pub calibration: Calibration,
    /// Log odds of a switch-off where every fact below is 0.
    pub bias: f64,
    /// How far hours missed come together: no number of them says more than if this many had been missed by chance alone,
    /// but for its logarithm.
    pub clustering: f64,
    /// How often the hull was missed.
    pub missed: SilenceWeight,
    /// How much more often than in any other of its silences.
    pub habit: SilenceWeight,
    /// How many of the others were heard meanwhile.
    pub others: SilenceWeight,
    /// How long it was.
    pub length: SilenceWeight,
    /// Whether it is a fishing vessel.
    pub fishes: SilenceWeight,
    /// How long it needed less for its way than it was silent, and which share that is.
    pub idle: SilenceWeight,
    /// How much likelier a reason that ships share is than a choice where others fell silent and were heard again with it. However often it
    /// was missed, such a reason explains it.
    pub together: SilenceWeight,
}

/// What one fact weighs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SilenceWeight {
    /// Log likelihood ratio for each unit of the fact.
    pub weight: f64,
    /// How the fact is counted.
    pub meaning: String,
    /// Who says so.
    pub source: String,
}

/// Why a file holds no weights of silences.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SilenceWeightsError {
    /// It is not TOML, or holds an unknown or a wrong field.
    #[error("weights of silences: {0}")]
    Toml(#[from] SettingsError),
    /// A number is none, hours missed are said to come together less than not at all, or silences that are shared to be chosen.
    #[error("weights of silences: wanted finite numbers, clustering above 0 and together not below 0")]
    Number,
}

impl SilenceWeights {
    /// The weights that are built in.
    pub fn builtin() -> Self {
        Self::from_toml("").expect("the built-in weights are read by a test")
    }

    /// The built-in weights with `text` laid over them; it may hold only what differs.
    ///
    /// # Errors
    /// When the text is not TOML, names an unknown field, or holds a number that is none.
    pub fn from_toml(text: &str) -> Result<Self, SilenceWeightsError> {
        let weights: Self = OverlaidSettings::of(BUILTIN, text)?.read()?;
        let others = [weights.bias, weights.clustering, weights.together.weight];
        let mut numbers = weights.numbers().into_iter().chain(others);
        if numbers.all(f64::is_finite) && weights.clustering > 0.0 && weights.together.weight >= 0.0 {
            Ok(weights)
        } else {
            Err(SilenceWeightsError::Number)
        }
    }

    /// The probability that the transceiver was off in a silence so long.
    pub fn probability(&self, facts: &SilenceFacts, span: Span) -> f64 {
        let counted = self.counted(facts, span).into_iter().zip(self.numbers());
        let log_odds = self.bias + counted.map(|(fact, weight)| fact * weight).sum::<f64>();
        let shared_reason = (self.together.weight * f64::from(facts.together).ln_1p()).exp() - 1.0;
        1.0 / (1.0 + (-log_odds).exp() + shared_reason)
    }

    /// The facts as they are counted, in the order of [`Self::numbers`].
    pub(super) fn counted(&self, facts: &SilenceFacts, span: Span) -> [f64; FACTS] {
        /// Beside less than this, comparing says nothing (design: a pass or two of a satellite).
        const FEW: f64 = 1.5;
        /// More idle hours say no more (design: a transfer and the time to come alongside).
        const IDLE_H: f64 = 12.0;
        // Of a long way a few hours are how a speed is measured; to go slowly is what fishing is.
        let share = (facts.idle.hours() / span.hours().max(f64::MIN_POSITIVE)).min(1.0);
        let idle = if facts.fishes { 0.0 } else { (facts.idle.hours() / IDLE_H).min(1.0) * share };
        let habit = ((facts.missed + FEW) / (facts.missed_else + FEW)).ln();
        [
            self.clustering * (facts.missed / self.clustering).ln_1p(),
            habit.clamp(-1.5, 1.5),
            facts.others.max(f64::MIN_POSITIVE).ln().clamp(-1.0, 0.3),
            (span.hours() / 12.0).max(f64::MIN_POSITIVE).ln().clamp(-1.0, 1.4),
            f64::from(u8::from(facts.fishes)),
            idle,
        ]
    }

    pub(super) fn numbers(&self) -> [f64; FACTS] {
        self.all().map(|weight| weight.weight)
    }

    /// The same facts with other weights.
    pub(super) fn with_numbers(mut self, numbers: [f64; FACTS]) -> Self {
        let weights = [
            &mut self.missed,
            &mut self.habit,
            &mut self.others,
            &mut self.length,
            &mut self.fishes,
            &mut self.idle,
        ];
        weights.into_iter().zip(numbers).for_each(|(weight, number)| weight.weight = number);
        self
    }

    const fn all(&self) -> [&SilenceWeight; FACTS] {
        [&self.missed, &self.habit, &self.others, &self.length, &self.fishes, &self.idle]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> SilenceFacts {
        SilenceFacts {
            missed: 6.0,
            missed_else: 3.0,
            others: 1.0,
            fishes: false,
            idle: Span::ZERO,
            beyond: Span::ZERO,
            together: 0,
        }
    }

    fn day(facts: SilenceFacts) -> f64 {
        SilenceWeights::builtin().probability(&facts, Span::from_hours(24))
    }

    #[test]
    fn a_hull_missed_more_often_was_more_surely_off() {
        assert!(day(SilenceFacts { missed: 12.0, ..facts() }) > day(facts()));
        assert!(day(SilenceFacts { missed_else: 12.0, ..facts() }) < day(facts()));
    }

    #[test]
    fn a_ship_that_stopped_unheard_on_her_way_was_more_surely_off_than_one_that_sailed_on_and_one_that_fishes()
     {
        let idle = |hours: i64| SilenceFacts { idle: Span::from_hours(hours), ..facts() };
        assert!(day(idle(12)) > day(idle(4)) && day(idle(4)) > day(facts()));
        let of_two_days =
            |hours: i64| SilenceWeights::builtin().probability(&idle(hours), Span::from_hours(48));
        assert!(of_two_days(4) < 1.2 * of_two_days(0) && day(idle(4)) > 1.1 * day(idle(0)));
        let fishes = |hours: i64| day(SilenceFacts { fishes: true, ..idle(hours) });
        assert_eq!(fishes(12), fishes(0));
    }

    #[test]
    fn a_hull_missed_with_all_others_was_less_surely_off() {
        assert!(day(SilenceFacts { others: 0.4, ..facts() }) < day(facts()));
    }

    #[test]
    fn a_ship_silent_together_with_another_was_hardly_off_however_often_she_was_missed() {
        let beside = |together: u32| day(SilenceFacts { missed: 100.0, together, ..facts() });
        assert!(beside(0) > 0.9 && beside(1) < 0.15 && beside(4) < 0.02, "{} {}", beside(0), beside(1));
    }

    #[test]
    fn a_hull_missed_for_ever_has_a_probability_below_one_and_one_never_missed_one_above_zero() {
        let long = SilenceWeights::builtin()
            .probability(&SilenceFacts { missed: 1e9, ..facts() }, Span::from_hours(100_000));
        let short = SilenceWeights::builtin()
            .probability(&SilenceFacts { missed: 0.0, others: 0.0, ..facts() }, Span::ZERO);
        assert!(short > 0.0 && long <= 1.0 && long > 0.99);
    }

    #[test]
    fn weights_that_are_written_down_read_back_the_same() {
        let weights = SilenceWeights::builtin();
        assert_eq!(SilenceWeights::from_toml(&toml::to_string(&weights).unwrap()), Ok(weights));
    }

    #[test]
    fn a_misspelt_fact_and_a_number_that_is_none_are_refused() {
        let refused = SilenceWeights::from_toml("[mised]\nweight = 1.0");
        assert!(matches!(refused, Err(SilenceWeightsError::Toml(_))), "{refused:?}");
        assert_eq!(SilenceWeights::from_toml("bias = nan"), Err(SilenceWeightsError::Number));
        assert_eq!(SilenceWeights::from_toml("clustering = 0.0"), Err(SilenceWeightsError::Number));
        let shared = SilenceWeights::from_toml("[together]\nweight = -1.0");
        assert_eq!(shared, Err(SilenceWeightsError::Number));
    }
}
