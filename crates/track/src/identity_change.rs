//! One hull goes on under another number, and perhaps later under the old one again.
//!
//! Two numbers can be one hull if they take turns: whenever one is heard the other is silent, and each change lies
//! within reach. Ships leave and enter reception all the time, so that is weak evidence alone. Each fact (place, time,
//! courses, draught, dimensions, IMO number, name, call sign) counts by how much likelier it is for one hull than for two, and every
//! other number that could as well be the old hull, or the new one, takes its share.
//!
//! A hull that is registered under another flag may be silent for weeks; it keeps its IMO number, and only such are looked
//! for as long.

mod closeness;
mod exchanged;
mod taken_up_again;

use std::collections::{BTreeMap, BTreeSet};

use model::{
    Event, Finding, Fix, Fleet, HullId, IdentityChange, Imo, Location, MmsiKind, Parties, Span, Surroundings,
    Timestamp, Track, Vessel,
};

use crate::likeness::{Likeness, differ_in_size, imo_of};
use crate::turns::{Turn, turns};
use crate::{IdentityChangeOptions, Swap};

pub(crate) use closeness::is_within_reach;
use closeness::{closeness, went_on};
use taken_up_again::taken_up_again;

/// Every change from one number to another by what is probably one hull, those of hulls that exchanged theirs among them, by time.
pub fn identity_changes(fleet: &Fleet, swaps: &[Swap], options: &IdentityChangeOptions) -> Vec<Event> {
    let likeness = Likeness::learn(&fleet.vessels, options);
    let candidates = candidates(&hulls(fleet, swaps, options), &likeness, options);
    let of_silence = sums(candidates.iter().map(|pair| (pair.silence(), pair.weight)));
    let of_new = sums(candidates.iter().map(|pair| (pair.new.track.hull, pair.weight)));
    let mut events: Vec<Event> = Vec::new();
    for candidate in &candidates {
        let claims = of_silence[&candidate.silence()] + of_new[&candidate.new.track.hull] - candidate.weight;
        let probability = candidate.weight / (1.0 - options.prior + claims);
        if probability >= options.probability_at_least {
            events.extend(candidate.events(probability, options));
        }
    }
    events.extend(swaps.iter().flat_map(|swap| exchanged::events(swap, fleet, &likeness, options)));
    events.sort_by_key(|event| (event.start, event.parties));
    events
}

/// A hull that may go by two numbers.
#[derive(Debug, Clone, Copy)]
struct Hull<'a> {
    track: &'a Track,
    vessel: &'a Vessel,
    /// No record of the number is earlier than this hull's own.
    opens: bool,
    /// It went on under a number for which it exchanged its own.
    is_exchanged: bool,
    /// If its check digit is right.
    imo: Option<Imo>,
}

/// Two numbers that may be one hull.
struct Candidate<'a> {
    /// The number heard first.
    old: Hull<'a>,
    new: Hull<'a>,
    /// At least one.
    turns: Vec<Turn<'a>>,
    /// How much likelier the facts are for one hull than for two, times the share of the prior.
    weight: f64,
}

/// The ship stations worth a look.
fn hulls<'a>(fleet: &'a Fleet, swaps: &[Swap], options: &IdentityChangeOptions) -> Vec<Hull<'a>> {
    let exchanged: BTreeSet<HullId> = swaps.iter().flat_map(|swap| swap.before).collect();
    let numbers = fleet.vessels.chunk_by(|one, other| one.hull.mmsi == other.hull.mmsi);
    let named = numbers.filter(|vessels| {
        let mmsi = vessels[0].hull.mmsi;
        mmsi.kind() == MmsiKind::Ship && !mmsi.is_placeholder()
    });
    let of_number = |vessels: &'a [Vessel]| {
        let first_seen = vessels.iter().map(|vessel| vessel.first_seen).min();
        let each = vessels.iter().filter_map(|vessel| Hull::of(vessel, fleet));
        let told = each.map(|hull| Hull {
            opens: Some(hull.vessel.first_seen) == first_seen,
            is_exchanged: exchanged.contains(&hull.track.hull),
            ..hull
        });
        told.filter(|hull| hull.fixes().len() >= fewest_fixes(options)).collect::<Vec<_>>()
    };
    named.flat_map(of_number).collect()
}

/// With fewer a number is no hull, whatever it did.
fn fewest_fixes(options: &IdentityChangeOptions) -> usize {
    options.fixes_at_least.min(options.fixes_under_way_at_least).max(1)
}

/// Every new number with the hulls that were silent when it appeared and could have come there.
fn candidates<'a>(
    hulls: &[Hull<'a>],
    likeness: &Likeness,
    options: &IdentityChangeOptions,
) -> Vec<Candidate<'a>> {
    let mut newcomers: Vec<Hull<'a>> = hulls.iter().copied().filter(|hull| hull.opens).collect();
    newcomers.sort_by_key(|hull| (hull.fixes()[0].time, hull.track.hull));
    // How many fixes of each hull are earlier than the newcomer's first: it only grows.
    let mut earlier = vec![0; hulls.len()];
    let mut found = Vec::new();
    for new in newcomers {
        let appears = new.fixes()[0].time;
        for (old, earlier) in hulls.iter().zip(&mut earlier) {
            *earlier += old.fixes()[*earlier..].iter().take_while(|fix| fix.time < appears).count();
            let is_worth_a_look = may_have_become(old, *earlier, &new, options)
                && is_silent_meanwhile(old, *earlier, &new, options);
            if let Some(turns) = is_worth_a_look.then(|| take_turns(old, &new, options)).flatten() {
                let mut candidate = Candidate { old: *old, new, turns, weight: 1.0 };
                candidate.weight = candidate.likelihood(likeness, options);
                let is_worth_telling = candidate.is_in_time(options) && candidate.is_known(options);
                found.extend(is_worth_telling.then_some(candidate));
            }
        }
    }
    share_prior(&mut found, options);
    found
}

/// A first look, as most hulls are elsewhere: whether the old one can have come from where it was heard last to where the newcomer
/// appeared.
fn may_have_become(old: &Hull<'_>, earlier: usize, new: &Hull<'_>, options: &IdentityChangeOptions) -> bool {
    let last = earlier.checked_sub(1).and_then(|at| old.fixes().get(at));
    last.is_some_and(|last| is_within_reach(&Turn { last, first: &new.fixes()[0] }, options))
}

/// Whether the old hull was heard soon enough before the newcomer appeared, and not again until that had been heard a few times.
fn is_silent_meanwhile(
    old: &Hull<'_>,
    earlier: usize,
    new: &Hull<'_>,
    options: &IdentityChangeOptions,
) -> bool {
    let known_by = new.fixes()[fewest_fixes(options) - 1].time;
    let fixes = old.fixes();
    let within = if old.has_imo_of(new, options) { options.same_imo_within } else { options.within };
    if old.is_exchanged && earlier == fixes.len() {
        return false;
    }
    let heard_before = earlier > 0 && new.fixes()[0].time - fixes[earlier - 1].time <= within;
    heard_before && fixes.get(earlier).is_none_or(|again| again.time > known_by)
}

/// The turns of two numbers if each lies within reach.
fn take_turns<'a>(old: &Hull<'a>, new: &Hull<'a>, options: &IdentityChangeOptions) -> Option<Vec<Turn<'a>>> {
    let turns = turns(old.fixes(), new.fixes(), options.turns_at_most)?;
    turns.iter().all(|turn| is_within_reach(turn, options)).then_some(turns)
}

/// The newcomers of one silence share the prior that it hides a change.
fn share_prior(candidates: &mut [Candidate<'_>], options: &IdentityChangeOptions) {
    let newcomers = sums(candidates.iter().map(|pair| (pair.silence(), 1.0)));
    for candidate in candidates {
        candidate.weight *= options.prior / newcomers[&candidate.silence()];
    }
}

fn sums<K: Ord>(weights: impl Iterator<Item = (K, f64)>) -> BTreeMap<K, f64> {
    let mut sums = BTreeMap::new();
    for (key, weight) in weights {
        *sums.entry(key).or_default() += weight;
    }
    sums
}

impl<'a> Hull<'a> {
    fn of(vessel: &'a Vessel, fleet: &'a Fleet) -> Option<Self> {
        let (track, imo) = (fleet.track(vessel.hull)?, imo_of(&vessel.identity));
        Some(Self { track, vessel, opens: false, is_exchanged: false, imo })
    }

    fn fixes(&self) -> &'a [Fix] {
        &self.track.fixes
    }

    /// Whether both go by one IMO number that neither can have taken from a ship of another size.
    fn has_imo_of(&self, other: &Self, options: &IdentityChangeOptions) -> bool {
        let (own, theirs) = (&self.vessel.identity, &other.vessel.identity);
        self.imo.is_some()
            && self.imo == other.imo
            && !differ_in_size(own, theirs, options.dimensions_within.0)
    }
}

impl<'a> Candidate<'a> {
    /// Whether any of its turns is news.
    fn is_in_time(&self, options: &IdentityChangeOptions) -> bool {
        self.soon_turns(options).next().is_some()
    }

    /// Whether both were heard often enough for what they did.
    fn is_known(&self, options: &IdentityChangeOptions) -> bool {
        let fewest = self.old.fixes().len().min(self.new.fixes().len());
        fewest >= options.fixes_at_least || self.turns.iter().all(|turn| went_on(turn, options))
    }

    /// How long a silence may be: longer for a number given up for good by a hull that kept its IMO number.
    fn within(&self, options: &IdentityChangeOptions) -> Span {
        match self.turns.len() == 1 && self.old.has_imo_of(&self.new, options) {
            true => options.same_imo_within,
            false => options.within,
        }
    }

    /// The silence of the old number in which the new one appeared: whose, and since when.
    fn silence(&self) -> (HullId, Timestamp) {
        (self.old.track.hull, self.turns[0].last.time)
    }

    /// How much likelier all that was heard is for one hull than for two: what it says of itself, and the place, time, courses
    /// and draught of each turn.
    fn likelihood(&self, likeness: &Likeness, options: &IdentityChangeOptions) -> f64 {
        let of_turns = self.soon_turns(options).map(|(turn, from, to)| {
            closeness(turn, options) * likeness.draught_ratio(from.vessel, to.vessel, turn)
        });
        likeness.ratio(self.old.vessel, self.new.vessel) * of_turns.product::<f64>() * self.of_return(options)
    }

    /// What it says that the old number was heard again, if it was.
    fn of_return(&self, options: &IdentityChangeOptions) -> f64 {
        match self.turns.len() {
            1 => 1.0,
            _ => taken_up_again(self.old.fixes(), self.new.fixes(), options),
        }
    }

    /// One event a turn; the reappearance of a number after a longer silence is no news.
    fn events(&self, probability: f64, options: &IdentityChangeOptions) -> impl Iterator<Item = Event> {
        self.soon_turns(options).map(move |(turn, from, to)| event(turn, from, to, probability))
    }

    /// The turns after no long silence, with the hull that fell silent and the one that was heard next.
    fn soon_turns(
        &self,
        options: &IdentityChangeOptions,
    ) -> impl Iterator<Item = (&Turn<'a>, &Hull<'a>, &Hull<'a>)> {
        let there_and_back = [(&self.old, &self.new), (&self.new, &self.old)].into_iter().cycle();
        let within = self.within(options);
        let turns = self.turns.iter().zip(there_and_back);
        turns.filter(move |(turn, _)| turn.silence() <= within).map(|(turn, (from, to))| (turn, from, to))
    }
}

fn event(turn: &Turn<'_>, from: &Hull<'_>, to: &Hull<'_>, probability: f64) -> Event {
    let (silence, distance) = (turn.silence(), turn.last.position.geodesic(turn.first.position));
    let fixes = [turn.last.location, turn.first.location].into_iter();
    Event {
        finding: Finding::IdentityChange(IdentityChange { silence, distance, probability }),
        parties: Parties { a: from.track.hull, b: Some(to.track.hull) },
        start: turn.last.time,
        end: Some(turn.first.time),
        position: turn.last.position,
        surroundings: Surroundings::default(),
        cites: fixes.chain(said_last(from, turn)).chain(said_first(to, turn)).collect(),
    }
}

/// What the old number said of itself last before the turn.
fn said_last(from: &Hull<'_>, turn: &Turn<'_>) -> Option<Location> {
    from.vessel.timeline.last_before(turn.first.time).map(|said| said.location)
}

/// What the new number said of itself first after the turn.
fn said_first(to: &Hull<'_>, turn: &Turn<'_>) -> Option<Location> {
    to.vessel.timeline.first_after(turn.last.time).map(|said| said.location)
}

#[cfg(test)]
mod tests;
