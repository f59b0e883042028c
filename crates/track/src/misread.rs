//! Numbers that nobody sent: those of ships heard at the same places, of which a bit or two came over wrong though the checksum is
//! right.
//!
//! A misread line puts a ship where she is, under a number of nobody. Two of them would be a hull, that lies beside her or goes on
//! under her number. They are told by the number, by the places, and by that hardly anything was ever heard of it: ships of one fleet
//! have numbers as near to each other, but they are heard as often and say their names.

use std::collections::{BTreeMap, BTreeSet};

use model::{Doubt, DoubtfulFix, Fix, Fleet, Mmsi, Span, Track};

use crate::follow::Reach;
use crate::{MisreadOptions, SegmentOptions};

/// Bits of a number (ITU-R M.1371-5, message 1).
const BITS: u32 = 30;

/// Sets the fixes of a fleet aside of which the number is that of a ship at the same place, misread.
pub fn doubt_misread(fleet: &mut Fleet, options: &MisreadOptions) {
    let ships = Ships::of(fleet);
    let is_silent = |mmsi: &Mmsi| !ships.speaking.contains(mmsi);
    let misread: BTreeSet<Mmsi> = ships
        .tracks
        .keys()
        .copied()
        .filter(is_silent)
        .filter(|&mmsi| ships.is_misread(mmsi, options))
        .collect();
    for track in fleet.tracks.iter_mut().filter(|track| misread.contains(&track.hull.mmsi)) {
        let fixes = std::mem::take(&mut track.fixes);
        let misread = fixes.iter().map(|&fix| DoubtfulFix { fix, doubt: Doubt::Misread });
        track.doubtful.to_mut().extend(misread);
        track.doubtful.to_mut().sort_by(|one, other| one.fix.compare(&other.fix));
    }
}

/// All ships by their numbers.
struct Ships<'a> {
    tracks: BTreeMap<Mmsi, &'a [Track]>,
    /// Those that said anything of themselves.
    speaking: BTreeSet<Mmsi>,
}

impl<'a> Ships<'a> {
    fn of(fleet: &'a Fleet) -> Self {
        let numbers = fleet.tracks.chunk_by(|one, other| one.hull.mmsi == other.hull.mmsi);
        let speaking = fleet.vessels.iter().filter(|vessel| !vessel.timeline.is_empty());
        Self {
            tracks: numbers.map(|tracks| (tracks[0].hull.mmsi, tracks)).collect(),
            speaking: speaking.map(|vessel| vessel.hull.mmsi).collect(),
        }
    }

    /// Whether every fix of a number is one of a ship whose number is nearly the same and that is heard far more often.
    fn is_misread(&self, mmsi: Mmsi, options: &MisreadOptions) -> bool {
        let fixes: Vec<&Fix> = self.tracks[&mmsi].iter().flat_map(|track| &track.fixes).collect();
        let at_least = options.oftener(fixes.len());
        let like = nearly(mmsi).filter_map(|other| self.tracks.get(&other)).copied().flatten();
        let is_known = |ship: &&Track| ship.fixes.len() >= at_least && heard_for(ship) >= options.heard_for;
        let ships: Vec<&Track> = like.filter(is_known).collect();
        let is_of_any = |fix: &&Fix| ships.iter().any(|ship| is_of(ship, fix, options));
        !fixes.is_empty() && fixes.iter().all(is_of_any)
    }
}

/// From the first fix of a track to its last.
fn heard_for(ship: &Track) -> Span {
    match &ship.fixes[..] {
        [first, .., last] => last.time - first.time,
        _ => Span::ZERO,
    }
}

/// The numbers that differ from one in a bit or two.
fn nearly(mmsi: Mmsi) -> impl Iterator<Item = Mmsi> {
    let wrong = (0..BITS).flat_map(|one| (one..BITS).map(move |other| 1 << one | 1 << other));
    wrong.filter_map(move |bits: u32| Mmsi::try_from(mmsi.get() ^ bits).ok())
}

/// Whether a ship was where a fix says: where she was bound for from the fix before it, or came from to the one after it.
fn is_of(ship: &Track, fix: &Fix, options: &MisreadOptions) -> bool {
    let reach = Reach::of(
        fix.mmsi.kind(),
        &SegmentOptions { reckon_within: options.within, ..SegmentOptions::default() },
    );
    let next = ship.fixes.partition_point(|own| own.time < fix.time);
    let is_near = |one: &Fix, next: &Fix| {
        let astray_at_most =
            options.slack.0 + options.reckoned_within * one.position.distance(next.position).0;
        next.time - one.time <= options.within && reach.miss(one, next).0 <= astray_at_most
    };
    let before = next.checked_sub(1).map(|before| &ship.fixes[before]);
    before.is_some_and(|before| is_near(before, fix))
        || ship.fixes.get(next).is_some_and(|after| is_near(fix, after))
}

#[cfg(test)]
mod tests {
    use model::{Degrees, Metres, StaticReport};

    use super::*;
    use crate::testing::{at, mmsi, says, voyage};
    use crate::{IdentityChangeOptions, Options, build, identity_changes};

    const SHIP: u32 = 440_123_456;

    fn fleet(numbers: Vec<(Vec<Fix>, Vec<StaticReport>)>) -> Fleet {
        let mut fleet = Fleet::default();
        for (fixes, said) in numbers {
            let tracked = build(fixes, said, &Options::default());
            fleet.tracks.extend(tracked.tracks);
            fleet.vessels.extend(tracked.vessels);
        }
        fleet.tracks.sort_by_key(|track| track.hull);
        fleet.vessels.sort_by_key(|vessel| vessel.hull);
        fleet
    }

    fn under(number: u32, fixes: Vec<Fix>) -> Vec<Fix> {
        fixes.into_iter().map(|fix| Fix { mmsi: mmsi(number), ..fix }).collect()
    }

    fn passage() -> Vec<Fix> {
        under(SHIP, voyage(at(35.0, 124.0), 90.0, 12.0, (0.0, 12.0), 6.0))
    }

    /// The passage, of which a few fixes came over under another number; they lie so far aside.
    fn with_a_few_under(number: u32, aside: Metres) -> Fleet {
        let mut own = passage();
        let taken: Vec<Fix> = own.extract_if(60..62, |_| true).collect();
        let aside = |fix: Fix| Fix { position: fix.position.towards(Degrees(0.0), aside), ..fix };
        fleet(vec![(own, vec![]), (under(number, taken.into_iter().map(aside).collect()), vec![])])
    }

    fn misread(mut fleet: Fleet) -> usize {
        doubt_misread(&mut fleet, &MisreadOptions::default());
        fleet.tracks.iter().flat_map(|track| &track.doubtful).filter(|it| it.doubt == Doubt::Misread).count()
    }

    #[test]
    fn two_lines_of_a_ship_with_a_bit_or_two_of_her_number_wrong_are_misread_and_three_bits_are_another_number()
     {
        for (wrong, count) in [(1 << 3, 2), (1 << 20 | 1 << 2, 2), (1 << 20 | 1 << 12 | 1 << 2, 0)] {
            assert_eq!(misread(with_a_few_under(SHIP ^ wrong, Metres(0.0))), count, "{wrong}");
        }
    }

    #[test]
    fn a_ship_five_miles_off_whose_number_is_nearly_the_same_is_another_ship() {
        assert_eq!(misread(with_a_few_under(SHIP ^ 1, Metres(9_260.0))), 0);
    }

    #[test]
    fn a_sister_ship_at_the_same_place_that_says_her_name_or_is_heard_as_often_is_another_ship() {
        let sister = |fixes: Vec<Fix>, said| fleet(vec![(passage(), vec![]), (under(SHIP ^ 1, fixes), said)]);
        let name = StaticReport { mmsi: mmsi(SHIP ^ 1), name: Some("SISTER".into()), ..says(6.0) };
        assert_eq!(misread(sister(passage()[60..62].to_vec(), vec![name])), 0);
        assert_eq!(misread(sister(passage(), vec![])), 0);
        assert_eq!(misread(sister(passage()[60..62].to_vec(), vec![])), 2);
    }

    #[test]
    fn a_sister_ship_that_was_heard_seldom_but_for_days_is_no_misreading() {
        let days = under(SHIP, voyage(at(35.0, 124.0), 90.0, 0.1, (0.0, 120.0), 5.0));
        let sister = |count| {
            let now_and_then: Vec<Fix> = days.iter().skip(7).step_by(13).take(count).copied().collect();
            let heard = vec![(days.clone(), vec![]), (under(SHIP ^ 1, now_and_then), vec![])];
            misread(fleet(heard))
        };
        assert_eq!(sister(2), 2);
        assert_eq!(sister(110), 0, "no bit goes wrong in the same way so often");
    }

    #[test]
    fn in_minutes_nothing_is_told_of_a_number_that_was_heard_once() {
        let minutes = under(SHIP, voyage(at(35.0, 124.0), 90.0, 12.0, (0.0, 1.0), 1.0));
        let sister = under(SHIP ^ 1, minutes[30..31].to_vec());
        assert_eq!(misread(fleet(vec![(minutes, vec![]), (sister, vec![])])), 0);
    }

    #[test]
    fn a_misread_number_is_no_change_of_number() {
        let options = IdentityChangeOptions::default();
        let mut own = passage();
        own.truncate(62);
        let taken: Vec<Fix> = own.split_off(60);
        let mut heard = fleet(vec![(own, vec![]), (under(SHIP ^ 1, taken), vec![])]);
        assert_eq!(identity_changes(&heard, &[], &options).len(), 1);
        doubt_misread(&mut heard, &MisreadOptions::default());
        assert_eq!(identity_changes(&heard, &[], &options).len(), 0);
    }
}
