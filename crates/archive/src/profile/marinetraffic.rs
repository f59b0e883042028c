//! MarineTraffic, exported positions (from documentation).
//!
//! `MMSI,STATUS,SPEED,LON,LAT,COURSE,HEADING,TIMESTAMP`, in any order, also with more columns.
//!
//! - SPEED is in tenths of a knot. Tables in knots may have the same names: one with fractions of speed is refused,
//!   and one that is not in capitals needs a speed above 102.3 to be taken for this.
//! - HEADING -1 or 511 stands for "not available". With STATUS 97 it is an altitude and not used.
//! - Times are UTC unless `--tz` names another zone, with `T` or a space. COURSE is in degrees; 360 stands for "not available".
//! - DRAUGHT, where it is there, is in other units from export to export and is not used.

use crate::field::Field;
use crate::header::Profile;
use crate::units::Units;
use crate::zone::Zone;

pub(crate) const PROFILE: Profile = Profile {
    name: "marinetraffic",
    description: "MarineTraffic, exported positions; speed in tenths of a knot.",
    header: "MMSI,STATUS,SPEED,LON,LAT,COURSE,HEADING,TIMESTAMP",
    marks: &["status", "speed", "course", "heading"],
    zone: Zone::Assumed,
    columns: &[
        (Field::Mmsi, &[&["mmsi"]]),
        (Field::Status, &[&["status"]]),
        (Field::Speed, &[&["speed"]]),
        (Field::Lon, &[&["lon"]]),
        (Field::Lat, &[&["lat"]]),
        (Field::Course, &[&["course"]]),
        (Field::Heading, &[&["heading"]]),
        (Field::Time, &[&["timestamp"]]),
        (Field::Imo, &[&["imo"]]),
        (Field::Name, &[&["shipname"]]),
        (Field::CallSign, &[&["callsign"]]),
        (Field::ShipType, &[&["shiptype"]]),
        (Field::Length, &[&["length"]]),
        (Field::Width, &[&["width"]]),
        (Field::Destination, &[&["destination"]]),
    ],
    units: Units::TenthsOfKnots,
    altitude_status: Some(97),
    ..Profile::BASE
};
