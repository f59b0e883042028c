//! Where a hull was between its fixes.

use model::{Fix, Position, Timestamp};

/// The last fix at or before a moment and the first one after it; the outermost two beyond the ends of the track.
pub(crate) fn around(fixes: &[Fix], time: Timestamp) -> Option<(&Fix, &Fix)> {
    let after = fixes.partition_point(|fix| fix.time <= time).min(fixes.len().checked_sub(1)?);
    Some((&fixes[after.saturating_sub(1)], &fixes[after]))
}

/// The place at a moment, in a straight and even motion between fixes; `None` before the first fix and after the
/// last.
pub(crate) fn at(fixes: &[Fix], time: Timestamp) -> Option<Position> {
    let (from, to) = around(fixes, time)?;
    (from.time <= time && time <= to.time).then(|| between(from, to, time))
}

/// The place at a moment between two fixes.
pub(crate) fn between(from: &Fix, to: &Fix, time: Timestamp) -> Position {
    let span = (to.time - from.time).secs();
    if span > 0.0 {
        from.position.interpolate(to.position, (time - from.time).secs() / span)
    } else {
        to.position
    }
}
