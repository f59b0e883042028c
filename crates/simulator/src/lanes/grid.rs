//! The grid of water cells that lanes are searched on.

use chart::Chart;
use model::{Degrees, Metres, Position};

const SOUTH: f64 = 25.9;
const WEST: f64 = 117.4;
const STEP: f64 = 0.1;
const ROWS: usize = 174;
const COLUMNS: usize = 188;

/// The eight neighbours of a cell; the second four are the first four the other way.
const NEIGHBOURS: [(isize, isize); 8] =
    [(0, 1), (1, 0), (1, 1), (1, -1), (0, -1), (-1, 0), (-1, -1), (-1, 1)];

/// Water cells of a tenth of a degree, with what it costs to sail there.
#[derive(Debug)]
pub(super) struct Grid {
    /// Cost per metre; infinite on land.
    costs: Vec<f64>,
    /// For each cell a bit for each neighbour that can be reached without crossing land.
    open: Vec<u8>,
}

impl Grid {
    pub(super) fn new(chart: &Chart) -> Self {
        let costs: Vec<f64> =
            (0..ROWS * COLUMNS).map(|cell| cost(chart.shore_distance(centre(cell)))).collect();
        let mut open = vec![0u8; costs.len()];
        for cell in 0..costs.len() {
            for way in 0..4 {
                let Some(next) = neighbour(cell, way) else { continue };
                if passable(chart, &costs, cell, next) {
                    open[cell] |= 1 << way;
                    open[next] |= 1 << (way + 4);
                }
            }
        }
        Self { costs, open }
    }

    pub(super) fn cells(&self) -> usize {
        self.costs.len()
    }

    pub(super) fn centre(&self, cell: usize) -> Position {
        centre(cell)
    }

    /// Neighbours that can be reached.
    pub(super) fn neighbours(&self, cell: usize) -> impl Iterator<Item = usize> {
        let open = self.open[cell];
        (0..8).filter(move |way| open & (1 << way) != 0).filter_map(move |way| neighbour(cell, way))
    }

    /// What it costs to sail from one cell to the next.
    pub(super) fn step_cost(&self, from: usize, to: usize) -> f64 {
        flat_distance(centre(from), centre(to)) * (self.costs[from] + self.costs[to]) / 2.0
    }

    /// What it costs to sail straight, by cells.
    pub(super) fn line_cost(&self, from: Position, to: Position) -> f64 {
        let length = flat_distance(from, to);
        let pieces = (length / 5_000.0).ceil().max(1.0);
        let at = |k: i32| self.costs[cell_of(from.interpolate(to, (f64::from(k) + 0.5) / pieces))];
        length / pieces * (0..pieces as i32).map(at).sum::<f64>()
    }

    /// The least that the way between two cells can cost.
    pub(super) fn least_cost(&self, from: usize, to: usize) -> f64 {
        flat_distance(centre(from), centre(to))
    }

    /// Water cells with open neighbours within four cells, the nearest first.
    pub(super) fn around(&self, place: Position) -> Vec<usize> {
        let middle = cell_of(place);
        let (row, column) = ((middle / COLUMNS) as isize, (middle % COLUMNS) as isize);
        let offsets = (-4..=4).flat_map(|r| (-4..=4).map(move |c| (r, c)));
        let mut cells: Vec<usize> = offsets
            .filter_map(|(r, c)| index(row + r, column + c))
            .filter(|cell| self.open[*cell] != 0)
            .collect();
        cells.sort_by(|a, b| {
            let distance = |cell: usize| flat_distance(place, centre(cell));
            distance(*a).total_cmp(&distance(*b))
        });
        cells
    }
}

/// Ships keep clear of the coast where they can.
fn cost(shore: Metres) -> f64 {
    match shore.km() {
        km if km <= 0.0 => f64::INFINITY,
        km if km < 2.0 => 6.0,
        km if km < 6.0 => 2.5,
        km if km < 12.0 => 1.3,
        _ => 1.0,
    }
}

fn passable(chart: &Chart, costs: &[f64], from: usize, to: usize) -> bool {
    let clear = |cell: usize| costs[cell] <= 1.0;
    let wet = costs[from].is_finite() && costs[to].is_finite();
    wet && ((clear(from) && clear(to)) || !chart.crosses_land(centre(from), centre(to)))
}

fn neighbour(cell: usize, way: usize) -> Option<usize> {
    let (row, column) = NEIGHBOURS[way];
    index((cell / COLUMNS) as isize + row, (cell % COLUMNS) as isize + column)
}

fn index(row: isize, column: isize) -> Option<usize> {
    let inside = (0..ROWS as isize).contains(&row) && (0..COLUMNS as isize).contains(&column);
    inside.then(|| row as usize * COLUMNS + column as usize)
}

fn centre(cell: usize) -> Position {
    let (row, column) = ((cell / COLUMNS) as f64, (cell % COLUMNS) as f64);
    let (lat, lon) = (SOUTH + (row + 0.5) * STEP, WEST + (column + 0.5) * STEP);
    Position::from_degrees(Degrees(lat), Degrees(lon)).expect("the grid lies on the globe")
}

fn cell_of(place: Position) -> usize {
    let row = ((place.lat() - SOUTH) / STEP).clamp(0.0, (ROWS - 1) as f64) as usize;
    let column = ((place.lon() - WEST) / STEP).clamp(0.0, (COLUMNS - 1) as f64) as usize;
    row * COLUMNS + column
}

/// Metres, on a plane: good to a percent here, and an order of magnitude faster than on the sphere.
fn flat_distance(from: Position, to: Position) -> f64 {
    const METRES_PER_DEGREE: f64 = 111_195.0;
    let north = to.lat() - from.lat();
    // The cosine of the mean latitude by its first terms: right to 0.2 % between 25 and 44 degrees.
    let mean = ((to.lat() + from.lat()) / 2.0).to_radians();
    let square = mean * mean;
    let east = (to.lon() - from.lon()) * (1.0 - square / 2.0 + square * square / 24.0);
    METRES_PER_DEGREE * (north * north + east * east).sqrt()
}
