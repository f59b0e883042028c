//! Which events can make a lead, which can only belong to one, and which are everyday business.
//!
//! The rules rest on what ships do and broadcast:
//! - fishing pairs and fleets, tugs, pilots, service and passenger craft, hulls under 30 m, gear buoys and numbers
//!   of no ship station (MID 150 of the squid fleets): everyday, on either side of a meeting;
//! - two small class B craft: everyday;
//! - a meeting inside an anchorage or the limits of a port outside the DPRK: anchored neighbours or bunkering; it
//!   is everyday unless the hulls lay alongside, and then it can only belong to another lead;
//! - hulls that sailed together for hours before or after they met, or that lie on one spot and send one IMO number, are company
//!   (a tow, an escort, one ship with two transmitters): such a meeting of ships without a link can only belong to a lead;
//! - waiting, silence and unseen meetings count for merchant hulls alone; a waiting ship with a visible partner is
//!   part of that meeting, and a wait near a coast, in no area of transfers recorded for that time and outside waters of the
//!   DPRK, decides nothing unless the ship is linked to it: none of 57 leads of two simulated months that such a wait decided
//!   was right;
//! - a silence must be long, no less probably chosen than any other, begin off shore or leave time for Nampo (for a linked tanker,
//!   for where those load), and not be one in which the hull was heard under another number, or, unless it is linked, at false
//!   positions;
//! - a number that passed from one ship to another days later: everyday, since such are given out again;
//! - a call at a DPRK port counts for any hull but everyday craft; other calls only bound a voyage.
//!
//! An unseen meeting decides a lead only if it is probable by courses and not improbable beside the other meetings that the two could
//! have had, wherever it is; a seen one near a coast only if the hulls lay alongside; a
//! draught changed with no port in reach, offshore or in an area of recorded transfers, for a hull with a link to the DPRK
//! or one that then calls there or falls silent on the way to Nampo: it tells when it loaded better than the way home does.
//!
//! A hull that is listed or under the DPRK's flag is never everyday by its type, but ships under the DPRK's flag alone or
//! among themselves in waters nearer to its ports than to others are its coastal trade. A neighbour in a foreign port must lie
//! alongside, and decides a lead only where transfers are on record for that time: ships share berths.

use model::{
    DarkRendezvous, Encounter, Event, EventKind, Finding, Gap, HullId, Interval, Metres, PortVisit,
    SharedIdentity, Span,
};

use crate::craft::{Craft, Trade, is_ship};
use crate::link::is_dprk;
use crate::silence::{is_bound_for_nampo, is_supply_run, may_hide_nampo};
use crate::standing::Standing;
use crate::world::{World, parties, partner};

/// What each event of a scene can do.
pub(crate) fn standings(world: &World<'_>) -> Vec<Standing> {
    world.scene.events.iter().map(|event| standing(event, world)).collect()
}

fn standing(event: &Event, world: &World<'_>) -> Standing {
    let linked = parties(event).any(|hull| world.link(hull).is_some());
    match &event.finding {
        Finding::Encounter(encounter) if linked => of_linked_encounter(event, encounter, world),
        Finding::Encounter(encounter) if is_company(event, encounter, world) => {
            of_encounter(event, encounter, world).min(Standing::Leg)
        }
        Finding::Encounter(encounter) => of_encounter(event, encounter, world),
        Finding::DarkRendezvous(meeting) => of_dark_rendezvous(event, meeting, world),
        Finding::Loitering(_) if linked && is_out_of_the_way(event, world) => Standing::Seed,
        Finding::Loitering(_) => of_loitering(event, world),
        Finding::Gap(gap) => of_gap(event, gap, world),
        Finding::PortVisit(visit) => of_port_visit(event, visit, linked, world),
        Finding::IdentityChange(_) => of_identity_change(event, world),
        Finding::DraughtChange(change)
            if !change.call_possible
                && !world.is_too_deep(event, change)
                && is_out_of_the_way(event, world)
                && (linked || goes_to_dprk(event, world)) =>
        {
            Standing::Seed
        }
        Finding::SharedIdentity(SharedIdentity::InTurn { .. }) => Standing::Everyday,
        Finding::DraughtChange(_) | Finding::SharedIdentity(_) | Finding::Spoofing(_) => Standing::Leg,
    }
}

/// Whether the next that a hull did, soon after its draught changed within a few days, was a call at a port of the DPRK or
/// a silence that began on the way to Nampo.
fn goes_to_dprk(change: &Event, world: &World<'_>) -> bool {
    let (told, chain) = (world.interval(change), &world.options.chain);
    let soon = Interval::between(told.end(), told.end().saturating_add(chain.window));
    let later = world.around(change.parties.a, soon).map(|at| world.event(at));
    let next = later.filter(|event| event.start >= told.start()).find_map(|event| match &event.finding {
        Finding::PortVisit(visit) => Some(visit.country == "KP"),
        Finding::Gap(gap) => is_bound_for_nampo(event, gap, world).then_some(true),
        _ => None,
    });
    told.span() <= chain.evasion_window && next == Some(true)
}

/// Whether two that lay together also came or went together for hours, or are one ship with two transmitters as far as they say.
fn is_company(event: &Event, encounter: &Encounter, world: &World<'_>) -> bool {
    let options = &world.options.candidate;
    let sailed = encounter.sailed.is_some_and(|sailed| sailed.before.max(sailed.after) >= options.company);
    sailed || is_one_ship(event, world)
}

/// Whether two that lay on one spot are one ship with two transmitters, as far as they say.
fn is_one_ship(event: &Event, world: &World<'_>) -> bool {
    let Finding::Encounter(encounter) = &event.finding else { return false };
    encounter.median_distance <= world.options.candidate.one_hull && say_to_be_one(event, world)
}

/// Whether a wait is that of a ship whose other number waited before, or as long and is the lower: it is told once.
fn is_told_of_other_number(wait: &Event, world: &World<'_>) -> bool {
    let (hull, span) = (wait.parties.a, world.interval(wait));
    let near = world.around(hull, span).map(|at| world.event(at));
    let numbers = near.filter(|met| is_one_ship(met, world)).filter_map(|met| partner(met, hull));
    numbers.into_iter().any(|other| {
        let waits = world.around(other, span).map(|at| world.event(at));
        let mut waits = waits.filter(|event| event.kind() == EventKind::Loitering);
        waits.any(|earlier| (earlier.start, other) < (wait.start, hull))
    })
}

/// Whether both hulls send one IMO number.
fn say_to_be_one(event: &Event, world: &World<'_>) -> bool {
    let imo = |hull| world.scene.fleet.vessel(hull).and_then(|vessel| vessel.identity.imo?.valid());
    let said: Vec<_> = parties(event).map(imo).collect();
    matches!(said[..], [Some(one), Some(other)] if one == other)
}

fn of_encounter(event: &Event, encounter: &Encounter, world: &World<'_>) -> Standing {
    let options = &world.options.candidate;
    let crafts: Vec<Craft> = parties(event).map(|hull| world.craft(hull)).collect();
    let everyday = crafts
        .iter()
        .any(|craft| craft.is_everyday(options) && !is_crane_in_dprk_waters(craft, event, world));
    let small = crafts.iter().all(|craft| craft.is_small_class_b(options));
    let merchant = crafts.iter().any(|craft| craft.is_merchant(options));
    match () {
        () if everyday || small || !merchant => Standing::Everyday,
        () if !world.in_port_limits(event) => may_touch(event, encounter, world),
        () if is_alongside(encounter, world) => Standing::Leg,
        () => Standing::Everyday,
    }
}

/// Near enough for hoses and lines between them.
fn is_alongside(encounter: &Encounter, world: &World<'_>) -> bool {
    encounter.median_distance <= world.options.candidate.alongside
}

/// Near a coast ships lie at anchor some hundred metres apart; offshore there is no reason to.
fn may_touch(event: &Event, encounter: &Encounter, world: &World<'_>) -> Standing {
    let apart = !is_alongside(encounter, world) && world.is_offshore(event) == Some(false);
    if apart { Standing::Leg } else { Standing::Seed }
}

/// Whether only ships under the DPRK's flag took part, in its own waters or ports: its coastal trade.
pub(crate) fn is_at_home(event: &Event, world: &World<'_>) -> bool {
    parties(event).all(|hull| is_dprk(hull.mmsi)) && world.in_dprk_home_waters(event.position)
}

/// Where a ship under the DPRK's flag has no reason of its trade to wait or to load: offshore, and areas of recorded transfers.
fn is_out_of_the_way(event: &Event, world: &World<'_>) -> bool {
    let on_record = || world.hot_spot(event.position, event.start).is_some();
    !is_at_home(event, world) && (world.is_offshore(event) != Some(false) || on_record())
}

fn of_linked_encounter(event: &Event, encounter: &Encounter, world: &World<'_>) -> Standing {
    let in_port = world.in_port_limits(event);
    let alongside = is_alongside(encounter, world);
    let on_record = || world.hot_spot(event.position, event.start).is_some();
    let are_ships = parties(event).all(|hull| is_ship(hull.mmsi));
    match () {
        () if !are_ships || is_at_home(event, world) || (in_port && !alongside) => Standing::Everyday,
        () if in_port && !on_record() => Standing::Leg,
        () => may_touch(event, encounter, world),
    }
}

/// Dry cargo is moved off Cho-do and Sokto across crane barges, which broadcast as service craft.
fn is_crane_in_dprk_waters(craft: &Craft, event: &Event, world: &World<'_>) -> bool {
    let long = craft.length.is_some_and(|length| length >= Metres(world.weights.contact.crane_min_m));
    long && world.in_dprk_waters(event.position)
}

fn of_dark_rendezvous(event: &Event, meeting: &DarkRendezvous, world: &World<'_>) -> Standing {
    let merchant = parties(event).all(|hull| is_merchant(hull, world));
    let least = &world.options.candidate;
    let probable = meeting.probability_by_courses >= least.meeting_by_courses
        && meeting.probability >= least.meeting_probability;
    match () {
        () if !merchant || event.parties.b.is_none() => Standing::Everyday,
        () if !probable || world.in_port_limits(event) || is_at_home(event, world) => Standing::Leg,
        () => Standing::Seed,
    }
}

fn of_loitering(event: &Event, world: &World<'_>) -> Standing {
    match () {
        () if !is_merchant(event.parties.a, world) => Standing::Everyday,
        () if is_at_home(event, world) || is_told_of_other_number(event, world) => Standing::Leg,
        () if world.in_port_limits(event) || has_visible_partner(event, world) => Standing::Leg,
        () if world.is_where_ships_wait(event) && world.link(event.parties.a).is_none() => Standing::Leg,
        () => Standing::Seed,
    }
}

fn of_gap(event: &Event, gap: &Gap, world: &World<'_>) -> Standing {
    let hides_linked = || world.link(event.parties.a).is_some() && world.hides_behind_false_positions(event);
    if !is_merchant(event.parties.a, world) || world.is_no_silence(event) && !hides_linked() {
        return Standing::Everyday;
    }
    let long = world.interval(event).span() >= world.options.candidate.gap;
    let offshore = event
        .surroundings
        .shore
        .is_some_and(|shore| shore.0 > world.weights.place.offshore_nmi * Metres::NAUTICAL_MILE.0);
    let reaches = || may_hide_nampo(event, gap, world) || is_supply_run(event, gap, world);
    let usual = gap.p_intentional.is_some_and(|p| p < world.weights.gap.prior);
    let tells = hides_linked() || !usual && (offshore || reaches());
    if long && tells { Standing::Seed } else { Standing::Leg }
}

fn of_port_visit(event: &Event, visit: &PortVisit, linked: bool, world: &World<'_>) -> Standing {
    let everyday = world.craft(event.parties.a).is_everyday(&world.options.candidate);
    let supplier = world.weights.port.supplier_ports.contains(&visit.port);
    match () {
        () if everyday && !linked => Standing::Everyday,
        () if is_at_home(event, world) && !carries_dry_cargo(event, world) => Standing::Leg,
        () if visit.country == "KP" || (linked && supplier) => Standing::Seed,
        () => Standing::Leg,
    }
}

/// Coal leaves on ships under the DPRK's own flag too, whatever they say that they are; its tankers come home.
fn carries_dry_cargo(event: &Event, world: &World<'_>) -> bool {
    let craft = world.craft(event.parties.a);
    craft.trade != Trade::Tanker && craft.is_merchant(&world.options.candidate)
}

/// A change of number decides a lead only beside another event of either number, at that time and place.
fn of_identity_change(event: &Event, world: &World<'_>) -> Standing {
    let near = world.interval(event);
    let beside = |&at: &usize| {
        let other = world.event(at);
        let apart =
            if other.start > near.end() { other.start - near.end() } else { near.start() - other.start };
        matches!(
            other.kind(),
            EventKind::Encounter | EventKind::Loitering | EventKind::DarkRendezvous | EventKind::Gap
        ) && apart <= Span::from_hours(72)
            && other.position.distance(event.position) <= Metres::from_km(50.0)
    };
    let merchant = parties(event).any(|hull| is_merchant(hull, world));
    let accompanied = parties(event).flat_map(|hull| world.events_of(hull)).any(beside);
    if merchant && accompanied { Standing::Seed } else { Standing::Leg }
}

fn is_merchant(hull: HullId, world: &World<'_>) -> bool {
    world.link(hull).is_some() || world.craft(hull).is_merchant(&world.options.candidate)
}

/// Whether encounters of the hull, of whatever sort, cover most of an event.
pub(crate) fn has_visible_partner(event: &Event, world: &World<'_>) -> bool {
    let span = world.interval(event);
    let met = world.around(event.parties.a, span).map(|at| world.event(at));
    let shared = met.filter(|other| other.kind() == EventKind::Encounter);
    let overlaps = shared.filter_map(|other| world.interval(other).overlap(span));
    let seen = Interval::covered(overlaps);
    seen.hours() >= world.options.candidate.seen_share * span.span().hours() && seen > Span::ZERO
}
