//! The chances that many hulls were heard, and sums over runs of them: thousands of silences may ask for one hour of one cell.

use std::ops::Range;

/// A chance of 1 in the parts in which chances are summed; there is room for sixteen million ships in a cell.
pub(super) const CHANCE: f64 = (1u64 << 40) as f64;

/// So many chances are summed together.
const TOGETHER: usize = 32;

/// Chances in a row.
#[derive(Debug)]
pub(super) struct Chances {
    each: Vec<f32>,
    /// The sum, in parts of [`CHANCE`], of all before each [`TOGETHER`] of them, and before what is left.
    before: Vec<u64>,
}

impl Chances {
    /// None yet, and room for so many.
    pub(super) fn with_room_for(chances: usize) -> Self {
        Self { each: Vec::with_capacity(chances), before: vec![0] }
    }

    pub(super) fn push(&mut self, chance: f32) {
        self.each.push(chance);
        if self.each.len().is_multiple_of(TOGETHER) {
            self.before.push(self.sum_before(self.each.len() - TOGETHER, self.each.len()));
        }
    }

    /// The sum of some of them, in parts of [`CHANCE`].
    pub(super) fn sum(&self, range: &Range<usize>) -> u64 {
        if range.len() < TOGETHER {
            return in_parts(&self.each[range.clone()]);
        }
        let before = |at: usize| self.sum_before(at - at % TOGETHER, at);
        before(range.end).wrapping_sub(before(range.start))
    }

    /// The sum of all before a place, the last ones of which are those from `counted` on.
    fn sum_before(&self, counted: usize, at: usize) -> u64 {
        self.before[counted / TOGETHER].wrapping_add(in_parts(&self.each[counted..at]))
    }
}

/// Whole parts, so that the sum is one in whatever order it is taken.
fn in_parts(chances: &[f32]) -> u64 {
    let parts = |chance: &f32| (f64::from(*chance) * CHANCE) as u64;
    chances.iter().map(parts).fold(0, u64::wrapping_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ships_of_any_hours_are_summed_as_if_one_by_one() {
        let chance = |number: usize| (number * 37 % 101) as f32 / 100.0;
        for ships in [0, 1, 31, 32, 33, 64, 100] {
            let mut chances = Chances::with_room_for(ships);
            (0..ships).for_each(|number| chances.push(chance(number)));
            for range in (0..=ships).flat_map(|from| (from..=ships).map(move |to| from..to)) {
                let each: Vec<f32> = range.clone().map(chance).collect();
                assert_eq!(chances.sum(&range), in_parts(&each), "{range:?} of {ships}");
            }
        }
    }
}
