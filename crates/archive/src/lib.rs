//! Archive files to reports, with a ledger of every line.
//!
//! The first stage: it finds the files of an archive ([`discover`]), tells what each one is by its content, undoes
//! compression, opens zip and tar archives, and turns every line or row into a [`model::Report`] ([`read`]). Nothing is guessed and nothing is
//! dropped in silence: each line of a file is accepted, skipped or rejected for a stated reason ([`Ledger`]). Later a
//! finding can be opened to the bytes that made it ([`raw_records`]).

mod cell;
mod comma;
mod custom;
mod decimal;
mod decode;
mod discover;
mod encoding;
mod error;
mod field;
mod format;
mod glance;
mod header;
mod hints;
mod ledger;
mod lines;
mod members;
mod message;
mod moment;
mod null;
mod options;
mod pieces;
mod profile;
mod quote;
mod raw;
mod read;
mod reading;
mod recorder;
mod row;
mod sniff;
mod station;
mod stored;
mod streams;
mod summary;
mod table;
mod tail;
#[cfg(test)]
mod testing;
mod torn;
mod units;
mod vouched;
mod watch;
mod wide;
mod words;
mod xz;
mod zone;

use std::path::{Path, PathBuf};

use model::{FileId, Location, Report};

pub use custom::{CustomProfile, ProfileError};
pub use decode::{DecodeSummary, Sink, decode_file, decode_stream, look_at};
pub use discover::{Found, discover};
pub use error::{InputError, NAME_COLUMNS, ReadError};
pub use format::{Format, Known};
pub use glance::{Extent, Layout, Shape, Sniffed, Understood, Wrapping};
pub use ledger::{Ledger, Reject};
pub use members::{Pass, passes};
pub use options::ReadOptions;
pub use pieces::{Large, Piece, Pieces, Stitcher, Survey};
pub use profile::formats;
pub use quote::Quote;
pub use station::station_of;
pub use stored::Fingerprint;
pub use summary::{SourceSummary, Waiting, WaitingKind};
pub use tail::ReadBefore;
pub use zone::{TAKEN_AS_UTC, UtcOffset, UtcOffsetError, Zone, is_noted_again};

/// Reads a file from end to end and gives every report in it to `sink`, in the order of the file.
///
/// ```
/// use darkwake_archive::{ReadOptions, read};
/// use model::{FileId, Report};
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("ships.csv");
/// std::fs::write(&path, "mmsi,timestamp,lat,lon\n440000001,2024-03-01T12:00:00Z,35.1,129.04\n440000001,never,35,129\n")?;
/// let mut reports = Vec::new();
/// let summary = read(&path, FileId(0), &ReadOptions::default(), &mut |report| reports.push(report))?;
/// assert!(matches!(reports.as_slice(), [Report::Position(fix)] if fix.position.lat() == 35.1));
/// assert_eq!(summary.ledger.rejects[0].reason, "bad_time");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When the file cannot be opened, is of an unknown kind, or says nowhere when its messages were received. Faults
/// inside the file are no errors: they are counted in the ledger or named as damage.
pub fn read(
    path: &Path,
    file: FileId,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Report),
) -> Result<SourceSummary, ReadError> {
    read::read(path, file, options, sink)
}

/// Reads files of one [`Pass`], numbered as `ids` say; what each came to, in their order.
///
/// The reports of members of one tar come in the order in which it holds them.
///
/// ```
/// use darkwake_archive::{ReadOptions, read_together};
/// use model::FileId;
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("ships.csv");
/// std::fs::write(&path, "mmsi,timestamp,lat,lon\n440000001,2024-03-01T12:00:00Z,35.1,129.04\n")?;
/// let read = read_together(&[path], &[FileId(7)], &ReadOptions::default(), &mut |_| ());
/// assert!(matches!(read.as_slice(), [Ok(summary)] if summary.file == FileId(7) && summary.reports == 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_together(
    files: &[PathBuf],
    ids: &[FileId],
    options: &ReadOptions,
    sink: &mut dyn FnMut(Report),
) -> Vec<Result<SourceSummary, ReadError>> {
    read::read_together(files, ids, options, sink)
}

/// Reads what is new of a file that has grown since it was read. The summary counts the new lines, and again the parts
/// that waited; its size and hash are those of the whole file. `None` if the file must be read from its start.
///
/// # Errors
/// As [`read`].
pub fn read_on(
    path: &Path,
    file: FileId,
    options: &ReadOptions,
    before: &ReadBefore<'_>,
    sink: &mut dyn FnMut(Report),
) -> Result<Option<SourceSummary>, ReadError> {
    tail::read_on(path, file, options, before, sink)
}

/// What identifies the stored bytes of each file of one [`Pass`], without reading them as records.
pub fn fingerprints(files: &[PathBuf]) -> Vec<Result<Fingerprint, ReadError>> {
    read::fingerprints(files)
}

/// The same for the first `bytes` bytes of one file.
///
/// # Errors
/// When the file cannot be opened or read.
pub fn fingerprint_of_start(path: &Path, bytes: u64) -> Result<Fingerprint, ReadError> {
    read::fingerprint_of_start(path, bytes)
}

/// What a file is and how [`read`] would take it, told from its beginning: at most a mebibyte of uncompressed text, or a
/// thousand rows.
///
/// # Errors
/// When the file cannot be opened, or is packed or encoded in a way that is not read.
pub fn sniff(path: &Path, options: &ReadOptions) -> Result<Sniffed, ReadError> {
    glance::sniff(path, options)
}

/// The same for the files of one [`Pass`], in their order.
pub fn sniff_together(files: &[PathBuf], options: &ReadOptions) -> Vec<Result<Sniffed, ReadError>> {
    glance::sniff_together(files, options)
}

/// The lines of the records at `wanted`, in that order, decoded as the file was read and otherwise untouched.
///
/// One pass over the file. Of a location that spans several lines of a log only the lines of its own message are quoted.
/// A location that the file does not have is left out.
///
/// # Errors
/// When the file cannot be opened or read up to the last location.
pub fn raw_records(path: &Path, wanted: &[Location]) -> Result<Vec<Quote>, ReadError> {
    raw::raw_records(path, wanted)
}

/// The same for files of one [`Pass`], each with its own locations.
///
/// # Errors
/// As [`raw_records`], for the first file that cannot be opened.
pub fn raw_records_together(wanted: &[(&Path, &[Location])]) -> Result<Vec<Quote>, ReadError> {
    raw::raw_records_together(wanted)
}
