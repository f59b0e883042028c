//! Draught changes: cargo that came aboard or went over the side away from ports.

use model::{Event, Vessel};

use crate::Options;

/// Changes of a hull's reported draught across its own `events`, none of its `visits` lying between the reports.
/// Events and visits of other hulls are ignored.
pub fn draught_changes(
    _vessel: &Vessel,
    _events: &[Event],
    _visits: &[Event],
    _options: &Options,
) -> Vec<Event> {
    Vec::new()
}
