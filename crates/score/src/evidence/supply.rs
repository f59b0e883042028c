//! Supply at sea (V2): a ship that took cargo from another waits offshore where no partner is heard. Of mother ship, feeder and a
//! receiver that is on no AIS two are heard.

use model::{Event, EventKind, HullId, Interval, Knots, Location};

use super::Seen;
use crate::Indicator::V2;
use crate::delivery::{is_unseen_wait, supply, tells_taking};
use crate::subject::{Subject, minute};
use crate::world::World;

/// V2, where a hull that surely took part in the deciding event was heard waiting so in its hours; less where it may have called at a port
/// meanwhile. The hours that a silence leaves for a meeting are no wait.
pub(super) fn look(subject: Subject<'_>) -> Option<Seen> {
    let world = subject.world;
    let mut sure = subject.hulls().filter(|&hull| Some(hull) != subject.incident.guess);
    let (hull, wait, (meeting, supplier)) = sure.find_map(|hull| {
        let wait = heard_wait(hull, subject)?;
        Some((hull, wait, supply(hull, wait, world)?))
    })?;
    let between = Interval::between(meeting.start, wait.start);
    let (share, berth) = match may_have_called(hull, between, world) {
        true => (world.weights.voyage.call_possible_weight, ", though it may have lain at a berth"),
        false => (1.0, ""),
    };
    let text = format!(
        "a vessel broadcasting MMSI {hull} probably took cargo from a vessel broadcasting MMSI {supplier} at the meeting that began {}, \
         and then waited {:.1} h offshore with no port heard between{berth}; bunker supply at sea and storage look the same{}",
        minute(meeting.start),
        world.interval(wait).span().hours(),
        no_finding(supplier, subject),
    );
    let mut cites: Vec<Location> = [&meeting.cites[..], &tells_taking(hull, meeting, world)[..]].concat();
    cites.extend(wait.cites.iter().filter(|cite| !meeting.cites.contains(cite)));
    Some(Seen::present(V2, text, &cites).at_share(share))
}

/// The wait of a hull that was heard in the hours of the deciding event, offshore and without a partner.
fn heard_wait<'a>(hull: HullId, subject: Subject<'a>) -> Option<&'a Event> {
    let world = subject.world;
    if !is_unseen_wait(subject.deciding(), world) {
        return None;
    }
    let meanwhile = world.around(hull, subject.interval()).map(|at| world.event(at));
    let mut waits = meanwhile.filter(|event| event.kind() == EventKind::Loitering);
    waits.find(|wait| is_unseen_wait(wait, world))
}

/// That nothing was found of the supplier, where no link of its own says more.
fn no_finding(supplier: HullId, subject: Subject<'_>) -> String {
    match subject.world.link(supplier) {
        Some(_) => String::new(),
        None => format!("; MMSI {supplier} is a counterparty, no finding"),
    }
}

/// Whether a silence leaves time for the port nearest to where it began, a stay and as long a way back.
fn may_have_called(hull: HullId, between: Interval, world: &World<'_>) -> bool {
    let limits = &world.weights.gap;
    let leaves_time = |silence: &Event| {
        let hours = world.interval(silence).span().hours() - limits.nampo_hours_alongside;
        let reach = hours * 3600.0 * Knots(limits.nampo_knots).metres_per_second();
        silence.surroundings.port.is_some_and(|way| 2.0 * way.0 <= reach)
    };
    let meanwhile = world.around(hull, between).map(|at| world.event(at));
    meanwhile.filter(|event| event.kind() == EventKind::Gap).any(leaves_time)
}
