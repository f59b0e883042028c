//! Contacts as they are kept: how near two hulls were and for how long, measured as an encounter is.

use crate::{Event, Metres};

/// How near is near.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Reach {
    /// A contact begins when two hulls come within this distance.
    pub enter: Metres,
    /// It ends when they are farther apart than this. At least `enter`.
    pub leave: Metres,
    /// Whether it goes on through a silence of a hull that drifts.
    pub bridged: bool,
}

/// Two hulls within a reach of each other, without a break.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    /// Which reach.
    pub reach: Reach,
    /// Who, when and where, with the figures of an encounter, whether or not it is long enough for one.
    pub event: Event,
}
