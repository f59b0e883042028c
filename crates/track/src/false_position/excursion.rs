//! A leap out of the ship's reach and one back to where it can have sailed meanwhile.

use std::ops::Range;

use model::Fix;

use super::clock;
use super::conduct::Conduct;
use crate::FalsePositionOptions;

/// The stretches between a leap away and the leap back.
pub(super) fn stretches(
    fixes: &[Fix],
    leaps: &[usize],
    conduct: &Conduct,
    options: &FalsePositionOptions,
) -> Vec<Range<usize>> {
    let turns = leaps.windows(2).map(|pair| pair[0]..pair[1]);
    let mut turns: Vec<Range<usize>> =
        turns.filter(|turn| is_excursion(fixes, turn, conduct, options)).collect();
    turns.sort_by_key(ExactSizeIterator::len);
    let mut found: Vec<Range<usize>> = Vec::new();
    for turn in turns {
        // Of two turns one after the other the shorter lies.
        if found.iter().all(|other| other.end != turn.start && other.start != turn.end) {
            found.push(turn);
        }
    }
    found
}

fn is_excursion(
    fixes: &[Fix],
    turn: &Range<usize>,
    conduct: &Conduct,
    options: &FalsePositionOptions,
) -> bool {
    let (before, after) = (&fixes[turn.start - 1], &fixes[turn.end]);
    turn.len() >= options.fixes_at_least
        && turn.len() * 2 < fixes.len()
        && conduct.can_follow(before, after)
        && is_backed(fixes[..turn.start - 1].last(), before, &fixes[turn.start])
        && is_backed(fixes.get(turn.end + 1), after, &fixes[turn.end - 1])
        && !clock::explains(fixes, turn, conduct)
}

/// Whether a fix beside a leap belongs to those on its own side: a garbled one at the edge of a silence lies minutes from what it
/// contradicts and hours from what it is said to continue.
fn is_backed(behind: Option<&Fix>, fix: &Fix, beyond: &Fix) -> bool {
    const FARTHER: f64 = 10.0;
    let apart = |other: &Fix| (other.time - fix.time).secs().abs();
    behind.is_some_and(|behind| apart(behind) <= FARTHER * apart(beyond).max(60.0))
}
