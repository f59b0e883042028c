//! Korean Ministry of Oceans and Fisheries, `Static_YYYYMMDD.csv` (from documentation).
//!
//! `MMSI,선박명,선종코드,IMO,호출부호,DimA,DimB,DimC,DimD,흘수,추정톤수`: MMSI, ship name, type code, IMO, call sign,
//! dimensions from the antenna, draught, estimated tonnage.
//!
//! - Up to two lines of metadata stand before the header, as in the table of positions.
//! - A row has no time: what it says holds from the beginning of the day in the file's name, or from `--date`. The
//!   zone of that day is nowhere stated: `--tz` must name it.
//! - Metres; zeros and nothing stand for "not available". The tonnage is an estimate and is not used.

use crate::field::Field;
use crate::header::Profile;
use crate::zone::Zone;

pub(crate) const PROFILE: Profile = Profile {
    name: "korea-mof-static",
    description: "Korean Ministry of Oceans and Fisheries, static data; the day is in the name of the file.",
    header: "MMSI,선박명,선종코드,IMO,호출부호,DimA,DimB,DimC,DimD,흘수,추정톤수",
    zone: Zone::Unstated,
    marks: &["선종코드"],
    columns: &[
        (Field::Mmsi, &[&["mmsi"]]),
        (Field::Name, &[&["선박명"]]),
        (Field::ShipType, &[&["선종코드"]]),
        (Field::Imo, &[&["imo"]]),
        (Field::CallSign, &[&["호출부호"]]),
        (Field::Bow, &[&["dima"]]),
        (Field::Stern, &[&["dimb"]]),
        (Field::Port, &[&["dimc"]]),
        (Field::Starboard, &[&["dimd"]]),
        (Field::Draught, &[&["흘수"]]),
    ],
    required: &[Field::Mmsi, Field::Name],
    lines_before: 2,
    ..Profile::BASE
};
