//! 200/10: an inland ship and its voyage (Inland AIS, VTT standard 1.2, table 2.6).

use crate::application::words;
use crate::field::Meaning;
use crate::layout::bit_table;
use crate::scale::{hundredths, tenths};
use crate::text::Text;

bit_table! {
    /// What an inland ship adds to type 5. 112 bits.
    pub struct InlandShip {
        /// European vessel identification number.
        0..48 vin: Text<8>,
        /// Length, 0.1 m; 0 not available.
        48..61 length: u16 => tenths(1, 8000, 0),
        /// Beam, 0.1 m; 0 not available.
        61..71 beam: u16 => tenths(1, 1000, 0),
        /// Type of ship or convoy (ERI).
        71..85 shiptype: u16 => Meaning::Code(words::inland_ship_type),
        /// Blue cones; 5 unknown.
        85..88 hazard: u8 => Meaning::Code(words::hazard),
        /// Draught, 0.01 m; 0 not available.
        88..99 draught: u16 => hundredths(1, 2000, 0),
        /// Loaded or not; 0 not available.
        99..101 loaded: u8 => Meaning::Code(words::loaded),
        /// The speed is measured well.
        101..102 speed_q: bool,
        /// The course is measured well.
        102..103 course_q: bool,
        /// The heading is measured well.
        103..104 heading_q: bool,
        /// Not used.
        104..112 spare: u8 => Meaning::Spare,
    }
}
