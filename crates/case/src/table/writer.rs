//! Rows into a Parquet file, a row group at a time, so that memory does not grow with the table.

use std::borrow::Cow;
use std::io::{self, Write};
use std::marker::PhantomData;
use std::sync::Arc;

use bytes::Bytes;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};

use super::layout;
use crate::{ColumnKind, Row, Value};

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
    columns: Vec<Pending>,
    pending: usize,
    rows: u64,
    row: PhantomData<fn(R)>,
}

/// Values of a column that are not written yet.
struct Pending {
    values: Values,
    /// 1 for each value that is there and 0 for each that is absent; only where a value can be absent.
    levels: Option<Vec<i16>>,
}

enum Values {
    Boolean(Vec<bool>),
    Integer(Vec<i64>),
    Number(Vec<f64>),
    Text(Vec<ByteArray>),
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
        let columns =
            R::SCHEMA.columns.iter().map(|column| Pending::new(column.kind, column.nullable)).collect();
        Ok(Self { file, columns, pending: 0, rows: 0, row: PhantomData })
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
        let mut group = self.file.next_row_group()?;
        for column in &mut self.columns {
            let mut writer = group.next_column()?.expect("a group has every declared column");
            column.write(&mut writer)?;
            writer.close()?;
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
            Pending { values: Values::Integer(values), levels: None } => values.push(value),
            _ => unreachable!("a column of another kind"),
        }
    }

    /// The same where a value can be absent.
    #[inline]
    pub(crate) fn optional_integer(&mut self, value: Option<i64>) {
        match self.next() {
            Pending { values: Values::Integer(values), levels: Some(levels) } => {
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
            Pending { values: Values::Number(values), levels: None } => values.push(value),
            _ => unreachable!("a column of another kind"),
        }
    }

    /// The same where a value can be absent.
    #[inline]
    pub(crate) fn optional_number(&mut self, value: Option<f64>) {
        match self.next() {
            Pending { values: Values::Number(values), levels: Some(levels) } => {
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
            Pending { values: Values::Text(values), levels: None } => {
                values.push(ByteArray::from(Bytes::from_static(word.as_bytes())));
            }
            _ => unreachable!("a column of another kind"),
        }
    }

    /// Fills the next column, one of texts of which some are absent.
    pub(crate) fn optional_text(&mut self, text: Option<&str>) {
        self.next().push(text.map_or(Value::Null, |text| Value::Text(Cow::Borrowed(text))));
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
    fn new(kind: ColumnKind, nullable: bool) -> Self {
        let values = match kind {
            ColumnKind::Boolean => Values::Boolean(Vec::new()),
            ColumnKind::Integer | ColumnKind::Time => Values::Integer(Vec::new()),
            ColumnKind::Number => Values::Number(Vec::new()),
            ColumnKind::Text => Values::Text(Vec::new()),
        };
        Self { values, levels: nullable.then(Vec::new) }
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
            (Values::Text(values), Value::Text(value)) => match values.last() {
                // Words repeat from row to row: a copy of the last one shares its bytes.
                Some(last) if last.data() == value.as_bytes() => values.push(last.clone()),
                _ => values.push(ByteArray::from(value.into_owned().into_bytes())),
            },
            (_, Value::Null) if self.levels.is_some() => {}
            (_, other) => unreachable!("{other:?} in a column that its own field type declared"),
        }
    }

    fn write(&mut self, writer: &mut SerializedColumnWriter<'_>) -> Result<()> {
        let levels = self.levels.as_deref();
        match &mut self.values {
            Values::Boolean(values) => {
                writer.typed::<BoolType>().write_batch(values, levels, None)?;
                values.clear();
            }
            Values::Integer(values) => {
                writer.typed::<Int64Type>().write_batch(values, levels, None)?;
                values.clear();
            }
            Values::Number(values) => {
                writer.typed::<DoubleType>().write_batch(values, levels, None)?;
                values.clear();
            }
            Values::Text(values) => {
                writer.typed::<ByteArrayType>().write_batch(values, levels, None)?;
                values.clear();
            }
        }
        if let Some(levels) = &mut self.levels {
            levels.clear();
        }
        Ok(())
    }
}
