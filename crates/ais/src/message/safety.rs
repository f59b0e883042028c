//! Types 12 and 14: safety related text for one station or for all (M.1371-5, annex 8, Messages 12 and 14).

use crate::field::Meaning;
use crate::layout::{Lengths, bit_table};
use crate::scale::HEAD;
use crate::text::LongText;

bit_table! {
    /// Addressed safety related message. 72 to 1008 bits: up to 156 characters.
    pub struct AddressedSafety {
        /// How often repeated, 0 to 3.
        6..8 repeat: u8 => HEAD,
        /// Identity of the sender, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Sequence number, 0 to 3.
        38..40 seqno: u8,
        /// For whom it is.
        40..70 dest_mmsi: u32,
        /// Sent again.
        70..71 retransmit: bool,
        /// Not used.
        71..72 spare: bool => Meaning::Spare;
        /// The text.
        72.. text: LongText,
    }
}

impl AddressedSafety {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[72..=1008], lenient_min: 72 };
}

bit_table! {
    /// Safety related broadcast message. 40 to 1008 bits: up to 161 characters.
    pub struct BroadcastSafety {
        /// How often repeated, 0 to 3.
        6..8 repeat: u8 => HEAD,
        /// Identity of the sender, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Not used.
        38..40 spare: u8 => Meaning::Spare;
        /// The text.
        40.. text: LongText,
    }
}

impl BroadcastSafety {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[40..=1008], lenient_min: 40 };
}
