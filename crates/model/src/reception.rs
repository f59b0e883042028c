//! How well ships on air were heard, as learned from the archive: what makes a silence news.

use std::collections::BTreeMap;

use crate::{Interval, Metres, Position, Timestamp};

/// One hour (UTC) in one cell of a quarter degree each way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellHour {
    /// Row of the cell, counted from the south pole.
    pub row: u16,
    /// Column of the cell, counted eastwards from longitude -180.
    pub column: u16,
    /// Hours since 1970-01-01.
    pub hour: u32,
}

/// How many hulls were heard of those that must have been there and on air.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Heard {
    /// Hulls that were heard.
    pub heard: u32,
    /// Hulls heard shortly before and after, heard in this hour or not.
    pub expected: u32,
}

/// Heard against expected hulls by cell and hour.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reception {
    cells: BTreeMap<CellHour, Heard>,
}

impl CellHour {
    const CELLS_PER_DEGREE: f64 = 4.0;
    const COLUMNS: i32 = 1440;

    /// The cell and hour of a place and moment.
    pub fn of(position: Position, time: Timestamp) -> Self {
        Self {
            row: ((position.lat() + 90.0) * Self::CELLS_PER_DEGREE) as u16,
            column: (((position.lon() + 180.0) * Self::CELLS_PER_DEGREE) as i32 % Self::COLUMNS) as u16,
            hour: (time.ms() / 3_600_000) as u32,
        }
    }
}

impl Heard {
    /// The share that was heard, 0 to 1; `None` where nobody was expected.
    pub fn share(self) -> Option<f64> {
        (self.expected > 0).then(|| f64::from(self.heard) / f64::from(self.expected))
    }
}

impl Reception {
    /// What was heard in each cell and hour.
    pub const fn new(cells: BTreeMap<CellHour, Heard>) -> Self {
        Self { cells }
    }

    /// The hulls heard and expected within `radius` (by cells that the circle's box touches) during `interval`.
    pub fn around(&self, centre: Position, radius: Metres, interval: Interval) -> Heard {
        let corner = |bearing_ns, bearing_ew| {
            centre.towards(crate::Degrees(bearing_ns), radius).towards(crate::Degrees(bearing_ew), radius)
        };
        let low = CellHour::of(corner(180.0, 270.0), interval.start());
        let high = CellHour::of(corner(0.0, 90.0), interval.end());
        let width = (i32::from(high.column) - i32::from(low.column)).rem_euclid(CellHour::COLUMNS);
        let mut sum = Heard::default();
        for row in low.row..=high.row {
            for step in 0..=width {
                let column = ((i32::from(low.column) + step) % CellHour::COLUMNS) as u16;
                let first = CellHour { row, column, hour: low.hour };
                let last = CellHour { row, column, hour: high.hour };
                for heard in self.cells.range(first..=last).map(|(_, heard)| heard) {
                    sum.heard += heard.heard;
                    sum.expected += heard.expected;
                }
            }
        }
        sum
    }
}
