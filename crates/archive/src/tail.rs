//! A plain file that was read before and has grown since: only what is new of it is read.
//!
//! The account and the reports of both readings together are those of one reading of the whole file. Where that cannot
//! be promised, the file is to be read from its start.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Take};
use std::path::Path;

use model::{FileId, Report};

use crate::encoding::{Encoding, HEAD};
use crate::lines::{Lines, Place};
use crate::profile::nmea::{self, Waited};
use crate::profile::text_table::{self, TextTable};
use crate::read::{self, Outcome, io_error};
use crate::reading::Reading;
use crate::recorder::Recorder;
use crate::sniff::Kind;
use crate::stored::{self, Container, Fingerprint};
use crate::{ReadError, ReadOptions, SourceSummary, Waiting, WaitingKind, members};

/// What was read of a file before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadBefore<'b> {
    /// Its profile.
    pub profile: &'b str,
    /// How many bytes it had.
    pub bytes: u64,
    /// How many lines.
    pub lines: u64,
    /// Lines that waited for what follows.
    pub waiting: &'b [Waiting],
}

/// See [`crate::read_on`].
pub(crate) fn read_on(
    path: &Path,
    file: FileId,
    options: &ReadOptions,
    before: &ReadBefore<'_>,
    sink: &mut dyn FnMut(Report),
) -> Result<Option<SourceSummary>, ReadError> {
    // What a text is, and its units, are told by its head: the same head tells the same.
    if members::split(path).is_some() || before.bytes < HEAD as u64 {
        return Ok(None);
    }
    read_from(path, file, options, before, sink)
}

fn read_from(
    path: &Path,
    file: FileId,
    options: &ReadOptions,
    before: &ReadBefore<'_>,
    sink: &mut dyn FnMut(Report),
) -> Result<Option<SourceSummary>, ReadError> {
    let io_error = |source| io_error(path, source);
    let Some((mut stored, Text { kind, encoding, .. })) = readable(path, options, before)? else {
        return Ok(None);
    };
    let waited = waited(&mut stored, before.waiting).map_err(io_error)?;
    let len = stored.metadata().map_err(io_error)?.len();
    stored.seek(SeekFrom::Start(before.bytes)).map_err(io_error)?;
    let text = stored.take(len - before.bytes);
    let mut lines = Lines::inside(text, encoding, before.bytes, before.lines + 1);
    let mut recorder = Recorder::new(sink);
    let (profile, waiting, took) = match kind {
        Kind::Table(table) => {
            read_rows((path, file), &table, options, &mut lines, &mut recorder)?;
            (table.fit.profile.name, Vec::new(), table.fit.took(&table.names))
        }
        _ => {
            let Some(log) = nmea::read_on(&mut lines, &waited, file, options, &mut recorder) else {
                return Ok(None);
            };
            ("nmea", log.waiting, Vec::new())
        }
    };
    let account = recorder.account;
    let (_, damage) = lines.into_parts();
    let fingerprint = Fingerprint::of(File::open(path).map_err(io_error)?.take(len)).map_err(io_error)?;
    let outcome = Outcome { profile, encoding: Some(encoding), damage, waiting, took };
    Ok(Some(read::summary(path, file, outcome, fingerprint, account)))
}

/// The file and what it is, where it is plain, has whole lines up to what was read, and is what it was.
fn readable(
    path: &Path,
    options: &ReadOptions,
    before: &ReadBefore<'_>,
) -> Result<Option<(File, Text)>, ReadError> {
    let io_error = |source| io_error(path, source);
    let (container, mut stored) = stored::open(path)?;
    if container != Container::Plain || !ends_line(&mut stored, before.bytes).map_err(io_error)? {
        return Ok(None);
    }
    let head = Lines::new(File::open(path).map_err(io_error)?);
    let Some(text) = text(path, head, options, before.profile)? else { return Ok(None) };
    // What is not ASCII would tell, together with what stands behind it, how the text is written.
    if text.is_open && !is_ascii_from(&mut stored, before.bytes).map_err(io_error)? {
        return Ok(None);
    }
    Ok(Some((stored, text)))
}

/// The rows that are new, read as the head of their table tells.
fn read_rows(
    (path, file): (&Path, FileId),
    table: &TextTable,
    options: &ReadOptions,
    lines: &mut Lines<Take<File>>,
    recorder: &mut Recorder<'_>,
) -> Result<(), ReadError> {
    let head = Lines::new(File::open(path).map_err(|source| io_error(path, source))?);
    let evidence = || table.evidence(&lines.encoding().decode(head.head()));
    let reading = Reading::new(path, &table.fit, options, evidence)?;
    text_table::read_piece(lines, table, reading, file, recorder);
    reading.note_rows(recorder);
    Ok(())
}

/// What the file is.
struct Text {
    kind: Kind,
    encoding: Encoding,
    /// Whether its beginning does not tell how it is written.
    is_open: bool,
}

/// What the file is, if it is what it was and can be read from a line on.
fn text(
    path: &Path,
    mut head: Lines<File>,
    options: &ReadOptions,
    profile: &str,
) -> Result<Option<Text>, ReadError> {
    let kind = read::kind_of(path, &mut head, options)?;
    let is_same = match &kind {
        // Times of day go from line to line, and those of torn logs to lines before them.
        Kind::Sentences => {
            let is_torn = || nmea::is_torn(head.head(), head.encoding(), options);
            profile == "nmea" && options.date.is_none() && !is_torn()
        }
        Kind::Table(table) => profile == table.fit.profile.name,
        Kind::Empty => false,
    };
    let (encoding, is_open) = (head.encoding(), head.is_open());
    Ok((is_same && encoding.ascii(b'\n').1 == 1).then_some(Text { kind, encoding, is_open }))
}

/// Whether all bytes of a file from one on are ASCII.
fn is_ascii_from(file: &mut File, bytes: u64) -> io::Result<bool> {
    file.seek(SeekFrom::Start(bytes))?;
    let mut rest = BufReader::with_capacity(1 << 16, file);
    loop {
        let found = rest.fill_buf()?;
        let len = found.len();
        if len == 0 || !found.is_ascii() {
            return Ok(len == 0);
        }
        rest.consume(len);
    }
}

/// Whether a line ends with byte `bytes` of the file, and more follows.
fn ends_line(file: &mut File, bytes: u64) -> io::Result<bool> {
    let mut two = Vec::new();
    file.seek(SeekFrom::Start(bytes - 1))?;
    file.take(2).read_to_end(&mut two)?;
    Ok(matches!(two.as_slice(), [b'\n', _]))
}

/// The lines that waited, out of the file.
fn waited(file: &mut File, lines: &[Waiting]) -> io::Result<Waited> {
    let last = lines.iter().find(|line| line.kind == WaitingKind::LastPart).map(|line| line.line);
    let line = |line: &Waiting| {
        let mut bytes = vec![0; line.len as usize];
        file.seek(SeekFrom::Start(line.offset))?;
        file.read_exact(&mut bytes)?;
        Ok((Place { number: line.line, offset: line.offset, len: line.len }, bytes))
    };
    Ok(Waited { lines: lines.iter().map(line).collect::<io::Result<_>>()?, last })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Ledger;
    use crate::testing::{LINES, line};

    const FILE: FileId = FileId(1);

    type Found = (Vec<String>, SourceSummary);

    fn whole(path: &Path) -> Option<Found> {
        let mut reports = Vec::new();
        let read = crate::read(path, FILE, &ReadOptions::default(), &mut |report| {
            reports.push(format!("{report:?}"));
        });
        Some((reports, read.ok()?))
    }

    /// The file as it was read first and then on.
    fn in_two(path: &Path, first: &Found, bytes: u64) -> Option<Found> {
        let (mut reports, summary) = first.clone();
        let before = ReadBefore {
            profile: summary.profile,
            bytes,
            lines: summary.ledger.lines,
            waiting: &summary.waiting,
        };
        let mut sink = |report: Report| reports.push(format!("{report:?}"));
        let rest = read_from(path, FILE, &ReadOptions::default(), &before, &mut sink).unwrap()?;
        let mut ledger = without(summary.ledger, &summary.waiting);
        ledger.add(rest.ledger.clone());
        ledger.settle();
        Some((reports, SourceSummary { ledger, reports: summary.reports + rest.reports, ..rest }))
    }

    fn without(mut ledger: Ledger, waiting: &[Waiting]) -> Ledger {
        let parts: Vec<&Waiting> = waiting.iter().filter(|line| line.is_part()).collect();
        ledger.lines -= parts.len() as u64;
        if let Some(incomplete) = ledger.rejected.get_mut("incomplete_message") {
            *incomplete -= parts.len() as u64;
        }
        ledger.rejected.retain(|_, lines| *lines > 0);
        ledger.rejects.retain(|reject| parts.iter().all(|line| line.line != reject.line));
        ledger
    }

    proptest! {
        #[test]
        fn a_log_read_on_is_the_log(picks in proptest::collection::vec(0..LINES.len(), 2..50), cut in 1..50usize) {
            let lines: Vec<String> =
                std::iter::once(0).chain(picks).map(|pick| line(pick) + "\n").collect();
            let cut = cut.min(lines.len() - 1);
            let (head, tail) = (lines[..cut].concat(), lines[cut..].concat());
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("log");
            std::fs::write(&path, &head).unwrap();
            let first = whole(&path).unwrap();
            std::fs::write(&path, head.clone() + &tail).unwrap();
            let Some((mut found, summary)) = in_two(&path, &first, head.len() as u64) else {
                prop_assert!(head.contains("\\s:r") && !first.1.waiting.is_empty());
                return Ok(());
            };
            let (mut expected, in_one_go) = whole(&path).unwrap();
            found.sort();
            expected.sort();
            prop_assert_eq!(found, expected);
            prop_assert_eq!(&summary.ledger, &in_one_go.ledger);
            prop_assert_eq!(summary.waiting, in_one_go.waiting);
            prop_assert_eq!(summary.sha256, in_one_go.sha256);
        }
    }

    #[test]
    fn a_table_whose_first_name_in_another_script_is_among_the_new_rows_is_read_from_the_start() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.csv");
        let row =
            |name: &[u8]| [b"440000001,2024-03-01T12:00:00Z,35.1,129.04,".as_slice(), name, b"\n"].concat();
        let head = [b"mmsi,timestamp,lat,lon,name\n".as_slice(), &row(b"HAN GANG").repeat(30_000)].concat();
        std::fs::write(&path, &head).unwrap();
        let first = whole(&path).unwrap();
        // In CP949.
        let korean = row(&[0xc7, 0xd1, 0xb0, 0xad]);
        std::fs::write(&path, [head.as_slice(), &row(b"HAN GANG")].concat()).unwrap();
        assert!(in_two(&path, &first, head.len() as u64).is_some());
        std::fs::write(&path, [head.as_slice(), &korean].concat()).unwrap();
        assert!(in_two(&path, &first, head.len() as u64).is_none());
        assert!(whole(&path).unwrap().0.iter().any(|report| report.contains("한강")));
    }

    #[test]
    fn a_table_that_grew_counts_the_reports_of_one_that_was_read_in_one_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.csv");
        let row = |minute: usize| format!("440000001,2024-03-01T12:{minute:02}:00Z,35.1,129.04,SEA STAR\n");
        let head = "mmsi,timestamp,lat,lon,name\n".to_owned() + &(0..20).map(row).collect::<String>();
        std::fs::write(&path, &head).unwrap();
        let first = whole(&path).unwrap();
        std::fs::write(&path, head.clone() + &(20..60).map(row).collect::<String>()).unwrap();
        let (given, grown) = in_two(&path, &first, head.len() as u64).unwrap();
        let (in_one_go, all) = whole(&path).unwrap();
        assert_eq!((grown.reports, all.reports), (120, 120));
        assert!(given.len() == 64 && in_one_go.len() == 62, "{} {}", given.len(), in_one_go.len());
    }

    #[test]
    fn a_torn_log_that_grew_is_read_from_the_start_and_one_whose_times_stand_right_before_is_read_on() {
        let sentence = "!AIVDM,1,1,,B,15?t00002Sctd0aial1<Wb@>0@4W,0*18\n";
        let clock = "$PGHP,1,2012,2,2,10,58,6,0,316,56,316999999,1AIS_S,18*75\n";
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        for (head, is_read_on) in [([sentence, clock], false), ([clock, sentence], true)] {
            std::fs::write(&path, head.concat()).unwrap();
            let first = whole(&path).unwrap();
            std::fs::write(&path, head.concat() + clock + sentence).unwrap();
            assert_eq!(in_two(&path, &first, first.1.bytes).is_some(), is_read_on);
            assert_eq!(whole(&path).unwrap().1.reports, 2);
        }
    }

    #[test]
    fn a_line_that_was_not_ended_is_read_again_from_the_start() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        std::fs::write(&path, line(0)).unwrap();
        let first = whole(&path).unwrap();
        let bytes = first.1.bytes;
        std::fs::write(&path, line(0) + "\n" + &line(0)).unwrap();
        assert!(in_two(&path, &first, bytes).is_none());
    }
}
