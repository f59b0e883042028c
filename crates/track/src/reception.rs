//! How well ships on air were heard: in each cell and hour, those heard against those that must have been there.
//!
//! A ship heard before and after an hour was somewhere between in that hour; whether its transceiver was on nobody
//! knows, but most are, so the share that was heard tells reception from silence.

use model::{CellHour, Fix, Known, MmsiKind, Presence, Reception, Timestamp, Track};

use crate::ReceptionOptions;
use crate::hearing::Ears;

/// The hulls of ship stations that were heard and expected in each cell and hour, and how well each hull is heard.
///
/// A hull counts once in an hour: as heard where its first fix of the hour was, or else as expected where it must
/// have been at half past by even sailing. Of a silence too long to know where the hull was in its middle only the
/// beginning and the end count. The hours in which it came and went count as heard.
///
/// What a hull is missed by is known for longer than where exactly it was, and so is how well it is heard: a weak set is silent
/// for days, and taken by its first and last hours it would be as good as any. For as long it is missing where it was last or next
/// heard, and tells of an outage with the others that are: but not of how well its waters are heard, or one that switches
/// off there alone would excuse itself. Numbers that no ship should have are heard as others are, but tell nothing of reception.
pub fn learn_reception(tracks: &[Track], options: &ReceptionOptions) -> Reception {
    let ships = tracks.iter().filter(|track| track.hull.mmsi.kind() == MmsiKind::Ship);
    let mut seen: Vec<Presence> = Vec::new();
    for track in ships {
        let presence = |(cell, known)| Presence::new(cell, track.hull, known);
        seen.extend(presences(&track.fixes, options).map(presence));
    }
    let reception = Reception::new(seen);
    let ears = Ears::of(&reception);
    let heard = |(cell, known): (CellHour, Known)| (cell, known == Known::Heard);
    let rate = |track: &Track| Some((track.hull, ears.rate(presences(&track.fixes, options).map(heard))?));
    let rates = tracks.iter().filter_map(rate).collect();
    reception.with_rates(rates)
}

/// Where a hull was in each hour, as far as anything is known of it.
fn presences(fixes: &[Fix], options: &ReceptionOptions) -> impl Iterator<Item = (CellHour, Known)> {
    let first = fixes.first().map(|fix| (CellHour::of(fix.position, fix.time), Known::Heard));
    let later = fixes.windows(2).flat_map(move |pair| {
        let (before, fix) = (&pair[0], &pair[1]);
        let is_first_of_hour = hour(before.time) < hour(fix.time);
        let heard = is_first_of_hour.then(|| (CellHour::of(fix.position, fix.time), Known::Heard));
        silent_hours(before, fix, options).chain(heard)
    });
    first.into_iter().chain(later)
}

/// The hours without a fix between two fixes, so near to either that the hull is missed in them.
fn silent_hours(
    before: &Fix,
    after: &Fix,
    options: &ReceptionOptions,
) -> impl Iterator<Item = (CellHour, Known)> + use<> {
    let (from, to, span) = (before.position, after.position, after.time - before.time);
    let (start, missed_for) = (before.time, options.missed_for);
    let expected_for = if span <= options.silence_at_most { span } else { options.known_for };
    (hour(before.time) + 1..hour(after.time)).filter_map(move |hour| {
        let half_past = Timestamp::from_ms(hour * HOUR_MS + HOUR_MS / 2).ok()?;
        let since = half_past - start;
        let away = since.min(span - since);
        let known = match () {
            () if away <= expected_for => Known::Expected,
            () if away <= missed_for => Known::Missing,
            () => return None,
        };
        let place = from.interpolate(to, since.secs() / span.secs());
        Some((CellHour::of(place, half_past), known))
    })
}

const HOUR_MS: i64 = 3_600_000;

const fn hour(time: Timestamp) -> i64 {
    time.ms() / HOUR_MS
}

#[cfg(test)]
mod tests {
    use model::HullId;

    use super::*;
    use crate::testing::{fix, hours, mmsi, ship, track};

    fn learn(tracks: &[Track]) -> Vec<(f64, u32, u32)> {
        let reception = learn_reception(tracks, &ReceptionOptions::default());
        let around = |hour| {
            let interval = model::Interval::between(hours(hour), hours(hour + 0.9));
            let nobody = HullId { mmsi: mmsi(440_000_009), part: 0 };
            reception.around(ship().position, model::Metres(100_000.0), interval, nobody)
        };
        (0..6).map(f64::from).map(|hour| (hour, around(hour).heard, around(hour).expected)).collect()
    }

    #[test]
    fn a_ship_heard_every_hour_is_heard_and_expected_in_each() {
        let heard = learn(&[track(vec![fix(0.1), fix(0.5), fix(1.1), fix(2.1)])]);
        assert_eq!(heard[..4], [(0.0, 1, 1), (1.0, 1, 1), (2.0, 1, 1), (3.0, 0, 0)]);
    }

    #[test]
    fn a_silent_ship_is_expected_where_it_must_have_been() {
        let heard = learn(&[track(vec![fix(0.1), fix(3.1)])]);
        assert_eq!(heard[..4], [(0.0, 1, 1), (1.0, 0, 1), (2.0, 0, 1), (3.0, 1, 1)]);
    }

    #[test]
    fn a_ship_silent_for_three_days_is_expected_at_first_and_at_last_and_missing_for_a_day_from_either_end() {
        let of_hours = |known: Known| -> Vec<u32> {
            let all: Vec<(CellHour, Known)> =
                presences(&[fix(0.1), fix(72.1)], &ReceptionOptions::default()).collect();
            let first = all[0].0.hour;
            all.iter().filter(|(_, its)| *its == known).map(|(cell, _)| cell.hour - first).collect()
        };
        assert_eq!(of_hours(Known::Heard), [0, 72]);
        assert_eq!(of_hours(Known::Expected), [1, 2, 3, 4, 5, 66, 67, 68, 69, 70, 71]);
        assert_eq!(of_hours(Known::Missing), (6..24).chain(48..66).collect::<Vec<u32>>());
    }

    #[test]
    fn a_ship_missing_for_days_says_nothing_of_how_well_its_waters_are_heard() {
        let heard = learn(&[track(vec![fix(0.1), fix(72.1)])]);
        assert_eq!(heard.len(), 6);
        let reception = learn_reception(&[track(vec![fix(0.1), fix(72.1)])], &ReceptionOptions::default());
        let counted: u32 = reception.cells().values().map(|cell| cell.expected).sum();
        assert_eq!((counted, reception.presences().len()), (13, 13 + 36));
    }

    /// A ship that lies there and is heard once in so many hours.
    fn heard_every(step: usize, number: u32) -> Track {
        let lying = |hour: u32| Fix { mmsi: mmsi(number), ..fix(f64::from(hour) + 0.1) };
        let fixes = (0..240).step_by(step).map(lying).map(|fix| Fix { position: ship().position, ..fix });
        track(fixes.collect())
    }

    #[test]
    fn a_weak_set_heard_every_second_day_is_weaker_than_one_heard_twice_a_day() {
        let others = (0..9).map(|ship| heard_every(2, 412_000_001 + ship));
        let both = [heard_every(12, 440_000_001), heard_every(48, 440_000_002)];
        let reception =
            learn_reception(&others.chain(both).collect::<Vec<_>>(), &ReceptionOptions::default());
        let factor = |number| reception.rate(HullId { mmsi: mmsi(number), part: 0 }).factor;
        assert!(
            factor(440_000_002) < 0.6 * factor(440_000_001),
            "{} {}",
            factor(440_000_002),
            factor(440_000_001)
        );
    }

    #[test]
    fn a_boat_with_a_number_that_no_ship_should_have_is_known_as_badly_heard_but_tells_nothing_of_others() {
        let boat = 150_000_001;
        assert_ne!(mmsi(boat).kind(), MmsiKind::Ship);
        let others = (0..9).map(|ship| heard_every(2, 412_000_001 + ship));
        let tracks: Vec<Track> = others.chain([heard_every(24, boat)]).collect();
        let reception = learn_reception(&tracks, &ReceptionOptions::default());
        assert!(reception.rate(HullId { mmsi: mmsi(boat), part: 0 }).factor < 0.3);
        assert!(reception.presences().iter().all(|presence| presence.hull().mmsi != mmsi(boat)));
    }
}
