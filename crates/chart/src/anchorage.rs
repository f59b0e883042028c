//! Listed anchorages, where lying close together is everyday business.

use model::{Degrees, LearnedAnchorage, Metres, Position};
use serde::Deserialize;

use crate::table;

/// A listed bunkering or waiting anchorage, as a circle.
#[derive(Debug, Clone, PartialEq)]
pub struct Anchorage {
    /// Its name, as published.
    pub name: String,
    /// Its centre; some are approximate, see [`Anchorage::source`].
    pub centre: Position,
    /// Its radius, at most [`Anchorage::WIDEST`]. Of listed ones our estimate: 2 nautical miles about a published point and 3
    /// about an approximate one.
    pub radius: Metres,
    /// Whether ships are bunkered there.
    pub bunkering: bool,
    /// Who names it, and how its place is known.
    pub source: String,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    lat: f64,
    lon: f64,
    radius_m: f64,
    bunkering: bool,
    source: String,
}

impl Anchorage {
    /// No anchorage reaches farther from its centre.
    pub const WIDEST: Metres = Metres(10_000.0);

    /// Whether a place lies inside, the rim included.
    pub fn contains(&self, at: Position) -> bool {
        self.centre.distance(at) <= self.radius
    }

    pub(crate) fn builtin() -> Vec<Self> {
        table::rows::<Row>(include_str!("../data/anchorages.csv")).into_iter().map(Self::from).collect()
    }
}

impl From<LearnedAnchorage> for Anchorage {
    fn from(learned: LearnedAnchorage) -> Self {
        Self {
            name: format!("where {} hulls lay", learned.hulls),
            centre: learned.centre,
            radius: Metres(learned.radius.0.min(Self::WIDEST.0)),
            bunkering: false,
            source: "learned from the archive".to_owned(),
        }
    }
}

impl From<Row> for Anchorage {
    fn from(row: Row) -> Self {
        Self {
            name: row.name,
            centre: table::place(Degrees(row.lat), Degrees(row.lon)),
            radius: Metres(row.radius_m),
            bunkering: row.bunkering,
            source: row.source,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ship_off_qushan_bunkers_in_a_listed_anchorage_and_one_six_kilometres_away_does_not() {
        let anchorages = Anchorage::builtin();
        let qushan = anchorages.iter().find(|anchorage| anchorage.name.contains("Qushan")).unwrap();
        assert!(qushan.bunkering);
        assert!(qushan.contains(table::place(Degrees(30.4599), Degrees(122.4679))));
        assert!(!qushan.contains(qushan.centre.towards(Degrees(90.0), Metres::from_km(6.0))));
    }
}
