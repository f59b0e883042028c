//! Which files count in runs that were spilled before an interruption.
//!
//! A run that was interrupted leaves runs with all reports of some files and with parts of others. Those others are read
//! again by whoever takes the runs up, and what the old runs hold of them must never count again, even where that
//! reading is interrupted, too, and they are whole in the runs that it left.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use model::FileId;

use super::pool::put_whole;
use crate::error::WriteError;

/// Every time that runs of a folder were taken up, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Takings(Vec<Taking>);

/// Of the first `runs` runs only `files` count.
#[derive(Debug, Clone, PartialEq)]
struct Taking {
    runs: usize,
    files: Arc<BTreeSet<FileId>>,
}

const NAME: &str = "taken-up.json";

impl Takings {
    /// Those of a folder; `None` where they cannot be read, so that nothing there can be used.
    pub(super) fn read(folder: &Path) -> Option<Self> {
        let text = match fs::read(folder.join(NAME)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Some(Self::default()),
            Err(_) => return None,
        };
        let takings: Vec<(usize, Vec<u32>)> = serde_json::from_slice(&text).ok()?;
        let taking = |(runs, files): (usize, Vec<u32>)| Taking {
            runs,
            files: Arc::new(files.into_iter().map(FileId).collect()),
        };
        Some(Self(takings.into_iter().map(taking).collect()))
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), WriteError> {
        let takings: Vec<(usize, Vec<u32>)> = self
            .0
            .iter()
            .map(|taking| (taking.runs, taking.files.iter().map(|file| file.0).collect()))
            .collect();
        let path = folder.join(NAME);
        let text = serde_json::to_vec(&takings)
            .map_err(|source| WriteError::Manifest { path: path.clone(), source })?;
        put_whole(&path, &text)
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Notes that `files` are kept of `runs` runs, which are all that are left.
    pub(super) fn take(&mut self, runs: usize, files: &BTreeSet<FileId>) {
        for before in &mut self.0 {
            before.files = Arc::new(&*before.files & files);
            before.runs = before.runs.min(runs);
        }
        self.0.push(Taking { runs, files: Arc::new(files.clone()) });
    }

    /// The files that count in a run; `None` where all do.
    pub(super) fn counted(&self, run: usize) -> Option<Arc<BTreeSet<FileId>>> {
        let first = self.0.iter().find(|taking| run < taking.runs)?;
        Some(Arc::clone(&first.files))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(numbers: &[u32]) -> BTreeSet<FileId> {
        numbers.iter().copied().map(FileId).collect()
    }

    #[test]
    fn a_file_that_was_read_again_counts_in_the_later_runs_alone() {
        let mut takings = Takings::default();
        assert_eq!(takings.counted(0), None);
        takings.take(2, &files(&[0, 1]));
        takings.take(3, &files(&[0, 2]));
        let counted: Vec<_> = (0..4).map(|run| takings.counted(run).map(|files| (*files).clone())).collect();
        assert_eq!(counted, [Some(files(&[0])), Some(files(&[0])), Some(files(&[0, 2])), None]);
        takings.take(1, &files(&[0, 2]));
        assert_eq!(takings.counted(0).map(|files| (*files).clone()), Some(files(&[0])));
        assert_eq!(takings.counted(1), None, "it was written in the place of one that was torn");
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Takings::read(folder.path()), Some(Takings::default()));
        takings.write(folder.path()).unwrap();
        assert_eq!(Takings::read(folder.path()), Some(takings));
        fs::write(folder.path().join(NAME), "[[2,[0,").unwrap();
        assert_eq!(Takings::read(folder.path()), None);
    }
}
