//! What lies around a place: coast, port, anchorage.

use chart::Chart;
use model::{Position, Surroundings};

use crate::Options;

/// What the chart says of a place. Other hulls are not of the chart: [`crate::count_neighbours`] adds them.
pub fn surroundings(at: Position, chart: &Chart, _options: &Options) -> Surroundings {
    Surroundings {
        shore: Some(chart.shore_distance(at)),
        port: chart.nearest_port(at).map(|(_, distance)| distance),
        in_anchorage: chart.anchorage_at(at).is_some(),
        others_near: 0,
    }
}
