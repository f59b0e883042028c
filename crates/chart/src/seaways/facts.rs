//! Facts of the cells of the lattice, each worked out when it is first asked for. Threads that ask for one at once may each work it
//! out, and come to the same.

use std::sync::atomic::{AtomicU32, Ordering};

/// A word for each cell; it holds all facts of one.
#[derive(Debug)]
pub(super) struct Facts(Vec<AtomicU32>);

/// Where a fact lies in the word: so many bits, and above them one that says whether it is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fact {
    from: u32,
    bits: u32,
}

impl Fact {
    pub(super) const IS_OPEN: Self = Self { from: 0, bits: 1 };
    pub(super) const IS_AT_SEA: Self = Self { from: 2, bits: 1 };
    /// One bit a move.
    pub(super) const MOVES: Self = Self { from: 4, bits: 16 };
}

impl Facts {
    pub(super) fn of(cells: usize) -> Self {
        Self((0..cells).map(|_| AtomicU32::new(0)).collect())
    }

    pub(super) fn get_or(&self, cell: usize, fact: Fact, find: impl FnOnce() -> u32) -> u32 {
        let Fact { from, bits } = fact;
        let word = self.0[cell].load(Ordering::Relaxed) >> from;
        let is_known = word >> bits & 1 == 1;
        if is_known {
            return word & ((1 << bits) - 1);
        }
        let found = find();
        self.0[cell].fetch_or((1 << bits | found) << from, Ordering::Relaxed);
        found
    }

    pub(super) fn is(&self, cell: usize, fact: Fact, find: impl FnOnce() -> bool) -> bool {
        self.get_or(cell, fact, || u32::from(find())) == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fact_of_a_cell_is_asked_for_once_and_leaves_the_others_alone() {
        let facts = Facts::of(2);
        assert!(facts.is(1, Fact::IS_OPEN, || true));
        assert!(!facts.is(1, Fact::IS_AT_SEA, || false));
        assert_eq!(facts.get_or(1, Fact::MOVES, || 0xA005), 0xA005);
        assert!(facts.is(1, Fact::IS_OPEN, || unreachable!()));
        assert!(!facts.is(1, Fact::IS_AT_SEA, || unreachable!()));
        assert_eq!(facts.get_or(1, Fact::MOVES, || unreachable!()), 0xA005);
        assert!(!facts.is(0, Fact::IS_OPEN, || false));
    }
}
