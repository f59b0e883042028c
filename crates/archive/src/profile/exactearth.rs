//! exactEarth, archive of decoded messages (from documentation).
//!
//! `MMSI,Message_ID,Repeat_indicator,Time,...`: 139 columns, of which those of ships' reports are used.
//!
//! - Every value is quoted; `None` stands for nothing, and numbers may stand in brackets: `[28]`.
//! - Times are UTC without separators: `20210701_185151`.
//! - Degrees, knots, metres; longitude stands before latitude. Speed 102.3, course 360, heading 511, latitude 91 and
//!   longitude 181 stand for "not available".
//! - `Message_ID` is the number of the message: rows of base stations and aids to navigation give no report.

use crate::field::Field;
use crate::header::Profile;
use crate::moment::TimeFormat;

pub(crate) const PROFILE: Profile = Profile {
    name: "exactearth",
    description: "exactEarth, archive of decoded messages, 139 columns.",
    header: "MMSI,Message_ID,Repeat_indicator,Time,...",
    marks: &["message_id", "repeat_indicator"],
    columns: &[
        (Field::Mmsi, &[&["mmsi"]]),
        (Field::MessageType, &[&["message_id"]]),
        (Field::Time, &[&["time"]]),
        (Field::Name, &[&["vessel_name"]]),
        (Field::CallSign, &[&["call_sign"]]),
        (Field::Imo, &[&["imo"]]),
        (Field::ShipType, &[&["ship_type"]]),
        (Field::Bow, &[&["dimension_to_bow"]]),
        (Field::Stern, &[&["dimension_to_stern"]]),
        (Field::Port, &[&["dimension_to_port"]]),
        (Field::Starboard, &[&["dimension_to_starboard"]]),
        (Field::Draught, &[&["draught"]]),
        (Field::Destination, &[&["destination"]]),
        (Field::Status, &[&["navigational_status"]]),
        (Field::Speed, &[&["sog"]]),
        (Field::Lon, &[&["longitude"]]),
        (Field::Lat, &[&["latitude"]]),
        (Field::Course, &[&["cog"]]),
        (Field::Heading, &[&["heading"]]),
    ],
    time_format: TimeFormat::Compact,
    ..Profile::BASE
};
