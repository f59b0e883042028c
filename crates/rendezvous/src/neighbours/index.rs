//! Which groups of events a fix may be near, by cells of space and time.

use foldhash::{HashMap, HashMapExt};
use model::{Fix, Metres, Position, Scale, Span, Timestamp};

use super::group::Group;
use crate::SurroundingsOptions;
use crate::plane::{TURN_E7, cosine};

/// Cells of space and time.
pub(super) struct Grid {
    /// Height of a cell in 1e-7 degree.
    side: f64,
    /// Length of a cell in milliseconds.
    period: i64,
}

/// Which groups a fix may be near, by cell.
pub(super) struct Index {
    grid: Grid,
    by_cell: HashMap<Cell, Vec<u32>>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Cell {
    row: i32,
    column: i32,
    period: i64,
}

impl Index {
    pub(super) fn of(groups: &[Group], options: &SurroundingsOptions) -> Self {
        let grid = Grid::new(options.near, options.near_within);
        let mut by_cell: HashMap<Cell, Vec<u32>> = HashMap::new();
        for (at, group) in (0u32..).zip(groups) {
            for cell in grid.cells_around(group) {
                by_cell.entry(cell).or_default().push(at);
            }
        }
        Self { grid, by_cell }
    }

    /// Calls `look` with each group that a fix of a track may be near.
    pub(super) fn visit(&self, fixes: &[Fix], mut look: impl FnMut(usize, &Fix)) {
        let Some(first) = fixes.first() else { return };
        let Self { grid, .. } = self;
        // Consecutive fixes mostly lie in one cell, and nearly always in one row.
        let mut here = grid.cell(first.position, first.time);
        let mut columns = grid.columns(here.row);
        let mut near = self.near(here);
        for fix in fixes {
            let row = grid.row(fix.position);
            if row != here.row {
                columns = grid.columns(row);
            }
            let cell = grid.cell_in(row, columns, fix.position, fix.time);
            if cell != here {
                (here, near) = (cell, self.near(cell));
            }
            near.iter().for_each(|group| look(*group as usize, fix));
        }
    }

    fn near(&self, cell: Cell) -> &[u32] {
        self.by_cell.get(&cell).map_or(&[], Vec::as_slice)
    }
}

impl Grid {
    pub(super) fn new(side: Metres, period: Span) -> Self {
        Self { side: (side.0 / Scale::LEAST_M).max(1.0), period: period.ms().max(1) }
    }

    pub(super) fn cell(&self, place: Position, time: Timestamp) -> Cell {
        let row = self.row(place);
        self.cell_in(row, self.columns(row), place, time)
    }

    /// The cell in a row that has so many columns.
    fn cell_in(&self, row: i32, columns: i32, place: Position, time: Timestamp) -> Cell {
        Cell { row, column: column(place, columns), period: time.ms() / self.period }
    }

    /// Every cell with a place and time that an event of the group calls near: two columns either side, because cells are as
    /// wide as they are high only in the middle of their row, and all columns where they are narrower still.
    fn cells_around(&self, group: &Group) -> Vec<Cell> {
        /// Where cosines are less, columns are narrower than the events of a cell call near.
        const LEAST: f64 = 0.01;
        let mut cells = Vec::new();
        let mut last = None;
        for event in &group.events {
            let (row, period) = (self.row(event.place), event.time.ms() / self.period);
            let own = self.cell(event.place, event.time);
            if last.replace(own) == Some(own) {
                continue;
            }
            for row in row - 1..=row + 1 {
                let columns = self.columns(row);
                let middle = column(event.place, columns);
                let reach = if self.cosine(row) > LEAST { 2 } else { columns / 2 };
                for column in (middle - reach..=middle + reach).map(|column| column.rem_euclid(columns)) {
                    cells.extend((period - 1..=period + 1).map(|period| Cell { row, column, period }));
                }
            }
        }
        cells.sort_unstable();
        cells.dedup();
        cells
    }

    fn row(&self, place: Position) -> i32 {
        (f64::from(place.lat_e7()) / self.side).floor() as i32
    }

    /// How many columns a row has.
    fn columns(&self, row: i32) -> i32 {
        let width = self.side / self.cosine(row);
        (TURN_E7 as f64 / width).floor().max(1.0) as i32
    }

    fn cosine(&self, row: i32) -> f64 {
        cosine((f64::from(row) + 0.5) * self.side)
    }
}

fn column(place: Position, columns: i32) -> i32 {
    let share = (i64::from(place.lon_e7()) + TURN_E7 / 2) as f64 / TURN_E7 as f64;
    (share * f64::from(columns)) as i32 % columns
}
