//! Where a file goes: to a path, or to standard output where the path is `-`.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;

/// Where a file goes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Output<'a> {
    Path { path: &'a Path, overwrite: bool },
    Standard,
}

impl<'a> Output<'a> {
    /// The place of this path.
    pub(super) fn of(path: &'a Path, overwrite: bool) -> Self {
        if path == Path::new("-") { Self::Standard } else { Self::Path { path, overwrite } }
    }

    /// Lets `fill` make the file. For standard output it is made whole in a scratch folder first: some formats are not
    /// written from start to end, and half a file would not be told from a whole one.
    pub(super) fn fill<T>(self, fill: impl FnOnce(&Path, bool) -> Result<T>) -> Result<T> {
        let Self::Path { path, overwrite } = self else {
            let home = tempfile::tempdir()?;
            let file = home.path().join("file");
            let told = fill(&file, false)?;
            io::copy(&mut File::open(file)?, &mut io::stdout().lock())?;
            return Ok(told);
        };
        fill(path, overwrite)
    }

    /// Says what is in the file, where standard output is not the file.
    pub(super) fn tell(self, held: &str) -> io::Result<()> {
        let Self::Path { path, .. } = self else { return Ok(()) };
        let path = case::render::visible(&path.display().to_string());
        writeln!(io::stdout(), "{path}: {held}")
    }
}
