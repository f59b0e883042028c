//! Sorted reports, in memory or spilled, to be merged with others.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

use model::FileId;

use super::batch::Batch;
use super::report::Report;
use super::spill::{Index, Spill};

/// Reports in the order of the store.
pub(super) enum Run {
    Memory(Batch),
    Spilled(Spilled),
}

/// A run on the disk.
pub(super) struct Spilled {
    pub(super) fixes: (PathBuf, Index),
    pub(super) statics: (PathBuf, Index),
    /// The files that count, where it was taken up from a run that was interrupted inside others.
    pub(super) counted: Option<BTreeSet<FileId>>,
}

impl Spilled {
    /// Whether its reports of a file count.
    pub(super) fn counts(&self, file: FileId) -> bool {
        self.counted.as_ref().is_none_or(|files| files.contains(&file))
    }
}

/// A kind of reports, as a run finds its own of them.
pub(super) trait Kind: Report {
    fn spilled(run: &Spilled) -> &(PathBuf, Index);
}

impl Kind for model::Fix {
    fn spilled(run: &Spilled) -> &(PathBuf, Index) {
        &run.fixes
    }
}

impl Kind for model::StaticReport {
    fn spilled(run: &Spilled) -> &(PathBuf, Index) {
        &run.statics
    }
}

impl Run {
    /// Its batch, if it is not on the disk.
    pub(super) fn in_memory(&self) -> Option<&Batch> {
        match self {
            Self::Memory(batch) => Some(batch),
            Self::Spilled(_) => None,
        }
    }

    /// Itself, if it is on the disk.
    pub(super) fn on_disk(&self) -> Option<&Spilled> {
        match self {
            Self::Memory(_) => None,
            Self::Spilled(spilled) => Some(spilled),
        }
    }

    /// Leaves out reports of other files too, if it was spilled.
    pub(super) fn count_only(&mut self, files: &BTreeSet<FileId>) {
        if let Self::Spilled(spilled) = self {
            match &mut spilled.counted {
                Some(counted) => counted.retain(|file| files.contains(file)),
                None => spilled.counted = Some(files.clone()),
            }
        }
    }

    /// The days of its reports of one kind.
    pub(super) fn days<T: Kind>(&self) -> Vec<i64> {
        match self {
            Self::Memory(batch) => {
                let same_day = |one: &T, other: &T| one.day() == other.day();
                T::of(batch).chunk_by(same_day).map(|day| day[0].day()).collect()
            }
            Self::Spilled(spilled) => T::spilled(spilled).1.days().collect(),
        }
    }

    /// Its reports of one kind and day, in order.
    pub(super) fn reports<T: Kind>(&self, day: i64) -> io::Result<Reports<'_, T>> {
        Ok(match self {
            Self::Memory(batch) => Reports::Memory(on_day(T::of(batch), day).iter()),
            Self::Spilled(spilled) => {
                let (path, index) = T::spilled(spilled);
                Reports::Spilled(Spill::open(path, index, day)?, spilled)
            }
        })
    }
}

fn on_day<T: Report>(sorted: &[T], day: i64) -> &[T] {
    let from = sorted.partition_point(|one| one.day() < day);
    let to = sorted.partition_point(|one| one.day() <= day);
    &sorted[from..to]
}

/// Reports of one day of a run.
pub(super) enum Reports<'r, T> {
    Memory(std::slice::Iter<'r, T>),
    Spilled(Spill<T>, &'r Spilled),
}

impl<T: Report> Iterator for Reports<'_, T> {
    type Item = io::Result<T>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Memory(reports) => reports.next().map(|report| Ok(report.clone())),
            Self::Spilled(reports, run) => {
                reports.find(|report| report.as_ref().map_or(true, |one| run.counts(one.file())))
            }
        }
    }
}
