//! Numbers that are received badly or that many radios send, from the test data of Global Fishing Watch's gpsdio-segment:
//! how far our hulls agree with its segments, and that no hull sails faster than a hull can. Skipped where
//! `../shared/data` is absent. What it printed last stands in `docs/src/accuracy.md`.

#![expect(clippy::print_stdout, reason = "tests tell what they compared, and what they skipped")]

mod agreement;
mod records;

use std::collections::BTreeMap;

use agreement::Pairs;
use darkwake_track::{Options, SegmentOptions, Tracked, build};
use model::{Fix, Location};
use records::Record;

const SAMPLES: [&str; 13] = [
    "204814000.msg.gz",
    "205316000.msg.gz",
    "224051350.msg.gz",
    "224108190.msg.gz",
    "227317360.msg.gz",
    "230942350.msg.gz",
    "240000000.msg.gz",
    "263576000.json",
    "338013000.json",
    "416000000.json",
    "431704490.msg.gz",
    "538004505.msg.gz",
    "600011817.msg.gz",
];

/// Nothing heard for longer binds two fixes (design: a quarter of GFW's longest silence inside a segment).
const NEAR_HOURS: f64 = 6.0;

#[test]
fn of_thirteen_messy_numbers_no_hull_sails_faster_than_ships_do_and_no_fix_is_lost() {
    for (name, records) in SAMPLES.into_iter().filter_map(|name| Some((name, records::read(name)?))) {
        let tracked = built(&records);
        let hulls: Vec<usize> = tracked.tracks.iter().map(|track| track.fixes.len()).collect();
        println!("{name}: fixes of each hull {hulls:?}, {:?}", tracked.tally);
        let kept: usize = tracked.tracks.iter().map(|track| track.fixes.len() + track.doubtful.len()).sum();
        assert_eq!(kept as u64 + tracked.tally.duplicates, tracked.tally.fixes, "{name}");
        assert_eq!(tracked.tracks.iter().map(|track| jumps(&track.fixes)).sum::<usize>(), 0, "{name}");
    }
}

#[test]
fn fishing_boats_that_share_a_number_are_told_apart_much_as_by_gfw() {
    let Some(records) = records::read("segmented-416000000.json") else { return };
    let pairs = compare(&records, &built(&records));
    assert!(pairs.kept() >= 0.95 && pairs.pure() >= 0.98 && pairs.adjusted_rand() >= 0.85, "{pairs:?}");
}

#[test]
fn a_ship_of_which_satellites_stamp_records_an_hour_late_is_one_hull_without_the_jumps_of_gfws_segment() {
    let Some(records) = records::read("338013000.json") else { return };
    let tracked = built(&records);
    let pairs = compare(&records, &tracked);
    assert_eq!((tracked.tracks.len(), pairs.kept()), (1, 1.0));
    let mut theirs: BTreeMap<&str, Vec<Fix>> = BTreeMap::new();
    for record in &records {
        theirs.entry(record.segment.as_deref().unwrap_or_default()).or_default().push(record.fix);
    }
    let leaps: usize = theirs.values().map(|fixes| jumps(fixes)).sum();
    println!("GFW's {} segments hold {leaps} steps above the speed of any ship, ours none", theirs.len());
    assert!(leaps > 0);
}

fn built(records: &[Record]) -> Tracked {
    build(records.iter().map(|record| record.fix).collect(), Vec::new(), &Options::default())
}

/// The fixes that a hull cannot have sailed to from the one before, beyond what clocks and antennas allow at once.
fn jumps(fixes: &[Fix]) -> usize {
    let SegmentOptions { jump_speed, slack, .. } = SegmentOptions::default();
    let is_jump = |pair: &&[Fix]| {
        let farthest = jump_speed.metres_per_second() * (pair[1].time - pair[0].time).secs() + slack.0;
        pair[0].position.distance(pair[1].position).0 > farthest * 1.001
    };
    fixes.windows(2).filter(is_jump).count()
}

/// The fixes that both believe, by pairs.
fn compare(records: &[Record], tracked: &Tracked) -> Pairs {
    let fixes =
        tracked.tracks.iter().flat_map(|track| track.fixes.iter().map(|fix| (fix.location, track.hull)));
    let hulls: BTreeMap<Location, _> = fixes.collect();
    let begin = records[0].fix.time;
    let believed = records.iter().filter_map(|Record { fix, segment }| {
        Some(((fix.time - begin).hours(), segment.as_deref()?, *hulls.get(&fix.location)?))
    });
    let mut believed: Vec<_> = believed.collect();
    believed.sort_by(|one, other| one.0.total_cmp(&other.0));
    let pairs = Pairs::within(NEAR_HOURS, &believed);
    println!(
        "{} of {} fixes in {} hulls; {pairs:?}: kept {:.3}, pure {:.3}, adjusted Rand {:.3}",
        believed.len(),
        records.len(),
        tracked.tracks.len(),
        pairs.kept(),
        pairs.pure(),
        pairs.adjusted_rand()
    );
    pairs
}
