//! Kystverket, the Norwegian Coastal Administration, historical tables (from documentation).
//!
//! `mmsi;lon;lat;date_time_utc;sog;cog;true_heading;nav_status;rot;message_nr;source`
//!
//! - Parted by semicolons; longitude stands before latitude. Times are UTC, with `T` or a space.
//! - Degrees and knots; speed 102.3, course 360, heading 511 and status -99 stand for "not available".
//! - `message_nr` is the number of the message: rows of base stations and aids to navigation give no report.
//! - Older files have no `rot`, which is not used anyway.

use crate::field::Field;
use crate::header::Profile;

pub(crate) const PROFILE: Profile = Profile {
    name: "kystverket",
    description: "Norwegian Coastal Administration (Kystverket), parted by semicolons.",
    header: "mmsi;lon;lat;date_time_utc;sog;cog;true_heading;nav_status;rot;message_nr;source",
    columns: &[
        (Field::Mmsi, &[&["mmsi"]]),
        (Field::Lon, &[&["lon"]]),
        (Field::Lat, &[&["lat"]]),
        (Field::Time, &[&["date_time_utc"]]),
        (Field::Speed, &[&["sog"]]),
        (Field::Course, &[&["cog"]]),
        (Field::Heading, &[&["true_heading"]]),
        (Field::Status, &[&["nav_status"]]),
        (Field::MessageType, &[&["message_nr"]]),
    ],
    ..Profile::BASE
};
