//! The join against brute force: every leg of every hull with every leg of every other, no slab, no grid. What
//! nobody heard (stays in company, unheard arrivals) is asked of the same functions, once with contacts from the join and
//! once with those found here.

mod contacts;

use std::collections::BTreeSet;

use model::{
    Degrees, Event, Finding, HullId, Interval, Knots, Metres, Parties, Position, Span, Timestamp, Told, Track,
};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

pub(crate) use self::contacts::{contacts_by_force, contacts_of_reach_by_force, reach_by_force};
use crate::approach::Approach;
use crate::arrival::with_unheard_ends;
use crate::company::stays;
use crate::known::known;
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
    sorted(pairs(tracks).flat_map(|(a, b)| meetings(a, b, options)).collect())
}

fn meetings(a: &Track, b: &Track, options: &EncounterOptions) -> Vec<Found> {
    let mut meetings: Vec<(Interval, Span)> = Vec::new();
    for part in together(a, b, options) {
        match meetings.last_mut() {
            Some((open, together)) if agree(a, b, open.end(), part.start(), options) => {
                *open = Interval::between(open.start(), part.end());
                *together = *together + part.span();
            }
            _ => meetings.push((part, part.span())),
        }
    }
    meetings.retain(|(when, together)| {
        let heard = |track: &Track| track.fixes.iter().any(|fix| when.contains(fix.time));
        *together >= options.at_least && heard(a) && heard(b)
    });
    let mut whole: Vec<(Interval, Span)> = Vec::new();
    for (when, together) in meetings {
        let pause = whole.last().map(|(open, _)| (open.end(), when.start()));
        match pause.filter(|&pause| is_one(a, b, pause, options)) {
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

/// Contacts from where the hulls stay close on, and stays in company.
fn together(a: &Track, b: &Track, options: &EncounterOptions) -> Vec<Interval> {
    let within = union(runs(a, b, options.leave, options));
    let contacts: Vec<Interval> = within.into_iter().map(interval).collect();
    let entered = entered(a, b, [options.enter, options.leave], options);
    let entered: Vec<Interval> = entered.iter().map(|contact| known(*contact, [a, b], options)).collect();
    let longer = entered.iter().filter_map(|contact| with_unheard_ends(*contact, [a, b], options));
    let bridged: Vec<Interval> = longer.chain(stays(a, b, &contacts, options)).collect();
    let all = [entered, bridged].concat();
    let runs = all.iter().map(|when| Run { from_ms: when.start().ms(), to_ms: when.end().ms() });
    union(runs.collect()).into_iter().map(interval).collect()
}

/// Whether two meetings are one, as far as was heard.
fn is_one(a: &Track, b: &Track, pause: (Timestamp, Timestamp), options: &EncounterOptions) -> bool {
    let span = pause.1 - pause.0;
    let lay = |track: &Track| {
        let place = |time| whereabouts::at(&track.fixes, time).unwrap();
        let during = track.fixes.iter().filter(|fix| pause.0 <= fix.time && fix.time <= pause.1);
        let mut places = during.map(|fix| fix.position).chain([place(pause.1)]);
        places.all(|found| found.geodesic(place(pause.0)) <= options.rejoin_shift)
    };
    let sailed = |track: &Track| {
        let [from, to] = [pause.0, pause.1].map(|time| whereabouts::at(&track.fixes, time).unwrap());
        from.geodesic(to) > options.company_shift
    };
    let lay = span < options.lying_within && lay(a) && lay(b);
    let sailed = span < options.company_within && sailed(a) && sailed(b);
    (span < options.unheard_within || lay || sailed)
        && !apart(a, b, pause, options)
        && !apart(b, a, pause, options)
}

fn moment(ms: i64) -> Timestamp {
    Timestamp::from_ms(ms).unwrap()
}

fn agree(a: &Track, b: &Track, end: Timestamp, start: Timestamp, options: &EncounterOptions) -> bool {
    let place = |track: &Track, time| whereabouts::at(&track.fixes, time).unwrap();
    let shift = |track| place(track, end).geodesic(place(track, start)).0;
    let allowed = options.rejoin_shift.0 + options.drift_speed.metres_per_second() * (start - end).secs();
    let unheard = || !apart(a, b, (end, start), options) && !apart(b, a, (end, start), options);
    let sailed = |track: &Track| {
        let ends = [end, start].map(|time| (time, place(track, time)));
        let mut during = track.fixes.iter().filter(|fix| end <= fix.time && fix.time <= start);
        during.any(|fix| options.sailed_away(options.company_shift, (fix.time, fix.position), ends))
    };
    start - end < options.rejoin_within
        && ((shift(a) <= allowed && shift(b) <= allowed) || unheard())
        && !sailed(a)
        && !sailed(b)
}

/// Whether any fix of one hull in the pause is fast, or lies out of reach of any even motion of the other.
fn apart(one: &Track, other: &Track, pause: (Timestamp, Timestamp), options: &EncounterOptions) -> bool {
    let during = one.fixes.iter().filter(|fix| pause.0 <= fix.time && fix.time <= pause.1);
    let under_way = during.clone().any(|fix| options.says_under_way(fix));
    let mut pairs = during.flat_map(|fix| other.fixes.windows(2).map(move |leg| (fix, &leg[0], &leg[1])));
    under_way
        || pairs.any(|(fix, from, to)| {
            let heard_then = from.time == fix.time || to.time == fix.time;
            let even =
                from.time <= fix.time && fix.time <= to.time && to.time - from.time <= options.linear_within;
            (heard_then || even)
                && fix.position.geodesic(whereabouts::between(from, to, fix.time)) > options.leave
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
    let still = legs.flat_map(|at| {
        let mut stillness = Stillness::from_leg(&track.fixes, at, options);
        let [ahead, astern] = stillness.reckoned(at);
        stillness.leg(at).map_or([ahead, astern], |leg| [Some(leg), None])
    });
    still.flatten().collect()
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

fn pairs(tracks: &[Track]) -> impl Iterator<Item = (&Track, &Track)> {
    let pairs = tracks.iter().flat_map(move |a| tracks.iter().map(move |b| (a, b)));
    pairs.filter(|(a, b)| a.hull < b.hull && a.hull.mmsi != b.hull.mmsi)
}

fn are_heard(pair: [&Track; 2], when: &Interval) -> bool {
    pair.iter().all(|track| track.fixes.iter().any(|fix| when.contains(fix.time)))
}

fn interval(run: Run) -> Interval {
    Interval::between(moment(run.from_ms), moment(run.to_ms))
}

/// From the moments on from which two hulls stay within the first distance until they are beyond the second.
fn entered(a: &Track, b: &Track, [enter, leave]: [Metres; 2], options: &EncounterOptions) -> Vec<Interval> {
    entries(&runs(a, b, enter, options), union(runs(a, b, leave, options)), options)
}

/// Of runs within reach what comes after the first stay near enough.
fn entries(close: &[Run], within: Vec<Run>, options: &EncounterOptions) -> Vec<Interval> {
    let entered = within.into_iter().filter_map(|within| {
        let close: Vec<Run> = close.iter().filter_map(|close| close.overlap(within)).collect();
        let stay = union(close).into_iter().find(|stay| stay.span_ms() >= options.enter_for.ms())?;
        Some(interval(Run { from_ms: stay.from_ms, ..within }))
    });
    entered.collect()
}

pub(crate) fn origin(rng: &mut ChaCha8Rng) -> Position {
    let lat = [0.0, 36.0, -55.0, 71.0, 84.0, 88.85, -89.9, 89.99][rng.random_range(0..8)];
    let lat: f64 = lat + rng.random_range(-0.02..0.02);
    let lon = [124.0, 180.0, -180.0, 0.0][rng.random_range(0..4)] + rng.random_range(-0.02..0.02);
    Position::from_degrees(Degrees(lat.min(90.0)), Degrees((lon + 540.0_f64).rem_euclid(360.0) - 180.0))
        .unwrap()
}

pub(crate) fn others_near(event: &Event, tracks: &[Track], options: &Options) -> u32 {
    let middle = event.interval().middle();
    let (near, within) = (options.surroundings.near, options.surroundings.near_within.ms());
    let others =
        tracks.iter().filter(|track| track.hull != event.parties.a && Some(track.hull) != event.parties.b);
    let heard = others.filter(|track| {
        let close = |fix: &&model::Fix| fix.position.geodesic(event.position) <= near;
        track.fixes.iter().filter(close).any(|fix| (fix.time - middle).ms().abs() <= within)
    });
    heard.count() as u32
}

/// What some small worlds were made of.
#[derive(Default)]
struct Seen {
    events: usize,
    pairs: BTreeSet<(u64, Parties)>,
    across_the_dateline: usize,
    near_a_pole: usize,
}

impl Seen {
    fn add(&mut self, other: Self) {
        self.events += other.events;
        self.pairs.extend(other.pairs);
        self.across_the_dateline += other.across_the_dateline;
        self.near_a_pole += other.near_a_pole;
    }
}

/// Half of the worlds have moments that several hulls share; a quarter have every fix twice. One hull is at one place at a
/// moment: a number that is at two is two hulls before it comes here.
fn disturb(rng: &mut ChaCha8Rng, tracks: &mut [Track]) {
    let (is_coarse, is_doubled) = (rng.random_bool(0.5), rng.random_bool(0.25));
    let minutes = [1, 5, 10][rng.random_range(0..3)];
    for track in tracks {
        if is_coarse {
            let whole = |time: Timestamp| moment(time.ms() / (minutes * 60_000) * (minutes * 60_000));
            track.fixes.to_mut().iter_mut().for_each(|fix| fix.time = whole(fix.time));
            track.fixes.to_mut().dedup_by_key(|fix| fix.time);
        }
        if is_doubled {
            track.fixes = track.fixes.iter().flat_map(|fix| [*fix, *fix]).collect();
        }
    }
}

/// As made good since the fix before.
fn tell_speeds(track: &mut Track) {
    for at in 1..track.fixes.len() {
        let (from, to) = (track.fixes[at - 1], track.fixes[at]);
        let seconds = (to.time - from.time).secs().max(1.0);
        let speed = Knots::from_metres_per_second(from.position.distance(to.position).0 / seconds);
        track.fixes.to_mut()[at].told = Told::at_speed(speed);
    }
}

fn compare(seed: u64) -> Seen {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let origin = origin(&mut rng);
    let mut tracks = crowd(&mut rng, origin);
    let mut options = Options::default();
    options.encounter.slab = Span::from_minutes([7, 60, 360, 1440][rng.random_range(0..4)]);
    options.encounter.at_least = Span::from_minutes([30, 120][rng.random_range(0..2)]);
    // What is told of a meeting by its figures is not the join's to tell.
    options.encounter.bridged_reach = Metres(f64::INFINITY);
    disturb(&mut rng, &mut tracks);
    if rng.random_bool(0.5) {
        // Without ties: what a hull reckons beyond its fixes is no motion from fix to fix.
        options.encounter.tie_within = Span::ZERO;
        tracks.iter_mut().for_each(tell_speeds);
    }
    let events = encounters(&tracks, &CHART, &options);
    assert_eq!(found(&events), brute_force(&tracks, &options.encounter), "seed {seed} at {origin}");
    for event in &events {
        let others = others_near(event, &tracks, &options);
        assert_eq!(event.surroundings.others_near, others, "seed {seed} at {origin}");
    }
    let lons = || tracks.iter().flat_map(|track| &track.fixes).map(|fix| fix.position.lon());
    let crosses = lons().any(|lon| lon > 179.0) && lons().any(|lon| lon < -179.0);
    Seen {
        events: events.len(),
        pairs: events.iter().map(|event| (seed, event.parties)).collect(),
        across_the_dateline: if crosses { events.len() } else { 0 },
        near_a_pole: if origin.lat().abs() > 89.0 { events.len() } else { 0 },
    }
}

#[test]
fn the_join_equals_brute_force_on_ten_thousand_small_worlds() {
    const WORLDS: u64 = 10_000;
    let hands = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let of_hand = |hand: u64| {
        let mut seen = Seen::default();
        (hand..WORLDS).step_by(hands as usize).for_each(|seed| seen.add(compare(seed)));
        seen
    };
    let mut seen = Seen::default();
    std::thread::scope(|scope| {
        let hands: Vec<_> = (0..hands).map(|hand| scope.spawn(move || of_hand(hand))).collect();
        hands.into_iter().for_each(|hand| seen.add(hand.join().expect("no world differs")));
    });
    let Seen { events, pairs, across_the_dateline, near_a_pole } = seen;
    assert!(events > 10_000 && pairs.len() > 5000, "{events} events of {} pairs", pairs.len());
    assert!(across_the_dateline > 500 && near_a_pole > 500, "{across_the_dateline} and {near_a_pole}");
}
