//! Faulty archives and exactly what becomes of each of their lines.

use std::io::Write;

use crate::support::{checksum, content, fix_sentence, read_bytes, static_sentences, store};
use darkwake_archive::{ReadError, ReadOptions, raw_records};
use flate2::Compression;
use flate2::write::GzEncoder;
use model::{Mmsi, Timestamp};

const NOAA: &str = "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo,TransceiverClass";
const ROW: &str =
    "367752440,2023-01-11T00:00:00,43.07917,-70.75733,0.0,360.0,95.0,SAN JOSE,,WDI9818,31,0.0,,,,52.0,A";

/// Name, text, lines accepted, and the others by reason.
type Case<'a> = (&'a str, String, u64, &'a [(&'a str, u64)]);

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
fn every_line_of_a_faulty_log_has_its_reason() {
    let (bare, [bare_first, bare_second]) = (fix_sentence(), static_sentences());
    let (fix, first, second) = (timed(&bare), timed(&bare_first), timed(&bare_second));
    let long = "x".repeat((1 << 20) + 1);
    let wrong = garbled(&fix);
    let cases: &[Case<'_>] = &[
        ("a fix", format!("{fix}\n"), 1, &[]),
        ("line ends of Windows, none at the end", format!("{fix}\r\n{fix}"), 2, &[]),
        ("a byte order mark", format!("\u{feff}{fix}\n"), 1, &[]),
        ("two parts", format!("{first}\n{fix}\n{second}\n"), 3, &[]),
        ("a part alone", format!("{fix}\n{first}\n"), 1, &[("incomplete_message", 1)]),
        (
            "blank, comment, other",
            format!("{fix}\n\n# x\n$GPGGA,1,2*5A\n"),
            1,
            &[("blank", 1), ("comment", 1), ("not_ais", 1)],
        ),
        ("a wrong checksum", format!("{fix}\n{wrong}\n"), 1, &[("bad_checksum", 1)]),
        ("a giant line", format!("{fix}\n{long}\n{fix}\n"), 2, &[("line_too_long", 1)]),
        ("a run of NUL", format!("{fix}\n{}\n{fix}\n", "\0".repeat(900)), 2, &[("not_nmea", 1)]),
        ("a line without time", format!("{fix}\n{bare}\n"), 1, &[("no_time", 1)]),
        ("parts without time", format!("{fix}\n{bare_first}\n{bare_second}\n"), 1, &[("no_time", 2)]),
        ("a time on one part", format!("{first}\n{bare_second}\n"), 2, &[]),
        ("an absurd time", format!("{fix}\n100000000,{bare}\n"), 1, &[("absurd_time", 1)]),
    ];
    for (name, text, accepted, others) in cases {
        assert_account(name, text.as_bytes(), *accepted, others);
    }
}

#[test]
fn every_row_of_a_faulty_table_has_its_reason() {
    let edit = |from: &str, to: &str| ROW.replacen(from, to, 1);
    let cases: &[Case<'_>] = &[
        ("a row", ROW.to_owned(), 1, &[]),
        ("repeated header, blank line", format!("{ROW}\n{NOAA}\n\n{ROW}"), 2, &[("blank", 1), ("header", 1)]),
        ("a bare quote in a name", edit("SAN JOSE", "SAN \"JOSE\""), 1, &[]),
        ("a quoted name with a comma", edit("SAN JOSE", "\"SAN \"\"J\"\", X\""), 1, &[]),
        ("an open quote", format!("{}\n{ROW}", edit("SAN JOSE", "\"SAN JOSE")), 1, &[("bad_quote", 1)]),
        ("a short and a long row", format!("1,2\n{ROW}\n{ROW},1"), 1, &[("wrong_field_count", 2)]),
        ("an MMSI of ten digits", edit("367752440", "3677524400"), 0, &[("bad_mmsi", 1)]),
        ("no MMSI", edit("367752440", ""), 0, &[("bad_mmsi", 1)]),
        ("30 February", edit("01-11", "02-30"), 0, &[("bad_time", 1)]),
        ("no time", edit("2023-01-11T00:00:00", ""), 0, &[("no_time", 1)]),
        ("1970", edit("2023", "1970"), 0, &[("absurd_time", 1)]),
        ("latitude 91", edit("43.07917", "91"), 1, &[]),
        ("latitude 95", edit("43.07917", "95"), 0, &[("bad_position", 1)]),
        ("latitude NaN", edit("43.07917", "NaN"), 0, &[("bad_position", 1)]),
        ("longitude 1e308", edit("-70.75733", "1e308"), 0, &[("bad_position", 1)]),
        ("speed inf", edit("0.0", "inf"), 1, &[]),
    ];
    for (name, rows, accepted, others) in cases {
        let mut expected = vec![("header", 1)];
        expected.extend(others.iter().filter(|(reason, _)| *reason != "header"));
        expected[0].1 += others.iter().filter(|(reason, _)| *reason == "header").count() as u64;
        expected.sort_by_key(|(reason, _)| (!["blank", "header"].contains(reason), *reason));
        assert_account(name, format!("{NOAA}\n{rows}\n").as_bytes(), *accepted, &expected);
    }
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
    let tenths = refusal("MMSI,STATUS,SPEED,LON,LAT,COURSE,HEADING,TIMESTAMP\n");
    assert!(tenths.contains("tenths"), "{tenths}");
    let other = refusal("mmsi,lat,lon,when\n");
    assert!(other.contains("no column for time") && other.contains("nearest profile is generic"), "{other}");
    assert!(refusal("Dear Sir,\nwe sail.\n").contains("neither a log"));
    assert!(refusal("{\"mmsi\":1}\n").contains("JSON"));
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
fn a_flipped_bit_and_a_junk_tail_are_damage() {
    let table = rows(20_000);
    let mut flipped = gzip(table.as_bytes());
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0x55;
    assert!(content(&flipped).summary.damage.is_some());
    let tail = [gzip(rows(10).as_bytes()), b"junk behind the last member".to_vec()].concat();
    let content = content(&tail);
    assert_eq!(content.fixes.len(), 10);
    assert!(content.summary.damage.is_some());
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
fn a_location_opens_to_every_line_of_its_message() {
    let (fix, [first, second]) = (timed(&fix_sentence()), static_sentences().map(|part| timed(&part)));
    let log = format!("{fix}\n{first}\n{fix}\n{second}\n");
    let stored = store(gzip(log.as_bytes()).as_slice());
    let content = content(log.as_bytes());
    let wanted = [content.statics[0].location, content.fixes[1].location];
    let records = raw_records(&stored.path, &wanted).unwrap();
    assert_eq!(records[0].1, format!("{first}\n{fix}\n{second}"));
    assert_eq!(records[1], (wanted[1], fix));
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
    assert_eq!(records[0].1, format!("{own}\r\n{fix}"));
    assert_eq!(content.summary.ledger.rejected.get("no_time"), Some(&1));
}
