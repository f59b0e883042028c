//! Rows into a Parquet file, a row group at a time, so that memory does not grow with the table.

use std::io::{self, Write};
use std::marker::PhantomData;
use std::sync::Arc;

use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::ColumnDescPtr;

use super::chunk::{Chunk, Press, Rows};
use super::layout;
use super::texts::Texts;
use crate::{Column, ColumnKind, Row, Value};

/// A table that is being written as Parquet, a group of rows at a time. The same rows give the same bytes.
///
/// ```
/// use darkwake_case::{EventRow, TableWriter};
///
/// let table = TableWriter::<EventRow, _>::new(Vec::new())?;
/// let (bytes, rows) = table.finish()?;
/// assert!(bytes.ends_with(b"PAR1") && rows == 0);
/// # Ok::<_, std::io::Error>(())
/// ```
pub struct TableWriter<R: Row, W: Write + Send> {
    file: SerializedFileWriter<W>,
    press: Press,
    columns: Vec<Pending>,
    pending: usize,
    rows: u64,
    row: PhantomData<fn(R)>,
}

/// Values of a column that are not written yet.
struct Pending {
    /// Whether it is stored by a dictionary.
    repeats: bool,
    values: Values,
    /// 1 for each value that is there and 0 for each that is absent; only where a value can be absent.
    levels: Option<Vec<i16>>,
}

enum Values {
    Boolean(Vec<bool>),
    Integer(Vec<i64>),
    Number(Vec<f64>),
    Text(Texts),
}

impl<R: Row, W: Write + Send> TableWriter<R, W> {
    /// A table without rows yet.
    ///
    /// # Errors
    /// When `out` does.
    pub fn new(out: W) -> io::Result<Self> {
        let properties = Arc::new(layout::properties(&R::SCHEMA));
        let message = layout::message(&R::SCHEMA).map_err(of_output)?;
        let file = SerializedFileWriter::new(out, message, properties).map_err(of_output)?;
        let columns = R::SCHEMA.columns.iter().map(Pending::new).collect();
        Ok(Self { file, press: Press::new()?, columns, pending: 0, rows: 0, row: PhantomData })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// When `out` does; the table is then to be dropped.
    pub fn push(&mut self, row: &R) -> io::Result<()> {
        let mut columns = self.columns.iter_mut();
        row.visit(&mut |value| {
            columns.next().expect("a row visits as many values as it declares columns").push(value);
        });
        self.pending += 1;
        self.rows += 1;
        if self.pending == layout::ROWS_PER_GROUP { self.write_group().map_err(of_output) } else { Ok(()) }
    }

    /// Adds a row whose values `fill` puts into the columns, each once, without making a row of it first.
    ///
    /// # Errors
    /// When `out` does; the table is then to be dropped.
    #[inline]
    pub(crate) fn push_with(&mut self, fill: impl FnOnce(&mut Columns<'_>)) -> io::Result<()> {
        fill(&mut Columns(self.columns.iter_mut()));
        self.pending += 1;
        self.rows += 1;
        if self.pending == layout::ROWS_PER_GROUP { self.write_group().map_err(of_output) } else { Ok(()) }
    }

    /// Writes what is left and the footer; gives back the output and the number of rows.
    ///
    /// # Errors
    /// When `out` does.
    pub fn finish(mut self) -> io::Result<(W, u64)> {
        if self.pending > 0 {
            self.write_group().map_err(of_output)?;
        }
        Ok((self.file.into_inner().map_err(of_output)?, self.rows))
    }

    fn write_group(&mut self) -> Result<()> {
        let declared = self.file.schema_descr().columns().to_vec();
        let mut group = self.file.next_row_group()?;
        for (column, pending) in declared.into_iter().zip(&mut self.columns) {
            pending.write(column, self.pending, &mut self.press, &mut group)?;
        }
        group.close()?;
        self.pending = 0;
        Ok(())
    }
}

/// The columns of a row that is being filled, in order.
pub(crate) struct Columns<'c>(std::slice::IterMut<'c, Pending>);

impl Columns<'_> {
    /// Fills the next column, one of whole numbers or moments.
    #[inline]
    pub(crate) fn integer(&mut self, value: i64) {
        match self.next() {
            Pending { values: Values::Integer(values), levels: None, .. } => values.push(value),
            _ => unreachable!("a column of another kind"),
        }
    }

    /// The same where a value can be absent.
    #[inline]
    pub(crate) fn optional_integer(&mut self, value: Option<i64>) {
        match self.next() {
            Pending { values: Values::Integer(values), levels: Some(levels), .. } => {
                levels.push(i16::from(value.is_some()));
                values.extend(value);
            }
            _ => unreachable!("a column of another kind"),
        }
    }

    /// Fills the next column, one of numbers.
    #[inline]
    pub(crate) fn number(&mut self, value: f64) {
        match self.next() {
            Pending { values: Values::Number(values), levels: None, .. } => values.push(value),
            _ => unreachable!("a column of another kind"),
        }
    }

    /// The same where a value can be absent.
    #[inline]
    pub(crate) fn optional_number(&mut self, value: Option<f64>) {
        match self.next() {
            Pending { values: Values::Number(values), levels: Some(levels), .. } => {
                levels.push(i16::from(value.is_some()));
                values.extend(value);
            }
            _ => unreachable!("a column of another kind"),
        }
    }

    /// Fills the next column, one of texts, with a word.
    #[inline]
    pub(crate) fn word(&mut self, word: &'static str) {
        match self.next() {
            Pending { values: Values::Text(values), levels: None, .. } => values.push(word),
            _ => unreachable!("a column of another kind"),
        }
    }

    /// Fills the next column, one of texts of which some are absent.
    #[inline]
    pub(crate) fn optional_text(&mut self, text: Option<&str>) {
        match self.next() {
            Pending { values: Values::Text(values), levels: Some(levels), .. } => {
                levels.push(i16::from(text.is_some()));
                text.into_iter().for_each(|text| values.push(text));
            }
            _ => unreachable!("a column of another kind"),
        }
    }

    #[inline]
    fn next(&mut self) -> &mut Pending {
        self.0.next().expect("a row fills as many columns as it declares")
    }
}

/// The error of the output itself, so that a closed pipe is still known as one.
fn of_output(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(source) => match source.downcast::<io::Error>() {
            Ok(source) => *source,
            Err(source) => io::Error::other(source),
        },
        other => io::Error::other(other),
    }
}

impl Pending {
    fn new(column: &Column) -> Self {
        let values = match column.kind {
            ColumnKind::Boolean => Values::Boolean(Vec::new()),
            ColumnKind::Integer | ColumnKind::Time => Values::Integer(Vec::new()),
            ColumnKind::Number => Values::Number(Vec::new()),
            ColumnKind::Text => Values::Text(Texts::default()),
        };
        let repeats = layout::encoding(column).is_none();
        Self { repeats, values, levels: column.nullable.then(Vec::new) }
    }

    fn push(&mut self, value: Value<'_>) {
        if let Some(levels) = &mut self.levels {
            levels.push(i16::from(value != Value::Null));
        }
        match (&mut self.values, value) {
            (Values::Boolean(values), Value::Boolean(value)) => values.push(value),
            (Values::Integer(values), Value::Integer(value)) => values.push(value),
            (Values::Integer(values), Value::Time(value)) => values.push(value.ms()),
            (Values::Number(values), Value::Number(value)) => values.push(value),
            (Values::Text(values), Value::Text(value)) => values.push(&value),
            (_, Value::Null) if self.levels.is_some() => {}
            (_, other) => unreachable!("{other:?} in a column that its own field type declared"),
        }
    }

    /// Writes the values of so many rows into a group, and is empty then.
    fn write<W: Write + Send>(
        &mut self,
        column: ColumnDescPtr,
        rows: usize,
        press: &mut Press,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<()> {
        let rows = Rows { column, rows, levels: self.levels.as_deref() };
        match self.pressed(&rows, press)? {
            Some(Chunk { bytes, close }) => group.append_column(&bytes, close)?,
            None => {
                let mut writer = group.next_column()?.expect("a group has every declared column");
                self.write_by_crate(&mut writer)?;
                writer.close()?;
            }
        }
        self.clear();
        Ok(())
    }

    /// The values in pages, where they are of a kind that is pressed here.
    fn pressed(&self, rows: &Rows<'_>, press: &mut Press) -> Result<Option<Chunk>> {
        match &self.values {
            Values::Boolean(_) => Ok(None),
            Values::Integer(values) => press.integers(rows, values).map(Some),
            Values::Number(values) if self.repeats => press.numbers(rows, values).map(Some),
            Values::Number(values) => press.plain_numbers(rows, values).map(Some),
            Values::Text(values) => press.texts(rows, values),
        }
    }

    fn write_by_crate(&self, writer: &mut SerializedColumnWriter<'_>) -> Result<()> {
        let levels = self.levels.as_deref();
        match &self.values {
            Values::Boolean(values) => writer.typed::<BoolType>().write_batch(values, levels, None)?,
            Values::Integer(values) => writer.typed::<Int64Type>().write_batch(values, levels, None)?,
            Values::Number(values) => writer.typed::<DoubleType>().write_batch(values, levels, None)?,
            Values::Text(values) => {
                let values: Vec<ByteArray> = values.iter().map(|text| text.to_vec().into()).collect();
                writer.typed::<ByteArrayType>().write_batch(&values, levels, None)?
            }
        };
        Ok(())
    }

    fn clear(&mut self) {
        match &mut self.values {
            Values::Boolean(values) => values.clear(),
            Values::Integer(values) => values.clear(),
            Values::Number(values) => values.clear(),
            Values::Text(values) => values.clear(),
        }
        self.levels.iter_mut().for_each(Vec::clear);
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use model::Timestamp;
    use proptest::prelude::*;

    use super::*;
    use crate::{Schema, Unit};

    const SCHEMA: Schema = Schema {
        table: "kinds",
        doc: "A column of each kind.",
        columns: &[
            column(ColumnKind::Integer, "line", Unit::Plain, false),
            column(ColumnKind::Integer, "offset", Unit::Bytes, true),
            column(ColumnKind::Time, "time", Unit::Plain, true),
            column(ColumnKind::Number, "lat", Unit::Coordinate, false),
            column(ColumnKind::Number, "lon", Unit::Coordinate, true),
            column(ColumnKind::Number, "sog_kn", Unit::Knots, false),
            column(ColumnKind::Number, "cog_deg", Unit::Degrees, true),
            column(ColumnKind::Text, "transmitter", Unit::Plain, false),
            column(ColumnKind::Text, "name", Unit::Plain, true),
            column(ColumnKind::Boolean, "imo_valid", Unit::Plain, true),
        ],
    };

    const fn column(kind: ColumnKind, name: &'static str, unit: Unit, nullable: bool) -> Column {
        Column { name, kind, unit, nullable, doc: "" }
    }

    /// Values that run, repeat, rise or jump, as the figures pick.
    fn value(kind: ColumnKind, way: u64, row: u64) -> Value<'static> {
        let mixed = (row ^ way << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
        let figure = match way % 7 {
            0 => way,
            1 => row / 37,
            2 => mixed % 5,
            3 => row * 60_000 + mixed % 4000,
            4 => mixed % 30_000,
            5 => mixed % 3 * (row % 100 / 90),
            _ => mixed,
        };
        match kind {
            ColumnKind::Boolean => Value::Boolean(figure % 2 == 0),
            ColumnKind::Integer => Value::Integer((figure as i64).wrapping_sub(4)),
            ColumnKind::Time => Value::Time(Timestamp::from_ms((figure % (1 << 40)) as i64).unwrap()),
            ColumnKind::Number => Value::Number(match figure % 4 {
                _ if way % 7 == 6 => f64::from_bits(figure),
                _ if way % 7 == 5 => [-0.0, 0.0, f64::NAN][figure as usize % 3],
                _ => figure as f64 / 10.0 - 3.0,
            }),
            ColumnKind::Text => Value::Text(Cow::Owned(match way % 7 {
                6 => format!("{figure:x}").repeat((figure % 5) as usize),
                _ => format!("SHIP {figure}"),
            })),
        }
    }

    /// So many rows, each column in its own way.
    fn filled(rows: u64, ways: &[u64]) -> Vec<Pending> {
        let columns = SCHEMA.columns.iter().zip(ways).map(|(column, way)| {
            let mut pending = Pending::new(column);
            // None, all, some, or nearly all of those that can be are absent.
            let is_absent =
                |row: u64| column.nullable && [row % 90 < way % 91, way % 3 == 0][(way % 2) as usize];
            (0..rows).for_each(|row| match is_absent(row) {
                true => pending.push(Value::Null),
                false => pending.push(value(column.kind, *way, row)),
            });
            pending
        });
        columns.collect()
    }

    /// The file of one group: its columns are pressed, or written by the crate.
    fn file(mut columns: Vec<Pending>, rows: usize, mut press: Option<Press>) -> Vec<u8> {
        let message = layout::message(&SCHEMA).unwrap();
        let properties = Arc::new(layout::properties(&SCHEMA));
        let mut file = SerializedFileWriter::new(Vec::new(), message, properties).unwrap();
        let declared = file.schema_descr().columns().to_vec();
        let mut group = file.next_row_group().unwrap();
        for (column, pending) in declared.into_iter().zip(&mut columns) {
            match &mut press {
                Some(press) => pending.write(column, rows, press, &mut group).unwrap(),
                None => {
                    let mut writer = group.next_column().unwrap().unwrap();
                    pending.write_by_crate(&mut writer).unwrap();
                    writer.close().unwrap();
                }
            }
        }
        group.close().unwrap();
        file.into_inner().unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_is_pressed_is_byte_for_byte_what_the_crate_writes(
            rows in prop_oneof![1..600_u64, 20_000..45_000_u64],
            ways in proptest::collection::vec(0..10_000_u64, SCHEMA.columns.len()),
        ) {
            let pressed = file(filled(rows, &ways), rows as usize, Some(Press::new().unwrap()));
            let by_crate = file(filled(rows, &ways), rows as usize, None);
            prop_assert!(pressed == by_crate);
        }
    }

    #[test]
    fn a_dictionary_that_is_full_with_the_last_row_of_a_group_is_still_one() {
        // Each row has another number and another text: texts are too many for a dictionary here, numbers just not.
        let rows = layout::ROWS_PER_GROUP as u64;
        let pressed = file(filled(rows, &[10; 10]), rows as usize, Some(Press::new().unwrap()));
        assert!(pressed == file(filled(rows, &[10; 10]), rows as usize, None));
    }
}
