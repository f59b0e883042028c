//! 1/16 and 1/40: how many are on board (IMO SN.1/Circ.289; 1/40 in older editions of M.1371).

use crate::layout::bit_table;
use crate::scale::whole;

bit_table! {
    /// Persons on board. 13 bits; 3 or 35 spare bits follow.
    pub struct PersonsOnBoard {
        /// Persons; 8191 is 8191 or more, 0 not available.
        0..13 persons: u16 => whole(1, 8191, 0),
    }
}
