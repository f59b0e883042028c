//! Tables whose times stand in two columns, and tables whose ship stands in the name of their file.

use darkwake_archive::{ReadOptions, Shape, sniff};
use model::Timestamp;
use parquet::data_type::{ByteArrayType, DoubleType, Int32Type, Int64Type};

use crate::parquet_files::{geo_file, write_column};
use crate::support::{Content, content, read_bytes, read_path, store, store_as};

fn times(content: &Content) -> Vec<String> {
    content.fixes.iter().map(|fix| fix.time.to_string()).collect()
}

#[test]
fn a_day_and_a_time_of_day_in_two_columns_are_when_a_ship_was_there() {
    let rows = "440000001,2024-03-01,08:00:04,35.1,129.04\n440000001,20240301,8:05,35.1,129.04\n";
    for header in
        ["MMSI,Date,Time,LAT,LON", "mmsi,Date UTC,Time UTC,lat,lon", "mmsi,date_utc,time_utc,lat,lon"]
    {
        let read = content(format!("{header}\n{rows}").as_bytes());
        assert_eq!(read.summary.profile, "generic", "{header}");
        assert_eq!(times(&read), ["2024-03-01T08:00:04Z", "2024-03-01T08:05:00Z"], "{header}");
    }
    let looked_at = store(format!("MMSI,Date,Time,LAT,LON\n{rows}").as_bytes());
    let understood = sniff(&looked_at.path, &ReadOptions::default()).unwrap().understood.unwrap();
    let Shape::Table(layout) = understood.shape else { panic!("{:?}", understood.shape) };
    assert_eq!(layout.took[1], "time = date + time");
    assert!(layout.unused.is_empty(), "{:?}", layout.unused);
}

#[test]
fn a_time_that_is_a_whole_moment_counts_whatever_its_day_says_and_two_days_are_refused_by_name() {
    let row = "440000001,2019-01-01,2024-03-01T08:00:04Z,35.1,129.04\n";
    for name in ["time", "timestamp"] {
        let read = content(format!("mmsi,date,{name},lat,lon\n{row}").as_bytes());
        assert_eq!(times(&read), ["2024-03-01T08:00:04Z"]);
    }
    let two = b"mmsi,date,date_utc,time,lat,lon\n440000001,2024-03-01,2024-02-29,08:00:04,35.1,129.04\n";
    let refused = read_bytes(two, &ReadOptions::default()).unwrap_err().to_string();
    assert!(refused.contains("date could be any of date, date_utc"), "{refused}");
}

#[test]
fn times_of_day_without_a_day_are_rejected_with_what_is_wanted() {
    let read = content(b"mmsi,time,lat,lon\n440000001,08:00:04,35.1,129.04\n");
    assert_eq!(read.summary.ledger.rejected["bad_time"], 1);
    let notes = read.summary.notes.join("\n");
    assert!(notes.contains("a time of day and no day: wanted a column of days"), "{notes}");
}

#[test]
fn times_of_day_are_of_the_day_that_the_user_or_the_name_of_the_file_tells_and_it_is_said() {
    let table =
        b"mmsi,time,lat,lon\n440000001,08:00:04,35.1,129.04\n440000001,2024-03-02T08:00:04Z,35.1,129.04\n";
    let whole = "2024-03-02T08:00:04Z";
    let told = ReadOptions {
        date: Timestamp::from_rfc3339("2024-03-01T00:00:00Z").ok(),
        zone: "+09:00".parse().ok(),
        ..ReadOptions::default()
    };
    let read = read_bytes(table, &told).unwrap();
    assert_eq!(times(&read), ["2024-02-29T23:00:04Z", whole]);
    let named = store_as("harbour_20240301.csv", table);
    let read = read_path(&named.path, &ReadOptions::default()).unwrap();
    assert_eq!(times(&read), ["2024-03-01T08:00:04Z", whole]);
    let notes = read.summary.notes.join("\n");
    assert!(notes.contains("its times of day were taken to be of 2024-03-01"), "{notes}");
    let other_day =
        ReadOptions { date: Timestamp::from_rfc3339("2024-02-28T00:00:00Z").ok(), ..ReadOptions::default() };
    let read = read_path(&named.path, &other_day).unwrap();
    assert_eq!(times(&read)[0], "2024-02-28T08:00:04Z", "the user's word counts more than a name");
}

#[test]
fn days_before_years_are_rejected_with_the_profile_that_reads_them() {
    let table = b"mmsi,date,time,lat,lon\n440000001,25/03/2024,08:00:04,35.1,129.04\n";
    let read = content(table);
    assert_eq!(read.summary.ledger.rejected["bad_time"], 1);
    let notes = read.summary.notes.join("\n");
    assert!(notes.contains("time_format = \"day_first\" in a profile"), "{notes}");
    let own = "name = \"harbour\"\ntime_format = \"day_first\"\n[columns]\n\
        mmsi = \"mmsi\"\ndate = \"date\"\ntime = \"time\"\nlatitude = \"lat\"\nlongitude = \"lon\"\n";
    let profiles = vec![darkwake_archive::CustomProfile::from_toml(own).unwrap()];
    let read = read_bytes(table, &ReadOptions { profiles, ..ReadOptions::default() }).unwrap();
    assert_eq!((read.summary.profile, times(&read)), ("harbour", vec!["2024-03-25T08:00:04Z".to_owned()]));
}

#[test]
fn a_column_that_says_utc_is_utc_where_the_user_names_another_zone() {
    let korea = || ReadOptions { zone: "+09:00".parse().ok(), ..ReadOptions::default() };
    let said = b"mmsi,DATE_UTC,Time,lat,lon\n440000001,2024-03-01,08:00:04,35.1,129.04\n";
    assert_eq!(times(&read_bytes(said, &korea()).unwrap()), ["2024-03-01T08:00:04Z"]);
    let said = b"mmsi,Date UTC,Time UTC,lat,lon\n440000001,2024-03-01,08:00:04,35.1,129.04\n";
    let read = read_bytes(said, &korea()).unwrap();
    assert_eq!(times(&read), ["2024-03-01T08:00:04Z"]);
    assert!(read.summary.notes[0].starts_with("--tz +09:00 was not applied"), "{:?}", read.summary.notes);
    assert_eq!(content(said).summary.notes, [""; 0]);
    let unsaid = b"mmsi,date,time,lat,lon\n440000001,2024-03-01,08:00:04,35.1,129.04\n";
    assert_eq!(times(&read_bytes(unsaid, &korea()).unwrap()), ["2024-02-29T23:00:04Z"]);
}

#[test]
fn typed_days_and_times_of_day_are_joined_and_neither_is_a_moment_alone() {
    let schema = |day: &str| {
        format!(
            "message ships {{ required int32 mmsi; required int32 {day} (DATE); \
             required int64 time (TIME(MICROS, true)); required double lat; required double lon; }}"
        )
    };
    let file = |day: &str| {
        geo_file(&schema(day), |group| {
            write_column::<Int32Type>(group, &[440_000_001]);
            write_column::<Int32Type>(group, &[19_783]);
            write_column::<Int64Type>(group, &[28_804_000_000]);
            write_column::<DoubleType>(group, &[35.0]);
            write_column::<DoubleType>(group, &[129.0]);
        })
    };
    assert_eq!(times(&content(&file("date"))), ["2024-03-01T08:00:04Z"]);
    let alone = read_bytes(&file("built"), &ReadOptions::default()).unwrap_err().to_string();
    assert!(alone.contains("its column time holds times of day without a day"), "{alone}");
    let texts = "message ships { required int32 mmsi; required int32 date (DATE); \
        required binary time (UTF8); required double lat; required double lon; }";
    let mixed = geo_file(texts, |group| {
        write_column::<Int32Type>(group, &[440_000_001]);
        write_column::<Int32Type>(group, &[19_783]);
        write_column::<ByteArrayType>(group, &["08:00:04".into()]);
        write_column::<DoubleType>(group, &[35.0]);
        write_column::<DoubleType>(group, &[129.0]);
    });
    assert_eq!(times(&content(&mixed)), ["2024-03-01T08:00:04Z"]);
}

#[test]
fn a_table_that_names_no_ship_is_that_of_the_nine_digits_in_the_name_of_its_file() {
    let table = b"time,lat,lon\n2024-03-01T08:00:04Z,35.1,129.04\n";
    let stored = store_as("431000123.csv", table);
    let read = read_path(&stored.path, &ReadOptions::default()).unwrap();
    assert_eq!((read.summary.profile, read.fixes[0].mmsi.get()), ("generic", 431_000_123));
    assert_eq!(read.summary.took[0], "mmsi = nine digits in the name of the file");
    let mmsi = 440_000_001.try_into().ok();
    let named = read_path(&stored.path, &ReadOptions { mmsi, ..ReadOptions::default() }).unwrap();
    assert_eq!((named.fixes[0].mmsi.get(), named.summary.took[0].as_str()), (440_000_001, "mmsi = --mmsi"));
    for other in ["904310001.csv", "4310001234.csv", "431000123_431000124.csv", "track.csv"] {
        let refused = read_path(&store_as(other, table).path, &ReadOptions::default());
        let refused = refused.unwrap_err().to_string();
        assert!(refused.contains("no column for mmsi"), "{other}: {refused}");
    }
}

#[test]
fn the_name_of_a_file_names_no_ship_where_a_column_does() {
    let table = b"ssvid,time,lat,lon\n440000001,2024-03-01T08:00:04Z,35.1,129.04\n,2024-03-01T08:00:04Z,35.1,129.04\n";
    let read = read_path(&store_as("431000123.csv", table).path, &ReadOptions::default()).unwrap();
    assert_eq!((read.fixes[0].mmsi.get(), read.summary.ledger.rejected["bad_mmsi"]), (440_000_001, 1));
    let twice = b"mmsi,ssvid,time,lat,lon\n440000001,440000002,2024-03-01T08:00:04Z,35.1,129.04\n";
    let mmsi = 431_000_123.try_into().ok();
    for options in [ReadOptions::default(), ReadOptions { mmsi, ..ReadOptions::default() }] {
        let refused = read_path(&store_as("431000123.csv", twice).path, &options).unwrap_err().to_string();
        assert!(refused.contains("mmsi could be any of mmsi, ssvid"), "{refused}");
    }
}
