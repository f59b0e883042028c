//! Where readers put what they find: reports to the sink, every line into the ledger.

use std::collections::BTreeMap;

use model::Report;

use crate::Ledger;
use crate::hints::Hints;
use crate::lines::{Line, Place, State};
use crate::zone::ZonesSeen;

/// The reports and the account of one file, or of a piece of one.
pub(crate) struct Recorder<'s> {
    sink: &'s mut dyn FnMut(Report),
    pub(crate) account: Account,
}

/// What became of the lines of a file, or of a piece of one.
#[derive(Default)]
pub(crate) struct Account {
    pub(crate) ledger: Ledger,
    pub(crate) undecoded: BTreeMap<u8, u64>,
    pub(crate) reports: u64,
    pub(crate) notes: Vec<String>,
    pub(crate) zones: ZonesSeen,
    pub(crate) hints: Hints,
    /// Messages whose station is named in bytes that are no text.
    pub(crate) nameless: u64,
}

impl Account {
    /// Most notes that are kept of a file: the first tell what is odd about it.
    const NOTES: usize = 10;

    /// Adds that of another piece.
    pub(crate) fn add(&mut self, other: Self) {
        self.ledger.add(other.ledger);
        for (kind, lines) in other.undecoded {
            *self.undecoded.entry(kind).or_default() += lines;
        }
        self.reports += other.reports;
        self.zones.add(other.zones);
        self.hints.add(other.hints);
        self.nameless += other.nameless;
        self.notes.extend(other.notes);
        self.notes.truncate(Self::NOTES);
    }
}

impl Account {
    /// Notes, once it is whole, of how many messages the station is unknown.
    pub(crate) fn note_nameless(&mut self) {
        if self.nameless > 0 && self.notes.len() < Self::NOTES {
            let messages = model::count(self.nameless, "message");
            self.notes.push(format!(
                "{messages} with a station whose name is no text: kept, and the station taken for unknown"
            ));
        }
    }
}

const DOUBTS: &str = "no checksum vouches for a part of it: what stands there and has none of its own was rejected as \
                      damaged_source";

impl<'s> Recorder<'s> {
    pub(crate) fn new(sink: &'s mut dyn FnMut(Report)) -> Self {
        Self { sink, account: Account::default() }
    }

    pub(crate) fn report(&mut self, report: Report) {
        self.hear();
        self.give(report);
    }

    /// Counts a report that is given out later, or summed up with others.
    pub(crate) fn hear(&mut self) {
        self.account.reports += 1;
    }

    /// Gives out a report that was counted when it was heard.
    pub(crate) fn give(&mut self, report: Report) {
        (self.sink)(report);
    }

    /// Notes what is odd about the file but costs none of its records.
    pub(crate) fn note(&mut self, what: String) {
        if self.account.notes.len() < Account::NOTES {
            self.account.notes.push(what);
        }
    }

    /// Counts a line as read; `false` when it is rejected already because it is not whole.
    pub(crate) fn begin(&mut self, line: &Line<'_>) -> bool {
        self.account.ledger.lines += 1;
        match line.state {
            State::Whole => return true,
            State::TooLong => self.reject("line_too_long", line.place, line.bytes),
            State::Cut => self.reject("cut_off", line.place, line.bytes),
            State::Torn => self.reject("half_character", line.place, line.bytes),
            State::Foreign => self.reject("other_encoding", line.place, line.bytes),
            State::Doubtful => self.reject(Ledger::DAMAGED_SOURCE, line.place, line.bytes),
        }
        false
    }

    /// Notes why lines were rejected of which nothing is wrong to be seen.
    pub(crate) fn note_doubts(&mut self) {
        if self.account.ledger.rejected.contains_key(Ledger::DAMAGED_SOURCE) {
            self.note(DOUBTS.to_owned());
        }
    }

    /// Counts so many empty lines as read.
    pub(crate) fn skip_empty(&mut self, lines: u64) {
        if lines > 0 {
            self.account.ledger.lines += lines;
            *self.account.ledger.skipped.entry("blank").or_default() += lines;
        }
    }

    pub(crate) fn accept(&mut self, lines: u64) {
        self.account.ledger.accepted += lines;
    }

    pub(crate) fn skip(&mut self, reason: &'static str) {
        self.account.ledger.skip(reason);
    }

    pub(crate) fn reject(&mut self, reason: &'static str, place: Place, text: &[u8]) {
        self.account.ledger.reject(reason, place.number, place.offset, text);
    }
}
