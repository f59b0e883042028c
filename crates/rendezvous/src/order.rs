//! What puts findings in order: events among each other, and the end of the archive.

use model::{Event, Fleet, Span, Timestamp};

/// The order of events in all outputs: start, parties, kind, end.
pub fn sort(events: &mut [Event]) {
    events.sort_by_key(|event| (event.start, event.parties, event.kind(), event.end));
}

/// The moment at which an archive ends: its last believed fix that does not stand alone. A fix a day or more after every
/// other is a clock that was wrong.
pub fn archive_end(fleet: &Fleet) -> Option<Timestamp> {
    const ALONE: Span = Span::from_hours(24);
    let last_two = fleet.tracks.iter().flat_map(|track| track.fixes.iter().rev().take(2));
    let mut times: Vec<Timestamp> = last_two.map(|fix| fix.time).collect();
    times.sort_unstable();
    let alone = times.windows(2).rev().take_while(|pair| pair[1] - pair[0] >= ALONE).count();
    times.get(times.len().checked_sub(1 + alone)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{lying, minute, place, track};

    #[test]
    fn an_archive_ends_with_its_last_fix_and_not_with_a_clock_that_was_wrong() {
        let ships = vec![
            lying(440_000_001, place(0.0, 0.0), 0.0, 600.0),
            lying(440_000_002, place(0.0, 9.0), 0.0, 500.0),
        ];
        let fleet = |tracks| Fleet { tracks, vessels: Vec::new() };
        assert_eq!(archive_end(&fleet(ships.clone())), Some(minute(600.0)));
        let wrong = track(440_000_003, [(100.0, place(0.0, 99.0)), (50_000.0, place(0.0, 99.0))]);
        let later = track(440_000_004, [(90_000.0, place(0.0, 99.0))]);
        assert_eq!(archive_end(&fleet([ships, vec![wrong, later]].concat())), Some(minute(600.0)));
        assert_eq!(archive_end(&Fleet::default()), None);
    }
}
