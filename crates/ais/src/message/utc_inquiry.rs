//! Type 10: request for UTC and date (M.1371-5, annex 8, Message 10).

use crate::field::Meaning;
use crate::layout::{Lengths, bit_table};
use crate::scale::HEAD;

bit_table! {
    /// UTC and date inquiry; type 11 answers it. 72 bits.
    pub struct UtcInquiry {
        /// How often repeated, 0 to 3.
        6..8 repeat: u8 => HEAD,
        /// Identity of who asks, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Not used.
        38..40 spare: u8 => Meaning::Spare,
        /// Who is asked.
        40..70 dest_mmsi: u32,
        /// Not used.
        70..72 spare2: u8 => Meaning::Spare,
    }
}

impl UtcInquiry {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[72..=72], lenient_min: 70 };
}
