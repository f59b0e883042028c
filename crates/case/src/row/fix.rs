//! Every position heard, as received, with what speaks against it and where it stands in the archive.

use model::{Degrees, Doubt, Fix, HullId, Knots, Timestamp, Transmitter};

use super::table;

table! {
    /// A position report as received, in order of MMSI and time; in one folder a day.
    "fixes": FixRow {
        /// The number that it was broadcast under.
        mmsi: i64, Plain;
        /// When it was received.
        time: Timestamp, Plain;
        /// Latitude, north positive, WGS 84.
        lat: f64, Coordinate;
        /// Longitude, east positive, WGS 84.
        lon: f64, Coordinate;
        /// Speed over ground.
        sog_kn: Option<f64>, Knots;
        /// Course over ground.
        cog_deg: Option<f64>, Degrees;
        /// True heading.
        heading_deg: Option<f64>, Degrees;
        /// Navigational status of ITU-R M.1371, 0 to 14.
        status: Option<i64>, Plain;
        /// What sent it: A, B, long_range or unknown.
        transmitter: Transmitter, Plain;
        /// Which of the hulls under the number it is, from 0.
        part: i64, Plain;
        /// Why it is not believed: null_island or jump; absent where nothing speaks against it.
        doubt: Option<Doubt>, Plain;
        /// Number of the source file.
        file_id: i64, Plain;
        /// The line or row that it stands on, counted from 1.
        line: i64, Plain;
        /// Where its text starts in the uncompressed file; absent for a row of a table.
        offset: Option<i64>, Bytes;
        /// How long its text is; absent for a row of a table.
        length: Option<i64>, Bytes;
    }
}

impl FixRow {
    /// The row of a fix of `hull`.
    pub fn of(hull: HullId, fix: &Fix, doubt: Option<Doubt>) -> Self {
        let bytes = fix.location.bytes();
        Self {
            mmsi: i64::from(hull.mmsi.get()),
            time: fix.time,
            lat: fix.position.lat(),
            lon: fix.position.lon(),
            sog_kn: fix.speed.map(|Knots(speed)| speed),
            cog_deg: fix.course.map(|Degrees(course)| course),
            heading_deg: fix.heading.map(|Degrees(heading)| heading),
            status: fix.status.map(|status| i64::from(status.code())),
            transmitter: fix.transmitter,
            part: i64::from(hull.part),
            doubt,
            file_id: i64::from(fix.location.file().0),
            line: fix.location.line() as i64,
            offset: bytes.map(|(offset, _)| offset as i64),
            length: bytes.map(|(_, length)| i64::from(length)),
        }
    }
}
