//! A decoded message, as `darkwake decode` tabulates it: no part of a case, but declared as its tables are.

use model::Timestamp;

use super::table;

table! {
    /// One AIS message: what position and static reports say, whatever the type.
    "messages": MessageRow {
        /// When it was received, if the archive says so.
        time: Option<Timestamp>, Plain;
        /// Message type, 1 to 63.
        r#type: i64, Plain;
        /// Identity of the sender, as sent.
        mmsi: i64, Plain;
        /// Latitude.
        lat: Option<f64>, Coordinate;
        /// Longitude.
        lon: Option<f64>, Coordinate;
        /// Speed over ground.
        speed_kn: Option<f64>, Knots;
        /// Course over ground.
        course_deg: Option<f64>, Degrees;
        /// True heading.
        heading_deg: Option<i64>, Degrees;
        /// IMO number.
        imo: Option<i64>, Plain;
        /// Name; untrusted text.
        name: Option<String>, Plain;
        /// Call sign; untrusted text.
        callsign: Option<String>, Plain;
        /// Type of ship and cargo.
        shiptype: Option<i64>, Plain;
        /// Draught.
        draught_m: Option<f64>, Metres;
        /// Destination; untrusted text.
        destination: Option<String>, Plain;
    }
}
