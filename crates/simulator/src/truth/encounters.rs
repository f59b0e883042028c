//! Who truly met: every pair within 500 m (until 700 m) for two hours, each below 3.5 kn, minute by minute.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::{Interval, Knots, Metres, Mmsi, Position, Span, Timestamp};

use super::EncounterRow;
use super::heard::Heard;
use crate::hull::{Doing, Hull};
use crate::place::Step;
use crate::world::World;

/// What counts as a meeting.
const ENTER: Metres = Metres(500.0);
const LEAVE: Metres = Metres(700.0);
const SLOW: Knots = Knots(3.5);
const LEAST: Span = Span::from_hours(2);
const STEP: Span = Span::from_minutes(1);
const BACK: Span = Span::from_minutes(-1);

/// A pair that is together.
#[derive(Debug, Clone, Copy)]
struct Contact {
    start: Timestamp,
    closest: Metres,
    closest_at: Timestamp,
}

/// A contact that is over.
struct Met {
    pair: Pair,
    contact: Contact,
    when: Interval,
}

type Pair = (usize, usize);

/// All encounters of a world, by start.
pub(super) fn find(world: &World<'_>, heard: &Heard) -> Vec<EncounterRow> {
    let mut watch = Watch::new(world.hulls.len());
    let mut next = world.span.start();
    while next <= world.span.end() {
        let minutes = minutes(next, world.span.end());
        let ways: Vec<Vec<Option<Position>>> =
            world.hulls.iter().map(|hull| slow_places(hull, &minutes)).collect();
        for (minute, &time) in minutes.iter().enumerate() {
            watch.look(ways.iter().map(|way| way[minute]), time);
            next = time.saturating_add(STEP);
        }
    }
    watch.met(next).iter().zip(1..).map(|(met, id)| row(world, heard, id, met)).collect()
}

/// The next minutes from one on, at most as many as are looked at hull by hull: each hull's way is then at hand.
fn minutes(from: Timestamp, end: Timestamp) -> Vec<Timestamp> {
    const AT_ONCE: usize = 60;
    let following = std::iter::successors(Some(from), |time| Some(time.saturating_add(STEP)));
    following.take(AT_ONCE).take_while(|&time| time <= end).collect()
}

/// Which slow hulls lie together at the minute that was looked at last. Who has not moved since is not looked at
/// again: the moored ships of a port are near each other in pairs without end.
struct Watch {
    places: Places,
    open: HashMap<Pair, Contact>,
    partners: Vec<BTreeSet<usize>>,
    over: Vec<Met>,
}

impl Watch {
    fn new(hulls: usize) -> Self {
        Self {
            places: Places { of: vec![None; hulls], cells: HashMap::new() },
            open: HashMap::new(),
            partners: vec![BTreeSet::new(); hulls],
            over: Vec::new(),
        }
    }

    /// Looks at where each hull is slow at a moment.
    fn look(&mut self, slow: impl Iterator<Item = Option<Position>>, time: Timestamp) {
        let moved: Vec<bool> = slow.enumerate().map(|(hull, place)| self.places.put(hull, place)).collect();
        for hull in (0..moved.len()).filter(|&hull| moved[hull]) {
            let partners = self.partners[hull].iter().copied();
            let gone: Vec<usize> =
                partners.filter(|&other| self.places.distance(hull, other).is_none()).collect();
            for other in gone {
                self.part(paired(hull, other), time);
            }
            let is_looked_at = |&(other, _): &(usize, Metres)| !moved[other] || hull < other;
            let near: Vec<(usize, Metres)> = self.places.near(hull).filter(is_looked_at).collect();
            for (other, distance) in near {
                self.approach(paired(hull, other), distance, time);
            }
        }
    }

    fn approach(&mut self, pair: Pair, distance: Metres, time: Timestamp) {
        if let Some(contact) = self.open.get_mut(&pair) {
            if distance < contact.closest {
                (contact.closest, contact.closest_at) = (distance, time);
            }
        } else if distance <= ENTER {
            self.open.insert(pair, Contact { start: time, closest: distance, closest_at: time });
            self.partners[pair.0].insert(pair.1);
            self.partners[pair.1].insert(pair.0);
        }
    }

    /// Ends a contact that is no more at a moment.
    fn part(&mut self, pair: Pair, time: Timestamp) {
        let Some(contact) = self.open.remove(&pair) else { return };
        self.partners[pair.0].remove(&pair.1);
        self.partners[pair.1].remove(&pair.0);
        let when = Interval::between(contact.start, time.saturating_add(BACK));
        self.over.push(Met { pair, contact, when });
    }

    /// All that lasted long enough, when nothing is looked at from a moment on.
    fn met(mut self, time: Timestamp) -> Vec<Met> {
        let open: Vec<Pair> = self.open.keys().copied().collect();
        for pair in open {
            self.part(pair, time);
        }
        self.over.retain(|met| met.when.span() >= LEAST);
        self.over.sort_by_key(|met| (met.when.start(), met.pair));
        self.over
    }
}

const fn paired(one: usize, other: usize) -> Pair {
    if one < other { (one, other) } else { (other, one) }
}

fn slow_places(hull: &Hull, times: &[Timestamp]) -> Vec<Option<Position>> {
    let slow = |&time: &Timestamp| hull.at(time).filter(|state| state.speed < SLOW);
    times.iter().map(|time| slow(time).map(|state| state.position)).collect()
}

/// Where slow hulls are, in cells of at least the leaving distance.
struct Places {
    of: Vec<Option<Position>>,
    cells: HashMap<Cell, Vec<usize>>,
}

type Cell = (i32, i32);

/// The leaving distance in latitude, in 1e-7 degrees; twice that in longitude, which is enough up to 60 degrees.
const REACH_E7: i32 = 63_000;

impl Places {
    /// Notes where a hull is; says whether that is news.
    fn put(&mut self, hull: usize, place: Option<Position>) -> bool {
        let before = std::mem::replace(&mut self.of[hull], place);
        let (from, to) = (before.map(cell), place.map(cell));
        if from != to {
            if let Some(cell) = from.and_then(|from| self.cells.get_mut(&from)) {
                cell.retain(|other| *other != hull);
            }
            if let Some(to) = to {
                self.cells.entry(to).or_default().push(hull);
            }
        }
        before != place
    }

    /// The hulls within the leaving distance of one, and how far off they are.
    fn near(&self, hull: usize) -> impl Iterator<Item = (usize, Metres)> {
        let here = self.of[hull].map(cell);
        let around = here.into_iter().flat_map(|(row, column)| {
            (-1..=1).flat_map(move |north| (-1..=1).map(move |east| (row + north, column + east)))
        });
        let others = around.filter_map(|cell| self.cells.get(&cell)).flatten().copied();
        others
            .filter(move |&other| other != hull)
            .filter_map(move |other| Some((other, self.distance(hull, other)?)))
    }

    /// How far two are apart, if that is within reach: from the one in the south.
    fn distance(&self, one: usize, other: usize) -> Option<Metres> {
        let (here, there) = (self.of[one]?, self.of[other]?);
        if !may_be_in_reach(here, there) {
            return None;
        }
        let mut ends = [(here, one), (there, other)];
        ends.sort_by_key(|(place, hull)| (place.lat_e7(), *hull));
        let distance = Step::from_to(ends[0].0, ends[1].0).length();
        (distance <= LEAVE).then_some(distance)
    }
}

/// Quick, and never false where the distance is within reach.
const fn may_be_in_reach(one: Position, other: Position) -> bool {
    one.lat_e7().abs_diff(other.lat_e7()) <= REACH_E7.unsigned_abs()
        && one.lon_e7().abs_diff(other.lon_e7()) <= 2 * REACH_E7.unsigned_abs()
}

const fn cell(place: Position) -> Cell {
    (place.lat_e7().div_euclid(REACH_E7), place.lon_e7().div_euclid(2 * REACH_E7))
}

fn row(world: &World<'_>, heard: &Heard, encounter_id: u32, met: &Met) -> EncounterRow {
    let Met { pair, contact, when } = *met;
    let sent = |hull: usize| (sent_during(&world.hulls[hull], when), hull);
    let mut parties = [sent(pair.0), sent(pair.1)];
    parties.sort_by_key(|(mmsi, hull)| (mmsi.is_none(), *mmsi, *hull));
    let [(mmsi_a, a), (mmsi_b, b)] = parties;
    let place = between(world, pair, when.middle());
    EncounterRow {
        encounter_id,
        hull_a: a as u32,
        hull_b: b as u32,
        mmsi_a,
        mmsi_b,
        start: when.start(),
        end: when.end(),
        lat: super::five(place.map_or(0.0, Position::lat)),
        lon: super::five(place.map_or(0.0, Position::lon)),
        min_distance_m: (contact.closest.0 * 10.0).round() / 10.0,
        fixes_a: heard.count(a, when),
        fixes_b: heard.count(b, when),
        context: context(world, met).to_owned(),
    }
}

/// The number that a hull sent for the longest part of a span.
fn sent_during(hull: &Hull, when: Interval) -> Option<Mmsi> {
    let minutes = when.span().minutes() as i64;
    let mut shares: BTreeMap<Mmsi, u32> = BTreeMap::new();
    for minute in 0..=minutes {
        let time = when.start().saturating_add(Span::from_minutes(minute));
        if let Some(identity) = hull.radio.identity(time).filter(|_| hull.radio.is_on(time)) {
            *shares.entry(identity.mmsi).or_default() += 1;
        }
    }
    shares.into_iter().max_by_key(|(_, minutes)| *minutes).map(|(mmsi, _)| mmsi)
}

fn between(world: &World<'_>, pair: Pair, time: Timestamp) -> Option<Position> {
    let (one, other) = (world.hulls[pair.0].place(time)?, world.hulls[pair.1].place(time)?);
    Some(one.interpolate(other, 0.5))
}

/// Why they were together: an arranged meeting, or what both were doing when closest.
fn context(world: &World<'_>, met: &Met) -> &'static str {
    let (pair, middle) = (met.pair, met.when.middle());
    let doing = |hull: usize, time: Timestamp| world.hulls[hull].stretch(time);
    let arranged = |time: Timestamp| {
        let (one, other) = (doing(pair.0, time)?.meeting?, doing(pair.1, time)?.meeting?);
        (one == other).then_some(one)
    };
    if let Some(meeting) = [middle, met.contact.closest_at].into_iter().find_map(arranged) {
        return meeting_word(world, pair, meeting);
    }
    let (Some(one), Some(other)) = (doing(pair.0, middle), doing(pair.1, middle)) else { return "chance" };
    match (one.doing, other.doing) {
        (Doing::Moored, Doing::Moored) => "berth",
        (Doing::Anchored, Doing::Anchored) => "anchorage",
        (Doing::Fishing, Doing::Fishing) => "fishing_fleet",
        _ => "chance",
    }
}

/// Two guests of one host lie in a raft.
fn meeting_word(world: &World<'_>, pair: Pair, meeting: usize) -> &'static str {
    let word = world.meetings[meeting];
    let crane = |hull: usize| world.hulls[hull].role == "illicit_crane";
    if word == "illicit_sts" && (crane(pair.0) || crane(pair.1)) { "raft" } else { word }
}
