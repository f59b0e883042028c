//! Whether a case, and the archive that it was made from, are still what the manifest says.

use std::fs;
use std::io;
use std::path::Path;

use crate::error::TableError;
use crate::folder;
use crate::manifest::{Input, TableFile};
use crate::{Case, table};

/// A file of a case that is not as the manifest says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is gone.
    #[error("{0} is missing")]
    Missing(String),
    /// Its bytes were changed.
    #[error("{0} was changed since the case was written")]
    Changed(String),
    /// Its bytes are those listed, its rows are not as many.
    #[error("rows in {path}: {found}; the manifest lists {listed}")]
    Rows {
        /// The file.
        path: String,
        /// Rows in it.
        found: i64,
        /// Rows that the manifest lists.
        listed: i64,
    },
}

/// What became of a source file since the case was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputState {
    /// It is where it was, with the same bytes.
    Same,
    /// It is where it was, and holds other bytes.
    Changed,
    /// There is no regular file at its path, as seen from here: nothing can be said of it.
    NotThere,
}

impl Case {
    /// The files whose bytes or rows are not those that were written.
    ///
    /// # Errors
    /// When a file is there but cannot be read.
    pub fn verify(&self) -> Result<Vec<Fault>, TableError> {
        let faults = self.manifest().tables.iter().map(|file| fault(&self.dir().join(&file.path), file));
        faults.filter_map(Result::transpose).collect()
    }

    /// Every source file with what became of it, in the order of the manifest. Relative paths are looked for below
    /// the working folder, as when they were named.
    ///
    /// # Errors
    /// When a file is there but cannot be read.
    pub fn verify_inputs(&self) -> Result<Vec<(&Input, InputState)>, TableError> {
        let state = |input| state(input).map(|state| (input, state));
        self.manifest().inputs.iter().map(state).collect()
    }
}

fn fault(path: &Path, file: &TableFile) -> Result<Option<Fault>, TableError> {
    match folder::sha256(path) {
        Ok(found) if found == file.sha256 => {
            let rows = table::count(path)?;
            let fault = || Fault::Rows { path: file.path.clone(), found: rows, listed: file.rows };
            Ok((rows != file.rows).then(fault))
        }
        Ok(_) => Ok(Some(Fault::Changed(file.path.clone()))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Some(Fault::Missing(file.path.clone()))),
        Err(error) => Err(TableError::io(path)(error)),
    }
}

/// A case may come from anyone: only regular files are opened, and one of another length is not read at all.
fn state(input: &Input) -> Result<InputState, TableError> {
    let path = Path::new(&input.path);
    match fs::metadata(path) {
        Ok(found) if !found.is_file() => Ok(InputState::NotThere),
        Ok(found) if i64::try_from(found.len()) != Ok(input.bytes) => Ok(InputState::Changed),
        Ok(_) => {
            let found = folder::sha256(path).map_err(TableError::io(path))?;
            Ok(if found == input.sha256 { InputState::Same } else { InputState::Changed })
        }
        Err(_) => Ok(InputState::NotThere),
    }
}
