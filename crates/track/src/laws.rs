//! Laws that hold for any records of a number, believable or not.

use model::{Degrees, FileId, Fix, Knots, Location, Metres, Mmsi, Position, Said, Span, StaticReport};
use proptest::prelude::*;

use crate::testing::{fix_at, mmsi, sailing, says};
use crate::{Options, Tracked, build};

/// Records of up to three ships and of noise, in the order of no clock.
fn records() -> impl Strategy<Value = (Vec<Fix>, Vec<StaticReport>)> {
    let fix = (0..3_usize, 0..40_000_u32, 0.0..360.0_f64, prop::bool::weighted(0.05)).prop_map(
        |(ship, second, wander, is_noise)| {
            let home = [(37.0, 124.0), (37.03, 124.02), (22.0, 118.0)][ship];
            let spread = if is_noise { 30.0 } else { 0.002 };
            let hour = f64::from(second) / 3600.0;
            let lat = home.0 + spread * wander.to_radians().sin() + hour * 0.1;
            let lon = home.1 + spread * wander.to_radians().cos();
            let place = Position::from_degrees(Degrees(lat), Degrees(lon)).unwrap();
            Fix { told: sailing(6.0, wander / 10.0), ..fix_at(hour, place) }
        },
    );
    let said = (0..3_u8, 0..40_000_u32, 0..3_u8).prop_map(|(name, second, draught)| StaticReport {
        name: Some(format!("SHIP {name}")),
        draught: (draught > 0).then(|| Metres(f64::from(draught) + 4.0)),
        ..says(f64::from(second) / 3600.0)
    });
    (prop::collection::vec(fix, 0..150), prop::collection::vec(said, 0..30)).prop_map(|(fixes, said)| {
        let numbered =
            (0..).zip(fixes).map(|(row, fix)| Fix { location: Location::row(FileId(0), row), ..fix });
        (numbered.collect(), said)
    })
}

fn built((fixes, statics): (Vec<Fix>, Vec<StaticReport>)) -> Tracked {
    build(fixes, statics, &Options::default())
}

fn shifted(tracked: &Tracked, by: Span) -> Tracked {
    let mut tracked = tracked.clone();
    for track in &mut tracked.tracks {
        let doubtful = track.doubtful.to_mut().iter_mut().map(|doubtful| &mut doubtful.fix);
        track
            .fixes
            .to_mut()
            .iter_mut()
            .chain(doubtful)
            .for_each(|fix| fix.time = fix.time.saturating_add(by));
    }
    tracked.copies.iter_mut().for_each(|fix| fix.time = fix.time.saturating_add(by));
    tracked.clocks = tracked.clocks.later(by);
    for vessel in &mut tracked.vessels {
        let mmsi = vessel.hull.mmsi;
        let later = |said: Said<'_>| StaticReport { time: said.time.saturating_add(by), ..said.report(mmsi) };
        vessel.timeline = vessel.timeline.iter().map(later).collect();
        vessel.first_seen = vessel.first_seen.saturating_add(by);
        vessel.last_seen = vessel.last_seen.saturating_add(by);
        vessel.unplaced.iter_mut().for_each(|time| *time = time.saturating_add(by));
    }
    tracked
}

fn relabelled(tracked: &Tracked, mmsi: Mmsi) -> Tracked {
    let mut tracked = tracked.clone();
    for track in &mut tracked.tracks {
        track.hull.mmsi = mmsi;
        let doubtful = track.doubtful.to_mut().iter_mut().map(|doubtful| &mut doubtful.fix);
        track.fixes.to_mut().iter_mut().chain(doubtful).for_each(|fix| fix.mmsi = mmsi);
    }
    tracked.copies.iter_mut().for_each(|fix| fix.mmsi = mmsi);
    for vessel in &mut tracked.vessels {
        vessel.hull.mmsi = mmsi;
    }
    tracked
}

proptest! {
    #[test]
    fn the_order_of_the_records_changes_nothing(
        (ordered, shuffled) in records().prop_flat_map(|records| {
            let shuffled = (Just(records.0.clone()).prop_shuffle(), Just(records.1.clone()).prop_shuffle());
            (Just(records), shuffled)
        }),
    ) {
        prop_assert_eq!(built(ordered), built(shuffled));
    }

    #[test]
    fn a_second_file_with_the_same_records_changes_nothing((fixes, statics) in records()) {
        let in_second_file = Location::row(FileId(2), 1);
        let mut twice = (fixes.clone(), statics.clone());
        twice.0.extend(fixes.iter().map(|fix| Fix { location: in_second_file, ..*fix }));
        twice.1.extend(statics.iter().map(|said| StaticReport { location: in_second_file, ..said.clone() }));
        let (once, twice) = (built((fixes, statics)), built(twice));
        prop_assert_eq!(once.tracks, twice.tracks);
        prop_assert_eq!(once.vessels, twice.vessels);
    }

    #[test]
    fn another_year_changes_nothing((mut fixes, mut statics) in records(), seconds in 0..100_000_000_i64) {
        let by = Span::from_secs(seconds);
        let expected = shifted(&built((fixes.clone(), statics.clone())), by);
        fixes.iter_mut().for_each(|fix| fix.time = fix.time.saturating_add(by));
        statics.iter_mut().for_each(|said| said.time = said.time.saturating_add(by));
        prop_assert_eq!(built((fixes, statics)), expected);
    }

    #[test]
    fn another_number_changes_nothing((mut fixes, mut statics) in records()) {
        let number = mmsi(273_000_001);
        let expected = relabelled(&built((fixes.clone(), statics.clone())), number);
        fixes.iter_mut().for_each(|fix| fix.mmsi = number);
        statics.iter_mut().for_each(|said| said.mmsi = number);
        prop_assert_eq!(built((fixes, statics)), expected);
    }

    #[test]
    fn every_record_is_in_a_track_in_doubt_or_a_copy((fixes, statics) in records()) {
        let tracked = built((fixes, statics));
        let kept: usize = tracked.tracks.iter().map(|track| track.fixes.len() + track.doubtful.len()).sum();
        prop_assert_eq!(kept as u64 + tracked.tally.duplicates, tracked.tally.fixes);
        prop_assert_eq!(tracked.copies.len() as u64, tracked.tally.duplicates);
        let doubtful: usize = tracked.tracks.iter().map(|track| track.doubtful.len()).sum();
        prop_assert_eq!(doubtful as u64, tracked.tally.jumps + tracked.tally.null_island + tracked.tally.false_positions);
    }

    #[test]
    fn no_hull_is_at_two_places_at_once_or_jumps((fixes, statics) in records()) {
        for track in built((fixes, statics)).tracks {
            for pair in track.fixes.windows(2) {
                let span = pair[1].time - pair[0].time;
                prop_assert!(span > Span::ZERO);
                let at_most = Knots(40.0).metres_per_second() * span.secs() + 1000.0;
                prop_assert!(pair[0].position.distance(pair[1].position).0 <= at_most * 1.001);
            }
        }
    }
}
