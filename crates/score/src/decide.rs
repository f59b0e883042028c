//! Which event of an incident decides it, and with it the place and time of the lead: the one that says most plainly what the
//! others served.
//!
//! - A meeting, seen or not, is what a wait in the same hours was for. A contact is what a silence or a change of number near
//!   it served, what a call was made for, and what a run to Nampo came from.
//! - Of a chain the last leg decides: what a hull took at sea it gave away in a later contact, by its draught or because it then
//!   waited offshore for one who was not heard. Of two meetings that are guessed the likelier decides, unless a draught tells. A stop in waters of the DPRK says more than a meeting elsewhere.
//! - A tanker beside a dry cargo ship says less than either beside a ship with which it can share a cargo.
//! - A silence of a linked hull across which its draught changed says more than its other silences, anything more than a
//!   silence that reception explains, and a voyage that a silence hides more than a wait too long for a transfer, or one at another
//!   time that shows nothing.
//! - A tanker's call at a port of the DPRK says more than a wait that shows nothing, any call there more than a change of number, and a
//!   meeting likely by courses more than either at another time.

use model::{Event, EventKind, Finding, HullId, Span};

use crate::craft::Trade;
use crate::delivery::{gives, may_share_cargo, rose};
use crate::evidence::port::is_oil_call;
use crate::incident::{Incident, chain_window, is_plainly_linked};
use crate::nexus::is_sanctioned;
use crate::silence::{
    is_bound_for_nampo, is_explained, is_nampo_run, is_plain, may_hide_nampo, reaches_nampo,
};
use crate::standing::Standing;
use crate::world::{World, is_contact, parties, widened};

/// Whether nothing in an incident says more plainly than its deciding event what it is about.
pub(crate) fn decides(incident: &Incident, world: &World<'_>) -> bool {
    let event = world.event(incident.deciding);
    let is_outdone = || match event.kind() {
        EventKind::Encounter => is_beside_one_that_shares(event, incident, world),
        EventKind::DarkRendezvous => seeds_of(incident, world).any(|other| hides_voyage(other, event, world)),
        EventKind::Loitering if has_told_draught_elsewhere(event, incident, world) => true,
        _ => {
            is_told_plainer(event, incident, world)
                || seeds_of(incident, world).any(|other| says_more(other, event, world))
        }
    };
    !leads_up_to_another(incident, world) && !is_outdone()
}

/// Whether two met that can share no cargo, neither linked to the DPRK, and one of them met another with whom it can.
fn is_beside_one_that_shares(event: &Event, incident: &Incident, world: &World<'_>) -> bool {
    let shares = |other: &Event| {
        other.kind() == EventKind::Encounter
            && may_share_cargo(other, world)
            && parties(other).any(|hull| parties(event).any(|party| party == hull))
    };
    !may_share_cargo(event, world)
        && !is_plainly_linked(incident.deciding, world)
        && seeds_of(incident, world).any(shares)
}

/// The legs that could each decide a lead.
fn seeds_of<'a>(incident: &'a Incident, world: &'a World<'_>) -> impl Iterator<Item = &'a Event> {
    let seeds = incident.legs.iter().filter(|&&at| world.standing(at) == Standing::Seed);
    seeds.map(|&at| world.event(at))
}

/// Whether a contact, or a new draught, near an event tells what it served.
fn is_told_plainer(event: &Event, incident: &Incident, world: &World<'_>) -> bool {
    let span = world.interval(event);
    let near = match event.kind() {
        EventKind::Loitering => span,
        EventKind::PortVisit => widened(span, chain_window(world)),
        _ => widened(span, world.options.chain.evasion_window),
    };
    let mut plainer = seeds_of(incident, world).filter(|other| is_plainer(other, event));
    plainer.any(|other| world.interval(other).overlap(near).is_some() && !says_more(event, other, world))
}

/// A contact says more than what surrounds it, of contacts a meeting more than a wait; a new draught tells when.
fn is_plainer(other: &Event, event: &Event) -> bool {
    match (event.kind(), other.kind()) {
        (EventKind::Loitering | EventKind::DraughtChange, kind) if kind == event.kind() => false,
        (EventKind::Gap | EventKind::IdentityChange | EventKind::PortVisit, EventKind::DraughtChange) => true,
        _ => is_contact(other),
    }
}

/// Whether an event says, whenever it was, what another does not.
fn says_more(event: &Event, other: &Event, world: &World<'_>) -> bool {
    if is_contact(other) {
        says_more_than_contact(event, other, world)
    } else {
        says_more_than_silence(event, other, world)
    }
}

/// A voyage that a silence hides says more than a wait in no area of recorded transfers near a coast, or one longer than
/// transfers are.
fn says_more_than_contact(event: &Event, contact: &Event, world: &World<'_>) -> bool {
    let unknown = || world.hot_spot(contact.position, contact.start).is_none();
    let near_coast = world.is_offshore(contact) == Some(false) && unknown();
    let idle = is_idle(contact, world);
    let waits = || {
        near_coast && is_run(event, world)
            || idle && (is_run(event, world) || may_hide_a_voyage(event, world))
    };
    let shows_nothing = || shows_nothing(contact, world) && tells_a_transfer(event, contact.parties.a, world);
    hides_voyage(event, contact, world)
        || contact.kind() == EventKind::Loitering && (waits() || shows_nothing())
}

/// Whether nothing tells that a hull which waited took or gave cargo then.
fn shows_nothing(wait: &Event, world: &World<'_>) -> bool {
    !told_draught_meanwhile(wait, world)
        && !gives(wait.parties.a, wait, world)
        && !world.in_dprk_waters(wait.position)
}

/// Whether an event is a call of a tanker at a port of the DPRK, or a likely meeting of a hull.
///
/// Of twelve leads of as many simulated archives that a wait decided with no draught told, beside such an event at another time, four
/// were about the event and none about the wait.
fn tells_a_transfer(event: &Event, hull: HullId, world: &World<'_>) -> bool {
    let called = || matches!(&event.finding, Finding::PortVisit(visit) if is_oil_call(event, visit, world));
    called() || is_likely_meeting(event) && parties(event).any(|party| party == hull)
}

/// Whether two more probably met unseen than not, by their courses and types.
fn is_likely_meeting(event: &Event) -> bool {
    matches!(&event.finding, Finding::DarkRendezvous(met) if met.probability_by_courses >= 0.5)
}

/// Whether an event is a silence of a hull, plainly its own, that leaves time for Nampo or across which its draught changed, and that
/// hull's wait or improbable meeting at another time shows nothing that moved: a delivery is told by the voyage, not by the days after.
fn hides_voyage(event: &Event, contact: &Event, world: &World<'_>) -> bool {
    let Finding::Gap(gap) = &event.finding else { return false };
    let hull = event.parties.a;
    let hides = || may_hide_nampo(event, gap, world) || told_draught_meanwhile(event, world);
    is_plain(gap, world)
        && is_unseen_and_improbable(contact)
        && parties(contact).any(|party| party == hull)
        && world.interval(event).overlap(world.interval(contact)).is_none()
        && rose(hull, contact, world).is_none()
        && !world.in_dprk_waters(contact.position)
        && hides()
}

/// Alone, or with one who was not heard and more probably was not there.
fn is_unseen_and_improbable(contact: &Event) -> bool {
    match &contact.finding {
        Finding::Loitering(_) => true,
        Finding::DarkRendezvous(met) => met.probability.max(met.probability_by_courses) < 0.5,
        _ => false,
    }
}

/// A linked tanker's call where the DPRK's tankers load, a silence across which a linked hull's draught changed, and anything at all
/// beside a silence that reception explains, say more than a silence, a call or a change of number without; a call at a port of the
/// DPRK and a likely meeting say more than a change of number.
fn says_more_than_silence(event: &Event, silence: &Event, world: &World<'_>) -> bool {
    let alone = |says: fn(&Event, &World<'_>) -> bool| says(event, world) && !says(silence, world);
    let is_change = silence.kind() == EventKind::IdentityChange;
    alone(is_supply_call)
        || alone(moved_cargo)
        || is_explained(silence, world) && !is_explained(event, world)
        || is_change && (is_sanctioned_call(event, world) || is_likely_meeting(event))
}

/// A call at a port of the DPRK whose trade no resolution exempts.
fn is_sanctioned_call(event: &Event, world: &World<'_>) -> bool {
    matches!(&event.finding, Finding::PortVisit(visit) if is_sanctioned(visit, world))
}

/// Longer than any transfer on record: coal takes ten hours to three days alongside.
fn is_idle(wait: &Event, world: &World<'_>) -> bool {
    world.interval(wait).span() > Span::from_hours(72)
}

/// Whether an event is a run to Nampo, of which reception is no explanation.
fn is_run(event: &Event, world: &World<'_>) -> bool {
    let bound = matches!(&event.finding, Finding::Gap(gap) if is_nampo_run(event, gap, world));
    bound && !is_explained(event, world)
}

/// Whether an event is a silence that began towards Nampo or leaves time for it, whatever reception says.
fn may_hide_a_voyage(event: &Event, world: &World<'_>) -> bool {
    matches!(&event.finding, Finding::Gap(gap)
        if reaches_nampo(event, gap, world) == Some(true) || is_bound_for_nampo(event, gap, world))
}

/// Whether an event is a silence of a hull with a link to the DPRK, not one that reception explains, across which its draught changed.
fn moved_cargo(event: &Event, world: &World<'_>) -> bool {
    event.kind() == EventKind::Gap
        && world.link(event.parties.a).is_some()
        && !is_explained(event, world)
        && told_draught_meanwhile(event, world)
}

/// Whether the hull of an event told another draught after it than before.
fn told_draught_meanwhile(event: &Event, world: &World<'_>) -> bool {
    let mut meanwhile = world.around(event.parties.a, world.interval(event)).map(|at| world.event(at));
    meanwhile.any(|other| world.believed_draught(other).is_some())
}

/// A call by a tanker with a link to the DPRK at a port where its tankers load.
fn is_supply_call(event: &Event, world: &World<'_>) -> bool {
    let hull = event.parties.a;
    let tanker = || world.craft(hull).trade == Trade::Tanker && world.link(hull).is_some();
    matches!(&event.finding, Finding::PortVisit(visit) if world.weights.port.supplier_ports.contains(&visit.port))
        && tanker()
}

/// Whether the draught changed, with no port in reach, during another wait of an incident and not during this one, to which no cargo
/// was brought: that is where cargo moved.
fn has_told_draught_elsewhere(wait: &Event, incident: &Incident, world: &World<'_>) -> bool {
    let told = |wait: &Event| rose(wait.parties.a, wait, world).is_some();
    let mut waits = seeds_of(incident, world).filter(|leg| leg.kind() == EventKind::Loitering);
    let idle = !told(wait) && !gives(wait.parties.a, wait, world) && !world.in_dprk_waters(wait.position);
    idle && waits.any(told)
}

/// Whether what decides an incident is not what it came to.
fn leads_up_to_another(incident: &Incident, world: &World<'_>) -> bool {
    let event = world.event(incident.deciding);
    let mut contacts = seeds_of(incident, world).filter(|other| is_contact(other));
    is_contact(event)
        && !is_plainly_linked(incident.deciding, world)
        && !world.in_dprk_waters(event.position)
        && contacts.any(|other| goes_to_dprk_waters(event, other, world) || hands_on(event, other, world))
}

/// Whether a hull of a contact elsewhere lay in waters of the DPRK.
fn goes_to_dprk_waters(event: &Event, other: &Event, world: &World<'_>) -> bool {
    world.in_dprk_waters(other.position) && parties(event).any(|hull| other.parties.a == hull)
}

/// Whether a hull that gave nothing away in one contact did so in a later one, and not in one that is a less likely guess.
fn hands_on(event: &Event, later: &Event, world: &World<'_>) -> bool {
    let mut shared = parties(event).filter(|hull| parties(later).any(|party| party == *hull));
    later.start > event.start
        && shared.any(|hull| {
            let is_guess = || rose(hull, later, world).is_none() && is_less_likely(later, event);
            rose(hull, event, world) != Some(false) && gives(hull, later, world) && !is_guess()
        })
}

/// Whether an unseen meeting is less likely by courses than another.
fn is_less_likely(meeting: &Event, other: &Event) -> bool {
    matches!((&meeting.finding, &other.finding), (Finding::DarkRendezvous(one), Finding::DarkRendezvous(two))
        if one.probability_by_courses < two.probability_by_courses)
}
