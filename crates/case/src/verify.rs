//! Whether the files of a case are still what its manifest says.

use std::collections::BTreeSet;
use std::fs;
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
    /// No run wrote it.
    #[error("{0} is no file of the case")]
    Unlisted(String),
    /// The manifest lists other inputs than the table of source files.
    #[error("the inputs in manifest.json are not those of sources.parquet")]
    Inputs,
}

impl Case {
    /// What is not as it was written: files whose bytes or rows are others, tables that no manifest lists, and a list of
    /// inputs that is not that of `sources`.
    ///
    /// # Errors
    /// When a file is there but cannot be read.
    pub fn verify(&self) -> Result<Vec<Fault>, TableError> {
        let faults = self.manifest().tables.iter().map(|file| fault(&self.dir().join(&file.path), file));
        let mut faults: Vec<Fault> = faults.filter_map(Result::transpose).collect::<Result<_, _>>()?;
        faults.extend(self.unlisted());
        let is_whole = |fault: &Fault| fault.path() != Some(SOURCES);
        if faults.iter().all(is_whole) && !self.inputs_are_the_sources()? {
            faults.push(Fault::Inputs);
        }
        Ok(faults)
    }

    /// The first thing that is wrong with a case which is added to: a file that is not there or not as long as it was
    /// written, or one of those that are read as a whole and not as it was. Day files are looked at when they are merged.
    pub(crate) fn first_fault(&self) -> Result<Option<Fault>, TableError> {
        for file in &self.manifest().tables {
            let path = self.dir().join(&file.path);
            let is_day = folder::day_of(&file.path).is_some();
            let found = if is_day { length_fault(&path, file) } else { fault(&path, file)? };
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// Tables in the folder of the case, or in the folders of its tables, that it does not list.
    fn unlisted(&self) -> Vec<Fault> {
        let tables = &self.manifest().tables;
        let listed: BTreeSet<&str> = tables.iter().map(|file| file.path.as_str()).collect();
        let folders: BTreeSet<&str> =
            tables.iter().map(|file| file.path.rsplit_once('/').map_or("", |(folder, _)| folder)).collect();
        let mut found = Vec::new();
        for folder in folders {
            for entry in fs::read_dir(self.dir().join(folder)).into_iter().flatten().flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                if path.ends_with(".parquet") && !listed.contains(path.as_str()) {
                    found.push(path);
                }
            }
        }
        found.sort();
        found.into_iter().map(Fault::Unlisted).collect()
    }

    fn inputs_are_the_sources(&self) -> Result<bool, TableError> {
        let sources: Vec<Input> = self.sources()?.iter().map(Input::from).collect();
        Ok(sources == self.manifest().inputs)
    }
}

const SOURCES: &str = "sources.parquet";

impl Fault {
    /// The file that it is about.
    fn path(&self) -> Option<&str> {
        match self {
            Self::Missing(path) | Self::Changed(path) | Self::Unlisted(path) | Self::Rows { path, .. } => {
                Some(path)
            }
            Self::Inputs => None,
        }
    }
}

/// What is wrong with a file that shows without reading it.
fn length_fault(path: &Path, file: &TableFile) -> Option<Fault> {
    match path.metadata() {
        Ok(found) if found.is_file() && i64::try_from(found.len()) == Ok(file.bytes) => None,
        Ok(_) => Some(Fault::Changed(file.path.clone())),
        Err(_) => Some(Fault::Missing(file.path.clone())),
    }
}

/// What is wrong with a file.
pub(crate) fn fault(path: &Path, file: &TableFile) -> Result<Option<Fault>, TableError> {
    if let Some(fault) = length_fault(path, file) {
        return Ok(Some(fault));
    }
    if folder::sha256(path).map_err(TableError::io(path))? != file.sha256 {
        return Ok(Some(Fault::Changed(file.path.clone())));
    }
    let rows = table::count(path)?;
    let fault = || Fault::Rows { path: file.path.clone(), found: rows, listed: file.rows };
    Ok((rows != file.rows).then(fault))
}
