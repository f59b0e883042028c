//! The port near a moving hull, without asking the chart at every fix.

use chart::{Chart, Port};
use model::{Metres, Position};

/// Asked fix by fix, it asks the chart again only once the hull may have come within reach of a port.
pub(crate) struct PortsNear<'a> {
    chart: &'a Chart,
    reach: Metres,
    /// A place where no port was within reach, and how far one can go from it before that may change.
    clear: Option<(Position, Metres)>,
}

impl<'a> PortsNear<'a> {
    pub(crate) const fn within(reach: Metres, chart: &'a Chart) -> Self {
        Self { chart, reach, clear: None }
    }

    /// The nearest port within reach.
    pub(crate) fn at(&mut self, place: Position) -> Option<&'a Port> {
        if self.clear.is_some_and(|(from, room)| from.distance(place) < room) {
            return None;
        }
        let nearest = self.chart.nearest_port(place);
        let beyond = nearest.map_or(f64::INFINITY, |(_, distance)| distance.0 - self.reach.0);
        self.clear = (beyond > 0.0).then_some((place, Metres(beyond)));
        nearest.filter(|_| beyond <= 0.0).map(|(port, _)| port)
    }
}
