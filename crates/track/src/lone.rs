//! Fixes that stand alone against those around them: places garbled on the way, before hulls are made of what one number sent.
//!
//! A garbled place contradicts what the ship said minutes before or after. Across a silence it can be reached all the same, and
//! would be taken for where she went, and all that she said next for a second ship. So what stands alone against fixes that
//! have others to agree with is looked at apart. It may still be a second ship that is heard seldom: many such agree with
//! each other.

use model::Fix;

use crate::follow::{Reach, Way};

/// So many fixes on either side are looked at (design: of two ships heard by turns the other half are hers).
const AROUND: usize = 8;
/// So many of them back a fix (design: of two that agree one bit may have gone wrong twice).
const ENOUGH: usize = 2;
/// A fix agrees with one that it misses by so much less than the one that it contradicts (design: a garbled place misses all alike).
const NEARER: f64 = 3.0;

/// The sorted fixes of a number that stand alone, and the others.
pub(crate) fn set_apart(fixes: Vec<Fix>, reach: &Reach) -> (Vec<Fix>, Vec<Fix>) {
    let mut lone = are_lone(&fixes, reach).into_iter();
    fixes.into_iter().partition(|_| lone.next().unwrap_or_default())
}

/// Whether each of the sorted fixes of a number stands alone.
pub(crate) fn are_lone(fixes: &[Fix], reach: &Reach) -> Vec<bool> {
    let mut lone = vec![false; fixes.len()];
    for at in 1..fixes.len() {
        if contradicts(fixes, at - 1, at, reach) {
            let (before, after) = (at - 1, at);
            let is_backed = [is_backed(fixes, before, after, reach), is_backed(fixes, after, before, reach)];
            lone[before] |= !is_backed[0] && is_backed[1];
            lone[after] |= is_backed[0] && !is_backed[1];
        }
    }
    lone
}

/// Whether no ship sends one of two fixes and then the other.
fn contradicts(fixes: &[Fix], one: usize, next: usize, reach: &Reach) -> bool {
    let (one, next) = (&fixes[one.min(next)], &fixes[one.max(next)]);
    Way::at_most(one.position, next.position) > reach.slack().0 && reach.dead_reckoned(one, next).is_none()
}

/// Whether any of the fixes around one agrees with it, far better than one that does not.
fn is_backed(fixes: &[Fix], at: usize, against: usize, reach: &Reach) -> bool {
    let miss = |other: usize| reach.miss(&fixes[at.min(other)], &fixes[at.max(other)]).0;
    let at_most = miss(against) / NEARER;
    let around = at.saturating_sub(AROUND)..(at + AROUND + 1).min(fixes.len());
    let agree = around.into_iter().filter(|&other| other != at && other != against && miss(other) <= at_most);
    agree.take(ENOUGH).count() == ENOUGH
}

#[cfg(test)]
mod tests {
    use model::{Degrees, Metres, MmsiKind};

    use super::*;
    use crate::SegmentOptions;
    use crate::testing::{at, hours, voyage};

    fn lone(mut fixes: Vec<Fix>) -> Vec<usize> {
        fixes.sort_by(Fix::compare);
        let lone = are_lone(&fixes, &Reach::of(MmsiKind::Ship, &SegmentOptions::default()));
        (0..fixes.len()).filter(|&at| lone[at]).collect()
    }

    /// Six hours at 12 knots, heard every six minutes but not from the third to the fifth.
    fn passage() -> Vec<Fix> {
        let mut fixes = voyage(at(37.0, 124.0), 45.0, 12.0, (0.0, 9.0), 6.0);
        fixes.retain(|fix| fix.time <= hours(3.05) || fix.time >= hours(5.95));
        fixes
    }

    fn garbled(wrong: &[usize], astray: Metres) -> Vec<Fix> {
        let mut fixes = passage();
        for &at in wrong {
            fixes[at].position = fixes[at].position.towards(Degrees(0.0), astray);
        }
        fixes
    }

    #[test]
    fn a_place_garbled_on_the_way_or_at_either_edge_of_a_silence_stands_alone() {
        assert_eq!(lone(passage()), Vec::<usize>::new());
        for wrong in [15, 30, 31, 32] {
            assert_eq!(lone(garbled(&[wrong], Metres::from_km(12.0))), [wrong]);
        }
    }

    #[test]
    fn a_bit_that_went_wrong_twice_within_the_hour_stands_alone_both_times() {
        assert_eq!(lone(garbled(&[15, 19], Metres::from_km(12.0))), [15, 19]);
    }

    #[test]
    fn a_ship_heard_by_turns_with_another_under_her_number_stands_not_alone_and_one_heard_once_among_twenty_does()
     {
        let other = |minutes| voyage(at(37.3, 124.0), 45.0, 12.0, (0.02, 3.02), minutes);
        assert_eq!(lone([passage(), other(12.0)].concat()), Vec::<usize>::new());
        assert!(!lone([passage(), other(120.0)].concat()).is_empty());
    }
}
