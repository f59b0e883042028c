//! Type 16: a base station assigns slots to one or two stations (M.1371-5, annex 8, Message 16).

use crate::few::Few;
use crate::field::Meaning;
use crate::layout::{Lengths, bit_table, records};
use crate::scale::HEAD;

bit_table! {
    /// Assigned mode command. 96 bits for one station, 144 for two.
    pub struct AssignmentCommand {
        /// How often repeated, 0 to 3.
        6..8 repeat: u8 => HEAD,
        /// Identity of the base station, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Not used.
        38..40 spare: u8 => Meaning::Spare;
        /// One or two stations and what they shall do.
        40.. assignments: Few<Assignment, 2> => Meaning::Numbered,
    }
}

impl AssignmentCommand {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[96..=168], lenient_min: 92 };
}

bit_table! {
    /// What one station shall do. 52 bits.
    pub struct Assignment {
        /// Who shall do it.
        0..30 mmsi: u32,
        /// Offset from the current slot to the first assigned one; with increment 0 the number of reports in 10
        /// minutes.
        30..42 offset: u16,
        /// Slots from one transmission to the next; 0 when the offset is a rate.
        42..52 increment: u16,
    }
}

records!(Assignment: 52);
