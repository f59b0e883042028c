//! Parquet files: typed times, absent values, several row groups, and files with flipped bytes.

use std::sync::Arc;

use darkwake_archive::{ReadError, ReadOptions, raw_records};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;

use crate::support::{content, read_bytes, store};

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
    assert!(records[0].1.starts_with("mmsi=440000199, timestamp=2023-11-14 22:16:39"), "{records:?}");
    assert!(records[1].1.ends_with("name=\"SHIP 1\""), "{records:?}");
}

#[test]
fn a_table_cut_off_before_its_footer_is_refused() {
    let bytes = file();
    let refused = read_bytes(&bytes[..bytes.len() / 2], &ReadOptions::default());
    assert!(matches!(refused, Err(ReadError::Parquet { .. })), "{refused:?}");
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
