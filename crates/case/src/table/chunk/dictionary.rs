//! The distinct values of a column, numbered in the order in which they are met.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use foldhash::fast::RandomState;

/// Values by their places in the order in which they are first met.
pub(super) struct Dictionary<K> {
    /// The place of each value of the column.
    places: Vec<u32>,
    /// The values.
    pub(super) entries: Vec<K>,
}

impl<K: Copy + Eq + Hash> Dictionary<K> {
    /// Numbers values. Their hashes are seeded anew in each run, so that no archive can be written to make them collide;
    /// the numbers do not hang on them.
    pub(super) fn of(values: impl ExactSizeIterator<Item = K>) -> Self {
        let mut known: HashMap<K, u32, RandomState> = HashMap::default();
        let mut this = Self { places: Vec::with_capacity(values.len()), entries: Vec::new() };
        let mut last = None;
        for value in values {
            let place = match last {
                Some((same, place)) if same == value => place,
                _ => *known.entry(value).or_insert_with(|| {
                    this.entries.push(value);
                    (this.entries.len() - 1) as u32
                }),
            };
            last = Some((value, place));
            this.places.push(place);
        }
        this
    }

    /// The places of some of the values, and how many are known by the last of them.
    pub(super) fn page(&self, values: &Range<usize>) -> (&[u32], u32) {
        let known = self.places[..values.end].iter().max().map_or(0, |last| last + 1);
        (&self.places[values.clone()], known)
    }
}
