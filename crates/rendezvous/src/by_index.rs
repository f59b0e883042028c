//! The spatial index over prisms against brute force: whoever could have met by `visit` or by the windows of both is found through the tree of their
//! boxes; and contacts, joined and stored, against every leg with every other.

use model::{
    Degrees, Event, Finding, Fleet, Knots, Loitering, Metres, Parties, Position, Span, Surroundings, Track,
};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::crossing::{index, touching};
use crate::oracle::{contacts_of_reach_by_force, origin, reach_by_force};
use crate::overlap::{promise, promise_at_most};
use crate::prism::{Ends, Prism, about};
use crate::sea::Sea;
use crate::silence::Silence;
use crate::wait::waits;
use crate::world::{CHART, crowd, track};
use crate::{Options, contacts, reached};

/// Some ships within a few hundred kilometres that fall silent, and some among them that wait adrift.
struct Seas {
    fleet: Fleet,
    waits: Vec<Event>,
    options: Options,
}

impl Seas {
    const SILENT: u32 = 20;

    fn of(rng: &mut ChaCha8Rng) -> Self {
        let lat = [0.0, 36.0, -62.0, 71.0][rng.random_range(0..4)];
        let lon = [124.0, 179.9, -179.9, 0.0][rng.random_range(0..4)];
        let middle = Position::from_degrees(Degrees(lat), Degrees(lon)).unwrap();
        let silent = (0..Self::SILENT).map(|number| silent(rng, 440_000_100 + number, middle));
        let mut tracks: Vec<Track> = silent.collect();
        tracks.extend((0..10).map(|number| adrift(rng, 440_000_200 + number, middle)));
        let waits = tracks[Self::SILENT as usize..].iter().map(waiting).collect();
        Self { fleet: Fleet { tracks, vessels: Vec::new() }, waits, options: Options::default() }
    }

    fn sea(&self) -> Sea<'_> {
        Sea::new(&self.fleet, &[], &CHART, &self.options).unwrap()
    }
}

/// The silences of ships of which most are heard again.
fn silences<'a>(rng: &mut ChaCha8Rng, seas: &'a Seas, sea: &'a Sea<'a>) -> Vec<Silence<'a>> {
    let silent = seas.fleet.tracks[..Seas::SILENT as usize].iter();
    let silences = silent.map(|track| {
        let (last, next) = (&track.fixes[0], rng.random_bool(0.8).then_some(&track.fixes[1]));
        let prism = Prism::between(track.hull, Ends { last, next }, sea);
        let agrees_at_most = prism.agreement_anywhere(&sea.options.dark);
        Silence { event: &seas.waits[0], prism, likelihood: 1.0, agrees_at_most }
    });
    silences.collect()
}

fn somewhere(rng: &mut ChaCha8Rng, from: Position, km: f64) -> Position {
    from.towards(Degrees(rng.random_range(0.0..360.0)), Metres::from_km(rng.random_range(0.0..km)))
}

/// A ship that is heard twice, as far apart as it can have sailed or not so far.
fn silent(rng: &mut ChaCha8Rng, mmsi: u32, middle: Position) -> Track {
    let (from, hours) = (rng.random_range(0.0..4_000.0), rng.random_range(2.0..48.0));
    let off = somewhere(rng, middle, 400.0);
    let on = somewhere(rng, off, hours * 12.0 * 1.852);
    track(mmsi, [(from, off), (from + hours * 60.0, on)])
}

fn adrift(rng: &mut ChaCha8Rng, mmsi: u32, middle: Position) -> Track {
    let (from, hours) = (rng.random_range(0.0..4_000.0), rng.random_range(4..120));
    let (at, course) = (somewhere(rng, middle, 500.0), Degrees(rng.random_range(0.0..360.0)));
    let pace = [0.0, 0.5, 2.0][rng.random_range(0..3)] * 1852.0;
    track(
        mmsi,
        (0..=hours).map(f64::from).map(|hour| (from + hour * 60.0, at.towards(course, Metres(pace * hour)))),
    )
}

fn waiting(track: &Track) -> Event {
    let rest =
        Loitering { mean_speed: Knots(0.5), drift: Metres(100.0), fixes: 9, longest_silence: Span::ZERO };
    let fixes = &track.fixes;
    Event {
        finding: Finding::Loitering(rest),
        parties: Parties { a: track.hull, b: None },
        start: fixes[0].time,
        end: fixes.last().map(|fix| fix.time),
        position: fixes[fixes.len() / 2].position,
        surroundings: Surroundings::default(),
        cites: Vec::new(),
    }
}

#[test]
fn every_silence_that_leaves_time_to_visit_a_ship_that_waits_is_found_through_the_index() {
    let (mut visited, mut passed_over) = (0, 0);
    for seed in 0..200 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let seas = Seas::of(&mut rng);
        let sea = seas.sea();
        let silences = silences(&mut rng, &seas, &sea);
        let index = index(&silences, &seas.options.dark);
        for wait in waits(&seas.waits, &[], &sea) {
            let near = touching(&index, &about(wait.event.position, wait.room, wait.time));
            for (number, silence) in silences.iter().enumerate() {
                let is_visited = wait.visit(&silence.prism, &sea).is_some();
                assert!(
                    !is_visited || near.contains(&number),
                    "seed {seed}, silence {number}: {:?}",
                    wait.event
                );
                visited += usize::from(is_visited);
                passed_over += usize::from(!near.contains(&number));
            }
        }
    }
    assert!(visited > 1_500 && passed_over > 10_000, "{visited} visited, {passed_over} passed over");
}

#[test]
fn every_two_silences_that_leave_time_together_anywhere_are_found_through_the_index() {
    let (mut met, mut passed_over) = (0, 0);
    for seed in 0..100 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let seas = Seas::of(&mut rng);
        let sea = seas.sea();
        let silences = silences(&mut rng, &seas, &sea);
        let index = index(&silences, &seas.options.dark);
        for (one, silence) in silences.iter().enumerate() {
            let a = &silence.prism;
            let near = touching(&index, &a.boxes(seas.options.dark.slab));
            for (other, silence) in silences.iter().enumerate().skip(one + 1) {
                let b = &silence.prism;
                let ends = a.landmarks().into_iter().chain(b.landmarks());
                let mut places = ends.chain((0..40).map(|_| somewhere(&mut rng, a.landmarks()[1], 600.0)));
                let may_have_met = places.any(|place| {
                    let both = a.window(place).zip(b.window(place));
                    both.is_some_and(|(one, other)| one.overlap(other).is_some())
                });
                assert!(!may_have_met || near.contains(&other), "seed {seed}, silences {one} and {other}");
                met += usize::from(may_have_met);
                passed_over += usize::from(!near.contains(&other));
            }
        }
    }
    assert!(met > 1_500 && passed_over > 2_500, "{met} met, {passed_over} passed over");
}

#[test]
fn no_look_at_two_silences_promises_more_than_the_cheaper_ones_before_it() {
    let mut promised = 0;
    for seed in 0..100 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let seas = Seas::of(&mut rng);
        let sea = seas.sea();
        let silences = silences(&mut rng, &seas, &sea);
        let options = &seas.options.dark;
        for (at, one) in silences.iter().enumerate() {
            for other in
                silences[at + 1..].iter().filter(|other| !one.prism.is_open() && !other.prism.is_open())
            {
                let looks = [promise, promise_at_most].map(|look| look(&one.prism, &other.prism, options));
                let anywhere = one.agrees_at_most * other.agrees_at_most;
                assert!(looks[0] <= looks[1] && looks[1] <= anywhere, "seed {seed}: {looks:?}, {anywhere}");
                promised += usize::from(looks[0] > 0.0);
            }
        }
    }
    assert!(promised > 500, "{promised} promised");
}

/// Small worlds everywhere, as those of the oracle.
fn worlds(count: u64) -> impl Iterator<Item = (u64, Vec<Track>)> {
    (0..count).map(|seed| {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let origin = origin(&mut rng);
        (seed, crowd(&mut rng, origin))
    })
}

#[test]
fn hulls_are_joined_for_as_long_as_any_two_of_their_legs_are_within_reach() {
    let options = Options::default();
    let mut joined = 0;
    for (seed, tracks) in worlds(1_000) {
        let found = contacts(&tracks, &options);
        let mut told: Vec<_> = found
            .iter()
            .map(|contact| {
                let mut pair = [contact.a, contact.b].map(|number| tracks[number as usize].hull);
                pair.sort_unstable();
                (pair[0], pair[1], contact.within)
            })
            .collect();
        told.sort_by_key(|(a, b, within)| (*a, *b, within.start()));
        assert_eq!(told, reach_by_force(&tracks, &options.encounter), "seed {seed}");
        joined += told.len();
    }
    assert!(joined > 3_000, "{joined} contacts");
}

#[test]
fn stored_contacts_begin_and_end_where_any_two_legs_say_that_each_reach_is_entered_and_left() {
    let options = Options::default();
    let mut stored = 0;
    for (seed, tracks) in worlds(600) {
        let near = contacts(&tracks, &options);
        let all = near.iter().flat_map(|contact| reached(contact, &tracks, &CHART, &options));
        let all: Vec<_> =
            all.map(|found| (found.reach, found.event.parties, found.event.interval())).collect();
        for reach in &options.contact.reaches {
            let of_reach = all.iter().filter(|(of, ..)| of == reach);
            let mut told: Vec<_> = of_reach.map(|(_, parties, when)| (*parties, *when)).collect();
            told.sort_by_key(|(parties, when)| (parties.a, parties.b, when.start()));
            assert_eq!(told, contacts_of_reach_by_force(&tracks, *reach, &options), "seed {seed}, {reach:?}");
            stored += told.len();
        }
    }
    assert!(stored > 3_000, "{stored} contacts");
}
