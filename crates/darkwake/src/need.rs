//! How much memory track building and what follows will take, told before it is taken.

/// What a run needs beyond what it may take: every believed fix is in memory from track building on, so that this grows with
/// the archive, whatever the budget of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// Fixes in the store.
    pub fixes: u64,
    /// Bytes of memory that they and what is found in them take, about.
    pub bytes: u64,
    /// Bytes of memory that the run may take.
    pub budget: u64,
    /// Bytes of memory that the machine has and its control group allows, where that is known.
    pub available: Option<u64>,
}

impl Need {
    /// Of the fixes of a store; `None` where it fits into the budget and the machine.
    pub(crate) fn beyond(fixes: u64, budget: u64, available: Option<u64>) -> Option<Self> {
        /// Program, charts, one share of reports and the day files that are open.
        const AT_LEAST: u64 = 256 << 20;
        /// By measurement: 48 for the fix itself, the rest for what ships said of themselves, where they were heard, events,
        /// and gaps that the allocator leaves.
        const OF_FIX: u64 = 100;
        let bytes = AT_LEAST + fixes.saturating_mul(OF_FIX);
        let is_beyond = bytes > budget || available.is_some_and(|available| bytes > available);
        is_beyond.then_some(Self { fixes, bytes, budget, available })
    }

    /// Whether the machine has so little memory that the run will probably not end.
    pub fn is_beyond_machine(&self) -> bool {
        self.available.is_some_and(|available| self.bytes > available)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIB: u64 = 1 << 30;

    #[test]
    fn a_month_of_three_thousand_ships_fits_into_a_quarter_of_a_laptop_and_three_years_do_not() {
        assert_eq!(Need::beyond(11_000_000, 4 * GIB, Some(16 * GIB)), None);
        let need = Need::beyond(400_000_000, 4 * GIB, Some(16 * GIB)).unwrap();
        assert!(need.is_beyond_machine(), "{need:?}");
        let tight = Need::beyond(100_000_000, 4 * GIB, Some(16 * GIB)).unwrap();
        assert!(!tight.is_beyond_machine(), "{tight:?}");
    }

    #[test]
    fn a_machine_that_does_not_tell_its_memory_is_taken_at_its_budget() {
        assert_eq!(Need::beyond(1_000_000, GIB, None), None);
        assert!(!Need::beyond(100_000_000, GIB, None).unwrap().is_beyond_machine());
    }
}
