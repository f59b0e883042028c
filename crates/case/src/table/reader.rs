//! Rows out of a Parquet file, after checking that it has the declared columns.

use std::borrow::Cow;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::Timestamp;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_typed_column_reader};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::FileReader;
use parquet::file::serialized_reader::SerializedFileReader;

use super::reopened::Reopened;
use super::{layout, unpacked, window};
use crate::{Column, ColumnKind, Row, TableError, Value};

/// Rows that are decoded at a time, whatever size a file claims for its groups.
pub(super) const BATCH: usize = 8192;

/// Values of an integer column that are wanted: what cannot hold them is not read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Range {
    /// Name of the column.
    pub(crate) column: &'static str,
    /// Lowest value wanted.
    pub(crate) low: i64,
    /// Highest value wanted.
    pub(crate) high: i64,
}

/// Reads the rows of the table at `path` for which `keep` holds, leaving out rows that lie outside `ranges`.
pub(crate) fn read<R: Row>(
    path: &Path,
    ranges: &[Range],
    keep: &dyn Fn(&R) -> bool,
) -> std::result::Result<Vec<R>, TableError> {
    let mut rows = Vec::new();
    let mut batches = Batches::open::<R>(path, ranges)?;
    while batches.advance()? > 0 {
        batches.rows(&mut |row: R| {
            if keep(&row) {
                rows.push(row);
            }
        })?;
    }
    Ok(rows)
}

/// A table as a stream of batches, so that memory does not grow with it.
///
/// A case may come from anyone, and the decoder has places where a forged page makes it panic: such a panic is caught
/// and reported as damage. Nothing that the decoder held is used after it.
pub(crate) struct Batches {
    path: PathBuf,
    file: Box<dyn FileReader>,
    /// The file of one of many.
    beside_others: Option<Arc<Reopened>>,
    rows_at_once: usize,
    places: Vec<usize>,
    declared: Vec<Column>,
    ranges: Vec<Range>,
    /// The row group to open next.
    next_group: usize,
    columns: Vec<Source>,
    /// Rows of the open row group that are wanted and not read yet.
    left: usize,
    batch: usize,
    /// Rows of the file before the batch.
    before: usize,
    /// Rows of the file before the next row group.
    before_next_group: usize,
}

impl Batches {
    /// The batches of a table of `R`, less row groups that lie outside `ranges`.
    pub(crate) fn open<R: Row>(path: &Path, ranges: &[Range]) -> std::result::Result<Self, TableError> {
        Self::of_columns(path, R::SCHEMA.columns.to_vec(), ranges)
    }

    /// The batches of some columns of a table, less row groups that lie outside `ranges`.
    pub(crate) fn of_columns(
        path: &Path,
        declared: Vec<Column>,
        ranges: &[Range],
    ) -> std::result::Result<Self, TableError> {
        guarded(path, || {
            let file = File::open(path).map_err(TableError::io(path))?;
            let file = SerializedFileReader::new(file).map_err(TableError::parquet(path))?;
            Self::of_file(path, Box::new(file), declared, ranges, BATCH)
        })
    }

    /// The batches of a table of `R` of which hundreds may be read beside each other: it holds no handle of its file, which
    /// must not be replaced meanwhile, and few rows.
    pub(crate) fn beside_others<R: Row>(path: &Path) -> std::result::Result<Self, TableError> {
        const ROWS: usize = 128;
        guarded(path, || {
            let reopened = Reopened::open(path).map_err(TableError::io(path))?;
            let file = SerializedFileReader::new(reopened.clone()).map_err(TableError::parquet(path))?;
            let batches = Self::of_file(path, Box::new(file), R::SCHEMA.columns.to_vec(), &[], ROWS)?;
            Ok(Self { beside_others: Some(Arc::new(reopened)), ..batches })
        })
    }

    fn of_file(
        path: &Path,
        file: Box<dyn FileReader>,
        declared: Vec<Column>,
        ranges: &[Range],
        rows_at_once: usize,
    ) -> std::result::Result<Self, TableError> {
        let places = places(path, &declared, &*file)?;
        Ok(Self {
            path: path.to_owned(),
            file,
            beside_others: None,
            rows_at_once,
            places,
            declared,
            ranges: ranges.to_vec(),
            next_group: 0,
            columns: Vec::new(),
            left: 0,
            batch: 0,
            before: 0,
            before_next_group: 0,
        })
    }

    /// Reads the next rows of all columns and tells how many there are; none at the end.
    pub(crate) fn advance(&mut self) -> std::result::Result<usize, TableError> {
        let path = self.path.clone();
        guarded(&path, AssertUnwindSafe(|| self.advance_trusting().map_err(TableError::parquet(&path))))
    }

    fn advance_trusting(&mut self) -> Result<usize> {
        loop {
            self.before += self.batch;
            self.batch = fill(&mut self.columns, self.rows_at_once.min(self.left))?;
            self.left -= self.batch;
            if self.batch > 0 || !self.open_group()? {
                return Ok(self.batch);
            }
        }
    }

    /// Opens the next row group that can hold wanted rows; `false` when there is none.
    fn open_group(&mut self) -> Result<bool> {
        self.columns.clear();
        while self.next_group < self.file.num_row_groups() {
            let group = self.file.get_row_group(self.next_group)?;
            self.next_group += 1;
            let before = self.before_next_group;
            self.before_next_group += group.metadata().num_rows().max(0) as usize;
            let rows = window::wanted(&*group, &self.ranges)?;
            if !rows.is_empty() {
                let reader = |place: usize| match &self.beside_others {
                    Some(file) => unpacked::column(file, group.metadata(), place),
                    None => group.get_column_reader(place),
                };
                let columns = self.places.iter().zip(&self.declared);
                self.columns = columns
                    .map(|(place, column)| Source::new(reader(*place)?, column, rows.start))
                    .collect::<Result<_>>()?;
                (self.before, self.left) = (before + rows.start, rows.len());
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The rows of the batch.
    pub(crate) fn rows<R: Row>(&mut self, give: &mut dyn FnMut(R)) -> std::result::Result<(), TableError> {
        for offset in 0..self.batch {
            let mut cells = self.columns.iter_mut();
            let row = R::from_values(&mut || cells.next()?.take());
            give(row.ok_or_else(|| self.fault(offset))?);
        }
        Ok(())
    }

    /// The columns of the batch, in the order in which they are declared.
    pub(crate) fn columns(&self) -> &[Source] {
        &self.columns
    }

    /// Row `offset` of the batch holds a value that it cannot have.
    pub(crate) fn fault(&self, offset: usize) -> TableError {
        TableError::Value { path: self.path.clone(), row: self.before + offset + 1 }
    }
}

/// The rows that the table at `path` says it has.
pub(crate) fn count(path: &Path) -> std::result::Result<i64, TableError> {
    let count = || {
        let file = File::open(path).map_err(TableError::io(path))?;
        let reader = SerializedFileReader::new(file).map_err(TableError::parquet(path))?;
        Ok(reader.metadata().file_metadata().num_rows())
    };
    guarded(path, count)
}

fn guarded<T>(
    path: &Path,
    step: impl FnOnce() -> std::result::Result<T, TableError>,
) -> std::result::Result<T, TableError> {
    catch_unwind(AssertUnwindSafe(step)).unwrap_or_else(|_| {
        let source = ParquetError::General("its pages cannot be decoded".to_owned());
        Err(TableError::parquet(path)(source))
    })
}

/// Where each declared column stands in the file.
fn places(
    path: &Path,
    declared: &[Column],
    reader: &dyn FileReader,
) -> std::result::Result<Vec<usize>, TableError> {
    let stored = reader.metadata().file_metadata().schema_descr();
    let place = |column: &Column| {
        let fits = |index: &usize| {
            let found = stored.column(*index);
            found.path().parts() == [column.name]
                && found.physical_type() == layout::physical(column.kind)
                && found.max_def_level() == i16::from(column.nullable)
                && found.max_rep_level() == 0
        };
        (0..stored.num_columns())
            .find(fits)
            .ok_or(TableError::Column { path: path.to_owned(), column: column.name })
    };
    declared.iter().map(place).collect()
}

/// Reads the next rows of all columns, so many at most, and tells how many there are.
fn fill(columns: &mut [Source], most: usize) -> Result<usize> {
    let counts: Vec<usize> = columns.iter_mut().map(|column| column.fill(most)).collect::<Result<_>>()?;
    match counts.split_first() {
        Some((first, others)) if others.iter().all(|count| count == first) => Ok(*first),
        Some(_) => Err(ParquetError::General("its columns are of different lengths".to_owned())),
        None => Ok(0),
    }
}

/// A column that is being read.
pub(crate) struct Source {
    values: Values,
    time: bool,
    nullable: bool,
    levels: Vec<i16>,
    next_level: usize,
    next_value: usize,
}

enum Values {
    Boolean(ColumnReaderImpl<BoolType>, Vec<bool>),
    Integer(ColumnReaderImpl<Int64Type>, Vec<i64>),
    Number(ColumnReaderImpl<DoubleType>, Vec<f64>),
    Text(ColumnReaderImpl<ByteArrayType>, Vec<ByteArray>),
}

impl Source {
    /// A column from its row `first` on.
    fn new(reader: ColumnReader, column: &Column, first: usize) -> Result<Self> {
        let values = match column.kind {
            ColumnKind::Boolean => Values::Boolean(skipped(reader, first)?, Vec::new()),
            ColumnKind::Integer | ColumnKind::Time => Values::Integer(skipped(reader, first)?, Vec::new()),
            ColumnKind::Number => Values::Number(skipped(reader, first)?, Vec::new()),
            ColumnKind::Text => Values::Text(skipped(reader, first)?, Vec::new()),
        };
        let time = column.kind == ColumnKind::Time;
        Ok(Self { values, time, nullable: column.nullable, levels: Vec::new(), next_level: 0, next_value: 0 })
    }

    fn fill(&mut self, most: usize) -> Result<usize> {
        (self.next_level, self.next_value) = (0, 0);
        let levels = &mut self.levels;
        match &mut self.values {
            Values::Boolean(reader, values) => batch(reader, most, levels, values),
            Values::Integer(reader, values) => batch(reader, most, levels, values),
            Values::Number(reader, values) => batch(reader, most, levels, values),
            Values::Text(reader, values) => batch(reader, most, levels, values),
        }
    }

    /// The truths of the batch; none where the column holds other values.
    pub(crate) fn truths(&self) -> &[bool] {
        if let Values::Boolean(_, values) = &self.values { values } else { &[] }
    }

    /// The numbers of the batch; none where the column holds other values.
    pub(crate) fn numbers(&self) -> &[f64] {
        if let Values::Number(_, values) = &self.values { values } else { &[] }
    }

    /// The whole numbers or moments of the batch; none where the column holds other values.
    pub(crate) fn integers(&self) -> &[i64] {
        if let Values::Integer(_, values) = &self.values { values } else { &[] }
    }

    /// The texts of the batch; none where the column holds other values.
    pub(crate) fn texts(&self) -> &[ByteArray] {
        if let Values::Text(_, values) = &self.values { values } else { &[] }
    }

    /// For each row of the batch whether it has a value, where rows can lack one: 1, or 0.
    pub(crate) fn levels(&self) -> &[i16] {
        &self.levels
    }

    /// The next value of the batch; `None` if it is not one that a table can hold, such as broken UTF-8.
    fn take(&mut self) -> Option<Value<'static>> {
        if self.nullable {
            let level = *self.levels.get(self.next_level)?;
            self.next_level += 1;
            if level == 0 {
                return Some(Value::Null);
            }
        }
        let at = self.next_value;
        self.next_value += 1;
        self.value(at)
    }

    fn value(&self, at: usize) -> Option<Value<'static>> {
        Some(match &self.values {
            Values::Boolean(_, values) => Value::Boolean(*values.get(at)?),
            Values::Integer(_, values) if self.time => {
                Value::Time(Timestamp::from_ms(*values.get(at)?).ok()?)
            }
            Values::Integer(_, values) => Value::Integer(*values.get(at)?),
            Values::Number(_, values) => Value::Number(*values.get(at)?),
            Values::Text(_, values) => Value::Text(Cow::Owned(values.get(at)?.as_utf8().ok()?.to_owned())),
        })
    }
}

/// A reader of the column behind its first rows; what is skipped is decompressed a page at most.
fn skipped<T: DataType>(reader: ColumnReader, rows: usize) -> Result<ColumnReaderImpl<T>> {
    let mut reader = get_typed_column_reader(reader);
    match reader.skip_records(rows)? {
        there if there == rows => Ok(reader),
        _ => Err(ParquetError::General("a column is shorter than its row group".to_owned())),
    }
}

fn batch<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    most: usize,
    levels: &mut Vec<i16>,
    values: &mut Vec<T::T>,
) -> Result<usize> {
    levels.clear();
    values.clear();
    reader.read_records(most, Some(levels), None, values).map(|(records, _, _)| records)
}
