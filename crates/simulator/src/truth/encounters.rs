//! Who truly met: every pair within 500 m (until 700 m) for two hours, each below 3.5 kn, minute by minute.

use std::collections::BTreeMap;

use model::{Interval, Knots, Metres, Mmsi, Position, Span, Timestamp};

use super::EncounterRow;
use super::heard::Heard;
use crate::hull::{Doing, Hull};
use crate::motion::State;
use crate::place::Step;
use crate::world::World;

/// What counts as a meeting.
const ENTER: Metres = Metres(500.0);
const LEAVE: Metres = Metres(700.0);
const SLOW: Knots = Knots(3.5);
const LEAST: Span = Span::from_hours(2);
const STEP: Span = Span::from_minutes(1);

/// A pair that is together.
#[derive(Debug, Clone, Copy)]
struct Contact {
    start: Timestamp,
    last: Timestamp,
    closest: Metres,
    closest_at: Timestamp,
}

/// A hull that hardly moves, at one moment.
struct Slow {
    hull: usize,
    state: State,
}

type Pair = (usize, usize);

/// All encounters of a world, by start.
pub(super) fn find(world: &World<'_>, heard: &Heard) -> Vec<EncounterRow> {
    let mut open: BTreeMap<Pair, Contact> = BTreeMap::new();
    let mut done: Vec<(Pair, Contact)> = Vec::new();
    let mut time = world.span.start();
    while time <= world.span.end() {
        for (pair, distance) in near_pairs(&slow_hulls(world, time)) {
            extend(&mut open, pair, distance, time);
        }
        let over = open.iter().filter(|(_, contact)| contact.last < time);
        let over: Vec<(Pair, Contact)> = over.map(|(pair, contact)| (*pair, *contact)).collect();
        for (pair, contact) in over {
            open.remove(&pair);
            done.push((pair, contact));
        }
        time = time.saturating_add(STEP);
    }
    done.extend(open);
    done.retain(|(_, contact)| contact.last - contact.start >= LEAST);
    done.sort_by_key(|(pair, contact)| (contact.start, *pair));
    let rows = done.iter().zip(1..);
    rows.map(|((pair, contact), id)| row(world, heard, id, *pair, contact)).collect()
}

fn slow_hulls(world: &World<'_>, time: Timestamp) -> Vec<Slow> {
    let states = world.hulls.iter().enumerate().filter_map(|(hull, ship)| {
        let state = ship.at(time)?;
        (state.speed < SLOW).then_some(Slow { hull, state })
    });
    states.collect()
}

/// Pairs within the leaving distance, found by sweeping from south to north.
fn near_pairs(slow: &[Slow]) -> Vec<(Pair, Metres)> {
    const E7_PER_METRE: f64 = 90.0;
    let reach = (LEAVE.0 * E7_PER_METRE) as i32;
    let mut order: Vec<&Slow> = slow.iter().collect();
    order.sort_by_key(|slow| (slow.state.position.lat_e7(), slow.hull));
    let mut pairs = Vec::new();
    for (k, one) in order.iter().enumerate() {
        let top = one.state.position.lat_e7() + reach;
        for other in order[k + 1..].iter().take_while(|other| other.state.position.lat_e7() <= top) {
            if (other.state.position.lon_e7() - one.state.position.lon_e7()).abs() > 2 * reach {
                continue;
            }
            let distance = Step::from_to(one.state.position, other.state.position).length();
            if distance <= LEAVE {
                pairs.push(((one.hull.min(other.hull), one.hull.max(other.hull)), distance));
            }
        }
    }
    pairs
}

fn extend(open: &mut BTreeMap<Pair, Contact>, pair: Pair, distance: Metres, time: Timestamp) {
    if let Some(contact) = open.get_mut(&pair) {
        contact.last = time;
        if distance < contact.closest {
            (contact.closest, contact.closest_at) = (distance, time);
        }
    } else if distance <= ENTER {
        open.insert(pair, Contact { start: time, last: time, closest: distance, closest_at: time });
    }
}

fn row(world: &World<'_>, heard: &Heard, encounter_id: u32, pair: Pair, contact: &Contact) -> EncounterRow {
    let when = Interval::between(contact.start, contact.last);
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
        context: context(world, pair, contact).to_owned(),
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
fn context(world: &World<'_>, pair: Pair, contact: &Contact) -> &'static str {
    let middle = Interval::between(contact.start, contact.last).middle();
    let doing = |hull: usize, time: Timestamp| world.hulls[hull].stretch(time);
    let arranged = |time: Timestamp| {
        let (one, other) = (doing(pair.0, time)?.meeting?, doing(pair.1, time)?.meeting?);
        (one == other).then_some(one)
    };
    if let Some(meeting) = [middle, contact.closest_at].into_iter().find_map(arranged) {
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
