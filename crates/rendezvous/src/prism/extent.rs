//! Boxes about prisms, in space and time, for the spatial index and for sampling.

use model::{Interval, Metres, Position, Span, Timestamp};
use rstar::AABB;

use super::Prism;

/// A box in space and time: degrees of latitude and longitude, hours since 1970.
pub(crate) type SpaceTime = AABB<[f64; 3]>;

impl Prism<'_> {
    /// Boxes of at most `slab` each that hold the prism; a box across the dateline is given on both its sides.
    pub(crate) fn boxes(&self, slab: Span) -> Vec<SpaceTime> {
        let step = slab.ms().max(1);
        let (start, end) = (self.silence.start(), self.silence.end());
        let count = (end - start).ms() / step + 1;
        let slabs = (0..count).map(|at| {
            let from = start.saturating_add(Span::from_ms(at * step));
            Interval::between(from, from.saturating_add(slab).min(end))
        });
        slabs.flat_map(|slab| self.boxes_in(slab)).collect()
    }

    fn boxes_in(&self, slab: Interval) -> Vec<SpaceTime> {
        let from_off =
            Extent::around(self.off.place, self.off.place, self.reach(slab.end() - self.silence.start()));
        let from_on = self.on.map(|on| {
            Extent::around(self.off.place, on.place, self.reach(self.silence.end() - slab.start()))
        });
        let within = from_on.map_or(Some(from_off), |from_on| from_off.cut(from_on));
        within.map_or_else(Vec::new, |extent| extent.boxes(slab))
    }

    /// The extent of everything within reach, in degrees from `origin`.
    pub(crate) fn extent(&self, origin: Position) -> Option<Extent> {
        let reach = self.reach(self.silence.span());
        let from_off = Extent::around(origin, self.off.place, reach);
        self.on.map_or(Some(from_off), |on| from_off.cut(Extent::around(origin, on.place, reach)))
    }
}

/// A box of degrees; longitudes run on beyond the dateline from an origin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Extent {
    pub(crate) south: f64,
    pub(crate) north: f64,
    pub(crate) west: f64,
    pub(crate) east: f64,
}

/// Degrees of latitude beyond which a reach is taken to go around the pole.
const POLAR: f64 = 89.0;

impl Extent {
    fn around(origin: Position, centre: Position, reach: Metres) -> Self {
        let high = (reach.0 / Position::EARTH_RADIUS.0).to_degrees();
        let (south, north) = ((centre.lat() - high).max(-90.0), (centre.lat() + high).min(90.0));
        let lon = origin.lon() + (centre.lon() - origin.lon() + 540.0).rem_euclid(360.0) - 180.0;
        let pole_ward = south.abs().max(north.abs());
        let wide = high / pole_ward.to_radians().cos();
        // All longitudes, wherever another extent begins to count them.
        let wide = if pole_ward > POLAR || wide >= 180.0 { 360.0 } else { wide };
        Self { south, north, west: lon - wide, east: lon + wide }
    }

    pub(crate) fn cut(self, other: Self) -> Option<Self> {
        let shared = Self {
            south: self.south.max(other.south),
            north: self.north.min(other.north),
            west: self.west.max(other.west),
            east: self.east.min(other.east),
        };
        (shared.south <= shared.north && shared.west <= shared.east).then_some(shared)
    }

    fn boxes(self, time: Interval) -> Vec<SpaceTime> {
        let turns = [-360.0, 0.0, 360.0].into_iter();
        let here = turns.filter(|turn| self.west + turn <= 180.0 && self.east + turn >= -180.0);
        here.map(|turn| {
            let low = [self.south, self.west + turn, hours(time.start())];
            AABB::from_corners(low, [self.north, self.east + turn, hours(time.end())])
        })
        .collect()
    }
}

/// Boxes that hold all within reach of a place over a time; one across the dateline is given on both its sides.
pub(crate) fn about(place: Position, reach: Metres, time: Interval) -> Vec<SpaceTime> {
    Extent::around(place, place, reach).boxes(time)
}

pub(super) fn hours(time: Timestamp) -> f64 {
    time.ms() as f64 / 3_600_000.0
}
