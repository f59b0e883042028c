//! Port visits: came, stopped, left.

use chart::Chart;
use model::{Event, Track};

use crate::Options;

/// The port visits of a hull, by start.
pub fn port_visits(_track: &Track, _chart: &Chart, _options: &Options) -> Vec<Event> {
    Vec::new()
}
