//! A file that is either there as a whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::ExportError;

/// Lets `fill` make a file beside `path` and puts it there when it is whole; one that is there stays unless it may be
/// replaced.
pub(crate) fn beside(
    path: &Path,
    overwrite: bool,
    fill: impl FnOnce(&Path) -> io::Result<()>,
) -> Result<(), ExportError> {
    if path.exists() && !overwrite {
        return Err(ExportError::Exists(path.to_owned()));
    }
    let partial = Partial(partial(path)?);
    let _ = fs::remove_file(&partial.0);
    let fault = |source| ExportError::Io { path: path.to_owned(), source };
    fill(&partial.0).map_err(fault)?;
    File::open(&partial.0).and_then(|file| file.sync_all()).map_err(fault)?;
    fs::rename(&partial.0, path).map_err(fault)
}

/// The same for what is written from start to end.
pub(crate) fn stream(
    path: &Path,
    overwrite: bool,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), ExportError> {
    beside(path, overwrite, |partial| {
        let mut out = BufWriter::new(File::create(partial)?);
        fill(&mut out)?;
        out.flush()
    })
}

/// What is not put in its place is removed.
struct Partial(PathBuf);

impl Drop for Partial {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn partial(path: &Path) -> Result<PathBuf, ExportError> {
    let name = path.file_name().ok_or_else(|| ExportError::NoName(path.to_owned()))?;
    Ok(path.with_file_name(format!(".{}.partial", name.to_string_lossy())))
}
