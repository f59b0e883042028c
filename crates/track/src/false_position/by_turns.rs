//! Second hulls of a number that are none: false places of the largest, where it was heard by turns.

use model::Fix;

use crate::FalsePositionOptions;
use crate::follow::Reach;

/// The hulls of a number, and those that are no second ships but false places of the largest.
pub(crate) fn told_apart(
    fixes: &[Fix],
    hulls: Vec<Vec<usize>>,
    reach: &Reach,
    options: &FalsePositionOptions,
) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
    let largest = hulls.iter().max_by_key(|hull| hull.len()).cloned();
    let Some(largest) = largest.filter(|_| !super::is_of_many(fixes)) else {
        return (hulls, Vec::new());
    };
    hulls.into_iter().partition(|hull| !is_false(fixes, &largest, hull, reach, options))
}

/// Whether the fixes of the smaller of two hulls, by their place in those of the number, are false places of the larger:
/// heard by turns, with a leap at every turn.
fn is_false(
    fixes: &[Fix],
    larger: &[usize],
    smaller: &[usize],
    reach: &Reach,
    options: &FalsePositionOptions,
) -> bool {
    let mut turns = 0;
    let mut rest = smaller;
    while let Some(&first) = rest.first() {
        let next = larger.partition_point(|&at| at < first);
        let (Some(before), Some(&after)) = (next.checked_sub(1).map(|at| larger[at]), larger.get(next))
        else {
            return false;
        };
        let length = rest.partition_point(|&at| at < after);
        let (turn, others) = rest.split_at(length);
        if !is_turn(fixes, (before, after), turn, reach, options) {
            return false;
        }
        (turns, rest) = (turns + 1, others);
    }
    (1..=options.turns_at_most).contains(&turns)
}

fn is_turn(
    fixes: &[Fix],
    (before, after): (usize, usize),
    turn: &[usize],
    reach: &Reach,
    options: &FalsePositionOptions,
) -> bool {
    let (first, last) = (&fixes[turn[0]], &fixes[turn[turn.len() - 1]]);
    let leaps = |one, next| is_leap(one, next, reach, options);
    turn.len() >= options.fixes_at_least && leaps(&fixes[before], first) && leaps(last, &fixes[after])
}

/// Whether a ship was heard at two places in so short a time that it cannot have sailed from one to the other.
fn is_leap(one: &Fix, next: &Fix, reach: &Reach, options: &FalsePositionOptions) -> bool {
    next.time - one.time <= options.leap_within && reach.sailed(one, next).is_none()
}
