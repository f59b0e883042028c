//! What belongs together: one incident for all that the same hulls did on one voyage, so that a delivery is one lead.
//!
//! Each candidate gathers the events of its hulls within a window of days, backwards and forwards until a call at a
//! port outside the DPRK begins or ends the voyage (the call itself included). A hub's other business is not gathered,
//! nor is another guess at the partner of an unseen meeting. An unseen meeting may be told of either hull, with the
//! other as its guessed partner, of whom only what happened meanwhile is gathered. Candidates then take their events
//! in the order of their strength; no event decides two incidents, and only calls at ports stand in two.

use std::collections::BTreeSet;

use model::{Event, EventKind, Finding, HullId, Interval, Span};

use crate::craft::Trade;
use crate::silence::{is_explained, is_nampo_run};
use crate::standing::Standing;
use crate::world::{World, is_contact, is_one_hull, parties, partner, widened};

/// Events that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Incident {
    /// The event that decides time and place.
    pub(crate) deciding: usize,
    /// The hull that is only guessed to have taken part in an unseen meeting.
    pub(crate) guess: Option<HullId>,
    /// All events, the deciding one too, by time.
    pub(crate) legs: Vec<usize>,
}

/// Every incident that a scene allows, each as if it were alone.
pub(crate) fn candidates(world: &World<'_>) -> Vec<Incident> {
    let nothing = vec![false; world.scene.events.len()];
    let seeds = (0..nothing.len()).filter(|&at| world.standing(at) == Standing::Seed);
    let told = seeds.flat_map(|at| guesses(world.event(at)).into_iter().map(move |guess| (at, guess)));
    let gathered = told.map(|(deciding, guess)| gather(deciding, guess, &nothing, world));
    gathered.filter(|incident| decides(incident, world)).collect()
}

/// Whether nothing in an incident says more plainly than its deciding event what it is about: a meeting, seen or not,
/// is what a wait in the same hours was for; a contact is what a silence or a change of number near it served, and
/// what a call was made for.
fn decides(incident: &Incident, world: &World<'_>) -> bool {
    let event = world.event(incident.deciding);
    let near = match event.kind() {
        EventKind::Encounter | EventKind::DarkRendezvous => return true,
        EventKind::Loitering => world.interval(event),
        EventKind::PortVisit => widened(world.interval(event), chain_window(world)),
        _ => widened(world.interval(event), world.options.chain.evasion_window),
    };
    let seeds = seeds_of(incident, world).filter(|other| is_plainer(other, event));
    let mut plainer = seeds.filter(|other| !says_more(event, other, world));
    let elsewhere = || event.kind() == EventKind::Loitering && has_told_draught_elsewhere(incident, world);
    let says_more = || seeds_of(incident, world).any(|other| says_more(other, event, world));
    !plainer.any(|other| world.interval(other).overlap(near).is_some()) && !elsewhere() && !says_more()
}

/// The legs that could each decide a lead.
fn seeds_of<'a>(incident: &'a Incident, world: &'a World<'_>) -> impl Iterator<Item = &'a Event> {
    let seeds = incident.legs.iter().filter(|&&at| world.standing(at) == Standing::Seed);
    seeds.map(|&at| world.event(at))
}

/// Whether another event of an incident, whenever it was, says what a silence, a call or a wait near a coast does not: a linked
/// tanker's call where the DPRK's tankers load; anything at all beside a silence that reception explains; a run to Nampo beside a
/// wait in no area of recorded transfers, if that was near a coast or longer than transfers are.
fn says_more(other: &Event, event: &Event, world: &World<'_>) -> bool {
    if is_contact(event) {
        let beside_the_point = event.kind() == EventKind::Loitering
            && (world.on_high_seas(event) == Some(false) || is_idle(event, world));
        return beside_the_point
            && is_run(other, world)
            && world.hot_spot(event.position, event.start).is_none();
    }
    let supplies = is_supply_call(other, world) && !is_supply_call(event, world);
    supplies || is_explained(event, world) && !is_explained(other, world)
}

/// Longer than any transfer on record: coal takes ten hours to three days alongside.
fn is_idle(wait: &Event, world: &World<'_>) -> bool {
    world.interval(wait).span() > Span::from_hours(72)
}

fn is_run(event: &Event, world: &World<'_>) -> bool {
    let bound = matches!(&event.finding, Finding::Gap(gap) if is_nampo_run(event, gap, world));
    bound && !is_explained(event, world)
}

/// A call by a tanker with a link to the DPRK at a port where its tankers load.
fn is_supply_call(event: &Event, world: &World<'_>) -> bool {
    let hull = event.parties.a;
    let tanker = || world.craft(hull).trade == Trade::Tanker && world.link(hull).is_some();
    matches!(&event.finding, Finding::PortVisit(visit) if world.weights.port.supplier_ports.contains(&visit.port))
        && tanker()
}

/// Whether the draught changed, with no port in reach, during another wait of an incident and not during the deciding one:
/// that is where cargo moved.
fn has_told_draught_elsewhere(incident: &Incident, world: &World<'_>) -> bool {
    let legs = || incident.legs.iter().map(|&at| world.event(at));
    let changes = || {
        legs().filter(|leg| matches!(&leg.finding, Finding::DraughtChange(change) if !change.call_possible))
    };
    let during = |wait: &Event| {
        changes().any(|change| {
            let shared = world.interval(change).overlap(world.interval(wait)).is_some();
            shared && change.parties.a == wait.parties.a
        })
    };
    let mut waits = legs().filter(|leg| leg.kind() == EventKind::Loitering);
    !during(world.event(incident.deciding)) && waits.any(during)
}

/// A contact says more than what surrounds it, of contacts a meeting more than a wait; a new draught tells when.
fn is_plainer(other: &Event, event: &Event) -> bool {
    match (event.kind(), other.kind()) {
        (EventKind::Loitering | EventKind::DraughtChange, kind) if kind == event.kind() => false,
        (EventKind::Gap | EventKind::IdentityChange | EventKind::PortVisit, EventKind::DraughtChange) => true,
        _ => is_contact(other),
    }
}

/// Who may be the guessed partner.
fn guesses(event: &Event) -> Vec<Option<HullId>> {
    match event.kind() {
        EventKind::DarkRendezvous => parties(event).map(Some).collect(),
        _ => vec![None],
    }
}

/// The incidents that remain when each takes its events before the next.
pub(crate) fn settle(strongest_first: &[Incident], world: &World<'_>) -> Vec<Incident> {
    let mut taken = vec![false; world.scene.events.len()];
    let mut found = Vec::new();
    for &Incident { deciding, guess, .. } in strongest_first {
        if !taken[deciding] {
            let incident = gather(deciding, guess, &taken, world);
            for at in incident.legs.iter().copied().chain(other_guesses(deciding, world)) {
                taken[at] = true;
            }
            found.push(incident);
        }
    }
    found
}

/// Whether a link to the DPRK was surely met: an encounter with a linked hull, or in waters of the DPRK.
pub(crate) fn is_plainly_linked(at: usize, world: &World<'_>) -> bool {
    let event = world.event(at);
    let linked = || parties(event).any(|hull| world.link(hull).is_some());
    event.kind() == EventKind::Encounter && (linked() || world.in_dprk_waters(event.position))
}

/// Decides between equals: by kind, then the longer (of unseen meetings the more probable), then the earlier.
pub(crate) fn precedence(at: usize, world: &World<'_>) -> (EventKind, i64, usize) {
    let event = world.event(at);
    let measure = match &event.finding {
        Finding::DarkRendezvous(meeting) => -(meeting.probability_by_courses * 1e6) as i64,
        _ => -world.interval(event).span().ms(),
    };
    (event.kind(), measure, world.place_in_time(at))
}

fn gather(deciding: usize, guess: Option<HullId>, taken: &[bool], world: &World<'_>) -> Incident {
    let event = world.event(deciding);
    let free = |at: usize| {
        let shared = world.event(at).kind() == EventKind::PortVisit;
        let fits = at == deciding || !is_other_guess(world.event(at), event, world);
        world.standing(at) != Standing::Everyday && (shared || !taken[at]) && fits
    };
    let mut legs = vec![deciding];
    for hull in hulls(event, guess, world) {
        legs.extend(voyage(hull, deciding, world).into_iter().filter(|&at| free(at)));
    }
    let meanwhile = guess.into_iter().flat_map(|hull| world.around(hull, world.interval(event)));
    legs.extend(meanwhile.filter(|&at| free(at)));
    legs.sort_by_key(|&at| world.place_in_time(at));
    legs.dedup();
    Incident { deciding, guess, legs }
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

/// The hulls that surely took part in an event, under every number that they went by within the window.
fn hulls(event: &Event, guess: Option<HullId>, world: &World<'_>) -> BTreeSet<HullId> {
    let near = widened(world.interval(event), world.options.chain.window);
    let renamed = |hull| {
        let changes = world.around(hull, near).map(|at| world.event(at));
        changes.filter(|event| is_one_hull(event)).filter_map(move |change| partner(change, hull))
    };
    let sure = parties(event).filter(|&hull| Some(hull) != guess);
    sure.flat_map(|hull| renamed(hull).chain([hull])).collect()
}

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
