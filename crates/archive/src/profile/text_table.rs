//! Tables as text: the loop over their rows, whichever profile their header fits.

use std::io::Read;
use std::ops::RangeInclusive;

use model::{FileId, Location};

use crate::cell::Cell;
use crate::field::{Field, Row};
use crate::header::{self, Columns, Match, Profile};
use crate::lines::{Line, Lines};
use crate::profile::Profiles;
use crate::reading::Reading;
use crate::recorder::Recorder;
use crate::row::Fields;
use crate::table::{RowFault, Rows};
use crate::units::{Evidence, has_capitals};

/// A text whose header fits a profile.
#[derive(Clone)]
pub(crate) struct TextTable {
    pub(crate) fit: Match,
    pub(crate) delimiter: u8,
    /// The header as it stands in the text, for a header that is repeated.
    pub(crate) header: Vec<u8>,
    /// The names of its columns, as they are compared.
    pub(crate) names: Vec<String>,
    /// Lines of the text before the header, blank ones counted.
    pub(crate) lines_before: usize,
    fields_of_row: RangeInclusive<usize>,
    /// The columns of what a ship says of itself, those side by side together.
    statics: Vec<RangeInclusive<usize>>,
    /// What another header in the text may fit.
    profiles: Profiles,
}

struct TextRow<'a> {
    row: &'a [u8],
    fields: &'a Fields,
    columns: &'a Columns,
    statics: &'a [RangeInclusive<usize>],
}

impl Row for TextRow<'_> {
    #[inline]
    fn cell(&self, field: Field) -> Cell<'_> {
        match self.columns.get(field) {
            Some(column) => Cell::text(self.fields.get(self.row, column)),
            None => Cell::Empty,
        }
    }

    fn take_statics(&self, words: &mut Vec<u8>) {
        words.clear();
        for columns in self.statics {
            match self.fields.run(self.row, columns.clone()) {
                Some(run) => words.extend_from_slice(run),
                None => columns.clone().for_each(|column| {
                    words.extend_from_slice(self.fields.get(self.row, column));
                    words.push(0xff);
                }),
            }
            words.push(0xff);
        }
    }
}

/// Columns as runs of neighbours.
fn side_by_side(mut columns: Vec<usize>) -> Vec<RangeInclusive<usize>> {
    columns.sort_unstable();
    columns.dedup();
    columns.chunk_by(|one, next| one + 1 == *next).map(|run| run[0]..=run[run.len() - 1]).collect()
}

/// Reads all rows.
pub(crate) fn read<R: Read>(
    lines: &mut Lines<R>,
    table: &TextTable,
    reading: Reading,
    file: FileId,
    recorder: &mut Recorder<'_>,
) {
    table.note_others(recorder);
    read_piece(lines, table, reading, file, recorder);
    reading.note_rows(recorder);
}

/// Reads the rows of a piece of a text in which no other header stands.
pub(crate) fn read_piece<R: Read>(
    lines: &mut Lines<R>,
    table: &TextTable,
    reading: Reading,
    file: FileId,
    recorder: &mut Recorder<'_>,
) {
    let mut rows = Rows::new(reading);
    let mut page = Page { table: table.clone(), is_strange: false, fields: Fields::default(), file };
    loop {
        recorder.skip_empty(lines.pass_empty());
        let Some(line) = lines.next() else { break };
        if !recorder.begin(&line) {
            continue;
        }
        match page.take(&line, &mut rows, recorder) {
            Fate::Accepted => recorder.accept(1),
            Fate::Skipped(reason) => recorder.skip(reason),
            Fate::Rejected(reason) => recorder.reject(reason, line.place, line.bytes),
        }
    }
    rows.finish(recorder);
}

/// What becomes of a line.
enum Fate {
    Accepted,
    Skipped(&'static str),
    Rejected(&'static str),
}

/// The rows under one header. Tables that were joined on bring their own, which may have the columns in another order.
struct Page {
    table: TextTable,
    /// Whether the header is that of another table than the one that the text began with: its rows are not read by guess.
    is_strange: bool,
    fields: Fields,
    file: FileId,
}

impl Page {
    fn take(&mut self, line: &Line<'_>, rows: &mut Rows, recorder: &mut Recorder<'_>) -> Fate {
        if line.bytes == self.table.header {
            self.is_strange = false;
            return Fate::Skipped("header");
        }
        if let Some(reason) = self.table.no_row(line) {
            let is_header = reason == "comment" && self.turn(line, recorder);
            return Fate::Skipped(if is_header { "header" } else { reason });
        }
        let fault = match self.row(line, rows, recorder) {
            Ok(()) => return Fate::Accepted,
            Err(fault) => fault,
        };
        let is_header = (self.is_strange || fault.may_be_of_header()) && self.turn(line, recorder);
        if is_header {
            return Fate::Skipped("header");
        }
        let is_several = fault == RowFault::FieldCount && self.table.holds_rows(line.bytes);
        let fault = if is_several { RowFault::CarriageReturn } else { fault };
        let Self { table, fields, .. } = self;
        recorder.account.hints.see(fault, &table.row(line.bytes, fields), table.fit.profile);
        Fate::Rejected(fault.as_str())
    }

    fn row(&mut self, line: &Line<'_>, rows: &mut Rows, recorder: &mut Recorder<'_>) -> Result<(), RowFault> {
        if self.is_strange {
            return Err(RowFault::OtherHeader);
        }
        let Self { table, fields, .. } = self;
        table.split(line.bytes, fields)?;
        let location = Location::text(self.file, line.place.number, line.place.offset, line.place.len);
        rows.read(&table.row(line.bytes, fields), location, recorder)
    }

    /// Turns to another page if a line is a header, and says whether it is.
    ///
    /// A header that looks like a comment counts only where that of the text does, too, and one that is parted by
    /// something else is none: the rows below it are known by their delimiter.
    fn turn(&mut self, line: &Line<'_>, recorder: &mut Recorder<'_>) -> bool {
        let header = line.bytes.strip_prefix(MARK).unwrap_or(line.bytes);
        let Some(names) = self.table.names_in(header) else { return false };
        let may_be_strange = !header::is_comment(header) && self.table.profiles.known(&names) > FEWEST_NAMES;
        match self.table.with_header(header, names) {
            Some(table) => self.go_on(table, line.place.number, recorder),
            None if may_be_strange => self.stop(line.place.number, recorder),
            None => return false,
        }
        true
    }

    /// Reads on under a header of the same kind.
    fn go_on(&mut self, table: TextTable, line: u64, recorder: &mut Recorder<'_>) {
        self.is_strange = false;
        if table.names != self.table.names {
            recorder.note(format!("the header in line {line} has other columns, which were followed"));
            self.table = table;
        }
    }

    /// Reads nothing under a header of another kind.
    fn stop(&mut self, line: u64, recorder: &mut Recorder<'_>) {
        self.is_strange = true;
        let advice = "the rows below it were rejected; part the two";
        recorder.note(format!("the header in line {line} is another table's: {advice}"));
    }
}

/// Fewest names that a profile knows in a header that fits one; one that fits none has more.
const FEWEST_NAMES: usize = 2;

/// What stands in the place of a header where there is none: no line is like it.
const NO_HEADER: &[u8] = b"\n";

/// A byte order mark, which stays where files were joined.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// What parts the fields of a line that may be a header.
pub(crate) const PARTS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Whether a number or a time stands anywhere in a line: a cheap look at one that may be a header.
fn holds_value(line: &[u8]) -> bool {
    let is_value = |field: &[u8]| {
        field.iter().any(u8::is_ascii_digit)
            && field
                .iter()
                .all(|byte| matches!(byte, b'0'..=b'9' | b' ' | b'"' | b'-'..=b':' | b'+' | b'T' | b'Z'))
    };
    line.split(|byte| PARTS.contains(byte)).any(is_value)
}

/// Whether a line looks like a row of a table of ships: several fields, of which three are numbers or times.
pub(crate) fn may_be_row(line: &[u8]) -> bool {
    let parts = || PARTS.into_iter().filter(|part| line.contains(part));
    parts().any(|part| line.split(|byte| *byte == part).filter(|field| holds_value(field)).count() > 2)
}

impl TextTable {
    /// The table with this header at the start of its text.
    pub(crate) fn new(
        fit: Match,
        delimiter: u8,
        header: &[u8],
        names: Vec<String>,
        profiles: &Profiles,
    ) -> Self {
        let fields_of_row = fit.profile.fields_of_row(&names);
        let (header, profiles) = (header.to_vec(), profiles.clone());
        let statics =
            side_by_side(Field::STATIC.iter().filter_map(|field| fit.columns.get(*field)).collect());
        Self { fit, delimiter, header, names, lines_before: 0, fields_of_row, statics, profiles }
    }

    /// The table of a profile without a header, if a line can be its first row: as many fields as it needs, and a ship and
    /// a place that can be read.
    pub(crate) fn headless(
        profile: &'static Profile,
        delimiter: u8,
        row: &[u8],
        profiles: &Profiles,
    ) -> Option<Self> {
        let mut fields = Fields::default();
        fields.split(row, delimiter).ok()?;
        let names: Vec<String> = (1..=fields.len()).map(|number| number.to_string()).collect();
        let columns = profile.fit(&names, false).ok()?;
        let fit = Match::new(profile, columns, &names);
        let table = Self::new(fit, delimiter, NO_HEADER, names, profiles);
        table.may_be_first(row, &fields).then(|| table.behind(profile.lines_before))
    }

    fn may_be_first(&self, row: &[u8], fields: &Fields) -> bool {
        let has = |field| self.fit.columns.get(field).is_some();
        let cells = self.row(row, fields);
        let is_figure =
            |field| cells.cell(field).as_text().is_some_and(|text| text.iter().any(u8::is_ascii_digit));
        (!has(Field::Mmsi) || cells.cell(Field::Mmsi).mmsi().is_some())
            && [Field::Time, Field::Lat, Field::Lon].into_iter().all(|field| !has(field) || is_figure(field))
    }

    /// Notes which profiles of the user's nearly fit.
    pub(crate) fn note_others(&self, recorder: &mut Recorder<'_>) {
        for why in self.profiles.passed_over(&self.names, self.fit.profile) {
            recorder.note(why);
        }
    }

    /// Whether a line can be a header, as it is stored or decoded: numbers and times stand in rows, of which no name is
    /// one. By this rule alone a header is looked for, be the text read in pieces or in one go.
    pub(crate) fn may_be_header(&self, line: &[u8]) -> bool {
        let is_row = line.trim_ascii().is_empty() || holds_value(line);
        !is_row && (!header::is_comment(line) || header::is_comment(&self.header))
    }

    /// The same table behind so many lines.
    pub(crate) fn behind(self, lines_before: usize) -> Self {
        Self { lines_before, ..self }
    }

    /// What the header and the first rows show of the units; `head` is the beginning of the text.
    pub(crate) fn evidence(&self, head: &[u8]) -> Evidence {
        let mut seen = Evidence::of_header(has_capitals(&self.header));
        let mut fields = Fields::default();
        for line in head.split(|byte| *byte == b'\n').skip(self.lines_before + 1) {
            let row = line.strip_suffix(b"\r").unwrap_or(line);
            if self.names_in(row).is_some_and(|names| names != self.names) {
                break;
            }
            if self.split(row, &mut fields).is_ok() {
                seen.see(&self.row(row, &fields));
            }
        }
        seen
    }

    /// A line of it that was split into fields.
    fn row<'a>(&'a self, row: &'a [u8], fields: &'a Fields) -> TextRow<'a> {
        TextRow { row, fields, columns: &self.fit.columns, statics: &self.statics }
    }

    /// The names in a line that may be a header.
    fn names_in(&self, line: &[u8]) -> Option<Vec<String>> {
        if !self.may_be_header(line) {
            return None;
        }
        let names = header::names(line, self.delimiter);
        (self.profiles.known(&names) >= FEWEST_NAMES).then_some(names)
    }

    /// The same table with another header; `None` where that is another table's. Where a header tells units, it may be
    /// one that is written in another way.
    fn with_header(&self, header: &[u8], names: Vec<String>) -> Option<Self> {
        let fit = self.profiles.fit(&names, 0, Some(self.delimiter)).ok()?;
        let units_may_differ =
            fit.profile.units.need_evidence() && has_capitals(header) != has_capitals(&self.header);
        let is_same = fit.profile.name == self.fit.profile.name && !units_may_differ;
        let table =
            || Self::new(fit, self.delimiter, header, names, &self.profiles).behind(self.lines_before);
        is_same.then(table)
    }

    /// Why a line was never meant to be a row.
    fn no_row(&self, line: &Line<'_>) -> Option<&'static str> {
        let is_before = line.place.number <= self.lines_before as u64;
        match line.bytes.trim_ascii_start() {
            [] => Some("blank"),
            [b'#', ..] => Some("comment"),
            line if is_before && header::names_separator(line) => Some("separator"),
            _ => is_before.then_some("before_header"),
        }
    }

    /// Whether a line has rows in it that carriage returns part.
    fn holds_rows(&self, line: &[u8]) -> bool {
        let is_row = |part: &[u8]| self.split(part, &mut Fields::default()).is_ok();
        memchr::memchr(b'\r', line).is_some() && line.split(|byte| *byte == b'\r').any(is_row)
    }

    fn split(&self, line: &[u8], fields: &mut Fields) -> Result<(), RowFault> {
        fields.split(line, self.delimiter).map_err(|_| RowFault::Quote)?;
        if self.fields_of_row.contains(&fields.len()) { Ok(()) } else { Err(RowFault::FieldCount) }
    }
}
