//! Who took cargo at sea and who gave it away: by the draughts that hulls told across contacts with no port in reach, and by
//! waits offshore of one that had taken cargo.

use model::{Event, EventKind, Finding, HullId, Interval, Span};

use crate::standing::Standing;
use crate::world::{World, is_contact, partner};

/// Whether a hull lay deeper after a contact than before it, of which no call at a port and no meeting at another time can be the
/// reason; `None` where it did not tell.
pub(crate) fn rose(hull: HullId, contact: &Event, world: &World<'_>) -> Option<bool> {
    let meanwhile = world.around(hull, world.interval(contact)).map(|at| world.event(at));
    let mut told = meanwhile.filter_map(|event| match &event.finding {
        Finding::DraughtChange(change) if !change.call_possible => Some((event, change)),
        _ => None,
    });
    let (_, change) = told.find(|(event, _)| !tells_of_another_meeting(hull, event, contact, world))?;
    Some(change.after.0 > change.before.0)
}

/// Whether a change of draught spans, beside a contact whose partner was not heard, a meeting at another time with a ship that was:
/// crews type it late, and the meeting explains it by itself.
fn tells_of_another_meeting(hull: HullId, told: &Event, contact: &Event, world: &World<'_>) -> bool {
    let is_other_meeting = |at: usize| {
        let other = world.event(at);
        world.standing(at) == Standing::Seed
            && other.kind() == EventKind::Encounter
            && world.interval(other).overlap(world.interval(contact)).is_none()
    };
    contact.kind() != EventKind::Encounter && world.around(hull, world.interval(told)).any(is_other_meeting)
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
    let mut contacts =
        on_the_way(hull, contact, world).map(|at| world.event(at)).filter(|event| is_contact(event));
    contacts.any(|event| takes(hull, event, world))
}

/// The last meeting before a wait, on the same voyage and over when it began, in which a hull took cargo, and the ship that it took it
/// from. Only one that could decide a lead: ships that lie at anchor off a port have often called there unheard.
pub(crate) fn supply<'a>(hull: HullId, wait: &Event, world: &World<'a>) -> Option<(&'a Event, HullId)> {
    let seeds = on_the_way(hull, wait, world).filter(|&at| world.standing(at) == Standing::Seed);
    let mut meetings = seeds.map(|at| world.event(at)).filter(|event| event.kind() == EventKind::Encounter);
    let is_over = |meeting: &Event| world.interval(meeting).overlap(world.interval(wait)).is_none();
    let meeting = meetings.find(|meeting| is_over(meeting) && takes(hull, meeting, world))?;
    partner(meeting, hull).map(|supplier| (meeting, supplier))
}

/// What a hull did before a contact, the last first, back to its last call and for no longer than a chain.
fn on_the_way<'w>(
    hull: HullId,
    contact: &Event,
    world: &'w World<'_>,
) -> impl Iterator<Item = usize> + use<'w> {
    let window = world.options.chain.window;
    let since = Interval::between(contact.start.saturating_add(Span::ZERO - window), contact.start);
    let mut before: Vec<usize> =
        world.around(hull, since).filter(|&at| world.event(at).start < contact.start).collect();
    before.reverse();
    before.into_iter().take_while(|&at| world.event(at).kind() != EventKind::PortVisit)
}
