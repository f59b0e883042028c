//! Files of a case that are being written, a row at a time, and hashed as they are.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::WriteError;
use crate::id::hex;
use crate::manifest::TableFile;
use crate::row::Row;
use crate::table::{Columns, TableWriter};

/// A table of what was found that is written before the others are known, and stands among them in its place.
pub struct Written<R>(TableFile, PhantomData<fn(R)>);

impl<R> Written<R> {
    /// How it is listed.
    pub(crate) fn file(&self) -> TableFile {
        self.0.clone()
    }
}

/// A table of a case that is being written.
pub struct TableFileWriter<R: Row> {
    table: TableWriter<R, Hashed<BufWriter<File>>>,
    full: PathBuf,
    path: String,
}

impl<R: Row> TableFileWriter<R> {
    /// Creates the file `path` below `dir`.
    pub(crate) fn create(dir: &Path, path: String) -> Result<Self, WriteError> {
        let full = dir.join(&path);
        let file = File::create(&full).map_err(WriteError::io("create", &full))?;
        let table = TableWriter::new(Hashed::new(BufWriter::new(file))).map_err(WriteError::table(&full))?;
        Ok(Self { table, full, path })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn push(&mut self, row: &R) -> Result<(), WriteError> {
        self.table.push(row).map_err(WriteError::table(&self.full))
    }

    /// As [`TableWriter::push_with`].
    pub(crate) fn push_with(&mut self, fill: impl FnOnce(&mut Columns<'_>)) -> Result<(), WriteError> {
        self.table.push_with(fill).map_err(WriteError::table(&self.full))
    }

    /// The table with all rows of some more.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn with(mut self, rows: impl IntoIterator<Item = R>) -> Result<Written<R>, WriteError> {
        rows.into_iter().try_for_each(|row| self.push(&row))?;
        Ok(Written(self.finish()?, PhantomData))
    }

    pub(crate) fn finish(self) -> Result<TableFile, WriteError> {
        let (mut out, rows) = self.table.finish().map_err(WriteError::table(&self.full))?;
        out.flush().map_err(WriteError::io("write", &self.full))?;
        let (bytes, sha256) = out.sum();
        Ok(TableFile { table: R::SCHEMA.table.to_owned(), path: self.path, rows: rows as i64, bytes, sha256 })
    }
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

/// Writes rows into a file of their own, which no manifest lists.
pub(crate) fn write_rows<R: Row>(path: &Path, rows: impl Iterator<Item = R>) -> Result<(), WriteError> {
    let fault = WriteError::table(path);
    let file = File::create(path).map_err(WriteError::io("create", path))?;
    let mut table = TableWriter::<R, _>::new(BufWriter::new(file)).map_err(&fault)?;
    for row in rows {
        table.push(&row).map_err(&fault)?;
    }
    let (mut out, _) = table.finish().map_err(&fault)?;
    out.flush().map_err(WriteError::io("write", path))
}
