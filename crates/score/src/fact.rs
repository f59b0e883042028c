//! What is left of an indicator of a lead when its words are taken away: enough to weigh it anew.

use model::EvidenceState;

use crate::{Indicator, Weights};

/// One indicator, as it was looked at for a lead.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fact {
    /// Which.
    pub indicator: Indicator,
    /// Whether it was seen.
    pub state: EvidenceState,
    /// The share of its log ratio that it brings: less than 1 for a weak sighting, more for a plain one.
    pub share: f64,
}

impl Fact {
    /// The fact that brought a log10 ratio by some weights. What brought nothing, or would by these, has all its share.
    pub fn told(indicator: Indicator, state: EvidenceState, log10_lr: f64, weights: &Weights) -> Self {
        let weight = weights.weight(indicator);
        let full = match state {
            EvidenceState::Present => weight.lr.log10(),
            EvidenceState::Absent => weight.lr_absent.log10(),
            EvidenceState::NotAssessable => 0.0,
        };
        let share = if full == 0.0 { 1.0 } else { log10_lr / full };
        Self { indicator, state, share }
    }
}
