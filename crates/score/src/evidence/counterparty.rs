//! Who stands in a chain without any finding (CP): third parties must not be taken for what the lead is about.
//!
//! A ship is no mere counterparty if it has a link, or was heard to meet one that has, to lie in waters of the DPRK or to call there. Of a
//! ship of the deciding event it is a finding too that it waited alone, was silent of itself, or probably met somebody unheard: that
//! is what the lead says of it. What an upstream ship may have done unheard is none: it stays a counterparty, and the lead tells whom it
//! may have met, how probably, and what it lay near.

use std::collections::BTreeSet;

use model::{Event, EventKind, Finding, HullId, Metres};

use super::Seen;
use crate::Indicator::CP;
use crate::silence::{Hearing, hearing};
use crate::standing::Standing;
use crate::subject::{Subject, day};
use crate::world::{World, is_contact, parties, partner, widened};

/// CP, where something was found of another hull of the chain.
pub(super) fn look(subject: Subject<'_>) -> Option<Seen> {
    let (found, others): (Vec<HullId>, Vec<HullId>) =
        heard_together(subject).into_iter().partition(|&hull| has_finding(hull, subject));
    let (Some(_), Some(first)) = (found.first(), others.first()) else { return None };
    let possible = others.iter().flat_map(|&hull| possible_meetings(hull, subject));
    let text = std::iter::once(stand(&others)).chain(possible).collect::<Vec<_>>().join("; ");
    let cites = subject.static_cites(*first);
    Some(Seen { text, cites, ..Seen::unknown(CP, "") })
}

/// The hulls of the deciding event, and those that were heard in meetings or waits of the chain.
fn heard_together(subject: Subject<'_>) -> BTreeSet<HullId> {
    let heard = |event: &&Event| matches!(event.kind(), EventKind::Encounter | EventKind::Loitering);
    subject.legs().filter(heard).flat_map(parties).chain(subject.hulls()).collect()
}

fn stand(hulls: &[HullId]) -> String {
    let names: Vec<String> = hulls.iter().map(ToString::to_string).collect();
    let [who, was] = match &names[..] {
        [name] => [format!("a vessel broadcasting MMSI {name} stands"), "was".to_owned()],
        names => [format!("vessels broadcasting MMSI {} stand", names.join(", ")), "were".to_owned()],
    };
    format!(
        "counterparty, no finding: {who} in this chain but {was} not heard to meet a ship with a DPRK link or to enter DPRK waters"
    )
}

/// Whether anything was found of a hull, under any of the numbers under which it went.
pub(super) fn has_finding(hull: HullId, subject: Subject<'_>) -> bool {
    let mut numbers = std::iter::once(hull).chain(subject.other_numbers(hull));
    numbers.any(|number| has_link(number, subject) || is_told_of(number, hull, subject))
}

/// Whether a hull has a link, or was heard to meet one that has otherwise than as a neighbour in roads or a port, in waters of the DPRK
/// or at one of its ports, in the chain or in the days around it.
fn has_link(hull: HullId, subject: Subject<'_>) -> bool {
    let world = subject.world;
    let plainly = |at: usize| {
        let event = world.event(at);
        let met = event.kind() == EventKind::Encounter && meets_linked(event, hull, world);
        let plain = world.standing(at) == Standing::Seed;
        let place = is_contact(event)
            && event.kind() != EventKind::DarkRendezvous
            && world.in_dprk_waters(event.position);
        met && plain || place || matches!(&event.finding, Finding::PortVisit(visit) if visit.country == "KP")
    };
    world.link(hull).is_some() || around(hull, subject).any(plainly)
}

fn meets_linked(event: &Event, hull: HullId, world: &World<'_>) -> bool {
    partner(event, hull).is_some_and(|other| world.link(other).is_some())
}

/// What a hull did within the days of a chain.
fn around<'a>(hull: HullId, subject: Subject<'a>) -> impl Iterator<Item = usize> {
    let days = widened(subject.interval(), subject.world.options.chain.window);
    subject.world.around(hull, days)
}

/// Whether the lead tells of a number of a ship of the deciding event that it waited alone, was silent of itself or probably met somebody
/// unheard.
fn is_told_of(number: HullId, hull: HullId, subject: Subject<'_>) -> bool {
    let is_party = subject.hulls().any(|party| party == hull || subject.are_one_hull(party, hull));
    let mut own = subject.legs().filter(|event| parties(event).any(|party| party == number));
    is_party && own.any(|event| tells(event, subject))
}

fn tells(event: &Event, subject: Subject<'_>) -> bool {
    let world = subject.world;
    match &event.finding {
        Finding::Gap(gap) => !world.is_no_silence(event) && hearing(gap, world) != Hearing::Poor,
        Finding::Loitering(_) => !crate::candidate::has_visible_partner(event, world),
        Finding::DarkRendezvous(_) => subject.contacts().any(|contact| std::ptr::eq(contact, event)),
        _ => false,
    }
}

/// Whom with a link a counterparty may have met unheard, the likeliest, and whom it was heard near, the nearest.
fn possible_meetings(hull: HullId, subject: Subject<'_>) -> Vec<String> {
    let world = subject.world;
    let events: Vec<&Event> = around(hull, subject).map(|at| world.event(at)).collect();
    let unheard = events.iter().filter(|event| meets_linked(event, hull, world) && is_free(event, subject));
    let unheard = unheard.filter_map(|event| match &event.finding {
        Finding::DarkRendezvous(meeting) => Some((meeting.probability_by_courses, *event)),
        _ => None,
    });
    let likeliest = unheard.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.start.cmp(&a.1.start)));
    let may_have_met = likeliest.and_then(|(p, event)| {
        let (day, p) = (day(event.start), model::probability(p));
        let other = partner(event, hull)?;
        Some(format!(
            "MMSI {hull} may have met MMSI {other}, which has a DPRK link, while unheard about {day}, with probability {p} by their courses and types"
        ))
    });
    let near = events.iter().filter_map(|event| near_linked(event, hull, world));
    let nearest = near.min_by(|(a, _), (b, _)| a.0.total_cmp(&b.0)).map(|(_, told)| told);
    may_have_met.into_iter().chain(nearest).collect()
}

/// Whether an event leaves the hours of the deciding one alone, where that is a meeting that was heard: who lay beside another then met
/// nobody else.
fn is_free(event: &Event, subject: Subject<'_>) -> bool {
    let shares_hull = || parties(event).any(|hull| subject.hulls().any(|party| party == hull));
    let together = || subject.world.interval(event).overlap(subject.interval()).is_some();
    subject.deciding().kind() != EventKind::Encounter || !(shares_hull() && together())
}

/// How far from a ship with a link a hull was heard, in words too: its partner in roads or a port, or who lay beside them.
fn near_linked(event: &Event, hull: HullId, world: &World<'_>) -> Option<(Metres, String)> {
    let Finding::Encounter(met) = &event.finding else { return None };
    let is_linked = |other: &HullId| *other != hull && world.link(*other).is_some();
    let roads =
        if world.is_where_ships_wait(event) { ", near a coast where ships lie as neighbours" } else { "" };
    let when = format!("{}{roads}", day(event.start));
    if let Some(other) = partner(event, hull).filter(is_linked) {
        let metres = met.median_distance.0;
        let told =
            format!("MMSI {hull} lay {metres:.0} m from MMSI {other}, which has a DPRK link, on {when}");
        return Some((met.median_distance, told));
    }
    let other = met.beside?.hulls().find(is_linked)?;
    let told = format!(
        "MMSI {other}, which has a DPRK link, lay beside MMSI {hull} or the ship that it met on {when}"
    );
    Some((Metres(f64::INFINITY), told))
}
