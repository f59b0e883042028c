//! Silences: whether those that somebody chose are told from all others.

use std::collections::{BTreeMap, BTreeSet};

use model::{Calibration, Interval, Mmsi, Span};
use simulator::truth::{SilenceCause, SilenceRow, Truth};
use track::{JudgedSilence, SilenceWeights};

use crate::findings::FoundGap;
use crate::report::Measure;
use crate::separation::{lowest_at_precision, roc_auc};

const SUBJECT: &str = "silences";

/// A true silence, and what was found of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Graded<'a> {
    row: &'a SilenceRow,
    gap: Option<&'a FoundGap>,
    is_merchant: bool,
}

impl Graded<'_> {
    fn hours(&self) -> f64 {
        self.row.interval().span().hours()
    }

    fn p_intentional(&self) -> Option<f64> {
        self.gap?.p_intentional
    }

    pub(crate) const fn is_chosen(&self) -> bool {
        matches!(self.row.cause, SilenceCause::SwitchOffIllicit | SilenceCause::SwitchOffOther)
    }

    fn is_illicit(&self) -> bool {
        self.row.cause == SilenceCause::SwitchOffIllicit
    }

    /// For fitting: the facts of what was found, and the cause.
    fn judged(&self) -> Option<JudgedSilence> {
        let gap = self.gap?;
        Some(JudgedSilence { facts: gap.facts?, span: gap.when.span(), chosen: self.is_chosen() })
    }
}

/// Every true silence beside the gap that is most like it.
pub(crate) fn graded<'a>(gaps: &'a [FoundGap], truth: &'a Truth) -> Vec<Graded<'a>> {
    let mut by_ship: BTreeMap<Mmsi, Vec<&FoundGap>> = BTreeMap::new();
    gaps.iter().for_each(|gap| by_ship.entry(gap.mmsi).or_default().push(gap));
    let merchants: BTreeSet<u32> =
        truth.hulls.iter().filter(|hull| is_merchant(&hull.kind)).map(|hull| hull.hull).collect();
    let beside = |row: &'a SilenceRow| Graded {
        row,
        gap: by_ship.get(&row.mmsi).and_then(|gaps| most_alike(gaps, row)),
        is_merchant: merchants.contains(&row.hull),
    };
    truth.silences.iter().map(beside).collect()
}

/// The gap of which the largest share is shared: where two hulls send one number, one may be silent all the while that the other
/// is heard now and then.
fn most_alike<'a>(gaps: &[&'a FoundGap], row: &SilenceRow) -> Option<&'a FoundGap> {
    let silence = row.interval();
    let alike = |gap: &FoundGap| {
        let shared = gap.when.overlap(silence).map_or(Span::ZERO, Interval::span);
        let either = gap.when.span().secs() + silence.span().secs() - shared.secs();
        shared.secs() / either.max(1.0)
    };
    let best = gaps.iter().copied().max_by(|one, other| alike(one).total_cmp(&alike(other)))?;
    (alike(best) > 0.0).then_some(best)
}

fn is_merchant(kind: &str) -> bool {
    matches!(kind, "tanker" | "bulk" | "cargo" | "container")
}

/// The silences of a case with known causes, to fit weights on.
pub(crate) fn judged(gaps: &[FoundGap], truth: &Truth) -> Vec<JudgedSilence> {
    graded(gaps, truth).iter().filter_map(Graded::judged).collect()
}

/// How well lengths and probabilities tell switch-offs.
pub(crate) fn measures(graded: &[Graded<'_>]) -> Vec<Measure> {
    let merchants: Vec<Graded<'_>> = graded.iter().filter(|silence| silence.is_merchant).copied().collect();
    let found = graded.iter().filter(|silence| silence.gap.is_some()).count();
    let recall = found as f64 / graded.len().max(1) as f64;
    vec![
        Measure::of(SUBJECT, "recall", recall, graded.len()),
        auc("AUC of switch-offs by length alone", graded, |silence| Some(silence.hours())),
        auc("AUC of switch-offs by p_intentional", graded, Graded::p_intentional),
        auc("merchant ships: AUC by length alone", &merchants, |silence| Some(silence.hours())),
        auc("merchant ships: AUC by p_intentional", &merchants, Graded::p_intentional),
        illicit_recall(graded),
        explained(graded),
    ]
}

/// How well the same facts tell switch-offs with weights fitted on other worlds.
pub(crate) fn fitted_measures(graded: &[Graded<'_>], others: &[JudgedSilence]) -> Vec<Measure> {
    let weights = SilenceWeights::builtin().fitted(others, Calibration::Simulated);
    let p = |silence: &Graded<'_>| silence.judged().map(|it| weights.probability(&it.facts, it.span));
    let merchants: Vec<Graded<'_>> = graded.iter().filter(|silence| silence.is_merchant).copied().collect();
    vec![
        auc("AUC with weights fitted on other worlds", graded, p),
        auc("merchant ships: AUC with weights fitted on other worlds", &merchants, p),
    ]
}

fn auc<'a>(name: &str, graded: &[Graded<'a>], value: impl Fn(&Graded<'a>) -> Option<f64>) -> Measure {
    let values: Vec<(f64, bool)> =
        graded.iter().filter_map(|silence| Some((value(silence)?, silence.is_chosen()))).collect();
    let auc = roc_auc(&values);
    Measure::of(SUBJECT, name, auc.unwrap_or_default(), if auc.is_some() { values.len() } else { 0 })
}

/// Of illicit switch-offs, at the lowest probability above which at least half of all silences were chosen.
fn illicit_recall(graded: &[Graded<'_>]) -> Measure {
    let told: Vec<(f64, bool)> =
        graded.iter().filter_map(|silence| Some((silence.p_intentional()?, silence.is_chosen()))).collect();
    let limit = lowest_at_precision(&told, 0.5).unwrap_or(f64::INFINITY);
    let illicit: Vec<&Graded<'_>> = graded.iter().filter(|silence| silence.is_illicit()).collect();
    let found = illicit.iter().filter(|silence| silence.p_intentional().is_some_and(|p| p >= limit)).count();
    let recall = found as f64 / illicit.len().max(1) as f64;
    Measure::of(
        SUBJECT,
        "recall of illicit switch-offs where half of all told were chosen",
        recall,
        illicit.len(),
    )
}

/// The share of silences nobody chose that are said to be more probably reception's than not.
fn explained(graded: &[Graded<'_>]) -> Measure {
    let missed: Vec<f64> = graded
        .iter()
        .filter(|silence| silence.row.cause == SilenceCause::Reception)
        .filter_map(Graded::p_intentional)
        .collect();
    let explained = missed.iter().filter(|p| **p < 0.5).count() as f64 / missed.len().max(1) as f64;
    Measure::of(SUBJECT, "of silences by reception, explained by it", explained, missed.len())
}

#[cfg(test)]
mod tests {
    use model::Timestamp;

    use super::*;

    fn span(from: i64, to: i64) -> Interval {
        let hour = |hour| Timestamp::from_ms(1_740_960_000_000 + hour * 3_600_000).unwrap();
        Interval::between(hour(from), hour(to))
    }

    #[test]
    fn a_silence_is_graded_by_its_own_gap_and_not_by_that_of_another_hull_under_the_number() {
        let mmsi = Mmsi::try_from(440_000_001).unwrap();
        let gap = |when, p| FoundGap { mmsi, when, facts: None, p_intentional: Some(p) };
        let (own, of_another) = (gap(span(10, 18), 0.1), gap(span(0, 600), 0.9));
        let (off, on) = (span(10, 18).start(), span(10, 18).end());
        let row = SilenceRow { hull: 1, mmsi, off, on, cause: SilenceCause::Reception };
        assert_eq!(most_alike(&[&own, &of_another], &row), Some(&own));
        assert_eq!(most_alike(&[&of_another], &row), Some(&of_another));
        let later = SilenceRow { off: span(601, 610).start(), on: span(601, 610).end(), ..row };
        assert_eq!(most_alike(&[&own, &of_another], &later), None);
    }
}
