//! Prisms: everywhere a silent hull could have been, and when.
//!
//! At a moment of the silence the hull lies within reach of where it fell silent and within reach of where it was
//! heard again: in space and time the two cones cut out a prism.

use model::{Event, Finding, HullId, Interval, Knots, Metres, Position, Span, Timestamp};
use rstar::AABB;

use crate::DarkOptions;

/// Where a hull could have been during a gap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Prism {
    pub(crate) hull: HullId,
    pub(crate) silence: Interval,
    off: Position,
    on: Position,
    speed: Knots,
}

/// A box in space and time: degrees of latitude and longitude, hours since 1970.
pub(crate) type SpaceTime = AABB<[f64; 3]>;

impl Prism {
    /// `None` for an open gap, which could have gone anywhere.
    ///
    /// A hull that came farther than the top speed allows gets the speed that it needed, and a tenth.
    pub(crate) fn of(event: &Event, options: &DarkOptions) -> Option<Self> {
        let Finding::Gap(gap) = event.finding else { return None };
        let needed = Knots(gap.implied_speed?.0 * 1.1);
        Some(Self {
            hull: event.parties.a,
            silence: Interval::between(event.start, event.end?),
            off: event.position,
            on: gap.reappeared?,
            speed: if needed > options.top_speed { needed } else { options.top_speed },
        })
    }

    /// From the earliest arrival at a place to the latest departure from it; `None` if it is out of reach.
    pub(crate) fn window(&self, place: Position) -> Option<Interval> {
        let arrival = self.silence.start().saturating_add(self.way(self.off, place));
        let departure = self.silence.end().saturating_add(Span::ZERO - self.way(place, self.on));
        (arrival <= departure).then(|| Interval::between(arrival, departure))
    }

    /// A bound from above on the time that two hulls could have spent together anywhere: each must come from where
    /// it fell silent, and both must reach where either was heard again.
    pub(crate) fn most_together(&self, other: &Self) -> Span {
        let fastest = if self.speed > other.speed { self.speed } else { other.speed };
        let left = |from: &Self, to: &Self| {
            let way = Self { speed: fastest, ..*from }.way(from.off, to.on);
            to.silence.end() - from.silence.start() - way
        };
        left(self, other).min(left(other, self)).min(left(self, self)).min(left(other, other))
    }

    fn way(&self, from: Position, to: Position) -> Span {
        Span::from_secs_f64(from.distance(to).0 / self.speed.metres_per_second().max(0.01))
    }

    /// Places that stand for the whole in a first look: the ends and the middle of the straight way.
    pub(crate) fn landmarks(&self) -> [Position; 3] {
        [self.off, self.off.interpolate(self.on, 0.5), self.on]
    }

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
        let reach = |span: Span| Metres(self.speed.metres_per_second() * span.secs());
        let from_off = Extent::around(self.off, self.off, reach(slab.end() - self.silence.start()));
        let from_on = Extent::around(self.off, self.on, reach(self.silence.end() - slab.start()));
        from_off.cut(from_on).map_or_else(Vec::new, |extent| extent.boxes(slab))
    }

    /// The extent of everything within reach, in degrees from `origin`.
    pub(crate) fn extent(&self, origin: Position) -> Option<Extent> {
        let reach = Metres(self.speed.metres_per_second() * self.silence.span().secs());
        Extent::around(origin, self.off, reach).cut(Extent::around(origin, self.on, reach))
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

impl Extent {
    fn around(origin: Position, centre: Position, reach: Metres) -> Self {
        let high = (reach.0 / Position::EARTH_RADIUS.0).to_degrees();
        let (south, north) = ((centre.lat() - high).max(-90.0), (centre.lat() + high).min(90.0));
        let wide = high / south.abs().max(north.abs()).min(89.0).to_radians().cos();
        let lon = origin.lon() + (centre.lon() - origin.lon() + 540.0).rem_euclid(360.0) - 180.0;
        Self { south, north, west: lon - wide.min(180.0), east: lon + wide.min(180.0) }
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

/// The box of a place over a time.
pub(crate) fn standing(place: Position, time: Interval) -> SpaceTime {
    let corner = |moment| [place.lat(), place.lon(), hours(moment)];
    AABB::from_corners(corner(time.start()), corner(time.end()))
}

fn hours(time: Timestamp) -> f64 {
    time.ms() as f64 / 3_600_000.0
}

#[cfg(test)]
mod tests {
    use model::Degrees;
    use proptest::prelude::*;
    use rstar::Envelope;

    use super::*;
    use crate::overlap::first_look;
    use crate::world::{hull, minute};

    /// Falls silent at a place and is heard again `away` km off, so many hours later.
    fn prism(off: (f64, f64), bearing: f64, away: f64, from_h: f64, hours: f64) -> Prism {
        let off = Position::from_degrees(Degrees(off.0), Degrees(off.1)).unwrap();
        let (start, end) = (minute(from_h * 60.0), minute((from_h + hours) * 60.0));
        Prism {
            hull: hull(440_000_001),
            silence: Interval::between(start, end),
            off,
            on: off.towards(Degrees(bearing), Metres::from_km(away)),
            speed: Knots(12.0),
        }
    }

    #[test]
    fn a_ship_silent_for_a_day_could_have_gone_for_eleven_hours_and_come_back() {
        let day = prism((36.0, 124.0), 0.0, 0.0, 0.0, 24.0);
        let at = |hours: f64| day.off.towards(Degrees(90.0), Metres(12.0 * 1852.0 * hours));
        assert!((day.window(at(11.0)).unwrap().span().hours() - 2.0).abs() < 0.01);
        assert_eq!(day.window(at(12.1)), None);
    }

    proptest! {
        #[test]
        fn every_place_and_time_that_could_be_reached_lies_in_a_box(
            lat in -75.0..75.0f64, lon in -180.0..180.0f64, bearing in 0.0..360.0f64, away in 0.0..200.0f64,
            hours in 6.0..60.0f64, side in 0.0..360.0f64, off in 0.0..600.0f64, share in 0.0..1.0f64,
        ) {
            let prism = prism((lat, lon), bearing, away, 0.0, hours);
            let place = prism.off.towards(Degrees(side), Metres::from_km(off));
            if let Some(window) = prism.window(place) {
                let time = window.start().saturating_add(Span::from_ms((window.span().ms() as f64 * share) as i64));
                let point = [place.lat(), place.lon(), super::hours(time)];
                let boxes = prism.boxes(Span::from_hours(12));
                prop_assert!(boxes.iter().any(|of_slab| of_slab.contains_point(&point)), "{point:?} in {boxes:?}");
            }
        }

        #[test]
        fn no_place_gives_two_ships_more_time_than_the_bound(
            lat in -60.0..60.0f64, east in -2.0..2.0f64, bearings in prop::array::uniform2(0.0..360.0f64),
            away in prop::array::uniform2(0.0..150.0f64), late in -10.0..10.0f64, hours in prop::array::uniform2(8.0..40.0f64),
        ) {
            let a = prism((lat, 179.0), bearings[0], away[0], 20.0, hours[0]);
            let b = prism((lat, 177.9 + east), bearings[1], away[1], 20.0 + late, hours[1]);
            if let Some(found) = first_look(&a, &b, &DarkOptions::default()) {
                prop_assert!(found.ms() <= a.most_together(&b).ms() + 2);
            }
        }
    }
}
