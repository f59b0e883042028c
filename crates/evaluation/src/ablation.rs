//! What each group of indicators brings, and how much a ranked list hangs on ratios that nobody knows exactly: the leads of a
//! case in other orders.
//!
//! The leads stay those that the case holds; which candidates become leads, and of which events, is not decided anew.

use model::Group;
use score::{Weights, rescore};

use crate::ranking::{self, Claim, Incident, Ranking};
use crate::report::{Ablation, Measure};
use crate::scored::ScoredLeads;

const SUBJECT: &str = "stability";
/// Draws of all ratios from their ranges (design: their 5 % quantile is the fifth).
const DRAWS: u64 = 100;
/// As many leads as fill the first page.
const FIRST: usize = 25;

/// The ranked list without each group of indicators.
pub(crate) fn ablations(leads: &ScoredLeads, claims: &[Claim], incidents: &[Incident]) -> Vec<Ablation> {
    let ranked = |weights: &Weights| ranked(&order(leads, weights), claims, incidents);
    let all = ranked(&leads.weights).average_precision();
    let without = |group: Group| {
        let ranking = ranked(&leads.weights.clone().without(group));
        Ablation {
            group: group.as_str(),
            leads: leads.count_with(group),
            average_precision: ranking.average_precision(),
            with_it: all,
            precision_at_25: ranking.precision_at(FIRST),
        }
    };
    Group::ALL.into_iter().map(without).collect()
}

/// How the list changes where every ratio is drawn from its range, the same for all leads.
pub(crate) fn stability(leads: &ScoredLeads, claims: &[Claim], incidents: &[Incident]) -> Vec<Measure> {
    let usual = order(leads, &leads.weights);
    let drawn: Vec<Vec<usize>> =
        (0..DRAWS).map(|seed| order(leads, &leads.weights.clone().drawn(seed))).collect();
    let of = if usual.is_empty() { 0 } else { drawn.len() };
    let measures = |name: &str, value: &dyn Fn(&[usize]) -> f64| {
        let mut values: Vec<f64> = drawn.iter().map(|order| value(order)).collect();
        values.sort_by(f64::total_cmp);
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let low = values[values.len() / 20];
        [
            Measure::of(SUBJECT, format!("{name}, mean of {DRAWS} draws of the ratios"), mean, of),
            Measure::of(SUBJECT, format!("{name}, 5 % quantile"), low, of),
        ]
    };
    let correlation = measures("rank correlation", &|order| rank_correlation(&usual, order));
    let shared = measures("share of the first 25 that stay there", &|order| shared_first(&usual, order));
    let precision =
        measures("average precision", &|order| ranked(order, claims, incidents).average_precision());
    correlation.into_iter().chain(shared).chain(precision).collect()
}

/// The leads in the order that other weights give: by list as before, then by score.
fn order(leads: &ScoredLeads, weights: &Weights) -> Vec<usize> {
    let scores: Vec<f64> = leads.facts.iter().map(|facts| rescore(facts, weights)).collect();
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&one, &other| {
        let by_list = leads.rows[one].list.cmp(&leads.rows[other].list);
        by_list.then(scores[other].total_cmp(&scores[one])).then(one.cmp(&other))
    });
    order
}

fn ranked(order: &[usize], claims: &[Claim], incidents: &[Incident]) -> Ranking {
    let claims: Vec<Claim> = order.iter().map(|&at| claims[at].clone()).collect();
    ranking::rank(&claims, incidents)
}

/// Spearman's, of two orders of the same leads; 1 for a lead alone.
fn rank_correlation(one: &[usize], other: &[usize]) -> f64 {
    let mut places = vec![0usize; other.len()];
    other.iter().enumerate().for_each(|(place, &lead)| places[lead] = place);
    let apart: f64 =
        one.iter().enumerate().map(|(place, &lead)| (place as f64 - places[lead] as f64).powi(2)).sum();
    let count = one.len() as f64;
    if one.len() < 2 { 1.0 } else { 1.0 - 6.0 * apart / (count * (count * count - 1.0)) }
}

fn shared_first(one: &[usize], other: &[usize]) -> f64 {
    let depth = FIRST.min(one.len());
    let stay = other.iter().take(depth).filter(|lead| one[..depth].contains(lead)).count();
    stay as f64 / depth.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_agrees_wholly_with_itself_and_is_the_opposite_of_its_reverse() {
        let (order, reversed): (Vec<usize>, Vec<usize>) = ((0..30).collect(), (0..30).rev().collect());
        assert!((rank_correlation(&order, &order) - 1.0).abs() < 1e-12);
        assert!((rank_correlation(&order, &reversed) + 1.0).abs() < 1e-12);
        assert!((shared_first(&order, &reversed) - 20.0 / 25.0).abs() < 1e-12);
    }
}
