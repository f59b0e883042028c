//! Dark rendezvous: meetings that silences make possible.

use chart::Chart;
use model::{Event, Fleet};

use crate::Options;

/// The meetings that `gaps` allow: with a hull that loiters without a visible partner, or with another gap.
pub fn dark_rendezvous(
    _gaps: &[Event],
    _loiterings: &[Event],
    _fleet: &Fleet,
    _chart: &Chart,
    _options: &Options,
) -> Vec<Event> {
    Vec::new()
}
