//! Files that a command writes whole, and replaces only where that is asked for.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};

use crate::exit::Usage;

/// Refuses a file that is there already, unless it may be replaced.
pub(crate) fn may_be_written(path: &Path, replace: bool) -> Result<(), Usage> {
    match path.try_exists() {
        Ok(true) if !replace => Err(is_there(path)),
        _ => Ok(()),
    }
}

fn is_there(path: &Path) -> Usage {
    Usage(format!("cannot write {}: it is already there; pass --overwrite to replace it", path.display()))
}

/// Writes a text.
pub(crate) fn write(path: &Path, text: &str, replace: bool) -> Result<()> {
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).create_new(!replace).open(path).map_err(
            |error| match error.kind() {
                io::ErrorKind::AlreadyExists => is_there(path),
                _ => Usage(format!("cannot write {}: {error}", path.display())),
            },
        )?;
    file.write_all(text.as_bytes()).with_context(|| format!("cannot write {}", path.display()))
}
