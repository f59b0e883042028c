//! 200/40: lights of a signal station (Inland AIS, VTT standard 1.2, table 2.13).

use crate::application::words;
use crate::field::Meaning;
use crate::layout::bit_table;
use crate::scale::{LATITUDE, LONGITUDE, whole};

bit_table! {
    /// What the lights of a signal show. 101 bits and 11 spare.
    pub struct SignalStatus {
        /// 1/10 000 minute east; 181 degrees not available.
        0..28 longitude "lon": i32 => LONGITUDE,
        /// 1/10 000 minute north; 91 degrees not available.
        28..55 latitude "lat": i32 => LATITUDE,
        /// How the lights are set up; 0 and 15 not available.
        55..59 form: u8,
        /// Whither they shine, degree; 511 not available.
        59..68 facing: u16 => whole(0, 359, 511),
        /// For whom they are.
        68..71 direction: u8 => Meaning::Code(words::impact),
        /// Nine decimal digits, one for each light: 0 unknown, 1 none, 2 white, 3 yellow, 4 green, 5 red, 6 white flashing,
        /// 7 yellow flashing.
        71..101 status: u32,
    }
}
