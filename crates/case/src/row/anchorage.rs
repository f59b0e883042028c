//! What was learned of anchorages.

use model::{Degrees, LearnedAnchorage, Metres, Position};

use super::table;

table! {
    /// A place where many hulls lay still; as learned from the archive.
    "anchorages": AnchorageRow {
        /// Latitude of its centre, north positive, WGS 84.
        lat: f64, Coordinate;
        /// Longitude of its centre, east positive, WGS 84.
        lon: f64, Coordinate;
        /// Its radius.
        radius_m: f64, Metres;
        /// How many hulls lay there.
        hulls: i64, Plain;
    }
}

impl From<LearnedAnchorage> for AnchorageRow {
    fn from(learned: LearnedAnchorage) -> Self {
        let LearnedAnchorage { centre, radius, hulls } = learned;
        Self { lat: centre.lat(), lon: centre.lon(), radius_m: radius.0, hulls: i64::from(hulls) }
    }
}

impl AnchorageRow {
    /// What was learned, from its row; `None` where a value is none that it can have.
    pub fn learned(&self) -> Option<LearnedAnchorage> {
        let centre = Position::from_degrees(Degrees(self.lat), Degrees(self.lon)).ok()?;
        Some(LearnedAnchorage {
            centre,
            radius: Metres(self.radius_m),
            hulls: u32::try_from(self.hulls).ok()?,
        })
    }
}
