//! Supply at sea (V2): a ship that took cargo from another waits offshore where no partner is heard. Of mother ship, feeder and a
//! receiver that is on no AIS two are heard.

use model::{Event, EventKind, HullId, Interval, Knots};

use super::Seen;
use crate::Indicator::V2;
use crate::delivery::{is_unseen_wait, supply};
use crate::subject::{Subject, minute};
use crate::world::World;

/// V2, where the deciding event is such a wait of a hull that surely took part in it; less where it may have called at a port meanwhile.
pub(super) fn look(subject: Subject<'_>) -> Option<Seen> {
    let (world, wait) = (subject.world, subject.deciding());
    if !is_unseen_wait(wait, world) {
        return None;
    }
    let mut sure = subject.hulls().filter(|&hull| Some(hull) != subject.incident.guess);
    let (hull, (meeting, supplier)) = sure.find_map(|hull| Some((hull, supply(hull, wait, world)?)))?;
    let between = Interval::between(meeting.start, wait.start);
    let (share, berth) = match may_have_called(hull, between, world) {
        true => (world.weights.voyage.call_possible_weight, ", though it may have lain at a berth"),
        false => (1.0, ""),
    };
    let text = format!(
        "a vessel broadcasting MMSI {hull} probably took cargo from a vessel broadcasting MMSI {supplier} at the meeting that began {}, \
         and then waited {:.1} h offshore with no port heard between{berth}; bunker supply at sea and storage look the same",
        minute(meeting.start),
        subject.interval().span().hours(),
    );
    Some(Seen::present(V2, text, &[&meeting.cites[..], &wait.cites[..]].concat()).at_share(share))
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
