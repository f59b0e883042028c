//! Ratios and prior fitted on leads of which it is known whether they were right.
//!
//! Logistic regression over log ratios, added up by the rules of groups, so that what is fitted is what is summed. Each
//! log ratio is drawn towards its expert value as if that were known from ten leads already, which is, for a fact that
//! stands alone, LR = exp((n ln data + k ln expert) / (n + k)) with k = 10. No ratio changes sides: what speaks for a lead
//! can come to say nothing, and never speaks against it; what says nothing by the experts is left. The prior is free, and
//! stays the experts' where the leads are those that reviewers chose to look at.
//! Newton's method with steps halved until they help; the same leads give the same weights to the last bit.

use std::f64::consts::LN_10;

use model::{Calibration, EvidenceState};
use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

use super::{Weight, Weights};
use crate::{Fact, Indicator, rescore};

/// A lead of which it is known whether it is what its list claims.
#[derive(Debug, Clone, PartialEq)]
pub struct JudgedLead {
    /// What was looked at.
    pub facts: Vec<Fact>,
    /// Whether it is right.
    pub right: bool,
}

/// How strongly a log10 ratio holds to where it started: as ten leads hold it of which each is as likely right as not.
const HOLD: f64 = 10.0 * 0.25 * LN_10 * LN_10;
/// Newton's method has long converged.
const STEPS: usize = 60;
/// A curvature whose factor has less than this on its diagonal is flat: its steps would be noise.
const FLAT: f64 = 1e-6;
/// A step that does not help when halved so often is none.
const HALVINGS: usize = 20;

/// A number that is fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Term {
    Prior,
    Seen(Indicator),
    Absent(Indicator),
}

impl Weights {
    /// These weights fitted on leads of which it is known whether they were right; unchanged where none or all were.
    #[must_use]
    pub fn fitted(self, leads: &[JudgedLead], on: Calibration) -> Self {
        let right = leads.iter().filter(|lead| lead.right).count();
        if right == 0 || right == leads.len() {
            return self;
        }
        let fit = Fit { expert: &self, terms: self.terms(leads), leads };
        let values = fit.values();
        fit.told(&values, on)
    }

    /// The prior, and every ratio that says something and was met with.
    fn terms(&self, leads: &[JudgedLead]) -> Vec<Term> {
        let met = |term: Term| leads.iter().flat_map(|lead| &lead.facts).any(|fact| term.is_of(fact));
        let ratios = Indicator::ALL.into_iter().flat_map(|id| [Term::Seen(id), Term::Absent(id)]);
        let fitted = ratios.filter(|&term| self.log10(term) != 0.0 && met(term));
        [Term::Prior].into_iter().chain(fitted).collect()
    }

    fn log10(&self, term: Term) -> f64 {
        match term {
            Term::Prior => self.prior_odds,
            Term::Seen(indicator) => self.weight(indicator).lr,
            Term::Absent(indicator) => self.weight(indicator).lr_absent,
        }
        .log10()
    }

    fn set_log10(&mut self, term: Term, value: f64) {
        let ratio = 10f64.powf(value);
        match term {
            Term::Prior => self.prior_odds = ratio,
            Term::Seen(indicator) => self.of(indicator).lr = ratio,
            Term::Absent(indicator) => self.of(indicator).lr_absent = ratio,
        }
    }

    fn of(&mut self, indicator: Indicator) -> &mut Weight {
        self.indicators.get_mut(&indicator).expect("weights hold every indicator")
    }
}

impl Term {
    fn is_of(self, fact: &Fact) -> bool {
        match self {
            Self::Prior => true,
            Self::Seen(indicator) => fact.indicator == indicator && fact.state == EvidenceState::Present,
            Self::Absent(indicator) => fact.indicator == indicator && fact.state == EvidenceState::Absent,
        }
    }

    const fn hold(self) -> f64 {
        if matches!(self, Self::Prior) { 0.0 } else { HOLD }
    }
}

struct Fit<'a> {
    expert: &'a Weights,
    terms: Vec<Term>,
    leads: &'a [JudgedLead],
}

/// How the loss changes with the terms.
struct Shape {
    gradient: DVector<f64>,
    curvature: DMatrix<f64>,
}

impl Shape {
    /// `None` where the loss is flat or curves downwards in some direction.
    fn factor(&self) -> Option<Cholesky<f64, Dyn>> {
        let factor = self.curvature.clone().cholesky()?;
        (factor.l_dirty().diagonal().min() > FLAT).then_some(factor)
    }
}

impl Fit<'_> {
    /// The log10 of each term, fitted.
    fn values(&self) -> Vec<f64> {
        let mut values = self.start();
        for _ in 0..STEPS {
            match self.better(&values) {
                Some(better) => values = better,
                None => break,
            }
        }
        values
    }

    fn start(&self) -> Vec<f64> {
        self.terms.iter().map(|&term| self.expert.log10(term)).collect()
    }

    /// Terms of a smaller loss, if a step leads to any.
    fn better(&self, values: &[f64]) -> Option<Vec<f64>> {
        let shape = self.shape(values);
        let step = shape.factor()?.solve(&shape.gradient);
        let loss = self.loss(values);
        let tried = (0..HALVINGS).map(|halving| {
            let share = 0.5f64.powi(halving as i32);
            let moved = values.iter().zip(&step).map(|(value, step)| value - share * step);
            self.on_its_side(moved.collect())
        });
        tried.into_iter().find(|tried| self.loss(tried) < loss - 1e-9)
    }

    /// No ratio passes 1.
    fn on_its_side(&self, mut values: Vec<f64>) -> Vec<f64> {
        for (value, &term) in values.iter_mut().zip(&self.terms) {
            if term != Term::Prior && *value * self.expert.log10(term) < 0.0 {
                *value = 0.0;
            }
        }
        values
    }

    fn weights(&self, values: &[f64]) -> Weights {
        let mut weights = self.expert.clone();
        self.terms.iter().zip(values).for_each(|(&term, &value)| weights.set_log10(term, value));
        weights
    }

    fn loss(&self, values: &[f64]) -> f64 {
        let weights = self.weights(values);
        let wrong: f64 =
            self.leads.iter().map(|lead| surprise(rescore(&lead.facts, &weights), lead.right)).sum();
        let moved = values.iter().zip(self.start()).map(|(value, start)| (value - start).powi(2));
        wrong + self.terms.iter().zip(moved).map(|(term, moved)| term.hold() * moved / 2.0).sum::<f64>()
    }

    fn shape(&self, values: &[f64]) -> Shape {
        let count = self.terms.len();
        let mut curvature = DMatrix::zeros(count, count);
        let mut gradient = DVector::zeros(count);
        for (at, (value, start)) in values.iter().zip(self.start()).enumerate() {
            curvature[(at, at)] = self.terms[at].hold();
            gradient[at] = self.terms[at].hold() * (value - start);
        }
        let mut weights = self.weights(values);
        for lead in self.leads {
            let slopes = self.slopes(lead, &mut weights);
            let p = probability(rescore(&lead.facts, &weights));
            for &(one, slope) in &slopes {
                gradient[one] += (p - f64::from(u8::from(lead.right))) * slope;
                slopes.iter().for_each(|&(other, by)| curvature[(one, other)] += p * (1.0 - p) * slope * by);
            }
        }
        self.hold_at_the_side(values, Shape { gradient, curvature })
    }

    /// How the natural log odds of a lead change with the terms that it has; the weights are moved and moved back.
    fn slopes(&self, lead: &JudgedLead, weights: &mut Weights) -> Vec<(usize, f64)> {
        const STEP: f64 = 1e-6;
        let score = rescore(&lead.facts, weights);
        let mut slopes = Vec::new();
        for (at, &term) in self.terms.iter().enumerate() {
            if lead.facts.iter().any(|fact| term.is_of(fact)) {
                let (value, away) = (weights.log10(term), self.expert.log10(term).signum() * STEP);
                weights.set_log10(term, value + away);
                slopes.push((at, LN_10 * (rescore(&lead.facts, weights) - score) / away));
                weights.set_log10(term, value);
            }
        }
        slopes.retain(|(_, slope)| *slope != 0.0);
        slopes
    }

    /// A ratio that has come to 1 and would go on stays there.
    fn hold_at_the_side(&self, values: &[f64], mut shape: Shape) -> Shape {
        for (at, &term) in self.terms.iter().enumerate() {
            let onwards = shape.gradient[at] * self.expert.log10(term) > 0.0;
            if term != Term::Prior && values[at] == 0.0 && onwards {
                shape.gradient[at] = 0.0;
                for other in (0..self.terms.len()).filter(|&other| other != at) {
                    shape.curvature[(at, other)] = 0.0;
                    shape.curvature[(other, at)] = 0.0;
                }
            }
        }
        shape
    }

    /// The fitted weights, each with a range as much narrower as its value is better known, and where it comes from.
    fn told(&self, values: &[f64], on: Calibration) -> Weights {
        let mut weights = Weights { calibration: on, ..self.weights(values) };
        weights.prior_odds = match on {
            // What reviewers choose to look at is no sample of all leads.
            Calibration::Reviewed => self.expert.prior_odds,
            Calibration::Expert | Calibration::Simulated => short(weights.prior_odds),
        };
        let inverse = self.shape(values).factor().map(|factor| factor.inverse());
        for (at, &term) in self.terms.iter().enumerate() {
            match term {
                Term::Prior => {}
                Term::Absent(indicator) => {
                    let fitted = weights.of(indicator);
                    fitted.lr_absent = short(fitted.lr_absent);
                }
                Term::Seen(indicator) => {
                    let known = inverse.as_ref().map_or(1.0, |inverse| HOLD * inverse[(at, at)]);
                    let source = self.source(indicator, on);
                    weights.of(indicator).narrow(
                        self.expert.weight(indicator),
                        known.sqrt().min(1.0),
                        source,
                    );
                }
            }
        }
        weights
    }

    fn source(&self, indicator: Indicator, on: Calibration) -> String {
        let has = |lead: &&JudgedLead| lead.facts.iter().any(|fact| Term::Seen(indicator).is_of(fact));
        let (seen, all) = (self.leads.iter().filter(has).count(), self.leads.len());
        let expert = self.expert.weight(indicator);
        let (on, lr, who) = (on.as_str(), expert.lr, &expert.source);
        format!("fitted on {on} leads, seen in {seen} of {all}; expert value {lr} ({who})")
    }
}

impl Weight {
    /// Gives a fitted ratio the experts' range, narrowed in its logarithm to a share.
    fn narrow(&mut self, expert: &Self, share: f64, source: String) {
        self.lr_low = short(self.lr * (expert.lr_low / expert.lr).powf(share));
        self.lr_high = short(self.lr * (expert.lr_high / expert.lr).powf(share));
        self.lr = short(self.lr);
        self.source = source;
    }
}

/// To four digits: more are not known, and none needs be read.
fn short(ratio: f64) -> f64 {
    format!("{ratio:.3e}").parse().unwrap_or(ratio)
}

fn probability(log10_odds: f64) -> f64 {
    1.0 / (1.0 + (-LN_10 * log10_odds).exp())
}

/// Minus the logarithm of the probability given to what was so.
fn surprise(log10_odds: f64, right: bool) -> f64 {
    let against = if right { -log10_odds } else { log10_odds } * LN_10;
    if against > 30.0 { against } else { against.exp().ln_1p() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Leads in each of which one indicator was seen, or could not be assessed.
    fn leads(state: EvidenceState, count: usize, right: usize) -> impl Iterator<Item = JudgedLead> {
        let fact = Fact { indicator: Indicator::G1, state, share: 1.0 };
        (0..count).map(move |number| JudgedLead { facts: vec![fact], right: number < right })
    }

    fn judged(seen: [usize; 2], unknown: [usize; 2]) -> Vec<JudgedLead> {
        let seen = leads(EvidenceState::Present, seen[0], seen[1]);
        seen.chain(leads(EvidenceState::NotAssessable, unknown[0], unknown[1])).collect()
    }

    #[test]
    fn where_thousands_of_leads_are_known_the_probability_is_the_share_that_was_right() {
        let leads = judged([4000, 2000], [4000, 400]);
        let fitted = Weights::builtin().fitted(&leads, Calibration::Simulated);
        let told = |lead: &JudgedLead| probability(rescore(&lead.facts, &fitted));
        assert_eq!(fitted.calibration, Calibration::Simulated);
        assert!((told(&leads[0]) - 0.5).abs() < 0.01 && (told(&leads[4000]) - 0.1).abs() < 0.01);
    }

    #[test]
    fn ten_even_leads_move_a_log_ratio_half_way_and_narrow_its_range() {
        // A thousand leads without the fact hold the prior at even odds; of ten with it all but one were right.
        let leads = judged([10, 9], [1000, 500]);
        let (expert, fitted) = (Weights::builtin(), Weights::builtin().fitted(&leads, Calibration::Reviewed));
        let (before, after) = (expert.weight(Indicator::G1), fitted.weight(Indicator::G1));
        let share = (after.lr / before.lr).ln() / (9.0 / before.lr).ln();
        assert!((0.25..0.55).contains(&share), "{share}");
        assert!(after.lr_high / after.lr_low < before.lr_high / before.lr_low);
        assert!(after.lr_low <= after.lr && after.lr <= after.lr_high);
        assert_eq!(fitted.weight(Indicator::G2), expert.weight(Indicator::G2));
    }

    #[test]
    fn what_reviewers_chose_to_look_at_leaves_the_prior_of_the_experts() {
        let leads = judged([40, 25], [60, 50]);
        let fitted = |on| Weights::builtin().fitted(&leads, on);
        let [reviewed, simulated] = [Calibration::Reviewed, Calibration::Simulated].map(fitted);
        assert_eq!(reviewed.prior_odds, Weights::builtin().prior_odds);
        assert!(simulated.prior_odds > 10.0 * reviewed.prior_odds, "{}", simulated.prior_odds);
        assert_eq!(reviewed.weight(Indicator::G1).lr, simulated.weight(Indicator::G1).lr);
    }

    #[test]
    fn what_speaks_for_a_lead_never_comes_to_speak_against_it() {
        let leads = judged([1000, 10], [1000, 500]);
        let fitted = Weights::builtin().fitted(&leads, Calibration::Simulated);
        assert!((fitted.weight(Indicator::G1).lr - 1.0).abs() < 1e-9);
    }

    #[test]
    fn leads_that_were_all_right_tell_nothing() {
        let leads = judged([5, 5], [5, 5]);
        assert_eq!(Weights::builtin().fitted(&leads, Calibration::Reviewed), Weights::builtin());
    }

    #[test]
    fn fitted_weights_are_written_down_and_read_back_and_the_order_of_leads_changes_little() {
        let mut leads = judged([40, 25], [60, 10]);
        let fitted = Weights::builtin().fitted(&leads, Calibration::Simulated);
        assert_eq!(Weights::from_toml(&toml::to_string(&fitted).unwrap()), Ok(fitted.clone()));
        leads.reverse();
        let reversed = Weights::builtin().fitted(&leads, Calibration::Simulated);
        assert!((reversed.weight(Indicator::G1).lr - fitted.weight(Indicator::G1).lr).abs() < 1e-6);
    }
}
