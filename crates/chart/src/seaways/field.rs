//! The ways from one cell of the lattice to all others within reach.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use model::Metres;

use super::lattice::{COLUMNS, Cell, HIGH, Lattice, ROWS, wide};

/// How far it is from a cell to each about it.
#[derive(Debug)]
pub(super) struct Field {
    reach: Metres,
    window: Window,
    /// By row and column of the window, in [`UNIT`], rounded down.
    ways: Vec<u16>,
}

const UNIT: Metres = Metres(100.0);
/// Farther than the reach.
const BEYOND: u16 = u16::MAX;

impl Field {
    /// The farthest way that can be kept.
    const FARTHEST: Metres = Metres((BEYOND as f64 - 1.0) * UNIT.0);

    pub(super) fn about(from: Cell, reach: Metres, lattice: &Lattice<'_>) -> Self {
        let reach = Metres(reach.0.min(Self::FARTHEST.0));
        let window = Window::about(from, reach);
        let ways = window.ways(from, reach, lattice);
        let kept = |way: u32| if way == u32::MAX { BEYOND } else { (f64::from(way) / UNIT.0) as u16 };
        Self { reach, window, ways: ways.into_iter().map(kept).collect() }
    }

    /// At least how far it is to a cell; `None` if that is beyond the reach.
    pub(super) fn to(&self, cell: Cell) -> Option<Metres> {
        let way = self.ways[self.window.index(cell)?];
        (way != BEYOND).then(|| Metres(f64::from(way) * UNIT.0))
    }

    /// Whether all within so far is known.
    pub(super) fn reaches(&self, reach: Metres) -> bool {
        self.reach.0 >= reach.0.min(Self::FARTHEST.0)
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

    /// The ways from a cell to all, in metres, by Dijkstra's algorithm; the most that there is beyond the reach.
    fn ways(&self, from: Cell, reach: Metres, lattice: &Lattice<'_>) -> Vec<u32> {
        let costs: Vec<Costs> = (0..self.rows).map(|row| Costs::of(self.south + row)).collect();
        let mut ways = vec![u32::MAX; (self.rows * self.columns) as usize];
        let mut open = BinaryHeap::from([Reverse((0, from.row, from.column))]);
        ways[self.index(from).expect("a window holds its middle")] = 0;
        while let Some(Reverse((way, row, column))) = open.pop() {
            let cell = Cell { row, column };
            if self.index(cell).is_some_and(|at| ways[at] < way) {
                continue;
            }
            for step in MOVES.iter().filter(|step| step.is_open(cell, lattice)) {
                let Some((to, at)) = step.from(cell).and_then(|to| Some((to, self.index(to)?))) else {
                    continue;
                };
                let [here, there] =
                    [row, to.row].map(|row| costs[(row - self.south) as usize].of_move(*step));
                let farther = way + here.min(there);
                if farther < ways[at] && f64::from(farther) <= reach.0 {
                    ways[at] = farther;
                    open.push(Reverse((farther, to.row, to.column)));
                }
            }
        }
        ways
    }
}

/// A move over the lattice, in rows and columns.
#[derive(Debug, Clone, Copy)]
struct Move {
    north: i32,
    east: i32,
}

const fn to(north: i32, east: i32) -> Move {
    Move { north, east }
}

/// To the eight cells beside one, and to the eight a knight's move away.
const MOVES: [Move; 16] = [
    to(0, 1),
    to(0, -1),
    to(1, 0),
    to(-1, 0),
    to(1, 1),
    to(1, -1),
    to(-1, 1),
    to(-1, -1),
    to(1, 2),
    to(1, -2),
    to(-1, 2),
    to(-1, -2),
    to(2, 1),
    to(2, -1),
    to(-2, 1),
    to(-2, -1),
];

impl Move {
    fn from(self, cell: Cell) -> Option<Cell> {
        cell.beside(self.north, self.east)
    }

    /// Whether it leads to an open cell, and not over land.
    fn is_open(self, from: Cell, lattice: &Lattice<'_>) -> bool {
        let is_open = |north, east| from.beside(north, east).is_some_and(|cell| lattice.is_open(cell));
        let is_knights = self.north.abs() + self.east.abs() == 3;
        // The two cells that a knight's move passes.
        let between = || {
            let (north, east) = (self.north.signum(), self.east.signum());
            let straight = if self.north.abs() == 2 { (north, 0) } else { (0, east) };
            is_open(north, east) || is_open(straight.0, straight.1)
        };
        is_open(self.north, self.east) && (!is_knights || between())
    }
}

/// What moves from a row count for, in whole metres: their lengths, less as much as a way that turns only at cells is longer than a
/// straight one at most.
struct Costs {
    high: f64,
    wide: f64,
    counts: f64,
}

impl Costs {
    fn of(row: i32) -> Self {
        let wide = wide(row).max(1.0);
        // The directions of the moves, from east to north.
        let angles = [(0.0, 1.0), (1.0, 2.0), (1.0, 1.0), (2.0, 1.0), (1.0, 0.0)]
            .map(|(north, east): (f64, f64)| (north * HIGH).atan2(east * wide));
        let widest = angles.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f64::max);
        // A way between two directions is longest half way between them.
        Self { high: HIGH, wide, counts: (widest / 2.0).cos() }
    }

    fn of_move(&self, step: Move) -> u32 {
        let (north, east) = (f64::from(step.north) * self.high, f64::from(step.east) * self.wide);
        (north.hypot(east) * self.counts) as u32
    }
}
