//! A leap out of the ship's reach and one back to where it can have sailed meanwhile.

use std::ops::Range;

use model::{Fix, Metres, Span};

use super::conduct::{Conduct, velocity};
use crate::FalsePositionOptions;
use crate::follow::Way;

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
    let (before, first, after) = (&fixes[turn.start - 1], &fixes[turn.start], &fixes[turn.end]);
    turn.len() >= options.fixes_at_least
        && turn.len() * 2 < fixes.len()
        && conduct.can_follow(before, after)
        && !is_late(before, first)
}

/// Whether a fix lies behind on the ship's own way: a record that a receiver stamped late says what was true then.
fn is_late(before: &Fix, first: &Fix) -> bool {
    /// Satellite records are stamped up to 90 min late (`HullOptions::late_by`, which doubles that).
    const LATE_BY: Span = Span::from_hours(3);
    /// A way bends by less in that time.
    const ASIDE: Metres = Metres(5_000.0);
    let Some((east, north)) = velocity(before) else { return false };
    let speed = (east * east + north * north).sqrt();
    if speed == 0.0 {
        return false;
    }
    let way = Way::between(before.position, first.position);
    let along = (way.east * east + way.north * north) / speed;
    let aside = (way.east * north - way.north * east) / speed;
    aside.abs() <= ASIDE.0 && along < 0.0 && -along <= speed * LATE_BY.secs()
}
