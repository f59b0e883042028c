//! Which list an incident belongs to, if any: is a link to the DPRK shown, or deliberate concealment, or neither?
//!
//! A link is shown by any of
//! - a listed ship, or a credible one of MID 445, among those that met, waited, called or fell silent (L1);
//! - a call at a DPRK port (P1, P2 and calls by any other hull, but for a port whose trade is exempt, where P2 alone counts), or a
//!   DPRK tanker at a Russian terminal (P3);
//! - a meeting or a wait inside waters of the DPRK (G2 and meetings too short for it);
//! - a silence that began towards the line off Nampo (D3) and ended with the archive or leaves time for Nampo (if it is shorter than
//!   voyages on record, one that was plainly its own), or one that leaves time for it (D2), was plainly its own and began or ended
//!   in, or goes with a meeting in, an area of transfers on record for that time;
//! - an unseen partner in such an area on the high seas: a possible dark rendezvous, or waiting alone, of a tanker or
//!   dry cargo ship, beside a silence that was plainly its own (D1) or a draught changed with no port in reach (V4), or a
//!   dark rendezvous more probable than not.
//!
//! Outside the Korean theatre (a box, and every charted area) the first alone counts. Ships under the DPRK's flag that
//! only wait in its waters or off other ports, call at ports and are not heard for a while are coastal trade and no lead.
//!
//! Concealment is shown by a silence that was plainly a hull's own (D1), a change or sharing of number or name, a false flag
//! or false positions (I2 to I5, I11), waiting alone with a draught changed, or a dark rendezvous on the high seas more
//! probable than not. Without either a meeting of two ships that hide nothing is mostly bunkering, and a lead only where all
//! that was seen together makes it probable enough ([`crate::Weights::unshown_from`]).

use chart::AreaCargo;
use model::{Event, EventKind, Finding, Gap, List, PortVisit, Position, Span, Timestamp};

use crate::Indicator::{D1, D2, D3, G2, I2, I3, I4, I5, I11, L1, P1, P2, P3, V4};
use crate::candidate::is_at_home;
use crate::craft::Trade;
use crate::evidence::voyage::draught_change;
use crate::evidence::{Seen, has};
use crate::link::is_dprk;
use crate::odds;
use crate::silence::{is_nampo_run, is_plain, is_supply_run, reaches_nampo};
use crate::subject::Subject;
use crate::world::{World, parties, widened};

/// The list that an incident of a score belongs to; `None` where nothing makes it a lead.
pub(crate) fn list(subject: Subject<'_>, seen: &[Seen], score: f64) -> Option<List> {
    let is_probable = || odds::to_probability(score) >= subject.world.weights.unshown_from;
    match () {
        () if is_coastal_trade(subject, seen) => None,
        () if is_dprk_linked(subject, seen) => Some(List::Dprk),
        () if is_evasive(subject, seen) || is_probable() => Some(List::Evasive),
        () => None,
    }
}

fn is_dprk_linked(subject: Subject<'_>, seen: &[Seen]) -> bool {
    let placed = || {
        [P1, P2, P3, G2].into_iter().any(|indicator| has(seen, indicator))
            || subject.calls().any(|(_, visit)| is_sanctioned_port(visit, subject.world))
            || subject.contacts().any(|event| subject.world.in_dprk_waters(event.position))
            || hides_a_nampo_run(subject, seen)
            || has_unseen_partner(subject, seen)
    };
    has(seen, L1) || subject.world.in_theatre(subject.deciding().position) && placed()
}

/// A port of the DPRK whose trade no resolution exempts.
fn is_sanctioned_port(visit: &PortVisit, world: &World<'_>) -> bool {
    visit.country == "KP" && !world.weights.port.exempt_ports.contains(&visit.port)
}

fn hides_a_nampo_run(subject: Subject<'_>, seen: &[Seen]) -> bool {
    subject.gaps().any(|(event, gap)| {
        let world = subject.world;
        let reaches = || reaches_nampo(event, gap, world) == Some(true);
        let hidden = || is_plain(gap, world) && is_hot_somewhere(event, gap, subject);
        (has(seen, D3) && is_nampo_run(event, gap, world)) || (has(seen, D2) && reaches() && hidden())
    })
}

/// Whether a silence began or ended in an area of transfers on record for that time, or goes with a meeting in one.
fn is_hot_somewhere(event: &Event, gap: &Gap, subject: Subject<'_>) -> bool {
    let mut ends = [Some(event.position), gap.reappeared].into_iter().flatten();
    ends.any(|at| is_hot(at, event.start, subject))
        || subject.contacts().any(|contact| is_hot(contact.position, contact.start, subject))
}

fn is_hot(at: Position, time: Timestamp, subject: Subject<'_>) -> bool {
    subject.world.hot_spot(at, time).is_some()
}

fn has_unseen_partner(subject: Subject<'_>, seen: &[Seen]) -> bool {
    let unseen = |event: &Event| matches!(event.kind(), EventKind::DarkRendezvous | EventKind::Loitering);
    let alone = |event: &&Event| {
        unseen(event)
            && subject.world.on_high_seas(event) == Some(true)
            && subject
                .world
                .hot_spot(event.position, event.start)
                .is_some_and(|area| carries(event, area.cargo, subject))
    };
    let hides = |event: &Event| has(seen, D1) && has_gap_near(event, subject);
    let changed = |event: &Event| has(seen, V4) && has_draught_change_near(event, subject);
    subject.contacts().filter(alone).any(|event| hides(event) || changed(event) || is_probable(event))
}

/// An unseen meeting more probable than not, by courses or by all that is known.
fn is_probable(event: &Event) -> bool {
    matches!(&event.finding, Finding::DarkRendezvous(meeting)
        if meeting.probability.max(meeting.probability_by_courses) >= 0.5)
}

fn has_gap_near(event: &Event, subject: Subject<'_>) -> bool {
    let near = widened(subject.world.interval(event), BESIDE);
    subject.gaps().any(|(other, gap)| {
        is_plain(gap, subject.world) && subject.world.interval(other).overlap(near).is_some()
    })
}

fn has_draught_change_near(event: &Event, subject: Subject<'_>) -> bool {
    let near = widened(subject.world.interval(event), BESIDE);
    draught_change(subject).is_some_and(|(event, change)| {
        !change.call_possible && subject.world.interval(event).overlap(near).is_some()
    })
}

/// A silence or a new draught belongs to a wait if it begins or ends this near to it (design: a day's run).
const BESIDE: Span = Span::from_hours(24);

/// Whether a hull of the event can carry what the area is known for.
fn carries(event: &Event, cargo: AreaCargo, subject: Subject<'_>) -> bool {
    parties(event).map(|hull| subject.world.craft(hull).trade).any(|trade| match cargo {
        AreaCargo::Oil => trade == Trade::Tanker,
        AreaCargo::Coal => trade == Trade::Dry,
        AreaCargo::Mixed | AreaCargo::Transit => matches!(trade, Trade::Tanker | Trade::Dry),
    })
}

/// Ships under the DPRK's flag that wait in its waters or off a coast, call at ports without a coal or supply voyage, and fall
/// silent where they live or where reception leaves doubt.
fn is_coastal_trade(subject: Subject<'_>, seen: &[Seen]) -> bool {
    let own = subject.hulls().all(|hull| is_dprk(hull.mmsi));
    own && !has(seen, P2) && !has(seen, P3) && subject.seeds().all(|event| is_coastal(event, subject))
}

fn is_coastal(event: &Event, subject: Subject<'_>) -> bool {
    match &event.finding {
        Finding::PortVisit(_) => true,
        Finding::Gap(gap) => !hides_more_than_home(event, gap, subject.world),
        Finding::Loitering(_) => is_at_home(event, subject.world) || is_wait_off_port(event, subject),
        _ => is_at_home(event, subject.world),
    }
}

/// A silence that was plainly the hull's own and began away from home, one that leaves time for where the DPRK's tankers load, or one
/// in which false positions were received.
fn hides_more_than_home(event: &Event, gap: &Gap, world: &World<'_>) -> bool {
    let away = || !world.in_dprk_home_waters(event.position);
    is_plain(gap, world) && away()
        || is_supply_run(event, gap, world)
        || world.hides_behind_false_positions(event)
}

/// A wait near a coast, out of areas known for what the hull carries, after which it tells no other draught.
fn is_wait_off_port(event: &Event, subject: Subject<'_>) -> bool {
    let known = || subject.world.hot_spot(event.position, event.start);
    subject.world.on_high_seas(event) == Some(false)
        && !known().is_some_and(|area| carries(event, area.cargo, subject))
        && !has_draught_change_near(event, subject)
}

fn is_evasive(subject: Subject<'_>, seen: &[Seen]) -> bool {
    let tampered = [I2, I3, I4, I5, I11].into_iter().any(|indicator| has(seen, indicator));
    let switched_off = has(seen, D1) && subject.gaps().any(|(_, gap)| is_plain(gap, subject.world));
    let shown = |event: &Event| match event.kind() {
        EventKind::Loitering => has_draught_change_near(event, subject),
        EventKind::DarkRendezvous => is_probable(event) && subject.world.on_high_seas(event) == Some(true),
        _ => false,
    };
    tampered || switched_off || subject.contacts().any(shown)
}
