//! Reports of one reader in the order of the store.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use model::{Fix, Mmsi, StaticReport};

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

/// Fixes come nearly in the order of time: those of each ship and day are gathered, and then sorted where they are not.
fn sorted(fixes: &[Fix]) -> Vec<Fix> {
    let (groups, group_of) = grouped(fixes);
    let mut next: Vec<usize> = vec![0; groups.len()];
    let mut start = 0;
    let mut by_key: Vec<usize> = (0..groups.len()).collect();
    by_key.sort_unstable_by_key(|group| groups[*group].key);
    for group in &by_key {
        next[*group] = start;
        start += groups[*group].fixes;
    }
    let mut order: Vec<u32> = vec![0; fixes.len()];
    for (at, group) in (0..).zip(&group_of) {
        order[next[*group as usize]] = at;
        next[*group as usize] += 1;
    }
    let mut sorted: Vec<Fix> = order.into_iter().map(|at| fixes[at as usize]).collect();
    let mut rest = sorted.as_mut_slice();
    for group in by_key {
        let (of_ship, others) = rest.split_at_mut(groups[group].fixes);
        if !of_ship.is_sorted_by(|one, next| one.compare(next).is_le()) {
            of_ship.sort_unstable_by(Fix::compare);
        }
        rest = others;
    }
    sorted
}

/// The fixes of one ship and day.
struct Group {
    key: (i64, Mmsi),
    fixes: usize,
}

/// The groups in the order in which they are met, and the group of each fix.
fn grouped(fixes: &[Fix]) -> (Vec<Group>, Vec<u32>) {
    let mut known: HashMap<(i64, Mmsi), u32, RandomState> = HashMap::default();
    let mut groups: Vec<Group> = Vec::new();
    let group_of = fixes.iter().map(|fix| {
        let key = (fix.time.day(), fix.mmsi);
        let group = *known.entry(key).or_insert_with(|| {
            groups.push(Group { key, fixes: 0 });
            (groups.len() - 1) as u32
        });
        groups[group as usize].fixes += 1;
        group
    });
    let group_of = group_of.collect();
    (groups, group_of)
}
