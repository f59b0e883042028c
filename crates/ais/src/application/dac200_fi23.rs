//! 200/23: weather warnings (Inland AIS, VTT standard 1.2, table 2.11, EMMA).

use crate::application::sign::Magnitude;
use crate::application::words;
use crate::field::{Meaning, Measure};
use crate::layout::bit_table;
use crate::scale::{DAY, HOUR, LATITUDE, LONGITUDE, MINUTE, MONTH, whole};

/// Years since 2000; 0 not available.
const YEAR_2000: Meaning = Meaning::Part(Measure::new(1, 255, 0).from(2000.0));

bit_table! {
    /// A warning for a stretch of river. 200 bits.
    pub struct WeatherWarning {
        /// First year since 2000; 0 not available.
        0..8 start_year: u8 => YEAR_2000,
        /// First month; 0 not available.
        8..12 start_month: u8 => MONTH,
        /// First day; 0 not available.
        12..17 start_day: u8 => DAY,
        /// Last year since 2000; 0 not available.
        17..25 end_year: u8 => YEAR_2000,
        /// Last month; 0 not available.
        25..29 end_month: u8 => MONTH,
        /// Last day; 0 not available.
        29..34 end_day: u8 => DAY,
        /// First hour; 24 not available.
        34..39 start_hour: u8 => HOUR,
        /// First minute; 60 not available.
        39..45 start_minute: u8 => MINUTE,
        /// Last hour; 24 not available.
        45..50 end_hour: u8 => HOUR,
        /// Last minute; 60 not available.
        50..56 end_minute: u8 => MINUTE,
        /// First place, 1/10 000 minute east.
        56..84 start_lon: i32 => LONGITUDE,
        /// First place, 1/10 000 minute north.
        84..111 start_lat: i32 => LATITUDE,
        /// Last place, 1/10 000 minute east.
        111..139 end_lon: i32 => LONGITUDE,
        /// Last place, 1/10 000 minute north.
        139..166 end_lat: i32 => LATITUDE,
        /// Of what it warns.
        166..170 kind "warning": u8 => Meaning::Code(words::warning_type),
        /// Least value; 255 not available.
        170..179 min: Magnitude => whole(-254, 254, 255),
        /// Greatest value; 255 not available.
        179..188 max: Magnitude => whole(-254, 254, 255),
        /// How bad.
        188..190 class "intensity": u8 => Meaning::Code(words::warning_class),
        /// Whence the wind blows.
        190..194 wind: u8 => Meaning::Code(words::wind_rose),
        /// Not used.
        194..200 spare: u8 => Meaning::Spare,
    }
}

impl WeatherWarning {
    /// From when it holds, as `year-month-dayThour:minute`; parts as sent.
    pub fn start(&self) -> String {
        let date =
            format!("{:04}-{:02}-{:02}", 2000 + u16::from(self.start_year), self.start_month, self.start_day);
        format!("{date}T{:02}:{:02}", self.start_hour, self.start_minute)
    }

    /// Until when it holds, as `year-month-dayThour:minute`; parts as sent.
    pub fn end(&self) -> String {
        let date =
            format!("{:04}-{:02}-{:02}", 2000 + u16::from(self.end_year), self.end_month, self.end_day);
        format!("{date}T{:02}:{:02}", self.end_hour, self.end_minute)
    }
}
