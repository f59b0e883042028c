//! What belongs together: one incident for all that the same hulls did on one voyage, so that a delivery is one lead.
//!
//! Candidates are taken strongest first. Each gathers the events of its hulls within a window of days, backwards and
//! forwards until a call at a port outside the DPRK begins or ends the voyage (the call itself included). A hub's
//! other business is not gathered, nor is another guess at the partner of an unseen meeting. No event decides two incidents, and only calls at ports stand in two.

use std::collections::BTreeSet;

use model::{Event, EventKind, Finding, HullId, Interval, Parties, Span};

use crate::standing::Standing;
use crate::world::{World, parties, partner, widened};

/// Events that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Incident {
    /// The event that decides time and place.
    pub(crate) deciding: usize,
    /// All events, the deciding one too, by time.
    pub(crate) legs: Vec<usize>,
}

/// The incidents of a scene, strongest first.
pub(crate) fn incidents(world: &World<'_>) -> Vec<Incident> {
    let count = world.scene.events.len();
    let mut seeds: Vec<usize> = (0..count).filter(|&at| world.standing(at) == Standing::Seed).collect();
    seeds.sort_by_cached_key(|&at| strength(at, world));
    let mut taken = vec![false; count];
    let mut found = Vec::new();
    for deciding in seeds {
        if !taken[deciding] {
            let incident = gather(deciding, &taken, world);
            for at in incident.legs.iter().copied().chain(other_guesses(deciding, world)) {
                taken[at] = true;
            }
            found.push(incident);
        }
    }
    found
}

/// Contact-like events with a DPRK link of their own first, then by kind, then the longer (of unseen meetings the one
/// whose place is known best), then the earlier.
fn strength(at: usize, world: &World<'_>) -> (u8, i64, i64, Parties, usize) {
    let event = world.event(at);
    let linked =
        parties(event).any(|hull| world.link(hull).is_some()) || world.in_dprk_waters(event.position);
    let kind = match event.kind() {
        EventKind::Encounter => 0,
        EventKind::DarkRendezvous => 1,
        EventKind::Loitering => 2,
        EventKind::Gap => 13,
        EventKind::PortVisit => 14,
        _ => 15,
    };
    let rank = if linked || kind > 10 { kind } else { kind + 3 };
    let measure = match &event.finding {
        Finding::DarkRendezvous(meeting) => meeting.radius.0 as i64,
        _ => -world.interval(event).span().ms(),
    };
    (rank, measure, event.start.ms(), event.parties, at)
}

fn gather(deciding: usize, taken: &[bool], world: &World<'_>) -> Incident {
    let event = world.event(deciding);
    let free = |at: usize| {
        let shared = world.event(at).kind() == EventKind::PortVisit;
        let fits = at == deciding || !is_other_guess(world.event(at), event, world);
        world.standing(at) != Standing::Everyday && (shared || !taken[at]) && fits
    };
    let mut legs = vec![deciding];
    for hull in hulls(event, world) {
        legs.extend(voyage(hull, deciding, world).into_iter().filter(|&at| free(at)));
    }
    legs.sort_by_key(|&at| (world.event(at).start, at));
    legs.dedup();
    Incident { deciding, legs }
}

/// Guesses that the deciding one excludes.
fn other_guesses<'w>(deciding: usize, world: &'w World<'_>) -> impl Iterator<Item = usize> + use<'w> {
    let event = world.event(deciding);
    let near = parties(event).flat_map(|hull| world.around(hull, world.interval(event)));
    near.filter(|&at| is_other_guess(world.event(at), event, world))
}

/// Whether two unseen meetings are guesses at one silence: same hours, another partner. They exclude each other.
fn is_other_guess(other: &Event, event: &Event, world: &World<'_>) -> bool {
    let unseen = |event: &Event| event.kind() == EventKind::DarkRendezvous;
    let pair = |event: &Event| parties(event).collect::<BTreeSet<HullId>>();
    let together = world.interval(other).overlap(world.interval(event)).is_some();
    unseen(other) && unseen(event) && pair(other) != pair(event) && together
}

/// The hulls of an event, under every number that they went by within the window.
fn hulls(event: &Event, world: &World<'_>) -> BTreeSet<HullId> {
    let near = widened(world.interval(event), world.options.chain.window);
    let renamed = |hull| {
        let changes = world.around(hull, near).map(|at| world.event(at));
        changes.filter_map(move |change| match &change.finding {
            Finding::IdentityChange(sure) if sure.probability >= SAME_HULL => partner(change, hull),
            _ => None,
        })
    };
    parties(event).flat_map(|hull| renamed(hull).chain([hull])).collect()
}

/// From this probability on two numbers are taken for one hull.
const SAME_HULL: f64 = 0.5;

/// A hull's events on the voyage of the deciding one.
fn voyage(hull: HullId, deciding: usize, world: &World<'_>) -> Vec<usize> {
    let span = world.interval(world.event(deciding));
    let events = world.events_of(hull);
    let here = events
        .iter()
        .position(|&at| at == deciding)
        .unwrap_or_else(|| events.partition_point(|&at| world.event(at).start < span.start()));
    if world.is_hub(hull, span) {
        return world.around(hull, span).collect();
    }
    let mut legs = walk(events[..here].iter().rev(), span, world);
    legs.extend(walk(events[here..].iter(), span, world));
    legs
}

/// Events outwards from the deciding one, until the window or the voyage ends.
fn walk<'e>(events: impl Iterator<Item = &'e usize>, span: Interval, world: &World<'_>) -> Vec<usize> {
    let mut legs = Vec::new();
    let mut window = world.options.chain.window;
    for &at in events {
        let event = world.event(at);
        if widened(span, window).overlap(world.interval(event)).is_none() {
            break;
        }
        legs.push(at);
        match call(event) {
            Some("KP") => window = chain_window(world),
            Some(_) if !is_during(event, span, world) => break,
            _ => {}
        }
    }
    legs
}

/// The country of a port visit.
fn call(event: &Event) -> Option<&str> {
    match &event.finding {
        Finding::PortVisit(visit) => Some(&visit.country),
        _ => None,
    }
}

fn is_during(event: &Event, span: Interval, world: &World<'_>) -> bool {
    world.interval(event).overlap(span).is_some()
}

/// Coal voyages from a DPRK port take longer than the window for meetings.
fn chain_window(world: &World<'_>) -> Span {
    Span::from_secs_f64(world.weights.port.chain_days * 86_400.0).max(world.options.chain.window)
}
