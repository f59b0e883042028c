//! Danish Maritime Authority (from documentation).
//!
//! `# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,Heading,IMO,Callsign,Name,Ship type,Cargo type,Width,Length,Type of position fixing device,Draught,Destination,ETA,Data source type,A,B,C,D`
//!
//! - The header starts with `# `. Times are UTC, day first: `31/12/2023 23:59:59`.
//! - Degrees, knots, metres; latitude 91 stands for "not available", and so do `Unknown`, `Undefined` and
//!   `Unknown value`. Statuses and ship types are words.
//! - `Type of mobile` is `Class A`, `Class B`, `Base Station`, `AtoN` and others; rows of stations that are no ships
//!   are accepted without a report, as their messages are in a log.
//! - Many rows are exact duplicates; they are merged later, by track building. Older files end before `A`.

use crate::field::Field;
use crate::header::Profile;
use crate::moment::TimeFormat;

pub(crate) const PROFILE: Profile = Profile {
    name: "dma",
    description: "Danish Maritime Authority, historical data; days before months, statuses and types in words.",
    header: "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,Heading,\
             IMO,Callsign,Name,Ship type,Cargo type,Width,Length,Type of position fixing device,Draught,\
             Destination,ETA,Data source type,A,B,C,D",
    columns: &[
        (Field::Time, &[&["timestamp"]]),
        (Field::Class, &[&["type of mobile"]]),
        (Field::Mmsi, &[&["mmsi"]]),
        (Field::Lat, &[&["latitude"]]),
        (Field::Lon, &[&["longitude"]]),
        (Field::Status, &[&["navigational status"]]),
        (Field::Speed, &[&["sog"]]),
        (Field::Course, &[&["cog"]]),
        (Field::Heading, &[&["heading"]]),
        (Field::Imo, &[&["imo"]]),
        (Field::CallSign, &[&["callsign"]]),
        (Field::Name, &[&["name"]]),
        (Field::ShipType, &[&["ship type"]]),
        (Field::Width, &[&["width"]]),
        (Field::Length, &[&["length"]]),
        (Field::Draught, &[&["draught"]]),
        (Field::Destination, &[&["destination"]]),
    ],
    required: &[Field::Time, Field::Class, Field::Mmsi, Field::Lat, Field::Lon],
    time_format: TimeFormat::DayFirst,
    ..Profile::BASE
};
