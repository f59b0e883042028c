//! What analysts write beside a case: triage, notes and watch-lists, in `notes.sqlite`.
//!
//! The only part of a case that people write, so it is kept apart from what a run finds and outlives every re-run. Notes
//! are a journal: nothing in it is changed, the last word counts, and who wrote what when stays. Each is kept under the
//! `lead_id` that it was written on; [`Threads`] follows a lead that a later run found otherwise through `revisions`.

mod entry;
mod file;
mod thread;
mod watch;

use std::path::{Path, PathBuf};

use model::Timestamp;
use rusqlite::{Connection, Row, params};

pub use entry::{NewNote, Note, NoteText, Reviewer, Triage, WordError};
pub(crate) use file::{Held, is_notes};
pub use thread::{Choice, Thread, Threads};
pub use watch::{NewWatch, Watch};

use file::NotesFile;

/// The analysts' notes on a case. Nothing is open between two calls, so that a run may replace the case meanwhile.
#[derive(Debug, Clone)]
pub struct Notes {
    file: NotesFile,
}

/// Why notes cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum NotesError {
    /// The database refused.
    #[error("cannot {doing} {}: {source}; check space and permissions, and that no other program holds it", .path.display())]
    Database {
        /// What was tried.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What was found.
        source: rusqlite::Error,
    },
    /// A later darkwake wrote it.
    #[error("{} holds notes of version {found}, this darkwake knows version {known}; use the darkwake that wrote them", .path.display())]
    Version {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The version that is known.
        known: i64,
    },
    /// The case was replaced again and again while a note was written.
    #[error("{} is being replaced; try again when the run has ended", .0.display())]
    Replaced(PathBuf),
}

impl Notes {
    /// The notes on the case at `dir`; they need not exist yet.
    pub fn of(dir: impl AsRef<Path>) -> Self {
        Self { file: NotesFile::in_case(dir.as_ref()) }
    }

    /// Everything that was written on leads, in the order of writing.
    ///
    /// # Errors
    /// When there are notes and they cannot be read.
    pub fn all(&self) -> Result<Vec<Note>, NotesError> {
        self.file.read(all)
    }

    /// Adds a note, written at `time`. The same note of the same moment is one note.
    ///
    /// # Errors
    /// When it cannot be written; nothing of it is then kept.
    pub fn add(&self, note: &NewNote, time: Timestamp) -> Result<(), NotesError> {
        self.file.write(|connection| insert(connection, note, time))
    }

    /// Writes at `time` the note that `decide` makes of all that was written before, if it makes one. Nobody writes in
    /// between; `decide` may be asked again where a run replaces the case meanwhile.
    ///
    /// # Errors
    /// When notes cannot be read or written; nothing is then kept.
    pub fn decide<T>(
        &self,
        time: Timestamp,
        decide: impl Fn(Vec<Note>) -> (Option<NewNote>, T),
    ) -> Result<T, NotesError> {
        self.file.write(|connection| {
            let (note, told) = decide(all(connection)?);
            note.map_or(Ok(()), |note| insert(connection, &note, time))?;
            Ok(told)
        })
    }

    /// What is watched for, by list and then in the order of writing.
    ///
    /// # Errors
    /// When there are notes and they cannot be read.
    pub fn watches(&self) -> Result<Vec<Watch>, NotesError> {
        self.file.read(watch::read)
    }

    /// Adds to a watch-list what it does not hold yet.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn watch(&self, new: &NewWatch, time: Timestamp) -> Result<(), NotesError> {
        self.file.write(|connection| watch::add(connection, new, time))
    }

    /// Takes an entry off its watch-list, if it stands there.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn unwatch(&self, id: i64) -> Result<(), NotesError> {
        self.file.write(|connection| watch::remove(connection, id))
    }
}

fn all(connection: &Connection) -> rusqlite::Result<Vec<Note>> {
    let mut rows =
        connection.prepare("SELECT key, lead_id, time_ms, reviewer, triage, text FROM notes ORDER BY id")?;
    rows.query_map([], note)?.collect()
}

fn insert(connection: &Connection, note: &NewNote, time: Timestamp) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT OR IGNORE INTO notes (key, lead_id, time_ms, reviewer, triage, text) VALUES (?, ?, ?, ?, ?, ?)",
        params![
            note.key(time),
            note.lead_id(),
            time.ms(),
            note.reviewer().as_str(),
            note.state().map(Triage::as_str),
            note.text().map(NoteText::as_str),
        ],
    )?;
    Ok(())
}

fn note(row: &Row<'_>) -> rusqlite::Result<Note> {
    let triage: Option<String> = row.get(4)?;
    Ok(Note {
        key: row.get(0)?,
        lead_id: row.get(1)?,
        time: moment(row, 2)?,
        reviewer: row.get(3)?,
        triage: triage.as_deref().and_then(Triage::of_word),
        text: row.get(5)?,
    })
}

fn moment(row: &Row<'_>, column: usize) -> rusqlite::Result<Timestamp> {
    let ms: i64 = row.get(column)?;
    Timestamp::from_ms(ms).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, ms))
}

/// The tables of version 1.
const TABLES: &str = "
CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    lead_id TEXT NOT NULL,
    time_ms INTEGER NOT NULL,
    reviewer TEXT NOT NULL,
    triage TEXT CHECK (triage IN ('unseen', 'reviewing', 'dismissed', 'confirmed')),
    text TEXT,
    CHECK (triage IS NOT NULL OR text IS NOT NULL)
) STRICT;
CREATE TABLE watches (
    id INTEGER PRIMARY KEY,
    list TEXT NOT NULL,
    wanted TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    time_ms INTEGER NOT NULL,
    UNIQUE (list, wanted)
) STRICT;
PRAGMA user_version = 1;
";

/// The version of [`TABLES`].
const VERSION: i64 = 1;

/// Makes the tables where there are none; fails on those of a later version.
fn prepare(connection: &Connection) -> rusqlite::Result<Result<(), i64>> {
    match connection.query_row("PRAGMA user_version", [], |row| row.get(0))? {
        0 => connection.execute_batch(TABLES).map(Ok),
        VERSION => Ok(Ok(())),
        later => Ok(Err(later)),
    }
}
