//! Who else lay beside two hulls while they met, from the contacts of which meetings are made: a raft of three is told three times, of
//! each two, and each says so.

use std::collections::BTreeMap;

use model::{Beside, HullId, Interval, Span, Track};

use crate::{Contact, EncounterOptions};

/// When hulls lay beside others, by hull.
pub(crate) struct Neighbours<'t> {
    tracks: &'t [Track],
    /// A hull, the other and when, both ways round and in that order.
    near: Vec<(u32, Interval, u32)>,
}

impl<'t> Neighbours<'t> {
    pub(crate) fn of(contacts: &[Contact], tracks: &'t [Track]) -> Self {
        let both_ways = |contact: &Contact| {
            [(contact.a, contact.within, contact.b), (contact.b, contact.within, contact.a)]
        };
        let mut near: Vec<_> = contacts.iter().flat_map(both_ways).collect();
        near.sort_unstable_by_key(|&(hull, when, other)| (hull, when.start(), when.end(), other));
        Self { tracks, near }
    }

    /// Who lay beside either of two hulls for long enough during a time.
    pub(crate) fn beside(&self, pair: [u32; 2], when: Interval, options: &EncounterOptions) -> Beside {
        let mut time: BTreeMap<HullId, [Span; 2]> = BTreeMap::new();
        for (side, hull) in pair.into_iter().enumerate() {
            for (shared, other) in self.shared(hull, when).filter(|(_, other)| !pair.contains(other)) {
                let sides = time.entry(self.tracks[other as usize].hull).or_default();
                sides[side] = sides[side] + shared;
            }
        }
        let lay = |span: Span| span >= options.beside_for;
        let beside = time.into_iter().map(|(hull, sides)| (hull, sides.map(lay)));
        let beside = beside.filter(|(_, sides)| sides.contains(&true));
        Beside::of(&beside.map(|(hull, sides)| (hull, sides == [true; 2])).collect::<Vec<_>>())
    }

    /// How long a hull lay beside others during a time.
    fn shared(&self, hull: u32, when: Interval) -> impl Iterator<Item = (Span, u32)> {
        let first = self.near.partition_point(|near| near.0 < hull);
        let begun =
            self.near[first..].iter().take_while(move |near| near.0 == hull && near.1.start() < when.end());
        begun.filter_map(move |(_, near, other)| Some((near.overlap(when)?.span(), *other)))
    }
}

#[cfg(test)]
mod tests {
    use model::{Encounter, Event, Finding};

    use super::*;
    use crate::world::{CHART, every, hull, lying, place, track};
    use crate::{Options, encounters};

    const ONE: u32 = 440_000_001;
    const TWO: u32 = 440_000_002;
    const THREE: u32 = 440_000_003;

    fn met(tracks: &[Track]) -> Vec<Event> {
        encounters(tracks, &CHART, &Options::default())
    }

    fn beside(event: &Event) -> Beside {
        match event.finding {
            Finding::Encounter(Encounter { beside, .. }) => beside.expect("it is told of encounters"),
            _ => panic!("not an encounter"),
        }
    }

    fn at(mmsi: u32, east: f64) -> Track {
        lying(mmsi, place(0.0, east), 0.0, 600.0)
    }

    #[test]
    fn each_two_of_a_raft_of_three_name_the_third_beside_both() {
        let found = met(&[at(ONE, 0.0), at(TWO, 40.0), at(THREE, 80.0)]);
        let third = |one, other| Beside::of(&[(hull(ONE + TWO + THREE - one - other), true)]);
        for event in &found {
            let [one, other] = [event.parties.a, event.parties.b.unwrap()].map(|hull| hull.mmsi.get());
            assert_eq!(beside(event), third(one, other), "{event:?}");
        }
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn two_alone_have_nobody_beside_them_nor_if_a_third_lies_800_m_off() {
        for third in [800.0, 5_000.0] {
            let found = met(&[at(ONE, 0.0), at(TWO, -40.0), at(THREE, third)]);
            assert_eq!(beside(&found[0]), Beside::default(), "{third} m");
        }
    }

    #[test]
    fn the_last_of_a_row_lies_beside_one_of_the_two() {
        let found = met(&[at(ONE, 0.0), at(TWO, 450.0), at(THREE, 900.0)]);
        let pair = found.iter().find(|event| event.parties.a == hull(ONE)).unwrap();
        assert_eq!((beside(pair).either, beside(pair).both), (1, 0));
        assert_eq!(beside(pair).hulls().collect::<Vec<_>>(), [hull(THREE)]);
    }

    #[test]
    fn a_pilot_boat_alongside_for_twenty_minutes_is_not_beside_and_a_barge_for_forty_is() {
        let visit = |minutes: f64| {
            let east = move |at: f64| if (200.0..=200.0 + minutes).contains(&at) { 60.0 } else { 3_000.0 };
            let boat = track(THREE, every(1.0, 0.0, 600.0).map(|at| (at, place(0.0, east(at)))));
            let found = met(&[at(ONE, 0.0), at(TWO, 40.0), boat]);
            beside(&found[0]).either
        };
        assert_eq!((visit(20.0), visit(40.0)), (0, 1));
    }
}
