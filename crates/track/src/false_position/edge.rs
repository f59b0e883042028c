//! Fixes at the edges of what may be a lie, of which one may be garbled and the others true.

use std::ops::Range;

use model::{Fix, Span};

use super::conduct::{Conduct, FAULTS_IN_A_ROW};

/// Whether the first and the last fix of a stretch, which has one before it and one after it, belong to those between: the next ones
/// do not go on, or come, as if they had not been.
pub(super) fn are_backed(fixes: &[Fix], stretch: &Range<usize>, conduct: &Conduct) -> bool {
    /// A lie of many fixes leaves all of a leap, a fault nothing (design).
    const NEARER: f64 = 3.0;
    /// Where a ship was bound for is known for so long (`SegmentOptions::reckon_within`).
    const SOON: Span = Span::from_hours(1);
    let (before, after) = (&fixes[stretch.start - 1], &fixes[stretch.end]);
    let inside = &fixes[stretch.clone()];
    let (first, last) = (&inside[0], &inside[inside.len() - 1]);
    let next = inside.iter().skip(1).take(FAULTS_IN_A_ROW);
    let mut next = next.take_while(|fix| fix.time - before.time <= SOON);
    let previous = inside.iter().rev().skip(1).take(FAULTS_IN_A_ROW);
    let mut previous = previous.take_while(|fix| after.time - fix.time <= SOON);
    !next.any(|fix| conduct.miss(before, fix) * NEARER <= conduct.miss(before, first))
        && !previous.any(|fix| conduct.miss(fix, after) * NEARER <= conduct.miss(last, after))
}

/// Whether a fix beside a leap belongs to those on its own side, of which the next is `behind`: a garbled one at the edge of a silence
/// lies minutes from what it contradicts and hours from what it is said to continue.
pub(super) fn is_backed(behind: Option<&Fix>, fix: &Fix, beyond: &Fix) -> bool {
    const FARTHER: f64 = 10.0;
    let apart = |other: &Fix| (other.time - fix.time).secs().abs();
    behind.is_some_and(|behind| apart(behind) <= FARTHER * apart(beyond).max(60.0))
}
