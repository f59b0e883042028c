//! Who took cargo at sea and who gave it away: by the draughts that hulls told across contacts with no port in reach, and by
//! waits offshore of one that had taken cargo.

use model::{DraughtChange, Event, EventKind, Finding, HullId, Interval, Location, Span};

use crate::standing::Standing;
use crate::world::{World, is_contact, partner};

/// Whether a hull lay deeper after a contact than before it, of which no call at a port and no meeting at another time can be the
/// reason; `None` where it did not tell.
pub(crate) fn rose(hull: HullId, contact: &Event, world: &World<'_>) -> Option<bool> {
    told(hull, contact, world).map(|(_, change)| change.after.0 > change.before.0)
}

/// Where draughts tell that a hull took cargo in a contact: its own, or where it did not tell, its partner's.
pub(crate) fn tells_taking(hull: HullId, contact: &Event, world: &World<'_>) -> Vec<Location> {
    let of_partner = || told(partner(contact, hull)?, contact, world);
    told(hull, contact, world).or_else(of_partner).map_or_else(Vec::new, |(event, _)| event.cites.clone())
}

/// The change of draught that tells so.
fn told<'a>(hull: HullId, contact: &Event, world: &World<'a>) -> Option<(&'a Event, &'a DraughtChange)> {
    let meanwhile = world.around(hull, world.interval(contact)).map(|at| world.event(at));
    let believed = meanwhile.filter_map(|event| Some((event, world.believed_draught(event)?)));
    let mut changes = believed.filter(|(_, change)| !change.call_possible);
    changes.find(|(event, _)| !tells_of_another_meeting(hull, event, contact, world))
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

/// Whether the two of an event, if they are two, can carry the same cargo by what they say they are.
pub(crate) fn may_share_cargo(event: &Event, world: &World<'_>) -> bool {
    let trades = |other: HullId| (world.craft(event.parties.a).trade, world.craft(other).trade);
    event.parties.b.map(trades).is_none_or(|(one, other)| one.may_share_cargo(other))
}

/// Whether two were heard side by side of which neither can have what the other carries: whose draught changed then, met another.
pub(crate) fn is_of_unlike_ships(contact: &Event, world: &World<'_>) -> bool {
    contact.kind() == EventKind::Encounter && !may_share_cargo(contact, world)
}

/// Whether a hull lay deeper after a contact and its partner did not, or where it did not tell, its partner lay higher; never of a
/// partner whose cargo it cannot carry.
pub(crate) fn takes(hull: HullId, contact: &Event, world: &World<'_>) -> bool {
    if is_of_unlike_ships(contact, world) {
        return false;
    }
    let other = partner(contact, hull).and_then(|other| rose(other, contact, world));
    rose(hull, contact, world).map_or(other == Some(false), |deeper| deeper && other != Some(true))
}

/// Whether a hull gave cargo away in a contact: it lay higher after it, or had taken cargo at sea and waited where nobody was
/// heard and there is no other reason to. Nobody gives away what the other cannot carry.
pub(crate) fn gives(hull: HullId, contact: &Event, world: &World<'_>) -> bool {
    if is_of_unlike_ships(contact, world) {
        return false;
    }
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

/// The last meeting before a wait, on the same voyage and over when it began, in which a hull took cargo that it had not handed on when
/// it waited, and the ship that it took it from. Only one that could decide a lead: ships that lie at anchor off a port have often
/// called there unheard.
pub(crate) fn supply<'a>(hull: HullId, wait: &Event, world: &World<'a>) -> Option<(&'a Event, HullId)> {
    let meeting = meetings_before(hull, wait, world).find(|meeting| takes(hull, meeting, world))?;
    let supplier = partner(meeting, hull)?;
    (!handed_on(hull, meeting, wait, world)).then_some((meeting, supplier))
}

/// Meetings with ships that were heard, over before a wait on the same voyage began, the last first.
fn meetings_before<'a, 'w>(
    hull: HullId,
    wait: &'w Event,
    world: &'w World<'a>,
) -> impl Iterator<Item = &'a Event> + use<'a, 'w> {
    let seeds = on_the_way(hull, wait, world).filter(|&at| world.standing(at) == Standing::Seed);
    let meetings = seeds.map(|at| world.event(at)).filter(|event| event.kind() == EventKind::Encounter);
    meetings.filter(|meeting| world.interval(meeting).overlap(world.interval(wait)).is_none())
}

/// Whether a hull gave away what it took before it waited: by its own draught, or by that of a ship that it met meanwhile.
fn handed_on(hull: HullId, meeting: &Event, wait: &Event, world: &World<'_>) -> bool {
    let takes_some = |other: &Event| {
        let receiver = partner(other, hull).filter(|_| may_share_cargo(other, world));
        receiver.is_some_and(|receiver| rose(receiver, other, world) == Some(true))
    };
    let mut later = meetings_before(hull, wait, world).filter(|other| other.start > meeting.start);
    lay_as_high_again(hull, meeting, wait, world) || later.any(takes_some)
}

/// Whether a hull that told a deeper draught after a meeting told about the former one again before it waited.
fn lay_as_high_again(hull: HullId, meeting: &Event, wait: &Event, world: &World<'_>) -> bool {
    let Some((_, deeper)) = told(hull, meeting, world) else { return false };
    let light = deeper.before.0 + world.weights.voyage.draught_m;
    let between = Interval::between(world.interval(meeting).end().min(wait.start), wait.start);
    world.around(hull, between).any(|at| match &world.event(at).finding {
        Finding::DraughtChange(change) => change.after.0 < change.before.0 && change.after.0 <= light,
        _ => false,
    })
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
