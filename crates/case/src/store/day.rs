//! One file a day and table: merged from every run and from the former file, or linked where nothing touched the day.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use model::{FileId, Fix, StaticReport, Timestamp};

use super::merge::{Merged, Stream};
use super::pool::Runs;
use super::reader::Stored;
use super::run::{Kind, Run};
use crate::error::WriteError;
use crate::folder::{day_number, day_of};
use crate::manifest::TableFile;
use crate::row::Row;
use crate::table_file::TableFileWriter;
use crate::{Case, verify};

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
        // Whether it is merged or linked, findings rest on it.
        if let Some((listed, former)) = &former
            && let Some(fault) = verify::fault(former, listed)?
        {
            let path = self.former.map_or(self.dir, Case::dir).to_owned();
            return Err(WriteError::DamagedFormer { path, fault });
        }
        if let (false, Some((listed, former))) = (file.is_touched, &former) {
            link(former, &target)?;
            return Ok(Some((*listed).clone()));
        }
        let merged = self.merged::<T>(file.day, former.as_ref().map(|(_, path)| path.as_path()));
        let fault = |error| WriteError::io("merge", &target)(error);
        let mut merged = merged.map_err(fault)?;
        let mut out = TableFileWriter::<T::Row>::create(self.dir, path)?;
        T::thin(&mut merged, &mut |report| report.write(&mut out), &fault)?;
        let written = out.finish()?;
        if written.rows > 0 {
            return Ok(Some(written));
        }
        fs::remove_file(&target).map_err(WriteError::io("remove", &target))?;
        let _ = fs::remove_dir(folder);
        Ok(None)
    }

    /// The reports of a day that count, in order.
    fn merged<T: Kind>(&self, day: i64, former: Option<&Path>) -> io::Result<Merged<'_, T>> {
        // A run without the day is not opened: a process has few handles of files.
        let runs = self.runs.runs.iter().filter(|run| run.has::<T>(day));
        let runs = runs.map(|run| run.reports(day, |file| self.read.contains(file)));
        let mut streams: Vec<Stream<'_, T>> = runs.collect::<io::Result<_>>()?;
        if let Some(former) = former {
            let stored = Stored::<T>::open(former, &[]).map_err(io::Error::other)?;
            let stays = |report: &T| !self.withdrawn.contains(report.file());
            let stored = stored.filter(move |report| report.as_ref().map_or(true, stays));
            streams.push(Stream::read(stored.map(|report| report.map_err(io::Error::other)))?);
        }
        Ok(Merged::new(streams, T::compare))
    }
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

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::store::testing::{fix, report};
    use crate::{Counted, Draft, Overwrite, Pool, Program, Provenance, ReadRecord};

    /// Adds fixes and static reports to the case below `home`, of which those of files in `counted` count; gives the day
    /// files that were touched.
    fn add(
        home: &TempDir,
        mut fixes: Vec<Fix>,
        mut statics: Vec<StaticReport>,
        counted: &Counted,
    ) -> Vec<String> {
        let mut draft = Draft::start(&home.path().join("case"), Overwrite::Extend).unwrap();
        let pool = Pool::new(draft.spill_folder(None).unwrap(), usize::MAX);
        pool.add(&mut fixes, &mut statics).unwrap();
        let (runs, _) = pool.finish().unwrap();
        let days = draft.days(&runs, counted);
        for day in &days {
            let file = draft.write_day(day, &runs, counted).unwrap();
            draft.list(file);
        }
        let program = Program::darkwake("0");
        let provenance = Provenance { program, config: serde_json::Value::Null, lists: Vec::new() };
        draft.finish(provenance, &ReadRecord::default(), Vec::new(), None).unwrap();
        days.iter().filter(|day| day.is_touched()).map(DayFile::day).collect()
    }

    fn files(numbers: &[u32]) -> BTreeSet<FileId> {
        numbers.iter().copied().map(FileId).collect()
    }

    fn counted(read: &[u32], withdrawn: &[u32]) -> Counted {
        Counted { read: files(read), withdrawn: files(withdrawn) }
    }

    /// The listed day files of fixes, each with the files and lines of its fixes.
    fn stored(home: &TempDir) -> Vec<(String, Vec<(u32, u64)>)> {
        let case = Case::open(home.path().join("case")).unwrap();
        assert!(case.verify().unwrap().is_empty());
        let read = |file: &TableFile| {
            let fixes: Result<Vec<Fix>, _> =
                Stored::open(&case.dir().join(&file.path), &[]).unwrap().collect();
            let places = fixes.unwrap().into_iter().map(|fix| (fix.location.file().0, fix.location.line()));
            (day_of(&file.path).unwrap().to_owned(), places.collect())
        };
        case.listed("fixes").map(read).collect()
    }

    #[test]
    fn a_day_is_merged_from_old_and_new_and_one_that_nothing_touched_is_the_same_file() {
        let home = tempfile::tempdir().unwrap();
        add(&home, vec![fix(1, 1, 0, 1), fix(1, 3, 0, 2), fix(1, 30, 0, 3)], Vec::new(), &counted(&[0], &[]));
        let fresh = vec![fix(1, 2, 1, 1), fix(2, 0, 1, 2), fix(1, 60, 1, 3)];
        let touched = add(&home, fresh, vec![report(1, 2, "HAN GANG", 1)], &counted(&[1], &[]));
        assert_eq!(touched, ["2025-03-03", "2025-03-05", "2025-03-03"]);
        let day = |day: &str, places: &[(u32, u64)]| (day.to_owned(), places.to_vec());
        assert_eq!(
            stored(&home),
            [
                day("2025-03-03", &[(0, 1), (1, 1), (0, 2), (1, 2)]),
                day("2025-03-04", &[(0, 3)]),
                day("2025-03-05", &[(1, 3)]),
            ]
        );
    }

    #[test]
    fn what_is_taken_back_goes_and_a_day_of_which_nothing_is_left_is_no_file() {
        let home = tempfile::tempdir().unwrap();
        let first = vec![fix(1, 1, 0, 1), fix(1, 2, 1, 1), fix(1, 30, 0, 2)];
        add(&home, first, Vec::new(), &counted(&[0, 1], &[]));
        // What was read of another file was not read to its end.
        let again = vec![fix(1, 4, 0, 1), fix(1, 5, 7, 1), fix(1, 80, 7, 2)];
        add(&home, again, Vec::new(), &counted(&[0], &[0]));
        assert_eq!(stored(&home), [("2025-03-03".to_owned(), vec![(1, 1), (0, 1)])]);
        let folders = fs::read_dir(home.path().join("case/fixes")).unwrap();
        assert_eq!(folders.count(), 1);
    }
}
