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

pub(crate) mod pages;

use std::cell::Cell as Flag;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Once;

use half::f16;
use model::{FileId, Location};
use parquet::basic::{Compression, ConvertedType, LogicalType, TimeUnit, Type as PhysicalType};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int96};
use parquet::errors::ParquetError;
use parquet::file::metadata::{ColumnChunkMetaData, RowGroupMetaData};
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::schema::types::{ColumnDescPtr, ColumnDescriptor};

use super::Profiles;
use crate::cell::Cell;
use crate::field::{Field, Row};
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

pub(crate) const FORMAT: Format = Format {
    name: "parquet",
    header: "the column names of any table of this list",
    known: Known::Seen,
    zone: Zone::Utc,
    description: "Parquet and GeoParquet; units and zone are those of the table whose names the columns have.",
};

/// Rows decoded at a time.
const BATCH: usize = 16_384;
/// Rows that a byte of a file can stand for; above it the file is taken to be a trap. Real archives hold less than
/// one row a byte.
const ROWS_PER_BYTE: i128 = 1_000;

/// Bytes that a column of a row group may unfold to whatever its stored size; above it and [`UNFOLDED_PER_BYTE`] it is
/// taken to be a trap. Row groups of a million equal numbers, a few hundred bytes when compressed, take 8 MB.
const UNFOLDED: i64 = 64 << 20;
const UNFOLDED_PER_BYTE: i64 = 1_000;

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
    let bytes = file.metadata().map_err(|error| refused(error.to_string()))?.len();
    let is_cut = !ends_as_parquet(&file).map_err(|error| refused(error.to_string()))?;
    if is_cut {
        return Err(refused(CUT_SHORT.to_owned()));
    }
    let pages = file.try_clone().map_err(|error| refused(error.to_string()))?;
    let reader = guarded(|| SerializedFileReader::new(file)).map_err(|error| refused(error.to_string()))?;
    let rows = claimed_rows(&reader);
    if !(0..=i128::from(bytes) * ROWS_PER_BYTE).contains(&rows) {
        return Err(refused(format!("it claims {rows} rows in {bytes} bytes")));
    }
    if let Some((stored, unfolded)) = unfolding(&reader) {
        return Err(refused(format!("a column of {stored} bytes unfolds to {unfolded}")));
    }
    if let Some(why) = contradiction(&reader) {
        return Err(refused(why));
    }
    let is_joined = is_joined(&reader, &pages).map_err(|error| refused(error.to_string()))?;
    if is_joined {
        return Err(refused("it is several Parquet files joined to one; part them".to_owned()));
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

/// Why the columns that a profile uses cannot be read, whatever stands in them.
fn unreadable(reader: &SerializedFileReader<File>, fit: &Match, leaves: &[usize]) -> Option<String> {
    let metadata = reader.metadata();
    let schema = metadata.file_metadata().schema_descr();
    let column = |field| fit.columns.get(field).map(|column| schema.column(leaves[column]));
    // A time of day is one together with its day.
    let may_be = column(Field::Date).map(|_| TIMES);
    let parts = [(column(Field::Time), may_be), (column(Field::Date), Some(DAYS))];
    let no_part = |(column, may_be): (Option<ColumnDescPtr>, Option<&str>)| {
        let column = column?;
        let what = no_moment(&column).filter(|what| may_be != Some(*what))?;
        Some((what, column.name().to_owned()))
    };
    if let Some((what, name)) = parts.into_iter().find_map(no_part) {
        return Some(format!("its column {name} holds {what}; write it as a timestamp"));
    }
    let used = || fit.columns.found(fit.profile).map(|(_, column)| leaves[column]);
    let mut packings = metadata.row_groups().iter().flat_map(|group| {
        used().filter_map(|leaf| group.columns().get(leaf)).map(ColumnChunkMetaData::compression)
    });
    let packing = packings.find(|packing| {
        !matches!(packing, Compression::UNCOMPRESSED | Compression::SNAPPY | Compression::ZSTD(_))
    })?;
    // Behind the name of some stands how hard they packed.
    let packing = packing.to_string();
    let name = packing.split('(').next().unwrap_or_default();
    Some(format!("its columns are packed by {name}, which is not read; write it with zstd or Snappy"))
}

/// Leaves out the columns whose type cannot be what their name says, and says which; refused where no row can be read
/// without one.
fn leave_unfit(columns: &[ColumnDescPtr], fit: &mut Match, leaves: &[usize]) -> Result<Vec<String>, String> {
    let unfit = |(field, column): (Field, usize)| {
        let column = &columns[leaves[column]];
        Some((field, column.name().to_owned(), holds_other(field, column)?))
    };
    let all: Vec<_> = fit.columns.found(fit.profile).filter_map(unfit).collect();
    if let Some((_, name, what)) = all.iter().find(|(field, ..)| fit.profile.requires(*field)) {
        return Err(format!("its column {name} holds {what}"));
    }
    all.iter().for_each(|(field, ..)| fit.columns.leave_out(*field));
    let note = |(field, name, what): &(Field, String, &str)| {
        format!("its column {name} holds {what} and was not used as {}", field.as_str())
    };
    Ok(all.iter().map(note).collect())
}

/// What a column holds that cannot be the value of a field, if so.
fn holds_other(field: Field, column: &ColumnDescriptor) -> Option<&'static str> {
    let is_moment = matches!(Unit::of(column), Unit::Days | Unit::Millis | Unit::Micros | Unit::Nanos);
    let is_time = matches!(field, Field::Time | Field::Date);
    match column.physical_type() {
        PhysicalType::BOOLEAN => Some("what is true or false"),
        PhysicalType::INT96 if !is_time => Some("times"),
        _ if is_moment && !is_time => Some("times"),
        _ if matches!(Unit::of(column), Unit::Half) && matches!(field, Field::Lat | Field::Lon) => {
            Some("half floats, which place a ship to some kilometres")
        }
        PhysicalType::BYTE_ARRAY | PhysicalType::FIXED_LEN_BYTE_ARRAY => None,
        _ => field.is_text().then_some("numbers"),
    }
}

/// Says which fields lack a column only because the one that has their name is nested.
fn nested(columns: &[ColumnDescPtr], fit: &Match) -> Vec<String> {
    let is_nested = |column: &&ColumnDescPtr| column.path().parts().len() > 1 || column.max_rep_level() > 0;
    let mut names: Vec<String> = columns
        .iter()
        .filter(is_nested)
        .map(|column| header::normal(column.path().parts()[0].as_bytes()))
        .collect();
    names.dedup();
    let lacking = |name: &&String| {
        let called_so = |(field, ranks): &(Field, &[&[&str]])| {
            fit.columns.get(*field).is_none() && ranks.iter().any(|rank| rank.contains(&name.as_str()))
        };
        fit.profile.columns.iter().any(called_so)
    };
    names.iter().filter(lacking).map(|name| format!("its column {name} is nested and was not used")).collect()
}

const DAYS: &str = "days without a time";
const TIMES: &str = "times of day without a day";

/// What a column holds that tells no moment, if so.
fn no_moment(column: &ColumnDescriptor) -> Option<&'static str> {
    match (column.logical_type_ref(), column.converted_type()) {
        (Some(LogicalType::Date), _) | (_, ConvertedType::DATE) => Some(DAYS),
        (Some(LogicalType::Time(_)), _) => Some(TIMES),
        (_, ConvertedType::TIME_MILLIS | ConvertedType::TIME_MICROS) => Some(TIMES),
        _ => None,
    }
}

/// Whether the file ends with the mark that stands behind its footer.
fn ends_as_parquet(mut file: &File) -> io::Result<bool> {
    const MARK: [u8; 4] = *b"PAR1";
    let mut end = Vec::new();
    file.seek(SeekFrom::End(0))?;
    let len = file.stream_position()?;
    file.seek(SeekFrom::Start(len.saturating_sub(MARK.len() as u64)))?;
    file.read_to_end(&mut end)?;
    file.rewind()?;
    Ok(len > MARK.len() as u64 && end == MARK)
}

/// The rows of the file as its head or its row groups have them, whichever is more; the groups may all lie on the same
/// bytes. Negative if any of the figures is.
fn claimed_rows(reader: &SerializedFileReader<File>) -> i128 {
    let metadata = reader.metadata();
    let of_groups = || metadata.row_groups().iter().map(|group| i128::from(group.num_rows()));
    let of_file = i128::from(metadata.file_metadata().num_rows());
    match of_groups().chain([of_file]).min() {
        Some(least) if least < 0 => least,
        _ => of_groups().sum::<i128>().max(of_file),
    }
}

/// What the footer says in two ways, if so: rows that it leaves out would be lost without a word.
fn contradiction(reader: &SerializedFileReader<File>) -> Option<String> {
    let metadata = reader.metadata();
    let groups = metadata.row_groups();
    let (said, held) = (
        i128::from(metadata.file_metadata().num_rows()),
        groups.iter().map(|group| i128::from(group.num_rows())).sum::<i128>(),
    );
    if said != held {
        return Some(format!("its footer has {said} rows and row groups of {held}; write it again"));
    }
    let faulty = |(number, group): (usize, &RowGroupMetaData)| {
        let is_flat = |column: &&ColumnChunkMetaData| column.column_descr().max_rep_level() == 0;
        let mut columns = group.columns().iter().filter(is_flat);
        let (column, rows) =
            (columns.find(|column| column.num_values() != group.num_rows())?, group.num_rows());
        let (name, values) = (column.column_descr().name(), column.num_values());
        let name = excerpt(name.as_bytes());
        Some(format!("its row group {number} has {rows} rows and {values} values of {name}; write it again"))
    };
    groups.iter().enumerate().find_map(faulty)
}

/// Whether the file holds several: bytes before its footer belong to no column, and one file ends where another begins.
/// The places that the last footer names are then those of another file.
fn is_joined(reader: &SerializedFileReader<File>, mut file: &File) -> io::Result<bool> {
    let mut end = [0; 8];
    let len = file.seek(SeekFrom::End(-8))? + 8;
    file.read_exact(&mut end)?;
    let footer = u64::from(u32::from_le_bytes([end[0], end[1], end[2], end[3]])) + 8;
    let claimed = reader.metadata().row_groups().iter().flat_map(RowGroupMetaData::columns).map(claimed_end);
    let claimed = claimed.max().unwrap_or(LEAST_BYTES);
    let is_joined = len.saturating_sub(footer) >= claimed.saturating_add(LEAST_BYTES) && {
        file.rewind()?;
        holds_seam(file)?
    };
    file.rewind()?;
    Ok(is_joined)
}

/// Bytes of the least file: its two marks and the length of its footer.
const LEAST_BYTES: u64 = 12;

/// Where the last byte ends that a column of a row group has, its index among them.
fn claimed_end(column: &ColumnChunkMetaData) -> u64 {
    let start = column.dictionary_page_offset().filter(|start| *start > 0);
    let start = start.map_or(column.data_page_offset(), |start| start.min(column.data_page_offset()));
    let behind = |(at, len): (i64, i32)| at.saturating_add(len.into());
    let ends = [
        Some(start.saturating_add(column.compressed_size())),
        column.column_index_offset().zip(column.column_index_length()).map(behind),
        column.offset_index_offset().zip(column.offset_index_length()).map(behind),
        column.bloom_filter_offset().zip(column.bloom_filter_length()).map(behind),
    ];
    ends.into_iter().flatten().max().and_then(|end| u64::try_from(end).ok()).unwrap_or(0)
}

/// Whether the mark at the end of a file stands right before that at the start of another.
fn holds_seam(mut file: &File) -> io::Result<bool> {
    const SEAM: &[u8] = b"PAR1PAR1";
    let mut block = vec![0; 1 << 20];
    let mut kept = 0;
    loop {
        let read = file.read(&mut block[kept..])?;
        let seen = kept + read;
        if read == 0 || memchr::memmem::find(&block[..seen], SEAM).is_some() {
            return Ok(read > 0);
        }
        kept = seen.min(SEAM.len() - 1);
        block.copy_within(seen - kept..seen, 0);
    }
}

/// The stored and the unfolded size of the first column of a row group that is a trap, as the file states them.
fn unfolding(reader: &SerializedFileReader<File>) -> Option<(i64, i64)> {
    let columns = reader.metadata().row_groups().iter().flat_map(RowGroupMetaData::columns);
    columns
        .map(|column| (column.compressed_size(), column.uncompressed_size()))
        .find(|(stored, unfolded)| *unfolded > UNFOLDED.max(stored.saturating_mul(UNFOLDED_PER_BYTE)))
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
            (0..batch.rows).for_each(|index| seen.see(&BatchRow { batch: &batch, index }));
        }
    }
    seen
}

/// Whether a typed time is that of a clock on a wall.
fn is_local(column: &ColumnDescriptor) -> bool {
    matches!(column.logical_type_ref(), Some(LogicalType::Timestamp(stamp)) if !stamp.is_adjusted_to_u_t_c)
}

/// Runs a step of the parquet crate, which panics on bytes that contradict each other (seen in 59.3 with a flipped
/// bit in a page). Whatever the step was working on must not be used after an error, which tells what the panic would have
/// printed.
pub(crate) fn guarded<T>(step: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ParquetError> {
    let panicked = |_| Err(ParquetError::General("its bytes contradict each other".to_owned()));
    let before = silently();
    let done = catch_unwind(AssertUnwindSafe(step)).unwrap_or_else(panicked);
    GUARDED.set(before);
    done
}

thread_local! {
    /// Whether a panic of this thread is damage of a file, which is told in its place.
    static GUARDED: Flag<bool> = const { Flag::new(false) };
}

/// Lets panics of this thread print nothing, and says whether they did before. Those of others go on to whoever prints
/// them.
fn silently() -> bool {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let printing = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                printing(panic);
            }
        }));
    });
    GUARDED.replace(true)
}

/// What times are that a table types as such.
enum Typed {
    Utc,
    /// Those of a clock on a wall.
    Local,
}

/// A column of a row group that is being read.
struct Column {
    field: Field,
    unit: Unit,
    /// How far the clock of its typed times is ahead of UTC.
    ahead_ms: i64,
    reader: ColumnReader,
}

/// What the integers of a column count.
#[derive(Clone, Copy)]
enum Unit {
    One,
    Days,
    Millis,
    Micros,
    Nanos,
    /// Ten to the power of minus this.
    Decimal(i32),
    /// Nothing: their bytes are a half float.
    Half,
}

const DAY_MS: i64 = 86_400_000;

impl From<TimeUnit> for Unit {
    fn from(unit: TimeUnit) -> Self {
        match unit {
            TimeUnit::MILLIS => Self::Millis,
            TimeUnit::MICROS => Self::Micros,
            TimeUnit::NANOS => Self::Nanos,
        }
    }
}

impl Unit {
    fn of(column: &ColumnDescriptor) -> Self {
        match (column.logical_type_ref(), column.converted_type()) {
            (Some(LogicalType::Timestamp(stamp)), _) => stamp.unit.into(),
            (Some(LogicalType::Time(time)), _) => time.unit.into(),
            (Some(LogicalType::Date), _) | (_, ConvertedType::DATE) => Self::Days,
            (Some(LogicalType::Decimal(_)), _) | (_, ConvertedType::DECIMAL) => {
                Self::Decimal(column.type_scale())
            }
            (Some(LogicalType::Float16), _) => Self::Half,
            (_, ConvertedType::TIMESTAMP_MILLIS | ConvertedType::TIME_MILLIS) => Self::Millis,
            (_, ConvertedType::TIMESTAMP_MICROS | ConvertedType::TIME_MICROS) => Self::Micros,
            _ => Self::One,
        }
    }

    fn cell(self, value: i64) -> Cell<'static> {
        match self {
            Self::One | Self::Half | Self::Decimal(0) => Cell::Integer(value),
            Self::Days => Cell::Moment(value.saturating_mul(DAY_MS)),
            Self::Millis => Cell::Moment(value),
            Self::Micros => Cell::Moment(value.div_euclid(1_000)),
            Self::Nanos => Cell::Moment(value.div_euclid(1_000_000)),
            Self::Decimal(scale) => decimal(value.into(), scale),
        }
    }

    /// Bytes are text unless they are a decimal, the high byte first, or a half float, the low byte first.
    fn cell_of_bytes(self, bytes: &[u8]) -> Cell<'_> {
        match self {
            Self::Half => {
                bytes.try_into().map_or(Cell::Empty, |half| Cell::Number(f16::from_le_bytes(half).into()))
            }
            Self::Decimal(scale) => signed(bytes).map_or(Cell::Empty, |unscaled| decimal(unscaled, scale)),
            _ => Cell::text(bytes),
        }
    }
}

/// The number nearest to `unscaled` / 10^`scale`: exact powers of ten to 10^22 are more than any column at sea has.
fn decimal(unscaled: i128, scale: i32) -> Cell<'static> {
    Cell::Number(unscaled as f64 / 10_f64.powi(scale))
}

/// The two's complement integer in these bytes; `None` beyond 128 bits, where no figure of a ship lies.
fn signed(bytes: &[u8]) -> Option<i128> {
    let sign = if bytes.first()? & 0x80 == 0 { 0 } else { -1 };
    bytes.iter().try_fold(sign, |value: i128, byte| value.checked_mul(256)?.checked_add(i128::from(*byte)))
}

/// Some rows, column by column.
struct Batch {
    rows: usize,
    columns: [Option<Values>; Field::COUNT],
}

/// The values of a column in a batch; the definition levels say which rows have one.
struct Values {
    unit: Unit,
    ahead_ms: i64,
    present: Vec<Option<u32>>,
    data: Data,
}

enum Data {
    Bool,
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Int96(Vec<Int96>),
    Float(Vec<f32>),
    Double(Vec<f64>),
    Bytes(Vec<ByteArray>),
}

impl Batch {
    fn read(columns: &mut [Column], wanted: usize) -> Result<Self, ParquetError> {
        let mut batch = Self { rows: wanted, columns: [const { None }; Field::COUNT] };
        for column in columns {
            let values = Values::read(column, wanted)?;
            batch.rows = batch.rows.min(values.present.len());
            batch.columns[column.field as usize] = Some(values);
        }
        Ok(batch)
    }

    fn give(&self, index: usize, location: Location, rows: &mut Rows, recorder: &mut Recorder<'_>) {
        recorder.account.ledger.lines += 1;
        let row = BatchRow { batch: self, index };
        match rows.read(&row, location, recorder) {
            Ok(()) => recorder.accept(1),
            Err(fault) => {
                recorder.account.ledger.reject(fault.as_str(), location.line(), 0, row.text().as_bytes());
            }
        }
    }
}

struct BatchRow<'b> {
    batch: &'b Batch,
    index: usize,
}

impl BatchRow<'_> {
    /// The fields that say who, when and where, for the ledger.
    fn text(&self) -> String {
        let shown = [Field::Mmsi, Field::Date, Field::Time, Field::Lat, Field::Lon];
        let has_column =
            |field: &Field| *field != Field::Date || self.batch.columns[*field as usize].is_some();
        let pair = |field: Field| match self.cell(field) {
            Cell::Empty => format!("{}=", field.as_str()),
            Cell::Integer(value) | Cell::Moment(value) => format!("{}={value}", field.as_str()),
            Cell::Number(value) => format!("{}={value}", field.as_str()),
            Cell::Text(text) => format!("{}={}", field.as_str(), String::from_utf8_lossy(text)),
        };
        shown.into_iter().filter(has_column).map(pair).collect::<Vec<_>>().join(", ")
    }
}

impl Row for BatchRow<'_> {
    fn cell(&self, field: Field) -> Cell<'_> {
        let Some(values) = &self.batch.columns[field as usize] else { return Cell::Empty };
        values.present[self.index].map_or(Cell::Empty, |at| values.cell(at as usize))
    }
}

impl Values {
    fn read(column: &mut Column, wanted: usize) -> Result<Self, ParquetError> {
        let (present, data) = match &mut column.reader {
            ColumnReader::BoolColumnReader(reader) => read_values(reader, wanted, |_| Data::Bool)?,
            ColumnReader::Int32ColumnReader(reader) => read_values(reader, wanted, Data::Int32)?,
            ColumnReader::Int64ColumnReader(reader) => read_values(reader, wanted, Data::Int64)?,
            ColumnReader::Int96ColumnReader(reader) => read_values(reader, wanted, Data::Int96)?,
            ColumnReader::FloatColumnReader(reader) => read_values(reader, wanted, Data::Float)?,
            ColumnReader::DoubleColumnReader(reader) => read_values(reader, wanted, Data::Double)?,
            ColumnReader::ByteArrayColumnReader(reader) => read_texts(reader, wanted)?,
            ColumnReader::FixedLenByteArrayColumnReader(reader) => read_values(reader, wanted, |values| {
                Data::Bytes(values.into_iter().map(Into::into).collect())
            })?,
        };
        Ok(Self { unit: column.unit, ahead_ms: column.ahead_ms, present, data })
    }

    fn cell(&self, at: usize) -> Cell<'_> {
        match &self.data {
            // Nothing at sea is true or false.
            Data::Bool => Cell::Empty,
            Data::Int32(values) => self.unit.cell(i64::from(values[at])),
            Data::Int64(values) => match self.unit.cell(values[at]) {
                Cell::Moment(local_ms) => Cell::Moment(local_ms.saturating_sub(self.ahead_ms)),
                cell => cell,
            },
            Data::Int96(values) => Cell::Moment(values[at].to_millis()),
            Data::Float(values) => Cell::Number(shortest(values[at])),
            Data::Double(values) => Cell::Number(values[at]),
            Data::Bytes(values) => self.unit.cell_of_bytes(values[at].data()),
        }
    }
}

/// The double nearest to the shortest decimal of a float: 12.3 and not 12.300000190734863.
fn shortest(value: f32) -> f64 {
    value.to_string().parse().unwrap_or(f64::NAN)
}

/// Reads up to `wanted` rows: for each row the index of its value, and the values.
fn read_values<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    wanted: usize,
    data: impl FnOnce(Vec<T::T>) -> Data,
) -> Result<(Vec<Option<u32>>, Data), ParquetError> {
    let (levels, values) = read_steps(reader, wanted, wanted, &mut |_| ())?;
    Ok((present(&levels, values.len())?, data(values)))
}

/// The same for texts: a few at a time, each cut where no field of a ship goes on, so that long ones take no memory.
fn read_texts(
    reader: &mut ColumnReaderImpl<ByteArrayType>,
    wanted: usize,
) -> Result<(Vec<Option<u32>>, Data), ParquetError> {
    let mut cut = |values: &mut [ByteArray]| {
        for value in values.iter_mut().filter(|value| value.len() > LONGEST_TEXT) {
            *value = ByteArray::from(value.data()[..LONGEST_TEXT].to_vec());
        }
    };
    let (levels, values) = read_steps(reader, wanted, pages::REPEATING, &mut cut)?;
    Ok((present(&levels, values.len())?, Data::Bytes(values)))
}

/// Bytes of a text that are looked at.
const LONGEST_TEXT: usize = 1024;

/// Reads up to `wanted` rows, at most `step` at a time, and gives the values of each step to `each`.
fn read_steps<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    wanted: usize,
    step: usize,
    each: &mut dyn FnMut(&mut [T::T]),
) -> Result<(Vec<i16>, Vec<T::T>), ParquetError> {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    let mut read = 0;
    while read < wanted {
        let (before, most) = (values.len(), step.min(wanted - read));
        let (rows, _, _) = reader.read_records(most, Some(&mut levels), None, &mut values)?;
        each(&mut values[before..]);
        if rows == 0 {
            break;
        }
        read += rows;
    }
    Ok((levels, values))
}

/// The index of the value of each row, by its definition level.
fn present(levels: &[i16], values: usize) -> Result<Vec<Option<u32>>, ParquetError> {
    let mut next = 0;
    let mut index = |defined: bool| {
        let at = defined.then_some(next);
        next += u32::from(defined);
        at
    };
    let present: Vec<Option<u32>> = match levels {
        [] => (0..values).map(|_| index(true)).collect(),
        levels => levels.iter().map(|level| index(*level > 0)).collect(),
    };
    if next as usize > values {
        return Err(ParquetError::General("fewer values than levels".to_owned()));
    }
    Ok(present)
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    /// Set for the process in which the panic happens, so that what it prints can be seen.
    const INSIDE: &str = "DARKWAKE_TEST_GUARDED";

    #[test]
    fn bytes_over_which_the_reader_panics_are_an_error_and_nothing_is_printed() {
        if std::env::var_os(INSIDE).is_some() {
            let step = || -> Result<(), ParquetError> { panic!("over damaged bytes") };
            assert!(guarded(|| guarded(step)).unwrap_err().to_string().contains("contradict each other"));
            assert!(catch_unwind(|| panic!("over our own fault")).is_err());
            return;
        }
        let test =
            "profile::parquet::tests::bytes_over_which_the_reader_panics_are_an_error_and_nothing_is_printed";
        let inside = Command::new(std::env::current_exe().unwrap())
            .args([test, "--exact", "--nocapture"])
            .env(INSIDE, "1")
            .output()
            .unwrap();
        let printed = String::from_utf8_lossy(&inside.stderr);
        assert!(inside.status.success(), "{printed}");
        assert!(!printed.contains("damaged bytes") && printed.contains("our own fault"), "{printed}");
    }
}
