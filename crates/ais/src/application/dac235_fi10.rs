//! 235/10 and 250/10: how an aid to navigation fares (General Lighthouse Authorities; IALA A-126).

use crate::application::words;
use crate::field::Meaning;
use crate::layout::bit_table;
use crate::scale::twentieths;

bit_table! {
    /// State of an aid to navigation. 48 bits.
    pub struct AidMonitoring {
        /// Supply of the AIS unit, 0.05 V; 0 not used.
        0..10 ana_int: u16 => twentieths(1, 720, 0),
        /// First outer voltage, 0.05 V; 0 not used.
        10..20 ana_ext1: u16 => twentieths(1, 720, 0),
        /// Second outer voltage, 0.05 V; 0 not used.
        20..30 ana_ext2: u16 => twentieths(1, 720, 0),
        /// Radar beacon.
        30..32 racon: u8 => Meaning::Code(words::racon),
        /// Light.
        32..34 light: u8 => Meaning::Code(words::light),
        /// Something is wrong.
        34..35 alarm: bool,
        /// Eight digital inputs.
        35..43 stat_ext: u8,
        /// Off its position.
        43..44 off_pos: bool,
        /// Not used.
        44..48 spare: u8 => Meaning::Spare,
    }
}
