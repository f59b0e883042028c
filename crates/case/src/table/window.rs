//! Which rows of a row group can be wanted: none by its statistics, or those between the first and the last one of a
//! ship. Tables are sorted by MMSI, so that a ship's rows stand together and the other columns are read there alone.

use std::ops::Range as Rows;

use parquet::column::reader::get_typed_column_reader;
use parquet::data_type::Int64Type;
use parquet::errors::Result;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::RowGroupReader;
use parquet::file::statistics::Statistics;

use super::Range;
use super::reader::BATCH;

/// The column by which tables of reports are sorted.
const SORTED_BY: &str = "mmsi";

/// The rows of a row group among which all wanted ones are.
pub(super) fn wanted(group: &dyn RowGroupReader, ranges: &[Range]) -> Result<Rows<usize>> {
    let whole = 0..group.metadata().num_rows().max(0) as usize;
    if !can_hold(group.metadata(), ranges) {
        return Ok(0..0);
    }
    match ranges.iter().find(|range| range.column == SORTED_BY) {
        Some(range) => Ok(holding(group, range)?.unwrap_or(whole)),
        None => Ok(whole),
    }
}

fn can_hold(group: &RowGroupMetaData, ranges: &[Range]) -> bool {
    ranges.iter().all(|range| {
        let chunk = group.columns().iter().find(|chunk| chunk.column_path().string() == range.column);
        let Some(Statistics::Int64(known)) = chunk.and_then(|chunk| chunk.statistics()) else { return true };
        known.max_opt().is_none_or(|max| *max >= range.low)
            && known.min_opt().is_none_or(|min| *min <= range.high)
    })
}

/// From the first to the last row with a value of the range; nothing where the column is not one of whole numbers that
/// every row has. Nothing rests on the order: in a table that is not sorted these rows are more than are wanted.
fn holding(group: &dyn RowGroupReader, range: &Range) -> Result<Option<Rows<usize>>> {
    let is_wanted = |(_, value): &(usize, &i64)| (range.low..=range.high).contains(*value);
    let Some(place) = whole_numbers(group.metadata(), range.column) else { return Ok(None) };
    let mut reader = get_typed_column_reader::<Int64Type>(group.get_column_reader(place)?);
    let (mut found, mut before, mut values) = (0..0, 0, Vec::with_capacity(BATCH));
    while reader.read_records(BATCH, None, None, &mut values)?.0 > 0 {
        let mut hits = values.iter().enumerate().filter(is_wanted).map(|(at, _)| before + at);
        if let Some(first) = hits.next() {
            let start = if found.is_empty() { first } else { found.start };
            found = start..hits.next_back().unwrap_or(first) + 1;
        }
        before += values.len();
        values.clear();
    }
    Ok(Some(found))
}

/// Where a column stands that has a whole number in every row.
fn whole_numbers(group: &RowGroupMetaData, name: &str) -> Option<usize> {
    group.columns().iter().position(|chunk| {
        let column = chunk.column_descr();
        chunk.column_path().string() == name
            && column.physical_type() == parquet::basic::Type::INT64
            && column.max_def_level() == 0
            && column.max_rep_level() == 0
    })
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::path::{Path, PathBuf};

    use model::Timestamp;
    use tempfile::TempDir;

    use super::*;
    use crate::row::MarkRow;
    use crate::table::{Batches, read};
    use crate::{Row, TableWriter};

    /// A file of marks: so many of each of these numbers, one after the other.
    fn marks(of: &[(i64, usize)]) -> (TempDir, PathBuf, Vec<MarkRow>) {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("marks.parquet");
        let mark = |mmsi, at| MarkRow {
            mmsi,
            time: Timestamp::from_ms(1_740_787_200_000 + at as i64).unwrap(),
            file_id: 0,
            line: at as i64 + 1,
            part: at as i64 % 3,
            doubt: None,
        };
        let rows: Vec<MarkRow> =
            of.iter().flat_map(|(mmsi, count)| (0..*count).map(move |at| mark(*mmsi, at))).collect();
        let mut table = TableWriter::<MarkRow, File>::new(File::create(&path).unwrap()).unwrap();
        rows.iter().for_each(|row| table.push(row).unwrap());
        table.finish().unwrap();
        (home, path, rows)
    }

    /// The marks of a number, and how many rows were decoded for them.
    fn of_number(path: &Path, mmsi: i64) -> (Vec<MarkRow>, usize) {
        let range = Range { column: "mmsi", low: mmsi, high: mmsi };
        let mut batches = Batches::open::<MarkRow>(path, &[range]).unwrap();
        let mut decoded = 0;
        loop {
            match batches.advance().unwrap() {
                0 => return (read(path, &[range], &|row: &MarkRow| row.mmsi == mmsi).unwrap(), decoded),
                rows => decoded += rows,
            }
        }
    }

    #[test]
    fn the_rows_of_a_ship_are_found_whole_and_no_others_are_decoded_across_groups_and_pages() {
        let sizes = [(1, 1), (2, 20_480), (3, 110_000), (4, 3), (5, 1_000), (7, 131_072), (8, 1)];
        let (_home, path, rows) = marks(&sizes);
        for (mmsi, count) in sizes {
            let (found, decoded) = of_number(&path, mmsi);
            assert!(found.iter().eq(rows.iter().filter(|row| row.mmsi == mmsi)), "{mmsi}");
            assert_eq!((found.len(), decoded), (count, count), "{mmsi}");
        }
        assert_eq!(of_number(&path, 6), (Vec::new(), 0));
    }

    #[test]
    fn a_table_that_is_not_sorted_loses_no_row() {
        let (_home, path, rows) = marks(&[(9, 2), (1, 5), (9, 30_000), (2, 7), (1, 1)]);
        for mmsi in [1, 2, 9] {
            let (found, decoded) = of_number(&path, mmsi);
            assert!(found.iter().eq(rows.iter().filter(|row| row.mmsi == mmsi)), "{mmsi}");
            assert!(decoded >= found.len());
        }
    }

    #[test]
    fn a_bad_value_is_named_by_its_row_of_the_file_wherever_reading_began() {
        let (_home, path, _) = marks(&[(1, 30_000), (2, 10)]);
        let range = Range { column: "mmsi", low: 2, high: 2 };
        let mut batches = Batches::open::<MarkRow>(&path, &[range]).unwrap();
        batches.advance().unwrap();
        assert!(batches.fault(4).to_string().contains("30005"), "{}", batches.fault(4));
        assert_eq!(MarkRow::SCHEMA.columns[0].name, SORTED_BY);
    }
}
