//! Which refused lines a case keeps with their text: enough to see what is wrong, however many there are.

use std::collections::BTreeMap;

use crate::row::{LedgerRow, Outcome, RejectRow};

/// Refused lines that a case keeps with their text, of all files together: some 50 MB of memory.
const MOST: i64 = 200_000;
/// As many for each reason are the first that a file keeps, or a tenth of what it may keep where that is less.
const FIRST: usize = 100;

/// The refused lines that are kept, handed in file by file in the order of their lines.
pub(super) struct Kept {
    /// How many each file may keep.
    quota: usize,
    files: BTreeMap<i64, OfFile>,
}

/// Those of a file.
#[derive(Default)]
struct OfFile {
    seen: BTreeMap<String, usize>,
    first: Vec<RejectRow>,
    others: Vec<RejectRow>,
}

impl Kept {
    /// Nothing yet of files whose lines `ledger` counts.
    pub(super) fn new(ledger: &[LedgerRow]) -> Self {
        Self { quota: quota(ledger), files: BTreeMap::new() }
    }

    pub(super) fn take(&mut self, row: RejectRow) {
        let of_each = (self.quota / 10).clamp(1, FIRST);
        let file = self.files.entry(row.file_id).or_default();
        let seen = file.seen.entry(row.reason.clone()).or_default();
        *seen += 1;
        if *seen <= of_each {
            file.first.push(row);
        } else if file.others.len() < self.quota {
            file.others.push(row);
        }
    }

    /// The lines by file, as they stand in it.
    pub(super) fn finish(self) -> Vec<RejectRow> {
        let quota = self.quota;
        self.files.into_values().flat_map(|file| file.within(quota)).collect()
    }
}

impl OfFile {
    fn within(self, quota: usize) -> Vec<RejectRow> {
        let Self { mut first, mut others, .. } = self;
        first.truncate(quota);
        others.truncate(quota - first.len());
        first.append(&mut others);
        first.sort_by_key(|row| (row.line, row.offset));
        first
    }
}

/// How many lines each file may keep, so that no file crowds out the others.
fn quota(ledger: &[LedgerRow]) -> usize {
    let mut of_files: BTreeMap<i64, i64> = BTreeMap::new();
    for row in ledger.iter().filter(|row| row.outcome == Outcome::Rejected) {
        *of_files.entry(row.file_id).or_default() += row.lines;
    }
    let mut counts: Vec<i64> = of_files.into_values().collect();
    counts.sort_unstable();
    let (mut left, mut files) = (MOST, counts.len() as i64);
    for count in counts {
        if count * files > left {
            return usize::try_from(left / files).unwrap_or(usize::MAX);
        }
        left -= count;
        files -= 1;
    }
    usize::MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger(file_id: i64, reason: &str, lines: i64) -> LedgerRow {
        LedgerRow { file_id, outcome: Outcome::Rejected, reason: reason.to_owned(), lines }
    }

    fn reject(file_id: i64, reason: &str, line: i64) -> RejectRow {
        RejectRow { file_id, reason: reason.to_owned(), line, offset: line, excerpt: String::new() }
    }

    #[test]
    fn a_rare_fault_of_one_of_many_faulty_files_is_kept_and_all_together_are_not_too_many() {
        let files = 500;
        let counts: Vec<LedgerRow> =
            (0..files).flat_map(|file| [ledger(file, "bad_mmsi", 900), ledger(file, "rare", 1)]).collect();
        let mut kept = Kept::new(&counts);
        for file in 0..files {
            (0..900).for_each(|line| kept.take(reject(file, "bad_mmsi", line)));
            kept.take(reject(file, "rare", 900));
        }
        let rows = kept.finish();
        assert_eq!(rows.len() as i64, MOST);
        assert_eq!(rows.iter().filter(|row| row.reason == "rare").count() as i64, files);
        assert!(rows.is_sorted_by_key(|row| (row.file_id, row.line)));
    }

    #[test]
    fn a_file_with_few_faults_keeps_them_all_beside_one_with_millions() {
        let mut kept = Kept::new(&[ledger(0, "bad_mmsi", 5_000_000), ledger(1, "bad_time", 300)]);
        (0..10_000).for_each(|line| kept.take(reject(0, "bad_mmsi", line)));
        (0..300).for_each(|line| kept.take(reject(1, "bad_time", line)));
        let rows = kept.finish();
        assert_eq!(rows.iter().filter(|row| row.file_id == 1).count(), 300);
        assert_eq!(rows.len(), 10_300);
    }
}
