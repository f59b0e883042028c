//! Links: a listed or DPRK-flagged ship took part, or was met before; and who took part without any finding.

use std::collections::BTreeSet;

use model::{BroadcastImo, DarkRendezvous, Event, EventKind, Finding, HullId, Interval, Span};

use super::Seen;
use super::claim;
use crate::Indicator::{CP, L1, L2};
use crate::link::Link;
use crate::standing::Standing;
use crate::subject::Subject;
use crate::world::{is_contact, parties, partner};

pub(super) fn look(subject: Subject<'_>) -> Vec<Seen> {
    let direct = listed(subject);
    let prior = if direct.state == model::EvidenceState::Present { None } else { met_before(subject) };
    let prior = prior
        .or_else(|| Some(Seen::unknown(L2, "no earlier meeting with a listed ship stands in this archive")));
    std::iter::once(direct).chain(prior).chain(bystanders(subject)).collect()
}

/// L1, the surest link of the hulls that met, waited or called.
fn listed(subject: Subject<'_>) -> Seen {
    let weights = subject.world.weights;
    let links = linked_hulls(subject).filter_map(|hull| subject.world.link(hull));
    let share = |link: &Link<'_>| link.share(weights) * nearness(link, subject);
    let best = links.max_by(|a, b| share(a).total_cmp(&share(b)).then(b.hull.cmp(&a.hull)));
    match best {
        Some(link) => present(link, subject),
        None if subject.contacts().all(|event| event.kind() == EventKind::Encounter)
            && subject.contacts().next().is_some() =>
        {
            Seen::absent(L1, "no hull that was heard is listed or under the DPRK's flag", &[])
        }
        None => Seen::unknown(L1, "a partner may have been there unheard"),
    }
}

fn present(link: &Link<'_>, subject: Subject<'_>) -> Seen {
    let text = words(link, subject.deciding(), subject);
    let share = link.share(subject.world.weights) * nearness(link, subject);
    Seen::present(L1, text, &link.cites).at_share(share)
}

/// A link in words as of an event, and why the hull may be another than the ship that is listed.
fn words(link: &Link<'_>, event: &Event, subject: Subject<'_>) -> String {
    link.words(event.start) + &doubt(link, subject).unwrap_or_default()
}

/// What speaks against the IMO number by which a list names a hull: another that broadcast it too, or others that the hull broadcast.
fn doubt(link: &Link<'_>, subject: Subject<'_>) -> Option<String> {
    let imo = link.listed_imo()?;
    let vessel = subject.world.scene.fleet.vessel(link.hull)?;
    if let Some(claim) = claim::of(imo, vessel, subject) {
        let when = if claim.at_once { "at the same time" } else { "at another time" };
        return Some(format!(
            "; MMSI {} broadcast IMO {imo} {when}, so that either may be the ship that is listed",
            claim.rival
        ));
    }
    let other = |told: BroadcastImo| told.valid() != Some(imo);
    let told_others = vessel.timeline.iter().filter_map(|report| report.imo).any(other);
    told_others
        .then(|| "; it told other IMO numbers too, so that it may not be the ship that is listed".to_owned())
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

/// L2: an encounter of a hull of the deciding event with a linked ship, before the incident; hubs and neighbours in a
/// port link nobody.
fn met_before(subject: Subject<'_>) -> Option<Seen> {
    let days = subject.world.weights.link.prior_months * 30.0;
    let back = Span::from_secs_f64(-days * 86_400.0);
    let start = subject.deciding().start;
    let earlier = Interval::between(start.saturating_add(back), start);
    let hulls = subject.hulls().filter(|&hull| !subject.world.is_hub(hull, subject.interval()));
    hulls.flat_map(|hull| meetings(hull, subject).map(move |event| (hull, event))).find_map(
        |(hull, event)| {
            let link = subject.world.link(partner(event, hull)?)?;
            let before = earlier.contains(event.start) && !subject.legs().any(|leg| std::ptr::eq(leg, event));
            before.then(|| {
                let text = format!(
                    "a vessel broadcasting MMSI {hull} was near another on {}: {}",
                    day(event),
                    words(link, event, subject)
                );
                Seen::present(L2, text, &event.cites)
            })
        },
    )
}

fn meetings<'a>(hull: HullId, subject: Subject<'a>) -> impl Iterator<Item = &'a Event> {
    let plain =
        subject.world.events_of(hull).iter().filter(|&&at| subject.world.standing(at) == Standing::Seed);
    plain.map(move |&at| subject.world.event(at)).filter(|event| event.kind() == EventKind::Encounter)
}

fn day(event: &Event) -> String {
    event.start.to_string()[..10].to_owned()
}

/// CP: hulls in the chain that met no linked ship, waited for nobody unseen, called at no DPRK port and entered no
/// DPRK waters, while another hull of the chain did.
fn bystanders(subject: Subject<'_>) -> Option<Seen> {
    let met = subject.legs().filter(|event| is_contact(event));
    let hulls: BTreeSet<HullId> = met.flat_map(parties).chain(subject.hulls()).collect();
    let (involved, others): (Vec<HullId>, Vec<HullId>) =
        hulls.into_iter().partition(|&hull| is_involved_by_any_number(hull, subject));
    let (Some(_), Some(first)) = (involved.first(), others.first()) else { return None };
    let names: Vec<String> = others.iter().map(ToString::to_string).collect();
    let cites = subject.static_cites(*first);
    let stand = match &names[..] {
        [name] => format!("a vessel broadcasting MMSI {name} stands"),
        names => format!("vessels broadcasting MMSI {} stand", names.join(", ")),
    };
    let text = format!(
        "counterparty, no finding: {stand} in this chain but met no ship with a DPRK link and entered no DPRK waters as far as \
         was heard"
    );
    let mut seen = Seen::unknown(CP, "");
    seen.text = text;
    seen.cites = cites;
    Some(seen)
}

/// The same of all the numbers under which a hull went.
pub(super) fn is_involved_by_any_number(hull: HullId, subject: Subject<'_>) -> bool {
    is_involved(hull, subject)
        || subject.other_numbers(hull).into_iter().any(|number| is_involved(number, subject))
}

fn is_involved(hull: HullId, subject: Subject<'_>) -> bool {
    let own = subject.legs().filter(|event| parties(event).any(|party| party == hull));
    let involving = |event: &Event| {
        let met = partner(event, hull).is_some_and(|other| subject.world.link(other).is_some());
        let unseen = matches!(event.kind(), EventKind::Gap | EventKind::DarkRendezvous)
            || event.kind() == EventKind::Loitering && !met_somebody(event, subject);
        let place = is_contact(event) && subject.world.in_dprk_waters(event.position);
        let call = matches!(&event.finding, Finding::PortVisit(visit) if visit.country == "KP");
        met || unseen || place || call
    };
    subject.world.link(hull).is_some() || own.into_iter().any(involving)
}

fn met_somebody(event: &Event, subject: Subject<'_>) -> bool {
    crate::candidate::has_visible_partner(event, subject.world)
}
