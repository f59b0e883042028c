//! One large file on several threads: its pieces are read in parallel and put together in order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use archive::{Large, Piece, Pieces, ReadError, ReadOptions, SourceSummary, Stitcher, Survey};
use case::{Pool, WriteError};
use model::{Location, Report};
use rayon::prelude::*;

use crate::plan::PlannedFile;
use crate::progress::Progress;
use crate::reading::Portion;

type Read = Result<SourceSummary, ReadError>;

/// What became of the file, if it is one that can be read in pieces.
pub(crate) fn read(
    file: &PlannedFile,
    pool: &Pool,
    options: &ReadOptions,
    progress: &dyn Progress,
) -> Result<Option<Read>, WriteError> {
    // A file that is refused is refused again, for the same reason, by who reads it in one go.
    let Ok(Some(large)) = Large::open(&file.opened, file.file, options) else { return Ok(None) };
    if rayon::current_num_threads() == 1 {
        return in_one_go(file, large.bytes(), pool, options, progress).map(Some);
    }
    let surveys: Result<Vec<Survey>, ReadError> =
        (0..large.pieces()).into_par_iter().map(|piece| large.survey(piece)).collect();
    let Some(pieces) = surveys.ok().and_then(|surveys| large.in_pieces(&surveys)) else { return Ok(None) };
    let bench = Bench::of(&pieces, pool);
    let (fingerprint, read) = rayon::join(
        || archive::fingerprint_of_start(&file.opened, pieces.bytes_of_all()),
        || bench.read_all(pool, progress),
    );
    if let Err(fault) = read {
        return match fault {
            Fault::Read(error) => Ok(Some(Err(error))),
            Fault::Write(error) => Err(error),
        };
    }
    let (stitcher, mut portion) = bench.into_parts();
    let summary =
        fingerprint.and_then(|fingerprint| stitcher.finish(fingerprint, &mut |report| portion.push(report)));
    portion.hand_in()?;
    Ok(Some(summary))
}

/// Reads the file as one thread does best: the pieces must be surveyed before, and hashed apart.
fn in_one_go(
    file: &PlannedFile,
    bytes: u64,
    pool: &Pool,
    options: &ReadOptions,
    progress: &dyn Progress,
) -> Result<Read, WriteError> {
    const STEP: u64 = 16 << 20;
    let (mut portion, mut told) = (Portion::new(pool), 0);
    let summary = archive::read(&file.opened, file.file, options, &mut |report| {
        let read = place(&report).bytes().map_or(0, |(offset, _)| offset.min(bytes));
        if read >= told + STEP {
            progress.advance(read - told);
            told = read;
        }
        portion.push(report);
    });
    portion.hand_in()?;
    progress.advance(bytes - told);
    Ok(summary)
}

const fn place(report: &Report) -> Location {
    match report {
        Report::Position(fix) => fix.location,
        Report::Static(report) => report.location,
    }
}

/// What ends the reading of a file.
enum Fault {
    Read(ReadError),
    Write(WriteError),
}

/// Where pieces are taken from and put together.
struct Bench<'p> {
    pieces: &'p Pieces,
    next: AtomicUsize,
    done: Mutex<Done<'p>>,
}

struct Done<'p> {
    stitcher: Stitcher<'p>,
    portion: Portion<'p>,
    /// Read, but a piece before them is not yet.
    waiting: BTreeMap<usize, Piece>,
}

impl<'p> Bench<'p> {
    fn of(pieces: &'p Pieces, pool: &'p Pool) -> Self {
        let (stitcher, portion) = (pieces.stitcher(), Portion::new(pool));
        let done = Mutex::new(Done { stitcher, portion, waiting: BTreeMap::new() });
        Self { pieces, next: AtomicUsize::new(0), done }
    }

    /// Each thread takes the first piece that is left: pieces are done nearly in order, and few wait.
    fn read_all(&self, pool: &Pool, progress: &dyn Progress) -> Result<(), Fault> {
        (0..rayon::current_num_threads()).into_par_iter().try_for_each(|_| {
            loop {
                let piece = self.next.fetch_add(1, Ordering::Relaxed);
                if piece >= self.pieces.count() {
                    return Ok(());
                }
                self.read(piece, pool)?;
                progress.advance(self.pieces.bytes(piece));
            }
        })
    }

    fn read(&self, piece: usize, pool: &Pool) -> Result<(), Fault> {
        let mut portion = Portion::new(pool);
        let read = self.pieces.read(piece, &mut |report| portion.push(report)).map_err(Fault::Read)?;
        portion.hand_in().map_err(Fault::Write)?;
        self.done.lock().unwrap_or_else(PoisonError::into_inner).take(piece, read);
        Ok(())
    }

    fn into_parts(self) -> (Stitcher<'p>, Portion<'p>) {
        let done = self.done.into_inner().unwrap_or_else(PoisonError::into_inner);
        (done.stitcher, done.portion)
    }
}

impl Done<'_> {
    fn take(&mut self, number: usize, piece: Piece) {
        self.waiting.insert(number, piece);
        while let Some(piece) = self.waiting.remove(&self.stitcher.next()) {
            self.stitcher.take(piece, &mut |report| self.portion.push(report));
        }
    }
}
