//! A leap out of the ship's reach and one back to where it can have sailed meanwhile.

use std::ops::Range;

use model::Fix;

use super::conduct::Conduct;
use super::{clock, edge};
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
        && edge::are_backed(fixes, turn, conduct)
        && edge::is_backed(fixes[..turn.start - 1].last(), before, &fixes[turn.start])
        && edge::is_backed(fixes.get(turn.end + 1), after, &fixes[turn.end - 1])
        && !clock::explains(fixes, turn, conduct)
}
