//! Positions around Brest of the Naval Academy of France, October 2015 to March 2016 (from documentation).
//!
//! `sourcemmsi,navigationalstatus,rateofturn,speedoverground,courseoverground,trueheading,lon,lat,t`
//!
//! - `t` is in seconds from 1970, UTC.
//! - Degrees and knots; longitude stands before latitude. Speed 102.3, course 360, heading 511 and turn -128 stand for
//!   "not available".

use crate::field::Field;
use crate::header::Profile;
use crate::moment::TimeFormat;

pub(crate) const PROFILE: Profile = Profile {
    name: "brest",
    description: "Naval Academy of France, Brest 2015 and 2016; times in seconds from 1970.",
    header: "sourcemmsi,navigationalstatus,rateofturn,speedoverground,courseoverground,trueheading,lon,lat,t",
    columns: &[
        (Field::Mmsi, &[&["sourcemmsi"]]),
        (Field::Status, &[&["navigationalstatus"]]),
        (Field::Speed, &[&["speedoverground"]]),
        (Field::Course, &[&["courseoverground"]]),
        (Field::Heading, &[&["trueheading"]]),
        (Field::Lon, &[&["lon"]]),
        (Field::Lat, &[&["lat"]]),
        (Field::Time, &[&["t"]]),
    ],
    time_format: TimeFormat::EpochSeconds,
    ..Profile::BASE
};
