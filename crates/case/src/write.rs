//! Contents into a case folder: every table, then the manifest that lists them with their hashes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use model::{Doubt, Fix, Fleet, HullId, Timestamp, Track};
use sha2::{Digest, Sha256};

use crate::error::WriteError;
use crate::folder::{Building, MANIFEST};
use crate::id::hex;
use crate::manifest::{self, Input, Manifest, SCHEMA_VERSION, TableFile};
use crate::row::{EventRow, EvidenceRow, FixRow, LeadRow, RawLine, Row, VesselRow};
use crate::table::TableWriter;
use crate::{Contents, Overwrite, lead_id};

/// The right to write the case at one place: nobody else can while it is held.
pub struct Claim(Building);

impl Claim {
    /// Claims the place `dir`, before the work whose result will stand there.
    ///
    /// # Errors
    /// When something else is there, another process is writing the same case, or the file system refuses.
    pub fn on(dir: &Path, overwrite: Overwrite) -> Result<Self, WriteError> {
        Building::start(dir, overwrite).map(Self)
    }

    /// Writes the case. It appears whole or not at all, and the same contents give the same bytes.
    ///
    /// # Errors
    /// When the file system refuses. What was there before is then untouched.
    pub fn write(self, contents: &Contents<'_>) -> Result<(), WriteError> {
        let tables = write_tables(self.0.path(), contents)?;
        write_manifest(self.0.path(), contents, tables)?;
        self.0.place()
    }
}

/// Claims the place and writes the case, in one step.
///
/// # Errors
/// As for [`Claim::on`] and [`Claim::write`].
pub fn write(dir: &Path, contents: &Contents<'_>, overwrite: Overwrite) -> Result<(), WriteError> {
    Claim::on(dir, overwrite)?.write(contents)
}

fn write_tables(dir: &Path, contents: &Contents<'_>) -> Result<Vec<TableFile>, WriteError> {
    let Contents { fleet, events, leads, .. } = contents;
    let leads_by_rank = leads.iter().enumerate().map(|(index, lead)| (index + 1, lead));
    let evidence = leads.iter().flat_map(|lead| {
        let id = lead_id(lead, events);
        lead.evidence.iter().map(move |fact| EvidenceRow::of(&id, fact))
    });
    let mut files = vec![
        write_table(dir, contents.sources.iter().cloned())?,
        write_table(dir, contents.ledger.iter().cloned())?,
        write_table(dir, contents.rejects.iter().cloned())?,
    ];
    files.extend(write_fixes(dir, fleet)?);
    files.extend([
        write_table(dir, fleet.vessels.iter().map(|vessel| VesselRow::of(vessel, fleet)))?,
        write_table(dir, events.iter().map(EventRow::of))?,
        write_table(dir, leads_by_rank.map(|(rank, lead)| LeadRow::of(rank, lead, events, fleet)))?,
        write_table(dir, evidence)?,
        write_table::<RawLine>(dir, contents.raw_lines.iter().cloned())?,
    ]);
    Ok(files)
}

fn write_manifest(dir: &Path, contents: &Contents<'_>, tables: Vec<TableFile>) -> Result<(), WriteError> {
    let manifest = Manifest {
        schema_version: SCHEMA_VERSION,
        provenance: contents.provenance.clone(),
        inputs: contents.sources.iter().map(Input::from).collect(),
        left_out: contents.left_out.to_vec(),
        rejects: manifest::rejected(contents.ledger, contents.rejects),
        tables,
    };
    let mut text = serde_json::to_string_pretty(&manifest)
        .map_err(|source| WriteError::Manifest { path: dir.to_owned(), source })?;
    text.push('\n');
    let path = dir.join(MANIFEST);
    fs::write(&path, text).map_err(WriteError::io("write", &path))
}

fn write_table<R: Row>(dir: &Path, rows: impl Iterator<Item = R>) -> Result<TableFile, WriteError> {
    write_file(dir, format!("{}.parquet", R::SCHEMA.table), rows)
}

/// One file a day, in order of MMSI and time.
fn write_fixes(dir: &Path, fleet: &Fleet) -> Result<Vec<TableFile>, WriteError> {
    let doubtful = doubtful_by_day(fleet);
    days(fleet)
        .into_iter()
        .map(|day| {
            let folder = format!("{}/day={}", FixRow::SCHEMA.table, name(day));
            fs::create_dir_all(dir.join(&folder)).map_err(WriteError::io("create", &dir.join(&folder)))?;
            let rows = fixes_on(day, fleet, doubtful.get(&day).map_or(&[], Vec::as_slice));
            write_file(dir, format!("{folder}/part-0.parquet"), rows)
        })
        .collect()
}

/// The fixes of one day, all hulls under a number together.
fn fixes_on<'a>(
    day: i64,
    fleet: &'a Fleet,
    doubtful: &'a [Doubted<'a>],
) -> impl Iterator<Item = FixRow> + 'a {
    let same_number = |one: &Track, other: &Track| one.hull.mmsi == other.hull.mmsi;
    fleet.tracks.chunk_by(same_number).flat_map(move |tracks| {
        let mmsi = tracks[0].hull.mmsi;
        let believed = tracks.iter().flat_map(|track| {
            on_day(&track.fixes, day).iter().map(|fix| Doubted { hull: track.hull, fix, doubt: None })
        });
        let from = doubtful.partition_point(|fix| fix.hull.mmsi < mmsi);
        let doubted = doubtful[from..].iter().take_while(|fix| fix.hull.mmsi == mmsi).copied();
        let mut fixes: Vec<Doubted<'a>> = believed.chain(doubted).collect();
        fixes.sort_by_key(|fix| (fix.fix.time, fix.hull.part, fix.fix.location));
        fixes.into_iter().map(|fix| FixRow::of(fix.hull, fix.fix, fix.doubt))
    })
}

/// A fix with its hull and what speaks against it.
#[derive(Clone, Copy)]
struct Doubted<'a> {
    hull: HullId,
    fix: &'a Fix,
    doubt: Option<Doubt>,
}

/// Doubtful fixes, which are few, by day and then in the order of the tracks.
fn doubtful_by_day(fleet: &Fleet) -> BTreeMap<i64, Vec<Doubted<'_>>> {
    let mut days: BTreeMap<i64, Vec<Doubted<'_>>> = BTreeMap::new();
    for track in &fleet.tracks {
        for doubtful in &track.doubtful {
            let fix = Doubted { hull: track.hull, fix: &doubtful.fix, doubt: Some(doubtful.doubt) };
            days.entry(doubtful.fix.time.day()).or_default().push(fix);
        }
    }
    days
}

fn days(fleet: &Fleet) -> BTreeSet<i64> {
    let mut days = BTreeSet::new();
    for track in &fleet.tracks {
        let mut rest = track.fixes.as_slice();
        while let Some(first) = rest.first() {
            let day = first.time.day();
            days.insert(day);
            rest = &rest[rest.partition_point(|fix| fix.time.day() <= day)..];
        }
        days.extend(track.doubtful.iter().map(|doubtful| doubtful.fix.time.day()));
    }
    days
}

fn on_day(fixes: &[Fix], day: i64) -> &[Fix] {
    let from = fixes.partition_point(|fix| fix.time.day() < day);
    let to = fixes.partition_point(|fix| fix.time.day() <= day);
    &fixes[from..to]
}

/// `2024-03-01`.
fn name(day: i64) -> String {
    const DAY_MS: i64 = 86_400_000;
    let midnight = Timestamp::from_ms(day * DAY_MS).expect("the day of a timestamp starts within its range");
    midnight.to_string()[..10].to_owned()
}

fn write_file<R: Row>(
    dir: &Path,
    name: String,
    rows: impl Iterator<Item = R>,
) -> Result<TableFile, WriteError> {
    let path = dir.join(&name);
    let fault = WriteError::table(&path);
    let file = File::create(&path).map_err(WriteError::io("create", &path))?;
    let mut table = TableWriter::<R, _>::new(Hashed::new(BufWriter::new(file))).map_err(&fault)?;
    for row in rows {
        table.push(&row).map_err(&fault)?;
    }
    let (mut out, rows) = table.finish().map_err(&fault)?;
    out.flush().map_err(WriteError::io("write", &path))?;
    let (bytes, sha256) = out.sum();
    Ok(TableFile { table: R::SCHEMA.table.to_owned(), path: name, rows: rows as i64, bytes, sha256 })
}

/// An output that hashes what goes through.
struct Hashed<W> {
    out: W,
    hasher: Sha256,
    bytes: u64,
}

impl<W> Hashed<W> {
    fn new(out: W) -> Self {
        Self { out, hasher: Sha256::new(), bytes: 0 }
    }

    fn sum(self) -> (i64, String) {
        (self.bytes as i64, hex(&self.hasher.finalize()))
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
