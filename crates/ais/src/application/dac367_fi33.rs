//! 367/33: what sensors measured (US Coast Guard, Environmental message, release 3).
//!
//! Most reports are those of 1/26; offsets count from the start of a report of 112 bits.

use crate::application::dac1_fi26::{Current2d, Salinity, SeaState, StationId, WaterLevel, Wind};
use crate::application::sensor::{SensorReport, readings};
use crate::application::words;
use crate::few::Few;
use crate::field::Meaning;
use crate::layout::bit_table;
use crate::scale::{LATITUDE, LONGITUDE, hundredths, offset, tenths, whole};

bit_table! {
    /// What the sensors of a place measured. One to eight reports.
    pub struct UsEnvironmental {
        /// The reports.
        0.. reports: Few<SensorReport<UsReading>, 8>,
    }
}

readings! {
    /// What one sensor measured, by the number of its report.
    pub enum UsReading {
        /// 0: where the sensors are.
        0 => Site(UsSiteLocation),
        /// 1: what the station is called.
        1 => Station(StationId),
        /// 2: wind.
        2 => Wind(Wind),
        /// 3: water level.
        3 => WaterLevel(WaterLevel),
        /// 4: currents.
        4 => Current2d(Current2d),
        /// 5: currents, with what rises.
        5 => Current3d(UsCurrent3d),
        /// 6: currents near by.
        6 => HorizontalCurrent(UsHorizontalCurrent),
        /// 7: swell, waves and water.
        7 => SeaState(SeaState),
        /// 8: water.
        8 => Salinity(Salinity),
        /// 9: weather.
        9 => Weather(UsWeather),
        /// 10: room under a bridge.
        10 => AirGap(UsAirGap),
        /// 11: wind, with averaging time.
        11 => Wind2(UsWind),
    }
}

bit_table! {
    /// Where the sensors are. 85 bits.
    pub struct UsSiteLocation {
        /// Version of the message.
        27..33 version: u8,
        /// 1/10 000 minute east; 181 degrees not available.
        33..61 longitude "lon": i32 => LONGITUDE,
        /// 1/10 000 minute north; 91 degrees not available.
        61..88 latitude "lat": i32 => LATITUDE,
        /// Decimals of the position that hold.
        88..91 precision: u8,
        /// Above mean sea level, 0.1 m; 2001 is 200.1 or more, 2002 not available.
        91..103 altitude "alt": i16 => tenths(-2001, 2001, 2002),
        /// Whose they are.
        103..107 owner: u8 => Meaning::Code(words::owner),
        /// For how long the data hold.
        107..110 timeout: u8 => Meaning::Code(words::data_timeout),
        /// Not used.
        110..112 spare: u8 => Meaning::Spare,
    }
}

bit_table! {
    /// Currents at two depths, with what rises. 85 bits.
    pub struct UsCurrent3d {
        /// Current 1 to the north, 0.1 knot; 247 not available.
        27..36 cnorth1: i16 => tenths(-246, 246, 247),
        /// Current 1 to the east, 0.1 knot; 247 not available.
        36..45 ceast1: i16 => tenths(-246, 246, 247),
        /// Current 1 to the surface, 0.1 knot; 247 not available.
        45..54 cup1: i16 => tenths(-246, 246, 247),
        /// How deep, metre; 362 not available.
        54..63 cdepth1: u16 => whole(0, 361, 362),
        /// Current 2 to the north, 0.1 knot; 247 not available.
        63..72 cnorth2: i16 => tenths(-246, 246, 247),
        /// Current 2 to the east, 0.1 knot; 247 not available.
        72..81 ceast2: i16 => tenths(-246, 246, 247),
        /// Current 2 to the surface, 0.1 knot; 247 not available.
        81..90 cup2: i16 => tenths(-246, 246, 247),
        /// How deep, metre; 362 not available.
        90..99 cdepth2: u16 => whole(0, 361, 362),
        /// The sensor.
        99..102 sensortype: u8 => Meaning::Code(words::sensor),
        /// Not used.
        102..112 spare: u16 => Meaning::Spare,
    }
}

bit_table! {
    /// Currents at two places near by. 85 bits.
    pub struct UsHorizontalCurrent {
        /// Bearing of the places, degree; 360 not available.
        27..36 bearing: u16 => whole(0, 359, 360),
        /// Distance of the place, metre; 362 not available.
        36..45 distance1: u16 => whole(0, 361, 362),
        /// Current, 0.1 knot; 247 not available.
        45..53 speed1: u8 => tenths(0, 246, 247),
        /// Whither it flows, degree; 360 not available.
        53..62 direction1: u16 => whole(0, 359, 360),
        /// How deep, metre; 362 not available.
        62..71 depth1: u16 => whole(0, 361, 362),
        /// Distance of the place, metre; 362 not available.
        71..80 distance2: u16 => whole(0, 361, 362),
        /// Current, 0.1 knot; 247 not available.
        80..88 speed2: u8 => tenths(0, 246, 247),
        /// Whither it flows, degree; 360 not available.
        88..97 direction2: u16 => whole(0, 359, 360),
        /// How deep, metre; 362 not available.
        97..106 depth2: u16 => whole(0, 361, 362),
        /// The sensor.
        106..109 sensortype: u8 => Meaning::Code(words::sensor),
        /// Not used.
        109..112 spare: u8 => Meaning::Spare,
    }
}

bit_table! {
    /// Room under a bridge. 85 bits.
    pub struct UsAirGap {
        /// Height of the ship, 0.01 m; 0 not available.
        27..40 airdraught: u16 => hundredths(1, 8191, 0),
        /// Room under the bridge, 0.01 m; 0 not available.
        40..53 airgap: u16 => hundredths(1, 8191, 0),
        /// Tendency; 3 not available.
        53..55 gaptrend: u8 => Meaning::Code(words::gap_trend),
        /// Forecast room under the bridge, 0.01 m; 0 not available.
        55..68 fairgap: u16 => hundredths(1, 8191, 0),
        /// Day for which the forecast is (UTC); 0 not available.
        68..73 forecast_day: u8 => whole(1, 31, 0),
        /// Hour for which the forecast is (UTC); 24 not available.
        73..78 forecast_hour: u8 => whole(0, 23, 24),
        /// Minute for which the forecast is (UTC); 60 not available.
        78..84 forecast_minute: u8 => whole(0, 59, 60),
        /// The sensor.
        84..87 sensortype: u8 => Meaning::Code(words::sensor),
        /// Not used.
        87..112 spare: u32 => Meaning::Spare,
    }
}

bit_table! {
    /// Wind, with the time over which it was averaged. 85 bits.
    pub struct UsWind {
        /// Average wind speed, knot; 121 is 121 or more, 122 not available.
        27..34 wspeed: u8 => whole(0, 121, 122),
        /// Gusts, knot; 121 is 121 or more, 122 not available.
        34..41 wgust: u8 => whole(0, 121, 122),
        /// Whence the wind blows, degree; 360 not available.
        41..50 wdir: u16 => whole(0, 359, 360),
        /// Minutes over which it was averaged.
        50..56 averaging: u8,
        /// The sensor.
        56..59 sensortype: u8 => Meaning::Code(words::sensor),
        /// Forecast wind speed, knot; 122 not available.
        59..66 fwspeed: u8 => whole(0, 121, 122),
        /// Forecast gusts, knot; 122 not available.
        66..73 fwgust: u8 => whole(0, 121, 122),
        /// Forecast wind direction, degree; 360 not available.
        73..82 fwdir: u16 => whole(0, 359, 360),
        /// Hour for which the forecast is (UTC); 24 not available.
        82..87 forecast_hour: u8 => whole(0, 23, 24),
        /// Minute for which the forecast is (UTC); 60 not available.
        87..93 forecast_minute: u8 => whole(0, 59, 60),
        /// For how long, minute; 0 cancels, 255 not available.
        93..101 duration: u8 => whole(0, 254, 255),
        /// Not used.
        101..112 spare: u16 => Meaning::Spare,
    }
}

bit_table! {
    /// Weather. 85 bits. Unlike in 1/26 the dew point counts from -20 degrees.
    pub struct UsWeather {
        /// Air, 0.1 degree Celsius; -1024 not available.
        27..38 temperature: i16 => tenths(-600, 600, -1024),
        /// The sensor of the air.
        38..41 sensortype: u8 => Meaning::Code(words::sensor),
        /// 0 rain, 1 snow, 2 rain and snow, 3 other.
        41..43 preciptype: u8,
        /// Visibility, 0.1 nautical mile; 241 is 24.1 or more, 242 and 243 not available.
        43..51 visibility: u8 => tenths(0, 241, 242),
        /// Dew point, 0.1 degree Celsius above -20; 701 not available.
        51..61 dewpoint: u16 => offset(tenths(0, 700, 701), -20.0),
        /// The sensor of the dew point.
        61..64 dewtype: u8 => Meaning::Code(words::sensor),
        /// Air pressure, hPa above 799; 402 is 1201 or more, 403 not available.
        64..73 pressure: u16 => offset(whole(0, 402, 403), 799.0),
        /// Tendency of the air pressure; 3 not available.
        73..75 pressuretend: u8 => Meaning::Code(words::pressure_trend),
        /// The sensor of the air pressure.
        75..78 pressuretype: u8 => Meaning::Code(words::sensor),
        /// Salinity, 0.1 per mille; 501 is 50.1 or more, 502 and 503 not available.
        78..87 salinity: u16 => tenths(0, 501, 502),
        /// Not used.
        87..112 spare: u32 => Meaning::Spare,
    }
}
