//! Where ships wait as a matter of custom: how many hulls waited near a place.

use std::collections::{BTreeMap, BTreeSet};

use model::{Event, EventKind, HullId, Metres, Position};

/// A cell of some kilometres: its row from the equator, and its place in the row.
type Cell = (i64, i64);

/// The hulls that waited, by cell.
pub(crate) struct Roads {
    cells: BTreeMap<Cell, BTreeSet<HullId>>,
    side: Metres,
}

impl Roads {
    /// Of the waits among some events, in cells of a side.
    pub(crate) fn of(events: &[Event], side: Metres) -> Self {
        let mut roads = Self { cells: BTreeMap::new(), side };
        for wait in events.iter().filter(|event| event.kind() == EventKind::Loitering) {
            let row = roads.row(wait.position);
            let cell = (row, roads.column(wait.position, row));
            roads.cells.entry(cell).or_default().insert(wait.parties.a);
        }
        roads
    }

    /// How many hulls, some left out, waited in the cell of a place and those around it.
    pub(crate) fn others(&self, place: Position, but: &[HullId]) -> usize {
        let row = self.row(place);
        let near = (row - 1..=row + 1).flat_map(|row| {
            let column = self.column(place, row);
            let columns = [column - 1, column, column + 1].map(|column| column.rem_euclid(self.columns(row)));
            columns.into_iter().filter_map(move |column| self.cells.get(&(row, column)))
        });
        let hulls: BTreeSet<&HullId> = near.flatten().filter(|hull| !but.contains(hull)).collect();
        hulls.len()
    }

    fn row(&self, place: Position) -> i64 {
        (place.lat() * METRES_PER_DEGREE / self.side.0).floor() as i64
    }

    fn column(&self, place: Position, row: i64) -> i64 {
        ((place.lon() + 180.0) / 360.0 * self.columns(row) as f64).floor() as i64
    }

    /// How many cells go round the earth in a row.
    fn columns(&self, row: i64) -> i64 {
        let lat = (row as f64 + 0.5) * self.side.0 / METRES_PER_DEGREE;
        let round = 360.0 * METRES_PER_DEGREE * lat.to_radians().cos().max(0.0);
        ((round / self.side.0) as i64).max(1)
    }
}

const METRES_PER_DEGREE: f64 = 111_195.0;

#[cfg(test)]
mod tests {
    use model::{Finding, Knots, Loitering, Parties, Span, Surroundings};

    use super::*;
    use crate::world::{from, hull, minute, place};

    fn wait(mmsi: u32, at: Position) -> Event {
        let finding = Finding::Loitering(Loitering {
            mean_speed: Knots(0.5),
            drift: Metres(0.0),
            fixes: 2,
            longest_silence: Span::ZERO,
        });
        Event {
            finding,
            parties: Parties { a: hull(mmsi), b: None },
            start: minute(0.0),
            end: Some(minute(600.0)),
            position: at,
            surroundings: Surroundings::default(),
            cites: Vec::new(),
        }
    }

    #[test]
    fn a_ship_that_waits_twice_is_one_and_those_beyond_the_roads_are_not_counted() {
        let roads = [
            wait(440_000_001, place(0.0, 0.0)),
            wait(440_000_002, place(2_000.0, 1_000.0)),
            wait(440_000_002, place(2_500.0, 0.0)),
            wait(440_000_003, place(0.0, 20_000.0)),
        ];
        let roads = Roads::of(&roads, Metres::from_km(5.0));
        assert_eq!(roads.others(place(0.0, 0.0), &[]), 2);
        assert_eq!(roads.others(place(0.0, 0.0), &[hull(440_000_001)]), 1);
        assert_eq!(roads.others(place(0.0, 40_000.0), &[]), 0);
    }

    #[test]
    fn neighbours_across_the_dateline_are_neighbours() {
        let dateline = Position::from_degrees(model::Degrees(36.0), model::Degrees(179.999)).unwrap();
        let roads = Roads::of(&[wait(440_000_001, dateline)], Metres::from_km(5.0));
        assert_eq!(roads.others(from(dateline, 0.0, 1_000.0), &[]), 1);
    }
}
