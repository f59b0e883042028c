//! What commands say on standard error beside their answers, all of it in one place: for people in words, for programs
//! as one JSON object a line. Neither form has a clock: the same input gives the same notices.

mod words;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use archive::DecodeSummary;
use case::Leftover;
use case::render::visible;
use darkwake::{Ingested, LeftOut, Need, Note, Outcome};
use score::UserList;
use serde::Serialize;

use crate::args::LogForm;

/// Something that a command has to say: in JSON its name is the `event`, and its fields are what they are here.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub(crate) enum Notice {
    /// A week is being simulated in a folder.
    Simulating { seed: u64, path: String },
    /// A case is served at an address, with a map or without.
    Serving { address: String, has_map: bool },
    /// A file or folder cannot be read as an archive.
    Refused { path: String, reason: String },
    /// A file or folder is left alone although nothing is wrong with it.
    Skipped { path: String, reason: String },
    /// Something is odd about a file that was read, and about so many others.
    Note {
        path: String,
        what: String,
        #[serde(skip_serializing_if = "is_zero")]
        others: usize,
    },
    /// What of a list of vessels of the user's own is matched: rows that are left out by reason.
    VesselList {
        path: String,
        format: &'static str,
        vessels: usize,
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        left_out: BTreeMap<&'static str, ListRows>,
        /// Whether some of them are wrong.
        #[serde(skip)]
        is_faulty: bool,
    },
    /// As what files were read: how many by each profile.
    ReadAs { profiles: BTreeMap<String, usize> },
    /// So many more oddities are not told.
    MoreNotes { notes: usize },
    /// What was read into a case.
    Ingested { files: usize, lines: u64, rejected: u64, fixes: u64 },
    /// What a run read and found.
    Figures { files: usize, lines: u64, rejected: u64, fixes: usize, hulls: usize, events: usize },
    /// The fixes are kept on the disk, since memory is not enough for them and what follows; all in bytes.
    Memory {
        fixes: u64,
        disk: u64,
        /// Of memory, by all else.
        needed: u64,
        given: u64,
        #[serde(skip_serializing_if = "Option::is_none")]
        available: Option<u64>,
    },
    /// More memory was named than there is, both in bytes: what there is counts.
    TooMuchMemory { named: u64, available: u64 },
    /// A run for another case left a file or folder, or is under way and needs it.
    Leftover { path: String, bytes: u64 },
    /// Nobody was heard for half a day or longer; the times are RFC 3339 in UTC.
    Hole { from: String, to: String },
    /// The user's own lists are not those that the leads of the case were found with.
    ListsDiffer { lists: String },
    /// Nothing was new, and the case is left as it was.
    Unchanged,
    /// Reception and anchorages are those that an earlier run learned.
    LearnedKept,
    /// Only a part of a file could be read.
    Damage { path: String, what: String },
    /// Of so many files only a part could be read.
    Damaged { files: usize },
    /// So many files and folders could not be read at all.
    LeftOut { inputs: usize },
    /// Of so many rejected lines that were asked for the case has the text of some only.
    TextOfSome { with_text: usize, rejected: u64 },
    /// So many leads of a list were not asked for.
    OtherList { list: &'static str, leads: usize },
    /// An answer has more rows than may be given.
    Cut { rows: usize },
    /// A log was decoded.
    Decoded(Account),
    /// More lines were rejected than a command allows; shares are from 0 to 1.
    TooManyRejects {
        lines: u64,
        rejected: u64,
        share: f64,
        allowed: f64,
        /// Where people look on.
        #[serde(skip)]
        hint: &'static str,
    },
    /// The last word of a command that did not do what was asked.
    #[serde(rename = "exit")]
    Failed { code: u8, reason: String },
    /// The last word of a command that finished but does not end with 0; people were told why.
    #[serde(rename = "exit")]
    Finished { code: u8, reason: &'static str },
}

/// Rows of a list that were left out, with the line of the first.
#[derive(Debug, Serialize)]
pub(crate) struct ListRows {
    rows: usize,
    first_line: u64,
}

/// What became of the lines of a log, counted by reason, and its messages, counted by type.
#[derive(Debug, Serialize)]
pub(crate) struct Account {
    path: String,
    lines: u64,
    accepted: u64,
    skipped: BTreeMap<&'static str, u64>,
    rejected: BTreeMap<&'static str, u64>,
    messages: BTreeMap<u8, u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    damage: Option<String>,
}

#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Level {
    Info,
    Warning,
    Error,
}

/// A notice as programs read it.
#[derive(Serialize)]
struct Record<'a> {
    level: Level,
    #[serde(flatten)]
    notice: &'a Notice,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
const fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl LogForm {
    /// Writes the notice to standard error.
    pub(crate) fn tell(self, notice: &Notice) -> io::Result<()> {
        let told = match self {
            Self::Text => notice.in_words(),
            Self::Json => Some(notice.as_json()),
        };
        told.map_or(Ok(()), |told| writeln!(io::stderr(), "{told}"))
    }
}

impl Notice {
    /// Why a file or folder of the inputs was not read.
    pub(crate) fn left_out(left_out: &LeftOut) -> Self {
        let (path, reason) = (named(left_out.path()), left_out.to_string());
        if left_out.is_refused() { Self::Refused { path, reason } } else { Self::Skipped { path, reason } }
    }

    /// What of a list of vessels is matched.
    pub(crate) fn vessel_list(path: &Path, list: &UserList) -> Self {
        let left_out = list.left_out().iter();
        Self::VesselList {
            path: named(path),
            format: list.format().title(),
            vessels: list.listings().len(),
            left_out: left_out
                .map(|(fault, rows)| (fault.reason(), ListRows { rows: rows.rows, first_line: rows.first }))
                .collect(),
            is_faulty: list.left_out().keys().any(|fault| fault.is_refused()),
        }
    }

    /// What is odd about a file.
    pub(crate) fn note(note: &Note, others: usize) -> Self {
        Self::Note { path: named(&note.path), what: note.what.clone(), others }
    }

    /// Why only a part of a file could be read.
    pub(crate) fn damage(damage: &Note) -> Self {
        Self::Damage { path: named(&damage.path), what: damage.what.clone() }
    }

    /// The figures of a case that was read and not looked into.
    pub(crate) const fn ingested(ingested: &Ingested) -> Self {
        let &Ingested { files, lines, rejected, fixes, .. } = ingested;
        Self::Ingested { files, lines, rejected, fixes }
    }

    /// The figures of a run.
    pub(crate) const fn figures(outcome: &Outcome) -> Self {
        let &Outcome { files, lines, rejected, fixes, hulls, events, .. } = outcome;
        Self::Figures { files, lines, rejected, fixes, hulls, events }
    }

    /// What a run will take that has more fixes than fit into memory.
    pub(crate) const fn need(need: &Need) -> Self {
        let &Need { fixes, disk, memory, budget, available } = need;
        Self::Memory { fixes, disk, needed: memory, given: budget, available }
    }

    /// What a run for another case put where this one puts what does not fit into memory.
    pub(crate) fn leftover(leftover: &Leftover) -> Self {
        Self::Leftover { path: named(&leftover.path), bytes: leftover.bytes }
    }

    /// The account of a log.
    pub(crate) fn decoded(file: &Path, summary: DecodeSummary) -> Self {
        let DecodeSummary { ledger, messages, damage, notes } = summary;
        Self::Decoded(Account {
            path: named(file),
            lines: ledger.lines,
            accepted: ledger.accepted,
            skipped: ledger.skipped,
            rejected: ledger.rejected,
            messages,
            notes,
            damage,
        })
    }

    fn level(&self) -> Level {
        match self {
            Self::Failed { .. } | Self::Finished { .. } => Level::Error,
            Self::Refused { .. }
            | Self::Damage { .. }
            | Self::Damaged { .. }
            | Self::LeftOut { .. }
            | Self::Memory { .. }
            | Self::TooMuchMemory { .. }
            | Self::TooManyRejects { .. } => Level::Warning,
            Self::Decoded(account) if account.damage.is_some() => Level::Warning,
            Self::VesselList { is_faulty: true, .. } => Level::Warning,
            Self::Decoded(_)
            | Self::Simulating { .. }
            | Self::Serving { .. }
            | Self::Skipped { .. }
            | Self::Note { .. }
            | Self::ReadAs { .. }
            | Self::VesselList { .. }
            | Self::MoreNotes { .. }
            | Self::Ingested { .. }
            | Self::Leftover { .. }
            | Self::Hole { .. }
            | Self::ListsDiffer { .. }
            | Self::Unchanged
            | Self::LearnedKept
            | Self::TextOfSome { .. }
            | Self::OtherList { .. }
            | Self::Cut { .. }
            | Self::Figures { .. } => Level::Info,
        }
    }

    /// For programs, one line. A terminal may show it: characters that could steer one are escaped.
    fn as_json(&self) -> String {
        let record = Record { level: self.level(), notice: self };
        let json = serde_json::to_string(&record).expect("words and numbers are JSON");
        json.chars().fold(String::with_capacity(json.len()), |mut line, c| {
            if is_tame(c) {
                line.push(c);
            } else {
                line.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
            }
            line
        })
    }
}

fn named(path: &Path) -> String {
    path.display().to_string()
}

fn is_tame(c: char) -> bool {
    c.is_ascii() || visible(c.encode_utf8(&mut [0; 4])).chars().eq([c])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_one_object_with_level_event_and_fields() {
        let notice = Notice::Damaged { files: 2 };
        assert_eq!(notice.as_json(), r#"{"level":"warning","event":"damaged","files":2}"#);
        let last = Notice::Failed { code: 2, reason: "no such case".to_owned() };
        assert_eq!(last.as_json(), r#"{"level":"error","event":"exit","code":2,"reason":"no such case"}"#);
    }

    #[test]
    fn a_path_is_told_whole_to_programs_and_steers_no_terminal() {
        let path = "TAE\u{1b}[2J\u{9b}SONG\u{202e}\u{e0041} 천마산".to_owned();
        let line = Notice::Simulating { seed: 1, path: path.clone() }.as_json();
        assert_eq!(visible(&line), line);
        let read: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(read["path"], path);
    }

    #[test]
    fn whoever_reads_words_is_told_once_that_a_command_finished_with_damage() {
        assert_eq!(Notice::Finished { code: 3, reason: "damage" }.in_words(), None);
    }
}
