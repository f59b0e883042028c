//! The other types: counted and accepted, their fields not read yet.

use crate::layout::{Lengths, bit_table};

bit_table! {
    /// The head that all AIS messages share (M.1371-5, annex 8), and how long the message was.
    pub struct Undecoded {
        /// Message type, 1 to 28.
        0..6 kind: u8,
        /// How often repeated, 0 to 3.
        6..8 repeat: u8,
        /// Identity of the sender, 30 bits as sent.
        8..38 mmsi: u32,
        /// The two bits after the identity; part number in type 24.
        38..40 part: u8,
    }
}

impl Undecoded {
    pub(crate) const BITS: usize = 40;
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[40..=1064], lenient_min: 38 };
}
