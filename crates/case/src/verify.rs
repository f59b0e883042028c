//! Whether the files of a case are still what its manifest says.

use std::collections::{BTreeMap, BTreeSet};
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
    /// The manifest lists other inputs than the table of source files; which, and how they differ.
    #[error("the inputs in manifest.json are not those of sources.parquet: {0}")]
    Inputs(String),
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
        if faults.iter().all(is_whole) {
            faults.extend(self.unlike_the_sources()?.map(Fault::Inputs));
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

    /// How the first input that is not the one in `sources` differs, and how many others do.
    fn unlike_the_sources(&self) -> Result<Option<String>, TableError> {
        let sources: Vec<Input> = self.sources()?.iter().map(Input::from).collect();
        let by_id = |inputs: &[Input]| -> BTreeMap<i64, Input> {
            inputs.iter().map(|input| (input.file_id, input.clone())).collect()
        };
        let (listed, stored) = (by_id(&self.manifest().inputs), by_id(&sources));
        let ids: BTreeSet<i64> = listed.keys().chain(stored.keys()).copied().collect();
        let unlike = |id: &i64| difference(listed.get(id), stored.get(id));
        let mut differences = ids.iter().filter_map(unlike);
        let Some(first) = differences.next() else {
            let same = sources == self.manifest().inputs;
            return Ok((!same).then(|| "they stand in another order, or twice".to_owned()));
        };
        Ok(Some(match differences.count() {
            0 => first,
            others => format!("{first}; {others} more differ"),
        }))
    }
}

/// How an input in the manifest differs from the one in the table of source files.
fn difference(listed: Option<&Input>, stored: Option<&Input>) -> Option<String> {
    let (listed, stored) = match (listed, stored) {
        (Some(listed), Some(stored)) => (listed, stored),
        (Some(listed), None) => return Some(format!("{} is in the manifest alone", listed.path)),
        (None, stored) => return Some(format!("{} is missing in the manifest", stored?.path)),
    };
    let texts = [("path", &listed.path, &stored.path), ("sha256", &listed.sha256, &stored.sha256)];
    let counts = [
        ("bytes", listed.bytes, stored.bytes),
        ("lines", listed.lines, stored.lines),
        ("accepted", listed.accepted, stored.accepted),
        ("skipped", listed.skipped, stored.skipped),
        ("rejected", listed.rejected, stored.rejected),
    ];
    let texts = texts.into_iter().map(|(name, listed, stored)| (name, listed.clone(), stored.clone()));
    let counts =
        counts.into_iter().map(|(name, listed, stored)| (name, listed.to_string(), stored.to_string()));
    let mut unlike = texts.chain(counts).filter(|(_, listed, stored)| listed != stored);
    let (name, in_manifest, in_table) = unlike.next()?;
    Some(format!("{name} of {}: {in_manifest}; the table has {in_table}", listed.path))
}

const SOURCES: &str = "sources.parquet";

impl Fault {
    /// Whether a table that the manifest lists is not as it was written.
    pub fn is_of_table(&self) -> bool {
        matches!(self, Self::Missing(_) | Self::Changed(_) | Self::Rows { .. })
    }

    /// The file that it is about.
    fn path(&self) -> Option<&str> {
        match self {
            Self::Missing(path) | Self::Changed(path) | Self::Unlisted(path) | Self::Rows { path, .. } => {
                Some(path)
            }
            Self::Inputs(_) => None,
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
