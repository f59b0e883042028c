//! The join against brute force: every leg of every hull with every leg of every other, no slab, no grid.

use std::collections::BTreeSet;

use model::{Degrees, Event, Finding, HullId, Interval, Metres, Position, Span, Timestamp, Track};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::approach::Approach;
use crate::plane::{Leg, Run};
use crate::still::Stillness;
use crate::world::{CHART, crowd};
use crate::{EncounterOptions, Options, encounters, whereabouts};

/// Parties, start, end and time together.
type Found = (HullId, HullId, Timestamp, Timestamp, Span);

fn found(events: &[Event]) -> Vec<Found> {
    let found = events.iter().map(|event| match event.finding {
        Finding::Encounter(encounter) => {
            let (a, b) = (event.parties.a, event.parties.b.unwrap());
            (a, b, event.start, event.end.unwrap(), encounter.observed + encounter.bridged)
        }
        _ => unreachable!("only encounters are asked for"),
    });
    sorted(found.collect())
}

fn sorted(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_unstable();
    found
}

fn brute_force(tracks: &[Track], options: &EncounterOptions) -> Vec<Found> {
    let pairs = tracks.iter().flat_map(|a| tracks.iter().map(move |b| (a, b)));
    let pairs = pairs.filter(|(a, b)| a.hull < b.hull && a.hull.mmsi != b.hull.mmsi);
    sorted(pairs.flat_map(|(a, b)| meetings(a, b, options)).collect())
}

fn meetings(a: &Track, b: &Track, options: &EncounterOptions) -> Vec<Found> {
    let reached = |reach| union(runs(a, b, reach, options));
    let close = reached(options.enter);
    let mut meetings: Vec<(Interval, Span)> = Vec::new();
    for near in reached(options.leave) {
        let Some(entered) = close.iter().find_map(|close| close.overlap(near)) else { continue };
        let part = Interval::between(moment(entered.from_ms), moment(near.to_ms));
        match meetings.last_mut() {
            Some((open, together)) if agree(a, b, open.end(), part.start(), options) => {
                *open = Interval::between(open.start(), part.end());
                *together = *together + part.span();
            }
            _ => meetings.push((part, part.span())),
        }
    }
    meetings.retain(|(_, together)| *together >= options.at_least);
    let mut whole: Vec<(Interval, Span)> = Vec::new();
    for (when, together) in meetings {
        let open = whole.last().filter(|(open, _)| when.start() - open.end() < options.unheard_within);
        let pause = open.map(|(open, _)| (open.end(), when.start()));
        match pause.filter(|&pause| !apart(a, b, pause, options) && !apart(b, a, pause, options)) {
            Some((before, _)) => {
                let (open, so_far) = whole.pop().expect("there is one before the pause");
                assert_eq!(open.end(), before);
                whole.push((Interval::between(open.start(), when.end()), so_far + together));
            }
            None => whole.push((when, together)),
        }
    }
    whole.into_iter().map(|(when, together)| (a.hull, b.hull, when.start(), when.end(), together)).collect()
}

fn moment(ms: i64) -> Timestamp {
    Timestamp::from_ms(ms).unwrap()
}

fn agree(a: &Track, b: &Track, end: Timestamp, start: Timestamp, options: &EncounterOptions) -> bool {
    let place = |track: &Track, time| whereabouts::at(&track.fixes, time).unwrap();
    let shift = |track| place(track, end).distance(place(track, start)).0;
    let allowed = options.rejoin_shift.0 + options.drift_speed.metres_per_second() * (start - end).secs();
    start - end < options.rejoin_within && shift(a) <= allowed && shift(b) <= allowed
}

/// Whether any fix of one hull in the pause is fast, or lies out of reach of any even motion of the other.
fn apart(one: &Track, other: &Track, pause: (Timestamp, Timestamp), options: &EncounterOptions) -> bool {
    let during = one.fixes.iter().filter(|fix| pause.0 <= fix.time && fix.time <= pause.1);
    let under_way = during.clone().any(|fix| fix.speed.is_some_and(|speed| speed > options.still_speed));
    let mut pairs = during.flat_map(|fix| other.fixes.windows(2).map(move |leg| (fix, &leg[0], &leg[1])));
    under_way
        || pairs.any(|(fix, from, to)| {
            let even =
                from.time <= fix.time && fix.time <= to.time && to.time - from.time <= options.linear_within;
            even && fix.position.distance(whereabouts::between(from, to, fix.time)) > options.leave
        })
}

fn runs(a: &Track, b: &Track, reach: Metres, options: &EncounterOptions) -> Vec<Run> {
    let (a, b) = (legs(a, options), legs(b, options));
    let pairs = a.iter().flat_map(|one| b.iter().map(move |other| (one, other)));
    pairs.filter_map(|(one, other)| Approach::of(one, other)?.within(reach)).collect()
}

/// Each leg asked for on its own, so that the order of asking cannot matter.
fn legs(track: &Track, options: &EncounterOptions) -> Vec<Leg> {
    let legs = 0..track.fixes.len().saturating_sub(1);
    legs.filter_map(|at| Stillness::from_leg(&track.fixes, at, options).leg(at)).collect()
}

fn union(mut runs: Vec<Run>) -> Vec<Run> {
    runs.sort_unstable();
    let mut union: Vec<Run> = Vec::new();
    for run in runs {
        match union.last_mut() {
            Some(last) if run.from_ms <= last.to_ms => last.to_ms = last.to_ms.max(run.to_ms),
            _ => union.push(run),
        }
    }
    union
}

fn origin(rng: &mut ChaCha8Rng) -> Position {
    let lat = [0.0, 36.0, -55.0, 71.0, 84.0, 89.9][rng.random_range(0..6)] + rng.random_range(-0.02..0.02);
    let lon = [124.0, 180.0, -180.0, 0.0][rng.random_range(0..4)] + rng.random_range(-0.02..0.02);
    Position::from_degrees(Degrees(lat), Degrees((lon + 540.0_f64).rem_euclid(360.0) - 180.0)).unwrap()
}

fn others_near(event: &Event, tracks: &[Track], options: &Options) -> u32 {
    let middle = event.interval().middle();
    let (near, within) = (options.surroundings.near, options.surroundings.near_within.ms());
    let others =
        tracks.iter().filter(|track| track.hull != event.parties.a && Some(track.hull) != event.parties.b);
    let heard = others.filter(|track| {
        let close = |fix: &&model::Fix| fix.position.distance(event.position) <= near;
        track.fixes.iter().filter(close).any(|fix| (fix.time - middle).ms().abs() <= within)
    });
    heard.count() as u32
}

#[test]
fn the_join_equals_brute_force_on_thousands_of_small_worlds() {
    let (mut events_seen, mut pairs_seen) = (0, BTreeSet::new());
    for seed in 0..4000 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let origin = origin(&mut rng);
        let tracks = crowd(&mut rng, origin);
        let mut options = Options::default();
        options.encounter.slab = Span::from_minutes([7, 60, 360, 1440][rng.random_range(0..4)]);
        options.encounter.at_least = Span::from_minutes([30, 120][rng.random_range(0..2)]);
        let events = encounters(&tracks, &CHART, &options);
        assert_eq!(found(&events), brute_force(&tracks, &options.encounter), "seed {seed} at {origin}");
        // Neighbours are counted on the sphere, which has no columns near the poles.
        for event in events.iter().filter(|_| origin.lat() < 85.0) {
            let others = others_near(event, &tracks, &options);
            assert_eq!(event.surroundings.others_near, others, "seed {seed} at {origin}");
        }
        events_seen += events.len();
        pairs_seen.extend(events.iter().map(|event| (seed, event.parties)));
    }
    assert!(
        events_seen > 4000 && pairs_seen.len() > 2000,
        "{events_seen} events of {} pairs",
        pairs_seen.len()
    );
}
