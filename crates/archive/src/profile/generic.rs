//! Any table whose column names settle what is what, CSV or Parquet.
//!
//! - Needed: one column each for MMSI, time, latitude and longitude. Two candidates for one of them are refused;
//!   of two for anything else none is taken. The summary says what was taken.
//! - Times are RFC 3339, `2022-06-20 00:00:04`, or epochs in s, ms, us or ns by their size; UTC where neither
//!   they nor `--tz` name a zone; a column `time_utc`, `Time UTC` or the like says itself that they are. A column `t`
//!   counts only where no column has a full name.
//! - A day in `date` and a time of day in `time` are one moment: `2024-03-01` or `20240301`, and `08:00`, `08:00:04.5` or
//!   `080004`. A `time` that is a whole moment counts alone, as do the other columns of times.
//! - Without a column for the MMSI the table is that of the ship of `--mmsi`, or of nine digits in the name of its file.
//! - Degrees, knots, metres, as the standard's "not available" values, `null`, `None`, `NaN` or nothing.

use crate::field::Field;
use crate::format::Known;
use crate::header::{Origin, Profile};
use crate::moment::TimeFormat;
use crate::zone::Zone;

/// Names that say of times that they are UTC.
const UTC_TIMES: [&str; 12] = [
    "timestamp_utc",
    "utc_timestamp",
    "datetime_utc",
    "utc_datetime",
    "date_time_utc",
    "time_utc",
    "utc_time",
    "timestamp utc",
    "datetime utc",
    "time utc",
    "utc time",
    "time (utc)",
];

pub(crate) const PROFILE: Profile = Profile {
    name: "generic",
    description: "Any table whose column names settle what is what; the summary says what was taken.",
    header: "mmsi,timestamp,lat,lon,...",
    known: Known::Seen,
    zone: Zone::Assumed,
    columns: &[
        (Field::Mmsi, &[&["mmsi", "ssvid"]]),
        (Field::Time, &[&["timestamp", "ts", "time", "datetime", "date_time"], &UTC_TIMES, &["t"]]),
        (Field::Date, &[&["date", "date_utc", "utc_date", "date utc", "utc date", "date (utc)"]]),
        (Field::Lat, &[&["lat", "latitude"]]),
        (Field::Lon, &[&["lon", "lng", "long", "longitude"]]),
        (Field::Speed, &[&["sog", "speed"]]),
        (Field::Course, &[&["cog", "course"]]),
        (Field::Heading, &[&["heading", "true_heading"]]),
        (Field::Status, &[&["status", "nav_status", "navstat"]]),
        (Field::Class, &[&["class", "transceiver", "transmitter"]]),
        (Field::Imo, &[&["imo", "imo_number"]]),
        (Field::Name, &[&["name", "vessel_name", "shipname", "ship_name"]]),
        (Field::CallSign, &[&["callsign", "call_sign"]]),
        (Field::ShipType, &[&["type", "ship_type", "shiptype", "vessel_type"]]),
        (Field::Length, &[&["length", "length_m"]]),
        (Field::Width, &[&["width", "beam", "width_m"]]),
        (Field::Bow, &[&["to_bow", "dimension_to_bow"]]),
        (Field::Stern, &[&["to_stern", "dimension_to_stern"]]),
        (Field::Port, &[&["to_port", "dimension_to_port"]]),
        (Field::Starboard, &[&["to_starboard", "dimension_to_starboard"]]),
        (Field::Draught, &[&["draught", "draft", "draught_m"]]),
        (Field::Destination, &[&["destination"]]),
    ],
    origin: Origin::LastResort,
    time_format: TimeFormat::IsoOrEpoch,
    ..Profile::BASE
};
