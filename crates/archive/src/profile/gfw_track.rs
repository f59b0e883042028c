//! Track of one ship as Global Fishing Watch exports it (from documentation).
//!
//! `lon,lat,timestamp,speed,course,seg_id`
//!
//! - No column names the ship: its MMSI is that of `--mmsi`, or the nine digits in the name of the file. Tables with an
//!   `mmsi` or `ssvid` are read by the generic names.
//! - Times are UTC unless they or `--tz` name another zone, RFC 3339 or an epoch. Degrees and knots; longitude stands before latitude.

use crate::field::Field;
use crate::header::Profile;
use crate::moment::TimeFormat;
use crate::zone::Zone;

pub(crate) const PROFILE: Profile = Profile {
    name: "gfw-track",
    description: "Global Fishing Watch, track of one ship, named by --mmsi or nine digits in the name of the file.",
    header: "lon,lat,timestamp,speed,course,seg_id",
    marks: &["seg_id"],
    strangers: &["mmsi", "ssvid"],
    zone: Zone::Assumed,
    columns: &[
        (Field::Lon, &[&["lon"]]),
        (Field::Lat, &[&["lat"]]),
        (Field::Time, &[&["timestamp"]]),
        (Field::Speed, &[&["speed"]]),
        (Field::Course, &[&["course"]]),
    ],
    required: &[Field::Time, Field::Lat, Field::Lon],
    time_format: TimeFormat::IsoOrEpoch,
    ..Profile::BASE
};
