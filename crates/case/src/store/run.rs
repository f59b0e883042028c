//! Sorted reports, in memory or spilled, to be merged with others.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use model::FileId;

use super::batch::Batch;
use super::merge::Stream;
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
    pub(super) counted: Option<Arc<BTreeSet<FileId>>>,
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

    /// Leaves out reports of other files than `files`, if any are named and it was spilled.
    pub(super) fn count_only(&mut self, files: Option<Arc<BTreeSet<FileId>>>) {
        if let Self::Spilled(spilled) = self {
            spilled.counted = files;
        }
    }

    /// Whether it has reports of one kind and day.
    pub(super) fn has<T: Kind>(&self, day: i64) -> bool {
        match self {
            Self::Memory(batch) => !on_day(T::of(batch), day).is_empty(),
            Self::Spilled(spilled) => T::spilled(spilled).1.has(day),
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

    /// Its reports of one kind and day that are of files which count, in order.
    pub(super) fn reports<'r, T: Kind + 'r>(
        &'r self,
        day: i64,
        counts: impl Fn(FileId) -> bool + 'r,
    ) -> io::Result<Stream<'r, T>> {
        match self {
            Self::Memory(batch) => {
                Ok(Stream::held(on_day(T::of(batch), day).iter().filter(move |one| counts(one.file()))))
            }
            Self::Spilled(spilled) => {
                let (path, index) = T::spilled(spilled);
                let counted = spilled.counted.as_deref();
                let counts =
                    move |file: FileId| counts(file) && counted.is_none_or(|files| files.contains(&file));
                let of_day = Spill::<T>::open(path, index, day)?;
                Stream::read(
                    of_day.filter(move |report| report.as_ref().map_or(true, |one| counts(one.file()))),
                )
            }
        }
    }
}

fn on_day<T: Report>(sorted: &[T], day: i64) -> &[T] {
    let from = sorted.partition_point(|one| one.day() < day);
    let to = sorted.partition_point(|one| one.day() <= day);
    &sorted[from..to]
}
