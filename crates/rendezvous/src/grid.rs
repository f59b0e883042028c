//! The grid: which pieces of a slab lie so near that they must be looked at exactly.
//!
//! Rows of latitude are as high as a piece plus the distance, so partners lie in one row or in neighbouring rows.
//! Within a row pieces are sorted by longitude and swept with a window as wide as the distance at that latitude.
//! Nothing near is left out; what is let through too much is refined away by the solver.

use model::{Metres, Scale};

use crate::piece::{Frame, LEG_E7, Piece, REACH_E7};
use crate::plane::{TURN_E7, cosine, is_polar};

/// Calls `look` for each pair of pieces of different MMSIs whose boxes come within `reach` while both last.
pub(crate) fn for_each_candidate(pieces: &[Piece], reach: Metres, mut look: impl FnMut(&Piece, &Piece)) {
    let grid = Grid::of(pieces, reach);
    for (at, row) in grid.rows.iter().enumerate() {
        let next = grid.rows.get(at + 1).filter(|next| next.number == row.number + 1);
        grid.sweep(row, &mut look);
        if let Some(next) = next {
            grid.sweep_rows(row, next, &mut look);
        }
    }
}

struct Grid<'a> {
    pieces: &'a [Piece],
    /// Distance in 1e-7 degree of latitude, rounded up.
    reach: i64,
    /// Pieces by row and west side; those near the dateline stand on both its sides.
    cells: Vec<Cell>,
    rows: Vec<Row>,
}

#[derive(Clone, Copy)]
struct Cell {
    row: i64,
    frame: Frame,
    piece: u32,
    /// Whether it stands a turn east of itself.
    repeated: bool,
}

struct Row {
    number: i64,
    first: usize,
    end: usize,
    /// Distance in 1e-7 degree of longitude anywhere in this row or the next, rounded up.
    reach_east: i64,
    /// How far the widest piece extends.
    widest: i64,
}

impl<'a> Grid<'a> {
    fn of(pieces: &'a [Piece], reach: Metres) -> Self {
        let reach = (reach.0 / Scale::LEAST_M).ceil() as i64 + 1;
        let height = row_height(reach);
        let cell = |(piece, frame, repeated)| Cell { row: row_of(frame, height), frame, piece, repeated };
        let once = (0u32..).zip(pieces).map(|(number, piece)| (number, piece.frame, false));
        let again = (0u32..).zip(pieces).filter(|(_, piece)| is_near_dateline(piece.frame, reach));
        let again = again.map(|(number, piece)| (number, piece.frame.shifted(TURN_E7), true));
        let mut cells: Vec<Cell> = once.chain(again).map(cell).collect();
        cells.sort_unstable_by_key(|cell| (cell.row, cell.frame.west, cell.piece));
        let rows = rows_of(&cells, reach, height);
        Self { pieces, reach, cells, rows }
    }

    /// Pairs within a row.
    fn sweep(&self, row: &Row, look: &mut impl FnMut(&Piece, &Piece)) {
        let cells = &self.cells[row.first..row.end];
        for (at, cell) in cells.iter().enumerate() {
            let over = cell.frame.east + row.reach_east;
            for other in cells[at + 1..].iter().take_while(|other| other.frame.west <= over) {
                self.consider(cell, other, row.reach_east, look);
            }
        }
    }

    /// Pairs of a piece in a row and one in the row north of it.
    fn sweep_rows(&self, row: &Row, next: &Row, look: &mut impl FnMut(&Piece, &Piece)) {
        let others = &self.cells[next.first..next.end];
        let mut first = 0;
        for cell in &self.cells[row.first..row.end] {
            let (from, over) =
                (cell.frame.west - row.reach_east - next.widest, cell.frame.east + row.reach_east);
            while others.get(first).is_some_and(|other| other.frame.west < from) {
                first += 1;
            }
            for other in others[first..].iter().take_while(|other| other.frame.west <= over) {
                self.consider(cell, other, row.reach_east, look);
            }
        }
    }

    fn consider(&self, one: &Cell, other: &Cell, reach_east: i64, look: &mut impl FnMut(&Piece, &Piece)) {
        let near = one.frame.west - reach_east <= other.frame.east
            && one.frame.south - self.reach <= other.frame.north
            && other.frame.south - self.reach <= one.frame.north;
        if !near || (one.repeated && other.repeated) {
            return;
        }
        let (one, other) = (&self.pieces[one.piece as usize], &self.pieces[other.piece as usize]);
        if one.mmsi != other.mmsi && one.run.overlap(other.run).is_some() {
            look(one, other);
        }
    }
}

fn rows_of(cells: &[Cell], reach: i64, height: i64) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut first = 0;
    for cells in cells.chunk_by(|one, other| one.row == other.row) {
        let number = cells[0].row;
        let widest = cells.iter().map(|cell| cell.frame.east - cell.frame.west).max().unwrap_or(0);
        let end = first + cells.len();
        rows.push(Row { number, first, end, reach_east: reach_east(number, reach, height), widest });
        first = end;
    }
    rows
}

/// The widest distance in longitude over the latitudes that pieces of a row and the next may have.
fn reach_east(row: i64, reach: i64, height: i64) -> i64 {
    let pole_ward = (row * height).abs().max(((row + 3) * height).abs());
    reach_at(pole_ward, reach)
}

/// A distance in longitude at a latitude, rounded up; once round where longitudes tell nothing.
fn reach_at(pole_ward: i64, reach: i64) -> i64 {
    let scaled_at = pole_ward + LEG_E7;
    if is_polar(scaled_at) { TURN_E7 } else { (reach as f64 / cosine(scaled_at as f64)).ceil() as i64 + 1 }
}

/// A piece may stick out of its row by its own reach, and a partner lies within the distance of that.
const fn row_height(reach: i64) -> i64 {
    REACH_E7 + reach + 4
}

const fn row_of(frame: Frame, height: i64) -> i64 {
    frame.south.div_euclid(height)
}

/// Whether a piece may have a partner just west of the dateline, if it begins just east of it.
fn is_near_dateline(frame: Frame, reach: i64) -> bool {
    let pole_ward = frame.pole_ward() + 3 * row_height(reach);
    frame.west <= reach_at(pole_ward, reach + REACH_E7) + 3 - TURN_E7 / 2
}
