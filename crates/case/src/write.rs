//! A case that is being written: table by table into a folder beside its place, then the manifest, then put there.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use model::{Event, FileId, Fix, Fixes, Fleet, Lead, LearnedContext, Mmsi, StaticReport};
use sha2::{Digest, Sha256};

use crate::error::WriteError;
use crate::folder::{self, Building, MANIFEST};
use crate::id::hex;
use crate::leftover::{self, Leftover, PREFIX};
use crate::manifest::{self, Coverage, Findings, Input, Manifest, SCHEMA_VERSION, TableFile};
use crate::marks::marks;
use crate::row::{
    AnchorageRow, ContactRow, EventRow, EvidenceRow, FixRow, LeadRow, LedgerRow, RawLine, RejectRow,
    RevisionRow, Row, SourceRow, StaticRow, VesselRow, reception_rows,
};
use crate::shelf::Shelves;
use crate::store::{self, DayFile, Marked, Merge, Pool, ReadRecord, Runs, Stored, link};
use crate::table_file::{TableFileWriter, Written};
use crate::{Case, Contents, LeftOut, Overwrite, Provenance, TableError, lead_id};

/// A case that is being written: nobody else can write at its place meanwhile, and nobody sees it before it is whole.
pub struct Draft {
    building: Building,
    former: Option<Case>,
    tables: Vec<TableFile>,
    findings: Findings,
}

/// Which files' reports go into a store.
#[derive(Debug, Clone, Default)]
pub struct Counted {
    /// Of those newly read: the files that were read to their ends.
    pub read: BTreeSet<FileId>,
    /// Of the former case: the files whose reports are taken back, because they were read anew.
    pub withdrawn: BTreeSet<FileId>,
}

impl Draft {
    /// Claims the place `dir`, before the work whose result will stand there.
    ///
    /// # Errors
    /// When something else is there, a case is there that cannot be added to, another process is writing the same case,
    /// or the file system refuses.
    pub fn start(dir: &Path, overwrite: Overwrite) -> Result<Self, WriteError> {
        let building = Building::start(dir, overwrite)?;
        let former = former(building.target(), overwrite)?;
        Ok(Self { building, former, tables: Vec::new(), findings: Findings::None })
    }

    /// The case that is added to.
    pub const fn former(&self) -> Option<&Case> {
        self.former.as_ref()
    }

    /// The folder into which a pool for this case spills: below `temp`, or beside the case. Hidden in either place, for
    /// that may be within the archive. What an interrupted run left beside the case, a run that spills elsewhere removes.
    ///
    /// # Errors
    /// When nothing can be written below `temp`: better said before the work than at the first spill.
    pub fn spill_folder(&self, temp: Option<&Path>) -> Result<PathBuf, WriteError> {
        let beside = self.building.path().with_extension("spill");
        let Some(temp) = temp else { return Ok(beside) };
        let _ = fs::remove_dir_all(beside);
        let digest = Sha256::digest(self.building.target().as_os_str().as_encoded_bytes());
        let folder = temp.join(format!("{PREFIX}{}", hex(&digest[..8])));
        match fs::create_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(folder),
            Err(error) => Err(WriteError::io("create", &folder)(error)),
            Ok(()) => fs::remove_dir(&folder).map_err(WriteError::io("remove", &folder)).map(|()| folder),
        }
    }

    /// What runs for other cases put below `temp`, killed or still under way; `own` is what this one has there beside its
    /// spill folder.
    pub fn leftovers(&self, temp: &Path, own: Option<&Path>) -> Vec<Leftover> {
        let spill_folder = self.spill_folder(Some(temp)).ok();
        let own: Vec<&Path> = spill_folder.as_deref().into_iter().chain(own).collect();
        leftover::leftovers(temp, &own)
    }

    /// Removes what a run that was interrupted has spilled for this case.
    pub fn clear_spilled(&self, temp: Option<&Path>) {
        // What cannot be removed is found again by the next run that spills.
        if let Ok(folder) = self.spill_folder(temp) {
            let _ = fs::remove_dir_all(folder);
        }
    }

    /// Where tracks are put that do not fit into memory: on the disk below `temp`, or beside the case.
    pub fn shelves(&self, temp: Option<&Path>) -> Shelves {
        Shelves::within(temp.map_or_else(|| folder::parent(self.building.target()), Path::to_owned))
    }

    /// The day files of the store, each to be given to [`Draft::write_day`], in parallel or not.
    pub fn days(&self, runs: &Runs, counted: &Counted) -> Vec<DayFile> {
        self.merge(runs, counted).days()
    }

    /// Writes a day file from all runs and from the former case; none where no report is left of the day.
    ///
    /// # Errors
    /// When the file system refuses, or what was spilled or stored cannot be read back.
    pub fn write_day(
        &self,
        day: &DayFile,
        runs: &Runs,
        counted: &Counted,
    ) -> Result<Option<TableFile>, WriteError> {
        self.merge(runs, counted).write(day)
    }

    /// Lists files that were written, in their order.
    pub fn list(&mut self, files: impl IntoIterator<Item = TableFile>) {
        self.tables.extend(files);
    }

    /// Writes a table.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn put<R: Row>(&mut self, rows: impl IntoIterator<Item = R>) -> Result<(), WriteError> {
        self.put_at(format!("{}.parquet", R::SCHEMA.table), rows)
    }

    /// A table of what will be found, to be written before the others; it is listed where [`Draft::put_found`] is given it.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn table<R: Row>(&self) -> Result<TableFileWriter<R>, WriteError> {
        TableFileWriter::create(self.building.path(), format!("{}.parquet", R::SCHEMA.table))
    }

    fn put_at<R: Row>(&mut self, path: String, rows: impl IntoIterator<Item = R>) -> Result<(), WriteError> {
        let mut out = TableFileWriter::create(self.building.path(), path)?;
        rows.into_iter().try_for_each(|row| out.push(&row))?;
        self.tables.push(out.finish()?);
        Ok(())
    }

    /// Writes what was found: hulls, events, leads with their evidence, and the lines that they rest on.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn put_found(&mut self, found: &Found<'_>) -> Result<(), WriteError> {
        let Found { fleet, events, leads, .. } = *found;
        self.findings = Findings::Current;
        self.put(marks(fleet, found.copies))?;
        self.put(fleet.vessels.iter().map(|vessel| VesselRow::of(vessel, fleet)))?;
        self.put(events.iter().map(EventRow::of))?;
        self.list([found.contacts.file()]);
        self.put(lead_rows(leads, events, fleet))?;
        let evidence = leads.iter().flat_map(|lead| {
            let id = lead_id(lead, events);
            lead.evidence.iter().map(move |fact| EvidenceRow::of(&id, fact))
        });
        self.put(evidence)?;
        self.list([found.raw_lines.file()]);
        self.put_learned(found.learned)?;
        self.put(found.revisions.iter().cloned())
    }

    /// Takes the findings of the former case over, which are those of its reports alone.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn keep_found(&mut self) -> Result<(), WriteError> {
        let Some(former) = self.former.as_ref().filter(|former| former.is_found()) else { return Ok(()) };
        let read =
            [SourceRow::SCHEMA, LedgerRow::SCHEMA, RejectRow::SCHEMA, FixRow::SCHEMA, StaticRow::SCHEMA];
        let is_found = |file: &&TableFile| read.iter().all(|schema| schema.table != file.table);
        for file in former.manifest().tables.iter().filter(is_found) {
            let target = self.building.path().join(&file.path);
            let folder = target.parent().unwrap_or(self.building.path());
            fs::create_dir_all(folder).map_err(WriteError::io("create", folder))?;
            link(&former.dir().join(&file.path), &target)?;
            self.tables.push(file.clone());
        }
        self.findings = Findings::Earlier;
        Ok(())
    }

    fn put_learned(&mut self, learned: &LearnedContext) -> Result<(), WriteError> {
        let folder = self.building.path().join(LEARNED);
        fs::create_dir_all(&folder).map_err(WriteError::io("create", &folder))?;
        let (cells, hulls) = reception_rows(&learned.reception);
        self.put_one_learned(cells)?;
        self.put_one_learned(hulls)?;
        self.put_one_learned(learned.anchorages.iter().copied().map(AnchorageRow::from))
    }

    fn put_one_learned<R: Row>(&mut self, rows: impl IntoIterator<Item = R>) -> Result<(), WriteError> {
        self.put_at(format!("{LEARNED}/{}.parquet", R::SCHEMA.table), rows)
    }

    /// The files of the table of `fixes` or of `statics` as they are in the new case, with their rows.
    fn files<R: Row>(&self) -> impl Iterator<Item = (PathBuf, i64)> {
        let files = self.tables.iter().filter(|file| file.table == R::SCHEMA.table);
        files.map(|file| (self.building.path().join(&file.path), file.rows))
    }

    /// How many fixes the new case has.
    pub fn fixes_stored(&self) -> u64 {
        self.files::<FixRow>().map(|(_, rows)| rows.max(0) as u64).sum()
    }

    /// The day files of the new case, each to be looked into for its ships.
    pub fn ships(&self) -> Vec<impl FnOnce() -> Result<Vec<(Mmsi, u64)>, TableError> + use<>> {
        let files = self.files::<FixRow>().chain(self.files::<StaticRow>());
        files.map(|(path, _)| move || store::ships(&path)).collect()
    }

    /// The day files of fixes of the new case, each as a stream in the order of MMSI and time. All may be open at once.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn fixes(&self) -> Result<Vec<FixStream>, TableError> {
        self.files::<FixRow>().map(|(path, _)| Stored::beside_others(&path).map(FixStream)).collect()
    }

    /// The static reports of the new case, by day, the same.
    ///
    /// # Errors
    /// When a day file cannot be read.
    pub fn statics(&self) -> Result<Vec<StaticStream>, TableError> {
        self.files::<StaticRow>().map(|(path, _)| Stored::beside_others(&path).map(StaticStream)).collect()
    }

    /// Writes the manifest and puts the case into its place: it appears whole or not at all.
    ///
    /// # Errors
    /// When the file system refuses. What was there before is then untouched.
    pub fn finish(
        self,
        provenance: Provenance,
        record: &ReadRecord,
        left_out: Vec<LeftOut>,
        coverage: Option<Coverage>,
    ) -> Result<(), WriteError> {
        let manifest = Manifest {
            findings: self.findings,
            coverage,
            schema_version: SCHEMA_VERSION,
            provenance,
            inputs: record.sources.iter().map(Input::from).collect(),
            left_out,
            rejects: manifest::rejected(&record.ledger, &record.rejects),
            tables: self.tables,
        };
        write_manifest(self.building.path(), &manifest)?;
        self.building.place()
    }

    fn merge<'m>(&'m self, runs: &'m Runs, counted: &Counted) -> Merge<'m> {
        let (read, withdrawn) = (Marked::of(&counted.read), Marked::of(&counted.withdrawn));
        Merge { dir: self.building.path(), runs, former: self.former(), read, withdrawn }
    }
}

/// What the stages behind the store found.
pub struct Found<'a> {
    /// All hulls.
    pub fleet: &'a Fleet,
    /// Fixes that are on no track because another record of the same transmission counts, by number: all of one in one part.
    pub copies: &'a [Fixes],
    /// What was found.
    pub events: &'a [Event],
    /// How near hulls were to each other: they are many, and nobody asks for them again.
    pub contacts: &'a Written<ContactRow>,
    /// What should be looked at, best first; indices point into `events`.
    pub leads: &'a [Lead],
    /// The raw text of the lines that events and leads rest on.
    pub raw_lines: &'a Written<RawLine>,
    /// What was learned from the whole archive, now or in an earlier run.
    pub learned: &'a LearnedContext,
    /// Findings of earlier runs that are not the same any more.
    pub revisions: &'a [RevisionRow],
}

/// The folder of what is learned from a whole archive.
const LEARNED: &str = "learned";

/// Stored fixes of one day.
pub struct FixStream(Stored<Fix>);

/// Stored static reports of one day.
pub struct StaticStream(Stored<StaticReport>);

impl FixStream {
    /// The next fixes, as far as their ships' numbers are not above `last`.
    ///
    /// # Errors
    /// When the day file is damaged.
    pub fn up_to(&mut self, last: Mmsi) -> Result<Vec<Fix>, TableError> {
        self.0.up_to(last)
    }
}

impl StaticStream {
    /// The next reports, as far as their ships' numbers are not above `last`.
    ///
    /// # Errors
    /// When the day file is damaged.
    pub fn up_to(&mut self, last: Mmsi) -> Result<Vec<StaticReport>, TableError> {
        self.0.up_to(last)
    }
}

/// The case that a run would add to, without claiming its place.
///
/// # Errors
/// When a run would be refused the place, or the case there cannot be added to.
pub fn look(dir: &Path, overwrite: Overwrite) -> Result<Option<Case>, WriteError> {
    folder::may_replace(dir, overwrite)?;
    former(dir, overwrite)
}

/// The sound case at a place, if it is to be added to.
fn former(dir: &Path, overwrite: Overwrite) -> Result<Option<Case>, WriteError> {
    if overwrite != Overwrite::Extend || !dir.join(MANIFEST).exists() {
        return Ok(None);
    }
    let former = Case::open(dir)?;
    match former.first_fault()? {
        Some(fault) => Err(WriteError::DamagedFormer { path: dir.to_owned(), fault }),
        None => Ok(Some(former)),
    }
}

/// Claims the place and writes a whole case, in one step.
///
/// # Errors
/// As for [`Draft::start`] and [`Draft::finish`].
pub fn write(dir: &Path, contents: &Contents<'_>, overwrite: Overwrite) -> Result<(), WriteError> {
    let Contents { fleet, events, leads, .. } = *contents;
    let mut draft = Draft::start(dir, overwrite)?;
    let tracks = || fleet.tracks.iter();
    let believed = tracks().flat_map(|track| track.fixes.iter().copied());
    let fixes = believed.chain(tracks().flat_map(|track| track.doubtful.iter().map(|doubted| doubted.fix)));
    let mut fixes: Vec<Fix> = fixes.collect();
    let timelines = fleet.vessels.iter().flat_map(|vessel| {
        let mmsi = vessel.hull.mmsi;
        vessel.timeline.iter().map(move |said| said.report(mmsi))
    });
    let mut statics: Vec<StaticReport> = timelines.collect();
    let files = fixes.iter().map(|fix| fix.location.file());
    let read = files.chain(statics.iter().map(|report| report.location.file())).collect();
    let counted = Counted { read, withdrawn: BTreeSet::new() };
    let pool = Pool::new(draft.spill_folder(None)?, usize::MAX);
    pool.add(&mut fixes, &mut statics)?;
    pool.complete(ReadRecord {
        sources: contents.sources.to_vec(),
        ledger: contents.ledger.to_vec(),
        rejects: contents.rejects.to_vec(),
        ..ReadRecord::default()
    });
    let (runs, record) = pool.finish()?;
    draft.put_read(&record)?;
    for day in draft.days(&runs, &counted) {
        let file = draft.write_day(&day, &runs, &counted)?;
        draft.list(file);
    }
    let contacts = &draft.table()?.with([])?;
    let raw_lines = &draft.table()?.with(contents.raw_lines.iter().cloned())?;
    let learned = &LearnedContext::default();
    draft.put_found(&Found {
        fleet,
        copies: &[],
        events,
        contacts,
        leads,
        raw_lines,
        learned,
        revisions: &[],
    })?;
    draft.finish(contents.provenance.clone(), &record, contents.left_out.to_vec(), None)
}

impl Draft {
    /// Writes what became of the files and lines that were read.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn put_read(&mut self, record: &ReadRecord) -> Result<(), WriteError> {
        self.put(record.sources.iter().cloned())?;
        self.put(record.ledger.iter().cloned())?;
        self.put(record.rejects.iter().cloned())
    }
}

/// The rows of leads, best first, on `events` by hulls of `fleet`.
pub fn lead_rows(leads: &[Lead], events: &[Event], fleet: &Fleet) -> Vec<LeadRow> {
    (1..).zip(leads).map(|(rank, lead)| LeadRow::of(rank, lead, events, fleet)).collect()
}

fn write_manifest(dir: &Path, manifest: &Manifest) -> Result<(), WriteError> {
    let mut text = serde_json::to_string_pretty(manifest)
        .map_err(|source| WriteError::Manifest { path: dir.to_owned(), source })?;
    text.push('\n');
    let path = dir.join(MANIFEST);
    fs::write(&path, text).map_err(WriteError::io("write", &path))
}
