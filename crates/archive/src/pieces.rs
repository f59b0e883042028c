//! A large plain file in pieces that are read beside each other, with the reports and the account of one reading.
//!
//! A line belongs to the piece in which it starts. First the pieces are surveyed: where their first lines start and how
//! many lines they hold, so that each can be read with the right numbers. Lines whose outcome hangs on others, such as
//! parts of messages, are left to a [`Stitcher`], which takes them in order.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

use memchr::{memchr, memchr_iter};
use model::{FileId, Report};

use crate::encoding::{Encoding, HEAD, first_beyond_ascii};
use crate::lines::Lines;
use crate::profile::nmea::{self, LeftLine, Seen};
use crate::profile::text_table::{self, TextTable};
use crate::read::{self, Outcome, io_error};
use crate::reading::Reading;
use crate::recorder::{Account, Recorder};
use crate::sniff::Kind;
use crate::stored::{self, Container, Fingerprint};
use crate::{ReadError, ReadOptions, SourceSummary};

/// Length of a piece: one never shows in what is read.
const PIECE: u64 = 16 << 20;

/// Blocks of a piece, by which it is surveyed.
const BLOCKS: u64 = 16;

/// Bytes behind a block that are looked at for the first fields of its last line.
const BEHIND: u64 = 4096;

/// A plain file that may be read in pieces.
pub struct Large {
    path: PathBuf,
    file: FileId,
    options: ReadOptions,
    len: u64,
    piece: u64,
    encoding: Encoding,
    /// Whether a later piece may tell the encoding.
    is_open: bool,
    kind: PieceKind,
}

enum PieceKind {
    Sentences,
    Table(Box<TextTable>, Reading),
}

/// Where the lines of a piece start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Survey {
    /// Of its first line.
    first: Option<u64>,
    /// How many start in it, the first line of the file not counted.
    lines: u64,
    /// Whether a line is among them that could change how those after it are read.
    turns: bool,
    /// Where its first byte stands that is not ASCII.
    beyond_ascii: Option<u64>,
}

/// A file in pieces.
pub struct Pieces {
    large: Large,
    /// Of each piece, and the end of the file.
    starts: Vec<Start>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Start {
    offset: u64,
    /// Number of the line there, counted from 1.
    line: u64,
}

/// What became of a piece.
pub struct Piece {
    number: usize,
    account: Account,
    damage: Option<String>,
    seen: Seen,
    left: Vec<LeftLine>,
}

impl Large {
    /// The file, if it is plain, large, and of a kind that can be read in pieces.
    ///
    /// # Errors
    /// As [`crate::read`], for a file that it refuses.
    pub fn open(path: &Path, file: FileId, options: &ReadOptions) -> Result<Option<Self>, ReadError> {
        Self::open_by(path, file, options, PIECE)
    }

    fn open_by(
        path: &Path,
        file: FileId,
        options: &ReadOptions,
        piece: u64,
    ) -> Result<Option<Self>, ReadError> {
        let is_large = path.metadata().is_ok_and(|meta| meta.is_file() && meta.len() >= 2 * piece);
        if !is_large || read::geodatabase(path).is_some() {
            return Ok(None);
        }
        let (container, stored) = stored::open(path)?;
        if container != Container::Plain {
            return Ok(None);
        }
        let len = stored.metadata().map_err(|source| io_error(path, source))?.len();
        let mut lines = Lines::new(stored);
        let kind = match read::kind_of(path, &mut lines, options)? {
            // Their times of day go from line to line.
            Kind::Sentences if options.date.is_some() => return Ok(None),
            Kind::Sentences if nmea::is_torn(lines.head(), lines.encoding(), options) => return Ok(None),
            Kind::Sentences => PieceKind::Sentences,
            Kind::Empty => return Ok(None),
            Kind::Table(table) => {
                let evidence = || table.evidence(&lines.encoding().decode(lines.head()));
                let reading = Reading::new(path, &table.fit, options, evidence)?;
                PieceKind::Table(table, reading)
            }
        };
        let encoding = lines.encoding();
        if encoding.ascii(b'\n').1 > 1 {
            return Ok(None);
        }
        let (path, options, is_open) = (path.to_owned(), options.clone(), lines.is_open());
        Ok(Some(Self { path, file, options, len, piece, encoding, is_open, kind }))
    }

    /// Bytes that it had when it was opened.
    pub const fn bytes(&self) -> u64 {
        self.len
    }

    /// How many pieces it has.
    pub fn pieces(&self) -> usize {
        usize::try_from(self.len.div_ceil(self.piece)).expect("fewer pieces than memory has bytes")
    }

    /// Where the lines of a piece start.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn survey(&self, piece: usize) -> Result<Survey, ReadError> {
        self.look_through(piece).map_err(|source| io_error(&self.path, source))
    }

    /// Looks through a piece block by block, so that little memory is taken.
    fn look_through(&self, piece: usize) -> io::Result<Survey> {
        let from = piece as u64 * self.piece;
        let until = (from + self.piece).min(self.len);
        let block = self.piece.div_ceil(BLOCKS);
        let mut file = File::open(&self.path)?;
        let mut text = Vec::new();
        let mut survey = Survey { first: None, lines: 0, turns: false, beyond_ascii: None };
        for from in (from..until).step_by(usize::try_from(block).expect("a piece is held in memory")) {
            let range = from..until.min(from + block);
            // The byte before tells whether a line starts with the block, those behind it what its last line is.
            let before = range.start.saturating_sub(1);
            text.clear();
            file.seek(SeekFrom::Start(before))?;
            file.by_ref().take(range.end - before + BEHIND).read_to_end(&mut text)?;
            self.look_at(&text, before, range, &mut survey);
        }
        Ok(survey)
    }

    /// Adds the lines that start in a range, of which `text` stands from `before` on.
    fn look_at(&self, text: &[u8], before: u64, range: Range<u64>, survey: &mut Survey) {
        let in_range = text.len().min((range.end - before - 1) as usize);
        let own = text.get((range.start - before) as usize..).unwrap_or_default();
        let beyond_ascii = first_beyond_ascii(&own[..own.len().min((range.end - range.start) as usize)]);
        survey.beyond_ascii = survey.beyond_ascii.or(beyond_ascii.map(|at| range.start + at as u64));
        for newline in memchr_iter(b'\n', &text[..in_range]) {
            let start = before + newline as u64 + 1;
            survey.lines += 1;
            survey.first = survey.first.or(Some(start));
            let is_head = start < self.piece && survey.lines <= self.lines_before();
            survey.turns |= !is_head && !survey.turns && self.may_turn(&text[newline + 1..]);
        }
    }

    /// The encoding, by what stands from its first byte on that is not ASCII.
    fn told_from(&self, telling: u64) -> io::Result<Encoding> {
        let mut sample = Vec::new();
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(telling))?;
        file.take(HEAD as u64).read_to_end(&mut sample)?;
        Ok(Encoding::by_bytes(&sample))
    }

    fn lines_before(&self) -> u64 {
        match &self.kind {
            PieceKind::Sentences => 0,
            PieceKind::Table(table, _) => table.lines_before as u64,
        }
    }

    /// Whether the line that `text` begins with may be a header; of one whose end is not seen only whole fields tell, and one
    /// of which no whole field is seen may be anything.
    fn may_turn(&self, text: &[u8]) -> bool {
        let PieceKind::Table(table, _) = &self.kind else { return false };
        let whole_fields = || text.iter().rposition(|byte| text_table::PARTS.contains(byte));
        match memchr(b'\n', text).or_else(whole_fields) {
            Some(end) => table.may_be_header(&text[..end]),
            None => !text.is_empty(),
        }
    }

    /// The file in pieces; `None` if it must be read in one go, because it may hold more than one table.
    pub fn in_pieces(mut self, surveys: &[Survey]) -> Option<Pieces> {
        if surveys.iter().any(|survey| survey.turns) {
            return None;
        }
        let telling = surveys.iter().find_map(|survey| survey.beyond_ascii).filter(|_| self.is_open);
        if let Some(telling) = telling {
            self.encoding = self.told_from(telling).ok()?;
        }
        let mut starts = vec![Start { offset: 0, line: 1 }];
        let mut line = 1 + surveys.first().map_or(0, |survey| survey.lines);
        for survey in surveys.iter().skip(1) {
            starts.push(Start { offset: survey.first.unwrap_or(self.len), line: line + 1 });
            line += survey.lines;
        }
        starts.push(Start { offset: self.len, line });
        // A piece in which no line starts ends where it starts: with the next one.
        for piece in (0..starts.len() - 1).rev() {
            if piece > 0 && surveys[piece].first.is_none() {
                starts[piece] = starts[piece + 1];
            }
        }
        Some(Pieces { large: self, starts })
    }
}

impl Pieces {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// Bytes of all of them: the file may have more by now.
    pub const fn bytes_of_all(&self) -> u64 {
        self.large.len
    }

    /// Bytes of a piece.
    pub fn bytes(&self, piece: usize) -> u64 {
        self.starts[piece + 1].offset - self.starts[piece].offset
    }

    /// Reads a piece and gives every report that it alone makes to `sink`.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn read(&self, piece: usize, sink: &mut dyn FnMut(Report)) -> Result<Piece, ReadError> {
        let Large { path, file, options, encoding, kind, .. } = &self.large;
        let (from, until) = (self.starts[piece], self.starts[piece + 1]);
        let mut stored = File::open(path).map_err(|source| io_error(path, source))?;
        stored.seek(SeekFrom::Start(from.offset)).map_err(|source| io_error(path, source))?;
        let text = stored.take(until.offset - from.offset);
        let mut lines = if piece == 0 {
            Lines::new(text)
        } else {
            Lines::inside(text, *encoding, from.offset, from.line)
        };
        lines.set_encoding(*encoding);
        let mut recorder = Recorder::new(sink);
        let (seen, left) = match kind {
            PieceKind::Sentences => nmea::read_piece(&mut lines, piece == 0, *file, options, &mut recorder),
            PieceKind::Table(table, reading) => {
                text_table::read_piece(&mut lines, table, *reading, *file, &mut recorder);
                (Seen::default(), Vec::new())
            }
        };
        let mut account = recorder.account;
        // A piece may wait for those before it: with the lines that are kept of it, and no more.
        account.ledger.settle();
        let (_, damage) = lines.into_parts();
        Ok(Piece { number: piece, account, damage, seen, left })
    }

    /// Puts the pieces together again.
    pub fn stitcher(&self) -> Stitcher<'_> {
        let sentences = nmea::Stitcher::new(&self.large.options);
        Stitcher { pieces: self, next: 0, account: Account::default(), damage: None, sentences }
    }
}

/// Puts the pieces of a file together: it takes them in order.
pub struct Stitcher<'p> {
    pieces: &'p Pieces,
    next: usize,
    account: Account,
    damage: Option<String>,
    sentences: nmea::Stitcher,
}

impl Stitcher<'_> {
    /// The piece that it takes next.
    pub const fn next(&self) -> usize {
        self.next
    }

    /// Takes the next piece and gives the reports to `sink` that it makes with those before it.
    ///
    /// # Panics
    /// When it is not the next one.
    pub fn take(&mut self, piece: Piece, sink: &mut dyn FnMut(Report)) {
        assert_eq!(piece.number, self.next, "pieces are taken in order");
        self.next += 1;
        self.account.add(piece.account);
        self.damage = self.damage.take().or(piece.damage);
        let file = self.pieces.large.file;
        let mut recorder = Recorder::new(sink);
        self.sentences.take(piece.seen, &piece.left, file, &mut recorder);
        let account = recorder.account;
        self.account.add(account);
    }

    /// What became of the file.
    ///
    /// # Errors
    /// When it says nowhere when its messages were received, as [`crate::read`].
    pub fn finish(
        mut self,
        fingerprint: Fingerprint,
        sink: &mut dyn FnMut(Report),
    ) -> Result<SourceSummary, ReadError> {
        let Large { path, file, encoding, kind, .. } = &self.pieces.large;
        let mut recorder = Recorder::new(sink);
        if let PieceKind::Table(table, reading) = kind {
            table.note_others(&mut recorder);
            (recorder.account.zones, recorder.account.hints) = (self.account.zones, self.account.hints);
            reading.note_rows(&mut recorder);
        }
        let log = self.sentences.finish(*file, &self.pieces.large.options, &mut recorder);
        if log.timeless {
            return Err(ReadError::NoTime { path: path.clone() });
        }
        self.account.add(recorder.account);
        let (profile, took) = match kind {
            PieceKind::Sentences => ("nmea", Vec::new()),
            PieceKind::Table(table, _) => (table.fit.profile.name, table.fit.took(&table.names)),
        };
        let outcome =
            Outcome { profile, encoding: Some(*encoding), damage: self.damage, waiting: log.waiting, took };
        Ok(read::summary(path, *file, outcome, fingerprint, self.account))
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use proptest::prelude::*;

    use super::*;
    use crate::testing::{LINES, line};

    const FILE: FileId = FileId(3);

    /// All reports, sorted as texts, and the summary of a file read in pieces of `piece` bytes.
    fn in_pieces(path: &Path, piece: u64) -> Option<(Vec<String>, Result<SourceSummary, String>)> {
        let large = Large::open_by(path, FILE, &ReadOptions::default(), piece).unwrap()?;
        let surveys: Vec<Survey> = (0..large.pieces()).map(|piece| large.survey(piece).unwrap()).collect();
        let pieces = large.in_pieces(&surveys)?;
        let mut reports = Vec::new();
        let mut sink = |report: Report| reports.push(format!("{report:?}"));
        let mut stitcher = pieces.stitcher();
        // The last piece is read first: none hangs on another.
        let mut read: Vec<Piece> =
            (0..pieces.count()).rev().map(|piece| pieces.read(piece, &mut sink).unwrap()).collect();
        while let Some(piece) = read.pop() {
            stitcher.take(piece, &mut sink);
        }
        let fingerprint = crate::fingerprint_of_start(path, u64::MAX).unwrap();
        let summary = stitcher.finish(fingerprint, &mut sink).map_err(|error| error.to_string());
        reports.sort();
        Some((reports, summary))
    }

    fn in_one_go(path: &Path) -> (Vec<String>, Result<SourceSummary, String>) {
        let mut reports = Vec::new();
        let read = crate::read(path, FILE, &ReadOptions::default(), &mut |report| {
            reports.push(format!("{report:?}"));
        });
        reports.sort();
        (reports, read.map_err(|error| error.to_string()))
    }

    fn assert_same(text: &[u8], piece: u64) -> bool {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("text");
        std::fs::write(&path, text).unwrap();
        let Some((found, summary)) = in_pieces(&path, piece) else { return false };
        let (expected, in_one_go) = in_one_go(&path);
        // Rows that repeat what a ship says are summed up in each piece.
        let repeats = |report: &&String| report.starts_with("Static") && !expected.contains(report);
        let found: Vec<&String> = found.iter().filter(|report| !repeats(report)).collect();
        assert_eq!(found, expected.iter().collect::<Vec<_>>(), "{}", text.escape_ascii());
        assert_eq!(summary, in_one_go, "{}", text.escape_ascii());
        true
    }

    #[test]
    fn a_message_whose_parts_lie_in_two_pieces_is_whole() {
        let text: String = [0, 1, 0, 0, 0, 2].map(|pick| line(pick) + "\n").concat();
        let (folder, path) = (tempfile::tempdir().unwrap(), "log");
        std::fs::write(folder.path().join(path), &text).unwrap();
        let (_, summary) = in_pieces(&folder.path().join(path), 80).unwrap();
        let ledger = summary.unwrap().ledger;
        // Its time is missing, which only a whole message is told.
        assert_eq!((ledger.accepted, ledger.rejected["no_time"]), (4, 2));
    }

    proptest! {
        #[test]
        fn a_log_in_pieces_is_the_log(
            picks in proptest::collection::vec(0..LINES.len(), 1..60), piece in 40..400u64, ends in any::<bool>(),
        ) {
            let mut text = line(0) + "\n";
            picks.iter().for_each(|pick| writeln!(text, "{}", line(*pick)).unwrap());
            let end = text.len() - usize::from(!ends);
            assert_same(&text.as_bytes()[..end], piece);
        }

        #[test]
        fn a_table_in_pieces_is_the_table(
            rows in proptest::collection::vec((0..4u32, 0..200u32, "[A-C]{0,2}", 0..8u8), 1..60), piece in 60..300u64,
        ) {
            let mut text = "mmsi,timestamp,lat,lon,name\n".to_owned();
            for (ship, minute, name, kind) in rows {
                let time = format!("2024-03-01T{:02}:{:02}:00Z", minute / 60, minute % 60);
                match kind {
                    0 => writeln!(text, "never,{time}"),
                    1 => writeln!(text),
                    _ => writeln!(text, "44000000{ship},{time},35.1,129.04,{name}"),
                }
                .unwrap();
            }
            assert_same(text.as_bytes(), piece);
        }
    }

    #[test]
    fn a_table_that_may_hold_another_header_is_read_in_one_go() {
        let rows = "440000001,2024-03-01T12:00:00Z,35.1,129.04\n".repeat(20);
        let table = format!("mmsi,timestamp,lat,lon\n{rows}");
        assert!(assert_same(table.as_bytes(), 100));
        assert!(!assert_same(format!("{table}mmsi,timestamp,lon,lat\n{rows}").as_bytes(), 100));
    }

    #[test]
    fn ships_stay_where_they_are_below_a_later_header_that_begins_with_a_digit_or_a_sign() {
        for first in ["1st", "-", "+x", "#1"] {
            let rows = |place: &str| format!("7,440000001,2024-03-01T12:00:00Z,{place}\n").repeat(20);
            let header = |place: &str| format!("{first},mmsi,timestamp,{place}\n");
            let joined =
                [header("lat,lon"), rows("35.1,12.5"), header("lon,lat"), rows("12.5,35.1")].concat();
            let (folder, name) = (tempfile::tempdir().unwrap(), "text");
            std::fs::write(folder.path().join(name), &joined).unwrap();
            let (reports, _) = in_one_go(&folder.path().join(name));
            let is_there = |report: &String| report.contains("lat: 35.1") || report.contains("351000000");
            assert!(reports.len() == 40 && reports.iter().all(is_there), "{first}: {reports:?}");
            for piece in [100, 150, 1000] {
                assert!(!assert_same(joined.as_bytes(), piece), "{first}");
            }
        }
    }

    #[test]
    fn a_later_header_of_which_no_field_is_seen_whole_has_the_table_read_in_one_go() {
        let row = "440000001,2024-03-01T12:00:00Z,35.1,129.04\n";
        let swapped = format!("{},mmsi,timestamp,lon,lat\n", "x".repeat(2 * BEHIND as usize));
        for rows in 195..205 {
            let text = ["mmsi,timestamp,lat,lon\n", &row.repeat(rows), &swapped, &row.repeat(300)].concat();
            assert!(!assert_same(text.as_bytes(), 8800), "{rows}");
        }
    }

    #[test]
    fn a_table_whose_rows_begin_with_a_name_is_read_in_pieces_as_it_is_in_one_go() {
        let rows = "SEA STAR,440000001,2024-03-01T12:00:00Z,35.1,129.04\n".repeat(20);
        assert!(assert_same(format!("name,mmsi,timestamp,lat,lon\n{rows}").as_bytes(), 100));
    }

    #[test]
    fn korean_names_in_a_later_piece_are_those_of_one_go() {
        let row = |name: &str| format!("440000001,2024-03-01T12:00:00Z,35.1,129.04,{name}\n");
        let ascii = row("A").repeat(25_000);
        let giant = "7,".to_owned() + &"x".repeat(1 << 20) + &"동해호,".repeat(300_000);
        for (korean, tail) in [(row("동해호"), row("백두산")), (giant + "\n", row("동해호"))] {
            let text = ["mmsi,timestamp,lat,lon,name\n", &ascii, &korean, &ascii, &tail].concat();
            for text in [text.clone().into_bytes(), encoding_rs::EUC_KR.encode(&text).0.into_owned()] {
                assert!(assert_same(&text, 300_000));
                let shifted = [text.as_slice(), b"\n"].concat();
                assert!(assert_same(&shifted, 299_993));
            }
        }
    }

    #[test]
    fn a_log_whose_times_stand_apart_from_their_sentences_is_read_in_one_go() {
        let sentence = "!AIVDM,1,1,,B,15?t00002Sctd0aial1<Wb@>0@4W,0*18\n";
        let clock = "$PGHP,1,2012,2,2,10,58,6,0,316,56,316999999,1AIS_S,18*75\n";
        assert!(!assert_same([sentence, clock].concat().repeat(20).as_bytes(), 300));
        assert!(assert_same([clock, sentence].concat().repeat(20).as_bytes(), 300));
    }

    #[test]
    fn a_line_longer_than_a_piece_belongs_to_the_piece_in_which_it_starts() {
        let line = line(0);
        let text = format!("{line}\n{}\n{line}\n{line}\n", "x".repeat(1000));
        assert!(assert_same(text.as_bytes(), 90));
    }
}
