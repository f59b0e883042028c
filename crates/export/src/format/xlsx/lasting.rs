//! A file that seems to last when its disk is full, and tells at the end.
//!
//! The zip writer under a workbook prints what fails while it is dropped, which would stand before the error that the program
//! itself reports.

use std::io::{self, ErrorKind, Seek, SeekFrom, Write};

/// A file to which nothing more is written once that failed.
pub(super) struct Lasting<W> {
    file: W,
    /// Where it would stand, and end, if nothing had failed.
    at: u64,
    end: u64,
    failed: Option<io::Error>,
}

impl<W: Write + Seek> Lasting<W> {
    /// A file that is empty yet.
    pub(super) const fn new(file: W) -> Self {
        Self { file, at: 0, end: 0, failed: None }
    }

    /// What failed first, if anything did.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        self.failed.map_or(Ok(()), Err)
    }

    /// What a step gives, or what it would have given.
    fn step<T>(&mut self, otherwise: T, step: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.failed.is_some() {
            return Ok(otherwise);
        }
        match step(&mut self.file) {
            Err(error) if error.kind() != ErrorKind::Interrupted => {
                self.failed = Some(error);
                Ok(otherwise)
            }
            done => done,
        }
    }
}

impl<W: Write + Seek> Write for Lasting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.step(bytes.len(), |file| file.write(bytes))?;
        self.at += written as u64;
        self.end = self.end.max(self.at);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.step((), W::flush)
    }
}

impl<W: Write + Seek> Seek for Lasting<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.end.checked_add_signed(by),
        };
        let target = target.ok_or_else(|| io::Error::from(ErrorKind::InvalidInput))?;
        self.at = self.step(target, |file| file.seek(SeekFrom::Start(target)))?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use rust_xlsxwriter::Workbook;

    use super::*;

    /// A disk with so much room.
    struct Disk {
        file: Cursor<Vec<u8>>,
        room: usize,
    }

    impl Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let fits = bytes.len().min(self.room);
            self.room -= fits;
            if fits == 0 { Err(ErrorKind::StorageFull.into()) } else { self.file.write(&bytes[..fits]) }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Seek for Disk {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.file.seek(to)
        }
    }

    fn saved(room: usize) -> (Vec<u8>, io::Result<()>) {
        let mut book = Workbook::new();
        book.add_worksheet().write_string(0, 0, "SEA STAR").unwrap();
        let mut file = Lasting::new(Disk { file: Cursor::default(), room });
        book.save_to_writer(&mut file).expect("the zip writer hears of no fault, and so prints none");
        let written = file.file.file.get_ref().clone();
        (written, file.finish())
    }

    #[test]
    fn a_workbook_on_a_full_disk_is_one_error_wherever_the_room_ends() {
        let (whole, done) = saved(usize::MAX);
        done.unwrap();
        let mut book = Workbook::new();
        book.add_worksheet().write_string(0, 0, "SEA STAR").unwrap();
        assert!(whole.starts_with(b"PK") && whole.len() == book.save_to_buffer().unwrap().len());
        for room in (0..whole.len()).step_by(97) {
            let (_, done) = saved(room);
            assert_eq!(done.unwrap_err().kind(), ErrorKind::StorageFull, "room for {room} bytes");
        }
    }
}
