//! Real archives, read from end to end: what is counted here was counted by a separate script first.
//!
//! The files are not part of the project; where they are absent a test says so and passes.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use ais::{FixSecond, Leniency, Message, ReceiveTime, TimeSource};
use darkwake_archive::{ReadOptions, decode_file, raw_records};
use model::{Mmsi, Transmitter};

use crate::support::{Content, content, read_path};

fn vessels_of(content: &Content) -> usize {
    content.fixes.iter().map(|fix| fix.mmsi).collect::<BTreeSet<Mmsi>>().len()
}

fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    let there = path.exists();
    if !there {
        println!("skipped: {name} is not here");
    }
    there.then_some(path)
}

/// Every text location opens to bytes that hold the sentence or row it came from.
fn assert_locations_open(path: &Path, content: &Content) {
    let wanted: Vec<_> = content.fixes.iter().step_by(97).map(|fix| fix.location).collect();
    let records = raw_records(path, &wanted).unwrap();
    assert_eq!(records.iter().map(|quote| quote.cited).collect::<Vec<_>>(), wanted);
    let mut lines = records.iter().flat_map(|quote| &quote.lines);
    assert!(lines.all(|(_, text)| text.contains("VDM") || text.contains(',')));
}

fn assert_log(name: &str, lines: u64, fixes: usize, vessels: usize) {
    let Some(path) = shared(name) else { return };
    let content = read_path(&path, &ReadOptions::default()).unwrap();
    assert_eq!(content.summary.profile, "nmea");
    assert_eq!(
        (content.summary.ledger.lines, content.fixes.len(), vessels_of(&content)),
        (lines, fixes, vessels),
        "{name}"
    );
    assert_eq!(content.summary.damage, None);
    assert_locations_open(&path, &content);
}

#[test]
fn two_ships_adrift_off_denmark_are_each_alone_in_their_log() {
    assert_log("nmea/dma-abnormal/212123000_drift_1.ais", 10_018, 2_563, 1);
    assert_log("nmea/dma-abnormal/538004030_drift_1.ais", 16_104, 5_029, 1);
    assert_log("nmea/dma-abnormal/219165000_ssc_1.ais", 249, 59, 1);
}

#[test]
fn five_minutes_of_danish_waters_hold_1437_vessels() {
    assert_log("nmea/dma-abnormal/ais-sample.txt.gz", 80_246, 24_686, 1_437);
}

#[test]
fn satellite_passes_with_times_in_tails_and_time_lines_are_read() {
    assert_log("nmea/amsa-risky/exact-earth-augmented.txt", 7_160, 2_885, 984);
    assert_log("nmea/amsa-risky/exact-earth-augmented-2.txt", 2_138, 782, 130);
    assert_log("nmea/amsa-risky/exact-earth-augmented-3.txt", 7_672, 2_832, 345);
}

/// Of position reports with a second of their own and a time of `$PGHP`: how many, and of how many the two agree to ten
/// seconds.
fn seconds_of_time_lines(name: &str) -> Option<(usize, usize)> {
    let (mut all, mut agree) = (0, 0);
    let mut sink = |message: &Message, received: Option<ReceiveTime>| {
        let own = match message {
            Message::PositionReport(report) => report.fix_second(),
            _ => return ControlFlow::Continue(()),
        };
        if let (FixSecond::At(own), Some(time)) = (own, received.filter(|it| it.source == TimeSource::Pghp)) {
            let late = (time.epoch_ms / 1_000 - i64::from(own) + 10).rem_euclid(60);
            all += 1;
            agree += usize::from(late <= 20);
        }
        ControlFlow::Continue(())
    };
    decode_file(&shared(name)?, Leniency::Strict, &mut sink).unwrap();
    Some((all, agree))
}

#[test]
fn satellite_reports_have_the_time_of_their_own_time_line_and_not_of_their_delivery() {
    for (name, least) in [("2", 680), ("3", 2_700)] {
        let name = format!("nmea/amsa-risky/exact-earth-augmented-{name}.txt");
        let Some((all, agree)) = seconds_of_time_lines(&name) else { return };
        assert!(all >= least && agree * 100 >= all * 90, "{name}: {agree} of {all}");
    }
}

#[test]
fn how_many_messages_stand_at_their_delivery_is_noted_only_of_torn_logs() {
    let Some(path) = shared("nmea/amsa-risky/exact-earth-augmented-2.txt") else { return };
    let notes = |path: &Path| read_path(path, &ReadOptions::default()).unwrap().summary.notes;
    assert!(
        notes(&path).iter().any(|note| note.contains("static reports stand at the time")),
        "{:?}",
        notes(&path)
    );
    let Some(whole) = shared("nmea/dma-abnormal/219165000_ssc_1.ais") else { return };
    assert!(notes(&whole).iter().all(|note| !note.contains("stand at the time")));
}

#[test]
fn a_thousand_norwegian_lines_hold_743_fixes() {
    assert_log("nmea/kystverket/Ais1000Lines.nm4", 1_000, 743, 743);
}

#[test]
fn a_thousand_rows_of_noaa_hold_a_thousand_vessels() {
    let Some(path) = shared("ais/noaa_legacy_sample.csv") else { return };
    let content = read_path(&path, &ReadOptions::default()).unwrap();
    assert_eq!(content.summary.profile, "noaa-legacy");
    assert_eq!((content.summary.ledger.lines, content.summary.ledger.accepted), (1_001, 1_000));
    assert_eq!((content.fixes.len(), vessels_of(&content), content.statics.len()), (1_000, 1_000, 998));
    assert_eq!(content.fixes.iter().filter(|fix| fix.speed().is_some()).count(), 996);
    assert_eq!(content.fixes.iter().filter(|fix| fix.course().is_some()).count(), 910);
    assert_eq!(content.fixes.iter().filter(|fix| fix.heading().is_some()).count(), 574);
    assert_eq!(content.fixes.iter().filter(|fix| fix.transmitter == Transmitter::ClassA).count(), 954);
    assert_locations_open(&path, &content);
}

#[test]
fn fourteen_baltic_days_in_parquet_hold_3424_vessels() {
    let Some(path) = shared("ais/baltic_digitraffic_2026/positions.parquet") else { return };
    let content = read_path(&path, &ReadOptions::default()).unwrap();
    assert_eq!(content.summary.profile, "generic");
    assert!(content.summary.took.contains(&"time = ts".to_owned()), "{:?}", content.summary.took);
    assert_eq!((content.summary.ledger.lines, content.summary.ledger.accepted), (47_742, 47_742));
    assert_eq!((content.fixes.len(), vessels_of(&content)), (47_742, 3_424));
    assert_eq!(content.fixes.iter().filter(|fix| fix.heading().is_some()).count(), 44_515);
    let records = raw_records(&path, &[content.fixes[0].location]).unwrap();
    assert!(
        records[0].lines[0].1.starts_with("mmsi=1234567, ts=\"2026-07-15T07:30:48+00:00\""),
        "{records:?}"
    );
}

/// The first member of a zip archive.
fn first_member(zip: &[u8]) -> Vec<u8> {
    let length = |at: usize| usize::from(u16::from_le_bytes([zip[at], zip[at + 1]]));
    let start = 30 + length(26) + length(28);
    let mut text = Vec::new();
    flate2::read::DeflateDecoder::new(&zip[start..]).read_to_end(&mut text).unwrap();
    text
}

/// Tables with `ssvid` and `seg_id` or `gap_id`, as researchers share them.
fn assert_gfw(name: &str, fixes: usize, vessels: usize, speeds: usize) {
    let Some(path) = shared(name) else { return };
    let content = content(&first_member(&fs::read(path).unwrap()));
    assert_eq!(content.summary.profile, "generic");
    let counted = content.fixes.iter().filter(|fix| fix.speed().is_some()).count();
    assert_eq!((content.fixes.len(), vessels_of(&content), counted), (fixes, vessels, speeds), "{name}");
    assert_eq!(content.summary.ledger.rejected_total(), 0);
}

#[test]
fn tracks_of_global_fishing_watch_that_name_their_ships_are_read_by_their_names() {
    assert_gfw("ais/gfw_pyseas_tracks.csv.zip", 19_846, 3, 19_846);
    assert_gfw("ais/gfw_gap_example/gap_positions_gfw.csv.zip", 2_119, 1, 0);
    assert_gfw("ais/gfw_gap_example/gap_positions_ee.csv.zip", 41_844, 1, 0);
}

#[test]
fn a_yacht_s_instruments_without_ais_are_skipped_line_by_line() {
    let Some(path) = shared("nmea/plaka.log") else { return };
    let content = read_path(&path, &ReadOptions::default()).unwrap();
    assert_eq!(content.summary.ledger.skipped.get("not_ais"), Some(&116_000));
    assert_eq!(content.summary.reports, 0);
}
