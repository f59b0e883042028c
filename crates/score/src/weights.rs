//! The weights file: what each indicator weighs and from which value on it counts.

use std::collections::BTreeMap;

use model::{Calibration, Group, OverlaidSettings, SettingsError};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::Indicator;

mod changed;
mod fit;
mod number;
mod own;
mod threshold;
mod vary;

pub use fit::JudgedLead;
pub use threshold::{
    Caps, CargoWeights, ContactThresholds, GapThresholds, HullThresholds, IdentityThresholds, LinkThresholds,
    PlaceThresholds, PortThresholds, VolumeModel, VoyageThresholds,
};

const BUILTIN: &str = include_str!("../weights.toml");

/// Likelihood ratios and thresholds of every indicator; written down, it has the shape of the file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Weights {
    /// What the ratios were fitted on.
    pub calibration: Calibration,
    /// Odds, before any evidence, that a candidate is what its list claims.
    pub prior_odds: f64,
    /// Least probability, by all that was seen together, of a lead where no single fact shows a link to the DPRK or
    /// concealment; nothing is listed so above 1.
    pub unshown_from: f64,
    /// Largest sum of a group.
    pub caps: Caps,
    /// Where.
    pub place: PlaceThresholds,
    /// Meetings.
    pub contact: ContactThresholds,
    /// Silences.
    pub gap: GapThresholds,
    /// Calls at ports.
    pub port: PortThresholds,
    /// Links to listed ships.
    pub link: LinkThresholds,
    /// What ships say they are.
    pub identity: IdentityThresholds,
    /// Where ships say they go, and how deep.
    pub voyage: VoyageThresholds,
    /// Size.
    pub hull: HullThresholds,
    /// What was carried.
    pub cargo: CargoWeights,
    /// How much.
    pub volume: VolumeModel,
    indicators: BTreeMap<Indicator, Weight>,
}

/// What one indicator weighs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Weight {
    /// The group inside which it is not counted twice.
    #[serde(serialize_with = "group_word")]
    pub group: Group,
    /// What it says.
    pub meaning: String,
    /// Likelihood ratio when seen.
    pub lr: f64,
    /// Low end of its range.
    pub lr_low: f64,
    /// High end of its range.
    pub lr_high: f64,
    /// Likelihood ratio when observably absent.
    pub lr_absent: f64,
    /// Who says so.
    pub source: String,
}

/// Why a weights file is not usable.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum WeightsError {
    /// It is not TOML, or holds an unknown or a wrong field.
    #[error("weights file: {0}")]
    Toml(#[from] SettingsError),
    /// The odds before any evidence are none.
    #[error("weights file: prior_odds is {0}, and may be no less than 0.000001 and no more than 1000000")]
    Prior(f64),
    /// A ratio is not a positive number, or the range does not hold it.
    #[error(
        "weights file: indicator {0} needs 0 < lr_low <= lr <= lr_high and lr_absent > 0, all of them no more than 1000000000"
    )]
    Ratio(&'static str),
    /// A threshold, cap or share is none of its kind.
    #[error("weights file: {path} is {number}, and may be no less than {least} and no more than {most}")]
    Number {
        /// The keys that lead to it.
        path: String,
        /// What it is.
        number: f64,
        /// The least that it may be.
        least: f64,
        /// The most that it may be.
        most: f64,
    },
    /// A range does not rise, or begins at 0 or below.
    #[error("weights file: {0} needs two numbers above 0, the lower first")]
    Pair(&'static str),
    /// Of two thresholds that bound a range the lower is above the upper.
    #[error("weights file: {low} is above {high}: nothing would lie between them")]
    Range {
        /// The keys of the lower.
        low: &'static str,
        /// The keys of the upper.
        high: &'static str,
    },
    /// What cargo is before anything is known adds up to nothing.
    #[error("weights file: cargo.prior needs a number above 0")]
    CargoPrior,
    /// An indicator is missing.
    #[error("weights file: indicator {0} is missing")]
    Missing(&'static str),
    /// It names what the built-in weights do not have.
    #[error("weights file: {0} is no key of the weights")]
    UnknownKey(String),
}

impl Weights {
    /// The weights that are built in.
    pub fn builtin() -> Self {
        Self::from_toml("").expect("the built-in weights file is read by a test")
    }

    /// The built-in weights with `text` laid over them; it may hold only what differs. An end of a ratio's range that it does not
    /// give moves with the ratio, by the same factor.
    ///
    /// # Errors
    /// When the text is not TOML, names an unknown field, or gives a ratio outside its range.
    pub fn from_toml(text: &str) -> Result<Self, WeightsError> {
        let settings = OverlaidSettings::of(BUILTIN, &own::made_whole(BUILTIN, text)?)?;
        let weights = settings.read::<File>()?.checked()?;
        number::check_all(settings.table())?;
        number::check_pairs(&weights.volume)?;
        number::check_ranges(&weights)?;
        Ok(weights)
    }

    /// What an indicator weighs.
    pub fn weight(&self, indicator: Indicator) -> &Weight {
        &self.indicators[&indicator]
    }

    /// The largest sum of one side of a group, in log10.
    pub fn cap(&self, group: Group) -> f64 {
        match group {
            Group::Port | Group::Link => self.caps.port_and_link,
            _ => self.caps.group,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    calibration: Calibration,
    prior_odds: f64,
    unshown_from: f64,
    indicators: BTreeMap<Indicator, Entry>,
    caps: Caps,
    place: PlaceThresholds,
    contact: ContactThresholds,
    gap: GapThresholds,
    port: PortThresholds,
    link: LinkThresholds,
    identity: IdentityThresholds,
    voyage: VoyageThresholds,
    hull: HullThresholds,
    cargo: CargoWeights,
    volume: VolumeModel,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(deserialize_with = "known_group")]
    group: Group,
    meaning: String,
    lr: f64,
    lr_low: f64,
    lr_high: f64,
    lr_absent: f64,
    source: String,
}

impl File {
    fn checked(self) -> Result<Weights, WeightsError> {
        if let Some(missing) = Indicator::ALL.into_iter().find(|id| !self.indicators.contains_key(id)) {
            return Err(WeightsError::Missing(missing.id()));
        }
        if !(1e-6..=1e6).contains(&self.prior_odds) {
            return Err(WeightsError::Prior(self.prior_odds));
        }
        if self.cargo.prior.iter().all(|share| *share <= 0.0) {
            return Err(WeightsError::CargoPrior);
        }
        let indicators = self.indicators.into_iter().map(|(id, entry)| Ok((id, entry.checked(id)?)));
        Ok(Weights {
            indicators: indicators.collect::<Result<_, WeightsError>>()?,
            calibration: self.calibration,
            prior_odds: self.prior_odds,
            unshown_from: self.unshown_from,
            caps: self.caps,
            place: self.place,
            contact: self.contact,
            gap: self.gap,
            port: self.port,
            link: self.link,
            identity: self.identity,
            voyage: self.voyage,
            hull: self.hull,
            cargo: self.cargo,
            volume: self.volume,
        })
    }
}

impl Entry {
    fn checked(self, indicator: Indicator) -> Result<Weight, WeightsError> {
        let rising = 0.0 < self.lr_low && self.lr_low <= self.lr && self.lr <= self.lr_high;
        if !(rising && self.lr_high <= number::MOST && 0.0 < self.lr_absent && self.lr_absent <= number::MOST)
        {
            return Err(WeightsError::Ratio(indicator.id()));
        }
        Ok(Weight {
            group: self.group,
            meaning: self.meaning,
            lr: self.lr,
            lr_low: self.lr_low,
            lr_high: self.lr_high,
            lr_absent: self.lr_absent,
            source: self.source,
        })
    }
}

fn known_group<'de, D: Deserializer<'de>>(from: D) -> Result<Group, D::Error> {
    let word = String::deserialize(from)?;
    let known = Group::ALL.into_iter().find(|group| group.as_str() == word);
    known.ok_or_else(|| {
        let words = Group::ALL.map(Group::as_str).join(", ");
        de::Error::custom(format!("unknown group {word:?}, wanted one of {words}"))
    })
}

fn group_word<S: Serializer>(group: &Group, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(group.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_can_be_none_of_its_kind_is_refused_by_name() {
        let cases = [
            ("[caps]\ngroup = -1.5", "caps.group"),
            ("[caps]\ngroup = nan", "caps.group"),
            ("[gap]\nhours = -1.0", "gap.hours"),
            ("[cargo]\nprior = [0.1, inf, 0.1, 0.1]", "cargo.prior"),
            ("[cargo]\nprior = [0, 0, 0, 0]", "cargo.prior"),
            ("[volume]\nladen = [0.95, 0.1]", "volume.laden"),
            ("[volume]\noil_rate_tph = [0, 0]", "volume.oil_rate_tph"),
        ];
        for (text, key) in cases {
            let refused = Weights::from_toml(text).unwrap_err().to_string();
            assert!(refused.contains(key), "{text}: {refused}");
        }
        assert!(Weights::from_toml("[place]\ntheatre_south = -5.0").is_ok(), "a latitude");
    }

    #[test]
    fn an_absurd_number_is_refused_with_what_is_allowed_and_the_last_that_is_allowed_is_taken() {
        let allowed =
            |least: &str, most: &str| format!("may be no less than {least} and no more than {most}");
        let cases = [
            ("prior_odds = 1e308", "prior_odds = 1e6", "prior_odds", allowed("0.000001", "1000000")),
            (
                "[volume]\nladen = [0.5, 5000]",
                "[volume]\nladen = [0.5, 1]",
                "volume.laden",
                allowed("0", "1"),
            ),
            (
                "[link]\nalone_weight = 1e6",
                "[link]\nalone_weight = 1.0",
                "link.alone_weight",
                allowed("0", "1"),
            ),
            ("[gap]\nplain = 1.5", "[gap]\nplain = 1.0", "gap.plain", allowed("0", "1")),
            ("[caps]\ngroup = 300", "[caps]\ngroup = 10", "caps.group", allowed("0", "10")),
            (
                "[contact]\nloiter_hours = 1e30",
                "[contact]\nloiter_hours = 1e9",
                "contact.loiter_hours",
                allowed("0", "1000000000"),
            ),
            (
                "[contact]\ncrane_min_m = 80\ncrane_max_m = 60",
                "[contact]\ncrane_min_m = 60\ncrane_max_m = 60",
                "contact.crane_min_m",
                "contact.crane_min_m is above contact.crane_max_m".to_owned(),
            ),
        ];
        for (absurd, last, key, told) in cases {
            let refused = Weights::from_toml(absurd).expect_err(absurd).to_string();
            assert!(refused.contains(key) && refused.contains(&told), "{absurd}: {refused}");
            assert!(Weights::from_toml(last).is_ok(), "{last}: {:?}", Weights::from_toml(last));
        }
        let ratio = Weights::from_toml("[indicators.G1]\nlr_high = 1e10").unwrap_err();
        assert_eq!(ratio, WeightsError::Ratio("G1"));
    }

    #[test]
    fn a_file_with_one_ratio_changes_that_ratio_alone() {
        let weights = Weights::from_toml("[indicators.G1]\nlr = 4.0").unwrap();
        let builtin = Weights::builtin();
        assert_eq!(weights.weight(Indicator::G1).lr, 4.0);
        assert_eq!(weights.weight(Indicator::G1).source, builtin.weight(Indicator::G1).source);
        assert_eq!(weights.weight(Indicator::G2), builtin.weight(Indicator::G2));
    }

    #[test]
    fn a_ratio_beyond_its_range_alone_takes_the_range_with_it_and_the_rest_stays() {
        let weight = |text: &str| Weights::from_toml(text).unwrap().weight(Indicator::L1).clone();
        let (builtin, moved) = (weight(""), weight("[indicators.L1]\nlr = 2_000"));
        assert_eq!((builtin.lr, builtin.lr_low, builtin.lr_high), (200.0, 50.0, 1000.0));
        assert_eq!((moved.lr, moved.lr_low, moved.lr_high), (2_000.0, 500.0, 10_000.0));
        let of_it = |weight: &Weight| (weight.lr_absent, weight.meaning.clone(), weight.group);
        assert_eq!(of_it(&moved), of_it(&builtin));
        let one_end = weight("[indicators.L1]\nlr = 2_000.0\nlr_high = 2_000.0");
        assert_eq!((one_end.lr_low, one_end.lr_high), (500.0, 2_000.0));
        let narrower = weight("[indicators.L1]\nlr_low = 100.0");
        assert_eq!((narrower.lr, narrower.lr_low, narrower.lr_high), (200.0, 100.0, 1000.0));
    }

    #[test]
    fn weights_that_are_written_down_read_back_the_same() {
        let weights = Weights::builtin();
        assert_eq!(Weights::from_toml(&toml::to_string(&weights).unwrap()), Ok(weights));
    }

    #[test]
    fn a_ratio_outside_its_range_is_refused_and_so_is_a_misspelt_field() {
        let refused = Weights::from_toml("[indicators.G1]\nlr = 40.0\nlr_high = 6.0");
        assert_eq!(refused, Err(WeightsError::Ratio("G1")));
        assert_eq!(Weights::from_toml("prior_odds = 0.0"), Err(WeightsError::Prior(0.0)));
        for (text, key) in
            [("[gap]\nhoers = 3.0", "gap.hoers"), ("[indicators.G1]\nlrr = 3.0", "indicators.G1.lrr")]
        {
            let refused = Weights::from_toml(text).unwrap_err();
            assert_eq!(refused, WeightsError::UnknownKey(key.to_owned()));
        }
        let group = Weights::from_toml("[indicators.G1]\ngroup = \"plaice\"").unwrap_err().to_string();
        assert!(group.contains("unknown group \"plaice\", wanted one of place, contact"), "{group}");
    }
}
