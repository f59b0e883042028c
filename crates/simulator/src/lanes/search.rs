//! The cheapest way over the grid (A*).

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::grid::Grid;

/// A cell to look at next; ties go to the lower cell, so that every run finds the same way.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Open {
    estimate: f64,
    cell: usize,
}

impl Eq for Open {}

impl Ord for Open {
    fn cmp(&self, other: &Self) -> Ordering {
        other.estimate.total_cmp(&self.estimate).then(other.cell.cmp(&self.cell))
    }
}

impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The cells from `first` to `last`, both included; `None` where no water joins them.
pub(super) fn cheapest(grid: &Grid, first: usize, last: usize) -> Option<Vec<usize>> {
    let mut spent = vec![f64::INFINITY; grid.cells()];
    let mut before = vec![usize::MAX; grid.cells()];
    let mut open = BinaryHeap::from([Open { estimate: 0.0, cell: first }]);
    spent[first] = 0.0;
    while let Some(Open { estimate, cell }) = open.pop() {
        if cell == last {
            return Some(traced(&before, last));
        }
        if estimate > spent[cell] + grid.least_cost(cell, last) + 1e-6 {
            continue;
        }
        for next in grid.neighbours(cell) {
            let cost = spent[cell] + grid.step_cost(cell, next);
            if cost < spent[next] {
                spent[next] = cost;
                before[next] = cell;
                open.push(Open { estimate: cost + grid.least_cost(next, last), cell: next });
            }
        }
    }
    None
}

fn traced(before: &[usize], last: usize) -> Vec<usize> {
    let mut cells: Vec<usize> =
        std::iter::successors(Some(last), |cell| Some(before[*cell]).filter(|cell| *cell != usize::MAX))
            .collect();
    cells.reverse();
    cells
}
