//! What a file is, told from its beginning: for people who wonder what `read` would make of it, or why it would not.
//!
//! Everything is judged and read by what [`crate::read`] judges and reads with, only less of it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use ais::{Leniency, TimeSource};
use model::{FileId, Report};

use crate::encoding::Encoding;
use crate::header::Match;
use crate::lines::Lines;
use crate::profile::{nmea, parquet, text_table};
use crate::reading::Reading;
use crate::recorder::{Account, Recorder};
use crate::sniff::Kind;
use crate::stored::{self, Container, Content, Stored};
use crate::vouched::{self, Ends, Vouched, until_break};
use crate::{Ledger, ReadError, ReadOptions, decode, members, read};

/// Uncompressed bytes of a text that are looked at.
const BYTES: u64 = 1 << 20;
/// Rows of a Parquet file that are looked at.
const ROWS: usize = 1_000;
/// Bytes of a header that are shown.
const HEADER: usize = 4_096;
/// Reports that are kept to be shown.
const REPORTS: usize = 5;

/// What a file is, as far as its beginning says.
#[derive(Debug)]
pub struct Sniffed {
    /// The file as it was named.
    pub path: PathBuf,
    /// How it is packed, in words: `plain text`, `gzip`, ...
    pub container: &'static str,
    /// How its text is encoded, in words; `None` where the container settles it.
    pub encoding: Option<&'static str>,
    /// How much of it was looked at.
    pub extent: Extent,
    /// Why the file broke off inside what was looked at.
    pub damage: Option<String>,
    /// How it would be read, or why it would be refused as a whole.
    pub understood: Result<Understood, ReadError>,
}

/// How much of a file was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The beginning of a text.
    Text {
        /// Bytes, uncompressed.
        bytes: u64,
        /// Whether that is all of it.
        whole: bool,
    },
    /// The first rows of a Parquet file.
    Rows {
        /// Rows looked at.
        rows: u64,
        /// Rows in the file.
        of: u64,
    },
}

/// How a file would be read.
#[derive(Debug)]
pub struct Understood {
    /// The profile, by the name that [`crate::SourceSummary`] gives it.
    pub profile: &'static str,
    /// What the profile found in it.
    pub shape: Shape,
    /// What became of the lines that were looked at.
    pub ledger: Ledger,
    /// The first reports, at most five.
    pub reports: Vec<Report>,
    /// As in [`crate::SourceSummary::notes`].
    pub notes: Vec<String>,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// Blank lines and comments, or nothing.
    Empty,
    /// Sentences.
    Log(Wrapping),
    /// Rows.
    Table(Layout),
}

/// What stands around the sentences of a log.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wrapping {
    /// Lines that begin with a tag block.
    pub tag_blocks: u64,
    /// Whole messages by where their receive time stands: `tag_block`, `tail`, `prefix`, `pghp`, `json` or `none`.
    pub times: BTreeMap<&'static str, u64>,
}

/// The columns of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The header as found, at most its first 4,096 bytes; of a Parquet file its names. Untrusted text.
    pub header: String,
    /// What stands between columns; `None` in a Parquet file.
    pub delimiter: Option<char>,
    /// Which column is taken for what, as `time = timestamp`.
    pub took: Vec<String>,
    /// Columns that are not used, by name; untrusted text.
    pub unused: Vec<String>,
}

/// See [`crate::sniff`].
pub(crate) fn sniff(path: &Path, options: &ReadOptions) -> Result<Sniffed, ReadError> {
    if members::split(path).is_none() {
        let (container, stored) = stored::open(path)?;
        return match container {
            Container::Parquet => Ok(sniff_parquet(path, stored, options)),
            container => {
                let stored =
                    Stored::file(container, stored).map_err(|source| read::io_error(path, source))?;
                sniff_stored(path, stored, options)
            }
        };
    }
    sniff_members(&[path], options).pop().expect("one path gives one result")
}

/// See [`crate::sniff_together`].
pub(crate) fn sniff_together(files: &[PathBuf], options: &ReadOptions) -> Vec<Result<Sniffed, ReadError>> {
    match files {
        [path] => vec![sniff(path, options)],
        files => sniff_members(&files.iter().map(PathBuf::as_path).collect::<Vec<_>>(), options),
    }
}

fn sniff_members(paths: &[&Path], options: &ReadOptions) -> Vec<Result<Sniffed, ReadError>> {
    read::each_member(paths, &mut |number, stored| sniff_member(paths[number], stored, options))
}

fn sniff_member(path: &Path, stored: Stored<'_>, options: &ReadOptions) -> Result<Sniffed, ReadError> {
    match stored.container {
        Container::Parquet => {
            let table = read::spooled(stored.bytes).map_err(|source| read::io_error(path, source))?;
            Ok(sniff_parquet(path, table, options))
        }
        _ => sniff_stored(path, stored, options),
    }
}

fn sniff_stored(path: &Path, stored: Stored<'_>, options: &ReadOptions) -> Result<Sniffed, ReadError> {
    let container = stored.container;
    if container == Container::Zip {
        return Err(read::nested(path, "a zip archive"));
    }
    let content = Content::new(stored).map_err(|source| read::io_error(path, source))?;
    Ok(sniff_text(path, container, content, options))
}

fn sniff_text(path: &Path, container: Container, mut content: Content<'_>, options: &ReadOptions) -> Sniffed {
    let Beginning { text, whole, damage } = Beginning::of(&mut content);
    let vouched = damage.as_ref().map_or(vouched::ALL, |error| until_break(&content, error, Ends::Anywhere));
    let damage = damage.map(|error| error.to_string());
    let mut understood = match &damage {
        Some(damage) if text.is_empty() => {
            Err(ReadError::Io { path: path.to_owned(), source: io::Error::other(damage.clone()) })
        }
        _ => understand(path, &text, vouched, options),
    };
    if let Ok(understood) = &mut understood {
        understood.notes.extend(content.note());
    }
    Sniffed {
        path: path.to_owned(),
        container: in_words(container),
        encoding: Some(encoding(&text)),
        extent: Extent::Text { bytes: text.len() as u64, whole },
        damage,
        understood,
    }
}

/// The first lines of a text.
struct Beginning {
    text: Vec<u8>,
    whole: bool,
    damage: Option<io::Error>,
}

impl Beginning {
    /// Whole lines as far as they fit, unless not even one does.
    fn of(content: impl Read) -> Self {
        let mut text = Vec::new();
        let damage = content.take(BYTES + 1).read_to_end(&mut text).err();
        let whole = damage.is_none() && text.len() as u64 <= BYTES;
        if !whole && let Some(end) = memchr::memrchr(b'\n', &text) {
            text.truncate(end + 1);
        }
        text.truncate(BYTES as usize);
        Self { text, whole, damage }
    }
}

/// What a text says, of which so many bytes are vouched for.
fn understand(
    path: &Path,
    text: &[u8],
    vouched: u64,
    options: &ReadOptions,
) -> Result<Understood, ReadError> {
    let mut lines = Lines::new(text);
    let kind = read::kind_of(path, &mut lines, options)?;
    let mut reports = Vec::new();
    let mut sink = |report| keep(&mut reports, report);
    let mut recorder = Recorder::new(&mut sink);
    let (profile, shape) = match kind {
        Kind::Empty => {
            read::read_blank(&mut lines, &mut recorder);
            ("empty", Shape::Empty)
        }
        Kind::Sentences => {
            let vouched = Vouched::until(vouched);
            if nmea::read(&mut lines, FileId(0), options, &vouched, &mut recorder).timeless {
                return Err(ReadError::NoTime { path: path.to_owned() });
            }
            ("nmea", Shape::Log(wrapping(text, options)))
        }
        Kind::Table(table) => {
            let evidence = || table.evidence(&lines.encoding().decode(lines.head()));
            let reading = Reading::new(path, &table.fit, options, evidence)?;
            lines.believe(vouched);
            text_table::read(&mut lines, &table, reading, FileId(0), &mut recorder);
            let layout = Layout {
                header: shown(&table.header),
                delimiter: Some(char::from(table.delimiter)),
                took: table.fit.took(&table.names),
                unused: unused(&table.fit, &table.names),
            };
            (table.fit.profile.name, Shape::Table(layout))
        }
    };
    recorder.note_doubts();
    let Account { ledger, notes, .. } = recorder.account;
    Ok(Understood { profile, shape, ledger, reports, notes })
}

fn sniff_parquet(path: &Path, stored: File, options: &ReadOptions) -> Sniffed {
    let (extent, damage, understood) = match parquet::open(path, stored, options) {
        Ok(table) => {
            let (understood, damage) = first_rows(&table);
            (Extent::Rows { rows: understood.ledger.lines, of: table.rows() }, damage, Ok(understood))
        }
        Err(error) => (Extent::Rows { rows: 0, of: 0 }, None, Err(error)),
    };
    let container = in_words(Container::Parquet);
    Sniffed { path: path.to_owned(), container, encoding: None, extent, damage, understood }
}

/// What the first rows say, and why no more could be read, if so.
fn first_rows(table: &parquet::Table) -> (Understood, Option<String>) {
    let mut reports = Vec::new();
    let mut sink = |report| keep(&mut reports, report);
    let mut recorder = Recorder::new(&mut sink);
    let damage = table.read_first(ROWS, &mut recorder);
    let Account { ledger, notes, .. } = recorder.account;
    let layout = Layout {
        header: shown(table.names.join(",").as_bytes()),
        delimiter: None,
        took: table.fit.took(&table.names),
        unused: unused(&table.fit, &table.names),
    };
    let profile = table.fit.profile.name;
    (Understood { profile, shape: Shape::Table(layout), ledger, reports, notes }, damage)
}

/// A header as text; one that is longer than any table needs is cut.
fn shown(header: &[u8]) -> String {
    String::from_utf8_lossy(&header[..header.len().min(HEADER)]).into_owned()
}

fn keep(reports: &mut Vec<Report>, report: Report) {
    if reports.len() < REPORTS {
        reports.push(report);
    }
}

fn unused(fit: &Match, names: &[String]) -> Vec<String> {
    let is_used = |column: usize| fit.columns.found(fit.profile).any(|(_, used)| used == column);
    (0..names.len()).filter(|column| !is_used(*column)).map(|column| names[column].clone()).collect()
}

fn wrapping(text: &[u8], options: &ReadOptions) -> Wrapping {
    let leniency = if options.lenient { Leniency::Lenient } else { Leniency::Strict };
    let mut times: BTreeMap<&'static str, u64> = BTreeMap::new();
    decode::decode_stream(text, leniency, &mut |_, received| {
        *times.entry(received.map_or("none", |received| place(received.source))).or_default() += 1;
        ControlFlow::Continue(())
    });
    let begins = |line: &&[u8]| line.trim_ascii_start().first() == Some(&b'\\');
    let tag_blocks = text.split(|byte| *byte == b'\n').filter(begins).count() as u64;
    Wrapping { tag_blocks, times }
}

const fn place(source: TimeSource) -> &'static str {
    match source {
        TimeSource::TagBlock => "tag_block",
        TimeSource::Pghp => "pghp",
        TimeSource::Tail => "tail",
        TimeSource::Prefix => "prefix",
        TimeSource::Json => "json",
    }
}

const fn in_words(container: Container) -> &'static str {
    match container {
        Container::Plain => "plain text",
        Container::Gzip => "gzip",
        Container::Zstandard => "zstandard",
        Container::Bzip2 => "bzip2",
        Container::Xz => "xz",
        Container::Zip => "zip",
        Container::Parquet => "Parquet",
    }
}

fn encoding(text: &[u8]) -> &'static str {
    match Encoding::of(text) {
        Encoding::Utf8 if memchr::memchr(0, text).is_some() => "holds NUL bytes: binary, or damaged text",
        Encoding::Utf8 if text.is_ascii() => "ASCII",
        Encoding::Utf8 if text.starts_with("\u{feff}".as_bytes()) => "UTF-8 with a byte order mark",
        other => other.as_str(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A";

    fn sniffed(name: &str, text: &[u8]) -> Sniffed {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        sniff(&path, &ReadOptions::default()).unwrap()
    }

    #[test]
    fn a_table_shows_what_its_columns_were_taken_for_and_what_its_first_rows_say() {
        let text = "mmsi;timestamp;lat;lon;crew\n440000001;2024-03-01T12:00:00Z;35.1;129.04;9\n440000001;never;35;129;9\n";
        let sniffed = sniffed("ships.csv", text.as_bytes());
        let understood = sniffed.understood.unwrap();
        let Shape::Table(layout) = understood.shape else { panic!("{:?}", understood.shape) };
        assert_eq!((sniffed.container, sniffed.encoding), ("plain text", Some("ASCII")));
        assert_eq!(sniffed.extent, Extent::Text { bytes: text.len() as u64, whole: true });
        assert_eq!((understood.profile, layout.delimiter), ("generic", Some(';')));
        assert_eq!(layout.took[..2], ["mmsi = mmsi", "time = timestamp"]);
        assert_eq!(layout.unused, ["crew"]);
        assert!(
            matches!(understood.reports.as_slice(), [Report::Position(fix)] if fix.position.lat() == 35.1)
        );
        assert_eq!(understood.ledger.rejected["bad_time"], 1);
    }

    #[test]
    fn a_log_shows_where_its_times_stand_and_how_many_messages_have_none() {
        let text = format!("\\c:1700000000*5B\\{SENTENCE}\n{SENTENCE},1700000001\n{SENTENCE}\n");
        let understood = sniffed("log.nmea", text.as_bytes()).understood.unwrap();
        let Shape::Log(wrapping) = understood.shape else { panic!("{:?}", understood.shape) };
        assert_eq!(wrapping.times, BTreeMap::from([("none", 1), ("tag_block", 1), ("tail", 1)]));
        assert_eq!(wrapping.tag_blocks, 1);
        assert_eq!((understood.reports.len(), understood.ledger.rejected["no_time"]), (2, 1));
    }

    #[test]
    fn only_the_beginning_of_a_long_text_is_looked_at_and_no_line_is_cut() {
        let line = format!("{SENTENCE},1700000001\n");
        let sniffed = sniffed("log.nmea", line.repeat(30_000).as_bytes());
        let Extent::Text { bytes, whole: false } = sniffed.extent else { panic!("{:?}", sniffed.extent) };
        assert!(bytes <= BYTES && bytes > BYTES - line.len() as u64 && bytes % line.len() as u64 == 0);
        let understood = sniffed.understood.unwrap();
        assert_eq!(
            (understood.ledger.lines, understood.ledger.rejected_total()),
            (bytes / line.len() as u64, 0)
        );
        assert_eq!(understood.reports.len(), REPORTS);
    }

    #[test]
    fn what_would_be_refused_says_why_and_names_the_nearest_profile() {
        let other = sniffed("list.csv", b"mmsi,lat,colour\n1,2,red\n").understood.unwrap_err();
        assert!(
            matches!(&other, ReadError::UnknownHeader { why, nearest, .. }
            if why.contains("no column for time") && nearest.as_ref().unwrap().starts_with("generic")),
            "{other}"
        );
        let timeless = sniffed("log.nmea", SENTENCE.as_bytes()).understood.unwrap_err();
        assert!(matches!(timeless, ReadError::NoTime { .. }));
        let broken = sniffed("table.parquet", b"PAR1 and nothing else").understood.unwrap_err();
        assert!(matches!(broken, ReadError::Parquet { .. }));
    }

    #[test]
    fn letters_beyond_ascii_are_told_by_their_encoding() {
        assert_eq!(encoding(b"SEA STAR"), "ASCII");
        assert_eq!(encoding("\u{feff}SEA".as_bytes()), "UTF-8 with a byte order mark");
        assert_eq!(encoding("백두산".as_bytes()), "UTF-8");
        assert_eq!(encoding(b"PK\0\0"), "holds NUL bytes: binary, or damaged text");
        assert_eq!(encoding(b"\xb9\xe9\xb5\xce"), "CP949");
    }
}
