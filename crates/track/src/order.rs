//! Reports in one order whatever order they came in, and each transmission once.

use std::cmp::Ordering;

use model::{Fix, Span, StaticReport};

/// How many fixes back a copy is looked for; more never lie within two seconds but under a placeholder.
const COPIES_WITHIN: usize = 64;

/// Fixes by time and then by every other value, the earliest of each transmission only.
///
/// Files repeat each other, so equal records differ in their location at most: the first location stays.
pub(crate) fn fixes(mut fixes: Vec<Fix>, within: Span) -> Vec<Fix> {
    fixes.sort_by(compare_fixes);
    let mut kept: Vec<Fix> = Vec::with_capacity(fixes.len());
    for fix in fixes {
        let near =
            kept.iter().rev().take(COPIES_WITHIN).take_while(|earlier| fix.time - earlier.time <= within);
        if !near.into_iter().any(|earlier| is_same_transmission(earlier, &fix)) {
            kept.push(fix);
        }
    }
    kept
}

/// Static reports by time and then by every other value, the earliest of each transmission only.
pub(crate) fn statics(mut reports: Vec<StaticReport>, within: Span) -> Vec<StaticReport> {
    reports.sort_by(compare_statics);
    let mut kept: Vec<StaticReport> = Vec::with_capacity(reports.len());
    for report in reports {
        let near =
            kept.iter().rev().take(COPIES_WITHIN).take_while(|earlier| report.time - earlier.time <= within);
        if !near.into_iter().any(|earlier| compare_contents(earlier, &report).is_eq()) {
            kept.push(report);
        }
    }
    kept
}

fn is_same_transmission(one: &Fix, other: &Fix) -> bool {
    one.position == other.position
        && one.speed == other.speed
        && one.course == other.course
        && one.heading == other.heading
}

/// By time and then by every other value.
pub(crate) fn compare_fixes(one: &Fix, other: &Fix) -> Ordering {
    one.time.cmp(&other.time).then_with(|| {
        let rest = |fix: &Fix| (fix.status, fix.transmitter, fix.location);
        (one.position.cmp(&other.position))
            .then_with(|| optional(one.speed.map(|knots| knots.0), other.speed.map(|knots| knots.0)))
            .then_with(|| optional(one.course.map(|course| course.0), other.course.map(|course| course.0)))
            .then_with(|| optional(one.heading.map(|head| head.0), other.heading.map(|head| head.0)))
            .then_with(|| rest(one).cmp(&rest(other)))
    })
}

fn compare_statics(one: &StaticReport, other: &StaticReport) -> Ordering {
    (one.time.cmp(&other.time))
        .then_with(|| compare_contents(one, other))
        .then_with(|| one.location.cmp(&other.location))
}

fn compare_contents(one: &StaticReport, other: &StaticReport) -> Ordering {
    type Words<'a> = (&'a Option<String>, &'a Option<String>, &'a Option<String>);
    fn words(report: &StaticReport) -> Words<'_> {
        (&report.name, &report.call_sign, &report.destination)
    }
    let numbers = |report: &StaticReport| (report.imo, report.ship_type, report.dimensions);
    (numbers(one).cmp(&numbers(other)))
        .then_with(|| words(one).cmp(&words(other)))
        .then_with(|| optional(one.draught.map(|draught| draught.0), other.draught.map(|draught| draught.0)))
}

/// Absent before present, then by value.
fn optional(one: Option<f64>, other: Option<f64>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => one.total_cmp(&other),
        (one, other) => one.is_some().cmp(&other.is_some()),
    }
}
