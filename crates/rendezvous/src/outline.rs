//! Outlines of hulls: how far two ships lie from side to side, where AIS tells only how far their antennas do.
//!
//! A ship broadcasts how far its antenna is from bow, stern and sides, and its heading: together with a position that is a
//! rectangle on the sea. Two tankers 40 m apart by their antennas touch; two feeders may not.

use model::{
    Dimensions, Event, Finding, Fix, Fleet, HullId, Interval, Metres, Position, Span, Timestamp, Track,
};

use crate::measure::median;
use crate::whereabouts;

/// Gives each encounter among some events the median distance between its hulls, where both told their dimensions about
/// the antenna and, in at least [`FEWEST`] moments, their headings.
pub fn measure_hulls(meetings: &mut [Event], fleet: &Fleet) {
    for event in meetings {
        let distance = between(event, fleet);
        if let Finding::Encounter(encounter) = &mut event.finding {
            encounter.hull_distance = distance;
        }
    }
}

/// A median of fewer moments says nothing (design).
const FEWEST: usize = 3;

/// At most so many moments of an encounter are looked at (as for its other medians).
const MOST: i64 = 240;

fn between(event: &Event, fleet: &Fleet) -> Option<Metres> {
    let ships = [Ship::of(event.parties.a, fleet)?, Ship::of(event.parties.b?, fleet)?];
    let distances = moments(event.interval()).filter_map(|time| {
        let [one, other] = [ships[0].outline(time)?, ships[1].outline(time)?];
        Some(one.distance(&other).0)
    });
    let distances: Vec<f64> = distances.collect();
    (distances.len() >= FEWEST).then(|| median(distances.into_iter()).map(Metres)).flatten()
}

/// A minute apart, or evenly spread if that were too many.
fn moments(when: Interval) -> impl Iterator<Item = Timestamp> {
    let step = Span::from_minutes(1).ms().max(when.span().ms() / MOST);
    (0..=when.span().ms() / step).map(move |at| when.start().saturating_add(Span::from_ms(at * step)))
}

/// A ship whose antenna's place is known.
struct Ship<'a> {
    track: &'a Track,
    dimensions: Dimensions,
}

impl<'a> Ship<'a> {
    fn of(hull: HullId, fleet: &'a Fleet) -> Option<Self> {
        let dimensions = fleet.vessel(hull)?.identity.dimensions?;
        let is_told = dimensions.bow > 0 && dimensions.port > 0;
        is_told.then_some(Self { track: fleet.track(hull)?, dimensions })
    }

    /// Where it lies at a moment near which it told its heading.
    fn outline(&self, time: Timestamp) -> Option<Outline> {
        /// A ship at rest keeps its heading for so long (design: a sixth of a turn of the tide).
        const KEPT: Span = Span::from_minutes(30);
        let (before, after) = whereabouts::around(&self.track.fixes, time)?;
        let apart = |fix: &Fix| if fix.time > time { fix.time - time } else { time - fix.time };
        let nearest = if apart(after) < apart(before) { after } else { before };
        let heading = nearest.heading().filter(|_| apart(nearest) <= KEPT)?;
        let antenna = whereabouts::between(before, after, time);
        Some(Outline { antenna, heading: heading.0.to_radians(), dimensions: self.dimensions })
    }
}

/// The rectangle that a hull covers.
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
    [sin, cos].map(|part| part * from.distance(to).0)
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
    use model::{Degrees, Identity, Motion, Transmitter, Vessel};

    use super::*;
    use crate::world::{CHART, every, hull, place, track};
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

    /// Two coasters side by side, 40 m apart, which broadcast dimensions and perhaps headings.
    fn told(dimensions: Option<Dimensions>, heading: Option<Degrees>) -> Option<Metres> {
        let ship = |mmsi: u32, east: f64| {
            let mut ship = track(mmsi, every(5.0, 0.0, 180.0).map(|at| (at, place(0.0, east))));
            for fix in ship.fixes.to_mut() {
                fix.told = Motion { heading, ..Motion::default() }.into();
            }
            ship
        };
        let vessel = |mmsi: u32, track: &Track| Vessel {
            hull: hull(mmsi),
            identity: Identity { dimensions, ..Identity::default() },
            timeline: model::Timeline::default(),
            transmitter: Transmitter::ClassA,
            first_seen: track.fixes[0].time,
            last_seen: track.fixes[0].time,
        };
        let tracks = vec![ship(440_000_001, 0.0), ship(440_000_002, 40.0)];
        let vessels = vec![vessel(440_000_001, &tracks[0]), vessel(440_000_002, &tracks[1])];
        let mut met = encounters(&tracks, &CHART, &Options::default());
        measure_hulls(&mut met, &Fleet { tracks, vessels });
        let Finding::Encounter(encounter) = met[0].finding else { panic!("an encounter") };
        encounter.hull_distance
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
}
