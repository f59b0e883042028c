//! 1/26: what sensors measured (IMO SN.1/Circ.289, annex, Environmental).
//!
//! Offsets count from the start of a report of 112 bits; the first 27 are its head, see [`SensorReport`].

use crate::application::sensor::{SensorReport, readings};
use crate::application::words;
use crate::few::Few;
use crate::field::Meaning;
use crate::layout::bit_table;
use crate::scale::{LATITUDE, LONGITUDE, hundredths, offset, tenths, whole};
use crate::text::Text;

bit_table! {
    /// What the sensors of a place measured. One to eight reports.
    pub struct Environmental {
        /// The reports.
        0.. reports: Few<SensorReport<Reading>, 8>,
    }
}

readings! {
    /// What one sensor measured, by the number of its report.
    pub enum Reading {
        /// 0: where the sensors are.
        0 => Site(SiteLocation),
        /// 1: what the station is called.
        1 => Station(StationId),
        /// 2: wind.
        2 => Wind(Wind),
        /// 3: water level.
        3 => WaterLevel(WaterLevel),
        /// 4: currents.
        4 => Current2d(Current2d),
        /// 5: currents, with what rises.
        5 => Current3d(Current3d),
        /// 6: currents near by.
        6 => HorizontalCurrent(HorizontalCurrent),
        /// 7: swell, waves and water.
        7 => SeaState(SeaState),
        /// 8: water.
        8 => Salinity(Salinity),
        /// 9: weather.
        9 => Weather(Weather),
        /// 10: room under a bridge.
        10 => AirGap(AirGap),
    }
}

bit_table! {
    /// Where the sensors are. 85 bits.
    pub struct SiteLocation {
        /// 1/10 000 minute east; 181 degrees not available.
        27..55 longitude "lon": i32 => LONGITUDE,
        /// 1/10 000 minute north; 91 degrees not available.
        55..82 latitude "lat": i32 => LATITUDE,
        /// Above mean sea level, 0.1 m; 2001 is that or more, 2002 not available.
        82..93 altitude "alt": u16 => tenths(0, 2001, 2002),
        /// Whose they are.
        93..97 owner: u8 => Meaning::Code(words::owner),
        /// For how long the data hold.
        97..100 timeout: u8 => Meaning::Code(words::data_timeout),
        /// Not used.
        100..112 spare: u16 => Meaning::Spare,
    }
}

bit_table! {
    /// What the station is called. 85 bits.
    pub struct StationId {
        /// Name.
        27..111 name: Text<14>,
        /// Not used.
        111..112 spare: bool => Meaning::Spare,
    }
}

bit_table! {
    /// Wind. 85 bits.
    pub struct Wind {
        /// Average wind speed, knot; 121 is 121 or more, 122 not available.
        27..34 wspeed: u8 => whole(0, 121, 122),
        /// Gusts, knot; 121 is 121 or more, 122 not available.
        34..41 wgust: u8 => whole(0, 121, 122),
        /// Whence the wind blows, degree; 360 not available.
        41..50 wdir: u16 => whole(0, 359, 360),
        /// Whence the gusts blow, degree; 360 not available.
        50..59 wgustdir: u16 => whole(0, 359, 360),
        /// The sensor.
        59..62 sensortype: u8 => Meaning::Code(words::sensor),
        /// Forecast wind speed, knot; 122 not available.
        62..69 fwspeed: u8 => whole(0, 121, 122),
        /// Forecast gusts, knot; 122 not available.
        69..76 fwgust: u8 => whole(0, 121, 122),
        /// Forecast wind direction, degree; 360 not available.
        76..85 fwdir: u16 => whole(0, 359, 360),
        /// Day for which the forecast is (UTC); 0 not available.
        85..90 forecast_day: u8 => whole(1, 31, 0),
        /// Hour for which the forecast is (UTC); 24 not available.
        90..95 forecast_hour: u8 => whole(0, 23, 24),
        /// Minute for which the forecast is (UTC); 60 not available.
        95..101 forecast_minute: u8 => whole(0, 59, 60),
        /// For how long, minute; 0 cancels, 255 not available.
        101..109 duration: u8 => whole(0, 254, 255),
        /// Not used.
        109..112 spare: u8 => Meaning::Spare,
    }
}

bit_table! {
    /// Water level. 85 bits.
    pub struct WaterLevel {
        /// Above the datum itself, and not relative to it.
        27..28 absolute: bool,
        /// Water level, 0.01 m; -32768 not available.
        28..44 level: i16 => hundredths(-32767, 32767, -32768),
        /// Tendency; 3 not available.
        44..46 leveltrend: u8 => Meaning::Code(words::level_trend),
        /// What it is measured from; 14 unknown.
        46..51 datum: u8 => Meaning::Code(words::datum),
        /// The sensor.
        51..54 sensortype: u8 => Meaning::Code(words::sensor),
        /// As `absolute`, of the forecast.
        54..55 forecast_absolute "fabsolute": bool,
        /// Forecast water level, 0.01 m; -32768 not available.
        55..71 forecast_level "flevel": i16 => hundredths(-32767, 32767, -32768),
        /// Day for which the forecast is (UTC); 0 not available.
        71..76 forecast_day: u8 => whole(1, 31, 0),
        /// Hour for which the forecast is (UTC); 24 not available.
        76..81 forecast_hour: u8 => whole(0, 23, 24),
        /// Minute for which the forecast is (UTC); 60 not available.
        81..87 forecast_minute: u8 => whole(0, 59, 60),
        /// For how long, minute; 0 cancels, 255 not available.
        87..95 duration: u8 => whole(0, 254, 255),
        /// Not used.
        95..112 spare: u32 => Meaning::Spare,
    }
}

bit_table! {
    /// Currents at three depths. 85 bits.
    pub struct Current2d {
        /// Current 1, 0.1 knot; 246 is 24.6 or more, 247 not available.
        27..35 cspeed1: u8 => tenths(0, 246, 247),
        /// Whither it flows, degree; 360 not available.
        35..44 cdir1: u16 => whole(0, 359, 360),
        /// How deep, metre; 361 is 361 or more, 362 not available.
        44..53 cdepth1: u16 => whole(0, 361, 362),
        /// Current 2, 0.1 knot; 246 is 24.6 or more, 247 not available.
        53..61 cspeed2: u8 => tenths(0, 246, 247),
        /// Whither it flows, degree; 360 not available.
        61..70 cdir2: u16 => whole(0, 359, 360),
        /// How deep, metre; 361 is 361 or more, 362 not available.
        70..79 cdepth2: u16 => whole(0, 361, 362),
        /// Current 3, 0.1 knot; 246 is 24.6 or more, 247 not available.
        79..87 cspeed3: u8 => tenths(0, 246, 247),
        /// Whither it flows, degree; 360 not available.
        87..96 cdir3: u16 => whole(0, 359, 360),
        /// How deep, metre; 361 is 361 or more, 362 not available.
        96..105 cdepth3: u16 => whole(0, 361, 362),
        /// The sensor.
        105..108 sensortype: u8 => Meaning::Code(words::sensor),
        /// Not used.
        108..112 spare: u8 => Meaning::Spare,
    }
}

bit_table! {
    /// Currents at two depths, with what rises. 85 bits.
    pub struct Current3d {
        /// Current 1 to the north, 0.1 knot; 247 not available.
        27..35 cnorth1: u8 => tenths(0, 246, 247),
        /// Current 1 to the east, 0.1 knot; 247 not available.
        35..43 ceast1: u8 => tenths(0, 246, 247),
        /// Current 1 to the surface, 0.1 knot; 247 not available.
        43..51 cup1: u8 => tenths(0, 246, 247),
        /// How deep, metre; 362 not available.
        51..60 cdepth1: u16 => whole(0, 361, 362),
        /// Current 2 to the north, 0.1 knot; 247 not available.
        60..68 cnorth2: u8 => tenths(0, 246, 247),
        /// Current 2 to the east, 0.1 knot; 247 not available.
        68..76 ceast2: u8 => tenths(0, 246, 247),
        /// Current 2 to the surface, 0.1 knot; 247 not available.
        76..84 cup2: u8 => tenths(0, 246, 247),
        /// How deep, metre; 362 not available.
        84..93 cdepth2: u16 => whole(0, 361, 362),
        /// The sensor.
        93..96 sensortype: u8 => Meaning::Code(words::sensor),
        /// Not used.
        96..112 spare: u16 => Meaning::Spare,
    }
}

bit_table! {
    /// Currents at two places near by. 85 bits.
    pub struct HorizontalCurrent {
        /// Bearing of the place, degree; 360 not available.
        27..36 bearing1: u16 => whole(0, 359, 360),
        /// Distance of the place, metre; 122 not available.
        36..43 distance1: u8 => whole(0, 121, 122),
        /// Current, 0.1 knot; 247 not available.
        43..51 speed1: u8 => tenths(0, 246, 247),
        /// Whither it flows, degree; 360 not available.
        51..60 direction1: u16 => whole(0, 359, 360),
        /// How deep, metre; 362 not available.
        60..69 depth1: u16 => whole(0, 361, 362),
        /// Bearing of the place, degree; 360 not available.
        69..78 bearing2: u16 => whole(0, 359, 360),
        /// Distance of the place, metre; 122 not available.
        78..85 distance2: u8 => whole(0, 121, 122),
        /// Current, 0.1 knot; 247 not available.
        85..93 speed2: u8 => tenths(0, 246, 247),
        /// Whither it flows, degree; 360 not available.
        93..102 direction2: u16 => whole(0, 359, 360),
        /// How deep, metre; 362 not available.
        102..111 depth2: u16 => whole(0, 361, 362),
        /// Not used.
        111..112 spare: bool => Meaning::Spare,
    }
}

bit_table! {
    /// Swell, waves and water. 85 bits.
    pub struct SeaState {
        /// Swell, 0.1 m; 246 is 24.6 or more, 247 not available.
        27..35 swheight: u8 => tenths(0, 246, 247),
        /// Period of the swell, second; 61 not available.
        35..41 swperiod: u8 => whole(0, 60, 61),
        /// Whence the swell comes, degree; 360 not available.
        41..50 swelldir: u16 => whole(0, 359, 360),
        /// Beaufort; 13 not available.
        50..54 seastate: u8 => whole(0, 12, 13),
        /// The sensor of the swell.
        54..57 swelltype: u8 => Meaning::Code(words::sensor),
        /// Water, 0.1 degree Celsius above -10; 601 not available.
        57..67 watertemp: u16 => offset(tenths(0, 600, 601), -10.0),
        /// How deep it was measured, 0.1 m; 121 is 12.1 or more, 122 not available.
        67..74 watertemp_depth "distance1": u8 => tenths(0, 121, 122),
        /// The sensor of the water.
        74..77 depthtype: u8 => Meaning::Code(words::sensor),
        /// Waves, 0.1 m; 246 is 24.6 or more, 247 not available.
        77..85 waveheight: u8 => tenths(0, 246, 247),
        /// Period of the waves, second; 61 not available.
        85..91 waveperiod: u8 => whole(0, 60, 61),
        /// Whence the waves come, degree; 360 not available.
        91..100 wavedir: u16 => whole(0, 359, 360),
        /// The sensor of the waves.
        100..103 wavetype: u8 => Meaning::Code(words::sensor),
        /// Salinity, 0.1 per mille; 501 is 50.1 or more, 502 and 503 not available.
        103..112 salinity: u16 => tenths(0, 501, 502),
    }
}

bit_table! {
    /// Water. 85 bits.
    pub struct Salinity {
        /// Water, 0.1 degree Celsius above -10; 601 and 602 not available.
        27..37 watertemp: u16 => offset(tenths(0, 600, 601), -10.0),
        /// Conductivity, 0.01 S/m; 701 is 7.01 or more, 702 and 703 not available.
        37..47 conductivity: u16 => hundredths(0, 701, 702),
        /// Pressure, 0.1 decibar; 60001 is that or more, 60002 and 60003 not available.
        47..63 pressure: u16 => tenths(0, 60001, 60002),
        /// Salinity, 0.1 per mille; 501 is 50.1 or more, 502 and 503 not available.
        63..72 salinity: u16 => tenths(0, 501, 502),
        /// 0 measured, 1 calculated by PSS-78, 2 calculated otherwise.
        72..74 salinitytype: u8,
        /// The sensor.
        74..77 sensortype: u8 => Meaning::Code(words::sensor),
        /// Not used.
        77..112 spare: u64 => Meaning::Spare,
    }
}

bit_table! {
    /// Weather. 85 bits.
    pub struct Weather {
        /// Air, 0.1 degree Celsius; -1024 not available.
        27..38 temperature: i16 => tenths(-600, 600, -1024),
        /// The sensor of the air.
        38..41 sensortype: u8 => Meaning::Code(words::sensor),
        /// 0 rain, 1 snow, 2 rain and snow, 3 other.
        41..43 preciptype: u8,
        /// Visibility, 0.1 nautical mile; 241 is 24.1 or more, 242 and 243 not available.
        43..51 visibility: u8 => tenths(0, 241, 242),
        /// Dew point, 0.1 degree Celsius; 501 not available.
        51..61 dewpoint: i16 => tenths(-200, 500, 501),
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

bit_table! {
    /// Room under a bridge. 85 bits.
    pub struct AirGap {
        /// Height of the ship, 0.01 m; 0 not available.
        27..40 airdraught: u16 => hundredths(1, 8191, 0),
        /// Room under the bridge, 0.01 m; 8191 is that or more, 0 not available.
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
        /// Not used.
        84..112 spare: u32 => Meaning::Spare,
    }
}
