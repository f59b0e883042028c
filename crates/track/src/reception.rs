//! How well ships on air were heard: in each cell and hour, those heard against those that must have been there.
//!
//! A ship heard before and after an hour was somewhere between in that hour; whether its transceiver was on nobody
//! knows, but most are, so the share that was heard tells reception from silence.

use model::{CellHour, Fix, MmsiKind, Presence, Reception, Span, Timestamp, Track};

use crate::{ReceptionOptions, hearing};

/// The hulls of ship stations that were heard and expected in each cell and hour.
///
/// A hull counts once in an hour: as heard where its first fix of the hour was, or else as expected where it must
/// have been at half past by even sailing. Of a silence too long to know where the hull was in its middle only the
/// beginning and the end count. The hours in which it came and went count as heard.
pub fn learn_reception(tracks: &[Track], options: &ReceptionOptions) -> Reception {
    let ships = tracks.iter().filter(|track| track.hull.mmsi.kind() == MmsiKind::Ship);
    let mut presences: Vec<Presence> = Vec::new();
    for track in ships {
        let heard = |cell, heard| presences.push(Presence { cell, hull: track.hull, heard });
        for_each_presence(&track.fixes, options, heard);
    }
    let reception = Reception::new(presences);
    let rates = hearing::rates(&reception);
    reception.with_rates(rates)
}

fn for_each_presence(fixes: &[Fix], options: &ReceptionOptions, mut tell: impl FnMut(CellHour, bool)) {
    let mut before: Option<&Fix> = None;
    for fix in fixes {
        let is_first_of_hour = before.is_none_or(|before| hour(before.time) < hour(fix.time));
        if let Some(before) = before {
            silent_hours(before, fix, options).for_each(|cell| tell(cell, false));
        }
        if is_first_of_hour {
            tell(CellHour::of(fix.position, fix.time), true);
        }
        before = Some(fix);
    }
}

/// The hours without a fix between two fixes.
fn silent_hours(
    before: &Fix,
    after: &Fix,
    options: &ReceptionOptions,
) -> impl Iterator<Item = CellHour> + use<> {
    let (from, to, span) = (before.position, after.position, after.time - before.time);
    let (start, known) = (before.time, known_within(span, options));
    (hour(before.time) + 1..hour(after.time)).filter_map(move |hour| {
        let half_past = Timestamp::from_ms(hour * HOUR_MS + HOUR_MS / 2).ok()?;
        let since = half_past - start;
        let is_known = since <= known || span - since <= known;
        let place = from.interpolate(to, since.secs() / span.secs());
        is_known.then(|| CellHour::of(place, half_past))
    })
}

/// How far from its ends a silence tells where the hull was.
fn known_within(silence: Span, options: &ReceptionOptions) -> Span {
    if silence <= options.silence_at_most { silence } else { options.known_for }
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
    fn a_ship_silent_for_a_day_is_expected_only_at_first_and_at_last() {
        let options = ReceptionOptions::default();
        let mut hours_expected = Vec::new();
        let fixes = [fix(0.1), fix(24.1)];
        for_each_presence(&fixes, &options, |cell, heard| hours_expected.push((cell.hour, heard)));
        let first = hours_expected[0].0;
        let silent: Vec<u32> =
            hours_expected.iter().filter(|(_, heard)| !heard).map(|(hour, _)| hour - first).collect();
        assert_eq!(silent, [1, 2, 3, 4, 5, 18, 19, 20, 21, 22, 23]);
    }
}
