//! Weights of silences fitted on silences of which the cause is known.
//!
//! Logistic regression, drawn towards the weights that it starts from as if each were known from some silences already, so
//! that a handful of cases changes little. Newton's method; the same silences give the same weights to the last bit.

use model::{Calibration, SilenceFacts, Span};
use nalgebra::{SMatrix, SVector};

use super::SilenceWeights;
use super::weights::FACTS;

/// A silence of which it is known whether the transceiver was off by choice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JudgedSilence {
    /// What speaks for and against it.
    pub facts: SilenceFacts,
    /// How long it was.
    pub span: Span,
    /// Whether somebody switched off.
    pub chosen: bool,
}

/// The facts and the bias.
const TERMS: usize = FACTS + 1;
type Terms = SVector<f64, TERMS>;

/// How strongly a weight holds to where it started (design: as ten silences that are as likely as not to be chosen, and for
/// which the fact counts 0.6, would hold it).
const HOLD: f64 = 1.0;
/// A curvature whose factor has less than this on its diagonal is flat: its steps would be noise.
const FLAT: f64 = 1e-6;
/// Newton's method has long converged.
const STEPS: usize = 40;

impl SilenceWeights {
    /// These weights fitted on silences of which the cause is known; unchanged where there are none of either kind. What a silence says
    /// that others shared is the experts': too few of those are chosen to tell.
    #[must_use]
    pub fn fitted(self, silences: &[JudgedSilence], on: Calibration) -> Self {
        let alone = silences.iter().filter(|silence| silence.facts.together == 0);
        let rows: Vec<(Terms, f64)> = alone.map(|silence| self.row(silence)).collect();
        let chosen = rows.iter().filter(|(_, chosen)| *chosen > 0.5).count();
        if chosen == 0 || chosen == rows.len() {
            return self;
        }
        let start = terms(self.numbers(), self.bias);
        let mut weights = start;
        for _ in 0..STEPS {
            let Some(step) = step(&rows, &weights, &start) else { break };
            weights -= step;
        }
        let (bias, numbers) = (weights[FACTS], std::array::from_fn(|fact| weights[fact]));
        Self { calibration: on, bias, ..self.with_numbers(numbers) }
    }

    fn row(&self, silence: &JudgedSilence) -> (Terms, f64) {
        (terms(self.counted(&silence.facts, silence.span), 1.0), f64::from(u8::from(silence.chosen)))
    }
}

fn terms(facts: [f64; FACTS], last: f64) -> Terms {
    Terms::from_fn(|term, _| facts.get(term).copied().unwrap_or(last))
}

/// By how much too large each weight is: the gradient of the loss over its curvature. The bias is free.
fn step(rows: &[(Terms, f64)], weights: &Terms, start: &Terms) -> Option<Terms> {
    let hold = Terms::from_fn(|term, _| if term < FACTS { HOLD } else { 0.0 });
    let mut gradient = hold.component_mul(&(weights - start));
    let mut curvature = SMatrix::from_diagonal(&hold);
    for (facts, chosen) in rows {
        let p = 1.0 / (1.0 + (-facts.dot(weights)).exp());
        gradient += (p - chosen) * facts;
        curvature += p * (1.0 - p) * facts * facts.transpose();
    }
    let factor = curvature.cholesky()?;
    (factor.l_dirty().diagonal().min() > FLAT).then(|| factor.solve(&gradient))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Silences of ships that are missed `missed` times, of which one in `per` was chosen.
    fn silences(missed: f64, count: u32, chosen: u32) -> impl Iterator<Item = JudgedSilence> {
        let facts = SilenceFacts {
            missed,
            missed_else: 3.0,
            others: 1.0,
            fishes: false,
            idle: Span::ZERO,
            beyond: Span::ZERO,
            together: 0,
        };
        (0..count).map(move |number| JudgedSilence {
            facts,
            span: Span::from_hours(12),
            chosen: number < chosen,
        })
    }

    #[test]
    fn where_many_cases_are_known_the_probability_is_the_share_that_was_chosen() {
        let known: Vec<JudgedSilence> = silences(1.0, 2000, 20).chain(silences(20.0, 2000, 1000)).collect();
        let fitted = SilenceWeights::builtin().fitted(&known, Calibration::Simulated);
        assert_eq!(fitted.calibration, Calibration::Simulated);
        let p = |at: usize| fitted.probability(&known[at].facts, known[at].span);
        assert!((p(0) - 0.01).abs() < 0.005, "{}", p(0));
        assert!((p(3999) - 0.5).abs() < 0.02, "{}", p(3999));
    }

    #[test]
    fn one_case_moves_the_weights_little_and_none_not_at_all() {
        let expert = SilenceWeights::builtin();
        let one: Vec<JudgedSilence> = silences(3.0, 1, 1).chain(silences(1.0, 1, 0)).collect();
        let fitted = expert.clone().fitted(&one, Calibration::Reviewed);
        for (fitted, expert) in fitted.numbers().into_iter().zip(expert.numbers()) {
            assert!((fitted - expert).abs() < 1.0, "{fitted} {expert}");
        }
        let unchosen: Vec<JudgedSilence> = silences(1.0, 5, 0).collect();
        assert_eq!(expert.clone().fitted(&unchosen, Calibration::Reviewed), expert);
    }
}
