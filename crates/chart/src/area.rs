//! Areas in which transfers are on record, each with the months for which there is evidence.

use model::{Degrees, Position, Timestamp};
use serde::Deserialize;

use crate::table;

/// An area drawn by analysts around recorded transfers, loadings or waiting; its bounds are approximate.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Its stable name, such as `WKB_SOKTO`.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What is moved there.
    pub cargo: AreaCargo,
    /// The first moment of the first month of evidence; `None` where open.
    pub active_from: Option<Timestamp>,
    /// The last second of the last month of evidence; `None` where open.
    pub active_to: Option<Timestamp>,
    /// Whether it lies in waters of the DPRK or on the approach to them.
    pub dprk_waters: bool,
    polygon: Polygon,
}

/// What is moved in an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AreaCargo {
    /// Oil products.
    Oil,
    /// Coal.
    Coal,
    /// Oil and dry cargo.
    Mixed,
    /// Nothing on record: ships only pass or were held there.
    Transit,
}

/// One ring with straight sides in latitude and longitude, clear of the dateline.
#[derive(Debug, Clone, PartialEq)]
struct Polygon {
    corners: Vec<Position>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    name: String,
    cargo: AreaCargo,
    active_from: Option<String>,
    active_to: Option<String>,
    dprk_waters: bool,
    ring: String,
}

impl Area {
    /// Whether a place lies inside; of the sides, the southern and western belong to the area.
    pub fn contains(&self, at: Position) -> bool {
        self.polygon.contains(at)
    }

    /// Whether there is evidence for the time of `moment`.
    pub fn active_at(&self, moment: Timestamp) -> bool {
        self.active_from.is_none_or(|from| from <= moment) && self.active_to.is_none_or(|to| moment <= to)
    }

    /// The corners of its outline in order, the first repeated at the end.
    pub fn outline(&self) -> &[Position] {
        &self.polygon.corners
    }

    pub(crate) fn builtin() -> Vec<Self> {
        table::rows::<Row>(include_str!("../data/areas.csv")).into_iter().map(Self::from).collect()
    }
}

impl Polygon {
    /// Even-odd: how many sides lie north of the place.
    fn contains(&self, at: Position) -> bool {
        let sides = self.corners.windows(2);
        sides.filter(|side| lies_north(side[0], side[1], at)).count() % 2 == 1
    }
}

/// Whether a ray from `at` to the north pole crosses the side from `a` to `b`.
fn lies_north(a: Position, b: Position, at: Position) -> bool {
    let straddles = (a.lon_e7() <= at.lon_e7()) != (b.lon_e7() <= at.lon_e7());
    let side_lat = || {
        let share = (at.lon() - a.lon()) / (b.lon() - a.lon());
        a.lat() + share * (b.lat() - a.lat())
    };
    straddles && side_lat() > at.lat()
}

impl From<Row> for Area {
    fn from(row: Row) -> Self {
        let moment = |text: String| Timestamp::from_rfc3339(&text).expect("a built-in table holds RFC 3339");
        Self {
            id: row.id,
            name: row.name,
            cargo: row.cargo,
            active_from: row.active_from.map(moment),
            active_to: row.active_to.map(moment),
            dprk_waters: row.dprk_waters,
            polygon: Polygon { corners: corners(&row.ring) },
        }
    }
}

/// Reads `lon lat lon lat ..`.
fn corners(ring: &str) -> Vec<Position> {
    let numbers: Vec<f64> =
        ring.split(' ').map(|number| number.parse().expect("a built-in ring holds numbers")).collect();
    numbers.chunks_exact(2).map(|pair| table::place(Degrees(pair[1]), Degrees(pair[0]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(id: &str) -> Area {
        Area::builtin().into_iter().find(|area| area.id == id).unwrap()
    }

    fn at(lat: f64, lon: f64) -> Position {
        table::place(Degrees(lat), Degrees(lon))
    }

    fn moment(text: &str) -> Timestamp {
        Timestamp::from_rfc3339(text).unwrap()
    }

    #[test]
    fn a_ship_beside_sokto_is_in_the_area_and_one_a_mile_south_of_its_bound_is_not() {
        let sokto = area("WKB_SOKTO");
        assert!(sokto.contains(at(38.64, 125.01)) && sokto.dprk_waters);
        assert!(!sokto.contains(at(38.533, 125.01)));
        assert!(!sokto.contains(at(38.64, 125.1501)));
        assert!(!sokto.contains(at(38.64, 124.8799)));
    }

    #[test]
    fn neighbouring_areas_share_no_ship_on_their_common_side() {
        let (north, south) = (area("ECS_NORTH"), area("ECS_SE"));
        let side = at(30.4, 124.0);
        assert!(north.contains(side) != south.contains(side));
    }

    #[test]
    fn a_hot_spot_is_inactive_before_its_first_month_and_after_its_last() {
        let area = area("ECS_NORTH");
        assert!(!area.active_at(moment("2018-01-31T23:59:59Z")));
        assert!(area.active_at(moment("2018-02-01T00:00:00Z")));
        assert!(area.active_at(moment("2020-12-31T23:59:59Z")));
        assert!(!area.active_at(moment("2021-01-01T00:00:00Z")));
    }

    #[test]
    fn an_area_with_open_ends_is_always_active() {
        let busan = area("BUSAN");
        assert_eq!(busan.cargo, AreaCargo::Transit);
        assert!(busan.active_at(moment("1990-01-01T00:00:00Z")));
        assert!(area("WKB_SOKTO").active_at(moment("2030-01-01T00:00:00Z")));
    }

    #[test]
    fn twenty_five_areas_are_closed_rings() {
        let areas = Area::builtin();
        assert_eq!(areas.len(), 25);
        assert!(areas.iter().all(|area| area.outline().first() == area.outline().last()));
    }
}
