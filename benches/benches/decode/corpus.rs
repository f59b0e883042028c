//! What every decoder is given: the sentences of real archives, bare, behind tag blocks, and the plain position
//! reports among them.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

const EPOCH_S: usize = 1_418_169_601;
/// Characters of a message of 168 bits.
const REPORT: usize = 28;

/// Lines, each with its line end.
pub(crate) struct Corpus {
    pub(crate) kind: Kind,
    pub(crate) text: String,
    pub(crate) lines: usize,
    /// The text over and over, at least [`LINES`] long: an archive for decoders within this process.
    pub(crate) archive: String,
    pub(crate) archive_lines: usize,
}

/// What is decoded in one measurement within this process.
const LINES: usize = 1_000_000;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Every sentence as it stands.
    Untagged,
    /// Every sentence behind a tag block with station and time.
    Tagged,
    /// Whole sentences of types 1, 2 and 3 alone.
    Reports,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Untagged => "untagged",
            Self::Tagged => "tagged",
            Self::Reports => "types 1-3",
        }
    }
}

impl Corpus {
    /// The corpora made of the archives below the folder.
    pub(crate) fn read(folder: &Path) -> Result<[Self; 3]> {
        let sentences = sentences(folder)?;
        let reports: Vec<_> = sentences.iter().filter(|sentence| is_report(sentence)).cloned().collect();
        ensure!(!reports.is_empty(), "no position reports in {}", folder.display());
        let tagged: Vec<_> = sentences.iter().enumerate().map(tagged).collect();
        Ok([
            Self::of(Kind::Untagged, &sentences),
            Self::of(Kind::Tagged, &tagged),
            Self::of(Kind::Reports, &reports),
        ])
    }

    fn of(kind: Kind, lines: &[String]) -> Self {
        let text: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
        let rounds = LINES.div_ceil(lines.len());
        let archive = text.repeat(rounds);
        Self { kind, text, lines: lines.len(), archive, archive_lines: lines.len() * rounds }
    }
}

/// The lines of a text, found in the same way for every decoder.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    memchr::memchr_iter(b'\n', text.as_bytes()).map(move |end| {
        let line = &text[start..end];
        start = end + 1;
        line
    })
}

/// Ten sentences a second, as a coastal network hears them.
fn tagged((index, sentence): (usize, &String)) -> String {
    let inner = format!("s:rBUSAN,c:{}", EPOCH_S + index / 10);
    let sum = inner.bytes().fold(0, |sum, byte| sum ^ byte);
    format!("\\{inner}*{sum:02X}\\{sentence}")
}

/// Whether this is a sentence by itself of type 1, 2 or 3 with 168 bits; its checksum may be wrong.
fn is_report(sentence: &str) -> bool {
    let fields: Vec<&str> = sentence.split(',').collect();
    let [_, "1", "1", _, _, payload, end] = fields[..] else { return false };
    payload.len() == REPORT && payload.starts_with(['1', '2', '3']) && end.starts_with("0*")
}

/// Every VDM and VDO below the folder, by path and line.
fn sentences(folder: &Path) -> Result<Vec<String>> {
    let mut paths = Vec::new();
    files(folder, &mut paths)?;
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let bytes = read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        found.extend(bytes.split(|&byte| byte == b'\n').filter_map(sentence));
    }
    Ok(found)
}

/// From `!` to the checksum, if the line has both.
fn sentence(line: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(line).ok()?;
    let text = &text[text.find('!')?..];
    let is_ais = matches!(text.get(3..7), Some("VDM," | "VDO,"));
    let end = text.find('*')? + 3;
    text.get(..end).filter(|_| is_ais).map(str::to_owned)
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            files(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut file = File::open(path)?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::MultiGzDecoder::new(file).read_to_end(&mut bytes)?;
    } else {
        file.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}
