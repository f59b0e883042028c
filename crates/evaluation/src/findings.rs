//! What a case claims, in the form in which it is graded.

use model::{Interval, Metres, Mmsi, Position, SilenceFacts, Timestamp};

use crate::encounters::Meeting;
use crate::ranking::Claim;

/// Everything of a case that truth can judge.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Findings {
    /// Encounters found.
    pub encounters: Vec<Meeting>,
    /// Silences found.
    pub gaps: Vec<FoundGap>,
    /// Dark rendezvous found, the likeliest first.
    pub dark_rendezvous: Vec<FoundDarkRendezvous>,
    /// Identity changes found.
    pub identity_changes: Vec<FoundIdentityChange>,
    /// Stretches of false positions found.
    pub spoofing: Vec<FoundSpoofing>,
    /// Leads of both lists by rank.
    pub leads: Vec<Claim>,
}

/// A silence as found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FoundGap {
    /// Who was silent.
    pub mmsi: Mmsi,
    /// From the last fix before to the first after.
    pub when: Interval,
    /// What speaks for and against a switch-off, where the case tells.
    pub facts: Option<SilenceFacts>,
    /// Probability that the transceiver was off, where the case tells.
    pub p_intentional: Option<f64>,
}

/// A dark rendezvous as found.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundDarkRendezvous {
    /// Who is said to have taken part.
    pub mmsis: Vec<Mmsi>,
    /// When it is said to have happened.
    pub when: Interval,
    /// Where.
    pub position: Position,
    /// Radius that is said to hold the true place nine times in ten, whoever met.
    pub radius: Metres,
    /// The same if it was these two that met.
    pub pair_radius: Metres,
    /// Time that is said to hold all of it nine times in ten, whoever met.
    pub possible: Interval,
}

/// An identity change as found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundIdentityChange {
    /// The number before.
    pub old: Mmsi,
    /// The number after.
    pub new: Mmsi,
    /// The last fix under the old number.
    pub last_old: Timestamp,
    /// The first fix under the new number.
    pub first_new: Timestamp,
}

/// A stretch of false positions as found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundSpoofing {
    /// Who lied.
    pub mmsi: Mmsi,
    /// From the first false fix to the last.
    pub when: Interval,
}
