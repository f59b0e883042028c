//! NOAA Marine Cadastre, 2015 to 2024 (seen: `noaa_legacy_sample.csv`).
//!
//! `MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo,TransceiverClass`
//!
//! - Times are UTC, `2022-06-20T00:00:04`, without a zone; rows are not in time order.
//! - Degrees, knots, metres. COG 360.0, heading 511.0 and sizes of 0 (or nothing) stand for "not available".
//! - IMO is `IMO9869693`. Numbers may be written as floats (`0.0`). Names hold bare quotes.
//! - Older files have no TransceiverClass, statuses in words, and vessel types 1001 to 1025.
//! - Cargo repeats the vessel type and is not used.

use crate::field::Field;
use crate::format::Known;
use crate::header::Profile;

pub(crate) const PROFILE: Profile = Profile {
    name: "noaa-legacy",
    description: "NOAA Marine Cadastre, 2015 to 2024.",
    header: "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,\
             Width,Draft,Cargo,TransceiverClass",
    known: Known::Seen,
    columns: &[
        (Field::Mmsi, &[&["mmsi"]]),
        (Field::Time, &[&["basedatetime"]]),
        (Field::Lat, &[&["lat"]]),
        (Field::Lon, &[&["lon"]]),
        (Field::Speed, &[&["sog"]]),
        (Field::Course, &[&["cog"]]),
        (Field::Heading, &[&["heading"]]),
        (Field::Name, &[&["vesselname"]]),
        (Field::Imo, &[&["imo"]]),
        (Field::CallSign, &[&["callsign"]]),
        (Field::ShipType, &[&["vesseltype"]]),
        (Field::Status, &[&["status"]]),
        (Field::Length, &[&["length"]]),
        (Field::Width, &[&["width"]]),
        (Field::Draught, &[&["draft"]]),
        (Field::Class, &[&["transceiverclass"]]),
    ],
    ..Profile::BASE
};
