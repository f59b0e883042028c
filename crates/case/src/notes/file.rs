//! The file of the notes: opened for each call, and held still while a run carries it into the new case.
//!
//! A run copies the notes into the case that it has built and puts that into the place of the old one. Whoever writes
//! just then waits for it, and then holds a file that is gone; so a writer looks afterwards whether the file that it
//! wrote is still the one at its path, and writes once more if not. What it wrote may have been carried over already, so
//! to write twice must give what writing once gives.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::{NotesError, VERSION, prepare};

/// Name of the file in a case.
const NAME: &str = "notes.sqlite";

/// How long one waits for another who writes.
const PATIENCE: Duration = Duration::from_secs(10);

/// So often a case may be replaced under one note.
const ATTEMPTS: usize = 5;

/// Between two of them, so that a case that is moved aside can be back.
const PAUSE: Duration = Duration::from_millis(100);

/// What tells a file from another that takes its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Identity(u64, u64);

impl Identity {
    #[cfg(unix)]
    fn of(metadata: &fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self(metadata.dev(), metadata.ino())
    }

    /// Elsewhere a file that is open is not replaced.
    #[cfg(not(unix))]
    fn of(_: &fs::Metadata) -> Self {
        Self(0, 0)
    }
}

#[derive(Debug, Clone)]
pub(super) struct NotesFile {
    path: PathBuf,
}

impl NotesFile {
    pub(super) fn in_case(dir: &Path) -> Self {
        Self { path: dir.join(NAME) }
    }

    /// Reads; a file that is not there holds nothing.
    pub(super) fn read<T: Default>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, NotesError> {
        if !self.path.exists() {
            return Ok(T::default());
        }
        let connection = self.open(OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        match connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0)) {
            Ok(0) => Ok(T::default()),
            Ok(VERSION) => read(&connection).map_err(self.fault("read")),
            Ok(later) => Err(self.later(later)),
            Err(error) => Err(self.fault("read")(error)),
        }
    }

    /// Writes all or nothing, into the file that is at its path when it is done; `write` may be called again.
    pub(super) fn write<T>(
        &self,
        write: impl Fn(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, NotesError> {
        for _ in 0..ATTEMPTS {
            if let Some((mut connection, opened)) = self.open_or_create()? {
                // SQLite itself refuses to write a file that it finds moved.
                let written = self.write_into(&mut connection, &write);
                if self.identity() == Some(opened) {
                    return written;
                }
            }
            thread::sleep(PAUSE);
        }
        Err(NotesError::Replaced(self.path.clone()))
    }

    /// The file and what tells it from others; `None` where it was replaced just now.
    fn open_or_create(&self) -> Result<Option<(Connection, Identity)>, NotesError> {
        if !self.path.exists() {
            self.open(OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        }
        let before = self.identity();
        let connection = self.open(OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        Ok(before.filter(|_| self.identity() == before).map(|identity| (connection, identity)))
    }

    fn write_into<T>(
        &self,
        connection: &mut Connection,
        write: impl Fn(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, NotesError> {
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(self.fault("write"))?;
        prepare(&transaction).map_err(self.fault("prepare"))?.map_err(|later| self.later(later))?;
        let written = write(&transaction).map_err(self.fault("write"))?;
        transaction.commit().map_err(self.fault("write"))?;
        Ok(written)
    }

    fn open(&self, flags: OpenFlags) -> Result<Connection, NotesError> {
        let connection = Connection::open_with_flags(&self.path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX);
        let connection = connection.map_err(self.fault("open"))?;
        connection.busy_timeout(PATIENCE).map_err(self.fault("open"))?;
        Ok(connection)
    }

    fn identity(&self) -> Option<Identity> {
        fs::metadata(&self.path).ok().map(|metadata| Identity::of(&metadata))
    }

    fn fault(&self, doing: &'static str) -> impl FnOnce(rusqlite::Error) -> NotesError {
        move |source| NotesError::Database { doing, path: self.path.clone(), source }
    }

    fn later(&self, found: i64) -> NotesError {
        NotesError::Version { path: self.path.clone(), found, known: VERSION }
    }
}

/// The notes of a case, which nobody can write until this is dropped.
pub(crate) struct Held(Connection);

impl Held {
    /// Holds the notes of the case at `dir`; `None` where there are none, or where the file is no database.
    pub(crate) fn of(dir: &Path) -> Option<Self> {
        let file = NotesFile::in_case(dir);
        if !file.path.exists() {
            return None;
        }
        let connection = file.open(OpenFlags::SQLITE_OPEN_READ_WRITE).ok()?;
        // A journal that a killed writer left is rolled back by this, too.
        connection.execute_batch("BEGIN IMMEDIATE").ok()?;
        Some(Self(connection))
    }

    /// Writes the same notes into the case at `dir`, and gives the path. The file itself is not opened for it: to close
    /// any handle of a file lets go of all locks that this process has on it (POSIX).
    pub(crate) fn copy_into(&mut self, dir: &Path) -> io::Result<PathBuf> {
        let copy = dir.join(NAME);
        let bytes = self.0.serialize("main").map_err(io::Error::other)?;
        fs::write(&copy, &bytes[..])?;
        Ok(copy)
    }
}

/// Whether a file of a case is the notes, or what SQLite keeps beside them while it writes.
pub(crate) fn is_notes(name: &str) -> bool {
    name.strip_prefix(NAME).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}
