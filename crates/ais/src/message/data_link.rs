//! Type 20: slots that base stations keep for themselves (M.1371-5, annex 8, Message 20).

use crate::few::Few;
use crate::field::Meaning;
use crate::layout::{Lengths, bit_table, records};
use crate::scale::HEAD;

bit_table! {
    /// Data link management message. 72, 104, 136 or 160 bits; up to 186 are seen and accepted.
    pub struct DataLinkManagement {
        /// How often repeated, 0 to 3.
        6..8 repeat: u8 => HEAD,
        /// Identity of the base station, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Not used.
        38..40 spare: u8 => Meaning::Spare;
        /// One to four reservations.
        40.. reservations: Few<Reservation, 4> => Meaning::Numbered,
    }
}

impl DataLinkManagement {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[72..=186], lenient_min: 70 };
}

bit_table! {
    /// Slots that are kept. 30 bits.
    pub struct Reservation {
        /// Offset from the current slot; 0 not available.
        0..12 offset: u16,
        /// Consecutive slots, 1 to 15; 0 not available.
        12..16 number: u8,
        /// For how long, minutes; 0 not available.
        16..19 timeout: u8,
        /// Slots to the next block; 0 when there is none.
        19..30 increment: u16,
    }
}

records!(Reservation: 30);
