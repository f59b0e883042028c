//! exactEarth historical vessel points, and the archive of the UN Global Platform (from documentation).
//!
//! `mmsi,imo,vessel_name,callsign,vessel_type,vessel_type_code,vessel_type_cargo,vessel_class,length,width,flag_country,flag_code,destination,eta,draught,longitude,latitude,sog,cog,rot,heading,nav_status,nav_status_code,source,ts_pos_utc,ts_static_utc,dt_pos_utc,dt_static_utc,vessel_type_main,vessel_type_sub`
//!
//! - Rows have 28 to 30 fields: the last two may be left out, in the header as well.
//! - `ts_pos_utc` is `20190101100147`, `dt_pos_utc` the same moment as `2019-01-01 10:01:47`; the first is used where
//!   both are there. Static data have a time of their own, which is not used: a row says what was known at its fix.
//! - Degrees, knots, metres; longitude stands before latitude; status and type by their codes, in words where the
//!   table has no codes. Speed 102.3, course 360 and heading 511 stand for "not available".

use crate::field::Field;
use crate::header::Profile;
use crate::moment::TimeFormat;

pub(crate) const PROFILE: Profile = Profile {
    name: "exactearth-hvp",
    description: "exactEarth historical vessel points and the UN Global Platform; rows of 28 to 30 fields.",
    header: "mmsi,imo,vessel_name,callsign,...,longitude,latitude,sog,cog,rot,heading,nav_status,nav_status_code,\
             source,ts_pos_utc,ts_static_utc,dt_pos_utc,dt_static_utc,vessel_type_main,vessel_type_sub",
    columns: &[
        (Field::Mmsi, &[&["mmsi"]]),
        (Field::Imo, &[&["imo"]]),
        (Field::Name, &[&["vessel_name"]]),
        (Field::CallSign, &[&["callsign"]]),
        (Field::ShipType, &[&["vessel_type_code"], &["vessel_type"]]),
        (Field::Class, &[&["vessel_class"]]),
        (Field::MessageType, &[&["message_type"]]),
        (Field::Length, &[&["length"]]),
        (Field::Width, &[&["width"]]),
        (Field::Destination, &[&["destination"]]),
        (Field::Draught, &[&["draught"]]),
        (Field::Lon, &[&["longitude"]]),
        (Field::Lat, &[&["latitude"]]),
        (Field::Speed, &[&["sog"]]),
        (Field::Course, &[&["cog"]]),
        (Field::Heading, &[&["heading"]]),
        (Field::Status, &[&["nav_status_code"], &["nav_status"]]),
        (Field::Time, &[&["ts_pos_utc"], &["dt_pos_utc"]]),
    ],
    time_format: TimeFormat::Compact,
    may_lack: &["vessel_type_main", "vessel_type_sub"],
    ..Profile::BASE
};
