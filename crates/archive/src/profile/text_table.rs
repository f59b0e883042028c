//! Tables as text: the loop over their rows, whichever profile their header fits.

use std::io::Read;

use model::{FileId, Location};

use crate::ReadOptions;
use crate::cell::Cell;
use crate::header::{Columns, Match};
use crate::lines::Lines;
use crate::recorder::Recorder;
use crate::row::Fields;
use crate::table::{Field, Row, RowFault, Rows};

/// A text whose header fits a profile.
pub(crate) struct TextTable {
    pub(crate) fit: Match,
    pub(crate) delimiter: u8,
    /// The header as it stands in the text, for a header that is repeated.
    pub(crate) header: Vec<u8>,
    /// The names of its columns, as they are compared.
    pub(crate) names: Vec<String>,
}

struct TextRow<'a> {
    row: &'a [u8],
    fields: &'a Fields,
    columns: &'a Columns,
}

impl Row for TextRow<'_> {
    #[inline]
    fn cell(&self, field: Field) -> Cell<'_> {
        match self.columns.get(field) {
            Some(column) => Cell::text(self.fields.get(self.row, column)),
            None => Cell::Empty,
        }
    }
}

/// Reads all rows.
pub(crate) fn read<R: Read>(
    lines: &mut Lines<R>,
    table: &TextTable,
    file: FileId,
    options: &ReadOptions,
    recorder: &mut Recorder<'_>,
) {
    let mut rows = Rows::new(table.fit.profile.time_format, options);
    let mut fields = Fields::default();
    while let Some(line) = lines.next() {
        if !recorder.begin(&line) {
            continue;
        }
        if let Some(reason) = table.no_row(line.bytes) {
            recorder.skip(reason);
            continue;
        }
        let location = Location::text(file, line.place.number, line.place.offset, line.place.len);
        let split = table.split(line.bytes, &mut fields);
        let row = TextRow { row: line.bytes, fields: &fields, columns: &table.fit.columns };
        match split.and_then(|()| rows.read(&row, location, recorder)) {
            Ok(()) => recorder.accept(1),
            Err(fault) => recorder.reject(fault.as_str(), line.place, line.bytes),
        }
    }
}

impl TextTable {
    /// Why a line was never meant to be a row.
    fn no_row(&self, line: &[u8]) -> Option<&'static str> {
        if line == self.header {
            return Some("header");
        }
        match line.trim_ascii_start() {
            [] => Some("blank"),
            [b'#', ..] => Some("comment"),
            _ => None,
        }
    }

    fn split(&self, line: &[u8], fields: &mut Fields) -> Result<(), RowFault> {
        fields.split(line, self.delimiter).map_err(|_| RowFault::Quote)?;
        if fields.len() == self.names.len() { Ok(()) } else { Err(RowFault::FieldCount) }
    }
}
