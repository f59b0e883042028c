//! 1/31: weather and water of a station (IMO SN.1/Circ.289, annex, Meteorological and hydrographic data).

use crate::application::moment::DayTime;
use crate::application::words;
use crate::field::Meaning;
use crate::layout::bit_table;
use crate::scale::{LATITUDE_3, LONGITUDE_3, hundredths, offset, tenths, whole};

bit_table! {
    /// Weather and water at a place. 294 bits and 10 spare.
    pub struct Meteorology31 {
        /// 1/1000 minute east; 181 degrees not available.
        0..25 longitude "lon": i32 => LONGITUDE_3,
        /// 1/1000 minute north; 91 degrees not available.
        25..49 latitude "lat": i32 => LATITUDE_3,
        /// Better than 10 m.
        49..50 accuracy: bool,
        /// When it was measured (UTC).
        50..66 time "timestamp": DayTime,
        /// Average wind speed, knot; 127 not available.
        66..73 wspeed: u8 => whole(0, 126, 127),
        /// Gusts, knot; 127 not available.
        73..80 wgust: u8 => whole(0, 126, 127),
        /// Whence the wind blows, degree; 360 not available.
        80..89 wdir: u16 => whole(0, 359, 360),
        /// Whence the gusts blow, degree; 360 not available.
        89..98 wgustdir: u16 => whole(0, 359, 360),
        /// Air, 0.1 degree Celsius; -1024 not available.
        98..109 airtemp: i16 => tenths(-600, 600, -1024),
        /// Relative humidity, percent; 101 not available.
        109..116 humidity: u8 => whole(0, 100, 101),
        /// Dew point, 0.1 degree Celsius; 501 not available.
        116..126 dewpoint: i16 => tenths(-200, 500, 501),
        /// Air pressure, hPa above 799; 0 is 799 or less, 402 is 1201 or more, 511 not available.
        126..135 pressure: u16 => offset(whole(0, 402, 511), 799.0),
        /// Tendency of the air pressure.
        135..137 pressuretend: u8 => Meaning::Word(words::trend),
        /// The visibility is at least what is said.
        137..138 visgreater: bool,
        /// Visibility, 0.1 nautical mile; 127 not available.
        138..145 visibility: u8 => tenths(0, 126, 127),
        /// Water level, 0.01 m above -10; 4001 not available.
        145..157 waterlevel: u16 => offset(hundredths(0, 4000, 4001), -10.0),
        /// Tendency of the water level.
        157..159 leveltrend: u8 => Meaning::Word(words::trend),
        /// Surface current, 0.1 knot; 255 not available.
        159..167 cspeed: u8 => tenths(0, 251, 255),
        /// Whither it flows, degree; 360 not available.
        167..176 cdir: u16 => whole(0, 359, 360),
        /// Current at the second depth, 0.1 knot; 255 not available.
        176..184 cspeed2: u8 => tenths(0, 251, 255),
        /// Whither it flows, degree; 360 not available.
        184..193 cdir2: u16 => whole(0, 359, 360),
        /// The second depth, metre; 31 not available.
        193..198 cdepth2: u8 => whole(0, 30, 31),
        /// Current at the third depth, 0.1 knot; 255 not available.
        198..206 cspeed3: u8 => tenths(0, 251, 255),
        /// Whither it flows, degree; 360 not available.
        206..215 cdir3: u16 => whole(0, 359, 360),
        /// The third depth, metre; 31 not available.
        215..220 cdepth3: u8 => whole(0, 30, 31),
        /// Waves, 0.1 m; 255 not available.
        220..228 waveheight: u8 => tenths(0, 251, 255),
        /// Period of the waves, second; 63 not available.
        228..234 waveperiod: u8 => whole(0, 60, 63),
        /// Whence the waves come, degree; 360 not available.
        234..243 wavedir: u16 => whole(0, 359, 360),
        /// Swell, 0.1 m; 255 not available.
        243..251 swellheight: u8 => tenths(0, 251, 255),
        /// Period of the swell, second; 63 not available.
        251..257 swellperiod: u8 => whole(0, 60, 63),
        /// Whence the swell comes, degree; 360 not available.
        257..266 swelldir: u16 => whole(0, 359, 360),
        /// Beaufort; 13 not available.
        266..270 seastate: u8 => whole(0, 12, 13),
        /// Water, 0.1 degree Celsius; 501 not available.
        270..280 watertemp: i16 => tenths(-100, 500, 501),
        /// Precipitation; 7 not available.
        280..283 preciptype: u8 => Meaning::Word(words::precipitation),
        /// Salinity, 0.1 per mille; 501 is 50.1 or more, 510 not available.
        283..292 salinity: u16 => tenths(0, 501, 510),
        /// Ice; 3 not available.
        292..294 ice: u8 => Meaning::Word(words::ice),
    }
}
