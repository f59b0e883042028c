//! Files that a command writes whole, and replaces only where that is asked for.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};

use crate::exit::Usage;

/// Writes a text.
pub(crate) fn write(path: &Path, text: &str, replace: bool) -> Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .create_new(!replace)
        .open(path)
        .map_err(|error| Usage(format!("cannot write {}: {error}", path.display())))?;
    file.write_all(text.as_bytes()).with_context(|| format!("cannot write {}", path.display()))
}
