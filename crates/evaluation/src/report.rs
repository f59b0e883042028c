//! The grades of one case, as figures with names: one row a measure, ours beside the baseline's.

use serde::Serialize;

/// What the figures were measured on; never mixed in one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// Truth of a simulation.
    Simulated,
}

/// All measures of one case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// What the figures were measured on.
    pub ground: Ground,
    /// The measures, by subject.
    pub measures: Vec<Measure>,
    /// Where each incident of the truth stands in the ranked list.
    pub incidents: Vec<IncidentRank>,
    /// How often leads of about one probability were right.
    pub reliability: Vec<Reliability>,
    /// How many hulls of each honest role, and of the conspirators at other times, leads accuse among the first fifty.
    pub honest_hulls: Vec<HonestHulls>,
    /// The ranked list without each group of indicators.
    pub ablation: Vec<Ablation>,
    /// Precision against recall down the list.
    pub curves: Curves,
    /// What a reader must know before believing the figures.
    pub warnings: Vec<String>,
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measure {
    /// What is measured: `encounters`, `leads`, ...
    pub subject: &'static str,
    /// The measure's name.
    pub name: String,
    /// Its value; `None` where there was nothing to measure.
    pub value: Option<f64>,
    /// How many things it was measured over.
    pub of: usize,
    /// The plain rule baseline's value on the same traffic, where it has one.
    pub baseline: Option<f64>,
}

/// Where an incident stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IncidentRank {
    /// Its id in the truth.
    pub incident: String,
    /// Which story it tells.
    pub story: String,
    /// Rank of the first lead that meets it, from 1.
    pub rank: Option<usize>,
    /// Rank in the baseline's list.
    pub baseline_rank: Option<usize>,
}

/// Leads of about one probability.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Reliability {
    /// Lowest probability of the bin.
    pub from: f64,
    /// Highest probability of the bin.
    pub to: f64,
    /// Leads in it.
    pub leads: usize,
    /// Their mean probability.
    pub told: f64,
    /// The share of them that met an incident.
    pub right: f64,
}

/// Hulls of one role, and how many of them stand where an analyst looks first, for nothing that they did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HonestHulls {
    /// What they did: `merchant`, `bunkering`, .., or what conspirators did at another time.
    pub role: String,
    /// How many there are.
    pub hulls: usize,
    /// How many of them are named by one of the first fifty leads that meets no incident.
    pub in_first_50: usize,
    /// The share of them that is.
    pub pass_rate: f64,
}

/// The ranked list where a group of indicators says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Ablation {
    /// The group.
    pub group: &'static str,
    /// Leads in which it counts.
    pub leads: usize,
    /// Average precision without it.
    pub average_precision: f64,
    /// Average precision with it.
    pub with_it: f64,
    /// Precision of the first 25 leads without it.
    pub precision_at_25: f64,
}

/// Points of recall and precision, one for each incident met, down the list.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Curves {
    /// Of the case.
    pub darkwake: Vec<[f64; 2]>,
    /// Of the plain rules.
    pub baseline: Vec<[f64; 2]>,
}

impl Measure {
    /// A figure without a baseline, measured over `of` things; none where there are none.
    pub(crate) fn of(subject: &'static str, name: impl Into<String>, value: f64, of: usize) -> Self {
        Self { subject, name: name.into(), value: (of > 0).then_some(value), of, baseline: None }
    }

    /// The same figure with the baseline's beside it.
    pub(crate) fn beside(self, baseline: f64) -> Self {
        Self { baseline: self.value.map(|_| baseline), ..self }
    }
}
