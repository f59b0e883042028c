//! 200/23: weather warnings (Inland AIS, VTT standard 1.2, table 2.11, EMMA).

use crate::application::sign::Magnitude;
use crate::application::words;
use crate::field::Meaning;
use crate::layout::bit_table;
use crate::scale::{LATITUDE, LONGITUDE, offset, whole};

bit_table! {
    /// A warning for a stretch of river. 200 bits.
    pub struct WeatherWarning {
        /// First year since 2000; 0 not available.
        0..8 start_year: u8 => offset(whole(1, 255, 0), 2000.0),
        /// First month; 0 not available.
        8..12 start_month: u8 => whole(1, 12, 0),
        /// First day; 0 not available.
        12..17 start_day: u8 => whole(1, 31, 0),
        /// Last year since 2000; 0 not available.
        17..25 end_year: u8 => offset(whole(1, 255, 0), 2000.0),
        /// Last month; 0 not available.
        25..29 end_month: u8 => whole(1, 12, 0),
        /// Last day; 0 not available.
        29..34 end_day: u8 => whole(1, 31, 0),
        /// First hour; 24 not available.
        34..39 start_hour: u8 => whole(0, 23, 24),
        /// First minute; 60 not available.
        39..45 start_minute: u8 => whole(0, 59, 60),
        /// Last hour; 24 not available.
        45..50 end_hour: u8 => whole(0, 23, 24),
        /// Last minute; 60 not available.
        50..56 end_minute: u8 => whole(0, 59, 60),
        /// First place, 1/10 000 minute east.
        56..84 start_lon: i32 => LONGITUDE,
        /// First place, 1/10 000 minute north.
        84..111 start_lat: i32 => LATITUDE,
        /// Last place, 1/10 000 minute east.
        111..139 end_lon: i32 => LONGITUDE,
        /// Last place, 1/10 000 minute north.
        139..166 end_lat: i32 => LATITUDE,
        /// Of what it warns.
        166..170 kind "type": u8 => Meaning::Code(words::warning_type),
        /// Least value; 255 not available.
        170..179 min: Magnitude => whole(-254, 254, 255),
        /// Greatest value; 255 not available.
        179..188 max: Magnitude => whole(-254, 254, 255),
        /// How bad.
        188..190 class: u8 => Meaning::Code(words::warning_class),
        /// Whence the wind blows.
        190..194 wind: u8 => Meaning::Code(words::wind_rose),
        /// Not used.
        194..200 spare: u8 => Meaning::Spare,
    }
}
