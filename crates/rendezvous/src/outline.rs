//! Outlines of hulls: how far two ships lie from side to side, where AIS tells only how far their antennas do.
//!
//! A ship broadcasts how far its antenna is from bow, stern and sides, and its heading: together with a position that is a
//! rectangle on the sea. Two tankers 40 m apart by their antennas touch; two feeders may not.

use model::{Dimensions, Fix, HullId, Metres, Position, Span, Timestamp};

use crate::Ships;

/// The sizes of two hulls that both told where their antennas stand.
#[derive(Clone, Copy)]
pub(crate) struct Outlines([Dimensions; 2]);

/// A hull at a moment: the fixes around it, and where its antenna is.
#[derive(Clone, Copy)]
pub(crate) struct Placed<'a> {
    pub(crate) around: (&'a Fix, &'a Fix),
    pub(crate) antenna: Position,
}

impl Outlines {
    pub(crate) fn of(hulls: [HullId; 2], ships: Ships<'_>) -> Option<Self> {
        let [one, other] = hulls.map(|hull| ships.dimensions(hull));
        Some(Self([one?, other?]))
    }

    /// How far the two lie from side to side at a moment near which both told their headings.
    pub(crate) fn apart(&self, placed: [Placed<'_>; 2], time: Timestamp) -> Option<Metres> {
        let [one, other] = [0, 1].map(|at| {
            let (Placed { around, antenna }, dimensions) = (placed[at], self.0[at]);
            heading(around, time).map(|heading| Outline { antenna, heading, dimensions })
        });
        Some(one?.distance(&other?))
    }
}

/// Radians clockwise from north, by the fix that is nearest in time.
fn heading((before, after): (&Fix, &Fix), time: Timestamp) -> Option<f64> {
    /// A ship at rest keeps its heading for so long (design: a sixth of a turn of the tide).
    const KEPT: Span = Span::from_minutes(30);
    let apart = |fix: &Fix| if fix.time > time { fix.time - time } else { time - fix.time };
    let nearest = if apart(after) < apart(before) { after } else { before };
    let heading = nearest.heading().filter(|_| apart(nearest) <= KEPT)?;
    Some(heading.0.to_radians())
}

/// The rectangle that a hull covers.
#[derive(Debug)]
struct Outline {
    antenna: Position,
    /// Radians clockwise from north.
    heading: f64,
    dimensions: Dimensions,
}

/// Metres east and north.
type Point = [f64; 2];

impl Outline {
    /// The shortest way between two hulls; 0 where their rectangles overlap, as they do by the errors of positions.
    fn distance(&self, other: &Self) -> Metres {
        let (here, there) = (self.corners([0.0, 0.0]), other.corners(offset(self.antenna, other.antenna)));
        if overlap(&here, &there) {
            return Metres(0.0);
        }
        let one_way = |corners: &[Point; 4], sides: &[Point; 4]| {
            let pairs =
                corners.iter().flat_map(|corner| edges(sides).map(move |edge| to_edge(*corner, edge)));
            pairs.fold(f64::INFINITY, f64::min)
        };
        Metres(one_way(&here, &there).min(one_way(&there, &here)))
    }

    /// Its corners in order, for an antenna at a point.
    fn corners(&self, antenna: Point) -> [Point; 4] {
        let (sin, cos) = self.heading.sin_cos();
        let [bow, stern] = [self.dimensions.bow, self.dimensions.stern].map(f64::from);
        let [port, starboard] = [self.dimensions.port, self.dimensions.starboard].map(f64::from);
        let corner = |ahead: f64, right: f64| {
            [antenna[0] + ahead * sin + right * cos, antenna[1] + ahead * cos - right * sin]
        };
        [corner(bow, -port), corner(bow, starboard), corner(-stern, starboard), corner(-stern, -port)]
    }
}

fn offset(from: Position, to: Position) -> Point {
    let (sin, cos) = from.bearing(to).0.to_radians().sin_cos();
    [sin, cos].map(|part| part * from.geodesic(to).0)
}

fn edges(corners: &[Point; 4]) -> impl Iterator<Item = [Point; 2]> {
    (0..4).map(|at| [corners[at], corners[(at + 1) % 4]])
}

/// Whether two rectangles share a point: no side of either has all of the other beyond it.
fn overlap(one: &[Point; 4], other: &[Point; 4]) -> bool {
    let has_all_beyond = |sides: &[Point; 4], corners: &[Point; 4]| {
        edges(sides).any(|side| corners.iter().all(|corner| is_left(*corner, side)))
    };
    !has_all_beyond(one, other) && !has_all_beyond(other, one)
}

/// Whether a point lies outside of a side of a rectangle whose corners go round clockwise.
fn is_left(point: Point, [from, to]: [Point; 2]) -> bool {
    (to[0] - from[0]) * (point[1] - from[1]) - (to[1] - from[1]) * (point[0] - from[0]) > 0.0
}

fn to_edge(point: Point, [from, to]: [Point; 2]) -> f64 {
    let along = [to[0] - from[0], to[1] - from[1]];
    let length_squared = along[0] * along[0] + along[1] * along[1];
    let reached = (point[0] - from[0]) * along[0] + (point[1] - from[1]) * along[1];
    let share = if length_squared > 0.0 { (reached / length_squared).clamp(0.0, 1.0) } else { 0.0 };
    (point[0] - from[0] - share * along[0]).hypot(point[1] - from[1] - share * along[1])
}

#[cfg(test)]
mod tests {
    use model::{
        Degrees, Encounter, Finding, Fleet, Identity, Knots, Motion, Timeline, Track, Transmitter, Vessel,
    };
    use proptest::prelude::*;

    use super::*;
    use crate::world::{CHART, every, place, track};
    use crate::{Options, encounters};

    /// A hundred metres long and twenty wide, its antenna 20 m before the stern and in the middle.
    const COASTER: Dimensions = Dimensions { bow: 80, stern: 20, port: 10, starboard: 10 };

    fn outline(east: f64, north: f64, heading: f64) -> Outline {
        Outline { antenna: place(north, east), heading: heading.to_radians(), dimensions: COASTER }
    }

    #[test]
    fn hulls_are_nearer_than_their_antennas_by_what_lies_between() {
        let north = outline(0.0, 0.0, 0.0);
        let cases = [
            (outline(40.0, 0.0, 0.0), 20.0),                  // side by side
            (outline(40.0, 0.0, 180.0), 20.0),                // bow to stern
            (outline(0.0, 130.0, 0.0), 30.0),                 // astern of one another
            (outline(0.0, 170.0, 180.0), 10.0),               // bow to bow
            (outline(15.0, 0.0, 0.0), 0.0),                   // by an error of position
            (outline(0.0, 100.0, 90.0), 10.0),                // across the bow
            (outline(40.0, 120.0, 0.0), 20.0f64.hypot(20.0)), // corner to corner
        ];
        for (other, metres) in cases {
            let found = [north.distance(&other).0, other.distance(&north).0];
            assert!(found.iter().all(|found| (found - metres).abs() < 0.1), "{found:?}, not {metres}");
        }
    }

    #[test]
    fn a_rectangle_turned_by_any_angle_is_as_far_from_its_turned_neighbour() {
        for turn in (0..360).step_by(7).map(f64::from) {
            let (sin, cos) = turn.to_radians().sin_cos();
            let one = outline(0.0, 0.0, turn);
            let other = outline(40.0 * cos, -40.0 * sin, turn);
            assert!((one.distance(&other).0 - 20.0).abs() < 0.1, "{turn}");
        }
    }

    /// Two ships heard every five minutes, the other so far east of the first: what they broadcast, and their encounter.
    fn met(
        dimensions: Option<Dimensions>,
        minutes: f64,
        heading: impl Fn(f64) -> Option<Degrees>,
        east: impl Fn(f64) -> f64,
    ) -> Encounter {
        let ship = |mmsi: u32, east: &dyn Fn(f64) -> f64| {
            let mut ship = track(mmsi, every(5.0, 0.0, minutes).map(|at| (at, place(0.0, east(at)))));
            for (fix, at) in ship.fixes.to_mut().iter_mut().zip(every(5.0, 0.0, minutes)) {
                fix.told =
                    Motion { heading: heading(at), speed: Some(Knots(0.0)), ..Motion::default() }.into();
            }
            ship
        };
        let vessel = |track: &Track| Vessel {
            hull: track.hull,
            identity: Identity { dimensions, ..Identity::default() },
            timeline: Timeline::default(),
            transmitter: Transmitter::ClassA,
            first_seen: track.fixes[0].time,
            last_seen: track.fixes[0].time,
            unplaced: Vec::new(),
        };
        let tracks = vec![ship(440_000_001, &|_| 0.0), ship(440_000_002, &east)];
        let vessels = tracks.iter().map(vessel).collect();
        let met = encounters(&Fleet { tracks, vessels }, &CHART, &Options::default());
        let [Finding::Encounter(encounter)] = met.iter().map(|event| &event.finding).collect::<Vec<_>>()[..]
        else {
            panic!("one encounter, not {met:?}")
        };
        *encounter
    }

    /// Two coasters side by side for three hours, 40 m apart.
    fn told(dimensions: Option<Dimensions>, heading: Option<Degrees>) -> Option<Metres> {
        met(dimensions, 180.0, |_| heading, |_| 40.0).hull_distance
    }

    #[test]
    fn two_ships_that_tell_all_lie_twenty_metres_apart_and_of_others_nothing_is_said() {
        let metres = told(Some(COASTER), Some(Degrees(0.0))).expect("a distance");
        assert!((metres.0 - 20.0).abs() < 0.1, "{metres:?}");
        assert_eq!(told(Some(COASTER), None), None);
        assert_eq!(told(None, Some(Degrees(0.0))), None);
        let antenna_untold = Dimensions { bow: 0, stern: 100, port: 0, starboard: 20 };
        assert_eq!(told(Some(antenna_untold), Some(Degrees(0.0))), None);
    }
    #[test]
    fn a_coaster_that_shifted_and_came_back_alongside_counts_as_near_as_it_lay_beside_the_other() {
        let away = |at: f64| if (70.0..=235.0).contains(&at) { 2_000.0 } else { 40.0 };
        let met = met(Some(COASTER), 305.0, |_| Some(Degrees(0.0)), away);
        let (hulls, antennas) = (met.hull_distance.expect("a distance"), met.median_distance);
        assert!((hulls.0 - 20.0).abs() < 0.1 && (antennas.0 - 40.0).abs() < 0.1, "{hulls:?}, {antennas:?}");
    }

    #[test]
    fn headings_told_only_while_ships_lay_farther_apart_say_nothing_of_the_hours_alongside() {
        let parted = |at: f64| if at < 120.0 { 40.0 } else { 400.0 };
        let heading = |at: f64| (at > 160.0).then_some(Degrees(0.0));
        assert_eq!(met(Some(COASTER), 200.0, heading, parted).hull_distance, None);
        let told = met(Some(COASTER), 200.0, |_| Some(Degrees(0.0)), parted).hull_distance;
        assert!(told.is_some_and(|metres| (metres.0 - 20.0).abs() < 0.1), "{told:?}");
    }

    fn any_outline() -> impl Strategy<Value = Outline> {
        let (along, across) = (prop::array::uniform2(0u16..300), prop::array::uniform2(0u8..60));
        (along, across, -1_000.0..1_000.0f64, -1_000.0..1_000.0f64, 0.0..360.0f64).prop_map(
            |([bow, stern], [port, starboard], north, east, heading)| Outline {
                antenna: place(north, east),
                heading: heading.to_radians(),
                dimensions: Dimensions { bow, stern, port, starboard },
            },
        )
    }

    /// From the antenna to the farthest corner.
    fn farthest(Outline { dimensions: of, .. }: &Outline) -> f64 {
        f64::from(of.bow.max(of.stern)).hypot(f64::from(of.port.max(of.starboard)))
    }

    proptest! {
        #[test]
        fn hulls_lie_nearer_than_their_antennas_by_no_more_than_their_outlines_reach(
            one in any_outline(), other in any_outline(),
        ) {
            let (hulls, antennas) = (one.distance(&other).0, one.antenna.distance(other.antenna).0);
            prop_assert!(hulls <= antennas + 1e-6, "{hulls} m, antennas {antennas} m");
            let most = hulls + farthest(&one) + farthest(&other);
            prop_assert!(antennas <= most + 1e-6, "{hulls} m, antennas {antennas} m");
        }
    }
}
