//! The manifest: what a case was made from, by what, and the hash of every table.

use std::collections::BTreeMap;

use model::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::id::hex;
use crate::{LedgerRow, Outcome, RejectRow, SourceRow};

/// The version of the tables that this crate writes and reads.
pub const SCHEMA_VERSION: u32 = 15;

/// Refused lines that the manifest quotes for each reason; all that were kept are in the `rejects` table.
const SAMPLES_PER_REASON: usize = 3;

/// The manifest of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the tables.
    pub schema_version: u32,
    /// What was run, with which settings.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// The source files.
    pub inputs: Vec<Input>,
    /// What the inputs hold that was not read; none in cases written before it was recorded.
    #[serde(default)]
    pub left_out: Vec<LeftOut>,
    /// Lines refused, by reason.
    pub rejects: Vec<RejectedFor>,
    /// Whether its reports were looked into.
    pub findings: Findings,
    /// Where and when ships were heard; none where no position was believed, or the case was only read.
    pub coverage: Option<Coverage>,
    /// The files of the case.
    pub tables: Vec<TableFile>,
}

/// Whether the reports of a case were looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Findings {
    /// They were read and not looked into.
    None,
    /// Its events and leads are those of all its reports.
    Current,
    /// Reports were added since its events and leads were found.
    Earlier,
}

/// Where and when ships were heard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    /// First believed fix, RFC 3339 in UTC.
    pub first: String,
    /// Last believed fix, RFC 3339 in UTC.
    pub last: String,
    /// Southernmost latitude, degrees.
    pub south: f64,
    /// Westernmost longitude, degrees; an archive over the antimeridian reaches around the earth.
    pub west: f64,
    /// Northernmost latitude, degrees.
    pub north: f64,
    /// Easternmost longitude, degrees.
    pub east: f64,
    /// Hulls heard at least once near Korea: 15 to 50 N, 105 to 150 E.
    pub hulls_near_korea: u64,
    /// First and last minute of each span of 12 hours or more between them in which nobody was heard, RFC 3339 in UTC.
    #[serde(default)]
    pub holes: Vec<[String; 2]>,
}

/// What was run, with which settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Provenance {
    /// The program.
    pub program: Program,
    /// Every setting that decides what is found. It must hold no clock time, host or user.
    pub config: serde_json::Value,
    /// The lists of vessels that identities were matched against; none in cases written before they were recorded.
    #[serde(default)]
    pub lists: Vec<ListVersion>,
}

/// One list of vessels, as it stood in the program or in a file of the user's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListVersion {
    /// Its stable word, such as `un_1718`; the name of the file, without its folder, of a list of the user's own.
    pub name: String,
    /// The day (UTC, `YYYY-MM-DD`) of the copy that is built in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// Vessels on it.
    pub entries: i64,
    /// SHA-256 of the table as built in, or of the file, in hexadecimal.
    pub sha256: String,
    /// How a list of the user's own was read; nothing of one that is built in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<OwnList>,
}

/// How a list of the user's own was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnList {
    /// `csv`, `opensanctions_maritime` or `follow_the_money`.
    pub format: String,
    /// Rows that name no vessel to match.
    pub left_out: Vec<ListRows>,
}

/// Rows of a list that were left out for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRows {
    /// The reason.
    pub reason: String,
    /// How many.
    pub rows: i64,
    /// The line of the first of them, counted from 1.
    pub first_line: i64,
}

/// The program that made a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// `darkwake`.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// A source file as the manifest names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Its number in the case.
    pub file_id: i64,
    /// Where it was, as named on the command line.
    pub path: String,
    /// Its size.
    pub bytes: i64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Lines or rows in it.
    pub lines: i64,
    /// Of these, accepted.
    pub accepted: i64,
    /// Of these, skipped for a stated reason.
    pub skipped: i64,
    /// Of these, refused for a stated reason.
    pub rejected: i64,
}

/// A file or folder that was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Where it was, as named on the command line.
    pub path: String,
    /// Why, in words; untrusted text where it quotes the file.
    pub why: String,
}

/// Lines refused for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedFor {
    /// The reason.
    pub reason: String,
    /// How many, in all files.
    pub lines: i64,
    /// The first of them.
    pub samples: Vec<RejectSample>,
}

/// A refused line, quoted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectSample {
    /// The source file.
    pub file_id: i64,
    /// The line, counted from 1.
    pub line: i64,
    /// How it starts, control characters escaped.
    pub excerpt: String,
}

/// One file of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableFile {
    /// The table that it belongs to.
    pub table: String,
    /// Where it is, relative to the case and with `/`.
    pub path: String,
    /// Rows in it.
    pub rows: i64,
    /// Its size.
    pub bytes: i64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl Program {
    /// The name by which a manifest is known to be darkwake's.
    pub const NAME: &'static str = "darkwake";

    /// This program in the given version.
    pub fn darkwake(version: &str) -> Self {
        Self { name: Self::NAME.to_owned(), version: version.to_owned() }
    }
}

impl ListVersion {
    /// The version of a list of so many vessels, of which `table` is the built-in copy made at `as_of`.
    pub fn of(name: &str, table: &str, entries: usize, as_of: Timestamp) -> Self {
        Self {
            name: name.to_owned(),
            as_of: Some(as_of.to_string().chars().take("YYYY-MM-DD".len()).collect()),
            entries: entries as i64,
            sha256: hex(&Sha256::digest(table)),
            own: None,
        }
    }
}

impl From<&SourceRow> for Input {
    fn from(source: &SourceRow) -> Self {
        Self {
            file_id: source.file_id,
            path: source.path.clone(),
            bytes: source.bytes,
            sha256: source.sha256.clone(),
            lines: source.lines,
            accepted: source.accepted,
            skipped: source.skipped,
            rejected: source.rejected,
        }
    }
}

/// Refused lines by reason: counted from the ledger, which is complete, and quoted from the rejects that were kept.
pub(crate) fn rejected(ledger: &[LedgerRow], rejects: &[RejectRow]) -> Vec<RejectedFor> {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for row in ledger.iter().filter(|row| row.outcome == Outcome::Rejected) {
        *counts.entry(&row.reason).or_default() += row.lines;
    }
    counts
        .into_iter()
        .map(|(reason, lines)| RejectedFor {
            reason: reason.to_owned(),
            lines,
            samples: samples(reason, rejects),
        })
        .collect()
}

fn samples(reason: &str, rejects: &[RejectRow]) -> Vec<RejectSample> {
    let quote = |reject: &RejectRow| RejectSample {
        file_id: reject.file_id,
        line: reject.line,
        excerpt: reject.excerpt.clone(),
    };
    rejects.iter().filter(|reject| reject.reason == reason).take(SAMPLES_PER_REASON).map(quote).collect()
}
