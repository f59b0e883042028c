//! How far two hulls are apart while both move straight, as far as bounds tell: at a fraction of what it takes to solve when
//! they are within a distance.

use model::{Metres, Scale};

use crate::plane::{Leg, Run, short_way};

/// Where one hull is of another, degrees north and east in 1e-7 degree, when both begin to be on a leg and when one of them
/// ceases.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Apart {
    pub(crate) run: Run,
    start: [f64; 2],
    end: [f64; 2],
}

/// Between what the distance of two hulls lies for a while, as squares of metres.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    pub(crate) least: f64,
    pub(crate) most: f64,
}

impl Apart {
    /// `None` if the legs share no time. Where they were at the end of the legs before, which go on in these, they are at the start.
    #[inline]
    pub(crate) fn of(legs: [&Leg; 2], before: Option<Self>) -> Option<Self> {
        let [one, other] = legs;
        let run = Run { from_ms: one.from.ms.max(other.from.ms), to_ms: one.to.ms.min(other.to.ms) };
        if run.from_ms >= run.to_ms {
            return None;
        }
        let start = before.map_or_else(|| offset(legs, run.from_ms), |before| before.end);
        Some(Self { run, start, end: offset(legs, run.to_ms) })
    }

    /// Their distance, wherever between two scales the scale is: at most that at either end, and no less than if they came
    /// closest halfway.
    #[inline]
    pub(crate) fn bounds(&self, [low, high]: [Scale; 2]) -> Bounds {
        let square = |[north, east]: [f64; 2], scale: Scale| {
            let (north, east) = (north * scale.north, east * scale.east);
            north * north + east * east
        };
        let way = [self.end[0] - self.start[0], self.end[1] - self.start[1]];
        let nearer_end = square(self.start, low).min(square(self.end, low));
        Bounds {
            least: nearer_end - square(way, high) / 4.0,
            most: square(self.start, high).max(square(self.end, high)),
        }
    }
}

#[inline]
fn offset([one, other]: [&Leg; 2], ms: i64) -> [f64; 2] {
    let apart = short_way(i64::from(one.from.lon) - i64::from(other.from.lon)) as f64;
    let ((lat, east), (other_lat, other_east)) = (one.at(ms), other.at(ms));
    [lat - other_lat, apart + (east - other_east)]
}

impl Bounds {
    /// Of a distance of which nothing is known.
    pub(crate) const NONE: Self = Self { least: 0.0, most: f64::INFINITY };

    /// Beyond the errors of arithmetic, so that what bounds tell is what would be solved.
    const MARGIN: f64 = 1e-6;

    #[inline]
    pub(crate) fn are_within(self, reach: Metres) -> bool {
        self.most <= reach.0 * reach.0 * (1.0 - Self::MARGIN)
    }

    #[inline]
    pub(crate) fn are_beyond(self, reach: Metres) -> bool {
        self.least > reach.0 * reach.0 * (1.0 + Self::MARGIN)
    }
}

#[cfg(test)]
mod tests {
    use model::{Degrees, Position, Timestamp};
    use proptest::prelude::*;

    use super::*;
    use crate::approach::Approach;
    use crate::piece::Frame;
    use crate::plane::Knot;

    fn leg(from: (i64, Position), to: (i64, Position)) -> Leg {
        let knot = |(secs, at)| Knot::new(Timestamp::from_ms(secs * 1000).unwrap(), at);
        Leg { from: knot(from), to: knot(to) }
    }

    proptest! {
        #[test]
        fn what_bounds_tell_of_two_legs_is_what_is_solved(
            lat in -90.0..90.0f64, lon in -180.0..180.0f64, sides in prop::array::uniform3(0.0..360.0f64),
            far in 1.0..3000.0f64, away in prop::array::uniform2(0.0..300.0f64), late in 0i64..1800,
        ) {
            let here = Position::from_degrees(Degrees(lat), Degrees(lon)).unwrap();
            let there = here.towards(Degrees(sides[0]), Metres(far));
            let on = |from: Position, i: usize| from.towards(Degrees(sides[i + 1]), Metres(away[i]));
            let a = leg((0, here), (3_600, on(here, 0)));
            let b = leg((late, there), (late + 3_000, on(there, 1)));
            let (apart, approach) = (Apart::of([&a, &b], None).unwrap(), Approach::of(&a, &b).unwrap());
            let Some(scales) = Frame::whole(&a).with(Frame::whole(&b)).scales() else { return Ok(()) };
            let bounds = apart.bounds(scales);
            for reach in (0..4000).step_by(10).map(|metres| Metres(metres.into())) {
                let solved = approach.within(reach);
                match () {
                    () if bounds.are_within(reach) => prop_assert_eq!(solved, Some(apart.run)),
                    () if bounds.are_beyond(reach) => prop_assert_eq!(solved, None),
                    () => {}
                }
            }
        }
    }

    #[test]
    fn hulls_that_swing_at_anchor_505_m_apart_are_told_to_be_within_510_m_and_beyond_500() {
        for bearing in (0..360).step_by(30).map(f64::from) {
            let here = Position::from_degrees(Degrees(36.0), Degrees(124.0)).unwrap();
            let there = here.towards(Degrees(bearing), Metres(505.0));
            let swung = |from: Position| from.towards(Degrees(bearing + 90.0), Metres(10.0));
            let (a, b) = (leg((0, here), (180, swung(here))), leg((60, swung(there)), (240, there)));
            let scales = Frame::whole(&a).with(Frame::whole(&b)).scales().unwrap();
            let bounds = Apart::of([&a, &b], None).unwrap().bounds(scales);
            assert!(
                bounds.are_within(Metres(510.0)) && !bounds.are_within(Metres(500.0)),
                "bearing {bearing}"
            );
            assert!(
                bounds.are_beyond(Metres(500.0)) && !bounds.are_beyond(Metres(510.0)),
                "bearing {bearing}"
            );
        }
    }
}
