//! Reports of one reader in the order of the store.

use model::{Fix, StaticReport};

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
    pub(super) fn of(fixes: &[Fix], statics: Vec<StaticReport>) -> Self {
        Self { fixes: sorted(fixes), statics: thin::sorted(statics) }
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

/// Sorts what nearly always tells two fixes apart, day and ship and moment, and moves each fix once.
fn sorted(fixes: &[Fix]) -> Vec<Fix> {
    let key = |(fix, at): (&Fix, u32)| (fix.time.day(), fix.mmsi.get(), fix.time.ms(), at);
    let mut order: Vec<(i64, u32, i64, u32)> = fixes.iter().zip(0..).map(key).collect();
    order.sort_unstable_by(|one, other| {
        let tell_apart = || Fix::compare(&fixes[one.3 as usize], &fixes[other.3 as usize]);
        (one.0, one.1, one.2).cmp(&(other.0, other.1, other.2)).then_with(tell_apart)
    });
    order.into_iter().map(|(.., at)| fixes[at as usize]).collect()
}
