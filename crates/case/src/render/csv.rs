//! CSV (RFC 4180, with plain line feeds) that spreadsheets cannot be tricked by.
//!
//! Ships choose their own names, and a name such as `=HYPERLINK(..)` would run when a sheet is opened. A text that a
//! spreadsheet could take for a formula gets an apostrophe in front; numbers are left alone.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::value::rounded;
use crate::{Column, Row, Unit, Value};

/// Writes `rows` as CSV with a header line.
///
/// # Errors
/// When `out` does.
pub fn csv<R: Row>(rows: &[R], out: impl Write) -> io::Result<()> {
    let columns = R::SCHEMA.columns;
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(Column::names(columns))?;
    let mut cells: Vec<String> = Vec::with_capacity(columns.len());
    for row in rows {
        cells.clear();
        row.visit(&mut |value| {
            let unit = columns[cells.len()].unit;
            cells.push(cell(&value, unit));
        });
        writer.write_record(&cells)?;
    }
    writer.flush()
}

fn cell(value: &Value<'_>, unit: Unit) -> String {
    match value {
        Value::Null => String::new(),
        Value::Boolean(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Number(value) => number(*value, unit.decimals()),
        Value::Time(value) => value.to_string(),
        Value::Text(text) => guarded(text).into_owned(),
    }
}

fn number(value: f64, decimals: usize) -> String {
    rounded(value, decimals).map(|value| format!("{value:.decimals$}")).unwrap_or_default()
}

/// A text that no spreadsheet takes for a formula, the wide characters of East Asian keyboards included.
pub fn guarded(text: &str) -> Cow<'_, str> {
    const STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(STARTS) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_a_formula_is_disarmed_and_an_honest_name_is_not() {
        for name in ["=HYPERLINK(\"x\")", "+1", "-1", "@SUM", "\tX", "\rX", "＝1"] {
            assert_eq!(guarded(name), format!("'{name}"));
        }
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
