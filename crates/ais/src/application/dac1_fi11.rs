//! 1/11: weather and water of a station (IMO SN/Circ.236, annex 2).

use crate::application::moment::DayTime;
use crate::application::words;
use crate::field::Meaning;
use crate::layout::bit_table;
use crate::scale::{LATITUDE_3, LONGITUDE_3, offset, tenths, whole};

bit_table! {
    /// Weather and water at a place, as of SN/Circ.236; 1/31 took its place. 290 bits and 6 spare.
    pub struct Meteorology11 {
        /// 1/1000 minute north; 91 degrees not available.
        0..24 latitude "lat": i32 => LATITUDE_3,
        /// 1/1000 minute east; 181 degrees not available.
        24..49 longitude "lon": i32 => LONGITUDE_3,
        /// When it was measured (UTC).
        49..65 time "timestamp": DayTime,
        /// Average wind speed, knot; 127 not available.
        65..72 wspeed: u8 => whole(0, 120, 127),
        /// Gusts, knot; 127 not available.
        72..79 wgust: u8 => whole(0, 120, 127),
        /// Whence the wind blows, degree; 511 not available.
        79..88 wdir: u16 => whole(0, 359, 511),
        /// Whence the gusts blow, degree; 511 not available.
        88..97 wgustdir: u16 => whole(0, 359, 511),
        /// Air, 0.1 degree Celsius above -60; 2047 not available.
        97..108 airtemp: u16 => offset(tenths(0, 1200, 2047), -60.0),
        /// Relative humidity, percent; 127 not available.
        108..115 humidity: u8 => whole(0, 100, 127),
        /// Dew point, 0.1 degree Celsius above -20; 1023 not available.
        115..125 dewpoint: u16 => offset(tenths(0, 700, 1023), -20.0),
        /// Air pressure, hPa above 800; 511 not available.
        125..134 pressure: u16 => offset(whole(0, 400, 511), 800.0),
        /// Tendency of the air pressure.
        134..136 pressuretend: u8 => Meaning::Word(words::trend),
        /// Visibility, 0.1 nautical mile; 255 not available.
        136..144 visibility: u8 => tenths(0, 250, 255),
        /// Water level, 0.1 m above -10; 511 not available.
        144..153 waterlevel: u16 => offset(tenths(0, 400, 511), -10.0),
        /// Tendency of the water level.
        153..155 leveltrend: u8 => Meaning::Word(words::trend),
        /// Surface current, 0.1 knot; 255 not available.
        155..163 cspeed: u8 => tenths(0, 251, 255),
        /// Whither it flows, degree; 511 not available.
        163..172 cdir: u16 => whole(0, 359, 511),
        /// Current at the second depth, 0.1 knot; 255 not available.
        172..180 cspeed2: u8 => tenths(0, 251, 255),
        /// Whither it flows, degree; 511 not available.
        180..189 cdir2: u16 => whole(0, 359, 511),
        /// The second depth, metre; 31 not available.
        189..194 cdepth2: u8 => whole(0, 30, 31),
        /// Current at the third depth, 0.1 knot; 255 not available.
        194..202 cspeed3: u8 => tenths(0, 251, 255),
        /// Whither it flows, degree; 511 not available.
        202..211 cdir3: u16 => whole(0, 359, 511),
        /// The third depth, metre; 31 not available.
        211..216 cdepth3: u8 => whole(0, 30, 31),
        /// Waves, 0.1 m; 255 not available.
        216..224 waveheight: u8 => tenths(0, 251, 255),
        /// Period of the waves, second; 63 not available.
        224..230 waveperiod: u8 => whole(0, 60, 63),
        /// Whence the waves come, degree; 511 not available.
        230..239 wavedir: u16 => whole(0, 359, 511),
        /// Swell, 0.1 m; 255 not available.
        239..247 swellheight: u8 => tenths(0, 251, 255),
        /// Period of the swell, second; 63 not available.
        247..253 swellperiod: u8 => whole(0, 60, 63),
        /// Whence the swell comes, degree; 511 not available.
        253..262 swelldir: u16 => whole(0, 359, 511),
        /// Beaufort; 15 not available.
        262..266 seastate: u8 => whole(0, 12, 15),
        /// Water, 0.1 degree Celsius above -10; 1023 not available.
        266..276 watertemp: u16 => offset(tenths(0, 600, 1023), -10.0),
        /// Precipitation; 7 not available.
        276..279 preciptype: u8 => Meaning::Code(words::precipitation),
        /// Salinity, 0.1 per mille; 511 not available.
        279..288 salinity: u16 => tenths(0, 500, 511),
        /// Ice; 3 not available.
        288..290 ice: u8 => Meaning::Code(words::ice),
    }
}
