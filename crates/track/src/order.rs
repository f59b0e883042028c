//! Reports in one order whatever order they came in, and each transmission once.

use model::{Fix, Span, StaticReport};

/// How many fixes back a copy is looked for; more never lie within two seconds but under a placeholder.
const COPIES_WITHIN: usize = 64;

/// Fixes by time and then by every other value, the earliest of each transmission only; and its copies.
///
/// Files repeat each other, so equal records differ in their location at most: the first location stays.
pub(crate) fn fixes(mut fixes: Vec<Fix>, within: Span) -> (Vec<Fix>, Vec<Fix>) {
    fixes.sort_by(Fix::compare);
    let (mut kept, mut copies) = (0, Vec::new());
    for at in 0..fixes.len() {
        let fix = fixes[at];
        let earlier = fixes[..kept].iter().rev().take(COPIES_WITHIN);
        let mut near = earlier.take_while(|earlier| fix.time - earlier.time <= within);
        if near.any(|earlier| is_same_transmission(earlier, &fix)) {
            copies.push(fix);
        } else {
            fixes[kept] = fix;
            kept += 1;
        }
    }
    fixes.truncate(kept);
    (fixes, copies)
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
