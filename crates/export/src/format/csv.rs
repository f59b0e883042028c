//! CSV of one table, its raw lines as JSON in the last column. No text in it can run in a spreadsheet.

use std::io::{self, Write};

use case::{Value, render};

use crate::sheet::Sheet;

pub(super) fn write(sheet: &Sheet<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(sheet.headings.iter().map(|heading| heading.name))?;
    for row in sheet.each() {
        let cells = row.iter().zip(&sheet.headings).map(|(value, heading)| match value {
            Value::Text(text) => render::guarded(text),
            other => render::plain(other, heading.unit),
        });
        writer.write_record(cells)?;
    }
    writer.flush()
}
