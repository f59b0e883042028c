//! Where and when either hull of a find met somebody, whoever that was.
//!
//! A find names two hulls. Where either met another instead, it was where that other waited, or where the two silences cross, or,
//! beside one that is never heard, anywhere that a silent hull can have been. What is told to hold the meeting nine times in ten has
//! to reckon with all of these, each by its weight.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use model::{HullId, Interval, Metres, Position, Span};

use crate::crossing;
use crate::pair::{Judged, Pair, Pairs, Partners, Party};
use crate::possible::Scene;
use crate::sea::Sea;
use crate::silence::Silence;
use crate::spot::{Spot, quantile, scaled};
use crate::wait::Wait;

/// All meetings that may have been, by who can have had them.
pub(crate) struct Whoever<'a> {
    pub(crate) sea: &'a Sea<'a>,
    pub(crate) waits: &'a [Wait<'a>],
    pub(crate) silences: &'a [Silence<'a>],
    pairs: &'a Pairs,
    /// Of the parties of finds, all that each can have had.
    of: HashMap<Party, Vec<u32>>,
    /// For each silence, where its hull can have met one that is never heard, by weight.
    unheard: Vec<OnceLock<Vec<Spot>>>,
}

/// A meeting that may have been, and its weight.
type Weighed<'a> = (f64, &'a Pair);

/// Where and when a meeting was, nine times in ten.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bounds {
    /// About the place that is told.
    pub(crate) radius: Metres,
    /// All of the meeting.
    pub(crate) possible: Interval,
}

impl<'a> Whoever<'a> {
    pub(crate) fn of(
        pairs: &'a Pairs,
        finds: &[Judged<'_>],
        &Scene { sea, waits, silences }: &Scene<'a>,
    ) -> Self {
        let found = finds.iter().flat_map(|find| find.pair.parties());
        let mut of: HashMap<Party, Vec<u32>> = found.map(|(party, _)| (party, Vec::new())).collect();
        for (at, pair) in (0..).zip(pairs.iter()) {
            for (party, _) in pair.parties() {
                of.entry(party).and_modify(|meetings| meetings.push(at));
            }
        }
        Self { sea, waits, silences, pairs, of, unheard: vec![OnceLock::new(); silences.len()] }
    }

    /// Of what either hull of a find met, if it met somebody, about the place that is told; `None` if nothing speaks for any meeting.
    pub(crate) fn bounds(&self, find: &Pair, told: Position) -> Option<Bounds> {
        let spots = self.spots(find);
        let distances = spots.iter().map(|spot| (spot.place.distance(told), spot.weight));
        Some(Bounds {
            radius: quantile(distances.collect(), 0.9)?,
            possible: possible(&spots, self.sea.transfer(find.hulls.0))?,
        })
    }

    /// Places of all meetings that either hull can have had, by weight.
    fn spots(&self, find: &Pair) -> Vec<Spot> {
        let heard = self.rivals(find).into_iter();
        let heard = heard.flat_map(|(weight, pair)| scaled(&self.spots_of(pair), weight));
        let unheard = find.parties().flat_map(|(party, _)| self.unheard(party));
        heard.chain(unheard.copied()).collect()
    }

    /// A find and every other meeting that either party can have had, by weight: those of one pair of hulls on one occasion weigh
    /// together what the best of them does, as they do where they are judged.
    fn rivals(&self, find: &Pair) -> Vec<Weighed<'a>> {
        let options = &self.sea.options.dark;
        let either: BTreeSet<u32> =
            find.parties().flat_map(|(party, _)| self.of[&party].iter().copied()).collect();
        let weighed = either.into_iter().map(|at| self.pairs.at(at)).map(|pair| (pair.weight, pair));
        let mut rivals: Vec<Weighed<'a>> = weighed.collect();
        rivals.sort_by_key(|(_, pair)| (in_order(pair.hulls), pair.when.start()));
        let is_one = |one: &Weighed<'_>, next: &Weighed<'_>| {
            let [one, next] = [one, next].map(|(_, pair)| pair);
            in_order(one.hulls) == in_order(next.hulls)
                && next.when.start() - one.when.end() <= options.one_within
        };
        for occasion in rivals.chunk_by_mut(is_one) {
            let best = occasion.iter().map(|(weight, _)| *weight).fold(0.0, f64::max);
            let all: f64 = occasion.iter().map(|(weight, _)| weight).sum();
            let share = best / all.max(f64::MIN_POSITIVE);
            occasion.iter_mut().for_each(|(weight, _)| *weight *= share);
        }
        rivals
    }

    fn spots_of(&self, pair: &Pair) -> Vec<Spot> {
        match &pair.partners {
            Partners::WaitingAndSilent(wait, silence) => {
                self.waits[*wait as usize].spots(Some(&self.silences[*silence as usize].prism), self.sea)
            }
            Partners::WaitingAlone(wait) => self.waits[*wait as usize].spots(None, self.sea),
            Partners::BothSilent(_, overlap) => overlap.spots.clone(),
        }
    }

    fn unheard(&self, party: Party) -> &[Spot] {
        let Party::Silence(silence) = party else { return &[] };
        let silence = silence as usize;
        self.unheard[silence].get_or_init(|| {
            let alone = crossing::alone(&self.silences[silence], self.sea);
            alone.map_or_else(Vec::new, |(weight, overlap)| scaled(&overlap.spots, weight))
        })
    }
}

/// The lower number first; `None` for one that is never heard.
fn in_order((one, other): (HullId, Option<HullId>)) -> (HullId, Option<HullId>) {
    match other {
        Some(other) if other < one => (other, Some(one)),
        _ => (one, other),
    }
}

/// From when but one in twenty began to when but one in twenty had ended, if each took as long as a transfer and lay anywhere in the
/// time that there was for it.
fn possible(spots: &[Spot], transfer: Span) -> Option<Interval> {
    let late = |spot: &Spot| lateness(spot.when.span() - transfer);
    let starts = spots
        .iter()
        .flat_map(|spot| late(spot).map(|late| (spot.when.start().saturating_add(late), spot.weight)));
    let ends = spots.iter().flat_map(|spot| {
        late(spot).map(|early| (spot.when.end().saturating_add(Span::ZERO - early), spot.weight))
    });
    Some(Interval::between(quantile(starts.collect(), 0.05)?, quantile(ends.collect(), 0.95)?))
}

/// Spans that stand for all of which a meeting can begin later, or end earlier, that has so much time to spare.
fn lateness(spare: Span) -> impl Iterator<Item = Span> {
    const STEPS: i64 = 5;
    (0..STEPS).map(move |step| Span::from_ms(spare.ms().max(0) * (2 * step + 1) / (2 * STEPS)))
}
