//! Why a file was not written.

use std::io;
use std::path::PathBuf;

/// Why an export was not written. What was there before is untouched.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A file is there already.
    #[error("{} is already there; pass --overwrite to replace it or name another file", .0.display())]
    Exists(PathBuf),
    /// The path has no last part to name a file by.
    #[error("{} names no file", .0.display())]
    NoName(PathBuf),
    /// A table has more rows than the format holds.
    #[error("{table} has {rows} rows and {format} holds {most}; gpkg and geoparquet hold them all")]
    TooMany {
        /// The table.
        table: &'static str,
        /// Its rows.
        rows: usize,
        /// The format.
        format: &'static str,
        /// The most that it holds.
        most: usize,
    },
    /// The file system refused.
    #[error("cannot write {}: {source}; check space and permissions", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What was found.
        source: io::Error,
    },
}
