//! Sorted reports in a file, each after its length; each day found by an index, every byte under a checksum.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::marker::PhantomData;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::merge::Merged;
use super::report::Report;

/// Where the days of a spilled run lie, and how the file is told from one that was torn or changed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Index {
    days: Vec<Stretch>,
    seal: Seal,
}

/// How long a file is, and its checksum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Seal {
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
        self.seal.fits(path)
    }

    fn stretch(&self, day: i64) -> Stretch {
        let found = self.days.binary_search_by_key(&day, |stretch| stretch.day);
        found.map_or(Stretch { day, offset: 0, reports: 0 }, |at| self.days[at])
    }
}

impl Seal {
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let (mut sum, mut buffer) = (crc32fast::Hasher::new(), vec![0; BUFFER]);
        let (mut file, mut bytes) = (File::open(path)?, 0);
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok(Self { bytes, crc32: sum.finalize() }),
                read => {
                    sum.update(&buffer[..read]);
                    bytes += read as u64;
                }
            }
        }
    }

    /// Whether a file is as it was.
    pub(super) fn fits(self, path: &Path) -> io::Result<bool> {
        Ok(path.metadata()?.len() == self.bytes && Self::of(path)? == self)
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
        let offset = self.index.seal.bytes;
        match self.index.days.last_mut() {
            Some(last) if last.day == day => last.reports += 1,
            _ => self.index.days.push(Stretch { day, offset, reports: 1 }),
        }
        self.index.seal.bytes += bytes.len() as u64;
        self.sum.update(bytes);
        self.out.write_all(bytes)
    }

    fn finish(self) -> io::Result<Index> {
        self.out.into_inner().map_err(io::IntoInnerError::into_error)?;
        let seal = Seal { crc32: self.sum.finalize(), ..self.index.seal };
        Ok(Index { seal, ..self.index })
    }
}

/// Writes reports that come in the order of the store.
pub(super) fn write<T: Report>(path: &Path, reports: &mut Merged<'_, T>) -> io::Result<Index> {
    let (mut spill, mut record) = (Writer::create(path)?, Vec::new());
    while let Some(report) = reports.next()? {
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

#[cfg(test)]
mod tests {
    use std::fs;

    use model::{Fix, StaticReport};

    use super::*;
    use crate::store::merge::Stream;
    use crate::store::testing::{fix, report};

    fn written<T: Report>(path: &Path, reports: &[T]) -> Index {
        write(path, &mut Merged::new(vec![Stream::held(reports.iter())], T::compare)).unwrap()
    }

    #[test]
    fn each_day_of_a_spilled_run_is_found_and_other_days_are_empty() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("fixes");
        let fixes = [fix(1, 0, 0, 1), fix(2, 3, 0, 2), fix(1, 24, 0, 3), fix(1, 72, 0, 4)];
        let index = written(&path, &fixes);
        let lines = |day: i64| -> Vec<u64> {
            let spill = Spill::<Fix>::open(&path, &index, fixes[0].day() + day).unwrap();
            spill.map(|fix| fix.unwrap().location.line()).collect()
        };
        assert_eq!([0, 1, 2, 3, 4].map(lines), [vec![1, 2], vec![3], vec![], vec![4], vec![]]);
        assert_eq!(index.days().map(|day| index.has(day)).collect::<Vec<_>>(), [true; 3]);
        assert!(!index.has(fixes[0].day() + 2));
    }

    #[test]
    fn a_spilled_file_that_is_torn_or_changed_is_known_as_such_and_a_torn_report_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("statics");
        let reports = [report(1, 0, "HAN GANG", 1), report(1, 1, "", 2)];
        let index = written(&path, &reports);
        let back = Spill::<StaticReport>::open(&path, &index, reports[0].day())
            .unwrap()
            .collect::<io::Result<Vec<_>>>();
        assert_eq!(back.unwrap(), reports);
        assert!(index.fits(&path).unwrap());
        let bytes = fs::read(&path).unwrap();
        for cut in 0..bytes.len() {
            fs::write(&path, &bytes[..cut]).unwrap();
            assert!(!index.fits(&path).unwrap());
            let read = Spill::<StaticReport>::open(&path, &index, reports[0].day()).unwrap();
            assert!(read.take(2).any(|report| report.is_err()), "{cut}");
        }
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            fs::write(&path, &flipped).unwrap();
            assert!(!index.fits(&path).unwrap(), "{bit}");
        }
    }

    #[test]
    fn a_fix_with_all_values_or_none_is_spilled_and_read_as_it_was() {
        let bare = fix(1, 0, 7, 1);
        let full = Fix {
            told: model::Motion {
                speed: Some(model::Knots(0.1)),
                course: Some(model::Degrees(359.9)),
                heading: Some(model::Degrees(-0.0)),
                status: model::NavStatus::from_field(0),
            }
            .into(),
            transmitter: model::Transmitter::Unknown,
            location: model::Location::text(model::FileId(u32::MAX), u64::MAX, u64::MAX, u32::MAX),
            ..bare
        };
        for fix in [bare, full] {
            let mut record = Vec::new();
            fix.pack(&mut record);
            let back = Fix::unpack(&record).unwrap();
            assert_eq!((Report::compare(&back, &fix), back), (std::cmp::Ordering::Equal, fix));
            assert_eq!(Fix::unpack(&record[1..]), None);
        }
    }
}
