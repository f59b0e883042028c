//! The ports that a track can come near, so that a fix is not compared with thousands of others.

use chart::{Chart, Port};
use model::{Fix, Metres, Position};

/// The ports near a track, asked for fix by fix.
pub(crate) struct PortsNear<'a> {
    ports: Vec<&'a Port>,
    reach: Metres,
    /// A place where no port was within reach, and how far one can go from it before that may change.
    clear: Option<(Position, Metres)>,
}

impl<'a> PortsNear<'a> {
    /// The ports that any of the fixes may have within `reach`.
    pub(crate) fn of(fixes: &[Fix], chart: &'a Chart, reach: Metres) -> Self {
        let lats = || fixes.iter().map(|fix| fix.position.lat());
        let (south, north) = (lats().fold(f64::INFINITY, f64::min), lats().fold(f64::NEG_INFINITY, f64::max));
        let margin = degrees(reach);
        let ports = chart.ports().iter();
        let ports = ports
            .filter(|port| south - margin <= port.position.lat() && port.position.lat() <= north + margin);
        Self { ports: ports.collect(), reach, clear: None }
    }

    /// The nearest port within reach.
    pub(crate) fn at(&mut self, place: Position) -> Option<(&'a Port, Metres)> {
        if self.clear.is_some_and(|(from, room)| from.distance(place) < room) {
            return None;
        }
        let by_distance = self.ports.iter().map(|port| (*port, port.position.distance(place)));
        let nearest = by_distance.min_by(|one, other| one.1.0.total_cmp(&other.1.0));
        let beyond = nearest.map_or(Metres(f64::INFINITY), |(_, distance)| Metres(distance.0 - self.reach.0));
        self.clear = (beyond.0 > 0.0).then_some((place, beyond));
        nearest.filter(|_| beyond.0 <= 0.0)
    }
}

/// Degrees of latitude that a distance spans.
fn degrees(distance: Metres) -> f64 {
    (distance.0 / Position::EARTH_RADIUS.0).to_degrees()
}
