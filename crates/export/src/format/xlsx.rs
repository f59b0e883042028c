//! An Excel workbook: a page of words about it, then each table on a sheet of its own. Text is never a formula.

mod lasting;

use std::fs::File;
use std::path::Path;

use case::render::visible;
use case::{ColumnKind, Value};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use self::lasting::Lasting;
use crate::sheet::{self, Heading, Sheet};
use crate::{ExportError, Findings, Reviewed};

/// Rows of a sheet, less its heading.
const MOST_ROWS: usize = 1_048_575;
/// Characters of a cell, as Excel counts them.
const MOST_CHARACTERS: usize = 32_767;

/// A sheet holds fewer rows than a case can.
pub(super) fn check(reviewed: Reviewed<'_>) -> Result<(), ExportError> {
    match sheet::all(reviewed).into_iter().find(|sheet| sheet.rows > MOST_ROWS) {
        Some(sheet) => Err(ExportError::TooMany {
            table: sheet.name,
            rows: sheet.rows,
            format: "a sheet of Excel",
            most: MOST_ROWS,
        }),
        None => Ok(()),
    }
}

pub(super) fn write(reviewed: Reviewed<'_>, path: &Path) -> Result<(), XlsxError> {
    let (mut book, findings) = (Workbook::new(), reviewed.findings);
    // Nothing in a file says when it was made, so that the same case gives the same bytes.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let version = &findings.manifest.provenance.program.version;
    book.set_properties(
        &DocProperties::new()
            .set_title("Leads and events")
            .set_author(format!("darkwake {version}"))
            .set_creation_datetime(&made),
    );
    let sheets = sheet::all(reviewed);
    about(book.add_worksheet(), findings, &sheets)?;
    for sheet in &sheets {
        fill(book.add_worksheet(), sheet)?;
    }
    let mut file = Lasting::new(File::create(path)?);
    book.save_to_writer(&mut file)?;
    file.finish().map_err(XlsxError::IoError)
}

fn about(page: &mut Worksheet, findings: &Findings, sheets: &[Sheet<'_>]) -> Result<(), XlsxError> {
    page.set_name("about")?.set_column_width(0, 16)?.set_column_width(1, 110)?;
    let version = &findings.manifest.provenance.program.version;
    let words = [
        ("made by", format!("darkwake {version}")),
        (
            "beware",
            "A lead is no finding: the number in a radio is not a ship, and it may be another's.".to_owned(),
        ),
        ("times", "UTC".to_owned()),
        ("cites", "file_id:line, as in sources and raw_lines".to_owned()),
    ];
    let tables = sheets.iter().map(|sheet| (sheet.name, sheet.doc.to_owned()));
    let bold = Format::new().set_bold();
    for (at, (name, text)) in words.into_iter().chain(tables).enumerate() {
        page.write_string_with_format(at as u32, 0, name, &bold)?.write_string(at as u32, 1, text)?;
    }
    Ok(())
}

fn fill(page: &mut Worksheet, sheet: &Sheet<'_>) -> Result<(), XlsxError> {
    let columns = sheet.headings.len() as u16;
    let bold = Format::new().set_bold();
    let formats: Vec<Format> = sheet.headings.iter().map(number_format).collect();
    page.set_name(sheet.name)?.set_freeze_panes(1, 0)?;
    for (column, heading) in (0..).zip(&sheet.headings) {
        page.write_string_with_format(0, column, heading.name, &bold)?;
        page.set_column_width(column, width(heading))?;
    }
    for (line, row) in (1..).zip(sheet.each()) {
        for ((column, value), format) in (0..).zip(&row).zip(&formats) {
            cell(page, (line, column), value, format)?;
        }
    }
    page.autofilter(0, 0, sheet.rows as u32, columns - 1)?;
    Ok(())
}

fn width(heading: &Heading) -> f64 {
    match (heading.kind, heading.name) {
        (ColumnKind::Time, _) => 19.0,
        (_, "text" | "reasons" | "grounds" | "tonnes_basis") => 90.0,
        (_, "file" | "path") => 40.0,
        (ColumnKind::Text, _) => 18.0,
        _ => heading.name.len().max(9) as f64 + 2.0,
    }
}

fn number_format(heading: &Heading) -> Format {
    match heading.kind {
        ColumnKind::Time => Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
        ColumnKind::Number => {
            let decimals = heading.unit.decimals();
            let point = if decimals == 0 { "" } else { "." };
            Format::new().set_num_format(format!("0{point}{}", "0".repeat(decimals)))
        }
        _ => Format::new(),
    }
}

fn cell(page: &mut Worksheet, at: (u32, u16), value: &Value<'_>, format: &Format) -> Result<(), XlsxError> {
    let (row, column) = at;
    match value {
        Value::Null => return Ok(()),
        Value::Boolean(value) => page.write_boolean(row, column, *value)?,
        Value::Integer(value) => page.write_number(row, column, *value as f64)?,
        Value::Number(value) => page.write_number_with_format(row, column, *value, format)?,
        Value::Time(time) => {
            let moment = ExcelDateTime::from_timestamp(time.ms().div_euclid(1000))?;
            page.write_datetime_with_format(row, column, &moment, format)?
        }
        Value::Text(text) => page.write_string(row, column, fitting(&visible(text)))?,
    };
    Ok(())
}

/// The text, cut where a cell ends.
fn fitting(text: &str) -> String {
    if text.chars().map(char::len_utf16).sum::<usize>() <= MOST_CHARACTERS {
        return text.to_owned();
    }
    let mut room = MOST_CHARACTERS - 1;
    let kept = text.chars().take_while(|c| {
        let fits = room >= c.len_utf16();
        room = room.saturating_sub(c.len_utf16());
        fits
    });
    kept.chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_longer_than_a_cell_is_cut_with_a_mark() {
        let cut = fitting(&"천".repeat(40_000));
        assert_eq!((cut.chars().count(), cut.chars().last()), (MOST_CHARACTERS, Some('…')));
        assert_eq!(fitting("SEA STAR"), "SEA STAR");
    }
}
