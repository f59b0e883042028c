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
    /// Rejected lines, at most [`Ledger::KEPT_REJECTS`], in the order in which they stand: the first
    /// [`Ledger::FIRST_REJECTS`] for each reason, then others from the first on.
    pub rejects: Vec<Reject>,
    /// Which ones will not be kept; nothing once the ledger is settled.
    full: Option<Full>,
}

/// What is known of the rejected lines that were not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Full {
    /// Behind this line only the first ones for their reason are kept.
    after: u64,
    /// Behind this line none is the first for its reason.
    of_reason: BTreeMap<&'static str, u64>,
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
    /// The reason for lines that may be others than were written: a checksum over them fails, and they have none of their
    /// own.
    pub const DAMAGED_SOURCE: &'static str = "damaged_source";
    /// Rejected lines of a file that are kept with their text; the counts go on.
    pub const KEPT_REJECTS: usize = 10_000;
    /// As many for each reason are among them, so that none is crowded out by another.
    pub const FIRST_REJECTS: usize = 100;

    /// Keeps of the rejected lines of a file, in whatever form and in the order in which they stand, those that a ledger
    /// keeps.
    pub fn keep<R>(rejects: &mut Vec<R>, reason: impl Fn(&R) -> &str) {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let mut are_first: Vec<bool> = Vec::with_capacity(rejects.len());
        for reject in rejects.iter() {
            let seen = seen.entry(reason(reject)).or_default();
            *seen += 1;
            are_first.push(*seen <= Self::FIRST_REJECTS);
        }
        let firsts = are_first.iter().filter(|first| **first).count();
        let mut room = Self::KEPT_REJECTS.saturating_sub(firsts);
        let mut are_first = are_first.into_iter();
        rejects.retain(|_| {
            let first = are_first.next().unwrap_or(false);
            let fits = first || room > 0;
            room -= usize::from(fits && !first);
            fits
        });
    }

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
        let is_dropped =
            |full: &Full| line > full.after && full.of_reason.get(reason).is_some_and(|last| line > *last);
        if !self.full.as_ref().is_some_and(is_dropped) {
            self.rejects.push(Reject { reason, line, offset, excerpt: excerpt(text) });
            self.trim();
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
        self.trim();
    }

    /// Puts the rejected lines into the order in which they stand.
    pub(crate) fn settle(&mut self) {
        self.rejects.sort_by_key(|reject| (reject.line, reject.offset));
        Self::keep(&mut self.rejects, |reject| reject.reason);
        self.full = None;
    }

    /// Drops rejected lines that will not be kept once too many are held: what is dropped of some lines is dropped of more.
    fn trim(&mut self) {
        if self.rejects.len() < 2 * Self::KEPT_REJECTS {
            return;
        }
        self.settle();
        let mut full = Full { after: 0, of_reason: BTreeMap::new() };
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for Reject { reason, line, .. } in &self.rejects {
            let seen = seen.entry(reason).or_default();
            *seen += 1;
            if *seen == Self::FIRST_REJECTS {
                full.of_reason.insert(reason, *line);
            }
            if *seen > Self::FIRST_REJECTS {
                full.after = *line;
            }
        }
        self.full = Some(full);
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
    fn a_rare_fault_behind_many_of_another_kind_is_kept_with_its_text_and_memory_stays_bounded() {
        let mut ledger = Ledger::default();
        for line in 1..=50_000 {
            ledger.reject("bad_checksum", line, line * 10, b"!AIVDM");
            assert!(ledger.rejects.len() < 2 * Ledger::KEPT_REJECTS);
        }
        ledger.reject("bad_time", 50_001, 500_010, b"rare");
        // A part of a message that never became whole is rejected long after its line.
        ledger.reject("incomplete_message", 5, 50, b"late");
        ledger.settle();
        let lines = |reason: &str| -> Vec<u64> {
            ledger.rejects.iter().filter(|one| one.reason == reason).map(|one| one.line).collect()
        };
        assert_eq!((lines("bad_time"), lines("incomplete_message")), (vec![50_001], vec![5]));
        assert_eq!(lines("bad_checksum"), (1..=9_998).collect::<Vec<u64>>());
        assert!(ledger.rejects.is_sorted_by_key(|one| one.line));
        assert_eq!(ledger.rejected_total(), 50_002);
    }

    proptest::proptest! {
        #[test]
        fn the_kept_lines_of_pieces_are_those_of_the_whole(
            reasons in proptest::collection::vec(0..4usize, 0..60), cut in 0..60usize,
        ) {
            // As many lines as 60 runs of 500.
            let names = ["a", "b", "c", "d"];
            let lines = || reasons.iter().enumerate().flat_map(|(run, reason)| {
                let of_run = if *reason == 3 { 7 } else { 500 };
                (0..of_run).map(move |line| (names[*reason], run as u64 * 500 + line))
            });
            let ledger_of = |lines: &mut dyn Iterator<Item = (&'static str, u64)>| {
                let mut ledger = Ledger::default();
                lines.for_each(|(reason, line)| ledger.reject(reason, line, 0, b"x"));
                ledger
            };
            let mut whole = ledger_of(&mut lines());
            let mut pieces = ledger_of(&mut lines().filter(|(_, line)| *line < cut as u64 * 500));
            pieces.add(ledger_of(&mut lines().filter(|(_, line)| *line >= cut as u64 * 500)));
            whole.settle();
            pieces.settle();
            proptest::prop_assert_eq!(&whole, &pieces);
            let all: Vec<(&str, u64)> = lines().collect();
            let mut expected = all.clone();
            Ledger::keep(&mut expected, |one| one.0);
            let kept: Vec<(&str, u64)> = whole.rejects.iter().map(|one| (one.reason, one.line)).collect();
            proptest::prop_assert_eq!(kept, expected);
        }
    }

    #[test]
    fn of_the_rejected_lines_of_many_pieces_no_more_are_held_than_of_one() {
        let mut whole = Ledger::default();
        for piece in 0..75 {
            let mut part = Ledger::default();
            (0..30_000).for_each(|line| part.reject("bad_time", piece * 30_000 + line, 0, b"x"));
            part.settle();
            assert!(part.rejects.len() <= Ledger::KEPT_REJECTS);
            whole.add(part);
            assert!(whole.rejects.len() < 2 * Ledger::KEPT_REJECTS && whole.rejects.capacity() <= 40_000);
        }
        assert_eq!(whole.rejected_total(), 75 * 30_000);
    }

    #[test]
    fn a_line_counted_twice_does_not_add_up() {
        let mut ledger = Ledger { lines: 1, accepted: 1, ..Ledger::default() };
        assert!(ledger.adds_up());
        ledger.skip("blank");
        assert!(!ledger.adds_up());
    }
}
