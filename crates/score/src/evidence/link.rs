//! Links (L1): a listed or DPRK-flagged ship took part.

use std::collections::BTreeSet;

use model::{BroadcastImo, DarkRendezvous, Event, EventKind, Finding, HullId, Imo};

use super::Seen;
use super::claim::{self, Claim};
use crate::Indicator::L1;
use crate::link::Link;
use crate::subject::Subject;
use crate::world::parties;

/// L1: every link of the hulls that met, waited or called; the surest counts.
pub(super) fn look(subject: Subject<'_>) -> Seen {
    match links(subject)[..] {
        [surest, ref others @ ..] => present(surest, others, subject),
        [] if subject.contacts().all(|event| event.kind() == EventKind::Encounter)
            && subject.contacts().next().is_some() =>
        {
            Seen::absent(L1, "no hull that was heard is listed or under the DPRK's flag", &[])
        }
        [] => Seen::unknown(L1, "a partner may have been there unheard"),
    }
}

/// The links of the hulls of an incident, the surest first.
pub(crate) fn links(subject: Subject<'_>) -> Vec<&Link<'_>> {
    let hulls: BTreeSet<HullId> = linked_hulls(subject).collect();
    let links = hulls.into_iter().filter_map(|hull| subject.world.link(hull));
    let mut links: Vec<_> = links.map(|link| (share(link, subject), link)).collect();
    links.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    links.into_iter().map(|(_, link)| link).collect()
}

fn present(surest: &Link<'_>, others: &[&Link<'_>], subject: Subject<'_>) -> Seen {
    let mut text = told(surest, subject);
    let mut cites = surest.cites.clone();
    for link in others {
        text += &format!("; {}", told(link, subject));
        cites.extend(&link.cites);
    }
    if !others.is_empty() {
        text += "; of the links of several ships the surest counts";
    }
    Seen::present(L1, text, &cites).at_share(share(surest, subject))
}

/// The link of a hull of an incident in words.
pub(crate) fn told(link: &Link<'_>, subject: Subject<'_>) -> String {
    words(link, subject.deciding(), subject) + &guess(link.hull, subject)
}

/// The share of L1's log ratio that a link brings.
fn share(link: &Link<'_>, subject: Subject<'_>) -> f64 {
    link.share(subject.world.weights, subject.deciding().start) * nearness(link, subject)
}

/// That a linked ship is only guessed to have been there, and by which probability it counts.
fn guess(hull: HullId, subject: Subject<'_>) -> String {
    match &subject.deciding().finding {
        Finding::DarkRendezvous(meeting) if subject.incident.guess == Some(hull) => format!(
            "; that it was there is a guess: with probability {} by courses and types and {} against their other possible meetings",
            model::probability(meeting.probability_by_courses),
            model::probability(meeting.probability)
        ),
        _ => String::new(),
    }
}

/// A link in words as of an event, and why the hull may be another than the ship that is listed.
pub(super) fn words(link: &Link<'_>, event: &Event, subject: Subject<'_>) -> String {
    link.words(event.start) + &doubt(link, subject).unwrap_or_default()
}

/// What speaks against the IMO number by which a list names a hull: another that broadcast it too, or others that the hull broadcast.
fn doubt(link: &Link<'_>, subject: Subject<'_>) -> Option<String> {
    let imo = link.listed_imo()?;
    let vessel = subject.world.scene.fleet.vessel(link.hull)?;
    if let Some(claimed) = claimed(imo, &claim::of(imo, vessel, subject)) {
        return Some(claimed);
    }
    let other = |told: BroadcastImo| told.valid() != Some(imo);
    let told_others = vessel.timeline.iter().filter_map(|report| report.imo).any(other);
    told_others
        .then(|| "; it told other IMO numbers too, so that it may not be the ship that is listed".to_owned())
}

/// Who else broadcast an IMO number, at the same time if anyone did then.
fn claimed(imo: Imo, claims: &[Claim]) -> Option<String> {
    let at_once = claims.iter().any(|claim| claim.at_once);
    let mut rivals = claims.iter().filter(|claim| claim.at_once == at_once).map(|claim| claim.rival);
    let (first, more) = (rivals.next()?, rivals.count());
    let when = if at_once { "at the same time" } else { "at another time" };
    let told = match more {
        0 => {
            format!("MMSI {first} broadcast IMO {imo} {when}, so that either may be the ship that is listed")
        }
        more => format!(
            "MMSI {first} and {more} more broadcast IMO {imo} {when}, so that any of them may be the ship that is listed"
        ),
    };
    Some(format!("; {told}"))
}

/// 1 for a linked ship that lay beside another; the share of a single attribute where it lay apart; less where it
/// waited alone, fell silent or called somewhere, as no counterparty is shown, or may have met unseen but probably did not; between the
/// two, by how probable it is, where it probably met unseen. A linked ship that is only guessed to have taken part counts by the
/// probability of the guess. One that met another leg of the chain, and not the ships of the deciding event, counts in part once more.
/// What it did under another number it did.
fn nearness(link: &Link<'_>, subject: Subject<'_>) -> f64 {
    let (hull, limits) = (link.hull, subject.world.weights);
    let part = limits.link.single_attribute_weight;
    let alone = if link.is_listed() || !calls_at_home(hull, subject) {
        limits.link.alone_weight
    } else {
        limits.link.home_call_weight
    };
    let decides = |event: &Event| std::ptr::eq(event, subject.deciding());
    let is_own = |party: HullId| party == hull || subject.are_one_hull(party, hull);
    let is_sure = subject.hulls().any(|party| is_own(party) && subject.incident.guess != Some(party));
    let own = subject.contacts().filter(|event| parties(event).any(is_own));
    let each = own.map(|event| {
        let met = match &event.finding {
            Finding::Encounter(met) if met.median_distance.0 <= limits.contact.alongside_m => 1.0,
            Finding::DarkRendezvous(meeting) => unseen(meeting, is_sure, alone),
            Finding::Encounter(_) => part,
            _ => alone,
        };
        if is_sure || decides(event) { met } else { met * part }
    });
    each.fold(if is_sure { alone } else { 0.0 }, f64::max)
}

/// Whether a hull called at a port of the DPRK, as ships under its flag do.
fn calls_at_home(hull: HullId, subject: Subject<'_>) -> bool {
    subject.calls().any(|(event, visit)| visit.country == "KP" && event.parties.a == hull)
}

/// What an unseen meeting shows of a counterparty: of a linked ship that was heard nothing while the guess is more wrong than right.
fn unseen(meeting: &DarkRendezvous, is_sure: bool, alone: f64) -> f64 {
    match meeting.probability_by_courses {
        probability if !is_sure => probability,
        probability if probability < 0.5 => alone,
        probability => alone + (1.0 - alone) * probability,
    }
}

/// Hulls of the deciding event and of the other meetings, and the numbers that they went by.
fn linked_hulls(subject: Subject<'_>) -> impl Iterator<Item = HullId> {
    let renamed = subject.legs().filter(|event| event.kind() == EventKind::IdentityChange);
    subject.hulls().chain(subject.contacts().chain(renamed).flat_map(parties))
}
