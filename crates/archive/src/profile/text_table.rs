//! Tables as text: the loop over their rows, whichever profile their header fits.

use std::io::Read;
use std::ops::RangeInclusive;

use model::{FileId, Location};

use crate::cell::Cell;
use crate::field::{Field, Row};
use crate::header::{Columns, Match};
use crate::lines::{Line, Lines};
use crate::reading::Reading;
use crate::recorder::Recorder;
use crate::row::Fields;
use crate::table::{RowFault, Rows};
use crate::units::Evidence;

/// A text whose header fits a profile.
pub(crate) struct TextTable {
    pub(crate) fit: Match,
    pub(crate) delimiter: u8,
    /// The header as it stands in the text, for a header that is repeated.
    pub(crate) header: Vec<u8>,
    /// The names of its columns, as they are compared.
    pub(crate) names: Vec<String>,
    /// Lines of the text before the header, blank ones counted.
    pub(crate) lines_before: usize,
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
    reading: Reading,
    file: FileId,
    recorder: &mut Recorder<'_>,
) {
    let mut rows = Rows::new(reading);
    let mut fields = Fields::default();
    let fields_of_row = table.fit.profile.fields_of_row(&table.names);
    while let Some(line) = lines.next() {
        if !recorder.begin(&line) {
            continue;
        }
        if let Some(reason) = table.no_row(&line) {
            recorder.skip(reason);
            continue;
        }
        let location = Location::text(file, line.place.number, line.place.offset, line.place.len);
        let split = table.split(line.bytes, &fields_of_row, &mut fields);
        let row = TextRow { row: line.bytes, fields: &fields, columns: &table.fit.columns };
        match split.and_then(|()| rows.read(&row, location, recorder)) {
            Ok(()) => recorder.accept(1),
            Err(fault) => recorder.reject(fault.as_str(), line.place, line.bytes),
        }
    }
}

impl TextTable {
    /// What the header and the first rows show of the units; `head` is the beginning of the text.
    pub(crate) fn evidence(&self, head: &[u8]) -> Evidence {
        let capitals = !self.header.iter().any(u8::is_ascii_lowercase);
        let mut seen = Evidence::of_header(capitals);
        let fields_of_row = self.fit.profile.fields_of_row(&self.names);
        let mut fields = Fields::default();
        for line in head.split(|byte| *byte == b'\n').skip(self.lines_before + 1) {
            let row = line.strip_suffix(b"\r").unwrap_or(line);
            if self.split(row, &fields_of_row, &mut fields).is_ok() {
                seen.see(&TextRow { row, fields: &fields, columns: &self.fit.columns });
            }
        }
        seen
    }

    /// Why a line was never meant to be a row.
    fn no_row(&self, line: &Line<'_>) -> Option<&'static str> {
        let is_before = line.place.number <= self.lines_before as u64;
        if line.bytes == self.header {
            return Some("header");
        }
        match line.bytes.trim_ascii_start() {
            [] => Some("blank"),
            [b'#', ..] => Some("comment"),
            _ => is_before.then_some("before_header"),
        }
    }

    fn split(
        &self,
        line: &[u8],
        fields_of_row: &RangeInclusive<usize>,
        fields: &mut Fields,
    ) -> Result<(), RowFault> {
        fields.split(line, self.delimiter).map_err(|_| RowFault::Quote)?;
        if fields_of_row.contains(&fields.len()) { Ok(()) } else { Err(RowFault::FieldCount) }
    }
}
