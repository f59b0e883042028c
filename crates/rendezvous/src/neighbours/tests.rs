//! Counts of neighbours, beside those made one by one.

use model::Reception;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::oracle::others_near;
use crate::world::{CHART, minute, place, track};

/// Ships that come and go in a roads and are each heard now and then, for an hour or two.
fn roads(rng: &mut ChaCha8Rng, ships: u32) -> Vec<Track> {
    let ship = |number: u32| {
        let mut minutes: Vec<f64> =
            (0..rng.random_range(1..12)).map(|_| rng.random_range(0.0..150.0)).collect();
        minutes.sort_by(f64::total_cmp);
        let fixes = minutes
            .into_iter()
            .map(|minute| (minute, place(rng.random_range(0.0..5_000.0), rng.random_range(0.0..5_000.0))));
        track(440_000_001 + number, fixes.collect::<Vec<_>>())
    };
    (0..ships).map(ship).collect()
}

#[test]
fn a_crowd_that_falls_silent_in_one_roads_has_each_of_its_neighbours_counted_once() {
    let options = Options::default();
    for seed in 0..8 {
        let tracks = roads(&mut ChaCha8Rng::seed_from_u64(seed), 150);
        let silent = |track| crate::gaps(track, minute(1_440.0), &Reception::default(), &CHART, &options);
        let mut events: Vec<Event> = tracks.iter().flat_map(silent).collect();
        // Its beginning is the middle of it, as it counts for a silence.
        events.iter_mut().for_each(|event| event.end = Some(event.start));
        count_neighbours(&mut events, &tracks, &options);
        let counted: Vec<u32> = events.iter().map(|event| event.surroundings.others_near).collect();
        let one_by_one: Vec<u32> = events.iter().map(|event| others_near(event, &tracks, &options)).collect();
        assert_eq!(counted, one_by_one, "seed {seed}");
        assert!(counted.iter().max() > Some(&10), "{counted:?}");
    }
}

#[test]
fn hulls_looked_at_in_parts_are_counted_as_all_at_once() {
    let options = Options::default();
    let tracks = roads(&mut ChaCha8Rng::seed_from_u64(8), 150);
    let silent = |track| crate::gaps(track, minute(1_440.0), &Reception::default(), &CHART, &options);
    let mut at_once: Vec<Event> = tracks.iter().flat_map(silent).collect();
    let mut in_parts = at_once.clone();
    count_neighbours(&mut at_once, &tracks, &options);
    let neighbourhoods = Neighbourhoods::of(&in_parts, &options);
    let parts = tracks.chunks(40).map(|part| neighbourhoods.seen(part));
    let seen = parts.reduce(|seen, part| seen.with(&part)).unwrap();
    neighbourhoods.tell(&seen, &mut in_parts, &tracks);
    assert_eq!(in_parts, at_once);
    assert!(at_once.iter().any(|event| event.surroundings.others_near > 10));
}
