//! Whether a file is the one that was read.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// What changes when a file does, or another takes its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp(Option<(SystemTime, u64, u64)>);

impl Stamp {
    pub(crate) fn of(path: &Path) -> Self {
        let metadata = fs::metadata(path).ok();
        Self(
            metadata.and_then(|metadata| Some((metadata.modified().ok()?, metadata.len(), inode(&metadata)))),
        )
    }
}

/// What tells a file from another of the same time and size.
#[cfg(unix)]
fn inode(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

/// Elsewhere time and size have to do.
#[cfg(not(unix))]
fn inode(_: &fs::Metadata) -> u64 {
    0
}
