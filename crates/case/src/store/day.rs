//! One file a day and table: merged from every run and from the former file, or linked where nothing touched the day.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use model::{FileId, Fix, StaticReport, Timestamp};

use super::merge::Merged;
use super::pool::Runs;
use super::reader::Stored;
use super::run::{Kind, Reports, Run};
use crate::Case;
use crate::error::WriteError;
use crate::folder::day_of;
use crate::manifest::TableFile;
use crate::row::Row;
use crate::write::TableFileWriter;

/// All that the day files of a new case are made from.
pub(crate) struct Merge<'m> {
    /// The folder of the new case.
    pub(crate) dir: &'m Path,
    pub(crate) runs: &'m Runs,
    pub(crate) former: Option<&'m Case>,
    /// Files whose reports in the runs count: those that were read to their ends.
    pub(crate) read: Marked,
    /// Files whose reports in the former case are taken back, because they were read anew.
    pub(crate) withdrawn: Marked,
}

/// One table of one day, to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct DayFile {
    kind: DayKind,
    day: i64,
    /// Its file in the former case.
    former: Option<TableFile>,
    /// Whether a run has reports for it, or it may hold withdrawn ones.
    is_touched: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum DayKind {
    Fixes,
    Statics,
}

impl DayFile {
    /// Whether it must be merged, rather than linked to the former file.
    pub const fn is_touched(&self) -> bool {
        self.is_touched
    }

    /// Its day, as `2024-03-01`.
    pub fn day(&self) -> String {
        day_name(self.day)
    }
}

impl Merge<'_> {
    /// The day files of the new case, in order.
    pub(crate) fn days(&self) -> Vec<DayFile> {
        let mut days = self.days_of::<Fix>(DayKind::Fixes);
        days.extend(self.days_of::<StaticReport>(DayKind::Statics));
        days
    }

    fn days_of<T: Kind>(&self, kind: DayKind) -> Vec<DayFile> {
        let mut days: BTreeMap<i64, DayFile> = BTreeMap::new();
        let untouched = |day| DayFile { kind, day, former: None, is_touched: false };
        for day in self.runs.runs.iter().flat_map(Run::days::<T>) {
            days.entry(day).or_insert(DayFile { is_touched: true, ..untouched(day) });
        }
        for file in self.former.into_iter().flat_map(|case| case.listed(T::Row::SCHEMA.table)) {
            if let Some(day) = day_of(&file.path).and_then(day_number) {
                let entry = days.entry(day).or_insert(untouched(day));
                entry.former = Some(file.clone());
                entry.is_touched |= !self.withdrawn.is_empty();
            }
        }
        days.into_values().collect()
    }

    /// Writes a day file; none where no report of it is left.
    pub(crate) fn write(&self, file: &DayFile) -> Result<Option<TableFile>, WriteError> {
        match file.kind {
            DayKind::Fixes => self.write_as::<Fix>(file),
            DayKind::Statics => self.write_as::<StaticReport>(file),
        }
    }

    fn write_as<T: Kind>(&self, file: &DayFile) -> Result<Option<TableFile>, WriteError> {
        let path = format!("{}/day={}/part-0.parquet", T::Row::SCHEMA.table, day_name(file.day));
        let target = self.dir.join(&path);
        let folder = target.parent().unwrap_or(self.dir);
        fs::create_dir_all(folder).map_err(WriteError::io("create", folder))?;
        let former =
            file.former.as_ref().zip(self.former).map(|(file, case)| (file, case.dir().join(&file.path)));
        if let (false, Some((listed, former))) = (file.is_touched, &former) {
            link(former, &target)?;
            return Ok(Some((*listed).clone()));
        }
        let merged = self.merged::<T>(file.day, former.as_ref().map(|(_, path)| path.as_path()));
        let merged = merged.map_err(WriteError::io("merge", &target))?;
        let mut out = TableFileWriter::<T::Row>::create(self.dir, path)?;
        let merged = merged.map(|report| report.map_err(WriteError::io("merge", &target)));
        T::thin(merged, &mut |report| report.write(&mut out))?;
        let written = out.finish()?;
        if written.rows > 0 {
            return Ok(Some(written));
        }
        fs::remove_file(&target).map_err(WriteError::io("remove", &target))?;
        let _ = fs::remove_dir(folder);
        Ok(None)
    }

    /// The reports of a day that count, in order.
    fn merged<T: Kind>(&self, day: i64, former: Option<&Path>) -> io::Result<Merged<T, Stream<'_, T>>> {
        let runs = self.runs.runs.iter().map(|run| Ok(Stream::Read(run.reports(day)?, &self.read)));
        let mut streams: Vec<Stream<'_, T>> = runs.collect::<io::Result<_>>()?;
        if let Some(former) = former {
            let stored = Stored::open(former, &[]).map_err(io::Error::other)?;
            streams.push(Stream::Stored(stored, &self.withdrawn));
        }
        Merged::new(streams, T::compare)
    }
}

fn day_number(name: &str) -> Option<i64> {
    Timestamp::from_rfc3339(&format!("{name}T00:00:00Z")).ok().map(Timestamp::day)
}

/// `2024-03-01`.
fn day_name(day: i64) -> String {
    const DAY_MS: i64 = 86_400_000;
    let midnight = Timestamp::from_ms(day * DAY_MS).expect("the day of a timestamp starts within its range");
    midnight.to_string()[..10].to_owned()
}

/// The same bytes at a second place: linked, or copied where the file system has no links.
pub(crate) fn link(from: &Path, to: &Path) -> Result<(), WriteError> {
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    fs::copy(from, to).map(|_| ()).map_err(WriteError::io("copy", from))
}

/// Sorted reports of one day: newly read, or stored before; each less those of files that do not count.
enum Stream<'m, T> {
    Read(Reports<'m, T>, &'m Marked),
    Stored(Stored<T>, &'m Marked),
}

/// Files that are marked among all files; asked for every report.
pub(crate) struct Marked(Vec<bool>);

impl Marked {
    pub(crate) fn of(files: &BTreeSet<FileId>) -> Self {
        let mut marked = vec![false; files.last().map_or(0, |last| last.0 as usize + 1)];
        files.iter().for_each(|file| marked[file.0 as usize] = true);
        Self(marked)
    }

    #[inline]
    fn contains(&self, file: FileId) -> bool {
        self.0.get(file.0 as usize).copied().unwrap_or(false)
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Kind> Iterator for Stream<'_, T> {
    type Item = io::Result<T>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Read(reports, read) => {
                reports.find(|report| report.as_ref().map_or(true, |one| read.contains(one.file())))
            }
            Self::Stored(reports, withdrawn) => reports
                .find(|report| report.as_ref().map_or(true, |one| !withdrawn.contains(one.file())))
                .map(|report| report.map_err(io::Error::other)),
        }
    }
}
