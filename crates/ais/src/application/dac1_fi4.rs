//! 1/4: answer to 1/3 (M.1371-5, annex 5, international function message 4).

use crate::field::Meaning;
use crate::layout::bit_table;

bit_table! {
    /// Which applications of an area code the sender knows. 138 bits.
    pub struct CapabilityReply {
        /// Whose applications.
        0..10 dac_code "reply_dac": u16,
        /// Two bits each for the functions 0 to 31, the first bit says whether it is known.
        10..74 low: u64 => Meaning::Plain,
        /// Two bits each for the functions 32 to 63.
        74..138 high: u64 => Meaning::Plain,
    }
}
