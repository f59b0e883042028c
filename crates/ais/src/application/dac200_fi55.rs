//! 200/55: who is on board of an inland ship (Inland AIS, VTT standard 1.2, table 2.14).

use crate::layout::bit_table;
use crate::scale::whole;

bit_table! {
    /// Persons on board. 29 bits and 51 spare.
    pub struct InlandPersons {
        /// Crew; 255 not available.
        0..8 crew: u8 => whole(0, 254, 255),
        /// Passengers; 8191 not available.
        8..21 passengers: u16 => whole(0, 8190, 8191),
        /// Other personnel; 255 not available.
        21..29 personnel: u8 => whole(0, 254, 255),
    }
}
