//! How well a hull is heard beside others: at which factor of what is usual the hours in which it was heard are as many as
//! expected.

use std::collections::BTreeMap;

use model::{CellHour, Rate, Reception};

use super::usual::usual_rates;
use super::{FAR, UNSEEN};

/// Nobody is heard more than this many times as often as others (design: the best antennas double the range).
const FACTORS: std::ops::RangeInclusive<f64> = 0.02..=5.0;

/// How well hulls are heard beside others.
pub(crate) struct Ears {
    usual: BTreeMap<(u16, u16), f64>,
}

impl Ears {
    pub(crate) fn of(reception: &Reception) -> Self {
        Self { usual: usual_rates(reception.cells()) }
    }

    /// How well a hull is heard, from where it was and whether it was heard there; `None` where nobody else ever was.
    pub(crate) fn rate(&self, presences: impl Iterator<Item = (CellHour, bool)>) -> Option<Rate> {
        let hour = |(cell, heard): (CellHour, bool)| {
            Some(Hour { usual: *self.usual.get(&(cell.row, cell.column))?, heard })
        };
        let hours: Vec<Hour> = presences.filter_map(hour).collect();
        (!hours.is_empty()).then(|| rate(&hours))
    }
}

/// One hour of a hull: how often others are heard where it was, and whether it was.
#[derive(Debug, Clone, Copy)]
struct Hour {
    usual: f64,
    heard: bool,
}

fn rate(hours: &[Hour]) -> Rate {
    let far: Vec<Hour> = hours.iter().filter(|hour| hour.usual < FAR).copied().collect();
    let (anywhere, heard) = factor(hours, 1.0);
    let (factor, heard_far) = factor(&far, anywhere);
    Rate { heard, heard_far, factor }
}

/// The factor at which as many hours are expected to be heard as were, drawn towards what is likely before; and how
/// many were heard.
fn factor(hours: &[Hour], likely: f64) -> (f64, f64) {
    const ROUNDS: usize = 12;
    let heard = hours.iter().filter(|hour| hour.heard).count() as f64;
    let mut factor = likely;
    for _ in 0..ROUNDS {
        let expected: f64 = hours.iter().map(|hour| 1.0 - (-factor * hour.usual).exp()).sum();
        factor *= (heard + UNSEEN) / (expected + UNSEEN * factor / likely);
        factor = factor.clamp(*FACTORS.start(), *FACTORS.end());
    }
    (factor, heard)
}
