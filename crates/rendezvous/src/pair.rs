//! Two parties that could have met unheard, and how probable that is beside everything else that they allow.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::{HullId, Span};

use crate::DarkOptions;
use crate::overlap::Overlap;

/// Who may have met: waits and silences by their places in their lists.
#[derive(Debug, Clone)]
pub(crate) enum Partners {
    /// One that was heard waiting, and one that was silent.
    WaitingAndSilent(usize, usize),
    /// Two that were silent, and where they may have met.
    BothSilent([usize; 2], Overlap),
    /// One that was heard waiting, and one that is never heard.
    WaitingAlone(usize),
}

/// A meeting that may have been.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    pub(crate) partners: Partners,
    pub(crate) hulls: (HullId, Option<HullId>),
    /// Time that both could have spent together at most.
    pub(crate) slack: Span,
    /// How much likelier courses, reception and types are if they met than if not.
    pub(crate) weight: f64,
    /// How much likelier the draughts that they told and the surroundings are.
    pub(crate) hints: f64,
}

/// What can have only one true meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Party {
    Wait(usize),
    Silence(usize),
}

/// A meeting beside its alternatives.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Judged<'p> {
    pub(crate) pair: &'p Pair,
    /// Of this meeting, against every other of either party and against none.
    pub(crate) probability: f64,
    /// The same without draughts and surroundings.
    pub(crate) by_courses: f64,
    /// Other hulls that the first party could have met.
    pub(crate) alternatives: u32,
}

impl Pair {
    /// None for one of whom nothing was heard: no course speaks for it.
    fn weight_of_courses(&self) -> f64 {
        if matches!(self.partners, Partners::WaitingAlone(_)) { 0.0 } else { self.weight }
    }

    /// All that is known together; facts share causes.
    pub(crate) fn full_weight(&self, options: &DarkOptions) -> f64 {
        (self.weight * self.hints).powf(options.together)
    }

    /// Each with the hull that it may have met.
    pub(crate) fn parties(&self) -> impl Iterator<Item = (Party, Option<HullId>)> {
        let [first, second] = match &self.partners {
            &Partners::WaitingAndSilent(wait, silence) => {
                [Party::Wait(wait), Party::Silence(silence)].map(Some)
            }
            Partners::BothSilent(silences, _) => silences.map(Party::Silence).map(Some),
            &Partners::WaitingAlone(wait) => [Some(Party::Wait(wait)), None],
        };
        let first = first.map(|first| (first, self.hulls.1));
        first.into_iter().chain(second.map(|second| (second, Some(self.hulls.0))))
    }
}

/// The probable ones of some pairs: at least [`DarkOptions::probability_at_least`], and among the best
/// [`DarkOptions::keep`] of each party, with all that is known or by courses alone; likeliest first.
pub(crate) fn judge<'p>(pairs: &'p [Pair], options: &DarkOptions) -> Vec<Judged<'p>> {
    let rivals = Rivals::of(pairs, |pair| pair.full_weight(options), options.no_meeting);
    let by_courses = Rivals::of(pairs, Pair::weight_of_courses, options.no_meeting_by_courses);
    let judged = pairs.iter().map(|pair| Judged {
        probability: rivals.probability(pair),
        by_courses: by_courses.probability(pair),
        alternatives: rivals.alternatives(pair),
        pair,
    });
    let mut judged: Vec<Judged<'p>> = judged.filter(|one| one.is_probable(options)).collect();
    judged.sort_by(Judged::order);
    let mut kept = best(&judged, |one| one.probability, options.keep);
    kept.extend(best(&judged, |one| one.by_courses, options.keep));
    kept.into_iter().map(|at| judged[at]).collect()
}

/// The places in the list of those that are among the best few of each of their parties.
fn best(judged: &[Judged<'_>], by: fn(&Judged<'_>) -> f64, keep: usize) -> BTreeSet<usize> {
    let mut order: Vec<usize> = (0..judged.len()).collect();
    order.sort_by(|&one, &other| by(&judged[other]).total_cmp(&by(&judged[one])).then(one.cmp(&other)));
    let mut ranks: BTreeMap<Party, usize> = BTreeMap::new();
    order.retain(|&at| {
        let mut ranks_of_each = Vec::new();
        for (party, _) in judged[at].pair.parties() {
            let rank = ranks.entry(party).or_default();
            *rank += 1;
            ranks_of_each.push(*rank);
        }
        ranks_of_each.iter().all(|&rank| rank <= keep)
    });
    order.into_iter().collect()
}

/// The best meeting of each party with each partner.
struct Rivals<W> {
    of: HashMap<Party, Partnerships>,
    weight: W,
    /// The weight of no meeting at all.
    none: f64,
}

/// The best meeting of a party with each partner, one that nobody heard included: the same two hulls in two pieces of
/// one wait are no rivals.
#[derive(Default)]
struct Partnerships {
    best: BTreeMap<Option<HullId>, f64>,
    /// All of them added up, so that nobody's rivals are added up again.
    total: f64,
}

impl<W: Fn(&Pair) -> f64> Rivals<W> {
    fn of(pairs: &[Pair], weight: W, none: f64) -> Self {
        let mut of: HashMap<Party, Partnerships> = HashMap::new();
        for pair in pairs {
            let weight = weight(pair);
            for (party, partner) in pair.parties() {
                let best = of.entry(party).or_default().best.entry(partner).or_default();
                *best = best.max(weight);
            }
        }
        for partnerships in of.values_mut() {
            partnerships.total = partnerships.best.values().sum();
        }
        Self { of, weight, none }
    }

    fn probability(&self, pair: &Pair) -> f64 {
        let others = pair.parties().map(|(party, partner)| self.of[&party].without(partner));
        let weight = (self.weight)(pair);
        weight / (self.none + weight + others.sum::<f64>())
    }

    fn alternatives(&self, pair: &Pair) -> u32 {
        let first = pair.parties().next().map(|(party, _)| self.of[&party].heard_but(pair.hulls.1));
        first.unwrap_or(0)
    }
}

impl Partnerships {
    /// The weight of all but one partner.
    fn without(&self, partner: Option<HullId>) -> f64 {
        (self.total - self.best[&partner]).max(0.0)
    }

    /// How many partners were heard, but for one.
    fn heard_but(&self, partner: Option<HullId>) -> u32 {
        let unheard = u32::from(self.best.contains_key(&None));
        self.best.len() as u32 - unheard - u32::from(partner.is_some())
    }
}

impl Judged<'_> {
    fn is_probable(&self, options: &DarkOptions) -> bool {
        self.probability.max(self.by_courses) >= options.probability_at_least
    }

    /// Likeliest first.
    fn order(&self, other: &Self) -> Ordering {
        let by_probability = other.probability.total_cmp(&self.probability);
        by_probability.then_with(|| self.pair.parties().cmp(other.pair.parties()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::hull;

    const WAITING: u32 = 440_000_001;

    fn pair(wait: usize, silence: usize, weight: f64) -> Pair {
        let hulls = (hull(WAITING + wait as u32), Some(hull(445_000_001 + silence as u32)));
        let slack = Span::from_hours(5);
        Pair { partners: Partners::WaitingAndSilent(wait, silence), hulls, slack, weight, hints: 1.0 }
    }

    fn judged(pairs: &[Pair]) -> Vec<(usize, f64, u32)> {
        // Facts in full, so that the figures can be worked out by hand.
        let options = DarkOptions { together: 1.0, no_meeting: 30.0, ..DarkOptions::default() };
        let found = judge(pairs, &options);
        let silence = |pair: &Pair| match pair.partners {
            Partners::WaitingAndSilent(_, silence) => silence,
            _ => unreachable!("each pair has one that waits and one that is silent"),
        };
        let told =
            |one: &Judged<'_>| (silence(one.pair), (one.probability * 100.0).round(), one.alternatives);
        found.iter().map(told).collect()
    }

    #[test]
    fn a_lone_pair_of_agreeing_courses_is_probable_and_one_without_courses_is_not() {
        assert_eq!(judged(&[pair(0, 0, 120.0)]), [(0, 80.0, 0)]);
        assert_eq!(judged(&[pair(0, 0, 1.2)]), []);
    }

    #[test]
    fn facts_that_share_causes_count_less_than_their_product() {
        let options = DarkOptions { together: 0.5, no_meeting: 30.0, ..DarkOptions::default() };
        let pairs = [pair(0, 0, 900.0)];
        let found = judge(&pairs, &options);
        assert!((found[0].probability - 0.5).abs() < 1e-12, "{found:?}");
        assert!(found[0].by_courses > 0.9, "{found:?}");
    }

    #[test]
    fn every_other_partner_of_either_takes_its_share() {
        let pairs = [pair(0, 0, 120.0), pair(0, 1, 90.0), pair(1, 0, 60.0)];
        assert_eq!(judged(&pairs), [(0, 40.0, 1), (1, 38.0, 1), (0, 29.0, 0)]);
    }

    #[test]
    fn of_many_partners_the_likeliest_three_are_kept() {
        let pairs: Vec<Pair> = (0..6).map(|silence| pair(0, silence, 20.0 + silence as f64)).collect();
        let kept: Vec<usize> = judged(&pairs).iter().map(|one| one.0).collect();
        assert_eq!(kept, [5, 4, 3]);
    }
}
