//! The ways from one cell of the lattice to all others by which a ship can come.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use model::Metres;

use super::lattice::{COLUMNS, Cell, HIGH, Lattice, ROWS, wide};

/// How far it is from a cell to each about it.
#[derive(Debug)]
pub(super) struct Field {
    window: Window,
    /// By row and column of the window, in [`UNIT`], rounded down.
    ways: Vec<u16>,
}

const UNIT: Metres = Metres(100.0);
/// Where the ship cannot come by.
const BEYOND: u16 = u16::MAX;

impl Field {
    /// The farthest way that can be kept.
    const FARTHEST: f64 = (BEYOND as f64 - 1.0) * UNIT.0;
    /// No move counts for less than this share of its length, up to 70 degrees of latitude.
    const LEAST: f64 = 0.85;

    /// Of all cells by which a ship can come on its way from one to another, if it has to be there in the end, within so far.
    pub(super) fn of(from: Cell, to: Option<Cell>, within: Metres, lattice: &Lattice<'_>) -> Self {
        let within = within.0.min(Self::FARTHEST);
        let on = |cell: Cell| to.map_or(0.0, |to| cell.middle().distance(to.middle()).0 * Self::LEAST);
        // No farther than the far end of the ellipse about the two.
        let window = Window::about(
            from,
            Metres(if to.is_some() { (within + on(from)) / 2.0 } else { within } / Self::LEAST),
        );
        let ways = window.ways(from, lattice, |cell, way| f64::from(way) + on(cell) <= within);
        let kept = |way: u32| if way == u32::MAX { BEYOND } else { (f64::from(way) / UNIT.0) as u16 };
        Self { window, ways: ways.into_iter().map(kept).collect() }
    }

    /// At least how far it is to a cell; `None` if the ship cannot come by there.
    pub(super) fn to(&self, cell: Cell) -> Option<Metres> {
        let way = self.ways[self.window.index(cell)?];
        (way != BEYOND).then(|| Metres(f64::from(way) * UNIT.0))
    }

    pub(super) const fn bytes(&self) -> usize {
        self.ways.len() * size_of::<u16>()
    }
}

/// The cells about one.
#[derive(Debug, Clone, Copy)]
struct Window {
    south: i32,
    rows: i32,
    west: i32,
    columns: i32,
}

impl Window {
    /// All that lie within reach.
    fn about(from: Cell, reach: Metres) -> Self {
        let high = (reach.0 / HIGH) as i32 + 2;
        let (south, north) = ((from.row - high).max(0), (from.row + high).min(ROWS - 1));
        let narrowest = wide(south).min(wide(north)).max(1.0);
        let half = (reach.0 / narrowest).min(f64::from(COLUMNS)) as i32 + 2;
        let columns = (2 * half + 1).min(COLUMNS);
        Self { south, rows: north - south + 1, west: from.column - columns / 2, columns }
    }

    fn index(&self, cell: Cell) -> Option<usize> {
        let (row, column) = (cell.row - self.south, (cell.column - self.west).rem_euclid(COLUMNS));
        let is_within = (0..self.rows).contains(&row) && column < self.columns;
        is_within.then_some((row * self.columns + column) as usize)
    }

    /// The cell of an index.
    const fn cell(&self, at: u32) -> Cell {
        let (row, column) = (at as i32 / self.columns, at as i32 % self.columns);
        Cell { row: self.south + row, column: (self.west + column).rem_euclid(COLUMNS) }
    }

    /// The ways from a cell to all that `may_lie` on one, in metres, by Dijkstra's algorithm; the most that there is to others.
    fn ways(&self, from: Cell, lattice: &Lattice<'_>, may_lie: impl Fn(Cell, u32) -> bool) -> Vec<u32> {
        let mut ways = vec![u32::MAX; (self.rows * self.columns) as usize];
        let first = self.index(from).expect("a window holds its middle");
        let mut open = BinaryHeap::from([Reverse((0, first as u32))]);
        ways[first] = 0;
        while let Some(Reverse((way, at))) = open.pop() {
            if ways[at as usize] < way {
                continue;
            }
            let cell = self.cell(at);
            if !may_lie(cell, way) {
                ways[at as usize] = u32::MAX;
                continue;
            }
            for (to, cost) in lattice.moves(cell) {
                let farther = way + cost;
                if let Some(at) = self.index(to).filter(|&at| farther < ways[at]) {
                    ways[at] = farther;
                    open.push(Reverse((farther, at as u32)));
                }
            }
        }
        ways
    }
}
