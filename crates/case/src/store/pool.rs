//! Where readers hand in their reports: memory up to a budget, the rest sorted on the disk, and from there resumable.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use model::{FileId, Fix, StaticReport};
use serde::{Deserialize, Serialize};

use super::batch::Batch;
use super::merge::Merged;
use super::report::Report;
use super::run::{Run, Spilled};
use super::spill::{self, Index};
use crate::error::WriteError;
use crate::manifest::LeftOut;
use crate::row::{LedgerRow, Outcome, RejectRow, Row, SourceRow};
use crate::table;
use crate::write::write_rows;

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

    /// Adds what is known of other files; all stay in the order of their numbers.
    pub fn append(&mut self, others: Self) {
        self.sources.extend(others.sources);
        self.ledger.extend(others.ledger);
        self.rejects.extend(others.rejects);
        self.left_out.extend(others.left_out);
        self.read_on.extend(others.read_on);
        self.sources.sort_by_key(|source| source.file_id);
        self.ledger.sort_by_key(|row| row.file_id);
        self.rejects.sort_by_key(|row| row.file_id);
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
    /// Of the runs taken up, the files that count, until it is noted on the disk.
    kept: Option<BTreeSet<FileId>>,
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
    left_out: Vec<(u32, LeftOut)>,
    /// Of all files up to this run.
    read_on: Vec<u32>,
    /// Where runs before this one were taken up: the files whose reports in them count. Others were read anew.
    kept: Option<Vec<u32>>,
}

impl Pool {
    /// A pool that holds about `budget` bytes and spills into `folder`, which is created when it is needed.
    pub fn new(folder: PathBuf, budget: usize) -> Self {
        Self { folder, budget, plan: String::new(), state: Mutex::default() }
    }

    /// Reports that a reader should hand in at a time: some 12 MB, less where the budget is tiny.
    pub fn portion(&self) -> usize {
        (self.budget / size_of::<Fix>()).clamp(1, Batch::FULL)
    }

    /// Takes up what an interrupted run spilled for the same `plan`, and tells what files it had read; what was spilled
    /// for another plan is removed.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn resume(&mut self, plan: String) -> Result<ReadRecord, WriteError> {
        self.plan = plan;
        if fs::read_to_string(self.folder.join(PLAN)).is_ok_and(|found| found == self.plan) {
            return self.take_up();
        }
        remove(&self.folder)?;
        Ok(ReadRecord::default())
    }

    /// Forgets all but `files` of what was taken up.
    pub fn keep_only(&self, files: &BTreeSet<FileId>) {
        let mut state = self.state();
        state.keep_only(files);
        state.kept = Some(files.clone());
    }

    /// Hands in reports of any ships and days, at best some [`Pool::portion`] at a time.
    ///
    /// # Errors
    /// When some had to be spilled and the file system refused.
    pub fn add(&self, mut fixes: Vec<Fix>, mut statics: Vec<StaticReport>) -> Result<(), WriteError> {
        if fixes.len() + statics.len() >= self.portion() / 4 {
            let batch = Batch::of(&fixes, statics);
            return self.take_in(&mut self.state(), batch);
        }
        let mut state = self.state();
        state.loose.0.append(&mut fixes);
        state.loose.1.append(&mut statics);
        if state.loose.0.len() + state.loose.1.len() < self.portion() {
            return Ok(());
        }
        let (fixes, statics) = std::mem::take(&mut state.loose);
        self.take_in(&mut state, Batch::of(&fixes, statics))
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
        let quota = quota(&state.record.ledger);
        let mut kept: BTreeMap<i64, Vec<RejectRow>> = BTreeMap::new();
        let mut keep = |row: RejectRow| {
            let of_file = kept.entry(row.file_id).or_default();
            if of_file.len() < quota {
                of_file.push(row);
            }
        };
        for (number, run) in state.runs.iter().filter_map(Run::on_disk).enumerate() {
            let path = path(&self.folder, number, "rejects");
            let mut rows = table::Batches::open::<RejectRow>(&path, &[])?;
            let counts = |row: &RejectRow| u32::try_from(row.file_id).is_ok_and(|id| run.counts(FileId(id)));
            let mut keep_counted = |row| {
                if counts(&row) {
                    keep(row);
                }
            };
            while rows.advance()? > 0 {
                rows.rows(&mut keep_counted)?;
            }
        }
        std::mem::take(&mut state.record.rejects).into_iter().for_each(keep);
        let mut record = state.record;
        record.sources.sort_by_key(|source| source.file_id);
        record.ledger.sort_by_key(|row| row.file_id);
        record.left_out.sort_by_key(|(file, _)| *file);
        record.rejects = kept.into_values().flatten().collect();
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
        self.save(state, &run)?;
        state.runs.push(Run::Spilled(run));
        state.kept = None;
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
        let streams = batches.map(|batch| T::of(batch).iter().map(|report| Ok(report.clone()))).collect();
        let index = Merged::new(streams, T::compare)
            .and_then(|merged| spill::write(&path, merged))
            .map_err(WriteError::io("write", &path))?;
        Ok((path, index))
    }

    /// Writes what is new in the record beside a run, the note last: only with it does the run count.
    fn save(&self, state: &mut State, run: &Spilled) -> Result<(), WriteError> {
        let (record, saved) = (&mut state.record, state.saved);
        let at = |what| path(&self.folder, state.spills, what);
        write_rows(&at("sources"), record.sources[saved.sources..].iter().cloned())?;
        write_rows(&at("ledger"), record.ledger[saved.ledger..].iter().cloned())?;
        write_rows(&at("rejects"), record.rejects.drain(..))?;
        let left_out = record.left_out[saved.left_out..].iter().map(|(file, why)| (file.0, why.clone()));
        let note = Note {
            left_out: left_out.collect(),
            read_on: record.read_on.iter().map(|file| file.0).collect(),
            kept: state.kept.as_ref().map(|files| files.iter().map(|file| file.0).collect()),
            fixes: run.fixes.1.clone(),
            statics: run.statics.1.clone(),
        };
        let path = at("json");
        let text = serde_json::to_vec(&note)
            .map_err(|source| WriteError::Manifest { path: path.clone(), source })?;
        put_whole(&path, &text)
    }

    /// The runs that are whole, up to the first that is not; it and those after it are removed, lest they be taken up
    /// behind a run that is written in its place.
    fn take_up(&self) -> Result<ReadRecord, WriteError> {
        let mut state = self.state();
        while let Some((note, run, record)) = take_up(&self.folder, state.spills) {
            if let Some(kept) = note.kept {
                state.keep_only(&kept.into_iter().map(FileId).collect());
            }
            state.runs.push(Run::Spilled(run));
            state.record.sources.extend(record.sources);
            state.record.ledger.extend(record.ledger);
            state.record.left_out.extend(record.left_out);
            state.record.read_on.extend(record.read_on);
            state.spills += 1;
        }
        state.saved = Saved::of(&state.record);
        remove_from(&self.folder, state.spills)?;
        Ok(state.record.clone())
    }
}

impl State {
    /// Leaves out of all runs and of the record what does not belong to `files`.
    fn keep_only(&mut self, files: &BTreeSet<FileId>) {
        self.record.retain(|file| files.contains(&file));
        self.saved = Saved::of(&self.record);
        self.runs.iter_mut().for_each(|run| run.count_only(files));
    }

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

/// Refused lines that a case keeps with their text, of all files together: some 50 MB of memory.
const MOST_REJECTS: i64 = 200_000;

/// How many of them each file may keep, so that no file crowds out the others.
fn quota(ledger: &[LedgerRow]) -> usize {
    let mut of_files: BTreeMap<i64, i64> = BTreeMap::new();
    for row in ledger.iter().filter(|row| row.outcome == Outcome::Rejected) {
        *of_files.entry(row.file_id).or_default() += row.lines;
    }
    let mut counts: Vec<i64> = of_files.into_values().collect();
    counts.sort_unstable();
    let (mut left, mut files) = (MOST_REJECTS, counts.len() as i64);
    for count in counts {
        if count * files > left {
            return usize::try_from(left / files).unwrap_or(usize::MAX);
        }
        left -= count;
        files -= 1;
    }
    usize::MAX
}

/// A run with its note and record, if it is there as it was written.
fn take_up(folder: &Path, number: usize) -> Option<(Note, Spilled, ReadRecord)> {
    let note: Note = serde_json::from_slice(&fs::read(path(folder, number, "json")).ok()?).ok()?;
    let (fixes, statics) = (path(folder, number, "fixes"), path(folder, number, "statics"));
    let whole = note.fixes.fits(&fixes).ok()? && note.statics.fits(&statics).ok()?;
    let _: Vec<RejectRow> = rows(folder, number, "rejects")?;
    let record = ReadRecord {
        sources: rows(folder, number, "sources")?,
        ledger: rows(folder, number, "ledger")?,
        rejects: Vec::new(),
        left_out: note.left_out.iter().map(|(file, why)| (FileId(*file), why.clone())).collect(),
        read_on: note.read_on.iter().copied().map(FileId).collect(),
    };
    let run = Spilled {
        fixes: (fixes, note.fixes.clone()),
        statics: (statics, note.statics.clone()),
        counted: None,
    };
    whole.then_some((note, run, record))
}

/// Removes the files of runs from `number` on.
fn remove_from(folder: &Path, number: usize) -> Result<(), WriteError> {
    let fault = || WriteError::io("look into", folder);
    for entry in fs::read_dir(folder).map_err(fault())? {
        let path = entry.map_err(fault())?.path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        let run = name.strip_prefix("run-").and_then(|digits| digits.parse::<usize>().ok());
        if run.is_some_and(|run| run >= number) {
            fs::remove_file(&path).map_err(WriteError::io("remove", &path))?;
        }
    }
    Ok(())
}

fn rows<R: Row>(folder: &Path, number: usize, what: &str) -> Option<Vec<R>> {
    table::read(&path(folder, number, what), &[], &|_: &R| true).ok()
}

fn path(folder: &Path, number: usize, what: &str) -> PathBuf {
    folder.join(format!("run-{number:05}.{what}"))
}

const PLAN: &str = "plan.json";

/// A small file that is there whole or not at all.
fn put_whole(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
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
