//! Archives in which a share of the position reports came over with one bit wrong and the checksum right: every ship stays one
//! hull, and what was garbled is in doubt. What it printed last stands in `docs/src/accuracy.md`.

#![expect(clippy::print_stdout, reason = "tests tell what they measured")]

mod garble;
mod sea;

use std::collections::BTreeMap;

use darkwake_track::{Options, Tracked, build};
use garble::{Bits, Heard, MESSAGE, MESSAGE_AND_STAMP, garbled};
use model::{Fix, Metres};
use sea::{Dice, Ship, heard};

/// What became of many ships of which a share of the reports was garbled.
#[derive(Debug, Default)]
struct Measured {
    ships: usize,
    /// Of these, the ones that became several hulls.
    split: usize,
    fixes: usize,
    /// Farther than [`NEAR`] from where the ship was.
    wrong: usize,
    /// Of these, on a track.
    believed: usize,
    /// Of the others, on none, or on that of a second hull.
    doubted: usize,
}

/// So near a place is the ship's own (the slack of the segmenter).
const NEAR: Metres = Metres(1_000.0);

fn measure(ship: Ship, fields: &[Bits], share: f64, ships: u64) -> Measured {
    let mut measured = Measured::default();
    for seed in 0..ships {
        let mut dice = Dice::of(seed);
        let all = garbled(&heard(ship, &mut dice), fields, share, &mut dice);
        let tracked = build(all.iter().map(|heard| heard.fix).collect(), Vec::new(), &Options::default());
        measured.add(&all, &tracked);
    }
    println!("{ship:?}, a share of {share} garbled: {measured:?}");
    measured
}

impl Measured {
    fn add(&mut self, all: &[Heard], tracked: &Tracked) {
        let is_wrong: BTreeMap<_, bool> =
            all.iter().map(|heard| (heard.fix.location, heard.off.0 > NEAR.0)).collect();
        let largest = tracked.tracks.iter().max_by_key(|track| track.fixes.len());
        let wrong = |fix: &&Fix| is_wrong[&fix.location];
        let believed = tracked.tracks.iter().flat_map(|track| &track.fixes).filter(wrong).count();
        let own = largest.map_or(0, |track| track.fixes.iter().filter(|fix| !wrong(fix)).count());
        let wrong = is_wrong.values().filter(|wrong| **wrong).count();
        self.ships += 1;
        self.split += usize::from(tracked.tracks.len() > 1);
        self.fixes += all.len();
        self.wrong += wrong;
        self.believed += believed;
        self.doubted += all.len() - wrong - own - tracked.copies.len();
    }
}

#[test]
fn of_ships_of_which_one_report_in_a_hundred_is_garbled_each_is_one_hull_and_what_was_garbled_is_doubted() {
    for ship in [Ship::Moored, Ship::Trading, Ship::UnderWay] {
        for (fields, doubted_at_most) in [(MESSAGE, 0), (MESSAGE_AND_STAMP, 5_000)] {
            let Measured { split, wrong, believed, doubted, .. } = measure(ship, fields, 0.01, 60);
            assert_eq!(split, 0, "{ship:?}");
            assert!(doubted <= doubted_at_most, "{ship:?}: {doubted}");
            assert!(wrong > 500 && believed * 6 < wrong, "{ship:?}: {believed} of {wrong}");
        }
    }
}

#[test]
fn of_ships_of_which_one_report_in_twenty_is_garbled_one_in_fifty_at_most_is_more_than_one_hull() {
    for ship in [Ship::Moored, Ship::Trading, Ship::UnderWay] {
        let Measured { ships, fixes, split, wrong, believed, doubted } = measure(ship, MESSAGE, 0.05, 100);
        assert!(split * 50 <= ships, "{ship:?}: {split}");
        assert!(believed * 6 < wrong, "{ship:?}: {believed} of {wrong}");
        assert!(doubted * 50 < fixes, "{ship:?}: {doubted} of {fixes}");
    }
}

#[test]
fn ships_that_nothing_garbles_are_believed_to_the_last_fix() {
    for ship in [Ship::Moored, Ship::Trading, Ship::UnderWay] {
        let Measured { split, wrong, doubted, .. } = measure(ship, MESSAGE, 0.0, 30);
        assert_eq!((split, wrong, doubted), (0, 0, 0), "{ship:?}");
    }
}
