//! Clocks: what a receiver stamps early or late leaps along the ship's own way, and is no lie.

use std::ops::Range;

use model::{Fix, Span};

use super::conduct::Conduct;
use crate::follow::Way;

/// Whether a stretch leaps along the ship's own way at both ends, no farther than a clock can be off.
pub(super) fn explains(fixes: &[Fix], stretch: &Range<usize>, conduct: &Conduct) -> bool {
    leaps_along_its_way(fixes, stretch.start, conduct) && leaps_along_its_way(fixes, stretch.end, conduct)
}

/// Whether the step to a fix goes on or back along the way that leads there.
fn leaps_along_its_way(fixes: &[Fix], at: usize, conduct: &Conduct) -> bool {
    /// Satellite records are stamped up to 90 min late (`HullOptions::misstamped_by`, which doubles that).
    const OFF_BY: Span = Span::from_hours(3);
    /// A way bends by less, as a share of the leap and in metres.
    const BENDS: (f64, f64) = (0.15, 500.0);
    let before = fixes[..at].iter().rev();
    let Some(way) = way_of(before).or_else(|| way_of(fixes[at..].iter())) else { return false };
    let leap = Way::between(fixes[at - 1].position, fixes[at].position);
    let along = (leap.east * way.east + leap.north * way.north) / way.length();
    let aside = (leap.east * way.north - leap.north * way.east) / way.length();
    aside.abs() <= BENDS.0 * along.abs() + BENDS.1 && along.abs() <= conduct.farthest(OFF_BY)
}

/// From the first of some fixes to the next that is far enough off to tell a direction, not long before or after; `None` for
/// a ship that stays. By places and not by courses, which some archives garble.
fn way_of<'a>(mut fixes: impl Iterator<Item = &'a Fix>) -> Option<Way> {
    const FAR: f64 = 2_000.0;
    const SOON: Span = Span::from_hours(3);
    let first = fixes.next()?;
    let is_soon = |fix: &&Fix| (fix.time - first.time).ms().abs() <= SOON.ms();
    let ways = fixes.take_while(is_soon).map(|fix| Way::between(first.position, fix.position));
    ways.into_iter().find(|way| way.length() >= FAR)
}
