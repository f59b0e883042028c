//! What is learned from a whole archive and may be kept while it grows, so that what was found before stays comparable.

use crate::{LearnedReception, Metres, Position};

/// All that is learned.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LearnedContext {
    /// How well ships are heard.
    pub reception: LearnedReception,
    /// Where ships lie at anchor or at berths.
    pub anchorages: Vec<LearnedAnchorage>,
}

/// A place where many hulls of an archive lay still, as a circle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LearnedAnchorage {
    /// Its centre: where one of them lay.
    pub centre: Position,
    /// Its radius.
    pub radius: Metres,
    /// How many hulls lay there.
    pub hulls: u32,
}
