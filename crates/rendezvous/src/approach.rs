//! The approach of two hulls while both move straight: when they are within a distance, and how close they come.

use model::{Metres, Scale};

use crate::plane::{Leg, Run, is_polar, short_way};

/// The motion of one hull as seen from another, while both are on a leg: straight and even, in metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Approach {
    from_ms: i64,
    to_ms: i64,
    start: [f64; 2],
    motion: [f64; 2],
}

impl Approach {
    /// `None` if the legs share no time. The same for both orders of the legs.
    #[inline]
    pub(crate) fn of(one: &Leg, other: &Leg) -> Option<Self> {
        let from_ms = one.from.ms.max(other.from.ms);
        let to_ms = one.to.ms.min(other.to.ms);
        if from_ms >= to_ms {
            return None;
        }
        let apart = short_way(i64::from(one.from.lon) - i64::from(other.from.lon)) as f64;
        let (lat_a, east_a) = one.at(from_ms);
        let (lat_b, east_b) = other.at(from_ms);
        let (end_lat_a, end_east_a) = one.at(to_ms);
        let (end_lat_b, end_east_b) = other.at(to_ms);
        let middle = ((lat_a + lat_b) + (end_lat_a + end_lat_b)) / 4.0;
        let (east, end_east) = (apart + (east_a - east_b), apart + (end_east_a - end_east_b));
        if is_polar(middle as i64) {
            return Some(Self::polar(one, other, Run { from_ms, to_ms }));
        }
        let scale = Scale::at(middle);
        let start = [(lat_a - lat_b) * scale.north, east * scale.east];
        let end = [(end_lat_a - end_lat_b) * scale.north, end_east * scale.east];
        Some(Self { from_ms, to_ms, start, motion: [end[0] - start[0], end[1] - start[1]] })
    }

    /// Where the length of a degree of longitude changes along the way of a ship.
    #[cold]
    fn polar(one: &Leg, other: &Leg, Run { from_ms, to_ms }: Run) -> Self {
        let [start, end] = [from_ms, to_ms].map(|ms| one.offset(other, ms));
        Self { from_ms, to_ms, start, motion: [end[0] - start[0], end[1] - start[1]] }
    }

    /// The time that both legs share.
    pub(crate) const fn run(&self) -> Run {
        Run { from_ms: self.from_ms, to_ms: self.to_ms }
    }

    /// The milliseconds at which the hulls are within `reach`: where a quadratic in time is not positive.
    #[inline]
    pub(crate) fn within(&self, reach: Metres) -> Option<Run> {
        let square = dot(self.motion, self.motion);
        let half = dot(self.start, self.motion);
        let excess = dot(self.start, self.start) - reach.0 * reach.0;
        let end = [self.start[0] + self.motion[0], self.start[1] + self.motion[1]];
        let (near_at_start, near_at_end) = (excess <= 0.0, dot(end, end) <= reach.0 * reach.0);
        if near_at_start && near_at_end {
            return Some(self.run());
        }
        let under_root = half * half - square * excess;
        if square == 0.0 || under_root < 0.0 {
            return None;
        }
        let root = under_root.sqrt();
        let enters = (-half - root) / square;
        let leaves = (-half + root) / square;
        if !near_at_start && !(0.0..=1.0).contains(&enters) {
            return near_at_end.then_some(Run { from_ms: self.to_ms, to_ms: self.to_ms });
        }
        let length = (self.to_ms - self.from_ms) as f64;
        let moment = |share: f64| self.from_ms + (share.clamp(0.0, 1.0) * length) as i64;
        let from_ms = if near_at_start { self.from_ms } else { (moment(enters) + 1).min(self.to_ms) };
        let to_ms = if near_at_end { self.to_ms } else { moment(leaves) };
        (from_ms <= to_ms).then_some(Run { from_ms, to_ms })
    }

    /// The moment at which they are closest within `run`.
    pub(crate) fn closest(&self, run: Run) -> i64 {
        let square = dot(self.motion, self.motion);
        let share = if square == 0.0 { 0.0 } else { -dot(self.start, self.motion) / square };
        let length = (self.to_ms - self.from_ms) as f64;
        let ms = self.from_ms + (share.clamp(0.0, 1.0) * length).round() as i64;
        ms.clamp(run.from_ms, run.to_ms)
    }
}

fn dot(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

#[cfg(test)]
mod tests {
    use model::{Degrees, Position};
    use proptest::prelude::*;

    use super::*;
    use crate::plane::Knot;

    fn leg(from: (i64, Position), to: (i64, Position)) -> Leg {
        let knot = |(ms, at): (i64, Position)| Knot { ms, lat: at.lat_e7(), lon: at.lon_e7() };
        Leg { from: knot(from), to: knot(to) }
    }

    fn place(leg: &Leg, ms: i64) -> Position {
        let from = Position::from_e7(leg.from.lat, leg.from.lon).unwrap();
        let to = Position::from_e7(leg.to.lat, leg.to.lon).unwrap();
        from.interpolate(to, (ms - leg.from.ms) as f64 / (leg.to.ms - leg.from.ms) as f64)
    }

    proptest! {
        /// Against the geodesic, sampled: a moment inside the distance lies in the run, a moment outside does not. What a ship makes north
        /// in an hour changes the length of a degree of longitude.
        #[test]
        fn hulls_are_within_reach_when_the_geodesic_says_so(
            lat in -90.0..90.0f64, lon in -180.0..180.0f64, sides in prop::array::uniform3(0.0..360.0f64),
            away in prop::array::uniform3(1.0..3000.0f64), late in 0i64..1800, reach in 100.0..1000.0f64,
        ) {
            let here = Position::from_degrees(Degrees(lat), Degrees(lon)).unwrap();
            let near = |i: usize| here.towards(Degrees(sides[i]), Metres(away[i]));
            let a = leg((0, here), (3_600_000, near(0)));
            let b = leg((late * 1000, near(1)), (late * 1000 + 3_000_000, near(2)));
            let approach = Approach::of(&a, &b).unwrap();
            let found = approach.within(Metres(reach));
            let pole_ward = [here, near(0), near(1), near(2)].map(|at| at.lat().abs()).into_iter().fold(0.0, f64::max);
            let off = 1e-4 + 5e-4 * pole_ward.to_radians().tan().abs();
            prop_assume!(pole_ward < 89.5);
            for step in 0..=200 {
                let run = approach.run();
                let ms = run.from_ms + run.span_ms() * step / 200;
                let distance = place(&a, ms).geodesic(place(&b, ms)).0;
                let inside = found.is_some_and(|run| run.from_ms <= ms && ms <= run.to_ms);
                prop_assert!(distance < reach * (1.0 + off) + 0.1 || !inside, "{distance} m is not within {reach}");
                prop_assert!(distance > reach * (1.0 - off) - 0.1 || inside, "{distance} m is within {reach}");
            }
        }

        /// As far as hulls move in the minutes between two fixes, anywhere up to a pole and across it.
        #[test]
        fn hulls_at_anchor_are_within_reach_as_exactly_as_the_geodesic_tells(
            lat in prop_oneof![-90.0..90.0f64, 89.9..90.0f64], lon in -180.0..180.0f64, sides in prop::array::uniform3(0.0..360.0f64),
            away in prop::array::uniform2(0.0..5.0f64), reach in 100.0..1000.0f64,
        ) {
            let here = Position::from_degrees(Degrees(lat), Degrees(lon)).unwrap();
            let there = here.towards(Degrees(sides[0]), Metres(reach));
            let a = leg((0, here), (600_000, here.towards(Degrees(sides[1]), Metres(away[0]))));
            let b = leg((0, there), (600_000, there.towards(Degrees(sides[2]), Metres(away[1]))));
            let approach = Approach::of(&a, &b).unwrap();
            let apart = place(&a, 0).geodesic(place(&b, 0)).0;
            prop_assert!(approach.within(Metres(apart * (1.0 + 1e-4))).is_some_and(|run| run.from_ms == 0));
            prop_assert!(approach.within(Metres(apart * (1.0 - 1e-4))).is_none_or(|run| run.from_ms > 0));
        }

        #[test]
        fn an_approach_is_the_same_for_both_hulls(
            knots in prop::array::uniform4((0i64..2_000_000, -800_000_000i32..800_000_000, -1_800_000_000i32..1_800_000_000)),
            reach in 1.0..1e6f64,
        ) {
            let knot = |i: usize| Knot { ms: knots[i].0, lat: knots[i].1, lon: knots[i].2 };
            let leg = |i: usize| Leg { from: knot(i), to: Knot { ms: knots[i].0 + 2_000_000, ..knot(i + 1) } };
            let of = |one, other| Approach::of(one, other).and_then(|approach| approach.within(Metres(reach)));
            let (one, other) = (leg(0), leg(2));
            prop_assert_eq!(of(&one, &other), of(&other, &one));
        }
    }
}
