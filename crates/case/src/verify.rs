//! Whether the files of a case are still what its manifest says.

use std::io;
use std::path::Path;

use crate::error::TableError;
use crate::folder;
use crate::manifest::TableFile;
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

impl Case {
    /// The files whose bytes or rows are not those that were written.
    ///
    /// # Errors
    /// When a file is there but cannot be read.
    pub fn verify(&self) -> Result<Vec<Fault>, TableError> {
        let faults = self.manifest().tables.iter().map(|file| fault(&self.dir().join(&file.path), file));
        faults.filter_map(Result::transpose).collect()
    }

    /// The first file that is not there or not as long as it was written: all that can be told without reading them.
    pub(crate) fn first_gap(&self) -> Option<Fault> {
        let fault = |file: &TableFile| match self.dir().join(&file.path).metadata() {
            Ok(found) if i64::try_from(found.len()) == Ok(file.bytes) => None,
            Ok(_) => Some(Fault::Changed(file.path.clone())),
            Err(_) => Some(Fault::Missing(file.path.clone())),
        };
        self.manifest().tables.iter().find_map(fault)
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
