//! How well ships on air were heard: in each cell and hour, those heard against those that must have been there.
//!
//! A ship heard before and after an hour was somewhere between in that hour; whether its transceiver was on nobody
//! knows, but most are, so the share that was heard tells reception from silence.

use std::collections::BTreeMap;

use model::{CellHour, Fix, Heard, MmsiKind, Reception, Timestamp, Track};

use crate::ReceptionOptions;

/// How many hulls of ship stations were heard and expected in each cell and hour.
///
/// A hull counts once in an hour: as heard where its first fix of the hour was, or else as expected where it must
/// have been at half past by even sailing, if its silence is short enough. The hours in which it came and went
/// count as heard.
pub fn learn_reception(tracks: &[Track], options: &ReceptionOptions) -> Reception {
    let ships = tracks.iter().filter(|track| track.hull.mmsi.kind() == MmsiKind::Ship);
    let mut presences: Vec<Presence> = Vec::new();
    for track in ships {
        for_each_presence(&track.fixes, options, &mut |presence| presences.push(presence));
    }
    presences.sort_unstable();
    Reception::new(count(&presences))
}

/// One hull in one hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Presence {
    cell: CellHour,
    heard: bool,
}

fn for_each_presence(fixes: &[Fix], options: &ReceptionOptions, tell: &mut impl FnMut(Presence)) {
    let mut before: Option<&Fix> = None;
    for fix in fixes {
        let is_first_of_hour = before.is_none_or(|before| hour(before.time) < hour(fix.time));
        if let Some(before) = before.filter(|before| fix.time - before.time <= options.silence_at_most) {
            silent_hours(before, fix).for_each(&mut *tell);
        }
        if is_first_of_hour {
            tell(Presence { cell: CellHour::of(fix.position, fix.time), heard: true });
        }
        before = Some(fix);
    }
}

/// The hours without a fix between two fixes.
fn silent_hours(before: &Fix, after: &Fix) -> impl Iterator<Item = Presence> {
    let silence = after.time - before.time;
    (hour(before.time) + 1..hour(after.time)).filter_map(move |hour| {
        let half_past = Timestamp::from_ms(hour * HOUR_MS + HOUR_MS / 2).ok()?;
        let fraction = (half_past - before.time).secs() / silence.secs();
        let place = before.position.interpolate(after.position, fraction);
        Some(Presence { cell: CellHour::of(place, half_past), heard: false })
    })
}

fn count(sorted: &[Presence]) -> BTreeMap<CellHour, Heard> {
    let cells = sorted.chunk_by(|one, other| one.cell == other.cell);
    let counted = cells.map(|presences| {
        let heard = presences.iter().filter(|presence| presence.heard).count();
        (presences[0].cell, Heard { heard: heard as u32, expected: presences.len() as u32 })
    });
    counted.collect()
}

const HOUR_MS: i64 = 3_600_000;

const fn hour(time: Timestamp) -> i64 {
    time.ms() / HOUR_MS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{fix, hours, ship, track};

    fn learn(tracks: &[Track]) -> Vec<(f64, u32, u32)> {
        let reception = learn_reception(tracks, &ReceptionOptions::default());
        let around = |hour| {
            let interval = model::Interval::between(hours(hour), hours(hour + 0.9));
            reception.around(ship().position, model::Metres(100_000.0), interval)
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
    fn a_ship_silent_for_a_day_is_not_expected() {
        let heard = learn(&[track(vec![fix(0.1), fix(24.1)])]);
        assert_eq!(heard[..2], [(0.0, 1, 1), (1.0, 0, 0)]);
    }
}
