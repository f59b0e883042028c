//! CSV (RFC 4180, with plain line feeds) that spreadsheets cannot be tricked by.
//!
//! Ships choose their own names, and a name such as `=HYPERLINK(..)` would run when a sheet is opened. A text that a
//! spreadsheet could take for a formula gets an apostrophe in front, and what could steer a terminal is written out;
//! numbers are left alone.

use std::io::{self, Write};
use std::marker::PhantomData;

use super::visible;
use crate::value::rounded;
use crate::{Column, Row, Unit, Value};

/// Writes `rows` as CSV with a header line.
///
/// # Errors
/// When `out` does.
pub fn csv<R: Row>(rows: &[R], out: impl Write) -> io::Result<()> {
    let mut table = CsvTable::new(out)?;
    rows.iter().try_for_each(|row| table.push(row))?;
    table.finish()
}

/// A CSV table that is being written, row by row.
pub struct CsvTable<R: Row, W: Write> {
    writer: ::csv::Writer<W>,
    cells: Vec<String>,
    row: PhantomData<fn(R)>,
}

impl<R: Row, W: Write> CsvTable<R, W> {
    /// A table with its header line.
    ///
    /// # Errors
    /// When `out` does.
    pub fn new(out: W) -> io::Result<Self> {
        let mut writer = ::csv::Writer::from_writer(out);
        writer.write_record(Column::names(R::SCHEMA.columns)).map_err(of_output)?;
        Ok(Self { writer, cells: Vec::new(), row: PhantomData })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// When the output does.
    pub fn push(&mut self, row: &R) -> io::Result<()> {
        let cells = &mut self.cells;
        cells.clear();
        row.visit(&mut |value| {
            let unit = R::SCHEMA.columns[cells.len()].unit;
            cells.push(cell(&value, unit));
        });
        self.writer.write_record(cells).map_err(of_output)
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// When the output does.
    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// The error of the output itself, so that a closed pipe is still known as one.
fn of_output(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(io) => io,
        kind => io::Error::other(format!("{kind:?}")),
    }
}

fn cell(value: &Value<'_>, unit: Unit) -> String {
    if let Value::Text(text) = value { guarded(text) } else { plain(value, unit) }
}

/// A value as text: numbers rounded to what their unit is worth, moments as RFC 3339, nothing where there is none.
/// Text is given as it is, so it must still be made safe for whatever shows it.
pub fn plain(value: &Value<'_>, unit: Unit) -> String {
    match value {
        Value::Null => String::new(),
        Value::Boolean(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Number(value) => number(*value, unit.decimals()),
        Value::Time(value) => value.to_string(),
        Value::Text(text) => text.as_ref().to_owned(),
    }
}

fn number(value: f64, decimals: usize) -> String {
    rounded(value, decimals).map(|value| format!("{value:.decimals$}")).unwrap_or_default()
}

/// A text that no spreadsheet takes for a formula, and no terminal for a command.
pub fn guarded(text: &str) -> String {
    /// What begins a formula, or parts the cell in two.
    const STARTS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];
    /// What a spreadsheet that folds characters together may take for one of them (Unicode, NFKC): wide ones of East Asian
    /// keyboards, small ones, those set high or low, and the sign of a minus.
    const LOOKALIKES: [char; 16] = [
        '＝', '＋', '－', '＠', '\u{fe66}', '\u{fe62}', '\u{fe63}', '\u{fe6b}', '\u{207a}', '\u{207b}',
        '\u{207c}', '\u{208a}', '\u{208b}', '\u{208c}', '\u{fb29}', '\u{2212}',
    ];
    let is_formula = text.starts_with(STARTS) || text.starts_with(LOOKALIKES);
    let apostrophe = if is_formula { "'" } else { "" };
    format!("{apostrophe}{}", visible(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_a_formula_is_disarmed_and_an_honest_name_is_not() {
        for name in ["=HYPERLINK(\"x\")", "+1", "-1", "@SUM", "＝1"] {
            assert_eq!(guarded(name), format!("'{name}"));
        }
        for start in "＝＋－＠\u{fe66}\u{fe62}\u{fe63}\u{fe6b}\u{207c}\u{208a}\u{fb29}\u{2212}".chars() {
            let name = format!("{start}1+1");
            assert_eq!(guarded(&name), format!("'{name}"));
        }
        assert_eq!(guarded("\tX\u{1b}"), "'\\u{9}X\\u{1b}");
        for name in ["MV EQUAL=1", "SEA-STAR", "", "38 PARALLEL"] {
            assert_eq!(guarded(name), name);
        }
    }

    #[test]
    fn a_western_longitude_stays_a_number() {
        assert_eq!(cell(&Value::Number(-70.5), Unit::Coordinate), "-70.500000");
        assert_eq!(cell(&Value::Number(-0.000_000_01), Unit::Coordinate), "0.000000");
        assert_eq!(cell(&Value::Number(f64::NAN), Unit::Coordinate), "");
    }
}
