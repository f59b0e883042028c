//! Why inputs are refused as a whole; single bad lines are counted in the ledger instead.

use std::io;
use std::path::{Path, PathBuf};

/// Why an input, or what lies below it, is not looked into.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// It cannot be looked at.
    #[error("cannot look at {}: {source}", path.display())]
    Unreadable {
        /// The input, or a file below it.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It is a pipe, socket or device.
    #[error("{} is neither a file nor a folder", path.display())]
    NotAFile {
        /// The input, or a file below it.
        path: PathBuf,
    },
    /// It is an archive that breaks off, or a member of one that is not read.
    #[error("{} {why}", path.display())]
    Member {
        /// The archive, or the member as `archive.zip!/member`.
        path: PathBuf,
        /// What is wrong with it, as the rest of a sentence about it.
        why: String,
    },
    /// No file has a name that fits a pattern.
    #[error("no file fits the pattern {}", path.display())]
    NoMatch {
        /// The pattern.
        path: PathBuf,
    },
    /// A symbolic link leads back to a folder that holds it.
    #[error("{} leads back to a folder that holds it", path.display())]
    Loop {
        /// The link.
        path: PathBuf,
    },
}

/// Why nothing of a file can be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It cannot be opened or read.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It is of a kind that darkwake does not read.
    #[error("{} is {what}; {hint}", path.display())]
    Unsupported {
        /// The file.
        path: PathBuf,
        /// What it is.
        what: &'static str,
        /// What to do about it.
        hint: &'static str,
    },
    /// Its columns fit no profile.
    #[error(
        "{}: {why}; found the header \"{header}\"{}; {NAME_COLUMNS}", path.display(),
        nearest.as_ref().map_or_else(String::new, |nearest| format!("; the nearest profile is {nearest}"))
    )]
    UnknownHeader {
        /// The file.
        path: PathBuf,
        /// The first line, control characters escaped.
        header: String,
        /// What is missing or ambiguous.
        why: String,
        /// The most similar profile and its columns; `None` where it has none of these.
        nearest: Option<String>,
    },
    /// Something that its format leaves open is not named by the user either.
    #[error("{}: the format {format} does not say {what}; {hint}", path.display())]
    Unstated {
        /// The file.
        path: PathBuf,
        /// The name of its format.
        format: &'static str,
        /// What is open.
        what: &'static str,
        /// How to name it.
        hint: &'static str,
    },
    /// Its format has two ways to write numbers, and its rows do not show which.
    #[error("{}: it has the columns of {format}, but {why}", path.display())]
    Ambiguous {
        /// The file.
        path: PathBuf,
        /// The name of its format.
        format: &'static str,
        /// What the rows show, and what to do if anything can be done.
        why: &'static str,
    },
    /// It lies in a folder that is a file geodatabase as a whole.
    #[error(
        "{folder} is an ESRI file geodatabase; convert a layer of broadcasts to CSV: ogr2ogr -f CSV broadcasts.csv \
         {folder} -dialect SQLite -sql \"SELECT *, ST_X(Shape) AS LON, ST_Y(Shape) AS LAT FROM Broadcast\" (layers: \
         ogrinfo {folder}); the MMSI that NOAA published for 2010 to 2014 are encrypted and match no list",
        folder = path.display()
    )]
    Geodatabase {
        /// The folder.
        path: PathBuf,
    },
    /// A log of sentences in which not one line says when it was received.
    #[error("{}: not one line says when it was received; name the day with --date", path.display())]
    NoTime {
        /// The file.
        path: PathBuf,
    },
    /// A table file whose structure cannot be read.
    #[error("{} is no readable Parquet file: {why}", path.display())]
    Parquet {
        /// The file.
        path: PathBuf,
        /// What the reader says.
        why: String,
    },
}

/// What to do with a table that no profile fits.
pub const NAME_COLUMNS: &str =
    "if it is a table of ships, name its columns with --profile (docs/src/tables-of-your-own.md)";

impl InputError {
    /// The input, or the file or folder below it.
    pub fn path(&self) -> &Path {
        match self {
            Self::Unreadable { path, .. }
            | Self::NotAFile { path }
            | Self::Member { path, .. }
            | Self::NoMatch { path }
            | Self::Loop { path } => path,
        }
    }

    /// Names what could not be looked at.
    pub(crate) fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Unreadable { path: path.to_owned(), source }
    }
}

impl ReadError {
    /// The file.
    pub fn path(&self) -> &Path {
        match self {
            Self::Io { path, .. }
            | Self::Unsupported { path, .. }
            | Self::UnknownHeader { path, .. }
            | Self::Unstated { path, .. }
            | Self::Ambiguous { path, .. }
            | Self::Geodatabase { path }
            | Self::NoTime { path }
            | Self::Parquet { path, .. } => path,
        }
    }
}
