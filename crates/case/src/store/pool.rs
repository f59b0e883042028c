//! Where readers hand in their reports: memory up to a budget, the rest sorted on the disk, and from there resumable.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use model::{FileId, Fix, StaticReport};
use serde::{Deserialize, Serialize};

use super::batch::Batch;
use super::kept::Kept;
use super::merge::{Merged, Stream};
use super::report::Report;
use super::run::{Run, Spilled};
use super::spill::{self, Index, Seal};
use super::takings::Takings;
use crate::error::WriteError;
use crate::manifest::LeftOut;
use crate::row::{LedgerRow, RejectRow, Row, SourceRow};
use crate::table;
use crate::table_file::write_rows;

/// What became of files that were read to their ends.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReadRecord {
    /// The files that could be read.
    pub sources: Vec<SourceRow>,
    /// What became of their lines.
    pub ledger: Vec<LedgerRow>,
    /// Their refused lines.
    pub rejects: Vec<RejectRow>,
    /// The files that could not, with their numbers.
    pub left_out: Vec<(FileId, LeftOut)>,
    /// Those of the files that were read on from where an earlier run had ended: what they gave then stays.
    pub read_on: BTreeSet<FileId>,
}

impl ReadRecord {
    /// The files that could be read.
    pub fn read(&self) -> BTreeSet<FileId> {
        let ids = self.sources.iter().filter_map(|source| u32::try_from(source.file_id).ok());
        ids.map(FileId).collect()
    }

    /// Keeps what belongs to the files for which `keep` holds.
    pub fn retain(&mut self, keep: impl Fn(FileId) -> bool) {
        let keep_id = |id: i64| u32::try_from(id).is_ok_and(|id| keep(FileId(id)));
        self.sources.retain(|source| keep_id(source.file_id));
        self.ledger.retain(|row| keep_id(row.file_id));
        self.rejects.retain(|row| keep_id(row.file_id));
        self.left_out.retain(|(file, _)| keep(*file));
        self.read_on.retain(|file| keep(*file));
    }

    /// Adds what is known of other files; all stay in the order of their numbers, and of the refused lines as many as a
    /// case keeps.
    pub fn append(&mut self, others: Self) {
        self.sources.extend(others.sources);
        self.ledger.extend(others.ledger);
        self.rejects.extend(others.rejects);
        self.left_out.extend(others.left_out);
        self.read_on.extend(others.read_on);
        self.sources.sort_by_key(|source| source.file_id);
        self.ledger.sort_by_key(|row| row.file_id);
        let mut kept = Kept::new(&self.ledger);
        std::mem::take(&mut self.rejects).into_iter().for_each(|row| kept.take(row));
        self.rejects = kept.finish();
        self.left_out.sort_by_key(|(file, _)| *file);
    }
}

/// Reports and records of any number of readers; shared by their threads.
pub struct Pool {
    folder: PathBuf,
    budget: usize,
    /// What must be the same for what is spilled to be taken up again.
    plan: String,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    runs: Vec<Run>,
    /// Of small files, until there are enough for a run.
    loose: (Vec<Fix>, Vec<StaticReport>),
    /// Bytes of the runs in memory.
    bytes: usize,
    /// Of all files, but that refused lines which were spilled are on the disk alone.
    record: ReadRecord,
    saved: Saved,
    spills: usize,
    takings: Takings,
    /// A spill failed, and reports were lost with it: nothing that comes after counts.
    failed: bool,
}

/// How much of the record is on the disk.
#[derive(Default, Clone, Copy)]
struct Saved {
    sources: usize,
    ledger: usize,
    left_out: usize,
}

/// What stands beside a spilled run once it is whole.
#[derive(Serialize, Deserialize)]
struct Note {
    fixes: Index,
    statics: Index,
    /// Of the tables of [`RECORD`].
    record: Vec<Seal>,
    left_out: Vec<(u32, LeftOut)>,
    /// Of all files up to this run.
    read_on: Vec<u32>,
}

impl Pool {
    /// Most reports that a reader should hand in at a time: some 12 MB.
    pub const PORTION: usize = Batch::FULL;

    /// A pool that holds about `budget` bytes and spills into `folder`, which is created when it is needed.
    pub fn new(folder: PathBuf, budget: usize) -> Self {
        Self { folder, budget, plan: String::new(), state: Mutex::default() }
    }

    /// Takes up what an interrupted run spilled for the same `plan`, and tells what files it had read; what was spilled
    /// for another plan is removed. [`Pool::keep_only`] then says which of the files are not read again.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn resume(&mut self, plan: String) -> Result<ReadRecord, WriteError> {
        self.plan = plan;
        let is_same_plan = fs::read_to_string(self.folder.join(PLAN)).is_ok_and(|found| found == self.plan);
        if let (true, Some(takings)) = (is_same_plan, Takings::read(&self.folder)) {
            return self.take_up(takings);
        }
        remove(&self.folder)?;
        Ok(ReadRecord::default())
    }

    /// Forgets all but `files` of what was taken up, for good: of the others, which are read again, an interrupted run
    /// may have spilled parts.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn keep_only(&self, files: &BTreeSet<FileId>) -> Result<(), WriteError> {
        let mut state = self.state();
        let State { runs, record, takings, spills, .. } = &mut *state;
        if *spills == 0 && takings.is_empty() {
            return Ok(());
        }
        record.retain(|file| files.contains(&file));
        takings.take(*spills, files);
        takings.write(&self.folder)?;
        for (number, run) in runs.iter_mut().enumerate() {
            run.count_only(takings.counted(number));
        }
        state.saved = Saved::of(&state.record);
        Ok(())
    }

    /// Takes reports of any ships and days, at best [`Pool::portion`] at a time, and leaves the vectors empty.
    ///
    /// # Errors
    /// When some had to be spilled and the file system refused.
    pub fn add(&self, fixes: &mut Vec<Fix>, statics: &mut Vec<StaticReport>) -> Result<(), WriteError> {
        if fixes.len() + statics.len() >= self.portion() / 4 {
            let batch = Batch::of(fixes, std::mem::take(statics));
            fixes.clear();
            return self.take_in(&mut self.state(), batch);
        }
        let mut state = self.state();
        state.loose.0.append(fixes);
        state.loose.1.append(statics);
        if state.loose.0.len() + state.loose.1.len() < self.portion() {
            return Ok(());
        }
        let (fixes, statics) = std::mem::take(&mut state.loose);
        self.take_in(&mut state, Batch::of(&fixes, statics))
    }

    /// Reports that a reader should hand in at a time, and that make a batch: fewer than [`Pool::PORTION`] where the budget
    /// is smaller than that.
    pub fn portion(&self) -> usize {
        Self::PORTION.min(self.budget / size_of::<Fix>()).max(1)
    }

    fn take_in(&self, state: &mut State, batch: Batch) -> Result<(), WriteError> {
        if state.failed {
            return Ok(());
        }
        state.bytes += batch.bytes();
        state.runs.push(Run::Memory(batch));
        if state.bytes <= self.budget {
            return Ok(());
        }
        let spilled = self.spill(state);
        // What was not spilled is lost: were a later spill to succeed, its note would vouch for files that are not whole.
        state.failed = spilled.is_err();
        spilled
    }

    /// Says that all reports of the files in the record are handed in.
    pub fn complete(&self, record: ReadRecord) {
        let all = &mut self.state().record;
        all.sources.extend(record.sources);
        all.ledger.extend(record.ledger);
        all.rejects.extend(record.rejects);
        all.left_out.extend(record.left_out);
        all.read_on.extend(record.read_on);
    }

    /// All that was handed in.
    ///
    /// # Errors
    /// When what was spilled cannot be read back.
    pub fn finish(self) -> Result<(Runs, ReadRecord), WriteError> {
        let mut state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        state.settle();
        let mut kept = Kept::new(&state.record.ledger);
        for number in 0..state.spills {
            let path = path(&self.folder, number, "rejects");
            let mut rows = table::Batches::open::<RejectRow>(&path, &[])?;
            let counted = state.takings.counted(number);
            let counts = |row: &RejectRow| counted.as_ref().is_none_or(|files| holds(files, row.file_id));
            while rows.advance()? > 0 {
                rows.rows(&mut |row| Some(row).filter(counts).into_iter().for_each(|row| kept.take(row)))?;
            }
        }
        std::mem::take(&mut state.record.rejects).into_iter().for_each(|row| kept.take(row));
        let mut record = state.record;
        record.sources.sort_by_key(|source| source.file_id);
        record.ledger.sort_by_key(|row| row.file_id);
        record.left_out.sort_by_key(|(file, _)| *file);
        record.rejects = kept.finish();
        Ok((Runs { runs: state.runs, folder: self.folder }, record))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Merges what is in memory into one run on the disk, with the records of the files that are complete by it.
    fn spill(&self, state: &mut State) -> Result<(), WriteError> {
        state.settle();
        let (spilled, runs): (Vec<Run>, Vec<Run>) =
            std::mem::take(&mut state.runs).into_iter().partition(|run| matches!(run, Run::Spilled(_)));
        state.runs = spilled;
        let run = self.write_run(&runs, state.spills)?;
        drop(runs);
        self.save(&mut state.record, state.saved, &run, state.spills)?;
        state.runs.push(Run::Spilled(run));
        state.saved = Saved::of(&state.record);
        state.bytes = 0;
        state.spills += 1;
        Ok(())
    }

    /// The folder, which says what it is of; a folder above it that is not there is none that was meant.
    fn open_folder(&self) -> Result<(), WriteError> {
        match fs::create_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(WriteError::io("create", &self.folder)(error)),
            Ok(()) => put_whole(&self.folder.join(PLAN), self.plan.as_bytes()),
        }
    }

    fn write_run(&self, runs: &[Run], number: usize) -> Result<Spilled, WriteError> {
        self.open_folder()?;
        let fixes = self.write_reports::<Fix>(runs, path(&self.folder, number, "fixes"))?;
        let statics = self.write_reports::<StaticReport>(runs, path(&self.folder, number, "statics"))?;
        Ok(Spilled { fixes, statics, counted: None })
    }

    fn write_reports<T: Report>(&self, runs: &[Run], path: PathBuf) -> Result<(PathBuf, Index), WriteError> {
        let batches = runs.iter().filter_map(Run::in_memory);
        let streams = batches.map(|batch| Stream::held(T::of(batch).iter())).collect();
        let index = spill::write(&path, &mut Merged::new(streams, T::compare));
        let index = index.map_err(WriteError::io("write", &path))?;
        Ok((path, index))
    }

    /// Writes what is new in the record beside a run, the note last: only with it does the run count.
    fn save(
        &self,
        record: &mut ReadRecord,
        saved: Saved,
        run: &Spilled,
        number: usize,
    ) -> Result<(), WriteError> {
        write_rows(&path(&self.folder, number, "sources"), record.sources[saved.sources..].iter().cloned())?;
        write_rows(&path(&self.folder, number, "ledger"), record.ledger[saved.ledger..].iter().cloned())?;
        write_rows(&path(&self.folder, number, "rejects"), record.rejects.drain(..))?;
        let seal = |what: &&str| {
            let path = path(&self.folder, number, what);
            Seal::of(&path).map_err(WriteError::io("read", &path))
        };
        let left_out = record.left_out[saved.left_out..].iter().map(|(file, why)| (file.0, why.clone()));
        let note = Note {
            record: RECORD.iter().map(seal).collect::<Result<_, _>>()?,
            left_out: left_out.collect(),
            read_on: record.read_on.iter().map(|file| file.0).collect(),
            fixes: run.fixes.1.clone(),
            statics: run.statics.1.clone(),
        };
        let path = path(&self.folder, number, "json");
        let text = serde_json::to_vec(&note)
            .map_err(|source| WriteError::Manifest { path: path.clone(), source })?;
        put_whole(&path, &text)
    }

    /// The runs that are whole, up to the first that is not; what lies behind it is removed.
    fn take_up(&self, takings: Takings) -> Result<ReadRecord, WriteError> {
        let mut state = self.state();
        while let Some((mut run, mut record)) = take_up(&self.folder, state.spills) {
            if let Some(counted) = takings.counted(state.spills) {
                record.retain(|file| counted.contains(&file));
                run.counted = Some(counted);
            }
            state.runs.push(Run::Spilled(run));
            state.record.sources.extend(record.sources);
            state.record.ledger.extend(record.ledger);
            state.record.left_out.extend(record.left_out);
            state.record.read_on.extend(record.read_on);
            state.spills += 1;
        }
        remove_runs(&self.folder, state.spills)?;
        state.takings = takings;
        state.saved = Saved::of(&state.record);
        Ok(state.record.clone())
    }
}

fn holds(files: &BTreeSet<FileId>, id: i64) -> bool {
    u32::try_from(id).is_ok_and(|id| files.contains(&FileId(id)))
}

impl State {
    /// Makes a run of what is loose.
    fn settle(&mut self) {
        let (fixes, statics) = std::mem::take(&mut self.loose);
        if !(fixes.is_empty() && statics.is_empty()) {
            self.runs.push(Run::Memory(Batch::of(&fixes, statics)));
        }
    }
}

impl Saved {
    fn of(record: &ReadRecord) -> Self {
        Self { sources: record.sources.len(), ledger: record.ledger.len(), left_out: record.left_out.len() }
    }
}

/// Sorted runs, ready to be merged.
pub struct Runs {
    pub(super) runs: Vec<Run>,
    folder: PathBuf,
}

impl Runs {
    /// Lets go of what is in memory. What was spilled stays: until the case stands, the run may have to start again.
    pub fn into_spilled(self) -> SpillFolder {
        SpillFolder(self.folder)
    }
}

/// What a run has spilled, if it had to.
pub struct SpillFolder(PathBuf);

impl SpillFolder {
    /// Removes it. What cannot be removed, the next run on the same case removes.
    pub fn clear(self) {
        let _ = fs::remove_dir_all(self.0);
    }
}

/// A run with its record, if it is there as it was written.
fn take_up(folder: &Path, number: usize) -> Option<(Spilled, ReadRecord)> {
    let note: Note = serde_json::from_slice(&fs::read(path(folder, number, "json")).ok()?).ok()?;
    let (fixes, statics) = (path(folder, number, "fixes"), path(folder, number, "statics"));
    let is_same = |(what, seal): (&&str, &Seal)| seal.fits(&path(folder, number, what)).unwrap_or(false);
    let record_is_whole = note.record.len() == RECORD.len() && RECORD.iter().zip(&note.record).all(is_same);
    if !(record_is_whole && note.fixes.fits(&fixes).ok()? && note.statics.fits(&statics).ok()?) {
        return None;
    }
    let record = ReadRecord {
        sources: rows(folder, number, "sources")?,
        ledger: rows(folder, number, "ledger")?,
        rejects: rows(folder, number, "rejects")?,
        left_out: note.left_out.into_iter().map(|(file, why)| (FileId(file), why)).collect(),
        read_on: note.read_on.into_iter().map(FileId).collect(),
    };
    let run = Spilled { fixes: (fixes, note.fixes), statics: (statics, note.statics), counted: None };
    Some((run, record))
}

fn rows<R: Row>(folder: &Path, number: usize, what: &str) -> Option<Vec<R>> {
    table::read(&path(folder, number, what), &[], &|_: &R| true).ok()
}

fn path(folder: &Path, number: usize, what: &str) -> PathBuf {
    folder.join(format!("run-{number:05}.{what}"))
}

/// Removes what is there of runs from number `from` on: a run written in their place must not be followed by others.
fn remove_runs(folder: &Path, from: usize) -> Result<(), WriteError> {
    let entries = fs::read_dir(folder).map_err(WriteError::io("look into", folder))?;
    for entry in entries.flatten() {
        let name = entry.file_name();
        let number =
            name.to_str().and_then(|name| name.strip_prefix("run-")?.split('.').next()?.parse().ok());
        if number.is_some_and(|number: usize| number >= from) {
            fs::remove_file(entry.path()).map_err(WriteError::io("remove", &entry.path()))?;
        }
    }
    Ok(())
}

const PLAN: &str = "plan.json";

/// The tables beside a run that say what became of files.
const RECORD: [&str; 3] = ["sources", "ledger", "rejects"];

/// A small file that is there whole or not at all.
pub(super) fn put_whole(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let temp = path.with_extension("part");
    fs::write(&temp, bytes).map_err(WriteError::io("write", &temp))?;
    fs::rename(&temp, path).map_err(WriteError::io("put in place", path))
}

fn remove(folder: &Path) -> Result<(), WriteError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(WriteError::io("remove", folder)(error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tempfile::TempDir;

    use super::*;
    use crate::Outcome;
    use crate::store::testing::{fix, report};

    const PLANNED: &str = "a plan";

    /// A pool of which every portion is spilled, taken up where one was interrupted, and what it found.
    fn taken_up(home: &TempDir) -> (Pool, Vec<i64>) {
        let mut pool = Pool::new(home.path().join("spill"), 0);
        let found =
            pool.resume(PLANNED.to_owned()).unwrap().sources.iter().map(|source| source.file_id).collect();
        (pool, found)
    }

    fn keep(pool: &Pool, files: &[u32]) {
        pool.keep_only(&files.iter().copied().map(FileId).collect()).unwrap();
    }

    /// Hands in fixes of a file, by the hours after its midnight.
    fn hand_in(pool: &Pool, file: u32, hours: std::ops::Range<i64>) {
        hours.for_each(|hour| pool.add(&mut vec![fix(1, hour, file, hour as u64)], &mut Vec::new()).unwrap());
    }

    /// Says that a file is read, with one refused line.
    fn complete(pool: &Pool, file: u32, sha256: &str) {
        let id = i64::from(file);
        let source = SourceRow {
            file_id: id,
            path: format!("{file}.nmea"),
            profile: "nmea".to_owned(),
            encoding: None,
            bytes: 1,
            sha256: sha256.to_owned(),
            lines: 2,
            accepted: 1,
            skipped: 0,
            rejected: 1,
            reports: 1,
            damage: None,
            notes: None,
            waiting: None,
            options: None,
        };
        let reason = "bad_checksum".to_owned();
        let ledger = LedgerRow { file_id: id, outcome: Outcome::Rejected, reason: reason.clone(), lines: 1 };
        let reject = RejectRow { file_id: id, reason, line: 1, offset: 0, excerpt: sha256.to_owned() };
        pool.complete(ReadRecord {
            sources: vec![source],
            ledger: vec![ledger],
            rejects: vec![reject],
            ..ReadRecord::default()
        });
    }

    /// All fixes in the runs, by file and line, in the order of the store.
    fn fixes(runs: &Runs) -> Vec<(u32, u64)> {
        let days: BTreeSet<i64> = runs.runs.iter().flat_map(Run::days::<Fix>).collect();
        let of_day = |day: i64| {
            let streams = runs.runs.iter().filter(|run| run.has::<Fix>(day));
            let streams = streams.map(|run| run.reports(day, |_| true)).collect::<io::Result<_>>().unwrap();
            let (mut merged, mut fixes) = (Merged::new(streams, <Fix as Report>::compare), Vec::new());
            while let Some(fix) = merged.next().unwrap() {
                fixes.push(*fix);
            }
            fixes
        };
        let fixes = days.into_iter().flat_map(of_day);
        fixes.map(|fix| (fix.location.file().0, fix.location.line())).collect()
    }

    type ByFile<T> = Vec<(i64, T)>;

    /// The fixes, and of each file its hash and the refused lines.
    fn finished(pool: Pool) -> (Vec<(u32, u64)>, ByFile<String>, ByFile<String>) {
        let (runs, record) = pool.finish().unwrap();
        (
            fixes(&runs),
            record.sources.into_iter().map(|source| (source.file_id, source.sha256)).collect(),
            record.rejects.into_iter().map(|reject| (reject.file_id, reject.excerpt)).collect(),
        )
    }

    fn lines(file: u32, hours: std::ops::Range<u64>) -> Vec<(u32, u64)> {
        hours.map(|hour| (file, hour)).collect()
    }

    #[test]
    fn what_was_spilled_of_a_file_that_was_not_finished_never_counts_beside_what_is_read_of_it_again() {
        let home = tempfile::tempdir().unwrap();
        let (pool, _) = taken_up(&home);
        hand_in(&pool, 0, 0..3);
        drop(pool);
        // No file was finished.
        let (pool, found) = taken_up(&home);
        assert_eq!(found, [0; 0]);
        keep(&pool, &[]);
        hand_in(&pool, 0, 0..5);
        complete(&pool, 0, "whole");
        hand_in(&pool, 1, 48..50);
        drop(pool);
        // One was, and another was not.
        let (pool, found) = taken_up(&home);
        assert_eq!(found, [0]);
        keep(&pool, &[0]);
        hand_in(&pool, 1, 48..55);
        complete(&pool, 1, "whole, too");
        hand_in(&pool, 2, 96..97);
        drop(pool);
        let (pool, found) = taken_up(&home);
        assert_eq!(found, [0, 1]);
        keep(&pool, &[0, 1]);
        let (fixes, sources, _) = finished(pool);
        assert_eq!(fixes, [lines(0, 0..5), lines(1, 48..55)].concat());
        assert_eq!(sources, [(0, "whole".to_owned()), (1, "whole, too".to_owned())]);
    }

    #[test]
    fn a_file_that_changed_after_it_was_read_counts_as_it_is_now_with_its_refused_lines() {
        let home = tempfile::tempdir().unwrap();
        let mut expected = Vec::new();
        for (state, hours) in [("first", 0..2), ("second", 1..4), ("third", 2..3)] {
            let (pool, _) = taken_up(&home);
            keep(&pool, &[]);
            hand_in(&pool, 0, hours.clone());
            complete(&pool, 0, state);
            hand_in(&pool, 9, 0..1);
            expected = lines(0, hours.start as u64..hours.end as u64);
        }
        let (pool, found) = taken_up(&home);
        assert_eq!(found, [0]);
        keep(&pool, &[0]);
        let third = vec![(0, "third".to_owned())];
        assert_eq!(finished(pool), (expected, third.clone(), third));
    }

    #[test]
    fn a_run_is_used_only_if_it_and_all_before_it_are_as_they_were() {
        for what in ["fixes", "statics", "sources", "ledger", "rejects", "json"] {
            let home = tempfile::tempdir().unwrap();
            let (pool, _) = taken_up(&home);
            for file in 0..3 {
                hand_in(&pool, file, 0..1);
                complete(&pool, file, "whole");
            }
            hand_in(&pool, 3, 0..1);
            drop(pool);
            let torn = path(&home.path().join("spill"), 2, what);
            let mut bytes = fs::read(&torn).unwrap();
            bytes.push(0);
            fs::write(&torn, bytes).unwrap();
            let (pool, found) = taken_up(&home);
            assert_eq!(found, [0], "{what}");
            keep(&pool, &[0]);
            let behind = path(&home.path().join("spill"), 3, "fixes");
            assert!(!torn.exists() && !behind.exists(), "{what}");
            for file in 1..3 {
                hand_in(&pool, file, 0..1);
                complete(&pool, file, "again");
            }
            let whole = ["whole", "again", "again"];
            let states = (0..).zip(whole.map(str::to_owned)).collect::<Vec<_>>();
            assert_eq!(finished(pool).1, states, "{what}");
        }
    }

    #[test]
    fn what_was_spilled_for_another_plan_is_removed() {
        let home = tempfile::tempdir().unwrap();
        let (pool, _) = taken_up(&home);
        hand_in(&pool, 0, 0..3);
        complete(&pool, 0, "whole");
        hand_in(&pool, 1, 0..3);
        drop(pool);
        let mut pool = Pool::new(home.path().join("spill"), usize::MAX);
        assert_eq!(pool.resume("another plan".to_owned()).unwrap(), ReadRecord::default());
        let (runs, _) = pool.finish().unwrap();
        assert_eq!(fixes(&runs), []);
        runs.into_spilled().clear();
        assert!(!home.path().join("spill").exists());
    }

    proptest! {
        #[test]
        fn whatever_is_held_or_spilled_all_comes_out_in_order(
            handed in proptest::collection::vec((1..4u32, 0..60i64, 0..3u32), 0..60),
            portion in 1..9usize, budget in 0..6000usize,
        ) {
            let home = tempfile::tempdir().unwrap();
            let all: Vec<Fix> = handed
                .iter()
                .zip(0..)
                .map(|((ship, hour, file), line)| fix(*ship, *hour, *file, line))
                .collect();
            let pool = Pool::new(home.path().join("spill"), budget);
            for portion in all.chunks(portion) {
                let mut statics = vec![report(1, 0, "HAN GANG", portion[0].location.line())];
                pool.add(&mut portion.to_vec(), &mut statics).unwrap();
            }
            let (runs, _) = pool.finish().unwrap();
            let mut expected = all;
            expected.sort_by(<Fix as Report>::compare);
            let expected: Vec<(u32, u64)> =
                expected.iter().map(|fix| (fix.location.file().0, fix.location.line())).collect();
            prop_assert_eq!(fixes(&runs), expected);
        }
    }
}
