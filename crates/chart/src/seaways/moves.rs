//! Moves over the lattice, and what they count for.

use super::facts::Fact;
use super::lattice::{Cell, HIGH, Lattice, ROWS, wide};

/// A move, in rows and columns.
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

/// What each move from each row counts for, in whole metres.
#[derive(Debug)]
pub(super) struct Costs(Vec<[u32; MOVES.len()]>);

impl Costs {
    pub(super) fn new() -> Self {
        Self((0..ROWS).map(|row| MOVES.map(|step| step.cost(row))).collect())
    }
}

impl Lattice<'_> {
    /// The open cells to which moves lead from one, and what these count for.
    pub(super) fn moves(&self, from: Cell) -> impl Iterator<Item = (Cell, u32)> {
        let costs = &self.costs.0[from.row as usize];
        let clear = self.facts.get_or(from.index(), Fact::MOVES, || self.clear(from));
        let moves = (0..).zip(MOVES.iter().zip(costs)).filter(move |(at, _)| clear >> at & 1 == 1);
        moves.filter_map(move |(_, (step, &cost))| Some((from.beside(step.north, step.east)?, cost)))
    }

    /// The moves that lead from a cell to open ones, a bit for each.
    fn clear(&self, from: Cell) -> u32 {
        let is_clear = |step: &Move| {
            let to = from.beside(step.north, step.east);
            to.is_some_and(|to| self.is_open(to) && step.is_clear(from, self))
        };
        (0..).zip(&MOVES).map(|(at, step)| u32::from(is_clear(step)) << at).sum()
    }
}

impl Move {
    /// Whether one of the two cells that a knight's move passes is open.
    fn is_clear(self, from: Cell, lattice: &Lattice<'_>) -> bool {
        let is_open = |north, east| from.beside(north, east).is_some_and(|cell| lattice.is_open(cell));
        let (north, east) = (self.north.signum(), self.east.signum());
        match (self.north.abs(), self.east.abs()) {
            (2, 1) => is_open(north, east) || is_open(north, 0),
            (1, 2) => is_open(north, east) || is_open(0, east),
            _ => true,
        }
    }

    /// Its length in the narrower of the rows at its ends, less as much as a way that turns only at cells is longer there than a
    /// straight one at most.
    fn cost(self, row: i32) -> u32 {
        let counts = |row: i32| {
            let wide = wide(row.clamp(0, ROWS - 1)).max(1.0);
            (f64::from(self.north) * HIGH).hypot(f64::from(self.east) * wide) * straightness(wide)
        };
        counts(row).min(counts(row + self.north)) as u32
    }
}

/// How much of a way over cells so wide a straight one is at least: all in the direction of a move, least half way between two.
fn straightness(wide: f64) -> f64 {
    let directions = [(0.0, 1.0), (1.0, 2.0), (1.0, 1.0), (2.0, 1.0), (1.0, 0.0)]
        .map(|(north, east): (f64, f64)| (north * HIGH).atan2(east * wide));
    let widest = directions.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f64::max);
    (widest / 2.0).cos()
}
