//! Rows decoded some thousand at a time, column by column.

use model::Location;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int96};
use parquet::errors::ParquetError;

use super::pages;
use super::types::Unit;
use crate::cell::Cell;
use crate::field::{Field, Row};
use crate::recorder::Recorder;
use crate::table::Rows;

/// A column of a row group that is being read.
pub(super) struct Column {
    pub(super) field: Field,
    pub(super) unit: Unit,
    /// How far the clock of its typed times is ahead of UTC.
    pub(super) ahead_ms: i64,
    pub(super) reader: ColumnReader,
}

/// Some rows, column by column.
pub(super) struct Batch {
    pub(super) rows: usize,
    columns: [Option<Values>; Field::COUNT],
}

/// The values of a column in a batch; the definition levels say which rows have one.
struct Values {
    unit: Unit,
    ahead_ms: i64,
    present: Vec<Option<u32>>,
    data: Data,
}

enum Data {
    Bool,
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Int96(Vec<Int96>),
    Float(Vec<f32>),
    Double(Vec<f64>),
    Bytes(Vec<ByteArray>),
}

impl Batch {
    pub(super) fn read(columns: &mut [Column], wanted: usize) -> Result<Self, ParquetError> {
        let mut batch = Self { rows: wanted, columns: [const { None }; Field::COUNT] };
        for column in columns {
            let values = Values::read(column, wanted)?;
            batch.rows = batch.rows.min(values.present.len());
            batch.columns[column.field as usize] = Some(values);
        }
        Ok(batch)
    }

    pub(super) fn row(&self, index: usize) -> BatchRow<'_> {
        BatchRow { batch: self, index }
    }

    pub(super) fn give(
        &self,
        index: usize,
        location: Location,
        rows: &mut Rows,
        recorder: &mut Recorder<'_>,
    ) {
        recorder.account.ledger.lines += 1;
        let row = self.row(index);
        match rows.read(&row, location, recorder) {
            Ok(()) => recorder.accept(1),
            Err(fault) => {
                recorder.account.ledger.reject(fault.as_str(), location.line(), 0, row.text().as_bytes());
            }
        }
    }
}

/// One of them.
pub(super) struct BatchRow<'b> {
    batch: &'b Batch,
    index: usize,
}

impl BatchRow<'_> {
    /// The fields that say who, when and where, for the ledger.
    fn text(&self) -> String {
        let shown = [Field::Mmsi, Field::Date, Field::Time, Field::Lat, Field::Lon];
        let has_column =
            |field: &Field| *field != Field::Date || self.batch.columns[*field as usize].is_some();
        let pair = |field: Field| match self.cell(field) {
            Cell::Empty => format!("{}=", field.as_str()),
            Cell::Integer(value) | Cell::Moment(value) => format!("{}={value}", field.as_str()),
            Cell::Number(value) => format!("{}={value}", field.as_str()),
            Cell::Text(text) => format!("{}={}", field.as_str(), String::from_utf8_lossy(text)),
        };
        shown.into_iter().filter(has_column).map(pair).collect::<Vec<_>>().join(", ")
    }
}

impl Row for BatchRow<'_> {
    fn cell(&self, field: Field) -> Cell<'_> {
        let Some(values) = &self.batch.columns[field as usize] else { return Cell::Empty };
        values.present[self.index].map_or(Cell::Empty, |at| values.cell(at as usize))
    }
}

impl Values {
    fn read(column: &mut Column, wanted: usize) -> Result<Self, ParquetError> {
        let (present, data) = match &mut column.reader {
            ColumnReader::BoolColumnReader(reader) => read_values(reader, wanted, |_| Data::Bool)?,
            ColumnReader::Int32ColumnReader(reader) => read_values(reader, wanted, Data::Int32)?,
            ColumnReader::Int64ColumnReader(reader) => read_values(reader, wanted, Data::Int64)?,
            ColumnReader::Int96ColumnReader(reader) => read_values(reader, wanted, Data::Int96)?,
            ColumnReader::FloatColumnReader(reader) => read_values(reader, wanted, Data::Float)?,
            ColumnReader::DoubleColumnReader(reader) => read_values(reader, wanted, Data::Double)?,
            ColumnReader::ByteArrayColumnReader(reader) => read_texts(reader, wanted)?,
            ColumnReader::FixedLenByteArrayColumnReader(reader) => read_values(reader, wanted, |values| {
                Data::Bytes(values.into_iter().map(Into::into).collect())
            })?,
        };
        Ok(Self { unit: column.unit, ahead_ms: column.ahead_ms, present, data })
    }

    fn cell(&self, at: usize) -> Cell<'_> {
        match &self.data {
            // Nothing at sea is true or false.
            Data::Bool => Cell::Empty,
            Data::Int32(values) => self.unit.cell(i64::from(values[at])),
            Data::Int64(values) => match self.unit.cell(values[at]) {
                Cell::Moment(local_ms) => Cell::Moment(local_ms.saturating_sub(self.ahead_ms)),
                cell => cell,
            },
            Data::Int96(values) => Cell::Moment(values[at].to_millis()),
            Data::Float(values) => Cell::Number(shortest(values[at])),
            Data::Double(values) => Cell::Number(values[at]),
            Data::Bytes(values) => self.unit.cell_of_bytes(values[at].data()),
        }
    }
}

/// The double nearest to the shortest decimal of a float: 12.3 and not 12.300000190734863.
fn shortest(value: f32) -> f64 {
    value.to_string().parse().unwrap_or(f64::NAN)
}

/// Reads up to `wanted` rows: for each row the index of its value, and the values.
fn read_values<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    wanted: usize,
    data: impl FnOnce(Vec<T::T>) -> Data,
) -> Result<(Vec<Option<u32>>, Data), ParquetError> {
    let (levels, values) = read_steps(reader, wanted, wanted, &mut |_| ())?;
    Ok((present(&levels, values.len())?, data(values)))
}

/// The same for texts: a few at a time, each cut where no field of a ship goes on, so that long ones take no memory.
fn read_texts(
    reader: &mut ColumnReaderImpl<ByteArrayType>,
    wanted: usize,
) -> Result<(Vec<Option<u32>>, Data), ParquetError> {
    let mut cut = |values: &mut [ByteArray]| {
        for value in values.iter_mut().filter(|value| value.len() > LONGEST_TEXT) {
            *value = ByteArray::from(value.data()[..LONGEST_TEXT].to_vec());
        }
    };
    let (levels, values) = read_steps(reader, wanted, pages::REPEATING, &mut cut)?;
    Ok((present(&levels, values.len())?, Data::Bytes(values)))
}

/// Bytes of a text that are looked at.
const LONGEST_TEXT: usize = 1024;

/// Reads up to `wanted` rows, at most `step` at a time, and gives the values of each step to `each`.
fn read_steps<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    wanted: usize,
    step: usize,
    each: &mut dyn FnMut(&mut [T::T]),
) -> Result<(Vec<i16>, Vec<T::T>), ParquetError> {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    let mut read = 0;
    while read < wanted {
        let (before, most) = (values.len(), step.min(wanted - read));
        let (rows, _, _) = reader.read_records(most, Some(&mut levels), None, &mut values)?;
        each(&mut values[before..]);
        if rows == 0 {
            break;
        }
        read += rows;
    }
    Ok((levels, values))
}

/// The index of the value of each row, by its definition level.
fn present(levels: &[i16], values: usize) -> Result<Vec<Option<u32>>, ParquetError> {
    let mut next = 0;
    let mut index = |defined: bool| {
        let at = defined.then_some(next);
        next += u32::from(defined);
        at
    };
    let present: Vec<Option<u32>> = match levels {
        [] => (0..values).map(|_| index(true)).collect(),
        levels => levels.iter().map(|level| index(*level > 0)).collect(),
    };
    if next as usize > values {
        return Err(ParquetError::General("fewer values than levels".to_owned()));
    }
    Ok(present)
}
