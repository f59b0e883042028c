//! Reports in one order whatever order they came in, and each transmission once.

use model::{Fix, Knots, Span, StaticReport};

use crate::DuplicateOptions;
use crate::clocks::Clocks;

/// How many fixes back a copy is looked for; more never lie within two seconds but under a placeholder.
const COPIES_WITHIN: usize = 64;

/// The same of copies by another clock: an hour of a ship that reports every two seconds.
const OTHER_CLOCK_WITHIN: usize = 1_800;

/// The fixes of one number in order.
pub(crate) struct Ordered {
    /// By time and then by every other value, the earliest of each transmission only.
    pub(crate) fixes: Vec<Fix>,
    /// The others.
    pub(crate) copies: Vec<Fix>,
    /// What transmissions that several stations heard say of their clocks.
    pub(crate) clocks: Clocks,
}

/// Fixes in order, each transmission once.
///
/// Files repeat each other, so equal records differ in their location at most: the first location stays.
pub(crate) fn fixes(mut fixes: Vec<Fix>, options: &DuplicateOptions) -> Ordered {
    fixes.sort_by(Fix::compare);
    let (mut kept, mut copies, mut clocks) = (0, Vec::new(), Clocks::default());
    for at in 0..fixes.len() {
        let fix = fixes[at];
        let earlier = &fixes[..kept];
        let near = earlier.iter().rev().take(COPIES_WITHIN);
        let mut near = near.take_while(|earlier| fix.time - earlier.time <= options.within);
        let original = near.find(|earlier| is_same_transmission(earlier, &fix));
        if let Some(original) = original.or_else(|| by_another_clock(earlier, &fix, &clocks, options)) {
            clocks.compare(original, &fix, options.within);
            copies.push(fix);
        } else {
            fixes[kept] = fix;
            kept += 1;
        }
    }
    fixes.truncate(kept);
    Ordered { fixes, copies, clocks }
}

/// The record of the same transmission that another station made long before by its clock: a ship under way is not twice at
/// one place, to the last digit of place, course and speed. One that says so by one station is a frozen receiver.
fn by_another_clock<'f>(
    earlier: &'f [Fix],
    fix: &Fix,
    clocks: &Clocks,
    options: &DuplicateOptions,
) -> Option<&'f Fix> {
    /// Slower ships tell one place twice (design).
    const UNDER_WAY: Knots = Knots(3.0);
    let station = fix.location.station()?;
    if fix.speed().is_none_or(|speed| speed < UNDER_WAY) || clocks.agrees(station) {
        return None;
    }
    let recent = earlier.iter().rev().take(OTHER_CLOCK_WITHIN);
    let recent = recent.take_while(|earlier| fix.time - earlier.time <= options.clock_within);
    let mut same = recent.filter(|earlier| is_same_transmission(earlier, fix));
    let original = same.next()?;
    let is_by_other = |earlier: &Fix| earlier.location.station().is_some_and(|other| other != station);
    (is_by_other(original) && same.next().is_none()).then_some(original)
}

/// Static reports by time and then by every other value, the earliest of each transmission only.
pub(crate) fn statics(mut reports: Vec<StaticReport>, within: Span) -> Vec<StaticReport> {
    reports.sort_by(StaticReport::compare);
    let mut kept: Vec<StaticReport> = Vec::with_capacity(reports.len());
    for report in reports {
        let near =
            kept.iter().rev().take(COPIES_WITHIN).take_while(|earlier| report.time - earlier.time <= within);
        if !near.into_iter().any(|earlier| earlier.compare_contents(&report).is_eq()) {
            kept.push(report);
        }
    }
    kept
}

fn is_same_transmission(one: &Fix, other: &Fix) -> bool {
    one.position == other.position && one.told.is_same_motion(other.told)
}
