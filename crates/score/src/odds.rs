//! Evidence to log-odds, and the interval that the ranges of the ratios give them.

use model::{EvidenceState, Group, Probability};

use crate::draw::{Draws, quantiles};
use crate::evidence::Seen;
use crate::tally::{counted, log10_lr};
use crate::{Fact, Options, Weights};

/// The log10 likelihood ratio of each fact in full, and what of it counts.
pub(crate) fn tally(seen: &[Seen], weights: &Weights) -> Vec<(f64, f64)> {
    let full: Vec<f64> = seen.iter().map(|one| log10_lr(one.fact(), weights)).collect();
    let sums = counted(&grouped(seen, &full, weights), |group| weights.cap(group));
    full.into_iter().zip(sums).collect()
}

/// Log10 odds of a lead by other weights than those that it was found with: the prior and what counts.
pub fn rescore(facts: &[Fact], weights: &Weights) -> f64 {
    let weighed = facts.iter().map(|&fact| (weights.weight(fact.indicator).group, log10_lr(fact, weights)));
    let counted = counted(&weighed.collect::<Vec<_>>(), |group| weights.cap(group));
    score(counted.into_iter(), weights)
}

/// Log10 odds: the prior and what counts.
pub(crate) fn score(counted: impl Iterator<Item = f64>, weights: &Weights) -> f64 {
    weights.prior_odds.log10() + counted.sum::<f64>()
}

/// The probability of a score, with its 5 and 95 % quantile over draws of every ratio that was seen: triangular in
/// log10 between its ends. Ratios of absence and the prior are held.
pub(crate) fn probability(score: f64, seen: &[Seen], weights: &Weights, options: &Options) -> Probability {
    let mut draws = Draws::new(options.seed);
    let mut drawn: Vec<f64> = (0..options.draws)
        .map(|_| {
            let full: Vec<f64> = seen.iter().map(|one| drawn_log10(one, weights, &mut draws)).collect();
            let facts = grouped(seen, &full, weights);
            to_probability(self::score(counted(&facts, |group| weights.cap(group)).into_iter(), weights))
        })
        .collect();
    let mid = to_probability(score);
    let [low, _, high] = quantiles(&mut drawn).unwrap_or([mid; 3]);
    Probability { low: low.min(mid), mid, high: high.max(mid) }
}

fn grouped(seen: &[Seen], log10: &[f64], weights: &Weights) -> Vec<(Group, f64)> {
    seen.iter().zip(log10).map(|(one, &log10)| (weights.weight(one.indicator).group, log10)).collect()
}

fn drawn_log10(seen: &Seen, weights: &Weights, draws: &mut Draws) -> f64 {
    if seen.state != EvidenceState::Present {
        return log10_lr(seen.fact(), weights);
    }
    let weight = weights.weight(seen.indicator);
    draws.triangular(weight.lr_low.log10(), weight.lr.log10(), weight.lr_high.log10()) * seen.share
}

/// The score of a probability between 0 and 1.
pub(crate) fn of_probability(probability: f64) -> f64 {
    (probability / (1.0 - probability)).log10()
}

pub(crate) fn to_probability(log10_odds: f64) -> f64 {
    1.0 / (1.0 + 10f64.powf(-log10_odds))
}
