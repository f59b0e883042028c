//! Types 7 and 13: acknowledgements of types 6 and 12 (M.1371-5, annex 8, Messages 7 and 13).

use crate::few::Few;
use crate::field::Meaning;
use crate::layout::{Lengths, bit_table, records};
use crate::scale::HEAD;

bit_table! {
    /// Binary acknowledge (7) or safety related acknowledge (13). 72, 104, 136 or 168 bits.
    pub struct Acknowledge {
        /// Message type: 7 or 13.
        0..6 kind: u8 => HEAD,
        /// How often repeated, 0 to 3.
        6..8 repeat: u8 => HEAD,
        /// Identity, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Not used.
        38..40 spare: u8 => Meaning::Spare;
        /// One to four messages that were received.
        40.. acknowledged: Few<Acknowledged, 4> => Meaning::Numbered,
    }
}

impl Acknowledge {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[72..=168], lenient_min: 72 };
}

bit_table! {
    /// A message that was received. 32 bits.
    pub struct Acknowledged {
        /// Who had sent it.
        0..30 mmsi: u32,
        /// Its sequence number, 0 to 3.
        30..32 seqno: u8,
    }
}

records!(Acknowledged: 32);
