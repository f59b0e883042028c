//! A case opened for reading: its manifest and its tables as typed rows.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use model::{LearnedContext, LearnedReception};
use serde_json::Value as Json;

use crate::error::{OpenError, TableError};
use crate::folder::{self, MANIFEST};
use crate::manifest::{Findings, Manifest, Program, SCHEMA_VERSION, TableFile};
use crate::row::{
    AnchorageRow, ContactRow, EventRow, EvidenceRow, LeadRow, LedgerRow, RawLine, ReceptionCellRow,
    RejectRow, RevisionRow, Row, SaidRow, SourceRow, StaticRow, ToldImoRow, VesselRow, learned_reception,
};
use crate::table::{self, Range, Rows};

/// A case on disk. Tables are read when they are asked for; `path` gives other readers, such as SQL engines, the files.
#[derive(Debug, Clone)]
pub struct Case {
    dir: PathBuf,
    manifest: Manifest,
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

    /// The same one after the other.
    pub fn events_in_order(&self) -> Rows<EventRow> {
        Rows::of(self.files(EventRow::SCHEMA.table))
    }

    /// How near hulls were to each other, by pair and time.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub fn contacts(&self) -> Result<Vec<ContactRow>, TableError> {
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

    /// The same one after the other, by [`crate::RawLine::cite`].
    pub fn raw_lines_in_order(&self) -> Rows<RawLine> {
        Rows::of(self.files(RawLine::SCHEMA.table))
    }

    /// The static reports that were received, by day, MMSI and time.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub fn statics(&self) -> Result<Vec<StaticRow>, TableError> {
        self.rows()
    }

    /// The static reports of one number, by time. Only what can hold them is read.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub fn statics_of(&self, mmsi: i64) -> Result<Vec<StaticRow>, TableError> {
        self.rows_of(mmsi, |row: &StaticRow| row.mmsi == mmsi)
    }

    /// As [`Case::statics_of`], with the columns alone that say name, number, destination and draught.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub fn said_by(&self, mmsi: i64) -> Result<Vec<SaidRow>, TableError> {
        self.rows_of(mmsi, |row: &SaidRow| row.mmsi == mmsi)
    }

    /// The numbers under which any of these IMO numbers was broadcast, at whatever time.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub fn mmsis_that_told(&self, imos: &BTreeSet<i64>) -> Result<BTreeSet<i64>, TableError> {
        let told = |row: &ToldImoRow| row.imo.is_some_and(|imo| imos.contains(&imo));
        let mut mmsis = BTreeSet::new();
        for path in self.files(ToldImoRow::SCHEMA.table) {
            mmsis.extend(table::read(&path, &[], &told)?.iter().map(|row| row.mmsi));
        }
        Ok(mmsis)
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

    /// What was learned from the whole archive; `None` in a case that was read and not looked into.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub fn learned(&self) -> Result<Option<LearnedContext>, TableError> {
        let Some(reception) = self.learned_reception()? else { return Ok(None) };
        let anchorages = self.rows::<AnchorageRow>()?;
        let anchorages = anchorages.iter().filter_map(AnchorageRow::learned).collect();
        Ok(Some(LearnedContext { reception, anchorages }))
    }

    /// Whether the case was looked into, rather than only read.
    pub fn is_found(&self) -> bool {
        self.manifest.findings != Findings::None
    }

    fn rows_of<R: Row>(&self, mmsi: i64, is_wanted: impl Fn(&R) -> bool) -> Result<Vec<R>, TableError> {
        let range = Range { column: "mmsi", low: mmsi, high: mmsi };
        let mut rows = Vec::new();
        for path in self.files(R::SCHEMA.table) {
            rows.extend(table::read(&path, &[range], &is_wanted)?);
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
