//! What puts findings in order: events among each other, and the end of the archive.

use model::{Event, Fleet, Timestamp};

/// The order of events in all outputs: start, parties, kind, end.
pub fn sort(events: &mut [Event]) {
    events.sort_by_key(|event| (event.start, event.parties, event.kind(), event.end));
}

/// The moment of the last believed fix.
pub(crate) fn archive_end(fleet: &Fleet) -> Option<Timestamp> {
    fleet.tracks.iter().filter_map(|track| track.fixes.last()).map(|fix| fix.time).max()
}
