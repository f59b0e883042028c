//! Prisms: everywhere a silent hull could have been, and when.
//!
//! At a moment of the silence the hull lies within reach of where it fell silent and within reach of where it was
//! heard again: in space and time the two cones cut out a prism. Of a hull not heard again there is the first cone.

use model::{Degrees, Fix, HullId, Interval, Knots, Metres, Position, Span, Timestamp};
use rstar::AABB;

use crate::{CourseOptions, DarkOptions};

/// Where a hull could have been during a gap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Prism {
    pub(crate) hull: HullId,
    pub(crate) silence: Interval,
    off: End,
    /// `None` if it was not heard again.
    on: Option<End>,
    /// Where it most likely went then, if anything is known of that.
    home: Option<Position>,
    /// Nobody goes faster.
    speed: Knots,
    /// The mean speed at the ends at which it was under way.
    cruise: Option<Knots>,
    /// How long a transfer of what it carries takes.
    transfer: Span,
}

/// The speed that takes a hull from one fix to the next, and a tenth.
fn needed(last: &Fix, next: &Fix) -> Knots {
    let secs = (next.time - last.time).secs().max(f64::MIN_POSITIVE);
    Knots(Knots::from_metres_per_second(last.position.distance(next.position).0 / secs).0 * 1.1)
}

/// Where a silence began or ended.
#[derive(Debug, Clone, Copy, PartialEq)]
struct End {
    place: Position,
    /// Course over ground; `None` for a hull that lay or drifted.
    course: Option<Degrees>,
}

/// A box in space and time: degrees of latitude and longitude, hours since 1970.
pub(crate) type SpaceTime = AABB<[f64; 3]>;

impl Prism {
    /// The prism of a hull between the last fix before a silence and the next one after it. Without a next one it reaches
    /// to the end of the archive, as far as [`DarkOptions::open_within`] goes.
    ///
    /// A hull that came farther than the top speed allows gets the speed that it needed, and a tenth.
    pub(crate) fn between(
        hull: HullId,
        last: &Fix,
        next: Option<&Fix>,
        archive_end: Timestamp,
        options: &DarkOptions,
    ) -> Self {
        let open_end = archive_end.min(last.time.saturating_add(options.open_within));
        let silence = Interval::between(last.time, next.map_or(open_end, |next| next.time));
        let needed = next.map_or(Knots(0.0), |next| needed(last, next));
        Self {
            hull,
            silence,
            off: End::of(last, &options.course),
            on: next.map(|next| End::of(next, &options.course)),
            home: None,
            cruise: cruise([Some(last), next], &options.course),
            transfer: options.stay.oil,
            speed: if needed > options.top_speed { needed } else { options.top_speed },
        }
    }

    /// The last place and time before the silence, and the next ones after it.
    pub(crate) fn ends(&self) -> impl Iterator<Item = (Position, Timestamp)> {
        let off = (self.off.place, self.silence.start());
        std::iter::once(off).chain(self.on.map(|on| (on.place, self.silence.end())))
    }

    /// Whether it was not heard again.
    pub(crate) const fn is_open(&self) -> bool {
        self.on.is_none()
    }

    /// From the earliest arrival at a place to the latest departure from it; `None` if it is out of reach.
    pub(crate) fn window(&self, place: Position) -> Option<Interval> {
        let arrival = self.silence.start().saturating_add(self.way(self.off.place, place));
        let back = self.on.map_or(Span::ZERO, |on| self.way(place, on.place));
        let departure = self.silence.end().saturating_add(Span::ZERO - back);
        (arrival <= departure).then(|| Interval::between(arrival, departure))
    }

    /// A bound from above on the time that two hulls could have spent together anywhere: each must come from where
    /// it fell silent, and both must reach where either was heard again.
    pub(crate) fn most_together(&self, other: &Self) -> Span {
        let fastest = if self.speed > other.speed { self.speed } else { other.speed };
        let left = |from: &Self, to: &Self| {
            let fastest = Self { speed: fastest, ..*from };
            let way = to.on.map_or(Span::ZERO, |on| fastest.way(from.off.place, on.place));
            to.silence.end() - from.silence.start() - way
        };
        left(self, other).min(left(other, self)).min(left(self, self)).min(left(other, other))
    }

    fn way(&self, from: Position, to: Position) -> Span {
        Span::from_secs_f64(from.distance(to).0 / self.speed.metres_per_second().max(0.01))
    }

    /// How much likelier the courses before and after the silence, and its length, are if the hull stopped at a place than if
    /// it did anything else.
    pub(crate) fn agreement(&self, place: Position, options: &DarkOptions) -> f64 {
        let stay = self.on.map_or(1.0, |on| {
            options.stay.ratio(self.stay(place, on, options), self.transfer, options.longest)
        });
        self.courses(place, &options.course) * stay
    }

    /// The same of the courses alone. Sailing straight on is the most usual of what else the hull may have done; courses say nothing of
    /// a hull that was not under way.
    pub(crate) fn courses(&self, place: Position, options: &CourseOptions) -> f64 {
        let is_steered = self.off.course.is_some() || self.on.is_some_and(|on| on.course.is_some());
        if !is_steered {
            return 1.0;
        }
        let there = self.off.place.bearing(place);
        let Some(on) = self.on else {
            let homewards = self.home.map(|home| self.off.place.bearing(home));
            return self.off.agreement(place, there, homewards, options);
        };
        let direct = Some(self.off.place.bearing(on.place));
        self.off.agreement(place, there, direct, options)
            * on.agreement(place, place.bearing(on.place), direct, options)
    }

    /// The same hull, if it is not heard again because it went home.
    pub(crate) fn bound_for(self, home: Option<Position>) -> Self {
        Self { home, ..self }
    }

    /// The same hull, if a transfer of what it carries takes so long.
    pub(crate) fn transferring_for(self, transfer: Span) -> Self {
        Self { transfer, ..self }
    }

    /// The time left for a place if the hull went there, and on, at the speed at which it went before and after.
    fn stay(&self, place: Position, on: End, options: &DarkOptions) -> Span {
        let cruise = self.cruise.unwrap_or(options.stay.usual_speed);
        let way = self.off.place.distance(place).0 + place.distance(on.place).0;
        self.silence.span() - Span::from_secs_f64(way / cruise.metres_per_second())
    }

    /// Places that stand for the whole in a first look: the ends and the middle of the straight way.
    pub(crate) fn landmarks(&self) -> [Position; 3] {
        let (off, on) = (self.off.place, self.on.unwrap_or(self.off).place);
        [off, off.interpolate(on, 0.5), on]
    }

    /// The places where the courses of two hulls cross: ahead of where either fell silent, or astern of where it was
    /// heard again.
    pub(crate) fn crossings(&self, other: &Self) -> impl Iterator<Item = Position> {
        let own = self.rays();
        let theirs = other.rays();
        own.into_iter()
            .flatten()
            .flat_map(move |one| theirs.into_iter().flatten().filter_map(move |other| one.crossing(other)))
    }

    fn rays(&self) -> [Option<Ray>; 2] {
        let ahead = self.off.course.map(|course| Ray { from: self.off.place, towards: course });
        let astern = self.on.and_then(|on| {
            let towards = Degrees((on.course?.0 + 180.0) % 360.0);
            Some(Ray { from: on.place, towards })
        });
        [ahead, astern]
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
        let from_off =
            Extent::around(self.off.place, self.off.place, reach(slab.end() - self.silence.start()));
        let from_on = self
            .on
            .map(|on| Extent::around(self.off.place, on.place, reach(self.silence.end() - slab.start())));
        let within = from_on.map_or(Some(from_off), |from_on| from_off.cut(from_on));
        within.map_or_else(Vec::new, |extent| extent.boxes(slab))
    }

    /// The extent of everything within reach, in degrees from `origin`.
    pub(crate) fn extent(&self, origin: Position) -> Option<Extent> {
        let reach = Metres(self.speed.metres_per_second() * self.silence.span().secs());
        let from_off = Extent::around(origin, self.off.place, reach);
        self.on.map_or(Some(from_off), |on| from_off.cut(Extent::around(origin, on.place, reach)))
    }
}

impl End {
    /// How much likelier the course is on the way through a place, `through` there or from there, than on any other, of
    /// which the `direct` one, if there is one, is the most usual.
    fn agreement(
        &self,
        place: Position,
        through: Degrees,
        direct: Option<Degrees>,
        options: &CourseOptions,
    ) -> f64 {
        let steered = self.course.filter(|_| self.place.distance(place) > options.here);
        steered.map_or(1.0, |course| {
            let passing = direct.map_or(1.0, |direct| options.ratio(course.apart(direct)));
            options.ratio(course.apart(through)) / (options.passing * passing + 1.0 - options.passing)
        })
    }

    fn of(fix: &Fix, options: &CourseOptions) -> Self {
        Self { place: fix.position, course: fix.course().filter(|_| speed_under_way(fix, options).is_some()) }
    }
}

fn speed_under_way(fix: &Fix, options: &CourseOptions) -> Option<Knots> {
    fix.speed().filter(|&speed| speed >= options.under_way)
}

fn cruise(ends: [Option<&Fix>; 2], options: &CourseOptions) -> Option<Knots> {
    let speeds = ends.into_iter().flatten().filter_map(|fix| speed_under_way(fix, options));
    let speeds: Vec<f64> = speeds.map(|speed| speed.0).collect();
    (!speeds.is_empty()).then(|| Knots(speeds.iter().sum::<f64>() / speeds.len() as f64))
}

/// A straight way from a place on.
#[derive(Debug, Clone, Copy)]
struct Ray {
    from: Position,
    towards: Degrees,
}

impl Ray {
    /// Where two rays cross, on a plane about the start of the first: right to a few kilometres over the ways of a
    /// silence.
    fn crossing(self, other: Self) -> Option<Position> {
        let (angle, distance) =
            (self.from.bearing(other.from).0.to_radians(), self.from.distance(other.from).0);
        let (east, north) = (distance * angle.sin(), distance * angle.cos());
        let [one, two] = [self, other].map(|ray| ray.towards.0.to_radians().sin_cos());
        let turn = one.0 * two.1 - one.1 * two.0;
        let along_one = (east * two.1 - north * two.0) / turn;
        let along_two = (east * one.1 - north * one.0) / turn;
        let ahead = along_one.is_finite() && along_one >= 0.0 && along_two >= 0.0;
        ahead.then(|| self.from.towards(self.towards, Metres(along_one)))
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
    use proptest::prelude::*;
    use rstar::Envelope;

    use super::*;
    use crate::overlap::together;
    use crate::world::{hull, minute};

    /// Falls silent at a place and is heard again `away` km off, so many hours later.
    fn prism(off: (f64, f64), bearing: f64, away: f64, from_h: f64, hours: f64) -> Prism {
        let off = Position::from_degrees(Degrees(off.0), Degrees(off.1)).unwrap();
        let lying = |place| End { place, course: None };
        let (start, end) = (minute(from_h * 60.0), minute((from_h + hours) * 60.0));
        Prism {
            hull: hull(440_000_001),
            silence: Interval::between(start, end),
            off: lying(off),
            on: Some(lying(off.towards(Degrees(bearing), Metres::from_km(away)))),
            home: None,
            speed: Knots(12.0),
            cruise: None,
            transfer: DarkOptions::default().stay.oil,
        }
    }

    #[test]
    fn a_ship_silent_for_a_day_could_have_gone_for_eleven_hours_and_come_back() {
        let day = prism((36.0, 124.0), 0.0, 0.0, 0.0, 24.0);
        let at = |hours: f64| day.off.place.towards(Degrees(90.0), Metres(12.0 * 1852.0 * hours));
        assert!((day.window(at(11.0)).unwrap().span().hours() - 2.0).abs() < 0.01);
        assert_eq!(day.window(at(12.1)), None);
    }

    #[test]
    fn a_ship_that_steered_for_a_place_and_came_from_it_probably_was_there() {
        let options = DarkOptions::default();
        let meeting = Position::from_degrees(Degrees(36.0), Degrees(125.0)).unwrap();
        let still = prism((36.0, 124.0), 0.0, 0.0, 0.0, 16.7);
        let steering = |out: f64, back: f64| Prism {
            off: End { course: Some(Degrees(out)), ..still.off },
            on: still.on.map(|on| End { course: Some(Degrees(back)), ..on }),
            ..still
        };
        let by_courses = |out, back, place| {
            steering(out, back).agreement(place, &options) / still.agreement(place, &options)
        };
        assert!(by_courses(90.0, 270.0, meeting) > 30.0);
        assert!(by_courses(0.0, 0.0, meeting) < 0.5);
        let there = still.off.place.towards(Degrees(10.0), Metres(500.0));
        assert!((by_courses(90.0, 270.0, there) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_ship_that_sailed_straight_on_stopped_nowhere_on_its_way() {
        let options = DarkOptions::default();
        let passage = prism((36.0, 124.0), 90.0, 300.0, 0.0, 24.0);
        let bound = |end: End| End { course: Some(Degrees(90.0)), ..end };
        let passage = Prism { off: bound(passage.off), on: passage.on.map(bound), ..passage };
        let half_way = passage.landmarks()[1];
        let at = |speed| Prism { cruise: Some(Knots(speed)), ..passage }.agreement(half_way, &options);
        assert!(at(6.8) < 1.0, "no time to stop");
        assert!(at(10.0) > 5.0, "eight hours");
    }

    #[test]
    fn a_silence_no_longer_than_the_way_and_a_transfer_hides_one_sooner_than_one_of_days() {
        let options = DarkOptions::default();
        let silent = |hours| prism((36.0, 124.0), 90.0, 50.0, 0.0, hours);
        let at = |prism: Prism| prism.agreement(prism.landmarks()[1], &options);
        // 50 km take 2.7 h at 10 kn.
        assert!(at(silent(10.0)) > 2.0 && at(silent(3.0)) < 0.2 && at(silent(90.0)) < 0.2);
        let of_coal = |hours| silent(hours).transferring_for(options.stay.dry);
        assert!(at(of_coal(24.0)) > at(silent(24.0)) && at(of_coal(8.0)) < at(silent(8.0)));
    }

    #[test]
    fn a_ship_not_heard_again_on_its_way_home_probably_went_home() {
        let options = DarkOptions::default();
        let open = Prism { on: None, ..prism((37.6, 123.4), 0.0, 0.0, 0.0, 24.0) };
        let bound = Prism { off: End { course: Some(Degrees(40.0)), ..open.off }, ..open };
        let ahead = bound.off.place.towards(Degrees(40.0), Metres::from_km(40.0));
        let home = bound.off.place.towards(Degrees(45.0), Metres::from_km(200.0));
        assert!(bound.agreement(ahead, &options) > 5.0);
        assert!(bound.bound_for(Some(home)).agreement(ahead, &options) < 2.0);
    }

    #[test]
    fn courses_cross_where_both_ships_were_bound_and_not_astern() {
        let bound = |lat: f64, course: f64| {
            let still = prism((lat, 124.0), 0.0, 0.0, 0.0, 24.0);
            Prism { off: End { course: Some(Degrees(course)), ..still.off }, ..still }
        };
        let crossing: Vec<Position> = bound(35.5, 45.0).crossings(&bound(36.5, 135.0)).collect();
        let expected =
            Position::from_degrees(Degrees(36.0), Degrees(124.0 + 0.5 / 36f64.to_radians().cos())).unwrap();
        assert!(crossing.len() == 1 && crossing[0].distance(expected) < Metres::from_km(3.0), "{crossing:?}");
        assert_eq!(bound(35.5, 225.0).crossings(&bound(36.5, 315.0)).count(), 0);
        assert_eq!(bound(35.5, 0.0).crossings(&bound(36.5, 0.0)).count(), 0);
    }

    proptest! {
        #[test]
        fn every_place_and_time_that_could_be_reached_lies_in_a_box(
            lat in -75.0..75.0f64, lon in -180.0..180.0f64, bearing in 0.0..360.0f64, away in 0.0..200.0f64,
            hours in 6.0..60.0f64, side in 0.0..360.0f64, off in 0.0..600.0f64, share in 0.0..1.0f64,
        ) {
            let prism = prism((lat, lon), bearing, away, 0.0, hours);
            let place = prism.off.place.towards(Degrees(side), Metres::from_km(off));
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
            for place in a.landmarks().into_iter().chain(b.landmarks()) {
                if let Some(found) = together(&a, &b, place, &DarkOptions::default()) {
                    prop_assert!(found.span().ms() <= a.most_together(&b).ms() + 2);
                }
            }
        }
    }
}
