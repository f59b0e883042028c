//! Korean Ministry of Oceans and Fisheries, `Dynamic_YYYYMMDD.csv` (from documentation).
//!
//! `MMSI,일시,위도,경도,SOG,COG,Heading`: MMSI, moment, latitude, longitude.
//!
//! - Two lines of metadata stand before the header. UTF-8, with or without a byte order mark.
//! - The zone of the times is nowhere stated: `--tz` must name it.
//! - Degrees and knots; speed 102.3, course 360 and heading 511 stand for "not available".

use crate::field::Field;
use crate::header::Profile;
use crate::zone::Zone;

pub(crate) const PROFILE: Profile = Profile {
    name: "korea-mof",
    description: "Korean Ministry of Oceans and Fisheries, positions; two lines stand before the header.",
    header: "MMSI,일시,위도,경도,SOG,COG,Heading",
    zone: Zone::Unstated,
    columns: &[
        (Field::Mmsi, &[&["mmsi"]]),
        (Field::Time, &[&["일시"]]),
        (Field::Lat, &[&["위도"]]),
        (Field::Lon, &[&["경도"]]),
        (Field::Speed, &[&["sog"]]),
        (Field::Course, &[&["cog"]]),
        (Field::Heading, &[&["heading"]]),
    ],
    lines_before: 2,
    ..Profile::BASE
};
