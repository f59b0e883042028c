//! Small files made on the spot, and what reading them gives.

use std::fs;
use std::path::{Path, PathBuf};

use ais::{Framing, Message, PositionReport, StaticAndVoyage, Text, sentences, ten_thousandth_minutes};
use darkwake_archive::{ReadError, ReadOptions, SourceSummary, read};
use model::{FileId, Fix, Report, StaticReport};

/// Everything that came out of one file.
#[derive(Debug)]
pub(crate) struct Content {
    /// The summary.
    pub(crate) summary: SourceSummary,
    /// Its fixes in order.
    pub(crate) fixes: Vec<Fix>,
    /// Its static reports in order.
    pub(crate) statics: Vec<StaticReport>,
}

/// A file in a folder that goes when it is dropped.
pub(crate) struct Stored {
    _folder: tempfile::TempDir,
    /// Where it is.
    pub(crate) path: PathBuf,
}

/// Writes a file.
pub(crate) fn store(bytes: &[u8]) -> Stored {
    store_as("input", bytes)
}

/// Writes a file of this name.
pub(crate) fn store_as(name: &str, bytes: &[u8]) -> Stored {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    Stored { _folder: folder, path }
}

/// Reads a file and holds the law of the ledger.
pub(crate) fn read_path(path: &Path, options: &ReadOptions) -> Result<Content, ReadError> {
    let (mut fixes, mut statics) = (Vec::new(), Vec::new());
    let summary = read(path, FileId(0), options, &mut |report| match report {
        Report::Position(fix) => fixes.push(fix),
        Report::Static(report) => statics.push(*report),
    })?;
    assert!(summary.ledger.adds_up());
    assert!(summary.reports >= (fixes.len() + statics.len()) as u64, "{summary:?}");
    Ok(Content { summary, fixes, statics })
}

/// Reads bytes as a file.
pub(crate) fn read_bytes(bytes: &[u8], options: &ReadOptions) -> Result<Content, ReadError> {
    read_path(&store(bytes).path, options)
}

/// Reads bytes that can be read.
pub(crate) fn content(bytes: &[u8]) -> Content {
    read_bytes(bytes, &ReadOptions::default()).unwrap()
}

/// A sentence with its checksum.
pub(crate) fn sentence(body: &str) -> String {
    format!("!{body}*{:02X}", checksum(body))
}

/// The two hexadecimal digits behind the `*` stand for this.
pub(crate) fn checksum(body: &str) -> u8 {
    body.bytes().fold(0, |sum, byte| sum ^ byte)
}

/// The sentence of a ship under way off Busan.
pub(crate) fn fix_sentence() -> String {
    let report = PositionReport {
        longitude: ten_thousandth_minutes(129.1),
        latitude: ten_thousandth_minutes(35.05),
        speed: 83,
        ..PositionReport::unavailable(440_000_001)
    };
    sentences(&Message::PositionReport(report).encode(), Framing::default()).remove(0)
}

/// The two sentences in which the same ship says its name.
pub(crate) fn static_sentences() -> [String; 2] {
    let report = StaticAndVoyage {
        shipname: Text::new("TEST SHIP"),
        draught: 65,
        ..StaticAndVoyage::unavailable(440_000_001)
    };
    let framing = Framing { sequence: 1, ..Framing::default() };
    let lines = sentences(&Message::StaticAndVoyage(report).encode(), framing);
    lines.try_into().expect("424 bits take two sentences")
}
