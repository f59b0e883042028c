//! What is known of a source file after it was read.

use std::collections::BTreeMap;
use std::path::PathBuf;

use model::FileId;

use crate::Ledger;

/// What a source file was and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceSummary {
    /// The number under which it was read.
    pub file: FileId,
    /// The file as it was named; `archive.zip!/member` for a member of an archive.
    pub path: PathBuf,
    /// The profile it was read by: `nmea`, `noaa-legacy`, `generic`, .., the name of one of the user's, `empty` for a file
    /// without a record.
    pub profile: &'static str,
    /// Size in bytes as stored; of a member, as its archive unpacks it.
    pub bytes: u64,
    /// SHA-256 of these bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// What became of its lines.
    pub ledger: Ledger,
    /// Why not all of the file could be read; what was read before is kept.
    pub damage: Option<String>,
    /// What is odd about it and worth a look, at most ten sentences without a full stop: junk behind its last gzip member,
    /// another header between its rows, a profile of the user's that nearly fits, times whose zone was taken for UTC. None of it
    /// is damage.
    pub notes: Vec<String>,
    /// Accepted AIS messages that gave no report, by message type: types that darkwake has no use for yet, and
    /// reports in which the position or every static field is not available.
    pub undecoded: BTreeMap<u8, u64>,
    /// Reports in it: fixes, and what ships say of themselves, also where rows that say the same are summed up for the sink.
    /// So it is the same whether a file is read in one go or as it grows.
    pub reports: u64,
    /// How its text is written, by its byte order mark or its bytes: `UTF-8`, `UTF-16LE`, `UTF-16BE`, `CP949`, `Latin-1`;
    /// `None` for a Parquet file.
    pub encoding: Option<&'static str>,
    /// Lines at its end whose outcome hangs on what may be appended to it: parts of messages that are not whole, and a
    /// time that waits for its sentence; in their order.
    pub waiting: Vec<Waiting>,
    /// Which column of a table was taken for what, as `time = timestamp`; empty for sentences.
    pub took: Vec<String>,
}

/// A line whose outcome hangs on lines that may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Waiting {
    /// Counted from 1.
    pub line: u64,
    /// Where it starts in the text, in bytes.
    pub offset: u64,
    /// How long it is, in bytes.
    pub len: u32,
    /// What it is.
    pub kind: WaitingKind,
}

/// What a line that waits is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WaitingKind {
    /// A part of a message, which was rejected.
    Part,
    /// The same, of the message that the last part of the text was of.
    LastPart,
    /// A time line, which was skipped.
    Clock,
}

impl Waiting {
    /// Whether it is a part of a message.
    pub fn is_part(&self) -> bool {
        self.kind != WaitingKind::Clock
    }
}
