//! What belongs together: one incident for all that the same hulls did on one voyage, so that a delivery is one lead.
//!
//! Each candidate gathers the events of its hulls within a window of days, backwards and forwards until a call at a
//! port outside the DPRK begins or ends the voyage (the call itself included). A hub's other business is not gathered,
//! nor is another guess at the partner of an unseen meeting. An unseen meeting may be told of either hull, with the
//! other as its guessed partner, of whom only what happened meanwhile is gathered. Candidates then take their events
//! in the order of their strength; no event decides two incidents. Only calls at ports stand in two, and another delivery
//! of the same voyage, which is a leg of the stronger lead and decides one of its own.

use std::collections::BTreeSet;

use model::{Event, EventKind, Finding, HullId, Interval, List, Metres, Span};

use crate::decide::decides;
use crate::delivery::gives;
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

/// Every incident that a scene allows, each as if it were alone: those that nothing says more plainly, and the others.
pub(crate) fn candidates(world: &World<'_>) -> (Vec<Incident>, Vec<Incident>) {
    let nothing = vec![false; world.scene.events.len()];
    let seeds = (0..nothing.len()).filter(|&at| world.standing(at) == Standing::Seed);
    let told = seeds.flat_map(|at| guesses(world.event(at)).into_iter().map(move |guess| (at, guess)));
    let gathered = told.map(|(deciding, guess)| gather(deciding, guess, &nothing, world));
    gathered.partition(|incident| decides(incident, world))
}

/// Who may be the guessed partner.
pub(crate) fn guesses(event: &Event) -> Vec<Option<HullId>> {
    match event.kind() {
        EventKind::DarkRendezvous => parties(event).map(Some).collect(),
        _ => vec![None],
    }
}

/// The incidents that remain when each takes its events before the next, the deliveries that they left to themselves, and what
/// something else said more plainly that then turned out to be another ship's meeting. An incident with a link to the DPRK is not lost
/// either because what said more plainly what it is about made no lead.
pub(crate) fn settle(
    strongest_first: &[(List, Incident)],
    outdone: &[(List, Incident)],
    world: &World<'_>,
) -> Vec<Incident> {
    let nothing = vec![false; world.scene.events.len()];
    let mut settled = Settled { taken: nothing.clone(), excluded: nothing, found: Vec::new(), world };
    for (_, incident) in strongest_first {
        settled.take(incident.deciding, incident.guess);
    }
    let others = settled.found.iter().flat_map(|incident| other_deliveries(incident, world));
    let mut others: Vec<usize> = others.collect();
    others.sort_by_key(|&at| precedence(at, world));
    for deciding in others {
        settled.take(deciding, None);
    }
    for (list, incident) in outdone {
        if settled.is_left(incident) || *list == List::Dprk && settled.tells_nothing_of(incident) {
            settled.take(incident.deciding, incident.guess);
        }
    }
    settled.found
}

/// What has been told so far.
struct Settled<'w, 'a> {
    /// What stands in a lead, or cannot.
    taken: Vec<bool>,
    /// Guesses that a told one excludes.
    excluded: Vec<bool>,
    found: Vec<Incident>,
    world: &'w World<'a>,
}

impl Settled<'_, '_> {
    /// Whether an incident that stands in no lead decides one without the guesses that are excluded.
    fn is_left(&self, incident: &Incident) -> bool {
        let rest = gather(incident.deciding, incident.guess, &self.excluded, self.world);
        !self.taken[incident.deciding] && decides(&rest, self.world)
    }

    /// Whether nothing of an incident that could decide a lead stands in one.
    fn tells_nothing_of(&self, incident: &Incident) -> bool {
        incident.legs.iter().all(|&at| self.world.standing(at) != Standing::Seed || !self.taken[at])
    }

    /// Tells an event with all of its voyage that is still free, but for what belongs to another delivery.
    fn take(&mut self, deciding: usize, guess: Option<HullId>) {
        let world = self.world;
        if self.taken[deciding] {
            return;
        }
        let incident = gather(deciding, guess, &self.taken, world);
        let span = |at: usize| world.interval(world.event(at));
        let others: Vec<Interval> = other_deliveries(&incident, world).map(span).collect();
        let is_theirs = |at: usize| {
            others.iter().any(|other| other.overlap(span(at)).is_some())
                && span(deciding).overlap(span(at)).is_none()
        };
        let own = incident.legs.iter().copied().filter(|&at| !is_theirs(at));
        for at in own {
            self.taken[at] = true;
        }
        for at in other_guesses(deciding, world) {
            self.excluded[at] |= !self.taken[at];
            self.taken[at] = true;
        }
        self.found.push(incident);
    }
}

/// The contacts of a voyage in which other cargo changed hands than in the deciding event, from a hull that surely took part.
fn other_deliveries<'w>(
    incident: &'w Incident,
    world: &'w World<'_>,
) -> impl Iterator<Item = usize> + use<'w> {
    let deciding = world.event(incident.deciding);
    let near = widened(world.interval(deciding), APART);
    let is_sure =
        move |hull: HullId| Some(hull) != incident.guess && parties(deciding).any(|party| party == hull);
    incident.legs.iter().copied().filter(move |&at| {
        let leg = world.event(at);
        world.standing(at) == Standing::Seed
            && is_contact(leg)
            && world.interval(leg).overlap(near).is_none()
            && is_sure(leg.parties.a)
            && gives(leg.parties.a, leg, world)
    })
}

/// Two deliveries are at least this far apart in time (design: casting off, a new place, coming alongside).
const APART: Span = Span::from_hours(12);

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
    let again: Vec<usize> =
        legs.iter().copied().filter(|&at| at != deciding && is_told_again(at, &legs, world)).collect();
    legs.retain(|at| !again.contains(at));
    Incident { deciding, guess, legs }
}

/// Whether a change of draught is one that the same hull told under another number in hours that are fewer, or as many and earlier.
fn is_told_again(at: usize, legs: &[usize], world: &World<'_>) -> bool {
    let Finding::DraughtChange(change) = &world.event(at).finding else { return false };
    let (hull, told) = (world.event(at).parties.a, world.interval(world.event(at)));
    let is_one = |other: HullId| {
        let mut changes = legs.iter().map(|&leg| world.event(leg)).filter(|event| is_one_hull(event));
        changes.any(|renamed| partner(renamed, hull) == Some(other) && partner(renamed, other) == Some(hull))
    };
    let same = |one: Metres, other: Metres| (one.0 - other.0).abs() < 0.05;
    legs.iter().any(|&leg| {
        let (event, span) = (world.event(leg), world.interval(world.event(leg)));
        let is_nearer = (span.span(), world.place_in_time(leg)) < (told.span(), world.place_in_time(at));
        let is_same = matches!(&event.finding, Finding::DraughtChange(other)
            if same(other.before, change.before) && same(other.after, change.after));
        is_same && is_nearer && span.overlap(told).is_some() && is_one(event.parties.a)
    })
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

/// The other guesses at whom the ship of an incident met unseen on its voyage, in the same hours or at another time, that are likelier by
/// courses and types, the likeliest first.
///
/// Not by what is weighed against all meetings: of 31 leads of five simulated months whose ship had a likelier partner by that, 13 named
/// the pair that met and the other would have been right in 2; by courses hardly one had a likelier partner.
pub(crate) fn likelier_guesses(incident: &Incident, world: &World<'_>) -> Vec<(usize, Option<HullId>)> {
    let event = world.event(incident.deciding);
    let Finding::DarkRendezvous(told) = &event.finding else { return Vec::new() };
    let Some(hull) = parties(event).find(|&hull| Some(hull) != incident.guess) else { return Vec::new() };
    let same_hours = world.around(hull, world.interval(event));
    let same_hours = same_hours.filter(|&at| is_other_guess(world.event(at), event, world));
    let on_voyage =
        incident.legs.iter().copied().filter(|&at| parties(world.event(at)).any(|party| party == hull));
    let others: BTreeSet<usize> = same_hours.chain(on_voyage).collect();
    let likelier = others.into_iter().filter_map(|at| match &world.event(at).finding {
        Finding::DarkRendezvous(other) if other.probability_by_courses > told.probability_by_courses => {
            Some((other.probability_by_courses, at, partner(world.event(at), hull)))
        }
        _ => None,
    });
    let mut likelier: Vec<_> = likelier.collect();
    likelier.sort_by(|a, b| b.0.total_cmp(&a.0));
    likelier.into_iter().map(|(_, at, guess)| (at, guess)).collect()
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
        let met: Vec<HullId> = parties(world.event(deciding)).collect();
        let own = world.around(hull, span);
        return own.filter(|&at| !world.is_other_business(at, hull, &met)).collect();
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
pub(crate) fn chain_window(world: &World<'_>) -> Span {
    Span::from_secs_f64(world.weights.port.chain_days * 86_400.0).max(world.options.chain.window)
}
