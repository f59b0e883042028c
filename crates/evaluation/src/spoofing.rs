//! False positions: whether the stretches in which ships lied about their place are found.

use model::{Interval, Span};
use simulator::truth::{SpoofingRow, Truth};

use crate::findings::FoundSpoofing;
use crate::report::Measure;

const SUBJECT: &str = "spoofing";

/// A lie heard fewer times is not looked for (as many as track building asks for).
const ENOUGH: u32 = 8;

/// How many of the lies were found, and how many of those found were lies.
pub(crate) fn measures(found: &[FoundSpoofing], truth: &Truth) -> Vec<Measure> {
    let heard: Vec<&SpoofingRow> = truth.spoofing.iter().filter(|row| row.fixes >= ENOUGH).collect();
    let traceable: Vec<&SpoofingRow> = heard.iter().copied().filter(|row| row.traceable).collect();
    let told = traceable.iter().filter(|row| found.iter().any(|found| found.is_of(row))).count();
    let told_of_all = heard.iter().filter(|row| found.iter().any(|found| found.is_of(row))).count();
    let right = found.iter().filter(|found| truth.spoofing.iter().any(|row| found.is_of(row))).count();
    let share = |count: usize, of: usize| count as f64 / of.max(1) as f64;
    let mut measures = vec![
        Measure::of(
            SUBJECT,
            "recall, where a trace was heard",
            share(told, traceable.len()),
            traceable.len(),
        ),
        Measure::of(SUBJECT, "recall, 8 fixes or more", share(told_of_all, heard.len()), heard.len()),
        Measure::of(SUBJECT, "precision", share(right, found.len()), found.len()),
    ];
    for kind in ["box", "shift", "still"] {
        let of_kind: Vec<_> = traceable.iter().filter(|row| row.kind == kind).collect();
        let told = of_kind.iter().filter(|row| found.iter().any(|found| found.is_of(row))).count();
        measures.push(Measure::of(
            SUBJECT,
            format!("recall, {kind}"),
            share(told, of_kind.len()),
            of_kind.len(),
        ));
    }
    measures
}

impl FoundSpoofing {
    /// Whether it is about a lie: the same number, and half of its time.
    fn is_of(&self, row: &SpoofingRow) -> bool {
        let shared = self.when.overlap(row.interval()).map_or(Span::ZERO, Interval::span);
        self.mmsi == row.mmsi && shared > Span::ZERO && shared.ms() * 2 >= self.when.span().ms()
    }
}
