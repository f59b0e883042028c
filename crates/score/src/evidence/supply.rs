//! Supply at sea (V2): a ship that took cargo from another waits offshore where no partner is heard. Of mother ship, feeder and a
//! receiver that is on no AIS two are heard.

use super::Seen;
use crate::Indicator::V2;
use crate::delivery::{is_unseen_wait, supply};
use crate::subject::{Subject, minute};

/// V2, where the deciding event is such a wait of a hull that surely took part in it.
pub(super) fn look(subject: Subject<'_>) -> Option<Seen> {
    let (world, wait) = (subject.world, subject.deciding());
    if !is_unseen_wait(wait, world) {
        return None;
    }
    let mut sure = subject.hulls().filter(|&hull| Some(hull) != subject.incident.guess);
    let (hull, (meeting, supplier)) = sure.find_map(|hull| Some((hull, supply(hull, wait, world)?)))?;
    let text = format!(
        "a vessel broadcasting MMSI {hull} probably took cargo from a vessel broadcasting MMSI {supplier} at the meeting that began {}, \
         and then waited {:.1} h offshore with no port heard between; bunker supply at sea and storage look the same",
        minute(meeting.start),
        subject.interval().span().hours(),
    );
    Some(Seen::present(V2, text, &[&meeting.cites[..], &wait.cites[..]].concat()))
}
