//! Australian Maritime Safety Authority, vessel tracking data: known, and refused (from documentation).
//!
//! `CRAFT_ID,LON,LAT,COURSE,SPEED,TYPE,SUBTYPE,LENGTH,BEAM,DRAUGHT,TIMESTAMP`
//!
//! - `CRAFT_ID` is a number of the publisher's in place of the MMSI: ships of these tables match no other source and
//!   no list.

use crate::field::Field;
use crate::header::Profile;

pub(crate) const PROFILE: Profile = Profile {
    name: "amsa",
    description: "Australian Maritime Safety Authority, vessel tracking data: refused, for it has no MMSI.",
    header: "CRAFT_ID,LON,LAT,COURSE,SPEED,TYPE,SUBTYPE,LENGTH,BEAM,DRAUGHT,TIMESTAMP",
    marks: &["craft_id"],
    strangers: &["mmsi"],
    columns: &[
        (Field::Lon, &[&["lon"]]),
        (Field::Lat, &[&["lat"]]),
        (Field::Time, &[&["timestamp"]]),
        (Field::Speed, &[&["speed"]]),
        (Field::Course, &[&["course"]]),
    ],
    required: &[Field::Time, Field::Lat, Field::Lon],
    refused: Some((
        "a table of the Australian Maritime Safety Authority, whose CRAFT_ID is not an MMSI",
        "its ships cannot be matched with lists or other sources; look for an archive with MMSI",
    )),
    ..Profile::BASE
};
