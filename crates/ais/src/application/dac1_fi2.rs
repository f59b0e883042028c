//! 1/2: which applications do you know? (M.1371-5, annex 5, international function message 2).

use crate::layout::bit_table;

bit_table! {
    /// Asks for one message of an application. 16 bits.
    pub struct FunctionInquiry {
        /// Whose application.
        0..10 requested_dac: u16,
        /// Which application.
        10..16 requested_fid: u8,
    }
}
