//! What would change a lead: which single fact would have to fall, or which threshold to move and to what, for it to leave its
//! list or to cross one in two.
//!
//! Nothing is estimated. The rules of this crate look at the events of the lead once more, without the fact or with the
//! other threshold, so that what stood in the shadow of a fact comes forward as it would in a run: another of its events decides
//! the lead where the one that did no longer can. The events themselves, and that they belong together, are held as they are.

mod threshold;

use model::{
    Cause, Change, Event, EventKind, EvidenceState, HullId, List, Location, Looked, Stand, Timestamp,
};

use self::threshold::Threshold;
use crate::candidate::standings;
use crate::decide::decides;
use crate::evidence::Seen;
use crate::guessed::gather_bound;
use crate::incident::{Incident, guesses};
use crate::standing::Standing;
use crate::subject::Subject;
use crate::world::{World, parties};
use crate::{Fact, Indicator, Lists, Options, Scene, Weights, nexus, odds};

/// A lead of a scene, ready to be looked at otherwise.
pub struct WhatIf<'a> {
    world: World<'a>,
    incident: Incident,
}

/// How a lead is put together: indices into the events of its scene.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composition {
    /// The event that decides place and time.
    pub deciding: usize,
    /// All its events, the deciding one too, by time.
    pub legs: Vec<usize>,
    /// The hull that is only guessed to have taken part in an unseen meeting.
    pub guess: Option<HullId>,
}

/// What the rules make of a lead.
struct Verdict {
    list: Option<List>,
    score: f64,
    seen: Vec<Seen>,
    /// What counts of each.
    counted: Vec<f64>,
    /// The event that decides it, where that is another than the one that decides the lead.
    instead: Option<(EventKind, Timestamp)>,
}

impl<'a> WhatIf<'a> {
    /// Takes up a lead by the rules that found it.
    pub fn of(
        scene: &'a Scene<'a>,
        lists: &'a Lists,
        weights: &'a Weights,
        options: &'a Options,
        lead: Composition,
    ) -> Self {
        let world = World::new(scene, lists, weights, options);
        let standings = standings(&world);
        let Composition { deciding, legs, guess } = lead;
        Self { world: world.with_standings(standings), incident: Incident { deciding, guess, legs } }
    }

    /// The list and log10 odds of the lead as it is, and what was looked at, in the order of the rules; to be compared with
    /// what a run found.
    pub fn found(&self) -> (Option<List>, f64, Vec<Fact>) {
        let Verdict { list, score, seen, .. } = self.now();
        (list, score, seen.iter().map(Seen::fact).collect())
    }

    /// What would become of the lead without each fact that counts, in the order of the rules. `rank` tells the place of a lead
    /// of a list and score among all others.
    pub fn without_each_fact(&self, rank: &dyn Fn(List, f64) -> usize) -> Vec<Change> {
        let now = self.now();
        let counts = (0..now.seen.len()).filter(|&at| now.counted[at] != 0.0);
        let without = counts.map(|at| {
            let (fact, then) = (&now.seen[at], self.without(&now.seen[at]));
            let falls = then.falls_with(fact.indicator, &now);
            let instead = then.stands_instead(fact.indicator, now.counted[at], &now);
            let cause =
                Cause::Without { indicator: fact.indicator.id(), text: fact.text.clone(), falls, instead };
            Change { cause, now: now.stand(rank), then: then.stand(rank) }
        });
        without.collect()
    }

    /// For each threshold the nearest value, down to a half and up to twice of what it is, at which the lead would leave its list
    /// or cross one in two.
    pub fn at_other_thresholds(&self, rank: &dyn Fn(List, f64) -> usize) -> Vec<Change> {
        let now = self.now();
        threshold::ALL.iter().filter_map(|threshold| self.nearest(threshold, &now, rank)).collect()
    }

    fn now(&self) -> Verdict {
        Verdict::of(Subject { world: &self.world, incident: &self.incident }, &[])
    }

    /// With a fact taken for not assessable, and the events gone that are nothing but it.
    fn without(&self, fact: &Seen) -> Verdict {
        let is_it = |&at: &usize| is_told_by(self.world.event(at), fact);
        let legs: Vec<usize> = self.incident.legs.iter().copied().filter(|at| !is_it(at)).collect();
        // What was seen of another event of its kind once the events of the fact are gone is another fact.
        let is_gone = legs.len() < self.incident.legs.len();
        let own = [fact.indicator];
        let unseen: &[Indicator] = match fact.indicator {
            Indicator::L1 => &[Indicator::L1, Indicator::L2, Indicator::P3],
            _ if is_gone => &[],
            _ => &own,
        };
        let rest = Incident { legs, ..self.incident.clone() };
        if is_it(&rest.deciding) {
            let seen_still = Subject { world: &self.world, incident: &self.incident };
            let none = Verdict { list: None, ..Verdict::of(seen_still, &own) };
            return strongest_of_others(&self.world, &rest, unseen).unwrap_or(none);
        }
        together(&self.world, &rest, unseen)
    }

    fn nearest(
        &self,
        threshold: &Threshold,
        now: &Verdict,
        rank: &dyn Fn(List, f64) -> usize,
    ) -> Option<Change> {
        let from = (threshold.get)(self.world.weights);
        let ends = [from / 2.0, (from * 2.0).min(threshold.most)];
        let turns = ends.into_iter().filter_map(|end| self.turn(threshold, from, end, now));
        let (to, then) =
            turns.min_by(|(a, _), (b, _)| ((a / from).ln().abs()).total_cmp(&(b / from).ln().abs()))?;
        let looked = then.looked_at_otherwise(now);
        let Threshold { key, name, unit, .. } = *threshold;
        let cause = Cause::Threshold { key, name, unit, from, to, looked };
        Some(Change { cause, now: now.stand(rank), then: then.stand(rank) })
    }

    /// The value between what a threshold is and `end` from which on the lead stands otherwise, as few digits as tell it.
    fn turn(&self, threshold: &Threshold, from: f64, end: f64, now: &Verdict) -> Option<(f64, Verdict)> {
        let at = |value: f64| self.at(threshold, value);
        let differs = |value: f64| at(value).differs(now);
        if from <= 0.0 || end == from || !differs(end) {
            return None;
        }
        let (mut same, mut other) = (from, end);
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(same, other);
            *(if differs(middle) { &mut other } else { &mut same }) = middle;
        }
        let reach = if end < from { end..=from } else { from..=end };
        let few = in_few_digits(other, other > from).filter(|value| reach.contains(value));
        let told = few.into_iter().find(|&value| differs(value)).unwrap_or(other);
        Some((told, at(told)))
    }

    fn at(&self, threshold: &Threshold, value: f64) -> Verdict {
        let mut weights = self.world.weights.clone();
        (threshold.set)(&mut weights, value);
        let world = self.world.by(&weights);
        let standings = standings(&world);
        let world = world.with_standings(standings);
        together(&world, &self.incident, &[])
    }
}

/// What the rules make of the events of a lead together: by the event that decides it, and where that makes no lead by another.
fn together(world: &World<'_>, incident: &Incident, unseen: &[Indicator]) -> Verdict {
    let own = Verdict::of(Subject { world, incident }, unseen);
    match own.list {
        Some(_) => own,
        None => strongest_of_others(world, incident, unseen).unwrap_or(own),
    }
}

/// The strongest lead that another event of a lead, of one of its hulls, would decide, as a run chooses: of those that nothing outdoes,
/// or with a link to the DPRK though something does.
fn strongest_of_others(world: &World<'_>, incident: &Incident, unseen: &[Indicator]) -> Option<Verdict> {
    let former = world.event(incident.deciding);
    let is_own = |event: &Event| parties(event).any(|hull| parties(former).any(|party| party == hull));
    let able = incident.legs.iter().copied().filter(|&at| {
        at != incident.deciding && world.standing(at) == Standing::Seed && is_own(world.event(at))
    });
    let told = able.flat_map(|at| guesses(world.event(at)).into_iter().map(move |guess| (at, guess)));
    let verdicts = told.filter_map(|(deciding, guess)| {
        let incident = Incident { deciding, guess, legs: incident.legs.clone() };
        let event = world.event(deciding);
        let verdict = Verdict::of(Subject { world, incident: &incident }, unseen);
        let (list, outdone) = (verdict.list?, !decides(&incident, world));
        let is_told = !outdone || list == List::Dprk;
        is_told.then_some((outdone, list, Verdict { instead: Some((event.kind(), event.start)), ..verdict }))
    });
    let strongest = verdicts.min_by(|(outdone, list, one), (other_outdone, other_list, other)| {
        (outdone, list).cmp(&(other_outdone, other_list)).then(other.score.total_cmp(&one.score))
    });
    strongest.map(|(.., verdict)| verdict)
}

/// Twenty halvings find a threshold to a millionth of its range.
const HALVINGS: u32 = 20;

/// A value in three digits if that is what it is, else in two to five, away from where it began.
fn in_few_digits(value: f64, upwards: bool) -> impl Iterator<Item = f64> {
    /// Halvings end this near to a value that was measured.
    const NEAR: f64 = 1e-4;
    let whole = Some(rounded(value, 3, f64::round)).filter(|near| (near / value - 1.0).abs() < NEAR);
    let away =
        (2..=5).map(move |digits| rounded(value, digits, if upwards { f64::ceil } else { f64::floor }));
    whole.into_iter().chain(away)
}

fn rounded(value: f64, digits: i32, round: fn(f64) -> f64) -> f64 {
    let decimals = digits - 1 - value.log10().floor() as i32;
    let steps = 10f64.powi(decimals.abs());
    if decimals < 0 { round(value / steps) * steps } else { round(value * steps) / steps }
}

/// Whether an event is what a fact tells, and nothing without it: a call, a new draught, a new number or an unseen meeting.
fn is_told_by(event: &Event, fact: &Seen) -> bool {
    let kind = match fact.indicator {
        Indicator::P1 | Indicator::P2 | Indicator::P3 => EventKind::PortVisit,
        Indicator::V4 => EventKind::DraughtChange,
        Indicator::I4 => EventKind::IdentityChange,
        Indicator::E6 => EventKind::DarkRendezvous,
        _ => return false,
    };
    let cited = |cite: &Location| fact.cites.contains(cite);
    event.kind() == kind && !event.cites.is_empty() && event.cites.iter().all(cited)
}

impl Verdict {
    fn of(subject: Subject<'_>, unseen: &[Indicator]) -> Self {
        let seen = gather_bound(subject, unseen);
        let weights = subject.world.weights;
        let counted: Vec<f64> = odds::tally(&seen, weights).into_iter().map(|(_, counted)| counted).collect();
        let score = odds::score(counted.iter().copied(), weights);
        let decides = subject.world.standing(subject.incident.deciding) == Standing::Seed;
        let list = if decides { nexus::list(subject, &seen, score) } else { None };
        Self { list, score, seen, counted, instead: None }
    }

    fn differs(&self, now: &Self) -> bool {
        self.list != now.list || (self.score > 0.0) != (now.score > 0.0)
    }

    fn stand(&self, rank: &dyn Fn(List, f64) -> usize) -> Stand {
        let Self { list, score, instead, .. } = *self;
        Stand { list, score, rank: list.map(|list| rank(list, score)), instead }
    }

    /// What is looked at otherwise than before, the weightiest first.
    fn looked_at_otherwise(&self, before: &Self) -> Vec<Looked> {
        self.compared(before, |one, former, _| one.state != former.state || one.share != former.share)
    }

    /// What falls with a fact, or counts less without it.
    fn falls_with(&self, fallen: Indicator, before: &Self) -> Vec<Looked> {
        let counted = |indicator: Indicator| {
            let mut counted = before.seen.iter().zip(&before.counted);
            counted.find(|(one, _)| one.indicator == indicator).map_or(0.0, |(_, counted)| *counted)
        };
        self.compared(before, |one, _, counts_more| {
            one.indicator != fallen && counts_more * counted(one.indicator).signum() <= -LEAST
        })
    }

    /// What counts in the place of a fact that counted so much: the same of another event, and what it overshadowed.
    fn stands_instead(&self, fallen: Indicator, counted: f64, before: &Self) -> Vec<Looked> {
        let falls = self.falls_with(fallen, before);
        let mut instead = self.compared(before, |one, former, counts_more| match one.indicator == fallen {
            true => one.is_present() && one.text != former.text,
            false => counts_more * counted.signum() >= LEAST,
        });
        instead.retain(|one| falls.iter().all(|fallen| fallen.indicator != one.indicator));
        instead
    }

    /// Those indicators of which something holds, by what was seen of them, what was seen before, and by how much they count more; the
    /// weightiest first.
    fn compared(&self, before: &Self, wanted: impl Fn(&Seen, &Seen, f64) -> bool) -> Vec<Looked> {
        let former =
            |indicator| (before.seen.iter().zip(&before.counted)).find(|(one, _)| one.indicator == indicator);
        let looked = self.seen.iter().zip(&self.counted).filter_map(|(one, counted)| {
            let (former, counted_before) = former(one.indicator)?;
            let counts_more = counted - counted_before;
            wanted(one, former, counts_more).then(|| Looked {
                indicator: one.indicator.id(),
                was: former.state,
                state: one.state,
                counts_more,
                text: (one.text != former.text && !is_of_another(one, former)).then(|| one.text.clone()),
            })
        });
        let mut looked: Vec<Looked> = looked.collect();
        looked.sort_by(|a, b| b.counts_more.abs().total_cmp(&a.counts_more.abs()));
        looked
    }
}

/// Scores are told in hundredths.
const LEAST: f64 = 0.005;

/// Whether a fact that falls is followed by words on another event, as on another silence: they do not say why it fell.
fn is_of_another(one: &Seen, former: &Seen) -> bool {
    let falls = former.is_present() && one.state == EvidenceState::Absent;
    falls && !one.cites.is_empty() && one.cites.iter().all(|cite| !former.cites.contains(cite))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_is_told_in_the_fewest_digits_that_do_not_pass_the_measured_value() {
        let told = |value, upwards| in_few_digits(value, upwards).next().unwrap();
        assert_eq!(told(2.668, false), 2.6);
        assert_eq!(told(215.3, true), 220.0);
        assert_eq!(told(0.083_42, true), 0.084);
        assert_eq!(in_few_digits(2.668, false).nth(1), Some(2.66));
        assert_eq!(told(1.999_999_4, false), 2.0);
    }
}
