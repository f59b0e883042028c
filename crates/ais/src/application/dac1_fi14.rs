//! 1/14: tidal windows (IMO SN/Circ.236, annex 2).

use crate::few::Few;
use crate::layout::{bit_table, records};
use crate::scale::{LATITUDE, LONGITUDE, tenths, whole};

bit_table! {
    /// When the tide lets a ship pass. 9 bits and one to three windows.
    pub struct TidalWindow14 {
        /// Month 1 to 12; 0 not available.
        0..4 month: u8,
        /// Day 1 to 31; 0 not available.
        4..9 day: u8;
        /// Where and when.
        9.. windows "tidals": Few<Tide14, 3>,
    }
}

bit_table! {
    /// One window. 93 bits.
    pub struct Tide14 {
        /// 1/10 000 minute north; 91 degrees not available.
        0..27 latitude "lat": i32 => LATITUDE,
        /// 1/10 000 minute east; 181 degrees not available.
        27..55 longitude "lon": i32 => LONGITUDE,
        /// First hour 0 to 23; 24 not available.
        55..60 from_hour: u8,
        /// First minute 0 to 59; 60 not available.
        60..66 from_min: u8,
        /// Last hour 0 to 23; 24 not available.
        66..71 to_hour: u8,
        /// Last minute 0 to 59; 60 not available.
        71..77 to_min: u8,
        /// Whither the current flows, degree; 360 not available.
        77..86 cdir: u16 => whole(0, 359, 360),
        /// Current, 0.1 knot; 127 not available.
        86..93 cspeed: u8 => tenths(0, 126, 127),
    }
}

records!(Tide14: 93);
