//! A case opened for reading: its manifest and its tables as typed rows.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use model::{Doubt, LearnedReception, Timestamp};
use serde_json::Value as Json;

use crate::error::{OpenError, TableError};
use crate::folder::{self, MANIFEST};
use crate::manifest::{Findings, Manifest, Program, SCHEMA_VERSION, TableFile};
use crate::row::{
    EventRow, EvidenceRow, FixRow, LeadRow, LedgerRow, MarkRow, RawLine, ReceptionCellRow, RejectRow,
    RevisionRow, Row, SourceRow, StaticRow, VesselRow, learned_reception,
};
use crate::table::{self, Range};

/// A case on disk. Tables are read when they are asked for; `path` gives other readers, such as SQL engines, the files.
#[derive(Debug, Clone)]
pub struct Case {
    dir: PathBuf,
    manifest: Manifest,
}

/// A fix with what track building made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct MarkedFix {
    /// The fix as received.
    pub fix: FixRow,
    /// Which of the hulls under the number it is, from 0.
    pub part: i64,
    /// Why it does not count as a place.
    pub doubt: Option<Doubt>,
}

/// Which fixes to read: all of them unless told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FixFilter {
    /// Only those broadcast under this number.
    pub mmsi: Option<i64>,
    /// Only those at or after this moment.
    pub since: Option<Timestamp>,
    /// Only those at or before this moment.
    pub until: Option<Timestamp>,
}

impl Case {
    /// Opens the case at `dir` after checking its version.
    ///
    /// # Errors
    /// When there is no manifest of darkwake's, or its tables are of another version.
    pub fn open(dir: impl AsRef<Path>) -> Result<Self, OpenError> {
        let dir = dir.as_ref().to_owned();
        let path = dir.join(MANIFEST);
        let text = fs::read_to_string(&path).map_err(|source| unreadable(&dir, &path, source))?;
        let foreign = |why: String| OpenError::Manifest { path: path.clone(), why };
        let json: Json = serde_json::from_str(&text).map_err(|error| foreign(error.to_string()))?;
        let version = version(&json).ok_or_else(|| foreign("it has no schema_version".to_owned()))?;
        if version != u64::from(SCHEMA_VERSION) {
            return Err(OpenError::Version { path: dir, found: version });
        }
        let manifest: Manifest = serde_json::from_value(json).map_err(|error| foreign(error.to_string()))?;
        match manifest.tables.iter().find(|file| !folder::stays_inside(&file.path)) {
            Some(stray) => Err(foreign(format!("it lists {:?}, which is not inside the case", stray.path))),
            None => Ok(Self { dir, manifest }),
        }
    }

    /// Opens a case that holds findings.
    ///
    /// # Errors
    /// As [`Case::open`], and when its reports were not looked into yet.
    pub fn open_found(dir: impl AsRef<Path>) -> Result<Self, OpenError> {
        let case = Self::open(dir)?;
        if case.is_found() { Ok(case) } else { Err(OpenError::NotLookedInto(case.dir)) }
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// What the case was made from.
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// How many rows a table has by the manifest.
    pub(crate) fn row_count(&self, table: &str) -> i64 {
        self.listed(table).map(|file| file.rows).sum()
    }

    /// The files of a table, by the name in its schema.
    pub fn files(&self, table: &str) -> Vec<PathBuf> {
        self.listed(table).map(|file| self.dir.join(&file.path)).collect()
    }

    /// The source files.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub fn sources(&self) -> Result<Vec<SourceRow>, TableError> {
        let sources: Vec<SourceRow> = self.rows()?;
        let is_no_number = |source: &SourceRow| u32::try_from(source.file_id).is_err();
        match sources.iter().position(is_no_number) {
            Some(at) => {
                let path = self.files(SourceRow::SCHEMA.table).pop().unwrap_or_default();
                Err(TableError::Value { path, row: at + 1 })
            }
            None => Ok(sources),
        }
    }

    /// What became of the lines of each file, by reason.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub fn ledger(&self) -> Result<Vec<LedgerRow>, TableError> {
        self.rows()
    }

    /// Refused lines.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub fn rejects(&self) -> Result<Vec<RejectRow>, TableError> {
        self.rows()
    }

    /// The hulls.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub fn vessels(&self) -> Result<Vec<VesselRow>, TableError> {
        self.rows()
    }

    /// The events.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub fn events(&self) -> Result<Vec<EventRow>, TableError> {
        self.rows()
    }

    /// The leads, best first.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub fn leads(&self) -> Result<Vec<LeadRow>, TableError> {
        self.rows()
    }

    /// The evidence of all leads.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub fn evidence(&self) -> Result<Vec<EvidenceRow>, TableError> {
        self.rows()
    }

    /// The raw lines that events and leads rest on.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub fn raw_lines(&self) -> Result<Vec<RawLine>, TableError> {
        self.rows()
    }

    /// Fixes by day, MMSI and time, each with what track building made of it. Only days and row groups that can hold
    /// wanted ones are read.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub fn fixes(&self, filter: &FixFilter) -> Result<Vec<MarkedFix>, TableError> {
        let marks = self.marks(filter)?;
        let marked = |fix: FixRow| {
            let key = (fix.mmsi, fix.time, fix.file_id, fix.line);
            let mark = marks.binary_search_by_key(&key, MarkRow::key).ok().map(|at| &marks[at]);
            let (part, doubt) = mark.map_or((0, None), |mark| (mark.part, mark.doubt));
            MarkedFix { fix, part, doubt }
        };
        Ok(self.stored_fixes(filter)?.into_iter().map(marked).collect())
    }

    /// The static reports that were received, by day, MMSI and time.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub fn statics(&self) -> Result<Vec<StaticRow>, TableError> {
        self.rows()
    }

    /// The static reports of one number, by time. Only row groups that can hold them are read.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub fn statics_of(&self, mmsi: i64) -> Result<Vec<StaticRow>, TableError> {
        let range = Range { column: "mmsi", low: mmsi, high: mmsi };
        let mut rows = Vec::new();
        for path in self.files(StaticRow::SCHEMA.table) {
            rows.extend(table::read(&path, &[range], &|row: &StaticRow| row.mmsi == mmsi)?);
        }
        Ok(rows)
    }

    /// Findings that later runs changed or took back.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub fn revisions(&self) -> Result<Vec<RevisionRow>, TableError> {
        self.rows()
    }

    /// What was learned of reception; `None` in a case that was read and not looked into.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub fn learned_reception(&self) -> Result<Option<LearnedReception>, TableError> {
        if !self.is_found() {
            return Ok(None);
        }
        Ok(learned_reception(&self.rows::<ReceptionCellRow>()?, &self.rows()?))
    }

    /// Whether the case was looked into, rather than only read.
    pub fn is_found(&self) -> bool {
        self.manifest.findings != Findings::None
    }

    fn marks(&self, filter: &FixFilter) -> Result<Vec<MarkRow>, TableError> {
        let mut marks = Vec::new();
        for path in self.files(MarkRow::SCHEMA.table) {
            marks.extend(table::read(&path, &filter.ranges(), &|mark: &MarkRow| {
                filter.mmsi.is_none_or(|mmsi| mark.mmsi == mmsi)
            })?);
        }
        Ok(marks)
    }

    fn stored_fixes(&self, filter: &FixFilter) -> Result<Vec<FixRow>, TableError> {
        let mut rows = Vec::new();
        for file in self.listed(FixRow::SCHEMA.table).filter(|file| filter.reaches(&file.path)) {
            let path = self.dir.join(&file.path);
            rows.extend(table::read(&path, &filter.ranges(), &|row| filter.wants(row))?);
        }
        Ok(rows)
    }

    fn rows<R: Row>(&self) -> Result<Vec<R>, TableError> {
        let mut rows = Vec::new();
        for path in self.files(R::SCHEMA.table) {
            rows.extend(table::read(&path, &[], &|_: &R| true)?);
        }
        Ok(rows)
    }

    pub(crate) fn listed(&self, table: &str) -> impl Iterator<Item = &TableFile> {
        self.manifest.tables.iter().filter(move |file| file.table == table)
    }
}

impl FixFilter {
    fn wants(&self, row: &FixRow) -> bool {
        self.mmsi.is_none_or(|mmsi| row.mmsi == mmsi)
            && self.since.is_none_or(|since| row.time >= since)
            && self.until.is_none_or(|until| row.time <= until)
    }

    /// Whether the file of a day can hold a wanted fix: days in RFC 3339 sort as texts.
    fn reaches(&self, path: &str) -> bool {
        let Some(day) = folder::day_of(path) else { return true };
        self.since.is_none_or(|since| day >= &since.to_string()[..10])
            && self.until.is_none_or(|until| day <= &until.to_string()[..10])
    }

    fn ranges(&self) -> Vec<Range> {
        let time = Range {
            column: "time",
            low: self.since.map_or(i64::MIN, Timestamp::ms),
            high: self.until.map_or(i64::MAX, Timestamp::ms),
        };
        let mmsi = self.mmsi.map(|mmsi| Range { column: "mmsi", low: mmsi, high: mmsi });
        [time].into_iter().chain(mmsi).collect()
    }
}

/// The version of the tables, if the manifest is darkwake's.
fn version(manifest: &Json) -> Option<u64> {
    (manifest["program"]["name"] == Program::NAME).then(|| manifest["schema_version"].as_u64()).flatten()
}

fn unreadable(dir: &Path, path: &Path, source: io::Error) -> OpenError {
    if source.kind() != io::ErrorKind::NotFound {
        return OpenError::Io { path: path.to_owned(), source };
    }
    match folder::former(dir) {
        Some(former) if former.exists() => OpenError::Interrupted { path: dir.to_owned(), former },
        _ => OpenError::Missing(dir.to_owned()),
    }
}
