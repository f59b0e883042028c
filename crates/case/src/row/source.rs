//! What was read: the source files, what became of their lines, and the lines that were refused.

use super::table;

table! {
    /// A source file of the case.
    "sources": SourceRow {
        /// Number of the file, given when the case first saw it.
        file_id: i64, Plain;
        /// Where it was, as named on the command line; `archive.zip!/member` for a member of an archive.
        path: String, Plain;
        /// The format as which it was read.
        profile: String, Plain;
        /// How its text is written; null for a Parquet file.
        encoding: Option<String>, Plain;
        /// Its size as stored.
        bytes: i64, Bytes;
        /// SHA-256 of its bytes, in hexadecimal.
        sha256: String, Plain;
        /// Lines or rows in it: accepted, skipped and rejected ones together.
        lines: i64, Plain;
        /// Lines that became a message or row, or part of one.
        accepted: i64, Plain;
        /// Lines with nothing to read, such as comments and headers.
        skipped: i64, Plain;
        /// Faulty lines.
        rejected: i64, Plain;
        /// Position and static reports read from it.
        reports: i64, Plain;
        /// What is wrong with the file as a whole, such as a cut end.
        damage: Option<String>, Plain;
        /// What is odd about the file and cost nothing, such as junk behind its end.
        notes: Option<String>, Plain;
        /// Lines at its end that wait for what may be appended, as `line:offset:length`, a time line with a `t`, a part of the
        /// message that the last part was of with an `l` behind it;
        /// separated by spaces.
        waiting: Option<String>, Plain;
        /// How it was told to be read, as JSON; absent where nothing was said.
        options: Option<String>, Plain;
    }
}

table! {
    /// How many lines of a source file met one fate, for one reason.
    "ledger": LedgerRow {
        /// Number of the source file.
        file_id: i64, Plain;
        /// What became of the lines.
        outcome: Outcome, Plain;
        /// Why; for undecoded messages, their type.
        reason: String, Plain;
        /// How many.
        lines: i64, Plain;
    }
}

table! {
    /// A line that was refused; the first ones of each file, while `ledger` counts all.
    "rejects": RejectRow {
        /// Number of the source file.
        file_id: i64, Plain;
        /// Why it was refused.
        reason: String, Plain;
        /// The line, counted from 1.
        line: i64, Plain;
        /// Where it starts in the uncompressed file.
        offset: i64, Bytes;
        /// How it starts, control characters escaped; untrusted text.
        excerpt: String, Plain;
    }
}

table! {
    /// A line that was refused, with its file by name: as answers give it.
    "rejects": NamedReject {
        /// Number of the source file.
        file_id: i64, Plain;
        /// Where that was, as named on the command line.
        path: String, Plain;
        /// Why it was refused.
        reason: String, Plain;
        /// The line, counted from 1.
        line: i64, Plain;
        /// Where it starts in the uncompressed file.
        offset: i64, Bytes;
        /// How it starts, control characters escaped; untrusted text.
        excerpt: String, Plain;
    }
}

impl RejectRow {
    /// The same with the path of its file.
    pub fn named(&self, path: &str) -> NamedReject {
        let Self { file_id, ref reason, line, offset, ref excerpt } = *self;
        NamedReject {
            file_id,
            path: path.to_owned(),
            reason: reason.clone(),
            line,
            offset,
            excerpt: excerpt.clone(),
        }
    }
}

/// What became of lines, other than that they were accepted and read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Nothing to read in them.
    Skipped,
    /// Faulty.
    Rejected,
    /// Accepted, but of a message type that says nothing about places or ships.
    Undecoded,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 3] = [Self::Skipped, Self::Rejected, Self::Undecoded];

    /// The stable word for tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Skipped => "skipped",
            Self::Rejected => "rejected",
            Self::Undecoded => "undecoded",
        }
    }
}
