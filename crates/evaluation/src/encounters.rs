//! How well encounters were found: recall by how often the ships were heard, precision, and agreement in time.

use std::collections::{BTreeMap, BTreeSet};

use model::{Interval, Mmsi};

/// Two numbers that met, the lower first, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Meeting {
    /// The two numbers, the lower first.
    pub pair: (Mmsi, Mmsi),
    /// When they were together.
    pub when: Interval,
    /// How many fixes of the less-heard ship were received meanwhile; 0 where nobody counted.
    pub fixes: u32,
}

/// Recall of the true meetings in which each ship was heard at least `low` and at most `high` times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeardBand {
    /// Fewest fixes of the less-heard ship.
    pub low: u32,
    /// Most fixes of the less-heard ship.
    pub high: u32,
}

/// How found encounters compare with true ones.
#[derive(Debug, Clone, PartialEq)]
pub struct Encounters {
    /// For each true meeting its overlap in time with its best match (intersection over union), 0 if not found.
    overlaps: Vec<(Meeting, f64)>,
    /// Found encounters, and how many of them are of a true meeting.
    pub found: usize,
    /// Found encounters that are the best match of a true meeting.
    pub right: usize,
    /// Found encounters that are of a true meeting, but not its best match: the same meeting in pieces.
    pub pieces: usize,
}

/// Compares found encounters with true meetings of the same pair that overlap in time.
pub(crate) fn compare(found: &[Meeting], truth: &[Meeting]) -> Encounters {
    let mut by_pair: BTreeMap<(Mmsi, Mmsi), Vec<usize>> = BTreeMap::new();
    for (at, meeting) in found.iter().enumerate() {
        by_pair.entry(meeting.pair).or_default().push(at);
    }
    let (mut overlaps, mut right, mut touching) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for meeting in truth {
        let of_pair = by_pair.get(&meeting.pair).into_iter().flatten();
        let matches = of_pair.map(|&at| (intersection_over_union(found[at].when, meeting.when), at));
        let matches: Vec<(f64, usize)> = matches.filter(|(overlap, _)| *overlap > 0.0).collect();
        let best = matches.iter().copied().max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        touching.extend(matches.iter().map(|&(_, at)| at));
        right.extend(best.map(|(_, at)| at));
        overlaps.push((*meeting, best.map_or(0.0, |(overlap, _)| overlap)));
    }
    let pieces = touching.difference(&right).count();
    Encounters { overlaps, found: found.len(), right: right.len(), pieces }
}

impl HeardBand {
    /// Ten fixes of each ship or more.
    pub const TEN_OR_MORE: Self = Self { low: 10, high: u32::MAX };
    /// Ten to 29 fixes of the less-heard ship.
    pub const TEN_TO_29: Self = Self { low: 10, high: 29 };
    /// Thirty fixes of each ship or more.
    pub const THIRTY_OR_MORE: Self = Self { low: 30, high: u32::MAX };

    const fn holds(self, meeting: &Meeting) -> bool {
        self.low <= meeting.fixes && meeting.fixes <= self.high
    }
}

impl Encounters {
    /// The share of true meetings in a band that were found, and how many there are; 1 where there are none.
    pub fn recall(&self, band: HeardBand) -> (f64, usize) {
        let of_band = || self.overlaps.iter().filter(|(meeting, _)| band.holds(meeting));
        let (all, hit) = (of_band().count(), of_band().filter(|(_, overlap)| *overlap > 0.0).count());
        (if all == 0 { 1.0 } else { hit as f64 / all as f64 }, all)
    }

    /// The share of found encounters that are of a true meeting, pieces of one counting as right once.
    pub fn precision(&self) -> f64 {
        if self.found == 0 { 1.0 } else { self.right as f64 / self.found as f64 }
    }

    /// The median agreement in time (intersection over union) of the found meetings in a band.
    pub fn median_overlap(&self, band: HeardBand) -> Option<f64> {
        let of_band = self.overlaps.iter().filter(|(meeting, overlap)| band.holds(meeting) && *overlap > 0.0);
        let mut overlaps: Vec<f64> = of_band.map(|(_, overlap)| *overlap).collect();
        overlaps.sort_by(f64::total_cmp);
        overlaps.get(overlaps.len() / 2).copied()
    }

    /// True meetings that were not found, in their order.
    pub fn missed(&self, band: HeardBand) -> impl Iterator<Item = &Meeting> {
        let of_band = self.overlaps.iter().filter(move |(meeting, _)| band.holds(meeting));
        of_band.filter(|(_, overlap)| *overlap == 0.0).map(|(meeting, _)| meeting)
    }
}

fn intersection_over_union(one: Interval, other: Interval) -> f64 {
    let Some(shared) = one.overlap(other) else { return 0.0 };
    let union = one.end().max(other.end()) - one.start().min(other.start());
    if union.ms() == 0 { 1.0 } else { shared.span().secs() / union.secs() }
}

#[cfg(test)]
mod tests {
    use model::Timestamp;

    use super::*;

    fn meeting(pair: (u32, u32), from_min: i64, to_min: i64, fixes: u32) -> Meeting {
        let at = |minute| Timestamp::from_ms(minute * 60_000).unwrap();
        let ship = |number| Mmsi::try_from(number).unwrap();
        Meeting {
            pair: (ship(pair.0), ship(pair.1)),
            when: Interval::between(at(from_min), at(to_min)),
            fixes,
        }
    }

    #[test]
    fn a_meeting_found_in_two_pieces_is_right_once() {
        let truth = [meeting((1, 2), 0, 400, 40)];
        let found = [meeting((1, 2), 0, 150, 0), meeting((1, 2), 200, 400, 0)];
        let graded = compare(&found, &truth);
        assert_eq!((graded.right, graded.pieces, graded.found), (1, 1, 2));
        assert!((graded.precision() - 0.5).abs() < 1e-12);
        assert_eq!(graded.median_overlap(HeardBand::THIRTY_OR_MORE), Some(0.5));
    }

    #[test]
    fn two_meetings_told_as_one_are_one_right_encounter() {
        let truth = [meeting((1, 2), 0, 150, 40), meeting((1, 2), 200, 400, 40)];
        let graded = compare(&[meeting((1, 2), 0, 400, 0)], &truth);
        assert_eq!((graded.right, graded.pieces, graded.recall(HeardBand::TEN_OR_MORE)), (1, 0, (1.0, 2)));
    }

    #[test]
    fn the_right_pair_on_another_day_is_a_miss() {
        let graded = compare(&[meeting((1, 2), 2000, 2200, 0)], &[meeting((1, 2), 0, 400, 12)]);
        assert_eq!(graded.recall(HeardBand::TEN_OR_MORE), (0.0, 1));
        assert_eq!(graded.missed(HeardBand::TEN_OR_MORE).count(), 1);
    }

    #[test]
    fn ships_heard_nine_times_are_not_held_against_anyone() {
        let graded = compare(&[], &[meeting((1, 2), 0, 400, 9)]);
        assert_eq!(graded.recall(HeardBand::TEN_OR_MORE), (1.0, 0));
    }
}
