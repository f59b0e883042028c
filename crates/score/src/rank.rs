//! The whole stage: events in, leads out.

use model::{Event, EventKind, Evidence, Finding, Lead, LeadKind, Reason};

use crate::candidate::standings;
use crate::evidence::{Seen, gather};
use crate::incident::{Incident, incidents};
use crate::subject::Subject;
use crate::world::World;
use crate::{Lists, Options, Scene, Weights, cargo, nexus, odds, volume};

/// The leads of a scene: the DPRK list first, then the evasive one, each by score descending; of equal scores the
/// earlier first, then by the deciding event.
pub fn rank(scene: &Scene<'_>, lists: &Lists, weights: &Weights, options: &Options) -> Vec<Lead> {
    let world = World::new(scene, lists, weights, options);
    let standings = standings(&world);
    let world = world.with_standings(standings);
    let mut leads: Vec<Lead> =
        incidents(&world).iter().filter_map(|incident| lead(Subject { world: &world, incident })).collect();
    leads.sort_by(|a, b| {
        let start = |lead: &Lead| world.event(lead.deciding).start;
        (a.list.cmp(&b.list))
            .then(b.score.total_cmp(&a.score))
            .then(start(a).cmp(&start(b)))
            .then(world.event(a.deciding).parties.cmp(&world.event(b.deciding).parties))
            .then(a.deciding.cmp(&b.deciding))
    });
    leads
}

/// The lead of an incident; `None` where nothing links it to the DPRK and nothing was concealed.
fn lead(subject: Subject<'_>) -> Option<Lead> {
    let (weights, options) = (subject.world.weights, subject.world.options);
    let seen = gather(subject);
    let list = nexus::list(subject, &seen)?;
    let tally = odds::tally(&seen, weights);
    let score = odds::score(tally.iter().map(|(_, counted)| *counted), options);
    let cargo_shares = cargo::shares(subject, &seen);
    Some(Lead {
        kind: kind(subject),
        deciding: subject.incident.deciding,
        legs: subject.incident.legs.clone(),
        list,
        score,
        probability: odds::probability(score, &seen, weights, options),
        calibration: weights.calibration,
        cargo: cargo::likeliest(cargo_shares),
        cargo_shares,
        tonnes: volume::tonnes(subject, cargo_shares),
        evidence: evidence(seen, &tally, weights),
    })
}

/// A chain where another leg than the deciding event matters.
fn kind(subject: Subject<'_>) -> LeadKind {
    let Incident { deciding, legs } = subject.incident;
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
        Finding::DraughtChange(_) | Finding::SharedIdentity | Finding::Spoofing => false,
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
