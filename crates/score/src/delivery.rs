//! Who took cargo at sea and who gave it away: by the draughts that hulls told across contacts with no port in reach, and by
//! waits offshore of one that had taken cargo.

use model::{Event, EventKind, Finding, HullId, Interval, Span};

use crate::world::{World, is_contact, parties, partner};

/// Whether a hull lay deeper after a contact than before it, of which no call at a port can be the reason; `None` where it did
/// not tell.
pub(crate) fn rose(hull: HullId, contact: &Event, world: &World<'_>) -> Option<bool> {
    let meanwhile = world.around(hull, world.interval(contact)).map(|at| world.event(at));
    let mut told = meanwhile.filter_map(|event| match &event.finding {
        Finding::DraughtChange(change) if !change.call_possible => Some(change.after.0 > change.before.0),
        _ => None,
    });
    told.next()
}

/// Whether a hull lay deeper after a contact, or where it did not tell, its partner lay higher.
pub(crate) fn takes(hull: HullId, contact: &Event, world: &World<'_>) -> bool {
    let gave = || partner(contact, hull).is_some_and(|other| rose(other, contact, world) == Some(false));
    rose(hull, contact, world).unwrap_or_else(gave)
}

/// Whether a hull gave cargo away in a contact: it lay higher after it, or had taken cargo at sea and waited where nobody was
/// heard and there is no other reason to.
pub(crate) fn gives(hull: HullId, contact: &Event, world: &World<'_>) -> bool {
    match rose(hull, contact, world) {
        Some(deeper) => !deeper,
        None => is_unseen_wait(contact, world) && took_at_sea(hull, contact, world),
    }
}

/// Alone, or with one who was not heard, offshore.
pub(crate) fn is_unseen_wait(event: &Event, world: &World<'_>) -> bool {
    let unseen = matches!(event.kind(), EventKind::Loitering | EventKind::DarkRendezvous);
    unseen && world.is_offshore(event) == Some(true)
}

/// Whether a hull took cargo in a contact at sea before another, on the same voyage.
pub(crate) fn took_at_sea(hull: HullId, contact: &Event, world: &World<'_>) -> bool {
    let window = world.options.chain.window;
    let since = Interval::between(contact.start.saturating_add(Span::ZERO - window), contact.start);
    let before: Vec<&Event> = world
        .around(hull, since)
        .map(|at| world.event(at))
        .filter(|event| event.start < contact.start)
        .collect();
    let voyage = before.iter().rev().take_while(|event| event.kind() != EventKind::PortVisit);
    let mut contacts = voyage.filter(|event| is_contact(event) && parties(event).any(|party| party == hull));
    contacts.any(|event| takes(hull, event, world))
}
