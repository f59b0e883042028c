//! Leads: events or chains of events that an analyst should look at, with what speaks for and against them.

use crate::{EventKind, HullId, Location};

/// An event, or a chain of events, that a trained analyst should look at. Never an accusation.
#[derive(Debug, Clone, PartialEq)]
pub struct Lead {
    /// What it is made of.
    pub kind: LeadKind,
    /// The event that decides its place and time: an index into the events of the same run.
    pub deciding: usize,
    /// The hull that is only guessed to have taken part in it, of a meeting that nobody heard.
    pub guess: Option<HullId>,
    /// Every event of it, the deciding one too, by time: indices into the events of the same run.
    pub legs: Vec<usize>,
    /// Which list it belongs to.
    pub list: List,
    /// Why it stands there: the rules that held, each a sentence without a semicolon.
    pub grounds: Vec<Reason>,
    /// Log10 odds.
    pub score: f64,
    /// The same as a probability, with its interval.
    pub probability: Probability,
    /// What the probability was fitted on.
    pub calibration: Calibration,
    /// The most likely cargo.
    pub cargo: Cargo,
    /// How likely each cargo is.
    pub cargo_shares: CargoShares,
    /// How much could have changed hands, where it can be estimated.
    pub tonnes: Option<Tonnes>,
    /// On what the amount rests, in words, or why it could not be assessed; empty where nothing that was seen can have moved cargo.
    pub tonnes_basis: Reason,
    /// The indicators that were looked at, the weightiest first.
    pub evidence: Vec<Evidence>,
}

/// What a lead is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeadKind {
    /// One event.
    Event(EventKind),
    /// Several events that belong to one delivery.
    Chain,
}

/// Which list a lead belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// A link to the DPRK is shown or, in waters of transfers on record, possible.
    Dprk,
    /// Evasive, with no link to the DPRK shown.
    Evasive,
}

/// A probability with the interval that the ranges of the likelihood ratios give it, each 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Probability {
    /// 5 % quantile.
    pub low: f64,
    /// Central value.
    pub mid: f64,
    /// 95 % quantile.
    pub high: f64,
}

/// What a probability was fitted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Calibration {
    /// Nothing: the likelihood ratios are experts' starting values.
    Expert,
    /// Simulated truth.
    Simulated,
    /// Leads that analysts reviewed.
    Reviewed,
}

/// How the place of a lead is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceBasis {
    /// From positions that were heard.
    Observed,
    /// Where a meeting that nobody heard would have been, if it was.
    Inferred,
}

/// What is most likely to have changed hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cargo {
    /// Refined petroleum or crude oil.
    Oil,
    /// Coal.
    Coal,
    /// Another dry cargo.
    Other,
    /// The facts do not tell.
    Unknown,
}

/// How likely each cargo is; the four add up to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CargoShares {
    /// Refined petroleum or crude oil.
    pub oil: f64,
    /// Coal.
    pub coal: f64,
    /// Another dry cargo.
    pub other: f64,
    /// The facts do not tell.
    pub unknown: f64,
}

/// An amount in tonnes: 5 %, 50 % and 95 % quantile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tonnes {
    /// 5 % quantile.
    pub low: f64,
    /// Median.
    pub mid: f64,
    /// 95 % quantile.
    pub high: f64,
}

/// One indicator, looked at for one lead.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The indicator's id, such as `G1`.
    pub indicator: &'static str,
    /// The group inside which indicators are not counted twice.
    pub group: Group,
    /// Whether it was seen.
    pub state: EvidenceState,
    /// Its log10 likelihood ratio in full; positive speaks for the lead, negative against.
    pub log10_lr: f64,
    /// What of it was counted after the rules of the group.
    pub counted: f64,
    /// The fact in words.
    pub text: Reason,
    /// Where the fixes or static reports that it rests on stand in the archive.
    pub cites: Vec<Location>,
}

/// A fact in words: plain text that may hold broadcast, hence untrusted, names; escape it where it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reason(pub String);

/// Whether an indicator was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceState {
    /// It was seen.
    Present,
    /// The data would have shown it and did not.
    Absent,
    /// The data cannot tell.
    NotAssessable,
}

/// Groups of indicators that share their causes: inside a group the largest counts in full, the second at half.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each group is described by its indicators in the weights file")]
pub enum Group {
    Place,
    Contact,
    Gap,
    Port,
    Link,
    Identity,
    Voyage,
    Hull,
    Time,
}

impl LeadKind {
    /// The stable word for tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Event(kind) => kind.as_str(),
            Self::Chain => "chain",
        }
    }
}

impl List {
    /// The stable word for tables and the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dprk => "dprk",
            Self::Evasive => "evasive",
        }
    }
}

impl Calibration {
    /// The stable word for tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Expert => "expert",
            Self::Simulated => "simulated",
            Self::Reviewed => "reviewed",
        }
    }
}

impl PlaceBasis {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Observed, Self::Inferred];

    /// The stable word for tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Observed => "observed",
            Self::Inferred => "inferred",
        }
    }
}

impl Cargo {
    /// The stable word for tables and the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Oil => "oil",
            Self::Coal => "coal",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }
}

impl EvidenceState {
    /// The stable word for tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Absent => "absent",
            Self::NotAssessable => "not_assessable",
        }
    }
}

impl Group {
    /// All groups.
    pub const ALL: [Self; 9] = [
        Self::Place,
        Self::Contact,
        Self::Gap,
        Self::Port,
        Self::Link,
        Self::Identity,
        Self::Voyage,
        Self::Hull,
        Self::Time,
    ];

    /// The stable word for tables and the weights file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Contact => "contact",
            Self::Gap => "gap",
            Self::Port => "port",
            Self::Link => "link",
            Self::Identity => "identity",
            Self::Voyage => "voyage",
            Self::Hull => "hull",
            Self::Time => "time",
        }
    }
}
