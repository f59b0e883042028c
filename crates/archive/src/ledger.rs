//! The account of a file: every line is accepted, skipped or rejected, and the sums must agree.

use std::collections::BTreeMap;

/// What became of the lines (or rows) of a file.
///
/// The law: `lines = accepted + skipped + rejected`. A line is accepted when its bytes became a row or a message
/// or a part of one, skipped when it was never meant to be a record (blank, comment, header, other sentences),
/// rejected when it is faulty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    /// Lines read; rows of a Parquet file.
    pub lines: u64,
    /// Lines that became a record or a part of one.
    pub accepted: u64,
    /// Lines that were never meant to be records, by stable reason.
    pub skipped: BTreeMap<&'static str, u64>,
    /// Faulty lines, by stable reason.
    pub rejected: BTreeMap<&'static str, u64>,
    /// The first rejected lines, at most [`Ledger::KEPT_REJECTS`], in the order in which they stand.
    pub rejects: Vec<Reject>,
}

/// A rejected line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The stable reason.
    pub reason: &'static str,
    /// The line or row, counted from 1.
    pub line: u64,
    /// Where the line starts in the uncompressed text, in bytes; 0 for a row of a Parquet file.
    pub offset: u64,
    /// Its first 120 characters, control characters escaped.
    pub excerpt: String,
}

impl Ledger {
    /// Rejected lines kept with their text; the counts go on.
    pub const KEPT_REJECTS: usize = 10_000;

    /// Whether every line is accounted for exactly once.
    pub fn adds_up(&self) -> bool {
        self.lines == self.accepted + self.skipped_total() + self.rejected_total()
    }

    /// Lines skipped for any reason.
    pub fn skipped_total(&self) -> u64 {
        self.skipped.values().sum()
    }

    /// Lines rejected for any reason.
    pub fn rejected_total(&self) -> u64 {
        self.rejected.values().sum()
    }

    pub(crate) fn skip(&mut self, reason: &'static str) {
        *self.skipped.entry(reason).or_default() += 1;
    }

    pub(crate) fn reject(&mut self, reason: &'static str, line: u64, offset: u64, text: &[u8]) {
        *self.rejected.entry(reason).or_default() += 1;
        if self.keeps_rejects() {
            self.rejects.push(Reject { reason, line, offset, excerpt: excerpt(text) });
        }
    }

    /// Adds the account of other lines of the same file.
    pub(crate) fn add(&mut self, other: Self) {
        self.lines += other.lines;
        self.accepted += other.accepted;
        for (reason, lines) in other.skipped {
            *self.skipped.entry(reason).or_default() += lines;
        }
        for (reason, lines) in other.rejected {
            *self.rejected.entry(reason).or_default() += lines;
        }
        self.rejects.extend(other.rejects);
    }

    /// Puts the rejected lines into the order in which they stand.
    pub(crate) fn settle(&mut self) {
        self.rejects.sort_by_key(|reject| (reject.line, reject.offset));
        self.rejects.truncate(Self::KEPT_REJECTS);
    }

    pub(crate) fn keeps_rejects(&self) -> bool {
        self.rejects.len() < Self::KEPT_REJECTS
    }
}

/// The first 120 characters, as a person can read them on one line.
pub(crate) fn excerpt(text: &[u8]) -> String {
    const CHARS: usize = 120;
    let head = &text[..text.len().min(CHARS * 4)];
    let shown: Vec<char> = String::from_utf8_lossy(head).chars().take(CHARS).collect();
    let escape = |c: char| match c {
        c if c.is_control() => c.escape_default().to_string(),
        c => c.to_string(),
    };
    shown.into_iter().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_of_a_line_are_shown_and_do_nothing() {
        assert_eq!(excerpt(b"SEA\x1b[2J\0STAR"), "SEA\\u{1b}[2J\\u{0}STAR");
        assert_eq!(excerpt(&[b'A'; 500]).len(), 120);
    }

    #[test]
    fn a_line_counted_twice_does_not_add_up() {
        let mut ledger = Ledger { lines: 1, accepted: 1, ..Ledger::default() };
        assert!(ledger.adds_up());
        ledger.skip("blank");
        assert!(!ledger.adds_up());
    }
}
