//! The whole stage: events in, leads out.

use std::collections::{BTreeMap, BTreeSet};

use model::{Event, EventKind, Evidence, Finding, Lead, LeadKind, List, Reason};

use crate::candidate::standings;
use crate::evidence::Seen;
use crate::guessed::gather_bound;
use crate::incident::{Incident, candidates, is_plainly_linked, likelier_guesses, precedence, settle};
use crate::moved::may_have_moved_cargo;
use crate::subject::Subject;
use crate::volume::{self, Amount};
use crate::world::World;
use crate::{Lists, Options, Scene, Weights, cargo, nexus, odds};

/// The leads of a scene: the DPRK list first, then the evasive one, each by score descending; of equal scores the
/// earlier first, then by the deciding event.
pub fn rank(scene: &Scene<'_>, lists: &Lists, weights: &Weights, options: &Options) -> Vec<Lead> {
    let world = World::new(scene, lists, weights, options);
    let standings = standings(&world);
    let world = world.with_standings(standings);
    let (plain, outdone) = candidates(&world);
    let incidents = settle(&strongest_first(plain, &world), &strongest_first(outdone, &world), &world);
    let mut leads: Vec<Lead> =
        incidents.iter().filter_map(|incident| lead(Subject { world: &world, incident })).collect();
    leads.sort_by(|a, b| {
        let place = |lead: &Lead| world.place_in_time(lead.deciding);
        (a.list.cmp(&b.list)).then(b.score.total_cmp(&a.score)).then(place(a).cmp(&place(b)))
    });
    leads
}

/// Candidates that would make a lead: those decided by a plain meeting with a link to the DPRK, then the others, each
/// in the order of the leads that they would make. An event stands in the strongest that it can be part of.
fn strongest_first(candidates: Vec<Incident>, world: &World<'_>) -> Vec<(List, Incident)> {
    let assessed = candidates.into_iter().filter_map(|incident| {
        let assessment = Assessment::of(Subject { world, incident: &incident })?;
        Some((assessment.list, assessment.score, incident))
    });
    let mut assessed: Vec<(List, f64, Incident)> = assessed.collect();
    assessed.sort_by(|(list, score, one), (other_list, other_score, other)| {
        let plain = |incident: &Incident| is_plainly_linked(incident.deciding, world);
        let by_lead =
            plain(other).cmp(&plain(one)).then(list.cmp(other_list)).then(other_score.total_cmp(score));
        by_lead.then_with(|| {
            let precedence = |incident: &Incident| precedence(incident.deciding, world);
            precedence(one).cmp(&precedence(other)).then(one.guess.cmp(&other.guess))
        })
    });
    let assessed: Vec<(List, Incident)> =
        assessed.into_iter().map(|(list, _, incident)| (list, incident)).collect();
    most_probable_first(assessed, world)
}

/// The same with each unseen meeting behind those that its ship more probably had on that voyage by courses and types, where they
/// would stand on its list: of a ship that met one of several the lead names the likeliest.
fn most_probable_first(assessed: Vec<(List, Incident)>, world: &World<'_>) -> Vec<(List, Incident)> {
    let key = |incident: &Incident| (incident.deciding, incident.guess);
    let lists: BTreeMap<_, List> = assessed.iter().map(|(list, incident)| (key(incident), *list)).collect();
    let mut known = BTreeSet::new();
    let mut in_order = Vec::with_capacity(assessed.len());
    for (list, incident) in &assessed {
        let likelier = likelier_guesses(incident, world).into_iter();
        let told = likelier.filter(|guess| lists.get(guess) == Some(list)).chain([key(incident)]);
        in_order.extend(told.filter(|guess| known.insert(*guess)).collect::<Vec<_>>());
    }
    let mut incidents: BTreeMap<_, (List, Incident)> =
        assessed.into_iter().map(|(list, incident)| (key(&incident), (list, incident))).collect();
    in_order.into_iter().filter_map(|guess| incidents.remove(&guess)).collect()
}

/// What speaks for and against an incident, added up.
struct Assessment {
    seen: Vec<Seen>,
    list: List,
    /// The log10 likelihood ratio of each fact in full, and what of it counts.
    tally: Vec<(f64, f64)>,
    score: f64,
}

impl Assessment {
    /// `None` where nothing links it to the DPRK, nothing was concealed, and all that was seen together says little.
    fn of(subject: Subject<'_>) -> Option<Self> {
        let seen = gather_bound(subject, &[]);
        let tally = odds::tally(&seen, subject.world.weights);
        let score = odds::score(tally.iter().map(|(_, counted)| *counted), subject.world.weights);
        let list = nexus::list(subject, &seen, score)?;
        Some(Self { seen, list, tally, score })
    }
}

fn lead(subject: Subject<'_>) -> Option<Lead> {
    let (weights, options) = (subject.world.weights, subject.world.options);
    let Assessment { seen, list, tally, score } = Assessment::of(subject)?;
    let cargo_shares = cargo::shares(subject, &seen);
    let amount = if may_have_moved_cargo(subject, &seen) {
        volume::amount(subject, list, cargo_shares)
    } else {
        Amount::default()
    };
    Some(Lead {
        kind: kind(subject),
        deciding: subject.incident.deciding,
        guess: subject.incident.guess,
        legs: subject.incident.legs.clone(),
        list,
        grounds: nexus::grounds(list, subject, &seen, score),
        score,
        probability: odds::probability(score, &seen, weights, options),
        calibration: weights.calibration,
        cargo: cargo::likeliest(cargo_shares),
        cargo_shares,
        tonnes: amount.tonnes,
        tonnes_basis: amount.basis,
        evidence: evidence(seen, &tally, weights),
    })
}

/// A chain where another leg than the deciding event matters.
fn kind(subject: Subject<'_>) -> LeadKind {
    let Incident { deciding, legs, .. } = subject.incident;
    let others = legs.iter().filter(|leg| *leg != deciding).map(|&leg| subject.world.event(leg));
    if others.into_iter().any(|event| matters(event, subject)) {
        LeadKind::Chain
    } else {
        LeadKind::Event(subject.deciding().kind())
    }
}

/// Another meeting or silence that is not the same act, a call at a DPRK port, a change of number.
fn matters(event: &Event, subject: Subject<'_>) -> bool {
    let apart = subject.world.interval(event).overlap(subject.interval()).is_none();
    match &event.finding {
        Finding::Encounter(_) | Finding::IdentityChange(_) | Finding::Gap(_) => true,
        Finding::DarkRendezvous(_) => apart || subject.deciding().kind() == EventKind::Encounter,
        Finding::Loitering(_) => apart,
        Finding::PortVisit(visit) => visit.country == "KP",
        Finding::DraughtChange(_) | Finding::SharedIdentity(_) | Finding::Spoofing(_) => false,
    }
}

/// The weightiest first: by what counts, then by the full ratio, then what was seen before what was not.
fn evidence(seen: Vec<Seen>, tally: &[(f64, f64)], weights: &Weights) -> Vec<Evidence> {
    let mut evidence: Vec<Evidence> =
        seen.into_iter().zip(tally).map(|(one, &tally)| told(one, tally, weights)).collect();
    evidence.sort_by(|a, b| {
        b.counted
            .abs()
            .total_cmp(&a.counted.abs())
            .then(b.log10_lr.abs().total_cmp(&a.log10_lr.abs()))
            .then(a.state.cmp(&b.state))
            .then(a.indicator.cmp(b.indicator))
    });
    evidence
}

fn told(seen: Seen, (log10_lr, counted): (f64, f64), weights: &Weights) -> Evidence {
    Evidence {
        indicator: seen.indicator.id(),
        group: weights.weight(seen.indicator).group,
        state: seen.state,
        log10_lr,
        counted,
        text: Reason(seen.text),
        cites: seen.cites,
    }
}
