//! Spire Maritime, historical AIS messages (from documentation).
//!
//! `created_at,timestamp,mmsi,msg_type,latitude,longitude,speed,course,heading,rot,imo,...`
//!
//! - Column order varies. Rows of positions and of static data are interleaved; the columns of the other are empty.
//! - `timestamp` is when the message was received, UTC; `created_at`, when the row was made, is not used.
//! - Degrees, knots, metres; speed 102.3, course 360, heading 511 and turn -128 stand for "not available".
//! - `msg_type` is the number of the message: rows of base stations and aids to navigation give no report.

use crate::field::Field;
use crate::header::Profile;
use crate::moment::TimeFormat;

pub(crate) const PROFILE: Profile = Profile {
    name: "spire",
    description: "Spire Maritime, historical messages; rows of positions and of static data in one table.",
    header: "created_at,timestamp,mmsi,msg_type,latitude,longitude,speed,course,heading,rot,imo,...",
    marks: &["created_at", "msg_type"],
    columns: &[
        (Field::Time, &[&["timestamp"]]),
        (Field::Mmsi, &[&["mmsi"]]),
        (Field::MessageType, &[&["msg_type"]]),
        (Field::Lat, &[&["latitude"]]),
        (Field::Lon, &[&["longitude"]]),
        (Field::Speed, &[&["speed"]]),
        (Field::Course, &[&["course"]]),
        (Field::Heading, &[&["heading"]]),
        (Field::Status, &[&["status"]]),
        (Field::Imo, &[&["imo"]]),
        (Field::Name, &[&["name"]]),
        (Field::CallSign, &[&["call_sign"]]),
        (Field::ShipType, &[&["ship_and_cargo_type"]]),
        (Field::Length, &[&["length"]]),
        (Field::Width, &[&["width"]]),
        (Field::Draught, &[&["draught"]]),
        (Field::Destination, &[&["destination"]]),
    ],
    time_format: TimeFormat::IsoOrEpoch,
    ..Profile::BASE
};
