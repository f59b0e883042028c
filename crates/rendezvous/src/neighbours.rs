//! How many other hulls were near an event.

use std::collections::HashMap;

use model::{Event, Fix, HullId, Position, Timestamp, Track};

use crate::plane::{METRES_PER_E7, TURN_E7, cosine};
use crate::{Options, SurroundingsOptions};

/// Sets [`model::Surroundings::others_near`] of each event: the hulls, other than its own, with a fix near its
/// place and near the middle of its time (its start, for a gap).
pub fn count_neighbours(events: &mut [Event], tracks: &[Track], options: &Options) {
    let index = Index::of(events, &options.surroundings);
    let mut counts = vec![Count::default(); events.len()];
    for (number, track) in (1u32..).zip(tracks) {
        index.visit(track, |event, fix| {
            let query = &index.queries[event];
            if counts[event].last_track != number && query.is_near(track.hull, fix, &options.surroundings) {
                counts[event] = Count { last_track: number, hulls: counts[event].hulls + 1 };
            }
        });
    }
    for (event, count) in events.iter_mut().zip(&counts) {
        event.surroundings.others_near = count.hulls;
    }
}

/// Hulls counted so far; each track is seen once, so the last one counted is all there is to remember.
#[derive(Clone, Copy, Default)]
struct Count {
    last_track: u32,
    hulls: u32,
}

struct Query {
    own: [Option<HullId>; 2],
    place: Position,
    time: Timestamp,
}

/// Which events a fix may be near, by cell of space and time.
struct Index {
    queries: Vec<Query>,
    by_cell: HashMap<Cell, Vec<u32>>,
    /// Height of a cell in 1e-7 degree.
    side: f64,
    /// Length of a cell in milliseconds.
    period: i64,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Cell {
    row: i32,
    column: i32,
    period: i64,
}

impl Query {
    fn of(event: &Event) -> Self {
        let is_gap = event.kind() == model::EventKind::Gap;
        Self {
            own: [Some(event.parties.a), event.parties.b],
            place: event.position,
            time: if is_gap { event.start } else { event.interval().middle() },
        }
    }

    fn is_near(&self, hull: HullId, fix: &Fix, options: &SurroundingsOptions) -> bool {
        let within = options.near_within;
        !self.own.contains(&Some(hull))
            && fix.time - self.time <= within
            && self.time - fix.time <= within
            && fix.position.distance(self.place) <= options.near
    }
}

impl Index {
    fn of(events: &[Event], options: &SurroundingsOptions) -> Self {
        let queries: Vec<Query> = events.iter().map(Query::of).collect();
        let side = (options.near.0 / METRES_PER_E7).max(1.0);
        let period = options.near_within.ms().max(1);
        let mut index = Self { queries, by_cell: HashMap::new(), side, period };
        for at in 0..index.queries.len() {
            for cell in index.cells_around(&index.queries[at]) {
                index.by_cell.entry(cell).or_default().push(at as u32);
            }
        }
        index
    }

    /// Calls `look` with each event that a fix of the track may be near.
    fn visit(&self, track: &Track, mut look: impl FnMut(usize, &Fix)) {
        let Some(first) = track.fixes.first() else { return };
        // Consecutive fixes mostly lie in one cell, and nearly always in one row.
        let mut here = self.cell(first, self.columns(self.row(first.position)));
        let mut columns = self.columns(here.row);
        let mut near = self.near(here);
        for fix in &track.fixes {
            if self.row(fix.position) != here.row {
                columns = self.columns(self.row(fix.position));
            }
            let cell = self.cell(fix, columns);
            if cell != here {
                (here, near) = (cell, self.near(cell));
            }
            near.iter().for_each(|event| look(*event as usize, fix));
        }
    }

    fn near(&self, cell: Cell) -> &[u32] {
        self.by_cell.get(&cell).map_or(&[], Vec::as_slice)
    }

    fn cell(&self, fix: &Fix, columns: i32) -> Cell {
        Cell {
            row: self.row(fix.position),
            column: column(fix.position, columns),
            period: fix.time.ms() / self.period,
        }
    }

    /// Every cell with a place and time that the query calls near: two columns either side, because cells are as wide
    /// as they are high only in the middle of their row.
    fn cells_around(&self, query: &Query) -> Vec<Cell> {
        let (row, period) = (self.row(query.place), query.time.ms() / self.period);
        let mut cells = Vec::new();
        for row in row - 1..=row + 1 {
            let columns = self.columns(row);
            let middle = column(query.place, columns);
            for column in (middle - 2..=middle + 2).map(|column| column.rem_euclid(columns)) {
                cells.extend((period - 1..=period + 1).map(|period| Cell { row, column, period }));
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
        let width = self.side / cosine((f64::from(row) + 0.5) * self.side);
        (TURN_E7 as f64 / width).floor().max(1.0) as i32
    }
}

fn column(place: Position, columns: i32) -> i32 {
    let share = (i64::from(place.lon_e7()) + TURN_E7 / 2) as f64 / TURN_E7 as f64;
    (share * f64::from(columns)) as i32 % columns
}
