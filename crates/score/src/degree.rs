//! How much of one that it met a ship passes on to another: less, the more it meets, in proportion.
//!
//! Of a feeder that meets two ships in ten days each is half of its business; of a bunker barge that meets twenty, each is a customer
//! among many, and who was its customer before says nothing of who is now. So a link is passed on over a ship by 1 / (k - f), and never
//! by more than 1, where the ship met k in the days of a chain and the first f are free. With f = 1 that is the weight of a tie
//! between authors of one paper (M. E. J. Newman, Phys. Rev. E 64, 016132, 2001), and but for the free one the index of resource
//! allocation, 1 / k for each common neighbour (T. Zhou, L. Lü and Y.-C. Zhang, Eur. Phys. J. B 71, 623, 2009). Over several ships their
//! weights multiply.

use std::collections::BTreeSet;

use model::{EventKind, HullId, Interval};

use crate::standing::Standing;
use crate::world::{World, partner};

/// How many ships a hull met within the days of a chain around a span, everyday neighbours left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Degree(usize);

impl Degree {
    /// What it passes on of one to another, where the first few are free.
    pub(crate) fn weight(self, free: u32) -> f64 {
        let beyond = self.0.saturating_sub(free as usize);
        1.0 / beyond.max(1) as f64
    }

    /// In words: one of how many.
    pub(crate) fn words(self, world: &World<'_>) -> String {
        let days = world.options.chain.window.hours() / 24.0;
        match self.0 {
            0 | 1 => format!("the only ship that it met within {days:.0} days"),
            several => format!("one of {several} ships that it met within {days:.0} days"),
        }
    }
}

impl World<'_> {
    pub(crate) fn degree(&self, hull: HullId, around: Interval) -> Degree {
        let met = self.meetings(hull, around, self.options.chain.window, Standing::Leg);
        let partners: BTreeSet<HullId> = met.filter_map(|event| partner(event, hull)).collect();
        Degree(partners.len())
    }

    /// A bunker barge or a mother ship at work, of which nothing is gathered but what it did in the hours asked for.
    pub(crate) fn is_hub(&self, hull: HullId, around: Interval) -> bool {
        self.degree(hull, around) > Degree(self.options.chain.hub_partners)
    }

    /// Whether an event is a meeting that was heard of a hub with a third ship: its other business.
    pub(crate) fn is_other_business(&self, at: usize, hull: HullId, with: &[HullId]) -> bool {
        let event = self.event(at);
        let is_third = || partner(event, hull).is_some_and(|other| !with.contains(&other));
        event.kind() == EventKind::Encounter && is_third()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ship_that_met_two_passes_on_all_and_one_that_met_twenty_a_nineteenth() {
        let passed_on: Vec<f64> = [0, 1, 2, 3, 5, 20].map(|met| Degree(met).weight(1)).to_vec();
        assert_eq!(passed_on, [1.0, 1.0, 1.0, 0.5, 0.25, 1.0 / 19.0]);
    }

    #[test]
    fn one_more_partner_never_adds_weight_and_takes_no_more_than_half_of_it() {
        for (free, met) in (0..6).flat_map(|free| (0..40).map(move |met| (free, met))) {
            let [now, then] = [met, met + 1].map(|met| Degree(met).weight(free));
            assert!(then <= now && then >= now / 2.0, "{met} of which {free} are free: {now}, then {then}");
        }
    }
}
