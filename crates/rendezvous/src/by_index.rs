//! The spatial index over prisms against brute force: whoever could have met by `visit` or `together` is found through the tree of their
//! boxes; and contacts, joined and stored, against every leg with every other.

use model::{
    Degrees, Event, Finding, Interval, Knots, Loitering, Metres, Parties, Position, Span, Surroundings, Track,
};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::crossing::{index, touching};
use crate::oracle::{contacts_of_reach_by_force, origin, reach_by_force};
use crate::overlap::together;
use crate::prism::{Prism, standing};
use crate::silence::Silence;
use crate::wait::visit;
use crate::world::{CHART, crowd, hull, minute, track};
use crate::{DarkOptions, Options, contacts, reached};

/// Some silences of ships within a few hundred kilometres, and some waits among them.
struct Seas {
    silences: Vec<(Event, Prism)>,
    waits: Vec<Event>,
}

impl Seas {
    fn of(rng: &mut ChaCha8Rng, options: &DarkOptions) -> Self {
        let lat = [0.0, 36.0, -62.0, 71.0][rng.random_range(0..4)];
        let lon = [124.0, 179.9, -179.9, 0.0][rng.random_range(0..4)];
        let middle = Position::from_degrees(Degrees(lat), Degrees(lon)).unwrap();
        let silences = (0..20).map(|number| silence(rng, number, middle, options)).collect();
        let waits = (0..10).map(|number| wait(rng, number, middle)).collect();
        Self { silences, waits }
    }

    fn silences(&self) -> Vec<Silence<'_>> {
        let silences = self.silences.iter();
        silences.map(|(event, prism)| Silence { event, prism: *prism, likelihood: 1.0 }).collect()
    }
}

fn somewhere(rng: &mut ChaCha8Rng, from: Position, km: f64) -> Position {
    from.towards(Degrees(rng.random_range(0.0..360.0)), Metres::from_km(rng.random_range(0.0..km)))
}

/// A ship that falls silent and is mostly heard again, as far off as it can have sailed or not so far.
fn silence(rng: &mut ChaCha8Rng, number: u32, middle: Position, options: &DarkOptions) -> (Event, Prism) {
    let (from, hours) = (rng.random_range(0.0..4_000.0), rng.random_range(2.0..48.0));
    let off = somewhere(rng, middle, 400.0);
    let on = somewhere(rng, off, hours * 12.0 * 1.852);
    let ends = track(440_000_100 + number, [(from, off), (from + hours * 60.0, on)]);
    let is_heard_again = rng.random_bool(0.8);
    let (last, next) = (&ends.fixes[0], is_heard_again.then_some(&ends.fixes[1]));
    let prism = Prism::between(ends.hull, last, next, minute(from + 48.0 * 60.0), options);
    (waiting(440_000_100 + number, off, prism.silence), prism)
}

fn wait(rng: &mut ChaCha8Rng, number: u32, middle: Position) -> Event {
    let (from, hours) = (rng.random_range(0.0..4_000.0), rng.random_range(4.0..30.0));
    let when = Interval::between(minute(from), minute(from + hours * 60.0));
    waiting(440_000_200 + number, somewhere(rng, middle, 500.0), when)
}

fn waiting(mmsi: u32, position: Position, when: Interval) -> Event {
    let rest =
        Loitering { mean_speed: Knots(0.5), drift: Metres(100.0), fixes: 9, longest_silence: Span::ZERO };
    Event {
        finding: Finding::Loitering(rest),
        parties: Parties { a: hull(mmsi), b: None },
        start: when.start(),
        end: Some(when.end()),
        position,
        surroundings: Surroundings::default(),
        cites: Vec::new(),
    }
}

#[test]
fn every_silence_that_leaves_time_to_visit_a_ship_that_waits_is_found_through_the_index() {
    let options = DarkOptions::default();
    let (mut visited, mut passed_over) = (0, 0);
    for seed in 0..400 {
        let seas = Seas::of(&mut ChaCha8Rng::seed_from_u64(seed), &options);
        let silences = seas.silences();
        let index = index(&silences, &options);
        for wait in &seas.waits {
            let near = touching(&index, &[standing(wait.position, wait.interval())]);
            for (number, silence) in silences.iter().enumerate() {
                let is_visited = visit(wait, &silence.prism).is_some();
                assert!(!is_visited || near.contains(&number), "seed {seed}, silence {number}: {wait:?}");
                visited += usize::from(is_visited);
                passed_over += usize::from(!near.contains(&number));
            }
        }
    }
    assert!(visited > 3_000 && passed_over > 20_000, "{visited} visited, {passed_over} passed over");
}

#[test]
fn every_two_silences_that_leave_time_together_anywhere_are_found_through_the_index() {
    let options = DarkOptions::default();
    let (mut met, mut passed_over) = (0, 0);
    for seed in 0..200 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let seas = Seas::of(&mut rng, &options);
        let silences = seas.silences();
        let index = index(&silences, &options);
        for (one, silence) in silences.iter().enumerate() {
            let a = &silence.prism;
            let near = touching(&index, &a.boxes(options.slab));
            for (other, silence) in silences.iter().enumerate().skip(one + 1) {
                let b = &silence.prism;
                let ends = a.landmarks().into_iter().chain(b.landmarks());
                let far = (0..40).map(|_| somewhere(&mut rng, a.landmarks()[1], 600.0));
                let may_have_met = ends.chain(far).any(|place| together(a, b, place, &options).is_some());
                assert!(!may_have_met || near.contains(&other), "seed {seed}, silences {one} and {other}");
                met += usize::from(may_have_met);
                passed_over += usize::from(!near.contains(&other));
            }
        }
    }
    assert!(met > 3_000 && passed_over > 5_000, "{met} met, {passed_over} passed over");
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
