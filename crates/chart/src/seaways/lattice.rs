//! The lattice that ways are taken over: cells of a fifth of a degree, open unless all of a cell is land.

use std::collections::HashSet;

use model::{Degrees, Metres, Position};

use super::facts::{Fact, Facts};
use super::moves::Costs;
use crate::Chart;

/// Cells in a degree.
const PER_DEGREE: i32 = 5;
pub(super) const ROWS: i32 = 180 * PER_DEGREE;
pub(super) const COLUMNS: i32 = 360 * PER_DEGREE;

/// Metres from the southern to the northern side of a cell.
pub(super) const HIGH: f64 = Position::EARTH_RADIUS.0 * std::f64::consts::PI / 180.0 / PER_DEGREE as f64;

/// A cell, counted from the south pole and from longitude -180.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Cell {
    pub(super) row: i32,
    pub(super) column: i32,
}

impl Cell {
    pub(super) fn of(place: Position) -> Self {
        let whole = |degrees: f64| (degrees * f64::from(PER_DEGREE)) as i32;
        Self { row: whole(place.lat() + 90.0).min(ROWS - 1), column: whole(place.lon() + 180.0) % COLUMNS }
    }

    /// The cell so many rows north and columns east; `None` beyond a pole.
    pub(super) fn beside(self, north: i32, east: i32) -> Option<Self> {
        let row = self.row + north;
        (0..ROWS).contains(&row).then(|| Self { row, column: (self.column + east).rem_euclid(COLUMNS) })
    }

    pub(super) fn middle(self) -> Position {
        let degrees =
            |count: i32, least: f64| Degrees((f64::from(count) + 0.5) / f64::from(PER_DEGREE) + least);
        Position::from_degrees(degrees(self.row, -90.0), degrees(self.column, -180.0))
            .expect("the middle of a cell lies on the globe")
    }

    pub(super) fn diagonal(self) -> Metres {
        Metres(HIGH.hypot(wide(self.row)))
    }

    pub(super) fn index(self) -> usize {
        (self.row * COLUMNS + self.column) as usize
    }
}

/// Metres from the western to the eastern side of the cells of a row, where they are narrower.
pub(super) fn wide(row: i32) -> f64 {
    let poleward = (row - ROWS / 2 + 1).max(ROWS / 2 - row);
    HIGH * (f64::from(poleward) / f64::from(PER_DEGREE)).to_radians().cos()
}

#[derive(Debug)]
pub(super) struct Lattice<'a> {
    chart: &'a Chart,
    pub(super) costs: Costs,
    pub(super) facts: Facts,
}

impl<'a> Lattice<'a> {
    /// Poleward of this ways are straight: the cells grow too narrow for the lattice to say much.
    const HIGHEST: f64 = 70.0;
    /// A pocket of fewer open cells is no sea.
    const SEA: usize = 50;

    pub(super) fn new(chart: &'a Chart) -> Self {
        Self { chart, costs: Costs::new(), facts: Facts::of((ROWS * COLUMNS) as usize) }
    }

    /// Whether some of a cell may be water, or a port that no charted water leads to.
    pub(super) fn is_open(&self, cell: Cell) -> bool {
        self.facts.is(cell.index(), Fact::IS_OPEN, || Square::of(cell).may_be_water(self.chart))
    }

    /// Whether a straight way, in latitude and longitude, passes open cells only, as far as one look in each tells.
    pub(super) fn is_clear(&self, from: Position, to: Position) -> bool {
        if from.lat().abs().max(to.lat().abs()) > Self::HIGHEST {
            return true;
        }
        let per_degree = f64::from(PER_DEGREE);
        let [(south, west), (north, east)] =
            [from, to].map(|at| ((at.lat() + 90.0) * per_degree, (at.lon() + 180.0) * per_degree));
        let turn = f64::from(COLUMNS);
        let (up, along) = (north - south, (east - west + 1.5 * turn) % turn - 0.5 * turn);
        let steps = (up.abs().max(along.abs()) as i32 + 1).max(1);
        let step = (up / f64::from(steps), along / f64::from(steps));
        (0..=steps).map(f64::from).all(|at| {
            // One more turn, so that no column is negative.
            let column = (west + step.1 * at + turn) as i32 % COLUMNS;
            self.is_open(Cell { row: (south + step.0 * at) as i32, column })
        })
    }

    /// Whether a cell is open and leads to many others.
    pub(super) fn is_at_sea(&self, cell: Cell) -> bool {
        self.facts.is(cell.index(), Fact::IS_AT_SEA, || self.pocket(cell) >= Self::SEA)
    }

    /// How many open cells lead to one another about one, if they are few.
    fn pocket(&self, about: Cell) -> usize {
        let mut found: HashSet<Cell> = HashSet::new();
        let mut next = vec![about];
        while let Some(cell) = next.pop().filter(|_| found.len() < Self::SEA) {
            if self.is_open(cell) && found.insert(cell) {
                let beside = [(0, 1), (1, 0), (0, -1), (-1, 0)];
                next.extend(beside.into_iter().filter_map(|(north, east)| cell.beside(north, east)));
            }
        }
        found.len()
    }
}

/// A cell, or a part of one.
#[derive(Debug, Clone, Copy)]
struct Square {
    south: f64,
    west: f64,
    /// Degrees each way.
    side: f64,
}

impl Square {
    /// Parts are cut no smaller: 2.8 km of latitude, a few times what the charted coast is good to.
    const LEAST: f64 = 0.026;

    fn of(cell: Cell) -> Self {
        let degrees = |count: i32| f64::from(count) / f64::from(PER_DEGREE);
        Self { south: degrees(cell.row) - 90.0, west: degrees(cell.column) - 180.0, side: degrees(1) }
    }

    /// Whether any of it may be: all of it is land if its middle is farther inland than its corners are away, or if all of
    /// its four parts are.
    fn may_be_water(self, chart: &Chart) -> bool {
        let half = self.side / 2.0;
        let at = |from: f64| {
            let place = Position::from_degrees(Degrees(self.south + from), Degrees(self.west + from));
            place.expect("a cell lies on the globe")
        };
        let (middle, corner) = (at(half), at(0.0));
        let inland = chart.landlocked(middle).0;
        if inland > middle.distance(corner).0 * 1.01 {
            return false;
        }
        inland == 0.0 || half < Self::LEAST || self.parts().into_iter().any(|part| part.may_be_water(chart))
    }

    fn parts(self) -> [Self; 4] {
        let side = self.side / 2.0;
        [(0.0, 0.0), (0.0, side), (side, 0.0), (side, side)].map(|(north, east)| Self {
            south: self.south + north,
            west: self.west + east,
            side,
        })
    }
}
