//! 1/3: question for the applications of an area code (M.1371-5, annex 5, international function message 3).

use crate::layout::bit_table;

bit_table! {
    /// Asks which applications of an area code a station knows. 10 bits.
    pub struct CapabilityInquiry {
        /// Whose applications.
        0..10 requested_dac: u16,
    }
}
