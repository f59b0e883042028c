//! Parquet files whose top-level columns fit a profile (seen: Polars output with the generic names).
//!
//! - Column names, units and "not available" as in the profile; `took` says which columns were used.
//! - Times may be text, integers or floats (epochs by size), or typed timestamps, which are exact; a local timestamp
//!   is that of a clock in the profile's zone.
//! - Decimals are numbers, however they are stored: as integers or as bytes, by the scale of their column.
//!   A day and a time of day in two columns are joined; either alone is refused.
//! - Half floats are numbers as other floats are, but too coarse for latitude and longitude, of which a table of them is refused. A column whose type cannot be what it is called, such as a speed that is
//!   true or false, is not used, and a note says so.
//! - Nested columns are not used, which a note says of those that have the name of a field.
//! - A file that claims more rows than its bytes can hold is refused, and so are columns packed otherwise than by zstd or
//!   Snappy: what the others unpack to cannot be bounded beforehand.

mod batch;
mod claims;
mod guard;
pub(crate) mod pages;
mod types;

use std::fs::File;
use std::io;
use std::path::Path;

use model::{FileId, Location};
use parquet::basic::Type as PhysicalType;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};

use super::Profiles;
use crate::field::Field;
use crate::format::{Format, Known};
use crate::header::{self, Match};
use crate::ledger::excerpt;
use crate::reading::Reading;
use crate::recorder::Recorder;
use crate::stored::CUT_SHORT;
use crate::table::Rows;
use crate::units::Evidence;
use crate::zone::{UtcOffset, Zone};
use crate::{ReadError, ReadOptions};
use batch::{Batch, Column};
pub(crate) use guard::guarded;
use types::{Typed, Unit, is_local, leave_unfit, nested, no_moment, unreadable};

pub(crate) const FORMAT: Format = Format {
    name: "parquet",
    header: "the column names of any table of this list",
    known: Known::Seen,
    zone: Zone::Utc,
    description: "Parquet and GeoParquet; units and zone are those of the table whose names the columns have.",
};

/// Rows decoded at a time.
const BATCH: usize = 16_384;

/// An opened Parquet file whose columns fit a profile.
pub(crate) struct Table {
    reader: SerializedFileReader<File>,
    /// The same file, for a look at its pages.
    file: File,
    pub(crate) fit: Match,
    pub(crate) names: Vec<String>,
    /// See [`crate::SourceSummary::notes`].
    notes: Vec<String>,
    /// Column index in the file of each name.
    leaves: Vec<usize>,
    reading: Reading,
}

/// Opens a file and fits its columns to a profile.
pub(crate) fn open(path: &Path, file: File, options: &ReadOptions) -> Result<Table, ReadError> {
    let refused = |why: String| ReadError::Parquet { path: path.to_owned(), why };
    let failed = |error: io::Error| refused(error.to_string());
    let is_cut = !claims::ends_as_parquet(&file).map_err(failed)?;
    if is_cut {
        return Err(refused(CUT_SHORT.to_owned()));
    }
    let pages = file.try_clone().map_err(failed)?;
    let reader = guarded(|| SerializedFileReader::new(file)).map_err(|error| refused(error.to_string()))?;
    if let Some(why) = claims::contradicted(&reader, &pages).map_err(failed)? {
        return Err(refused(why));
    }
    let columns = reader.metadata().file_metadata().schema_descr().columns();
    let flat = |leaf: &usize| columns[*leaf].path().parts().len() == 1 && columns[*leaf].max_rep_level() == 0;
    let leaves: Vec<usize> = (0..columns.len()).filter(flat).collect();
    let names: Vec<String> =
        leaves.iter().map(|leaf| header::normal(columns[*leaf].name().as_bytes())).collect();
    let profiles = Profiles::of(path, options);
    let mut fit = profiles.fit(&names, 0, None).map_err(|mismatch| ReadError::UnknownHeader {
        path: path.to_owned(),
        header: excerpt(names.join(",").as_bytes()),
        why: mismatch.why,
        nearest: mismatch.nearest,
    })?;
    if let Some(why) = unreadable(&reader, &fit, &leaves) {
        return Err(refused(why));
    }
    let mut notes = profiles.passed_over(&names, fit.profile);
    notes.extend(nested(columns, &fit));
    notes.extend(leave_unfit(columns, &mut fit, &leaves).map_err(refused)?);
    let capitals = leaves.iter().all(|leaf| columns[*leaf].name() == columns[*leaf].name().to_uppercase());
    let evidence = || evidence(&reader, &pages, &fit, &leaves, capitals);
    let reading = Reading::new(path, &fit, options, evidence)?;
    Ok(Table { reader, file: pages, fit, names, notes, leaves, reading })
}

impl Table {
    /// Reads all rows; returns why it could not read on, if so.
    pub(crate) fn read(&self, file: FileId, recorder: &mut Recorder<'_>) -> Option<String> {
        self.notes.iter().for_each(|note| recorder.note(note.clone()));
        let mut rows = Rows::new(self.reading);
        let mut number = 0;
        for group in 0..self.reader.num_row_groups() {
            if let Err(error) = self.read_group(group, file, &mut number, &mut rows, recorder) {
                self.finish(&mut rows, recorder);
                return Some(format!("row group {group}, after row {number}: {error}"));
            }
        }
        self.finish(&mut rows, recorder);
        None
    }

    fn finish(&self, rows: &mut Rows, recorder: &mut Recorder<'_>) {
        rows.finish(recorder);
        let zones = &mut recorder.account.zones;
        match self.typed_times() {
            Some(Typed::Local) => zones.none = true,
            Some(Typed::Utc) => zones.own = true,
            None => {}
        }
        self.reading.note_rows(recorder);
    }

    /// Whether its column of times is typed as such, and tells UTC.
    fn typed_times(&self) -> Option<Typed> {
        let leaf = self.leaves[self.fit.columns.get(Field::Time)?];
        let schema = self.reader.metadata().file_metadata().schema_descr();
        let column = schema.column(leaf);
        let is_typed = no_moment(&column).is_none()
            && matches!(Unit::of(&column), Unit::Millis | Unit::Micros | Unit::Nanos)
            || column.physical_type() == PhysicalType::INT96;
        is_typed.then(|| if is_local(&column) { Typed::Local } else { Typed::Utc })
    }

    /// Reads at most `most` rows from the first row group on, for a look at them; returns why it could not, if so.
    pub(crate) fn read_first(&self, most: usize, recorder: &mut Recorder<'_>) -> Option<String> {
        self.notes.iter().for_each(|note| recorder.note(note.clone()));
        let mut rows = Rows::new(self.reading);
        let first = || {
            let group = self.reader.get_row_group(0)?;
            let wanted = usize::try_from(group.metadata().num_rows()).map_or(0, |rows| rows.min(most));
            let mut columns = self.open_columns(group.as_ref())?;
            Batch::read(&mut columns, wanted)
        };
        if self.rows() == 0 || self.reader.num_row_groups() == 0 {
            return None;
        }
        match guarded(first) {
            Ok(batch) => (0..batch.rows).for_each(|index| {
                batch.give(index, Location::row(FileId(0), index as u64 + 1), &mut rows, recorder);
            }),
            Err(error) => return Some(format!("row group 0: {error}")),
        }
        self.finish(&mut rows, recorder);
        None
    }

    fn open_columns(&self, group: &dyn RowGroupReader) -> Result<Vec<Column>, ParquetError> {
        open_columns(group, &self.file, &self.fit, &self.leaves, self.reading.zone)
    }

    /// How many rows the file says it has.
    pub(crate) fn rows(&self) -> u64 {
        u64::try_from(self.reader.metadata().file_metadata().num_rows()).unwrap_or(0)
    }

    fn read_group(
        &self,
        group: usize,
        file: FileId,
        number: &mut u64,
        rows: &mut Rows,
        recorder: &mut Recorder<'_>,
    ) -> Result<(), ParquetError> {
        let group = guarded(|| self.reader.get_row_group(group))?;
        let mut columns = guarded(|| self.open_columns(group.as_ref()))?;
        let mut left = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
        while left > 0 {
            let wanted = left.min(BATCH);
            let batch = guarded(|| Batch::read(&mut columns, wanted))?;
            for index in 0..batch.rows {
                *number += 1;
                batch.give(index, Location::row(file, *number), rows, recorder);
            }
            left -= batch.rows;
            if batch.rows < wanted {
                return Err(ParquetError::EOF(format!("{left} rows are missing")));
            }
        }
        Ok(())
    }
}

/// The columns of a row group that the profile uses; local times are told by a clock in `zone`.
fn open_columns(
    group: &dyn RowGroupReader,
    file: &File,
    fit: &Match,
    leaves: &[usize],
    zone: UtcOffset,
) -> Result<Vec<Column>, ParquetError> {
    let found = || fit.columns.found(fit.profile);
    pages::check(file, group.metadata(), found().map(|(_, column)| leaves[column]))?;
    found()
        .map(|(field, column)| {
            let leaf = leaves[column];
            let metadata = group.metadata().column(leaf);
            let unit = Unit::of(metadata.column_descr());
            let ahead_ms = if field == Field::Time && is_local(metadata.column_descr()) {
                zone.minutes() * 60_000
            } else {
                0
            };
            Ok(Column { field, unit, ahead_ms, reader: group.get_column_reader(leaf)? })
        })
        .collect()
}

/// What the first rows show of the units; less if they cannot be read, which reading will tell.
fn evidence(
    reader: &SerializedFileReader<File>,
    file: &File,
    fit: &Match,
    leaves: &[usize],
    capitals: bool,
) -> Evidence {
    let mut seen = Evidence::of_header(capitals);
    for group in 0..reader.num_row_groups().min(1) {
        let batch = guarded(|| {
            let group = reader.get_row_group(group)?;
            let rows = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
            let mut columns = open_columns(group.as_ref(), file, fit, leaves, UtcOffset::UTC)?;
            Batch::read(&mut columns, rows.min(BATCH))
        });
        if let Ok(batch) = batch {
            (0..batch.rows).for_each(|index| seen.see(&batch.row(index)));
        }
    }
    seen
}
