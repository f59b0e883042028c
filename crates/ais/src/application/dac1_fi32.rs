//! 1/32: tidal windows (IMO SN.1/Circ.289, annex, Tidal window).

use crate::few::Few;
use crate::layout::{bit_table, records};
use crate::scale::{LATITUDE_3, LONGITUDE_3, tenths, whole};

bit_table! {
    /// When the tide lets a ship pass. 9 bits and one to three windows.
    pub struct TidalWindow32 {
        /// Month 1 to 12; 0 not available.
        0..4 month: u8,
        /// Day 1 to 31; 0 not available.
        4..9 day: u8;
        /// Where and when.
        9.. windows "tidals": Few<Tide32, 3>,
    }
}

bit_table! {
    /// One window. 88 bits.
    pub struct Tide32 {
        /// 1/1000 minute east; 181 degrees not available.
        0..25 longitude "lon": i32 => LONGITUDE_3,
        /// 1/1000 minute north; 91 degrees not available.
        25..49 latitude "lat": i32 => LATITUDE_3,
        /// First hour 0 to 23; 24 not available.
        49..54 from_hour: u8,
        /// First minute 0 to 59; 60 not available.
        54..60 from_min: u8,
        /// Last hour 0 to 23; 24 not available.
        60..65 to_hour: u8,
        /// Last minute 0 to 59; 60 not available.
        65..71 to_min: u8,
        /// Whither the current flows, degree; 360 not available.
        71..80 cdir: u16 => whole(0, 359, 360),
        /// Current, 0.1 knot; 255 not available.
        80..88 cspeed: u8 => tenths(0, 254, 255),
    }
}

records!(Tide32: 88);
