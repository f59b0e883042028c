//! Other weights near given ones: without a group, or drawn from the ranges of the ratios.

use model::Group;

use super::{Weight, Weights};
use crate::draw::Draws;

impl Weights {
    /// These weights with every ratio of a group at 1, so that it says nothing.
    #[must_use]
    pub fn without(mut self, group: Group) -> Self {
        for weight in self.indicators.values_mut().filter(|weight| weight.group == group) {
            *weight = Weight { lr: 1.0, lr_low: 1.0, lr_high: 1.0, lr_absent: 1.0, ..weight.clone() };
        }
        self
    }

    /// These weights with the ratios and the prior of others; the thresholds stay.
    #[must_use]
    pub fn with_ratios_of(self, others: &Self) -> Self {
        let (indicators, calibration) = (others.indicators.clone(), others.calibration);
        Self { indicators, calibration, prior_odds: others.prior_odds, ..self }
    }

    /// These weights with every ratio drawn from its range, triangular in its logarithm; ratios of absence are held.
    #[must_use]
    pub fn drawn(mut self, seed: u64) -> Self {
        let mut draws = Draws::new(seed);
        for weight in self.indicators.values_mut() {
            let [low, mid, high] = [weight.lr_low, weight.lr, weight.lr_high].map(f64::ln);
            weight.lr = draws.triangular(low, mid, high).exp().clamp(weight.lr_low, weight.lr_high);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Indicator;

    #[test]
    fn without_the_group_of_gaps_a_gap_says_nothing_and_a_place_what_it_said() {
        let (all, without) = (Weights::builtin(), Weights::builtin().without(Group::Gap));
        assert_eq!((without.weight(Indicator::D1).lr, without.weight(Indicator::D1).lr_absent), (1.0, 1.0));
        assert_eq!(without.weight(Indicator::G1), all.weight(Indicator::G1));
    }

    #[test]
    fn drawn_ratios_stay_in_their_ranges_and_one_seed_draws_the_same() {
        let drawn = Weights::builtin().drawn(7);
        for indicator in Indicator::ALL {
            let weight = drawn.weight(indicator);
            assert!((weight.lr_low..=weight.lr_high).contains(&weight.lr), "{indicator:?}");
        }
        assert_eq!(drawn, Weights::builtin().drawn(7));
        assert!(drawn != Weights::builtin().drawn(8));
    }
}
