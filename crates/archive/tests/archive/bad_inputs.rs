//! Faulty archives and exactly what becomes of each of their lines.

mod case;
mod logs;
mod tables;
mod texts;

use std::collections::BTreeSet;
use std::io::Write;

use self::case::Case;
use self::tables::{NOAA, ROW};
use crate::support::{checksum, content, fix_sentence, read_bytes, static_sentences, store};
use darkwake_archive::{Quote, ReadError, ReadOptions, raw_records};
use flate2::Compression;
use flate2::write::GzEncoder;
use model::{Mmsi, Timestamp};

/// A line logged on the last day of 2014.
fn timed(sentence: &str) -> String {
    format!("1420030798,{sentence}")
}

/// The sentence with one character of its payload changed.
fn garbled(sentence: &str) -> String {
    sentence.replacen(",A,1", ",A,3", 1)
}

/// Accepted, skipped and rejected lines, with the reasons.
fn assert_account(name: &str, bytes: &[u8], accepted: u64, others: &[(&str, u64)]) {
    let ledger = content(bytes).summary.ledger;
    let found: Vec<(&str, u64)> =
        ledger.skipped.iter().chain(&ledger.rejected).map(|(reason, count)| (*reason, *count)).collect();
    assert_eq!((ledger.accepted, found.as_slice()), (accepted, others), "{name}: {ledger:?}");
}

#[test]
fn every_bad_input_has_its_answer() {
    let cases: Vec<Case> = [tables::cases(), logs::cases(), texts::cases()].into_iter().flatten().collect();
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name).collect();
    assert_eq!(names.len(), cases.len(), "two cases have one name");
    let faults: Vec<String> = cases.iter().filter_map(Case::fault).collect();
    assert!(faults.is_empty(), "{} of {} cases:\n{}", faults.len(), cases.len(), faults.join("\n"));
}

#[test]
fn a_row_without_a_place_still_says_what_ship_it_is() {
    let table = format!("{NOAA}\n{}\n", ROW.replace("43.07917", "91.0"));
    let content = content(table.as_bytes());
    assert_eq!((content.fixes.len(), content.statics.len()), (0, 1));
    assert_eq!(content.statics[0].name.as_deref(), Some("SAN JOSE"));
}

#[test]
fn a_ship_that_keeps_its_name_says_it_once_and_one_that_changes_it_says_it_again() {
    let renamed = ROW.replace("SAN JOSE", "SAN PEDRO");
    let table = format!("{NOAA}\n{ROW}\n{ROW}\n{renamed}\n{renamed}\n{ROW}\n");
    let names: Vec<_> =
        content(table.as_bytes()).statics.into_iter().map(|report| report.name.unwrap()).collect();
    assert_eq!(names, ["SAN JOSE", "SAN PEDRO", "SAN JOSE"]);
}

#[test]
fn a_ship_at_zero_zero_is_kept_for_track_building_to_judge() {
    let table = format!("{NOAA}\n{}\n", ROW.replace("43.07917,-70.75733", "0.0,0.0"));
    assert_eq!(content(table.as_bytes()).fixes.len(), 1);
}

#[test]
fn a_generic_table_may_say_how_far_the_antenna_is_from_each_side() {
    let table = "mmsi,timestamp,lat,lon,to_bow,to_stern,to_port,to_starboard\n\
                 440000001,2024-03-01 12:00:00,35.1,129.04,80,20,6,10\n";
    let said = content(table.as_bytes()).statics[0].dimensions.unwrap();
    assert_eq!((said.length().unwrap().0, said.beam().unwrap().0), (100.0, 16.0));
}

#[test]
fn a_generic_table_is_taken_by_its_names_in_any_order() {
    let table = "lon;lat;SSVID;Timestamp;speed\n129.1;35.1;440000001;1700000000;12.5\n";
    let content = content(table.as_bytes());
    assert_eq!(content.summary.profile, "generic");
    let expected = ["mmsi = ssvid", "time = timestamp", "latitude = lat", "longitude = lon", "speed = speed"];
    assert_eq!(content.summary.took, expected);
    assert_eq!(content.fixes[0].time.to_string(), "2023-11-14T22:13:20Z");
    assert_eq!(content.fixes[0].position.lon(), 129.1);
}

#[test]
fn an_ambiguous_or_unknown_header_is_refused_with_the_nearest_profile() {
    let refusal = |text: &str| read_bytes(text.as_bytes(), &ReadOptions::default()).unwrap_err().to_string();
    let twice = refusal("mmsi,timestamp,time,lat,lon\n1,1700000000,1700000001,35,129\n");
    assert!(twice.contains("time could be any of timestamp, time"), "{twice}");
    let timeless = refusal("MMSI,LAT,LON,SOG,VesselName,TransceiverClass\n");
    assert!(timeless.contains("no column for time") && timeless.contains("noaa-legacy"), "{timeless}");
    let other = refusal("mmsi,lat,lon,when\n");
    assert!(other.contains("no column for time") && other.contains("nearest profile is generic"), "{other}");
}

#[test]
fn what_is_no_archive_of_ships_is_refused_with_what_to_do_next() {
    let refusal = |text: &str| read_bytes(text.as_bytes(), &ReadOptions::default()).unwrap_err().to_string();
    let letter = refusal("Dear Sir,\nwe sail.\n");
    assert!(letter.contains("neither a log") && !letter.contains("nearest"), "{letter}");
    assert!(letter.contains("--profile (docs/src/tables-of-your-own.md)"), "{letter}");
    let json = refusal("{\"mmsi\":1}\n");
    assert!(json.contains("is JSON; of JSON, lines as AIS-catcher, aisstream and gpsd write them"), "{json}");
    for page in ["<!DOCTYPE html>\n<p>404\n", "\n <HTML><head>\n"] {
        let page = refusal(page);
        assert!(page.contains("is a web page; the download failed"), "{page}");
    }
    assert!(refusal("<?xml version=\"1.0\"?>\n<Error>\n").contains("is XML; neither a log nor a table"));
    let hostile = refusal("\u{5}\tQ\n");
    assert!(hostile.contains("the header \"\\u{5}\\tQ\""), "{hostile}");
    let zipped = String::from_utf8(b"PK\x03\x04 and more".to_vec()).unwrap();
    assert!(refusal(&zipped).contains("is a zip archive; unpack it first"), "{}", refusal(&zipped));
}

#[test]
fn a_table_without_mmsi_is_read_when_the_ship_is_named() {
    let table = b"lon,lat,timestamp\n129.1,35.1,2024-03-01T00:00:00Z\n";
    assert!(read_bytes(table, &ReadOptions::default()).is_err());
    let mmsi = Mmsi::try_from(440_000_001).ok();
    let content = read_bytes(table, &ReadOptions { mmsi, ..ReadOptions::default() }).unwrap();
    assert_eq!(Some(content.fixes[0].mmsi), mmsi);
}

#[test]
fn a_log_without_any_time_is_refused_until_a_day_is_named() {
    let log = format!("{}\n", fix_sentence());
    let refused = read_bytes(log.as_bytes(), &ReadOptions::default());
    assert!(matches!(refused, Err(ReadError::NoTime { .. })), "{refused:?}");
    let date = Timestamp::from_rfc3339("2014-08-15T00:00:00Z").ok();
    let content = read_bytes(log.as_bytes(), &ReadOptions { date, ..ReadOptions::default() }).unwrap();
    assert_eq!(Some(content.fixes[0].time), date);
    let note = "the log has no clock: all its reports stand at 2014-08-15T00:00:00Z, which --date names";
    assert_eq!(content.summary.notes, [note]);
}

#[test]
fn a_log_that_mixes_times_of_its_own_with_those_of_a_day_named_says_so() {
    let date = Timestamp::from_rfc3339("2014-08-15T00:00:00Z").ok();
    let notes = |log: &str| {
        read_bytes(log.as_bytes(), &ReadOptions { date, ..ReadOptions::default() }).unwrap().summary.notes
    };
    let (bare, own) = (fix_sentence(), timed(&fix_sentence()));
    let body = "GPRMC,120000.00,A,,,,,,,";
    let clock = format!("${body}*{:02X}", checksum(body));
    assert!(notes(&format!("{own}\n{own}\n")).is_empty());
    assert!(notes(&format!("{clock}\n{bare}\n")).is_empty());
    let mixed = notes(&format!("{own}\n{bare}\n"));
    assert!(mixed.len() == 1 && mixed[0].contains("no time of their own, nor a clock"), "{mixed:?}");
    let mixed = notes(&format!("{own}\n{clock}\n{bare}\n"));
    assert!(mixed.len() == 1 && mixed[0].contains("that of --date and the clock before them"), "{mixed:?}");
}

#[test]
fn a_log_of_which_only_some_messages_have_a_time_says_what_would_give_one_to_the_others() {
    let (bare, own) = (fix_sentence(), timed(&fix_sentence()));
    let read = content(format!("{own}\n{bare}\n{bare}\n").as_bytes()).summary;
    assert_eq!(read.ledger.rejected["no_time"], 2);
    assert!(
        read.notes.len() == 1 && read.notes[0].contains("(no_time); --date names the day"),
        "{:?}",
        read.notes
    );
    assert!(content(format!("{own}\n").as_bytes()).summary.notes.is_empty());
}

#[test]
fn a_zone_that_moved_the_times_of_a_table_is_noted() {
    let table = "mmsi,timestamp,lat,lon\n440000001,2024-03-01T12:00:00,35.1,129.04\n";
    let zone = "+09:00".parse().ok();
    let notes = |table: &str| {
        read_bytes(table.as_bytes(), &ReadOptions { zone, ..ReadOptions::default() }).unwrap().summary.notes
    };
    assert_eq!(notes(table), ["--tz +09:00 was applied"]);
    let both = notes(&format!("{table}440000001,1709294400,35.1,129.04\n"));
    assert!(both.len() == 2 && both[1].contains("was not applied to times that name their zone"), "{both:?}");
}

#[test]
fn a_lenient_reader_keeps_what_a_strict_one_rejects() {
    let log = format!("{}\n{}\n", timed(&fix_sentence()), garbled(&timed(&fix_sentence())));
    let options = ReadOptions { lenient: true, ..ReadOptions::default() };
    assert_eq!(read_bytes(log.as_bytes(), &options).unwrap().fixes.len(), 2);
    assert_eq!(content(log.as_bytes()).fixes.len(), 1);
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn rows(count: usize) -> String {
    let row = |n: usize| ROW.replace("43.07917", &format!("43.{:05}", n * 7919 % 100_000));
    (0..count).fold(format!("{NOAA}\n"), |table, n| table + &row(n) + "\n")
}

#[test]
fn members_and_frames_that_follow_each_other_are_read_as_one() {
    let table = rows(100);
    let (front, back) = table.as_bytes().split_at(table.len() / 2);
    let gz = [gzip(front), gzip(back)].concat();
    let zst = [zstd::encode_all(front, 3).unwrap(), zstd::encode_all(back, 3).unwrap()].concat();
    for stored in [gz, zst] {
        let content = content(&stored);
        assert_eq!((content.fixes.len(), &content.summary.damage), (100, &None));
        assert_eq!(content.summary.bytes, stored.len() as u64);
    }
}

#[test]
fn a_torn_file_gives_its_whole_lines_and_says_so() {
    let table = rows(20_000);
    for stored in [gzip(table.as_bytes()), zstd::encode_all(table.as_bytes(), 3).unwrap()] {
        let content = content(&stored[..stored.len() * 2 / 3]);
        let ledger = &content.summary.ledger;
        assert!(content.summary.damage.is_some());
        assert!(content.fixes.len() > 2_000, "{}", content.fixes.len());
        assert_eq!(ledger.accepted as usize, content.fixes.len());
        assert!(ledger.rejected_total() <= 1 && ledger.rejected.keys().all(|reason| *reason == "cut_off"));
    }
}

#[test]
fn a_flipped_bit_is_damage_and_a_junk_tail_is_noted() {
    let table = rows(20_000);
    let mut flipped = gzip(table.as_bytes());
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0x55;
    assert!(content(&flipped).summary.damage.is_some());
    let tail = [gzip(rows(10).as_bytes()), b"junk behind the last member".to_vec()].concat();
    let content = content(&tail);
    assert_eq!(content.fixes.len(), 10);
    assert_eq!(content.summary.damage, None);
    assert_eq!(content.summary.bytes, tail.len() as u64);
    let note = "27 bytes of junk stand behind its last gzip member and were left out";
    assert_eq!(content.summary.notes, [note]);
}

#[test]
fn a_bomb_of_one_endless_line_is_one_rejected_line() {
    let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
    encoder.write_all(format!("{NOAA}\n{ROW}\n").as_bytes()).unwrap();
    for _ in 0..256 {
        encoder.write_all(&[b'A'; 1 << 20]).unwrap();
    }
    encoder.write_all(format!("\n{ROW}\n").as_bytes()).unwrap();
    let bomb = encoder.finish().unwrap();
    assert!(bomb.len() < 100_000);
    assert_account("a bomb", &bomb, 1, &[("header", 1), ("line_too_long", 1)]);
    let damage = content(&bomb).summary.damage.unwrap();
    assert!(damage.contains("1000 times its stored size"), "{damage}");
}

#[test]
fn the_fingerprint_is_of_the_bytes_as_stored() {
    let summary = content(b"").summary;
    assert_eq!(summary.profile, "empty");
    assert_eq!(summary.sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    let plain = content(rows(3).as_bytes()).summary;
    assert_ne!(content(&gzip(rows(3).as_bytes())).summary.sha256, plain.sha256);
}

#[test]
fn a_location_opens_to_the_lines_of_its_message_and_not_to_those_of_other_ships_between_them() {
    let (fix, [first, second]) = (timed(&fix_sentence()), static_sentences().map(|part| timed(&part)));
    let log = format!("{fix}\n{first}\n{fix}\n{second}\n");
    let stored = store(gzip(log.as_bytes()).as_slice());
    let content = content(log.as_bytes());
    let wanted = [content.statics[0].location, content.fixes[1].location];
    let records = raw_records(&stored.path, &wanted).unwrap();
    assert_eq!(numbered(&records[0]), [(2, first.as_str()), (4, second.as_str())]);
    assert_eq!(records[1], Quote { cited: wanted[1], lines: vec![(wanted[1], fix)] });
    for (place, text) in &records[0].lines {
        let (offset, len) = place.bytes().unwrap();
        assert_eq!(&log[offset as usize..][..len as usize], text);
    }
}

/// The lines of a quote, by their numbers.
fn numbered(quote: &Quote) -> Vec<(u64, &str)> {
    quote.lines.iter().map(|(place, text)| (place.line(), text.as_str())).collect()
}

#[test]
fn a_message_that_two_receivers_heard_opens_to_the_parts_of_each_copy() {
    let [first, second] = static_sentences();
    let heard = |sentence: &str, seconds: u32| format!("{},{sentence}", 1_420_030_798 + seconds);
    let parts = [heard(&first, 0), heard(&first, 1), heard(&second, 2), heard(&second, 3)];
    let log = format!("{}\n", parts.join("\n")).repeat(3);
    let content = content(log.as_bytes());
    let wanted: Vec<_> = content.statics.iter().map(|said| said.location).collect();
    let lines = |quote: &Quote| quote.lines.iter().map(|(place, _)| place.line()).collect::<Vec<_>>();
    let quotes: Vec<_> =
        raw_records(&store(log.as_bytes()).path, &wanted).unwrap().iter().map(lines).collect();
    assert_eq!(quotes, [[1, 3], [2, 4], [5, 7], [6, 8], [9, 11], [10, 12]]);
}

#[test]
fn a_fix_timed_by_the_line_before_it_opens_to_both_lines_and_one_behind_a_stranger_s_does_not() {
    let fix = fix_sentence();
    let clock = |sum: &str| {
        let body = format!("PGHP,1,2014,12,31,12,59,58,250,440,,4400001,1,{sum}");
        format!("${body}*{:02X}", checksum(&body))
    };
    let own = clock(&fix[fix.len() - 2..]);
    let log = format!("{own}\r\n{fix}\r\n{}\r\n{fix}\r\n", clock("00"));
    let content = content(log.as_bytes());
    assert_eq!(content.fixes.len(), 1, "{:?}", content.summary.ledger);
    assert_eq!(content.fixes[0].time.to_string(), "2014-12-31T12:59:58.25Z");
    let records = raw_records(&store(log.as_bytes()).path, &[content.fixes[0].location]).unwrap();
    assert_eq!(numbered(&records[0]), [(1, own.as_str()), (2, fix.as_str())]);
    assert_eq!(content.summary.ledger.rejected.get("no_time"), Some(&1));
}
