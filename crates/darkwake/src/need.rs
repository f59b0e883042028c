//! How much memory and disk track building and what follows will take, told before it is taken.
//!
//! Every believed fix is asked for again from track building to the end. Where they fit into the budget they are held in
//! memory; where not, they are kept on the disk, and what is found in them still grows with the archive.

/// What a run needs that has more fixes than fit into what it may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// Fixes in the store.
    pub fixes: u64,
    /// Bytes of disk on which they are kept.
    pub disk: u64,
    /// Bytes of memory that all else takes, about.
    pub memory: u64,
    /// Bytes of memory that the run may take.
    pub budget: u64,
    /// Bytes of memory that the machine has and its control group allows, where that is known.
    pub available: Option<u64>,
}

/// Program, charts, one share of reports and the day files that are open.
const AT_LEAST: u64 = 256 << 20;
const OF_FIX: u64 = size_of::<model::Fix>() as u64;
/// By measurement (`benches/runs`), of each fix: what ships said of themselves, where they were heard, events, and the pages of
/// days that are open beside each other while tracks are built.
const OF_FINDINGS: u64 = 14;

impl Need {
    /// Of the fixes of a store; `None` where all can be held in memory.
    pub(crate) fn beyond(fixes: u64, budget: u64, available: Option<u64>) -> Option<Self> {
        let memory = AT_LEAST.saturating_add(fixes.saturating_mul(OF_FINDINGS));
        let disk = fixes.saturating_mul(OF_FIX);
        let is_beyond = memory.saturating_add(disk) > available.unwrap_or(u64::MAX).min(budget);
        is_beyond.then_some(Self { fixes, disk, memory, budget, available })
    }

    /// Whether what is found will take more than the run may take, too.
    pub const fn is_beyond_budget(&self) -> bool {
        self.memory > self.budget
    }

    /// Whether the machine has so little memory that the run will probably not end.
    pub fn is_beyond_machine(&self) -> bool {
        self.available.is_some_and(|available| self.memory > available)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIB: u64 = 1 << 30;

    #[test]
    fn a_month_of_three_thousand_ships_is_held_in_a_quarter_of_a_laptop_and_three_years_are_not() {
        assert_eq!(Need::beyond(11_000_000, 4 * GIB, Some(16 * GIB)), None);
        let years = Need::beyond(400_000_000, 4 * GIB, Some(16 * GIB)).unwrap();
        assert_eq!(years.disk, 400_000_000 * 48);
        assert!(years.is_beyond_budget(), "{years:?}");
        let year = Need::beyond(120_000_000, 2 * GIB, Some(16 * GIB)).unwrap();
        assert!(!year.is_beyond_budget(), "{year:?}");
    }

    #[test]
    fn what_a_small_machine_cannot_hold_is_kept_on_its_disk_whatever_it_was_told_to_take() {
        let tight = Need::beyond(40_000_000, 16 * GIB, Some(2 * GIB)).unwrap();
        assert!(!tight.is_beyond_machine(), "{tight:?}");
        assert!(Need::beyond(200_000_000, 16 * GIB, Some(2 * GIB)).unwrap().is_beyond_machine());
    }

    #[test]
    fn a_machine_that_does_not_tell_its_memory_is_taken_at_its_budget() {
        assert_eq!(Need::beyond(1_000_000, GIB, None), None);
        assert!(!Need::beyond(100_000_000, GIB, None).unwrap().is_beyond_machine());
    }
}
