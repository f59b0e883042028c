//! Parquet files: typed times, absent values, several row groups, and files with flipped bytes.

use std::fs;
use std::sync::Arc;

use darkwake_archive::{ReadError, ReadOptions, raw_records};
use model::{Degrees, Knots};
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray, FixedLenByteArrayType,
    Int32Type, Int64Type,
};
use parquet::file::metadata::{
    ColumnChunkMetaDataBuilder, KeyValue, ParquetMetaDataBuilder, ParquetMetaDataWriter, RowGroupMetaData,
};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;

use crate::support::{content, read_bytes, store};

pub(crate) type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

const SCHEMA: &str = "message ships {
    required int64 mmsi;
    required int64 timestamp (TIMESTAMP(MICROS, true));
    optional double lat;
    optional double lon;
    optional binary name (UTF8);
}";

/// Two row groups of 100 rows; the first row of each has no position and no name.
fn file() -> Vec<u8> {
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let mut writer =
        SerializedFileWriter::new(Vec::new(), schema, Arc::new(WriterProperties::default())).unwrap();
    for group in 0..2i64 {
        let numbers: Vec<i64> = (0..100).map(|n| group * 100 + n).collect();
        let levels: Vec<i16> = (0..100).map(|n| i16::from(n > 0)).collect();
        let degrees = |base: f64| numbers[1..].iter().map(|n| base + *n as f64 / 100.0).collect::<Vec<_>>();
        let mut rows = writer.next_row_group().unwrap();
        let mut column = rows.next_column().unwrap().unwrap();
        let mmsi: Vec<i64> = numbers.iter().map(|n| 440_000_000 + n).collect();
        column.typed::<Int64Type>().write_batch(&mmsi, None, None).unwrap();
        column.close().unwrap();
        let mut column = rows.next_column().unwrap().unwrap();
        let times: Vec<i64> = numbers.iter().map(|n| 1_700_000_000_000_000 + n * 1_000_000).collect();
        column.typed::<Int64Type>().write_batch(&times, None, None).unwrap();
        column.close().unwrap();
        for base in [35.0, 129.0] {
            let mut column = rows.next_column().unwrap().unwrap();
            column.typed::<DoubleType>().write_batch(&degrees(base), Some(&levels), None).unwrap();
            column.close().unwrap();
        }
        let mut column = rows.next_column().unwrap().unwrap();
        let names: Vec<ByteArray> = (1..100).map(|n| format!("SHIP {n}").as_str().into()).collect();
        column.typed::<ByteArrayType>().write_batch(&names, Some(&levels), None).unwrap();
        column.close().unwrap();
        rows.close().unwrap();
    }
    writer.into_inner().unwrap()
}

#[test]
fn rows_of_all_groups_are_numbered_through_and_open_to_their_columns() {
    let bytes = file();
    let content = content(&bytes);
    assert_eq!((content.summary.profile, content.summary.ledger.accepted), ("generic", 200));
    assert_eq!((content.fixes.len(), content.statics.len()), (198, 198));
    let last = content.fixes[197];
    assert_eq!((last.location.line(), last.location.bytes()), (200, None));
    assert_eq!((last.mmsi.get(), last.time.ms()), (440_000_199, 1_700_000_199_000));
    assert_eq!((last.position.lat(), last.position.lon()), (36.99, 130.99));
    let records = raw_records(&store(&bytes).path, &[last.location, content.fixes[0].location]).unwrap();
    assert!(
        records[0].lines[0].1.starts_with("mmsi=440000199, timestamp=2023-11-14 22:16:39"),
        "{records:?}"
    );
    assert!(records[1].lines[0].1.ends_with("name=\"SHIP 1\""), "{records:?}");
}

#[test]
fn a_table_cut_off_before_its_footer_is_refused_as_cut_short() {
    let bytes = file();
    let refused = read_bytes(&bytes[..bytes.len() / 2], &ReadOptions::default()).unwrap_err();
    assert!(matches!(refused, ReadError::Parquet { .. }), "{refused:?}");
    assert!(refused.to_string().ends_with("the file is cut short; fetch it again"), "{refused}");
}

/// What SQL engines and pandas make of a table of numbers: every physical type that a decimal can have.
const DECIMALS: &str = "message ships {
    required int32 mmsi (DECIMAL(9, 0));
    required int64 timestamp (DECIMAL(13, 3));
    required fixed_len_byte_array(16) lat (DECIMAL(38, 6));
    required int64 lon (DECIMAL(18, 5));
    required int32 sog (DECIMAL(4, 1));
    required binary cog (DECIMAL(5, 2));
    required fixed_len_byte_array(2) heading (DECIMAL(4, 0));
}";

pub(crate) fn write_column<T: DataType>(group: &mut Group<'_>, values: &[T::T]) {
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<T>().write_batch(values, None, None).unwrap();
    column.close().unwrap();
}

/// A ship off Busan and one off Valparaiso.
fn decimals() -> Vec<u8> {
    let fixed = |bytes: &[u8]| FixedLenByteArray::from(bytes.to_vec());
    let schema = Arc::new(parse_message_type(DECIMALS).unwrap());
    let mut writer =
        SerializedFileWriter::new(Vec::new(), schema, Arc::new(WriterProperties::default())).unwrap();
    let mut group = writer.next_row_group().unwrap();
    write_column::<Int32Type>(&mut group, &[440_000_001, 725_000_002]);
    write_column::<Int64Type>(&mut group, &[1_700_000_000_250, 1_700_000_060_000]);
    let lats = [35_123_456_i128, -33_045_678].map(|lat| fixed(&lat.to_be_bytes()));
    write_column::<FixedLenByteArrayType>(&mut group, &lats);
    write_column::<Int64Type>(&mut group, &[12_904_321, -7_162_345]);
    write_column::<Int32Type>(&mut group, &[123, 5]);
    let courses = [[0x2b, 0x67], [0x8c, 0x9f]].map(|bytes| [&[0], bytes.as_slice()].concat());
    write_column::<ByteArrayType>(&mut group, &courses.map(ByteArray::from));
    write_column::<FixedLenByteArrayType>(&mut group, &[fixed(&[0, 95]), fixed(&[1, 255])]);
    group.close().unwrap();
    writer.into_inner().unwrap()
}

#[test]
fn a_ship_whose_figures_are_decimals_is_where_they_say_and_not_ten_times_as_fast() {
    let fixes = content(&decimals()).fixes;
    let [busan, valparaiso] = fixes.as_slice() else { panic!("{fixes:?}") };
    assert_eq!((busan.mmsi.get(), busan.time.ms()), (440_000_001, 1_700_000_000_250));
    assert_eq!((busan.position.lat(), busan.position.lon()), (35.123_456, 129.043_21));
    assert_eq!(
        (busan.speed(), busan.course(), busan.heading()),
        (Some(Knots(12.3)), Some(Degrees(111.11)), Some(Degrees(95.0)))
    );
    assert_eq!((valparaiso.position.lat(), valparaiso.position.lon()), (-33.045_678, -71.623_45));
    assert_eq!(
        (valparaiso.speed(), valparaiso.course(), valparaiso.heading()),
        (Some(Knots(0.5)), Some(Degrees(359.99)), None)
    );
}

/// One row a million times, in row groups that all lie on the same bytes; the head of the file claims a single row.
fn folded() -> Vec<u8> {
    const ROWS: usize = 1_000_000;
    const GROUPS: usize = 50;
    let schema = "message ships {
        required int64 mmsi; required int64 timestamp; required double lat; required double lon;
    }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut writer =
        SerializedFileWriter::new(Vec::new(), schema, Arc::new(WriterProperties::default())).unwrap();
    let mut group = writer.next_row_group().unwrap();
    write_column::<Int64Type>(&mut group, &vec![440_000_001; ROWS]);
    write_column::<Int64Type>(&mut group, &vec![1_700_000_000; ROWS]);
    write_column::<DoubleType>(&mut group, &vec![35.0; ROWS]);
    write_column::<DoubleType>(&mut group, &vec![129.0; ROWS]);
    group.close().unwrap();
    let honest = store(&writer.into_inner().unwrap());

    let reader = SerializedFileReader::new(fs::File::open(&honest.path).unwrap()).unwrap();
    let group = reader.metadata().row_group(0).clone();
    let metadata = ParquetMetaDataBuilder::new_from_metadata(reader.metadata().clone());
    let metadata = metadata.set_row_groups(vec![group; GROUPS]).build();
    let mut bytes = fs::read(&honest.path).unwrap();
    ParquetMetaDataWriter::new(&mut bytes, &metadata).finish().unwrap();
    // Field 3 of the footer, 50 million and then 1 in zigzag varints of the same length.
    let all = [0x16, 0x80, 0xc2, 0xd7, 0x2f];
    let at = bytes.windows(all.len()).rposition(|bytes| bytes == all).unwrap();
    bytes[at + 1..at + all.len()].copy_from_slice(&[0x82, 0x80, 0x80, 0x00]);
    bytes
}

#[test]
fn row_groups_that_lie_on_each_other_are_counted_before_they_are_read() {
    let refused = read_bytes(&folded(), &ReadOptions::default()).unwrap_err().to_string();
    assert!(refused.contains("it claims 50000000 rows in"), "{refused}");
}

/// A ship whose name is 65 MiB long, packed into some kilobytes.
fn long_name() -> Vec<u8> {
    let schema = Arc::new(parse_message_type(&SCHEMA.replace("optional", "required")).unwrap());
    let options = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default()));
    let options = options.set_dictionary_enabled(false).set_statistics_enabled(EnabledStatistics::None);
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(options.build())).unwrap();
    let mut group = writer.next_row_group().unwrap();
    write_column::<Int64Type>(&mut group, &[440_000_001]);
    write_column::<Int64Type>(&mut group, &[1_700_000_000_000_000]);
    write_column::<DoubleType>(&mut group, &[35.0]);
    write_column::<DoubleType>(&mut group, &[129.0]);
    write_column::<ByteArrayType>(&mut group, &[ByteArray::from(vec![b'A'; 65 << 20])]);
    group.close().unwrap();
    let bytes = writer.into_inner().unwrap();
    assert!(bytes.len() < 20_000, "{}", bytes.len());
    bytes
}

#[test]
fn a_name_of_megabytes_in_a_file_of_kilobytes_is_refused_before_it_is_unfolded() {
    let refused = read_bytes(&long_name(), &ReadOptions::default()).unwrap_err().to_string();
    assert!(refused.contains("bytes unfolds to 6815"), "{refused}");
}

/// The file with another footer, whose columns are those of the first one as `change` makes them.
fn with_footer(
    bytes: Vec<u8>,
    change: impl Fn(ColumnChunkMetaDataBuilder) -> ColumnChunkMetaDataBuilder,
) -> Vec<u8> {
    let stored = store(&bytes);
    let reader = SerializedFileReader::new(fs::File::open(&stored.path).unwrap()).unwrap();
    let changed = |group: &RowGroupMetaData| {
        let columns = group.columns().iter().cloned();
        let columns = columns.map(|column| change(column.into_builder()).build().unwrap()).collect();
        group.clone().into_builder().set_column_metadata(columns).build().unwrap()
    };
    let groups = reader.metadata().row_groups().iter().map(changed).collect();
    let metadata = ParquetMetaDataBuilder::new_from_metadata(reader.metadata().clone());
    let mut bytes = bytes;
    ParquetMetaDataWriter::new(&mut bytes, &metadata.set_row_groups(groups).build()).finish().unwrap();
    bytes
}

#[test]
fn a_page_larger_than_the_footer_of_its_file_says_is_damage_before_it_is_unfolded() {
    let content = content(&with_footer(long_name(), |column| column.set_total_uncompressed_size(1000)));
    let damage = content.summary.damage.unwrap();
    assert!(damage.starts_with("row group 0, after row 0:") && damage.contains("unfolds to"), "{damage}");
    assert_eq!((content.summary.ledger.lines, content.fixes.len()), (0, 0));
}

#[test]
fn a_footer_that_leaves_rows_out_is_refused_and_so_are_two_files_joined() {
    let less = with_footer(file(), |column| column.set_num_values(99));
    let refused = read_bytes(&less, &ReadOptions::default()).unwrap_err().to_string();
    assert!(refused.contains("has 100 rows and 99 values of mmsi"), "{refused}");
    let refused = read_bytes(&[file(), file()].concat(), &ReadOptions::default()).unwrap_err().to_string();
    assert!(refused.contains("several Parquet files joined"), "{refused}");
}

#[test]
fn columns_packed_in_a_way_that_is_not_read_are_refused_by_its_name() {
    let bytes = with_footer(file(), |column| column.set_compression(Compression::LZ4_RAW));
    let refused = read_bytes(&bytes, &ReadOptions::default()).unwrap_err().to_string();
    assert!(refused.contains("LZ4_RAW") && refused.ends_with("write it with zstd or Snappy"), "{refused}");
}

#[test]
fn ships_are_not_put_into_the_first_days_of_1970_or_into_2087_by_times_without_a_day_and_days_without_a_time()
{
    for (kind, words) in [
        ("int32 timestamp (TIME(MILLIS, true))", "times of day"),
        ("int64 timestamp (TIME(MICROS, false))", "times of day"),
        ("int64 timestamp (TIME_MICROS)", "times of day"),
        ("int32 timestamp (DATE)", "days without a time"),
    ] {
        let schema = format!(
            "message ships {{ required int32 mmsi; required {kind}; required double lat; required double lon; }}"
        );
        let bytes = geo_file(&schema, |group| {
            write_column::<Int32Type>(group, &[440_000_001]);
            if kind.contains("int32") {
                write_column::<Int32Type>(group, &[19_783]);
            } else {
                write_column::<Int64Type>(group, &[1_700_000_000]);
            }
            write_column::<DoubleType>(group, &[35.0]);
            write_column::<DoubleType>(group, &[129.0]);
        });
        let refused = read_bytes(&bytes, &ReadOptions::default()).unwrap_err().to_string();
        assert!(refused.contains("its column timestamp holds") && refused.contains(words), "{refused}");
    }
}

#[test]
fn many_ships_with_one_endless_name_keep_its_beginning_each() {
    let schema = Arc::new(parse_message_type(&SCHEMA.replace("optional", "required")).unwrap());
    let options = WriterProperties::builder().set_dictionary_page_size_limit(8 << 20);
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(options.build())).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let ships = 500;
    write_column::<Int64Type>(&mut group, &(0..ships).map(|ship| 440_000_000 + ship).collect::<Vec<i64>>());
    write_column::<Int64Type>(&mut group, &vec![1_700_000_000_000_000; ships as usize]);
    write_column::<DoubleType>(&mut group, &vec![35.0; ships as usize]);
    write_column::<DoubleType>(&mut group, &vec![129.0; ships as usize]);
    let name = ByteArray::from("해".repeat(1 << 20).into_bytes());
    write_column::<ByteArrayType>(&mut group, &vec![name; ships as usize]);
    group.close().unwrap();
    let content = content(&writer.into_inner().unwrap());
    assert_eq!((content.fixes.len(), content.statics.len()), (500, 500));
    // A letter takes three bytes, of which 256 hold 85.
    let kept = "해".repeat(85);
    assert!(content.statics.iter().all(|report| report.name.as_deref() == Some(kept.as_str())));
}

#[test]
fn a_column_that_nobody_needs_may_be_damaged_and_the_rows_before_it_still_open() {
    let mut bytes = file();
    let content = content(&bytes);
    let name = bytes.windows(7).position(|bytes| bytes == b"SHIP 50").unwrap();
    bytes[name - 4] = 0xff;
    let wanted = [content.fixes[0].location, content.fixes[197].location];
    let records = raw_records(&store(&bytes).path, &wanted).unwrap();
    assert_eq!(records.last().map(|record| record.cited), Some(wanted[1]));
}

/// One row group that `write` fills, with `geo` among the metadata of the file.
pub(crate) fn geo_file(schema: &str, write: impl FnOnce(&mut Group<'_>)) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let geo =
        KeyValue::new("geo".to_owned(), "{\"version\":\"1.0.0\",\"primary_column\":\"geometry\"}".to_owned());
    let properties = WriterProperties::builder().set_key_value_metadata(Some(vec![geo])).build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
    let mut group = writer.next_row_group().unwrap();
    write(&mut group);
    group.close().unwrap();
    writer.into_inner().unwrap()
}

const BUSAN: &str =
    "required int32 mmsi; required int64 timestamp; required double lat; required double lon;";

/// One ship off Busan with one more column.
fn busan(more: &str, write: impl FnOnce(&mut Group<'_>)) -> Vec<u8> {
    geo_file(&format!("message ships {{ {BUSAN} {more} }}"), |group| {
        write_column::<Int32Type>(group, &[440_000_001]);
        write_column::<Int64Type>(group, &[1_700_000_000]);
        write_column::<DoubleType>(group, &[35.1]);
        write_column::<DoubleType>(group, &[129.04]);
        write(group);
    })
}

#[test]
fn a_speed_in_half_floats_is_a_speed() {
    let half = FixedLenByteArray::from(vec![0x00, 0x3e]);
    let bytes = busan("required fixed_len_byte_array(2) sog (FLOAT16);", |group| {
        write_column::<FixedLenByteArrayType>(group, &[half]);
    });
    let read = content(&bytes);
    assert_eq!((read.fixes[0].speed(), read.summary.notes), (Some(Knots(1.5)), vec![]));
}

#[test]
fn places_in_half_floats_are_refused_for_two_ships_kilometres_apart_would_meet() {
    let schema = "message ships { required int32 mmsi; required int64 time; \
        required fixed_len_byte_array(2) lat (FLOAT16); required double lon; }";
    let bytes = geo_file(schema, |group| {
        write_column::<Int32Type>(group, &[440_000_001]);
        write_column::<Int64Type>(group, &[1_700_000_000]);
        write_column::<FixedLenByteArrayType>(group, &[FixedLenByteArray::from(vec![0x60, 0x50])]);
        write_column::<DoubleType>(group, &[129.04]);
    });
    let refused = read_bytes(&bytes, &ReadOptions::default()).unwrap_err().to_string();
    assert!(refused.contains("its column lat holds half floats"), "{refused}");
}

#[test]
fn a_column_whose_type_cannot_be_what_it_is_called_is_left_out_with_a_note_or_refused_where_it_is_needed() {
    let flag = |group: &mut Group<'_>| write_column::<BoolType>(group, &[true]);
    let number = |group: &mut Group<'_>| write_column::<Int32Type>(group, &[19_783]);
    let list = |group: &mut Group<'_>| {
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<DoubleType>().write_batch(&[1.5, 2.5], Some(&[1, 1]), Some(&[0, 1])).unwrap();
        column.close().unwrap();
    };
    let note = |bytes: Vec<u8>, took: &str| {
        let read = content(&bytes);
        assert_eq!((read.fixes.len(), read.fixes[0].speed(), read.statics.len()), (1, None, 0));
        assert!(!read.summary.took.iter().any(|taken| taken.ends_with(took)), "{:?}", read.summary.took);
        read.summary.notes.join("; ")
    };
    let of_flag = note(busan("required boolean sog;", flag), "sog");
    assert_eq!(of_flag, "its column sog holds what is true or false and was not used as speed");
    let of_day = note(busan("required int32 sog (DATE);", number), "sog");
    assert_eq!(of_day, "its column sog holds times and was not used as speed");
    let of_number = note(busan("required int32 name;", number), "name");
    assert_eq!(of_number, "its column name holds numbers and was not used as name");
    let of_list = note(busan("repeated double sog;", list), "sog");
    assert_eq!(of_list, "its column sog is nested and was not used");
    let schema = format!("message ships {{ {} }}", BUSAN.replace("double lon", "boolean lon"));
    let needed = geo_file(&schema, |group| {
        write_column::<Int32Type>(group, &[440_000_001]);
        write_column::<Int64Type>(group, &[1_700_000_000]);
        write_column::<DoubleType>(group, &[35.1]);
        flag(group);
    });
    let refused = read_bytes(&needed, &ReadOptions::default()).unwrap_err().to_string();
    assert!(refused.ends_with("its column lon holds what is true or false"), "{refused}");
}

#[test]
fn a_geoparquet_file_of_noaa_is_read_by_its_columns_and_not_by_its_geometry() {
    for (mmsi_type, as_text) in [("required int32 mmsi;", false), ("required binary mmsi (UTF8);", true)] {
        let schema = format!(
            "message ships {{ {mmsi_type} required int64 base_date_time (TIMESTAMP(MICROS, true));
             required double longitude; required double latitude; required double sog;
             required binary geometry; }}"
        );
        let bytes = geo_file(&schema, |group| {
            if as_text {
                write_column::<ByteArrayType>(group, &["338000001".into()]);
            } else {
                write_column::<Int32Type>(group, &[338_000_001]);
            }
            write_column::<Int64Type>(group, &[1_735_689_602_000_000]);
            write_column::<DoubleType>(group, &[-89.5]);
            write_column::<DoubleType>(group, &[29.25]);
            write_column::<DoubleType>(group, &[10.5]);
            write_column::<ByteArrayType>(group, &[vec![1, 1, 0, 0, 0].into()]);
        });
        let content = content(&bytes);
        assert_eq!((content.summary.profile, content.fixes.len()), ("noaa-csv2", 1));
        let fix = content.fixes[0];
        assert_eq!((fix.mmsi.get(), fix.time.to_string().as_str()), (338_000_001, "2025-01-01T00:00:02Z"));
        assert_eq!((fix.position.lat(), fix.position.lon(), fix.speed()), (29.25, -89.5, Some(Knots(10.5))));
    }
}

#[test]
fn a_clock_on_a_wall_in_taipei_is_eight_hours_ahead_and_one_in_utc_is_not() {
    for (is_utc, wanted) in [(false, "2023-11-14T14:13:20Z"), (true, "2023-11-14T22:13:20Z")] {
        let schema = format!(
            "message ships {{ required int32 MMSI; required int64 Record_Time (TIMESTAMP(MILLIS, {is_utc}));
             required double Latitude; required double Longitude; }}"
        );
        let content = content(&geo_file(&schema, |group| {
            write_column::<Int32Type>(group, &[416_000_001]);
            write_column::<Int64Type>(group, &[1_700_000_000_000]);
            write_column::<DoubleType>(group, &[22.5]);
            write_column::<DoubleType>(group, &[120.25]);
        }));
        assert_eq!(
            (content.summary.profile, content.fixes[0].time.to_string().as_str()),
            ("taiwan-mpb", wanted)
        );
    }
}

#[test]
fn raw_places_are_told_from_degrees_by_the_first_rows_of_a_file() {
    let schema = "message ships { required int32 MMSI; required int64 TSTAMP; required int32 LATITUDE;
        required int32 LONGITUDE; required int32 SOG; required int32 NAVSTAT; }";
    let file = |lat: i32, lon: i32| {
        geo_file(schema, |group| {
            write_column::<Int32Type>(group, &[440_000_001]);
            write_column::<Int64Type>(group, &[1_700_000_000]);
            for value in [lat, lon, 125, 0] {
                write_column::<Int32Type>(group, &[value]);
            }
        })
    };
    let fix = content(&file(21_300_000, 77_550_000)).fixes[0];
    assert_eq!((fix.position.lat(), fix.position.lon(), fix.speed()), (35.5, 129.25, Some(Knots(12.5))));
    let refused = read_bytes(&file(35, 129), &ReadOptions::default());
    assert!(matches!(refused, Err(ReadError::Ambiguous { .. })), "{refused:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn flipped_bytes_are_damage_or_a_refusal_and_never_an_abort(
        flips in prop::collection::vec((0.0..1.0f64, any::<u8>()), 1..8),
    ) {
        let mut bytes = file();
        for (at, flip) in flips {
            let index = (bytes.len() as f64 * at) as usize;
            bytes[index] ^= flip;
        }
        if let Ok(content) = read_bytes(&bytes, &ReadOptions::default()) {
            let wanted: Vec<_> = content.fixes.iter().map(|fix| fix.location).collect();
            let _ = raw_records(&store(&bytes).path, &wanted);
        }
    }
}
