//! A simulated world, ready to be written: the way from options to archive and truth.

use std::io;
use std::path::Path;

use crate::truth::Truth;
use crate::{Format, Options};

/// What was sent and heard in a simulated world, and the truth behind it.
#[derive(Debug, Clone)]
pub struct Simulation {
    truth: Truth,
}

/// Builds a world and listens to it.
pub fn simulate(_options: &Options) -> Simulation {
    Simulation { truth: Truth::default() }
}

impl Simulation {
    /// What truly happened.
    pub const fn truth(&self) -> &Truth {
        &self.truth
    }

    /// Writes `dir/archive` and `dir/truth`; files of the same names are replaced.
    ///
    /// # Errors
    /// When a folder or file cannot be written.
    pub fn write(&self, dir: &Path, _format: Format) -> io::Result<()> {
        std::fs::create_dir_all(dir.join("archive"))?;
        self.truth.write(&dir.join("truth"))
    }
}
