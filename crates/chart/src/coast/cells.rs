//! A grid over the edges: what is land, and what a way crosses, exactly.
//!
//! Each cell of a quarter degree lists the edges that touch it and knows whether its north-western corner is
//! land. From that corner to any place of the cell goes a way along the northern side and then south: the
//! place is land if the corner is and the way crosses an even number of edges, or the other way round.

use model::Position;

use super::edge::Edge;

const CELL_E7: i32 = 2_500_000;
const ROWS: usize = 720;
const COLUMNS: usize = 1440;
const EQUATOR_ROW: i32 = 360;
const GREENWICH_COLUMN: i32 = 720;
const NORTH_E7: i32 = 900_000_000;
const EAST_E7: i32 = 1_800_000_000;

/// Edges by the cells that they touch, rows from the south, columns from longitude -180 eastwards.
#[derive(Debug, Clone)]
pub(super) struct Cells {
    /// Where a cell's list starts; the next cell's start ends it.
    starts: Vec<u32>,
    /// The lists, one behind the other: indices of edges.
    listed: Vec<u32>,
    /// Whether the north-western corner of each cell is land.
    corner_is_land: Vec<bool>,
}

impl Cells {
    pub(super) fn new(edges: &[Edge]) -> Self {
        let (starts, listed) = lists(edges);
        let mut cells = Self { starts, listed, corner_is_land: Vec::new() };
        cells.corner_is_land = cells.corners(edges);
        cells
    }

    /// Whether a place is land; longitude 180 is -180.
    pub(super) fn on_land(&self, at: Position, edges: &[Edge]) -> bool {
        let at = if at.lon_e7() == EAST_E7 { place(at.lat_e7(), -EAST_E7) } else { at };
        let (row, column) = (row_of(at.lat_e7()), column_of(at.lon_e7()));
        let cell = row * COLUMNS + column;
        if self.starts[cell] == self.starts[cell + 1] {
            return self.corner_is_land[cell];
        }
        let corner = north_west(row, column);
        let above = place(corner.lat_e7(), at.lon_e7());
        let crossed = self.edges_of(cell, edges).filter(|edge| {
            (edge.lies_east_of(corner) != edge.lies_east_of(above))
                != (edge.lies_north_of(at) != edge.lies_north_of(above))
        });
        self.corner_is_land[cell] != (crossed.count() % 2 == 1)
    }

    /// Whether a way that keeps to one side of the dateline meets an edge.
    pub(super) fn meets(&self, way: Edge, edges: &[Edge]) -> bool {
        let [south, north] = sorted(way.lats()).map(row_of);
        (south..=north).any(|row| {
            let [west, east] = columns_in_row(way, row);
            (west..=east)
                .any(|column| self.edges_of(row * COLUMNS + column, edges).any(|edge| edge.meets(way)))
        })
    }

    fn edges_of<'a>(&'a self, cell: usize, edges: &'a [Edge]) -> impl Iterator<Item = Edge> + 'a {
        let list = self.starts[cell] as usize..self.starts[cell + 1] as usize;
        self.listed[list].iter().map(|&index| edges[index as usize])
    }

    /// Carries "land or sea" from the north pole, which is sea, down the dateline and along every row.
    fn corners(&self, edges: &[Edge]) -> Vec<bool> {
        let mut corners = vec![false; ROWS * COLUMNS];
        let mut at_dateline = false;
        for row in (0..ROWS).rev() {
            let mut land = at_dateline;
            for column in 0..COLUMNS {
                corners[row * COLUMNS + column] = land;
                land ^= self.odd_along_north(row, column, edges);
            }
            at_dateline ^= self.odd_along_west(row, edges);
        }
        corners
    }

    fn odd_along_north(&self, row: usize, column: usize, edges: &[Edge]) -> bool {
        let corner = north_west(row, column);
        let next = place(corner.lat_e7(), corner.lon_e7() + CELL_E7);
        let crossed = |edge: &Edge| edge.lies_east_of(corner) != edge.lies_east_of(next);
        self.edges_of(row * COLUMNS + column, edges).filter(crossed).count() % 2 == 1
    }

    fn odd_along_west(&self, row: usize, edges: &[Edge]) -> bool {
        let corner = north_west(row, 0);
        let below = place(corner.lat_e7() - CELL_E7, corner.lon_e7());
        let crossed = |edge: &Edge| edge.lies_north_of(corner) != edge.lies_north_of(below);
        self.edges_of(row * COLUMNS, edges).filter(crossed).count() % 2 == 1
    }
}

/// Counts, then fills: the lists of all cells in one vector.
fn lists(edges: &[Edge]) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0u32; ROWS * COLUMNS + 1];
    for edge in edges {
        touched(*edge).for_each(|cell| starts[cell + 1] += 1);
    }
    for cell in 0..ROWS * COLUMNS {
        starts[cell + 1] += starts[cell];
    }
    let mut next = starts.clone();
    let mut listed = vec![0; starts[ROWS * COLUMNS] as usize];
    for (index, edge) in (0u32..).zip(edges) {
        for cell in touched(*edge) {
            listed[next[cell] as usize] = index;
            next[cell] += 1;
        }
    }
    (starts, listed)
}

/// The cells that the edge's box touches, sides and corners included.
fn touched(edge: Edge) -> impl Iterator<Item = usize> {
    let ([south, north], [west, east]) = (sorted(edge.lats()), sorted(edge.lons()));
    let columns = column_of(west.saturating_sub(1))..=column_of(east);
    (row_of(south - 1)..=row_of(north))
        .flat_map(move |row| columns.clone().map(move |column| row * COLUMNS + column))
}

/// The first and last column that a way can touch within a row, with a metre to spare.
fn columns_in_row(way: Edge, row: usize) -> [usize; 2] {
    const SPARE_E7: f64 = 100.0;
    let ([south, north], [west, east]) = (sorted(way.lats()).map(f64::from), sorted(way.lons()));
    let top = f64::from(north_west(row, 0).lat_e7());
    let lon_at = |lat: f64| {
        let share = if north > south { (lat - f64::from(way.a.lat_e7())) / way.d_lat() as f64 } else { 0.0 };
        f64::from(way.a.lon_e7()) + share * way.d_lon() as f64
    };
    if north - south < 1.0 {
        return [column_of(west), column_of(east)];
    }
    let (low, high) = (lon_at((top - f64::from(CELL_E7)).max(south)), lon_at(top.min(north)));
    [column_of((low.min(high) - SPARE_E7) as i32), column_of((low.max(high) + SPARE_E7) as i32)]
}

fn row_of(lat_e7: i32) -> usize {
    (((lat_e7 + NORTH_E7) / CELL_E7).max(0) as usize).min(ROWS - 1)
}

fn column_of(lon_e7: i32) -> usize {
    let east = (i64::from(lon_e7) + i64::from(EAST_E7)) / i64::from(CELL_E7);
    (east.max(0) as usize).min(COLUMNS - 1)
}

fn north_west(row: usize, column: usize) -> Position {
    place((row as i32 + 1 - EQUATOR_ROW) * CELL_E7, (column as i32 - GREENWICH_COLUMN) * CELL_E7)
}

fn place(lat_e7: i32, lon_e7: i32) -> Position {
    Position::from_e7(lat_e7, lon_e7).expect("corners of cells are places on Earth")
}

fn sorted([a, b]: [i32; 2]) -> [i32; 2] {
    [a.min(b), a.max(b)]
}
