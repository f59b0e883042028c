//! Reports of one reader in the order of the store.

use model::{Fix, StaticReport};

use super::report::Report;
use super::thin;

/// Reports of any ships and days, at most a few hundred thousand, in the order of the store.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub(super) fixes: Vec<Fix>,
    pub(super) statics: Vec<StaticReport>,
}

impl Batch {
    /// Fixes that a batch should hold at most: some 12 MB.
    pub(super) const FULL: usize = 131_072;

    /// Sorts reports, and thins those that repeat what a ship said of itself.
    pub(super) fn of(mut fixes: Vec<Fix>, statics: Vec<StaticReport>) -> Self {
        fixes.sort_unstable_by(<Fix as Report>::compare);
        Self { fixes, statics: thin::sorted(statics) }
    }

    /// Bytes of memory that it takes, about.
    pub(super) fn bytes(&self) -> usize {
        let texts = |text: &Option<String>| text.as_ref().map_or(0, String::capacity);
        let of_report = |report: &StaticReport| {
            size_of::<StaticReport>()
                + texts(&report.name)
                + texts(&report.call_sign)
                + texts(&report.destination)
        };
        self.fixes.capacity() * size_of::<Fix>() + self.statics.iter().map(of_report).sum::<usize>()
    }
}
