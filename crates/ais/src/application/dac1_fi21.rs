//! 1/21: weather as a ship saw it (IMO SN.1/Circ.289, annex, Weather observation report from ship).

use crate::application::moment::DayTime;
use crate::application::words;
use crate::field::Meaning;
use crate::layout::{Table, Visit, bit_table};
use crate::payload::Payload;
use crate::scale::{LATITUDE_3, LONGITUDE_3, PART, hundredths, offset, tenths, times, whole};
use crate::text::Text;

/// Weather as a ship saw it, in one of two layouts that the first bit tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShipWeather {
    /// First bit 0.
    Plain(PlainObservation),
    /// First bit 1.
    Wmo(WmoObservation),
}

impl Table for ShipWeather {
    fn read(data: &Payload) -> Self {
        match data.get::<0, 1>() {
            0 => Self::Plain(PlainObservation::read(data)),
            _ => Self::Wmo(WmoObservation::read(data)),
        }
    }

    fn write(&self, data: &mut Payload) {
        match self {
            Self::Plain(observation) => observation.write(data),
            Self::Wmo(observation) => {
                data.write(0, 1, 1);
                observation.write(data);
            }
        }
    }

    fn bits(&self) -> usize {
        304
    }

    fn show(&self, visitor: &mut impl Visit) {
        match self {
            Self::Plain(observation) => observation.show(visitor),
            Self::Wmo(observation) => observation.show(visitor),
        }
    }
}

impl WmoObservation {
    /// Horizontal visibility in metres.
    pub fn visibility_metres(&self) -> Option<f64> {
        (self.visibility < 63).then(|| f64::from(self.visibility).powi(2) * 13.073)
    }

    /// Height of the cloud base in metres; `None` also above 2500 m.
    pub fn cloud_base_metres(&self) -> Option<f64> {
        (self.cloud_base < 126).then(|| f64::from(self.cloud_base).powi(2) * 0.16)
    }
}

bit_table! {
    /// Observed without instruments of a weather service. 300 bits behind the flag and 3 spare.
    pub struct PlainObservation {
        /// Where.
        1..121 location: Text<20>,
        /// 1/1000 minute east; 181 degrees not available.
        121..146 longitude "lon": i32 => LONGITUDE_3,
        /// 1/1000 minute north; 91 degrees not available.
        146..170 latitude "lat": i32 => LATITUDE_3,
        /// When (UTC).
        170..186 time "timestamp": DayTime,
        /// Present weather; 8 not available.
        186..190 weather: u8 => Meaning::Code(words::weather),
        /// The visibility is at least what is said.
        190..191 limited "vislimit": bool,
        /// Visibility, 0.1 nautical mile; 127 not available.
        191..198 visibility: u8 => tenths(0, 126, 127),
        /// Relative humidity, percent; 127 not available.
        198..205 humidity: u8 => whole(0, 100, 127),
        /// Average wind speed, knot; 127 not available.
        205..212 wspeed: u8 => whole(0, 126, 127),
        /// Whence the wind blows, degree; 360 not available.
        212..221 wdir: u16 => whole(0, 359, 360),
        /// Air pressure, hPa above 799; 402 is 1201 or more, 403 not available.
        221..230 pressure: u16 => offset(whole(0, 402, 403), 799.0),
        /// Tendency of the air pressure (WMO FM 13).
        230..234 pressuretend: u8,
        /// Air, 0.1 degree Celsius; -1024 not available.
        234..245 airtemp: i16 => tenths(-600, 600, -1024),
        /// Water, 0.1 degree Celsius; 501 not available.
        245..255 watertemp: i16 => tenths(-100, 500, 501),
        /// Period of the waves, second; 63 not available.
        255..261 waveperiod: u8 => whole(0, 60, 63),
        /// Waves, 0.1 m; 255 not available.
        261..269 waveheight: u8 => tenths(0, 251, 255),
        /// Whence the waves come, degree; 360 not available.
        269..278 wavedir: u16 => whole(0, 359, 360),
        /// Swell, 0.1 m; 255 not available.
        278..286 swellheight: u8 => tenths(0, 251, 255),
        /// Whence the swell comes, degree; 360 not available.
        286..295 swelldir: u16 => whole(0, 359, 360),
        /// Period of the swell, second; 63 not available.
        295..301 swellperiod: u8 => whole(0, 60, 63),
    }
}

bit_table! {
    /// Observed for a weather service. 303 bits behind the flag.
    pub struct WmoObservation {
        /// 0.01 degree east of 180 W; 65535 not available.
        1..17 longitude "lon": u16 => offset(hundredths(0, 36000, 65535), -180.0),
        /// 0.01 degree north of the south pole; 32767 not available.
        17..32 latitude "lat": u16 => offset(hundredths(0, 18000, 32767), -90.0),
        /// Month; 15 not available.
        32..36 month: u8 => whole(1, 12, 15),
        /// Day; 63 not available.
        36..42 day: u8 => whole(1, 31, 63),
        /// Hour (UTC); 31 not available.
        42..47 hour: u8 => whole(0, 23, 31),
        /// End of the ten minutes (UTC), 10 minutes; 7 not available.
        47..50 minute: u8 => times(whole(0, 5, 7), 10),
        /// Course over ground, 5 degrees; 127 not available.
        50..57 course: u8 => times(whole(1, 72, 127), 5),
        /// Speed over ground, 0.5 m/s; 30 is 15 or more, 31 not available.
        57..62 speed: u8 => times(tenths(0, 30, 31), 5),
        /// Heading, 5 degrees; 127 not available.
        62..69 heading: u8 => times(whole(1, 72, 127), 5),
        /// Air pressure at sea level, 0.1 hPa above 900; 2047 not available.
        69..80 pressure: u16 => offset(tenths(0, 2000, 2047), 900.0),
        /// Change in three hours, 0.1 hPa above -50; 1023 not available.
        80..90 pressure_change "pdelta": u16 => offset(tenths(0, 1000, 1023), -50.0),
        /// Tendency of the air pressure (BUFR 0 10 063); 15 not available.
        90..94 pressuretend "ptend": u8 => whole(0, 8, 15),
        /// Whence the true wind blows, 5 degrees; 0 calm, 127 not available.
        94..101 true_wind_dir "twinddir": u8 => times(whole(0, 72, 127), 5),
        /// True wind, 0.5 m/s; 255 not available.
        101..109 true_wind_speed "twindspeed": u8 => times(tenths(0, 254, 255), 5),
        /// Whence the wind blows on board, 5 degrees; 0 calm, 127 not available.
        109..116 relative_wind_dir "rwinddir": u8 => times(whole(0, 72, 127), 5),
        /// Wind on board, 0.5 m/s; 255 not available.
        116..124 relative_wind_speed "rwindspeed": u8 => times(tenths(0, 254, 255), 5),
        /// Gusts, 0.5 m/s; 255 not available.
        124..132 gust_speed "mgustspeed": u8 => times(tenths(0, 254, 255), 5),
        /// Whence the gusts blow, 5 degrees; 0 calm, 127 not available.
        132..139 gust_dir "mgustdir": u8 => times(whole(0, 72, 127), 5),
        /// Air, 0.1 kelvin above 223; 1023 not available.
        139..149 airtemp: u16 => offset(tenths(0, 1000, 1023), 223.0),
        /// Relative humidity, percent; 127 not available.
        149..156 humidity: u8 => whole(0, 100, 127),
        /// Sea surface, 0.1 kelvin above 268; 511 not available.
        156..165 surftemp: u16 => offset(tenths(0, 500, 511), 268.0),
        /// Visibility, root of 13.073 m; 63 not available.
        165..171 visibility: u8 => PART,
        /// Present weather (BUFR 0 20 003); 511 not available.
        171..180 weather: u16 => whole(0, 510, 511),
        /// Past weather (BUFR 0 20 004); 31 not available.
        180..185 past_weather1 "pweather1": u8 => whole(0, 30, 31),
        /// Past weather (BUFR 0 20 005); 31 not available.
        185..190 past_weather2 "pweather2": u8 => whole(0, 30, 31),
        /// Cloud cover, 10 percent; 15 not available.
        190..194 cloud_cover "totalcloud": u8 => times(whole(0, 10, 15), 10),
        /// Amount of low clouds (BUFR 0 20 011); 15 not available.
        194..198 low_cloud_amount "lowclouda": u8 => whole(0, 14, 15),
        /// Type of low clouds (BUFR 0 20 012); 63 not available.
        198..204 low_cloud_type "lowcloudt": u8 => whole(0, 62, 63),
        /// Type of middle clouds (BUFR 0 20 012); 63 not available.
        204..210 mid_cloud_type "midcloudt": u8 => whole(0, 62, 63),
        /// Type of high clouds (BUFR 0 20 012); 63 not available.
        210..216 high_cloud_type "highcloudt": u8 => whole(0, 62, 63),
        /// Height of the cloud base, root of 0.16 m; 126 above 2500 m, 127 not available.
        216..223 cloud_base "cloudbase": u8 => PART,
        /// Period of the wind waves, second; 31 not available.
        223..228 wave_period "wwperiod": u8 => whole(0, 30, 31),
        /// Wind waves, 0.5 m; 63 not available.
        228..234 wave_height "wwheight": u8 => times(tenths(0, 60, 63), 5),
        /// Whence the first swell comes, 10 degrees; 0 calm, 63 not available.
        234..240 swell_dir1 "swelldir1": u8 => times(whole(0, 36, 63), 10),
        /// Period of the first swell, second; 31 not available.
        240..245 swell_period1 "swperiod1": u8 => whole(0, 30, 31),
        /// First swell, 0.5 m; 63 not available.
        245..251 swell_height1 "swheight1": u8 => times(tenths(0, 60, 63), 5),
        /// Whence the second swell comes, 10 degrees; 0 calm, 63 not available.
        251..257 swell_dir2 "swelldir2": u8 => times(whole(0, 36, 63), 10),
        /// Period of the second swell, second; 31 not available.
        257..262 swell_period2 "swperiod2": u8 => whole(0, 30, 31),
        /// Second swell, 0.5 m; 63 not available.
        262..268 swell_height2 "swheight2": u8 => times(tenths(0, 60, 63), 5),
        /// Thickness of ice on the ship, 0.01 m; 127 not available.
        268..275 ice_deposit "icedeposit": u8 => hundredths(0, 126, 127),
        /// How fast it grows (BUFR 0 20 032); 7 not available.
        275..278 ice_rate "icerate": u8 => whole(0, 6, 7),
        /// Why it grows (BUFR 0 20 033); 7 not available.
        278..281 ice_cause "icecause": u8 => whole(0, 6, 7),
        /// Sea ice (BUFR 0 20 034); 31 not available.
        281..286 sea_ice "seaice": u8 => whole(0, 30, 31),
        /// Amount and type of ice (BUFR 0 20 035); 15 not available.
        286..290 ice_type "icetype": u8 => whole(0, 14, 15),
        /// Ice situation (BUFR 0 20 036); 31 not available.
        290..295 ice_state "icestate": u8 => whole(0, 30, 31),
        /// Ice development (BUFR 0 20 037); 31 not available.
        295..300 ice_development "icedevel": u8 => whole(0, 30, 31),
        /// Bearing of the ice edge, 45 degrees; 15 not available.
        300..304 ice_bearing "icebearing": u8 => times(whole(1, 8, 15), 45),
    }
}
