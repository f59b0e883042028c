//! Whether a ranked list means what it says: probabilities, tonnes, and the honest ships that it names.

use std::collections::{BTreeMap, BTreeSet};

use model::Mmsi;
use simulator::truth::Truth;

use crate::ranking::{Claim, Ranking};
use crate::report::{HonestHulls, Measure, Reliability};

const SUBJECT: &str = "leads";

/// As many leads as an analyst reads in a day (design).
const FIRST: usize = 50;

/// Ends of the bins in which probabilities are compared with how often they were right.
const BINS: [f64; 8] = [0.0, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0];

/// Skill of the probabilities (Brier 1950, against always telling the mean), and how often the tonnes told hold the
/// true figure.
pub(crate) fn measures(ranking: &Ranking, leads: &[Claim]) -> Vec<Measure> {
    let told = told(ranking, leads);
    let (right, of) = ranking.tonnes_right;
    let skill = brier_skill(&told);
    vec![
        Measure::of(SUBJECT, "Brier skill", skill.unwrap_or_default(), skill.map_or(0, |_| told.len())),
        Measure::of(SUBJECT, "true tonnes inside the interval told", right as f64 / of.max(1) as f64, of),
    ]
}

/// How often leads of about one probability met an incident, by the bins that hold any.
pub(crate) fn reliability(ranking: &Ranking, leads: &[Claim]) -> Vec<Reliability> {
    reliability_of(&told(ranking, leads))
}

/// How often what was told with about one probability was right, by the bins that hold any.
pub fn reliability_of(told: &[(f64, bool)]) -> Vec<Reliability> {
    let bins = BINS.windows(2).map(|ends| (ends[0], ends[1]));
    bins.filter_map(|(from, to)| bin(told, from, to)).collect()
}

fn bin(told: &[(f64, bool)], from: f64, to: f64) -> Option<Reliability> {
    let is_last = to >= 1.0;
    let within = |p: f64| from <= p && (p < to || is_last);
    let inside: Vec<&(f64, bool)> = told.iter().filter(|(p, _)| within(*p)).collect();
    let leads = inside.len();
    let share = |sum: f64| sum / leads as f64;
    (leads > 0).then(|| Reliability {
        from,
        to,
        leads,
        told: share(inside.iter().map(|(p, _)| p).sum()),
        right: share(inside.iter().filter(|(_, right)| *right).count() as f64),
    })
}

/// Each probability told, and whether the lead met an incident.
fn told(ranking: &Ranking, leads: &[Claim]) -> Vec<(f64, bool)> {
    let beside = leads.iter().zip(&ranking.meets);
    beside.filter_map(|(lead, &meets)| Some((lead.probability?, meets))).collect()
}

/// Skill of probabilities against always telling their mean outcome (Brier 1950): 1 for perfect ones, 0 for those no better
/// than the mean; `None` where all were right or none was.
pub fn brier_skill(told: &[(f64, bool)]) -> Option<f64> {
    let outcome = |right: bool| f64::from(u8::from(right));
    let mean = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>() / told.len() as f64;
    let base = mean(&mut told.iter().map(|&(_, right)| outcome(right)));
    let error = mean(&mut told.iter().map(|&(p, right)| (p - outcome(right)).powi(2)));
    let spread = base * (1.0 - base);
    (spread > 0.0).then(|| 1.0 - error / spread)
}

/// For each role, how many of its hulls the first leads name that meet no incident.
pub(crate) fn honest_hulls(ranking: &Ranking, leads: &[Claim], truth: &Truth) -> Vec<HonestHulls> {
    let first = leads.iter().zip(&ranking.meets).take(FIRST);
    let named: BTreeSet<Mmsi> =
        first.filter(|(_, meets)| !**meets).flat_map(|(lead, _)| lead.mmsis.iter().copied()).collect();
    let accused: BTreeSet<u32> =
        truth.broadcasts.iter().filter(|row| named.contains(&row.mmsi)).map(|row| row.hull).collect();
    let mut roles: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for hull in &truth.hulls {
        let (hulls, in_first) = roles.entry(&hull.role).or_default();
        *hulls += 1;
        *in_first += usize::from(accused.contains(&hull.hull));
    }
    let told = |(role, (hulls, in_first_50)): (&str, (usize, usize))| HonestHulls {
        role: role.to_owned(),
        hulls,
        in_first_50,
        pass_rate: in_first_50 as f64 / hulls as f64,
    };
    roles.into_iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_that_are_always_right_have_all_skill_and_the_mean_has_none() {
        assert_eq!(brier_skill(&[(1.0, true), (0.0, false)]), Some(1.0));
        assert_eq!(brier_skill(&[(0.5, true), (0.5, false)]), Some(0.0));
        assert_eq!(brier_skill(&[(0.9, true)]), None);
    }

    #[test]
    fn a_bin_tells_what_was_told_and_how_often_it_was_right() {
        let told = [(0.5, true), (0.55, false), (1.0, true)];
        let middle = bin(&told, 0.4, 0.6).unwrap();
        assert_eq!((middle.leads, middle.right), (2, 0.5));
        assert!((middle.told - 0.525).abs() < 1e-12);
        assert_eq!(bin(&told, 0.8, 1.0).map(|last| last.leads), Some(1));
        assert_eq!(bin(&told, 0.0, 0.05), None);
    }
}
