//! Loitering: a hull that waits at sea.

use chart::Chart;
use model::{Event, Track};

use crate::Options;

/// The runs of time in which a hull waits outside ports and anchorages, by start.
pub fn loitering(_track: &Track, _chart: &Chart, _options: &Options) -> Vec<Event> {
    Vec::new()
}
