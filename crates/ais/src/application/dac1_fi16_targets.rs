//! 1/16 in broadcasts of older stations: targets of a vessel traffic service (M.1371-1, international function
//! message 16). They are told from 1/16 of today by their length, a multiple of 120 bits.

use crate::application::dac1_fi17::TargetId;
use crate::few::Few;
use crate::field::Meaning;
use crate::layout::{bit_table, records};
use crate::scale::{LATITUDE_3, LONGITUDE_3, PART, whole};

bit_table! {
    /// What a vessel traffic service sees on its radar. One to seven targets.
    pub struct VtsTargets16 {
        /// The targets.
        0.. targets: Few<VtsTarget16, 7>,
    }
}

bit_table! {
    /// One target. 120 bits.
    pub struct VtsTarget16 {
        /// Who it is.
        0..44 id: TargetId => PART,
        /// Not used.
        44..48 spare: u8 => Meaning::Spare,
        /// 1/1000 minute north; 91 degrees not available.
        48..72 latitude "lat": i32 => LATITUDE_3,
        /// 1/1000 minute east; 181 degrees not available.
        72..97 longitude "lon": i32 => LONGITUDE_3,
        /// Course over ground, degree; 360 not available.
        97..106 course: u16 => whole(0, 359, 360),
        /// UTC second; 60 not available.
        106..112 second: u8 => whole(0, 59, 60),
        /// Speed over ground, knot; 255 not available.
        112..120 speed: u8 => whole(0, 254, 255),
    }
}

records!(VtsTarget16: 120);
