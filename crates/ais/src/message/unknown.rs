//! Types from 28 on, and type 24 with an unknown part number: accepted, their bits kept.

use crate::layout::{Lengths, bit_table};
use crate::payload::Payload;
use crate::scale::HEAD;

bit_table! {
    /// The head that all AIS messages share (M.1371-5, annex 8), and what follows.
    pub struct Unknown {
        /// Message type: 24, or 28 to 63.
        0..6 kind: u8 => HEAD,
        /// How often repeated, 0 to 3.
        6..8 repeat: u8 => HEAD,
        /// Identity of the sender, 30 bits as sent.
        8..38 mmsi: u32 => HEAD;
        /// All other bits.
        38.. data: Payload,
    }
}

impl Unknown {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[40..=1064], lenient_min: 38 };
}
