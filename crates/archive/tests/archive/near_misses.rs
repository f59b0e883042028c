//! Tables that look like those of a profile and are not, and tables that must be asked about: refused or told apart.

use std::collections::BTreeSet;
use std::fs;

use darkwake_archive::{ReadError, ReadOptions, TAKEN_AS_UTC, Zone, formats, sniff};
use model::{Knots, Report};

use crate::support::{content, fix_sentence, read_bytes, read_path, store, store_as};

fn refusal(text: &str) -> String {
    read_bytes(text.as_bytes(), &ReadOptions::default()).unwrap_err().to_string()
}

#[test]
fn speeds_under_the_names_of_marinetraffic_are_not_taken_for_tenths_on_the_header_s_word() {
    let header = "MMSI,STATUS,SPEED,LON,LAT,COURSE,HEADING,TIMESTAMP";
    let row = |speed: &str| format!("440000001,0,{speed},129.25,35.5,88,90,2024-03-01T00:00:01\n");
    let knots = refusal(&format!("{header}\n{}{}", row("12"), row("12.5")));
    assert!(knots.contains("fractions") && knots.contains("`sog`"), "{knots}");
    let small = header.to_lowercase();
    let either = refusal(&format!("{small}\n{}", row("12")));
    assert!(either.contains("knots or tenths of a knot"), "{either}");
    let tenths = content(format!("{small}\n{}{}", row("12"), row("125")).as_bytes());
    assert_eq!((tenths.summary.profile, tenths.fixes[0].speed()), ("marinetraffic", Some(Knots(1.2))));
    let renamed = content(format!("{}\n{}", header.replace("SPEED", "SOG"), row("12.5")).as_bytes());
    assert_eq!((renamed.summary.profile, renamed.fixes[0].speed()), ("generic", Some(Knots(12.5))));
}

#[test]
fn places_that_could_be_degrees_or_raw_are_refused_and_so_are_both_in_one_table() {
    let header = "MMSI,TSTAMP,LATITUDE,LONGITUDE,COG,SOG,HEADING,NAVSTAT";
    let row = |place: &str| format!("440000001,2024-03-01 00:00:01 GMT,{place},88,12,90,0\n");
    let whole = refusal(&format!("{header}\n{}{}", row("35,129"), row("91,181")));
    assert!(whole.contains("aishub") && whole.contains("tells degrees from 1/600000"), "{whole}");
    let mixed = refusal(&format!("{header}\n{}{}", row("35.5,129"), row("21300000,77550000")));
    assert!(mixed.contains("some are 1/600000"), "{mixed}");
    let raw = content(format!("{header}\n{}{}", row("35,129"), row("21300000,77550000")).as_bytes());
    assert_eq!((raw.fixes[1].position.lat(), raw.fixes[1].speed()), (35.5, Some(Knots(1.2))));
    let swapped = "MMSI,TSTAMP,LONGITUDE,LATITUDE,COG,SOG,HEADING,NAVSTAT";
    let joined = content(format!("{header}\n{}{swapped}\n{}", row("35.5,129"), row("129,35.5")).as_bytes());
    assert_eq!((joined.fixes[1].position.lat(), joined.fixes[1].position.lon()), (35.5, 129.0));
    let small = swapped.to_lowercase();
    let other = content(
        format!("{header}\n{}{swapped}\n{}", row("35.5,129"), row("129,35.5"))
            .replace(swapped, &small)
            .as_bytes(),
    );
    assert_eq!(other.summary.ledger.rejected["under_other_header"], 1);
}

#[test]
fn a_korean_table_is_refused_until_its_zone_is_named_and_its_day_is_asked_for_if_the_name_hides_it() {
    let positions = "MMSI,일시,위도,경도,SOG,COG,Heading\n440000001,2024-03-01 09:00:01,35.5,129.25,1,2,3\n";
    let refused = refusal(positions);
    assert!(refused.contains("korea-mof") && refused.contains("--tz"), "{refused}");
    let zoned = ReadOptions { zone: "+09:00".parse().ok(), ..ReadOptions::default() };
    let named = positions.replace("09:00:01", "00:00:01Z");
    assert_eq!(
        read_bytes(named.as_bytes(), &zoned).unwrap().fixes[0].time.to_string(),
        "2024-03-01T00:00:01Z"
    );
    let statics = "MMSI,선박명,선종코드,IMO\n440000001,X,80,0\n";
    let dayless = read_bytes(statics.as_bytes(), &zoned).unwrap_err();
    assert!(
        matches!(dayless, ReadError::Unstated { .. }) && dayless.to_string().contains("--date"),
        "{dayless}"
    );
    let stored = store_as("Static_20240230.csv", statics.as_bytes());
    assert!(read_path(&stored.path, &zoned).is_err());
    let date = model::Timestamp::from_rfc3339("2024-03-01T00:00:00Z").ok();
    let dated = read_path(&stored.path, &ReadOptions { date, ..zoned }).unwrap();
    assert_eq!(Some(dated.statics[0].time), date);
}

#[test]
fn a_zone_that_a_format_states_is_kept_whatever_the_user_names() {
    let zoned = ReadOptions { zone: "-03:30".parse().ok(), ..ReadOptions::default() };
    let table = b"mmsi;lon;lat;date_time_utc;sog;cog;true_heading;nav_status;message_nr;source\n\
        257000001;10.5;59.25;2016-03-01 00:00:01;1.0;2.0;3;5;1;g\n";
    assert_eq!(read_bytes(table, &zoned).unwrap().fixes[0].time.to_string(), "2016-03-01T00:00:01Z");
}

#[test]
fn lines_before_a_header_are_passed_over_only_where_the_profile_has_them() {
    let table = "exported,today\nmmsi,timestamp,lat,lon\n440000001,1700000000,35,129\n";
    assert!(refusal(table).contains("neither a log"), "{}", refusal(table));
    let blank = content(b"\xef\xbb\xbf\n \nmmsi,timestamp,lat,lon\n440000001,1700000000,35,129\n");
    assert_eq!((blank.fixes.len(), blank.summary.ledger.skipped.get("blank")), (1, Some(&2)));
    let deep = "1\n2\n3\nMMSI,일시,위도,경도,SOG,COG,Heading\n";
    assert!(matches!(
        read_bytes(deep.as_bytes(), &ReadOptions::default()),
        Err(ReadError::UnknownHeader { .. })
    ));
}

#[test]
fn a_table_that_two_profiles_could_be_is_refused_with_both_names() {
    let both = refusal("mmsi,basedatetime,base_date_time,lat,lon,latitude,longitude\n");
    assert!(both.contains("noaa-legacy or noaa-csv2"), "{both}");
    let finders = refusal("MMSI,TSTAMP,TIMESTAMP,LATITUDE,LONGITUDE,NAVSTAT\n");
    assert!(finders.contains("aishub or vesselfinder"), "{finders}");
}

#[test]
fn a_track_with_a_ship_in_it_is_generic_and_so_is_a_table_without_the_mark_of_spire() {
    let track = content(
        b"ssvid,lat,lon,timestamp,seg_id,speed\n220413000,35.5,-128.25,2018-01-01 00:12:19+00:00,x,19.9\n",
    );
    assert_eq!((track.summary.profile, track.fixes[0].mmsi.get()), ("generic", 220_413_000));
    let table = content(b"created_at,timestamp,mmsi,latitude,longitude,speed\n2024-03-02 00:00:00,2024-03-01 00:00:00,440000001,35.5,129.25,12.5\n");
    assert_eq!((table.summary.profile, table.fixes.len()), ("generic", 1));
}

#[test]
fn a_table_whose_ships_have_no_mmsi_is_refused_with_the_reason_even_if_one_is_named() {
    let table = b"CRAFT_ID,LON,LAT,COURSE,SPEED,TYPE,SUBTYPE,LENGTH,BEAM,DRAUGHT,TIMESTAMP\n";
    for mmsi in [None, 440_000_001.try_into().ok()] {
        let refused = read_bytes(table, &ReadOptions { mmsi, ..ReadOptions::default() }).unwrap_err();
        assert!(matches!(refused, ReadError::Unsupported { .. }), "{refused}");
        assert!(refused.to_string().contains("CRAFT_ID is not an MMSI"), "{refused}");
    }
    let joined = content(b"CRAFT_ID,MMSI,LON,LAT,TIMESTAMP\n1,440000001,129.25,35.5,2024-03-01T00:00:00\n");
    assert_eq!((joined.summary.profile, joined.fixes.len()), ("generic", 1));
}

#[test]
fn a_file_geodatabase_is_refused_with_the_line_that_converts_it_and_a_file_beside_it_is_read() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("Zone10_2014_01.gdb");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("a00000001.gdbtable"), [3, 0, 0, 0]).unwrap();
    let refused = read_path(&folder.join("a00000001.gdbtable"), &ReadOptions::default()).unwrap_err();
    assert_eq!(refused.path(), folder);
    let line = format!("ogr2ogr -f CSV broadcasts.csv {}", folder.display());
    assert!(refused.to_string().contains(&line) && refused.to_string().contains("encrypted"), "{refused}");
    let converted = root.path().join("broadcasts.csv");
    fs::write(&converted, "SOG,COG,Heading,ROT,BaseDateTime,Status,MMSI,LON,LAT\n12,88,511,128,2014/01/01 00:00:03,0,366000001,-123.5,37.25\n").unwrap();
    let read = read_path(&converted, &ReadOptions::default()).unwrap();
    assert_eq!(
        (read.summary.profile, read.fixes[0].time.to_string().as_str()),
        ("noaa-legacy", "2014-01-01T00:00:03Z")
    );
}

#[test]
fn every_format_is_listed_once_with_a_header_by_which_it_is_known_and_a_sentence() {
    let all: Vec<_> = formats().collect();
    let names: BTreeSet<_> = all.iter().map(|format| format.name).collect();
    assert_eq!((all.len(), names.len()), (19, 19));
    assert!(!names.contains("amsa") && names.contains("nmea") && names.contains("parquet"));
    let unstated: Vec<_> =
        all.iter().filter(|format| format.zone == Zone::Unstated).map(|format| format.name).collect();
    assert_eq!(unstated, ["korea-mof", "korea-mof-static"]);
    for format in all {
        assert!(format.description.ends_with('.') && !format.header.is_empty(), "{format:?}");
        assert!(!format.description.contains("  ") && !format.header.contains(", "), "{format:?}");
    }
}

#[test]
fn the_header_that_is_listed_for_a_table_is_read_as_that_table() {
    let options = ReadOptions {
        zone: "+09:00".parse().ok(),
        mmsi: 440_000_001.try_into().ok(),
        date: model::Timestamp::from_rfc3339("2024-03-01T00:00:00Z").ok(),
        ..ReadOptions::default()
    };
    let whole = |header: &str| !header.contains("...") && header.contains([',', ';']);
    let tables: Vec<_> = formats().filter(|format| whole(format.header)).collect();
    assert_eq!(tables.len(), 9);
    for format in tables {
        let read = read_bytes(format.header.as_bytes(), &options).unwrap();
        assert_eq!(read.summary.profile, format.name);
        let separator = if format.header.contains(';') { ";" } else { "," };
        let turned: Vec<&str> = format.header.trim_start_matches("# ").rsplit(separator).collect();
        assert_eq!(
            read_bytes(turned.join(separator).as_bytes(), &options).unwrap().summary.profile,
            format.name
        );
    }
}

/// The times of the fixes of a table, and what is noted, as read with `zone`.
fn times_and_notes(table: &str, zone: Option<&str>) -> (Vec<String>, Vec<String>) {
    let zone = zone.map(|zone| zone.parse().unwrap());
    let content = read_bytes(table.as_bytes(), &ReadOptions { zone, ..ReadOptions::default() }).unwrap();
    let times = content.fixes.iter().map(|fix| fix.time.to_string()).collect();
    (times, content.summary.notes)
}

#[test]
fn a_ship_whose_table_names_no_zone_is_timed_by_the_zone_of_the_user_or_else_by_utc_with_a_note() {
    let generic = "mmsi,timestamp,lat,lon\n440000001,2024-03-01 12:00:00,35.1,129.04\n";
    let exported = "MMSI,STATUS,SPEED,LON,LAT,COURSE,HEADING,TIMESTAMP\n\
                    440000001,0,120,129.04,35.1,90,91,2024-03-01T12:00:00\n";
    for table in [generic, exported] {
        let (times, notes) = times_and_notes(table, Some("+09:00"));
        assert_eq!(times, ["2024-03-01T03:00:00Z"], "{table}");
        assert_eq!(notes, ["--tz +09:00 was applied"], "{table}");
        let (times, notes) = times_and_notes(table, None);
        assert_eq!(times, ["2024-03-01T12:00:00Z"], "{table}");
        assert_eq!(notes, [TAKEN_AS_UTC], "{table}");
    }
}

#[test]
fn a_zone_of_the_user_is_said_not_to_apply_where_the_times_or_the_format_say_their_own() {
    let zoned = "mmsi,timestamp,lat,lon\n440000001,2024-03-01T12:00:00Z,35.1,129.04\n440000001,1709294400,35.1,129.04\n";
    let (times, notes) = times_and_notes(zoned, Some("+09:00"));
    assert_eq!(times, ["2024-03-01T12:00:00Z"; 2]);
    assert_eq!(notes, ["--tz +09:00 was not applied to times that name their zone or count from 1970"]);
    assert!(times_and_notes(zoned, None).1.is_empty());

    let legacy = "MMSI,BaseDateTime,LAT,LON\n440000001,2024-03-01T12:00:00,35.1,129.04\n";
    let (times, notes) = times_and_notes(legacy, Some("+09:00"));
    assert_eq!(times, ["2024-03-01T12:00:00Z"]);
    assert_eq!(notes, ["--tz +09:00 was not applied: the format says that its times are UTC"]);
    assert!(times_and_notes(legacy, Some("Z")).1.is_empty());
    assert!(times_and_notes(legacy, None).1.is_empty());

    let log = format!("1709294400,{}\n", fix_sentence());
    let (times, notes) = times_and_notes(&log, Some("+09:00"));
    assert_eq!(times, ["2024-03-01T12:00:00Z"]);
    assert_eq!(notes, ["--tz +09:00 was not applied: the times of logs are UTC"]);
}

#[test]
fn sniffing_a_table_shows_the_zone_that_reading_it_takes() {
    let table = "mmsi,timestamp,lat,lon\n440000001,2024-03-01 12:00:00,35.1,129.04\n";
    let stored = store(table.as_bytes());
    let sniffed = |zone: Option<&str>| {
        let zone = zone.map(|zone| zone.parse().unwrap());
        let options = ReadOptions { zone, ..ReadOptions::default() };
        sniff(&stored.path, &options).unwrap().understood.unwrap()
    };
    assert_eq!(sniffed(None).notes, [TAKEN_AS_UTC]);
    let told = sniffed(Some("+09:00"));
    assert_eq!(told.notes, ["--tz +09:00 was applied"]);
    assert!(
        matches!(told.reports.as_slice(), [Report::Position(fix)] if fix.time.to_string() == "2024-03-01T03:00:00Z")
    );
}

#[test]
fn a_message_heard_by_a_station_whose_name_is_no_text_is_kept_and_counted_and_one_with_a_time_in_words_is_not()
 {
    let block = |fields: &[u8]| {
        let sum = fields.iter().fold(0, |sum, byte| sum ^ byte);
        [b"\\", fields, format!("*{sum:02X}\\").as_bytes(), fix_sentence().as_bytes(), b"\n"].concat()
    };
    let log = |blocks: [&[u8]; 2]| content(&blocks.map(block).concat());
    let kept = log([b"s:rBUSAN,c:1420030798", b"s:r\xff\xfe,c:1420030799"]);
    assert_eq!((kept.fixes.len(), kept.summary.ledger.rejected_total()), (2, 0));
    assert!(kept.fixes[0].location.station().is_some() && kept.fixes[1].location.station().is_none());
    assert!(
        kept.summary.notes[0].starts_with("1 message with a station whose name is no text"),
        "{:?}",
        kept.summary.notes
    );
    let other = log([b"s:rBUSAN,c:1420030798", b"s:rBUSAN,c:noon"]);
    assert_eq!((other.fixes.len(), other.summary.ledger.rejected_total()), (1, 1));
    assert!(other.summary.notes.is_empty(), "{:?}", other.summary.notes);
}
