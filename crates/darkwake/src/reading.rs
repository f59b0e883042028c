//! Reads the files of a plan in parallel into a pool.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use archive::{Fingerprint, ReadBefore, ReadError, ReadOptions, SourceSummary};
use case::{Counted, Draft, Pool, ReadRecord, Runs, SourceRow, SpillFolder, WriteError};
use model::{FileId, Fix, Location, Report, StaticReport};
use rayon::prelude::*;

use crate::choices::Choices;
use crate::{LeftOut, Note, account, large};

use crate::plan::{Plan, PlannedFile, PlannedPass, Standing, file_id, is_of};
use crate::progress::{Progress, Stage};

/// What a case holds once the files of a plan were read.
pub(crate) struct Archive {
    /// What was read now, and why.
    pub(crate) plan: Plan,
    /// All that was read, now and before.
    pub(crate) record: ReadRecord,
    /// Where each file is.
    pub(crate) paths: BTreeMap<FileId, PathBuf>,
    /// Files that were compared with what was read of them, so that their lines can be quoted.
    pub(crate) compared: BTreeSet<FileId>,
    /// What was not read, by path.
    pub(crate) left_out: Vec<LeftOut>,
    /// Which columns were taken for what in tables read now that no profile is made for.
    pub(crate) taken: Vec<Note>,
    /// What was spilled, for a run that has to start again before the case stands.
    pub(crate) spilled: SpillFolder,
}

/// How much memory reading may take and where it may spill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// Bytes of memory.
    pub memory: u64,
    /// Bytes of reports that are held before any are spilled, even where `memory` is less. Default: 16 MiB, below which
    /// there would be more spilled files than a process may open.
    pub least_held: u64,
    /// The folder to spill into; beside the case if none is named.
    pub temp: Option<PathBuf>,
}

impl Default for Room {
    /// 1 GiB, beside the case.
    fn default() -> Self {
        Self { memory: 1 << 30, least_held: 16 << 20, temp: None }
    }
}

/// Reads what is to be read into the store of a draft.
pub(crate) fn read(
    plan: &Plan,
    draft: &mut Draft,
    options: &ReadOptions,
    room: &Room,
    progress: &dyn Progress,
) -> Result<Archive, WriteError> {
    let mut pool = Pool::new(draft.spill_folder(room.temp.as_deref())?, pool_budget(room));
    let done = resume(&mut pool, plan, draft, options)?;
    let former = former_record(draft)?;
    let taken = Mutex::default();
    Readers { plan, former: &former, done: &done, pool: &pool, options, progress, taken: &taken }
        .read_all()?;
    let (runs, read) = pool.finish()?;
    let (settled, counted) = settle(plan, former, read);
    progress.begin(Stage::Store, None);
    store(draft, &runs, &counted)?;
    draft.put_read(&settled.record)?;
    progress.end(Stage::Store);
    let Settled { record, left_out } = settled;
    let mut paths: BTreeMap<FileId, PathBuf> =
        record.sources.iter().map(|source| (file_id(source), PathBuf::from(&source.path))).collect();
    paths.extend(plan.files.iter().map(|file| (file.file, file.opened.clone())));
    let compared = plan.files.iter().map(|file| file.file).collect();
    let taken: BTreeMap<FileId, Note> = taken.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(Archive {
        plan: plan.clone(),
        record,
        paths,
        compared,
        left_out,
        taken: taken.into_values().collect(),
        spilled: runs.into_spilled(),
    })
}

/// Bytes that the program takes while it reads.
const PROGRAM: u64 = 64 << 20;
/// Bytes that a portion of reports and a buffer take.
const OF_THREAD: u64 = 40 << 20;

/// How many threads can read in so many bytes of memory: each takes 40 MiB, and the program 64 MiB.
pub const fn threads_in(memory: u64) -> u64 {
    memory.saturating_sub(PROGRAM) / OF_THREAD
}

/// A part of the memory is taken by the program, by one portion of reports and one buffer for each thread, and by what
/// merging takes.
fn pool_budget(room: &Room) -> usize {
    let threads = rayon::current_num_threads() as u64;
    let left = room.memory.saturating_sub(PROGRAM + threads * OF_THREAD) / 2;
    usize::try_from(left.max(room.least_held)).unwrap_or(usize::MAX)
}

/// The files that an interrupted run of the same plan has read and that are still as they were. What was refused then
/// is tried again.
fn resume(
    pool: &mut Pool,
    plan: &Plan,
    draft: &Draft,
    options: &ReadOptions,
) -> Result<BTreeSet<FileId>, WriteError> {
    let found = pool.resume(key(plan, draft, options))?;
    let read: BTreeMap<i64, &SourceRow> =
        found.sources.iter().map(|source| (source.file_id, source)).collect();
    let files: Vec<(&PlannedFile, &SourceRow)> =
        (plan.files.iter()).filter_map(|file| Some((file, *read.get(&i64::from(file.file.0))?))).collect();
    let paths: Vec<PathBuf> = files.iter().map(|(file, _)| file.opened.clone()).collect();
    let same = archive::passes(&paths).into_par_iter().flat_map_iter(|pass| {
        let now = archive::fingerprints(&paths[pass.files.clone()]);
        let is_same = |((file, source), now): (&(&PlannedFile, &SourceRow), Result<Fingerprint, _>)| {
            is_of(now.ok().as_ref(), source).then_some(file.file)
        };
        files[pass.files].iter().zip(now).filter_map(is_same).collect::<Vec<FileId>>()
    });
    // A file that could not be read is tried again.
    let done: BTreeSet<FileId> = same.collect();
    pool.keep_only(&done)?;
    Ok(done)
}

/// What must be the same for what was spilled to be taken up again.
fn key(plan: &Plan, draft: &Draft, options: &ReadOptions) -> String {
    let files: Vec<(u32, String, &str)> = plan
        .files
        .iter()
        .map(|file| (file.file.0, file.path.display().to_string(), file.standing.as_str()))
        .collect();
    let former: Option<Vec<&str>> =
        draft.former().map(|case| case.manifest().inputs.iter().map(|input| input.sha256.as_str()).collect());
    serde_json::json!({
        "version": env!("CARGO_PKG_VERSION"), "records": SPILLED, "files": files, "former": former,
        "reading": options,
    })
    .to_string()
}

/// How a spilled record is laid out; one more with each change of that.
const SPILLED: u32 = 2;

/// The profile of tables that none is made for.
const GENERIC: &str = "generic";

/// What the readers of files share.
struct Readers<'r> {
    plan: &'r Plan,
    former: &'r ReadRecord,
    done: &'r BTreeSet<FileId>,
    pool: &'r Pool,
    options: &'r ReadOptions,
    progress: &'r dyn Progress,
    taken: &'r Mutex<BTreeMap<FileId, Note>>,
}

impl Readers<'_> {
    /// Reads every file that is not done, in parallel.
    fn read_all(&self) -> Result<(), WriteError> {
        let passes: Vec<PlannedPass> = self.plan.passes();
        let is_left = |pass: &&PlannedPass| pass.files.iter().any(|file| !self.done.contains(&file.file));
        let left: Vec<&PlannedPass> = passes.iter().filter(is_left).collect();
        self.progress.begin(Stage::Read, Some(left.iter().map(|pass| pass.bytes).sum()));
        let failed = AtomicBool::new(false);
        let read = left.par_iter().try_for_each(|pass| {
            if failed.load(Ordering::Relaxed) {
                return Ok(());
            }
            let read = self.read(pass);
            failed.fetch_or(read.is_err(), Ordering::Relaxed);
            read
        });
        self.progress.end(Stage::Read);
        read
    }

    fn read(&self, pass: &PlannedPass) -> Result<(), WriteError> {
        let mut record = ReadRecord::default();
        let left: Vec<&PlannedFile> =
            pass.files.iter().filter(|file| !self.done.contains(&file.file)).collect();
        if let [only] = left.as_slice() {
            if self.read_on(only, pass.bytes, &mut record)? {
                self.pool.complete(record);
                return Ok(());
            }
            if let Some(read) = large::read(only, self.pool, self.options, self.progress)? {
                self.note_taken(only, &read);
                account::enter(only, read, self.options, &mut record);
                self.pool.complete(record);
                return Ok(());
            }
        }
        for (file, read) in left.iter().zip(self.read_together(&left, pass.bytes)?) {
            self.note_taken(file, &read);
            account::enter(file, read, self.options, &mut record);
        }
        self.pool.complete(record);
        Ok(())
    }

    /// Notes which columns were taken for what in a table that no profile is made for.
    fn note_taken(&self, file: &PlannedFile, read: &Result<SourceSummary, ReadError>) {
        let Ok(summary) = read else { return };
        if summary.profile == GENERIC {
            let what = format!("its columns were taken by their names: {}", summary.took.join(", "));
            let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
            taken.insert(file.file, Note { path: file.path.clone(), what });
        }
    }

    /// Reads the new lines of a file that has grown, if they can be read alone.
    fn read_on(&self, file: &PlannedFile, bytes: u64, record: &mut ReadRecord) -> Result<bool, WriteError> {
        let is_it = |source: &&SourceRow| source.file_id == i64::from(file.file.0);
        let (Standing::Grown { from }, Some(source)) =
            (&file.standing, self.former.sources.iter().find(is_it))
        else {
            return Ok(false);
        };
        let settles_alone = source.damage.is_none()
            && source.notes.as_deref().is_none_or(archive::is_noted_again)
            && source.reports > 0
            && source.options == Choices::of(self.options).that_matter_to(&source.profile);
        if !settles_alone {
            return Ok(false);
        }
        let before = ReadBefore {
            profile: &source.profile,
            bytes: *from,
            lines: source.lines.max(0) as u64,
            waiting: &account::waiting(source),
        };
        let mut portion = Portion::new(self.pool);
        let rest = archive::read_on(&file.opened, file.file, self.options, &before, &mut |report| {
            portion.push(report);
        });
        let rest = match rest {
            Ok(Some(rest)) => rest,
            // A part of it is in the pool, where the whole must not come on top. What the case has of the file stays.
            Err(error) if portion.is_begun() => {
                account::enter(file, Err(error), self.options, record);
                return Ok(true);
            }
            // What is refused now is refused again by who reads the whole file, which says why.
            Ok(None) | Err(_) => return Ok(false),
        };
        portion.hand_in()?;
        self.progress.advance(bytes);
        account::enter_grown(file, self.former, &rest, self.options, record);
        Ok(true)
    }

    fn read_together(
        &self,
        files: &[&PlannedFile],
        bytes: u64,
    ) -> Result<Vec<Result<SourceSummary, ReadError>>, WriteError> {
        let paths: Vec<PathBuf> = files.iter().map(|file| file.opened.clone()).collect();
        let ids: Vec<FileId> = files.iter().map(|file| file.file).collect();
        let mut portion = Portion::new(self.pool);
        let read = archive::read_together(&paths, &ids, self.options, &mut |report| portion.push(report));
        portion.hand_in()?;
        self.progress.advance(bytes);
        Ok(read)
    }
}

/// Reports of one reader that are not handed in yet.
pub(crate) struct Portion<'p> {
    pool: &'p Pool,
    full: usize,
    fixes: Vec<Fix>,
    statics: Vec<StaticReport>,
    /// Whether some were handed in.
    begun: bool,
    failed: Option<WriteError>,
}

impl<'p> Portion<'p> {
    pub(crate) fn new(pool: &'p Pool) -> Self {
        Self {
            pool,
            full: pool.portion(),
            // Room for all of them: growing there would copy them twice.
            fixes: Vec::with_capacity(pool.portion()),
            statics: Vec::new(),
            begun: false,
            failed: None,
        }
    }

    /// Whether the pool has a part of it.
    fn is_begun(&self) -> bool {
        self.begun
    }

    pub(crate) fn push(&mut self, report: Report) {
        match report {
            Report::Position(fix) => self.fixes.push(fix),
            Report::Static(report) => self.statics.push(*report),
        }
        // A static report takes about four times the memory of a fix: some 20 MB at most.
        if self.fixes.len() + 4 * self.statics.len() >= self.full {
            self.begun = true;
            // Once the disk is full, what follows is dropped: the run ends with the first error.
            if self.failed.is_none() {
                self.failed = self.pool.add(&mut self.fixes, &mut self.statics).err();
            }
            self.fixes.clear();
            self.statics.clear();
        }
    }

    pub(crate) fn hand_in(mut self) -> Result<(), WriteError> {
        match self.failed {
            Some(error) => Err(error),
            None => self.pool.add(&mut self.fixes, &mut self.statics),
        }
    }
}

fn former_record(draft: &Draft) -> Result<ReadRecord, WriteError> {
    let Some(case) = draft.former() else { return Ok(ReadRecord::default()) };
    Ok(ReadRecord {
        sources: case.sources()?,
        ledger: case.ledger()?,
        rejects: case.rejects()?,
        ..ReadRecord::default()
    })
}

/// What was read now and before.
struct Settled {
    record: ReadRecord,
    left_out: Vec<LeftOut>,
}

/// What was read now and before, without what was read twice.
fn settle(plan: &Plan, former: ReadRecord, mut read: ReadRecord) -> (Settled, Counted) {
    let again = read.read();
    let is_withdrawn = |file: &FileId| again.contains(file) && !read.read_on.contains(file);
    let withdrawn: BTreeSet<FileId> = plan.withdrawn().into_iter().filter(is_withdrawn).collect();
    let mut record = former;
    record.retain(|file| !again.contains(&file));
    let copies = copies(&record, &read);
    read.retain(|file| !copies.contains_key(&file));
    let counted = Counted { read: read.read(), withdrawn };
    let mut left_out = plan.left_out.clone();
    left_out.extend(
        read.left_out.drain(..).map(|(_, why)| LeftOut::Refused { path: why.path.into(), why: why.why }),
    );
    left_out.extend(copies.into_values());
    left_out.sort_by(|one, other| one.path().cmp(other.path()));
    record.append(read);
    (Settled { record, left_out }, counted)
}

/// Newly read files that have the name and the bytes of one that counts already.
fn copies(former: &ReadRecord, read: &ReadRecord) -> BTreeMap<FileId, LeftOut> {
    let name = |source: &SourceRow| Path::new(&source.path).file_name().map(ToOwned::to_owned);
    let mut seen: BTreeMap<_, &SourceRow> = BTreeMap::new();
    for source in &former.sources {
        seen.insert((name(source), source.bytes, &source.sha256), source);
    }
    let mut copies = BTreeMap::new();
    for source in read.sources.iter().filter(|source| source.reports > 0) {
        let first = *seen.entry((name(source), source.bytes, &source.sha256)).or_insert(source);
        if first.file_id != source.file_id {
            let copy = LeftOut::Copy { path: source.path.clone().into(), of: first.path.clone().into() };
            copies.insert(file_id(source), copy);
        }
    }
    copies
}

/// Writes the day files, in parallel.
fn store(draft: &mut Draft, runs: &Runs, counted: &Counted) -> Result<(), WriteError> {
    let days = draft.days(runs, counted);
    let written: Result<Vec<_>, WriteError> =
        days.par_iter().map(|day| draft.write_day(day, runs, counted)).collect();
    draft.list(written?.into_iter().flatten());
    Ok(())
}

/// What the station is called that heard the record at a place, where its file is there as it was read.
pub(crate) fn station_at(archive: &Archive, place: Location) -> Option<String> {
    let path = archive.paths.get(&place.file()).filter(|_| archive.can_quote(place.file()))?;
    let quotes = archive::raw_records_together(&[(path.as_path(), &[place])]).ok()?;
    quotes.first()?.lines.iter().find_map(|(_, text)| archive::station_of(text))
}

impl Archive {
    /// Names what could not be read.
    pub(crate) fn leave_out(&mut self, faults: impl Iterator<Item = ReadError>) {
        self.left_out.extend(faults.map(LeftOut::from));
        self.left_out.sort_by(|one, other| one.path().cmp(other.path()));
    }

    /// Whether the file is there with the bytes that were read.
    pub(crate) fn can_quote(&self, file: FileId) -> bool {
        if self.compared.contains(&file) {
            return true;
        }
        let source = self.record.sources.iter().find(|source| file_id(source) == file);
        let now = self
            .paths
            .get(&file)
            .and_then(|path| archive::fingerprints(std::slice::from_ref(path)).pop()?.ok());
        source.is_some_and(|source| is_of(now.as_ref(), source))
    }
}
