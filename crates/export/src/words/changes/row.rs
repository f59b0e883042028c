//! What would change a lead, as programs read it.

use model::{Cause, Change, List};
use serde::Serialize;

use super::Line;

/// A change as programs read it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangeRow {
    /// The indicator that would not be seen; absent where a threshold would be another.
    pub without: Option<&'static str>,
    /// The keys of the threshold in the weights file.
    pub threshold: Option<&'static str>,
    /// What the threshold is.
    pub threshold_name: Option<&'static str>,
    /// Its value.
    pub threshold_is: Option<f64>,
    /// The nearest value at which the lead stands otherwise.
    pub threshold_at: Option<f64>,
    /// Unit of the threshold.
    pub unit: Option<&'static str>,
    /// Whether the lead would leave its list or cross one in two.
    pub decides: bool,
    /// The list then; absent where it would be no lead.
    pub list: Option<&'static str>,
    /// Log10 odds then.
    pub score: f64,
    /// Rank then.
    pub rank: Option<usize>,
    /// All of it in words; may hold untrusted names.
    pub text: String,
}

impl ChangeRow {
    /// The rows of changes, in their order.
    pub fn all(changes: &[Change]) -> Vec<Self> {
        changes.iter().map(Self::of).collect()
    }

    fn of(change: &Change) -> Self {
        let without = match &change.cause {
            Cause::Without { indicator, .. } => Some(*indicator),
            Cause::Threshold { .. } => None,
        };
        let threshold = match &change.cause {
            Cause::Threshold { key, name, unit, from, to, .. } => Some((*key, *name, *unit, *from, *to)),
            Cause::Without { .. } => None,
        };
        Self {
            without,
            threshold: threshold.map(|(key, ..)| key),
            threshold_name: threshold.map(|(_, name, ..)| name),
            threshold_is: threshold.map(|(.., from, _)| from),
            threshold_at: threshold.map(|(.., to)| to),
            unit: threshold.map(|(_, _, unit, ..)| unit).filter(|unit| !unit.is_empty()),
            decides: change.decides(),
            list: change.then.list.map(List::as_str),
            score: (change.then.score * 1e4).round() / 1e4,
            rank: change.then.rank,
            text: Line::of(change).sentence(),
        }
    }
}
