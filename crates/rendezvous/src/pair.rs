//! Two parties that could have met unheard, and how probable that is beside everything else that they allow.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use model::{HullId, Interval, Span};

use crate::facts::{MeetingFacts, MeetingKind};
use crate::overlap::Overlap;
use crate::{DarkOptions, MeetingWeights};

/// Who may have met: waits and silences by their places in their lists.
#[derive(Debug, Clone)]
pub(crate) enum Partners {
    /// One that was heard waiting, and one that was silent.
    WaitingAndSilent(u32, u32),
    /// Two that were silent, and where they may have met: few among many.
    BothSilent([u32; 2], Box<Overlap>),
    /// One that was heard waiting, and one that is never heard.
    WaitingAlone(u32),
}

/// A meeting that may have been.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    pub(crate) partners: Partners,
    pub(crate) hulls: (HullId, Option<HullId>),
    /// When both could have been together, at most.
    pub(crate) when: Interval,
    /// How much likelier courses, reception and trades are if they met than if not; 0 for one of whom nothing was heard, since no
    /// course speaks for it.
    pub(crate) of_courses: f64,
    /// How much likelier all that is known is.
    pub(crate) weight: f64,
}

/// A meeting that may have been, with all that is known of it.
#[derive(Debug, Clone)]
pub(crate) struct Possible {
    pub(crate) pair: Pair,
    pub(crate) facts: MeetingFacts,
}

/// Many pairs, in parts: a list that grows takes twice the room.
pub(crate) struct Pairs(Vec<Vec<Pair>>);

impl Pairs {
    /// Of each part but the last.
    const PART: usize = 4096;

    pub(crate) fn of(mut pairs: impl Iterator<Item = Pair>) -> Self {
        let part = || {
            let mut part = Vec::with_capacity(Self::PART);
            part.extend(pairs.by_ref().take(Self::PART));
            (!part.is_empty()).then_some(part)
        };
        Self(std::iter::from_fn(part).collect())
    }

    fn count(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    pub(crate) fn at(&self, at: u32) -> &Pair {
        &self.0[at as usize / Self::PART][at as usize % Self::PART]
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Pair> {
        self.0.iter().flatten()
    }
}

/// What can have only one true meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// A wait, by its place among all.
    Wait(u32),
    /// A silence, by its place among all.
    Silence(u32),
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

impl Possible {
    pub(crate) fn of(
        partners: Partners,
        hulls: (HullId, Option<HullId>),
        when: Interval,
        facts: MeetingFacts,
        weights: &MeetingWeights,
    ) -> Self {
        let of_courses = if facts.kind == MeetingKind::NeverHeard { 0.0 } else { facts.of_courses() };
        Self { pair: Pair { partners, hulls, when, of_courses, weight: weights.weight(&facts) }, facts }
    }
}

impl Pair {
    /// The longest that the two can have been together about where they are told to have met.
    pub(crate) fn longest(&self) -> Span {
        match &self.partners {
            Partners::BothSilent(_, overlap) => overlap.longest,
            Partners::WaitingAndSilent(..) | Partners::WaitingAlone(_) => self.when.span(),
        }
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
pub(crate) fn judge<'p>(pairs: &'p Pairs, options: &DarkOptions) -> Vec<Judged<'p>> {
    let by_all = by_all(pairs, options);
    let by_courses =
        Rivals::of(pairs, |pair: &Pair| pair.of_courses, options.no_meeting_by_courses, options.one_within);
    let judged = pairs.iter().zip(by_all).map(|(pair, (probability, alternatives))| Judged {
        probability,
        by_courses: by_courses.probability(pair),
        alternatives,
        pair,
    });
    let mut judged: Vec<Judged<'p>> = judged.filter(|one| one.is_probable(options)).collect();
    drop(by_courses);
    judged.sort_by(Judged::order);
    let mut kept = best(&judged, |one| one.probability, options.keep);
    kept.extend(best(&judged, |one| one.by_courses, options.keep));
    (0..).zip(judged).filter(|(at, _)| kept.contains(at)).map(|(_, one)| one).collect()
}

/// The probability of each pair by all that is known, and how many others either party could have met. Pairs are many more
/// than meetings: what is known of all their rivals is let go of here.
fn by_all(pairs: &Pairs, options: &DarkOptions) -> Vec<(f64, u32)> {
    let rivals = Rivals::of(pairs, |pair| pair.weight, options.no_meeting, options.one_within);
    let mut all = Vec::with_capacity(pairs.count());
    all.extend(pairs.iter().map(|pair| (rivals.probability(pair), rivals.alternatives(pair))));
    all
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

/// The occasions on which each party can have met each partner, one that nobody heard included.
///
/// A party had one meeting, so that occasions are rivals of each other; but the same two hulls in two pieces of one wait, or between
/// two fixes of one that is heard in snatches, are not.
struct Rivals<W> {
    /// By party, partner and time.
    occasions: Vec<Occasion>,
    /// By party.
    parties: Vec<Occasions>,
    weight: W,
    /// The weight of no meeting at all.
    none: f64,
}

/// When a party can have met a partner, in one piece or in several that are one meeting, by the best of them.
#[derive(Clone, Copy)]
struct Occasion {
    party: Party,
    partner: Option<HullId>,
    when: Interval,
    weight: f64,
}

/// The occasions of one party.
struct Occasions {
    party: Party,
    /// Where they are among all.
    of: Range<usize>,
    /// The weights of all added up, so that nobody's rivals are added up again.
    total: f64,
    /// How many partners they are with that were heard.
    partners: u32,
}

impl<W: Fn(&Pair) -> f64> Rivals<W> {
    fn of(pairs: &Pairs, weight: W, none: f64, one_within: Span) -> Self {
        let occasions = occasions(pairs, &weight, one_within);
        let mut from = 0;
        let of_party = |of_party: &[Occasion]| {
            let of = from..from + of_party.len();
            from = of.end;
            let total = of_party.iter().map(|occasion| occasion.weight).sum();
            let with_each = of_party.chunk_by(|one, next| one.partner == next.partner);
            let partners = with_each.filter(|with_one| with_one[0].partner.is_some()).count() as u32;
            Occasions { party: of_party[0].party, of, total, partners }
        };
        let parties = occasions.chunk_by(|one, next| one.party == next.party).map(of_party).collect();
        Self { occasions, parties, weight, none }
    }

    fn probability(&self, pair: &Pair) -> f64 {
        let others = pair.parties().map(|(party, partner)| self.without(party, partner, pair.when));
        let weight = (self.weight)(pair);
        weight / (self.none + weight + others.sum::<f64>())
    }

    /// How many other partners were heard of the party that has more of them.
    fn alternatives(&self, pair: &Pair) -> u32 {
        let others = pair
            .parties()
            .map(|(party, partner)| self.occasions_of(party).partners - u32::from(partner.is_some()));
        others.max().unwrap_or(0)
    }

    /// The weight of all occasions of a party but one.
    fn without(&self, party: Party, partner: Option<HullId>, when: Interval) -> f64 {
        let Occasions { of, total, .. } = self.occasions_of(party);
        let of_party = &self.occasions[of.clone()];
        let after =
            of_party.partition_point(|other| (other.partner, other.when.start()) <= (partner, when.start()));
        let own = after.checked_sub(1).expect("each pair is among its parties' occasions");
        (total - of_party[own].weight).max(0.0)
    }

    fn occasions_of(&self, party: Party) -> &Occasions {
        let at = self.parties.binary_search_by_key(&party, |occasions| occasions.party);
        &self.parties[at.expect("each pair has its parties here")]
    }
}

fn occasions(pairs: &Pairs, weight: impl Fn(&Pair) -> f64, one_within: Span) -> Vec<Occasion> {
    let mut pieces: Vec<Occasion> = Vec::with_capacity(pairs.count() * 2);
    for pair in pairs.iter() {
        let weight = weight(pair).max(0.0);
        let of_each = pair.parties();
        pieces.extend(of_each.map(|(party, partner)| Occasion { party, partner, when: pair.when, weight }));
    }
    pieces.sort_unstable_by_key(|piece| (piece.party, piece.partner, piece.when.start(), piece.when.end()));
    pieces.dedup_by(|next, open| {
        let is_one = (next.party, next.partner) == (open.party, open.partner)
            && next.when.start() - open.when.end() <= one_within;
        if is_one {
            open.when = Interval::between(open.when.start(), open.when.end().max(next.when.end()));
            open.weight = open.weight.max(next.weight);
        }
        is_one
    });
    pieces
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
    use crate::world::{hull, minute};

    const WAITING: u32 = 440_000_001;

    fn pair(wait: u32, silence: u32, weight: f64) -> Pair {
        let hulls = (hull(WAITING + wait), Some(hull(445_000_001 + silence)));
        let when = Interval::between(minute(0.0), minute(300.0));
        Pair { partners: Partners::WaitingAndSilent(wait, silence), hulls, when, of_courses: weight, weight }
    }

    fn judged(pairs: &[Pair]) -> Vec<(u32, f64, u32)> {
        // The same against none as by courses, so that the figures can be worked out by hand.
        let options = DarkOptions { no_meeting: 30.0, ..DarkOptions::default() };
        let pairs = Pairs::of(pairs.iter().cloned());
        let found = judge(&pairs, &options);
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
    fn every_other_partner_of_either_takes_its_share() {
        let pairs = [pair(0, 0, 120.0), pair(0, 1, 90.0), pair(1, 0, 60.0)];
        assert_eq!(judged(&pairs), [(0, 40.0, 1), (1, 38.0, 1), (0, 29.0, 1)]);
    }

    #[test]
    fn silences_of_one_ship_in_one_wait_of_another_share_what_there_is_of_a_meeting_unless_they_are_one() {
        let at = |silence: u32, from: f64| Pair {
            when: Interval::between(minute(from), minute(from + 300.0)),
            hulls: (hull(WAITING), Some(hull(445_000_001))),
            ..pair(0, silence, 120.0)
        };
        // Sixteen hours apart: 120 in 30 + 120 + 120 each.
        assert_eq!(judged(&[at(0, 0.0), at(1, 1000.0)]), [(0, 44.0, 0), (1, 44.0, 0)]);
        // Heard once in between, an hour and a half apart: 120 in 30 + 120, of both together.
        assert_eq!(judged(&[at(0, 0.0), at(1, 390.0)]), [(0, 80.0, 0), (1, 80.0, 0)]);
    }

    #[test]
    fn of_many_partners_the_likeliest_three_are_kept() {
        let pairs: Vec<Pair> = (0..6).map(|silence| pair(0, silence, 20.0 + f64::from(silence))).collect();
        let kept: Vec<u32> = judged(&pairs).iter().map(|one| one.0).collect();
        assert_eq!(kept, [5, 4, 3]);
    }
}
