//! Taiwan's Maritime and Port Bureau (from documentation).
//!
//! `MMSI,ShipName,Ship_and_Cargo_Type,Longitude,Latitude,SOG,COG,IMO_Number,Call_Sign,Record_Time,...`
//!
//! - Times are Taipei's, eight hours ahead of UTC: `2024/03/01 20:00:00`, or with hyphens.
//! - Degrees, knots; speed 102.3 and course 360 stand for "not available". There is no heading.

use crate::field::Field;
use crate::header::Profile;
use crate::zone::{UtcOffset, Zone};

pub(crate) const PROFILE: Profile = Profile {
    name: "taiwan-mpb",
    description: "Taiwan's Maritime and Port Bureau; no heading.",
    header: "MMSI,ShipName,Ship_and_Cargo_Type,Longitude,Latitude,SOG,COG,IMO_Number,Call_Sign,Record_Time,...",
    zone: Zone::Fixed(UtcOffset::of_hours(8)),
    columns: &[
        (Field::Mmsi, &[&["mmsi"]]),
        (Field::Name, &[&["shipname"]]),
        (Field::ShipType, &[&["ship_and_cargo_type"]]),
        (Field::Lon, &[&["longitude", "lon"]]),
        (Field::Lat, &[&["latitude", "lat"]]),
        (Field::Speed, &[&["sog"]]),
        (Field::Course, &[&["cog"]]),
        (Field::Status, &[&["navigational_status"]]),
        (Field::Imo, &[&["imo_number"]]),
        (Field::CallSign, &[&["call_sign"]]),
        (Field::Time, &[&["record_time"]]),
    ],
    ..Profile::BASE
};
