//! Sorted reports in a file, each after its length; each day found by an index, every byte under a checksum.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::marker::PhantomData;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::report::Report;

/// Where the days of a spilled run lie, how long the file is, and its checksum.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Index {
    days: Vec<Stretch>,
    bytes: u64,
    crc32: u32,
}

/// The reports of one day in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Stretch {
    day: i64,
    offset: u64,
    reports: u64,
}

impl Index {
    /// The days of its reports.
    pub(super) fn days(&self) -> impl Iterator<Item = i64> {
        self.days.iter().map(|stretch| stretch.day)
    }

    /// Whether it has reports of a day.
    pub(super) fn has(&self, day: i64) -> bool {
        self.days.binary_search_by_key(&day, |stretch| stretch.day).is_ok()
    }

    /// Whether the file is as it was written.
    pub(super) fn fits(&self, path: &Path) -> io::Result<bool> {
        let mut file = File::open(path)?;
        if file.metadata()?.len() != self.bytes {
            return Ok(false);
        }
        let (mut sum, mut buffer) = (crc32fast::Hasher::new(), vec![0; BUFFER]);
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok(sum.finalize() == self.crc32),
                read => sum.update(&buffer[..read]),
            }
        }
    }

    fn stretch(&self, day: i64) -> Stretch {
        let found = self.days.binary_search_by_key(&day, |stretch| stretch.day);
        found.map_or(Stretch { day, offset: 0, reports: 0 }, |at| self.days[at])
    }
}

/// Bytes that a reader or writer of a spilled run holds.
pub(super) const BUFFER: usize = 1 << 16;

/// A run that is being spilled.
struct Writer {
    out: BufWriter<File>,
    sum: crc32fast::Hasher,
    index: Index,
}

impl Writer {
    fn create(path: &Path) -> io::Result<Self> {
        let out = BufWriter::with_capacity(BUFFER, File::create(path)?);
        Ok(Self { out, sum: crc32fast::Hasher::new(), index: Index::default() })
    }

    fn push(&mut self, day: i64, bytes: &[u8]) -> io::Result<()> {
        let offset = self.index.bytes;
        match self.index.days.last_mut() {
            Some(last) if last.day == day => last.reports += 1,
            _ => self.index.days.push(Stretch { day, offset, reports: 1 }),
        }
        self.index.bytes += bytes.len() as u64;
        self.sum.update(bytes);
        self.out.write_all(bytes)
    }

    fn finish(self) -> io::Result<Index> {
        self.out.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(Index { crc32: self.sum.finalize(), ..self.index })
    }
}

/// Writes reports that come in the order of the store.
pub(super) fn write<T: Report>(
    path: &Path,
    reports: impl Iterator<Item = io::Result<T>>,
) -> io::Result<Index> {
    let (mut spill, mut record) = (Writer::create(path)?, Vec::new());
    for report in reports {
        let report = report?;
        record.clear();
        record.extend([0; LENGTH]);
        report.pack(&mut record);
        let len = (record.len() - LENGTH) as u32;
        record[..LENGTH].copy_from_slice(&len.to_le_bytes());
        spill.push(report.day(), &record)?;
    }
    spill.finish()
}

/// Bytes of the length before each report.
const LENGTH: usize = 4;

/// The spilled reports of one day.
pub(super) struct Spill<T> {
    file: BufReader<File>,
    left: u64,
    record: Vec<u8>,
    report: PhantomData<fn() -> T>,
}

impl<T: Report> Spill<T> {
    pub(super) fn open(path: &Path, index: &Index, day: i64) -> io::Result<Self> {
        let stretch = index.stretch(day);
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(stretch.offset))?;
        let file = BufReader::with_capacity(BUFFER, file);
        Ok(Self { file, left: stretch.reports, record: Vec::new(), report: PhantomData })
    }

    fn read(&mut self) -> io::Result<T> {
        let mut len = [0; LENGTH];
        self.file.read_exact(&mut len)?;
        self.record.resize(u32::from_le_bytes(len) as usize, 0);
        self.file.read_exact(&mut self.record)?;
        let torn = || io::Error::new(io::ErrorKind::InvalidData, "a spilled report is torn");
        T::unpack(&self.record).ok_or_else(torn)
    }
}

impl<T: Report> Iterator for Spill<T> {
    type Item = io::Result<T>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        Some(self.read())
    }
}
