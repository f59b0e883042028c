//! Two parties that could have met unheard, and how probable that is beside everything else that they allow.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use model::{HullId, Span};

use crate::DarkOptions;
use crate::overlap::Overlap;

/// Whom a silent hull may have met.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Partner {
    /// One that was heard waiting; the wait, by its place in the list.
    Waiting(usize),
    /// One that was silent too: its silence, by its place in the list, and where the two may have met.
    Silent(usize, Overlap),
}

/// A meeting that may have been.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) partner: Partner,
    /// The silence of the second hull, by its place in the list.
    pub(crate) silence: usize,
    /// Who may have met.
    pub(crate) hulls: [HullId; 2],
    /// Time that both could have spent together at most.
    pub(crate) slack: Span,
    /// How much likelier what is known is if they met than if not.
    pub(crate) weight: f64,
}

/// What can have only one true meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Party {
    Wait(usize),
    Silence(usize),
}

/// A meeting beside its alternatives.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Judged {
    pub(crate) pair: Pair,
    /// Of this meeting, against every other of either party and against none.
    pub(crate) probability: f64,
    /// Other hulls that the first party could have met.
    pub(crate) alternatives: u32,
}

impl Pair {
    fn parties(&self) -> [Party; 2] {
        let first = match self.partner {
            Partner::Waiting(wait) => Party::Wait(wait),
            Partner::Silent(silence, _) => Party::Silence(silence),
        };
        [first, Party::Silence(self.silence)]
    }
}

/// The probable ones of some pairs: at least [`DarkOptions::probability_at_least`], and among the best
/// [`DarkOptions::keep`] of each party; likeliest first.
pub(crate) fn judge(pairs: Vec<Pair>, options: &DarkOptions) -> Vec<Judged> {
    let rivals = Rivals::of(&pairs);
    let mut judged: Vec<Judged> = pairs.into_iter().map(|pair| rivals.judge(pair, options)).collect();
    judged.retain(|one| one.probability >= options.probability_at_least);
    judged.sort_by(Judged::order);
    let mut kept: BTreeMap<Party, usize> = BTreeMap::new();
    judged.retain(|one| {
        let ranks = one.pair.parties().map(|party| {
            let rank = kept.entry(party).or_default();
            *rank += 1;
            *rank
        });
        ranks.iter().all(|&rank| rank <= options.keep)
    });
    judged
}

/// The best meeting of each party with each partner: the same two hulls in two pieces of one wait are no rivals.
struct Rivals(BTreeMap<Party, BTreeMap<HullId, f64>>);

impl Rivals {
    fn of(pairs: &[Pair]) -> Self {
        let mut rivals: BTreeMap<Party, BTreeMap<HullId, f64>> = BTreeMap::new();
        for pair in pairs {
            for (party, partner) in pair.parties().into_iter().zip([pair.hulls[1], pair.hulls[0]]) {
                let best = rivals.entry(party).or_default().entry(partner).or_default();
                *best = best.max(pair.weight);
            }
        }
        Self(rivals)
    }

    fn judge(&self, pair: Pair, options: &DarkOptions) -> Judged {
        let partners = pair.hulls.into_iter().rev();
        let others = pair.parties().into_iter().zip(partners).map(|(party, partner)| {
            let weights = self.0[&party].iter().filter(move |(hull, _)| **hull != partner);
            weights.map(|(_, weight)| weight).sum::<f64>()
        });
        let probability = pair.weight / (options.no_meeting + pair.weight + others.sum::<f64>());
        let alternatives = self.0[&pair.parties()[0]].len().saturating_sub(1) as u32;
        Judged { pair, probability, alternatives }
    }
}

impl Judged {
    /// Likeliest first.
    fn order(&self, other: &Self) -> Ordering {
        let by_probability = other.probability.total_cmp(&self.probability);
        by_probability.then(self.pair.parties().cmp(&other.pair.parties()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::hull;

    const WAITING: u32 = 440_000_001;

    fn pair(wait: usize, silence: usize, weight: f64) -> Pair {
        let hulls = [hull(WAITING + wait as u32), hull(445_000_001 + silence as u32)];
        Pair { partner: Partner::Waiting(wait), silence, hulls, slack: Span::from_hours(5), weight }
    }

    fn judged(pairs: Vec<Pair>) -> Vec<(usize, f64, u32)> {
        let found = judge(pairs, &DarkOptions::default());
        found
            .iter()
            .map(|one| (one.pair.silence, (one.probability * 100.0).round(), one.alternatives))
            .collect()
    }

    #[test]
    fn a_lone_pair_of_agreeing_courses_is_probable_and_one_without_courses_is_not() {
        assert_eq!(judged(vec![pair(0, 0, 120.0)]), [(0, 80.0, 0)]);
        assert_eq!(judged(vec![pair(0, 0, 1.2)]), []);
    }

    #[test]
    fn every_other_partner_of_either_takes_its_share() {
        let pairs = vec![pair(0, 0, 120.0), pair(0, 1, 90.0), pair(1, 0, 60.0)];
        assert_eq!(judged(pairs), [(0, 40.0, 1), (1, 38.0, 1), (0, 29.0, 0)]);
    }

    #[test]
    fn of_many_partners_the_likeliest_three_are_kept() {
        let pairs = (0..6).map(|silence| pair(0, silence, 20.0 + silence as f64)).collect();
        let kept: Vec<usize> = judged(pairs).iter().map(|one| one.0).collect();
        assert_eq!(kept, [5, 4, 3]);
    }
}
