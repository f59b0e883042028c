//! Which of the meetings that silences allow truly were.

use std::collections::BTreeSet;

use model::{Interval, Mmsi};
use rendezvous::{MeetingKind, Party, PossibleMeeting};
use simulator::truth::Truth;

use crate::dark::is_transfer;

/// Whether each of some meetings was: of two hulls that were heard, whether they truly lay together for a transfer in its time; of one
/// with a partner that is never heard, whether it met somebody unheard then, and none of those with whom its wait allows a meeting.
pub fn were_meetings(meetings: &[PossibleMeeting], truth: &Truth) -> Vec<bool> {
    let transfers = truth.encounters.iter().filter(|row| is_transfer(row));
    let transfers = transfers.map(|row| ([row.mmsi_a, row.mmsi_b], Interval::between(row.start, row.end)));
    let unheard = truth.dark_rendezvous.iter().map(|row| ([row.mmsi_a, row.mmsi_b], row.interval()));
    let unheard: Vec<Met> = unheard.collect();
    let all: Vec<Met> = transfers.chain(unheard.iter().copied()).collect();
    let were_of_two = |meeting: &PossibleMeeting| {
        let (one, Some(other)) = meeting.hulls else { return false };
        all.iter().any(|met| names(met, one.mmsi) && names(met, other.mmsi) && is_then(met, meeting))
    };
    let mut were: Vec<bool> = meetings.iter().map(were_of_two).collect();
    let of_two = meetings.iter().zip(&were).filter(|(_, was)| **was);
    let known: BTreeSet<Party> = of_two.flat_map(|(meeting, _)| meeting.parties).flatten().collect();
    for (meeting, was) in meetings.iter().zip(&mut were) {
        let is_explained = || meeting.parties.iter().flatten().any(|party| known.contains(party));
        let met_somebody =
            || unheard.iter().any(|met| names(met, meeting.hulls.0.mmsi) && is_then(met, meeting));
        *was |= meeting.facts.kind == MeetingKind::NeverHeard && !is_explained() && met_somebody();
    }
    were
}

/// Two hulls, by their numbers if they broadcast any, and when they lay together.
type Met = ([Option<Mmsi>; 2], Interval);

fn names((numbers, _): &Met, mmsi: Mmsi) -> bool {
    numbers.contains(&Some(mmsi))
}

fn is_then((_, when): &Met, meeting: &PossibleMeeting) -> bool {
    when.overlap(meeting.when).is_some()
}

#[cfg(test)]
mod tests {
    use model::{HullId, Timestamp};
    use rendezvous::{MeetingFacts, PossibleMeeting};
    use simulator::truth::{DarkRendezvousRow, DarkSide, EncounterRow};

    use super::*;

    fn hours(from: i64, to: i64) -> Interval {
        let at = |hour| Timestamp::from_ms(hour * 3_600_000).unwrap();
        Interval::between(at(from), at(to))
    }

    fn ship(number: u32) -> Mmsi {
        Mmsi::try_from(number).unwrap()
    }

    fn meeting(
        one: u32,
        other: Option<u32>,
        parties: [Option<Party>; 2],
        kind: MeetingKind,
    ) -> PossibleMeeting {
        let hull = |number| HullId { mmsi: ship(number), part: 0 };
        PossibleMeeting {
            hulls: (hull(one), other.map(hull)),
            when: hours(8, 12),
            parties,
            facts: MeetingFacts::of(kind),
        }
    }

    fn with_silent(wait: u32, one: u32, other: u32) -> PossibleMeeting {
        let parties = [Some(Party::Wait(wait)), Some(Party::Silence(other))];
        meeting(one, Some(other), parties, MeetingKind::WaitingAndSilent)
    }

    fn alone(wait: u32, one: u32) -> PossibleMeeting {
        meeting(one, None, [Some(Party::Wait(wait)), None], MeetingKind::NeverHeard)
    }

    fn unheard(one: u32, other: Option<u32>, when: Interval) -> DarkRendezvousRow {
        DarkRendezvousRow {
            hull_a: one,
            hull_b: 99,
            mmsi_a: Some(ship(one)),
            mmsi_b: other.map(ship),
            start: when.start(),
            end: when.end(),
            lat: 30.0,
            lon: 124.0,
            dark: DarkSide::One,
        }
    }

    #[test]
    fn two_that_met_were_one_with_another_was_not_and_one_with_nobody_heard_was_only_where_that_explains_it()
    {
        let dark_rendezvous = vec![
            unheard(1, Some(2), hours(10, 14)),
            unheard(3, None, hours(9, 10)),
            unheard(5, None, hours(20, 24)),
        ];
        let truth = Truth { dark_rendezvous, ..Truth::default() };
        let meetings = [
            with_silent(0, 1, 2),
            with_silent(0, 1, 4),
            alone(0, 1),
            alone(1, 3),
            with_silent(1, 3, 2),
            alone(2, 5),
        ];
        assert_eq!(were_meetings(&meetings, &truth), [true, false, false, true, false, false]);
    }

    #[test]
    fn a_transfer_that_reception_hid_was_a_meeting_and_neighbours_at_anchor_had_none() {
        let beside = |context: &str| EncounterRow {
            encounter_id: 1,
            hull_a: 1,
            hull_b: 2,
            mmsi_a: Some(ship(1)),
            mmsi_b: Some(ship(2)),
            start: hours(8, 9).start(),
            end: hours(8, 9).end(),
            lat: 30.0,
            lon: 124.0,
            min_distance_m: 20.0,
            fixes_a: 4,
            fixes_b: 0,
            context: context.to_owned(),
        };
        let were = |context| {
            let truth = Truth { encounters: vec![beside(context)], ..Truth::default() };
            were_meetings(&[with_silent(0, 1, 2)], &truth)
        };
        assert_eq!((were("bunkering"), were("anchorage")), (vec![true], vec![false]));
    }
}
