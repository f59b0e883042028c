//! Why a case cannot be written, opened or read: with the path and what to do.

use std::io;
use std::path::{Path, PathBuf};

use parquet::errors::ParquetError;

use crate::{Fault, SCHEMA_VERSION};

/// Why a case was not written. What was there before is untouched.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A case is there and may not be replaced.
    #[error("{} already holds a case; pass --overwrite to replace it or name another folder", .0.display())]
    Exists(PathBuf),
    /// Something that darkwake did not make is there.
    #[error("{} is not a darkwake case and is left alone; name another folder", .0.display())]
    NotACase(PathBuf),
    /// The path has no last part to name a folder by.
    #[error("{} names no folder; give the case a name", .0.display())]
    NoName(PathBuf),
    /// Another process is writing the same case.
    #[error("another darkwake is writing {}; wait for it to end or name another folder", .0.display())]
    Locked(PathBuf),
    /// The file system refused.
    #[error("cannot {doing} {}: {source}; check space and permissions", .path.display())]
    Io {
        /// What was tried.
        doing: &'static str,
        /// On what.
        path: PathBuf,
        /// What was found.
        source: io::Error,
    },
    /// A table could not be encoded or written.
    #[error("cannot write table {}: {source}; check space and permissions", .path.display())]
    Table {
        /// The file.
        path: PathBuf,
        /// What was found.
        source: io::Error,
    },
    /// The case that is to be added to cannot be opened.
    #[error(transparent)]
    Former(#[from] OpenError),
    /// The case that is to be added to lacks a table or a part of one.
    #[error(
        "{}: {fault}; `darkwake verify {}` tells more, and `--overwrite` makes the case anew",
        .path.display(), .path.display()
    )]
    DamagedFormer {
        /// The case.
        path: PathBuf,
        /// What is wrong with it.
        fault: Fault,
    },
    /// What was written before cannot be read back.
    #[error("cannot read back what was written: {0}")]
    ReadBack(#[from] TableError),
    /// The manifest could not be put into JSON.
    #[error("cannot write the manifest of {}: {source}", .path.display())]
    Manifest {
        /// The case.
        path: PathBuf,
        /// What was found.
        source: serde_json::Error,
    },
}

/// Why a folder is not opened as a case.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no manifest.
    #[error("{} is not a case: it has no manifest.json; make one with `darkwake run INPUT... --out {}`", .0.display(), .0.display())]
    Missing(PathBuf),
    /// The case was being replaced when the machine or program stopped.
    #[error("{} is gone but {} holds its last version; rename that folder to open it", .path.display(), .former.display())]
    Interrupted {
        /// The case.
        path: PathBuf,
        /// Where its last version is.
        former: PathBuf,
    },
    /// The manifest cannot be read.
    #[error("cannot read {}: {source}", .path.display())]
    Io {
        /// The manifest.
        path: PathBuf,
        /// What was found.
        source: io::Error,
    },
    /// The manifest is not darkwake's.
    #[error("{} is not a manifest of darkwake: {why}", .path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What was found.
        why: String,
    },
    /// There is nothing in it but reports.
    #[error("{} was read and not looked into yet; `darkwake run INPUT... --out {}` does it", .0.display(), .0.display())]
    NotLookedInto(PathBuf),
    /// The tables are of another version.
    #[error(
        "{} has tables of version {found}, this darkwake reads version {SCHEMA_VERSION}; rebuild it with \
         `darkwake run INPUT... --out {} --overwrite`",
        .path.display(), .path.display()
    )]
    Version {
        /// The case.
        path: PathBuf,
        /// Its version.
        found: u64,
    },
}

/// Why a table of an open case is not read.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file cannot be read.
    #[error("cannot read {}: {source}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What was found.
        source: io::Error,
    },
    /// The file is no Parquet, or a broken one.
    #[error("{} is damaged: {source}; restore it from a copy, or rebuild the case with `darkwake run INPUT... --out CASE --overwrite`", .path.display())]
    Parquet {
        /// The file.
        path: PathBuf,
        /// What was found.
        source: ParquetError,
    },
    /// A column is missing or of another type.
    #[error("{} has no column {column} of the type that this version writes", .path.display())]
    Column {
        /// The file.
        path: PathBuf,
        /// The column.
        column: &'static str,
    },
    /// A row holds a value that its column cannot have.
    #[error("row {row} of {} holds a value that no darkwake writes", .path.display())]
    Value {
        /// The file.
        path: PathBuf,
        /// The row, counted from 1.
        row: usize,
    },
}

impl WriteError {
    /// Whether the place was refused, so that another one would do, rather than that the file system failed.
    pub const fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::Exists(_)
                | Self::NotACase(_)
                | Self::NoName(_)
                | Self::Locked(_)
                | Self::Former(_)
                | Self::DamagedFormer { .. }
        )
    }

    /// Names what was tried on `path`.
    pub(crate) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { doing, path: path.to_owned(), source }
    }

    /// Names the table at `path`.
    pub(crate) fn table(path: &Path) -> impl Fn(io::Error) -> Self {
        move |source| Self::Table { path: path.to_owned(), source }
    }
}

impl TableError {
    /// Names the file at `path`.
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { path: path.to_owned(), source }
    }

    /// Names the damaged table at `path`.
    pub(crate) fn parquet(path: &Path) -> impl Fn(ParquetError) -> Self {
        move |source| Self::Parquet { path: path.to_owned(), source }
    }
}
