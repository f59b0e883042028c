//! AISHub, tables of its API (from documentation).
//!
//! `MMSI,TSTAMP,LATITUDE,LONGITUDE,COG,SOG,HEADING,NAVSTAT,IMO,NAME,CALLSIGN,TYPE,A,B,C,D,DRAUGHT,DEST,...`
//!
//! - Written in knots and degrees, or raw: speed, course and draught times 10, places times 600,000. The places of the
//!   first rows tell which; a table whose places fit both, or that mixes both, is refused.
//! - Times are UTC unless they or `--tz` name another zone, `2024-03-01 12:00:00 GMT`, or epoch seconds.
//! - A, B, C and D are metres from the antenna to bow, stern, port and starboard.
//! - Speed 102.3, course 360, heading 511, latitude 91 and longitude 181 stand for "not available", and so do their
//!   multiples in raw tables, and 1024 for a raw speed.

use crate::field::Field;
use crate::header::Profile;
use crate::moment::TimeFormat;
use crate::units::Units;
use crate::zone::Zone;

pub(crate) const PROFILE: Profile = Profile {
    name: "aishub",
    description: "AISHub; in knots and degrees or as broadcast, which its first rows must show.",
    header: "MMSI,TSTAMP,LATITUDE,LONGITUDE,COG,SOG,HEADING,NAVSTAT,IMO,NAME,CALLSIGN,TYPE,A,B,C,D,DRAUGHT,DEST,...",
    marks: &["navstat"],
    zone: Zone::Assumed,
    columns: &[
        (Field::Mmsi, &[&["mmsi"]]),
        (Field::Time, &[&["tstamp"]]),
        (Field::Lat, &[&["latitude"]]),
        (Field::Lon, &[&["longitude"]]),
        (Field::Course, &[&["cog", "course"]]),
        (Field::Speed, &[&["sog", "speed"]]),
        (Field::Heading, &[&["heading"]]),
        (Field::Status, &[&["navstat"]]),
        (Field::Imo, &[&["imo"]]),
        (Field::Name, &[&["name"]]),
        (Field::CallSign, &[&["callsign"]]),
        (Field::ShipType, &[&["type"]]),
        (Field::Bow, &[&["a"]]),
        (Field::Stern, &[&["b"]]),
        (Field::Port, &[&["c"]]),
        (Field::Starboard, &[&["d"]]),
        (Field::Draught, &[&["draught"]]),
        (Field::Destination, &[&["dest", "destination"]]),
    ],
    time_format: TimeFormat::IsoOrEpoch,
    units: Units::PlainOrBroadcast,
    ..Profile::BASE
};
