//! The nearest edge: a tree of boxes in space, searched from a good first guess.
//!
//! A coarse grid remembers for each of its cells a leaf that lies near, so a search starts with a bound that is
//! nearly right and opens few boxes.

use model::{Degrees, Metres, Position};

use super::edge::Edge;
use super::space::{self, Point};
use super::tree::{Bounds, Leaf, Node, WIDTH};
use crate::table::place;

const ROWS: usize = 360;
const COLUMNS: usize = 720;
const CELLS_PER_DEGREE: f64 = 2.0;
const UNKNOWN: u32 = u32::MAX;

/// All edges in leaves, the boxes above them level by level, and a first guess for each cell of half a degree.
#[derive(Debug, Clone)]
pub(super) struct Nearest {
    leaves: Vec<Leaf>,
    /// `levels[0]` holds the boxes of the leaves; the last level is one node.
    levels: Vec<Vec<Node>>,
    guesses: Vec<u32>,
}

/// A node (or, at level 0, a leaf) still to be opened.
#[derive(Clone, Copy)]
struct Pending {
    square: f32,
    level: u8,
    index: u32,
}

impl Nearest {
    /// Takes edges in an order that keeps neighbours together.
    pub(super) fn new(edges: &[Edge]) -> Self {
        let leaves = edges.chunks(WIDTH).map(Leaf::new).collect();
        let mut bounds: Vec<Bounds> = edges.chunks(WIDTH).map(Bounds::of_edges).collect();
        let mut levels = Vec::new();
        while levels.is_empty() || bounds.len() > 1 {
            levels.push(bounds.chunks(WIDTH).map(Node::new).collect());
            bounds = bounds.chunks(WIDTH).map(Bounds::of_all).collect();
        }
        Self { leaves, levels, guesses: guesses(edges) }
    }

    /// Distance along the sphere to the nearest edge.
    pub(super) fn distance(&self, at: Position) -> Metres {
        let from = space::point(at);
        let guess = self.guesses[cell_of(at)] as usize;
        space::along_sphere(self.search(from, self.leaves[guess].nearest(from)))
    }

    /// The least squared distance, given one that is reached.
    fn search(&self, from: Point, reached: f32) -> f32 {
        let mut best = reached;
        let mut stack = Stack::new(Pending { square: 0.0, level: self.levels.len() as u8, index: 0 });
        while let Some(next) = stack.pop() {
            if next.square >= best {
                continue;
            }
            if next.level == 0 {
                best = best.min(self.leaves[next.index as usize].nearest(from));
            } else {
                let node = &self.levels[next.level as usize - 1][next.index as usize];
                stack.push_children(next, node.distances(from), best);
            }
        }
        best
    }
}

/// The nodes to open, at most seven a level more than the depth of the tree.
struct Stack {
    pending: [Pending; Self::DEPTH],
    height: usize,
}

impl Stack {
    const DEPTH: usize = 96;

    fn new(root: Pending) -> Self {
        Self { pending: [root; Self::DEPTH], height: 1 }
    }

    fn pop(&mut self) -> Option<Pending> {
        self.height = self.height.checked_sub(1)?;
        Some(self.pending[self.height])
    }

    /// Adds the children that are nearer than `best`, the nearest on top.
    fn push_children(&mut self, parent: Pending, squares: [f32; WIDTH], best: f32) {
        let bottom = self.height;
        for (lane, square) in (0u32..).zip(squares) {
            if square < best {
                let index = parent.index * WIDTH as u32 + lane;
                self.pending[self.height] = Pending { square, level: parent.level - 1, index };
                self.height += 1;
            }
        }
        let nearest =
            (bottom..self.height).min_by(|&i, &j| self.pending[i].square.total_cmp(&self.pending[j].square));
        if let Some(nearest) = nearest {
            self.pending.swap(nearest, self.height - 1);
        }
    }
}

/// A near leaf for every cell: its own, or the nearer of its neighbours', swept from cell to cell.
fn guesses(edges: &[Edge]) -> Vec<u32> {
    let mut sweep = Sweep::new(edges);
    for row in 0..ROWS {
        sweep.row(row, row.checked_sub(1));
    }
    for row in (0..ROWS).rev() {
        sweep.row(row, (row + 1 < ROWS).then_some(row + 1));
    }
    sweep.leaf_of
}

struct Sweep {
    leaf_of: Vec<u32>,
    /// The first point of each leaf stands for it.
    points: Vec<Point>,
    centres: Vec<Point>,
}

impl Sweep {
    fn new(edges: &[Edge]) -> Self {
        let mut sweep = Self {
            leaf_of: vec![UNKNOWN; ROWS * COLUMNS],
            points: edges.iter().step_by(WIDTH).map(|edge| space::point(edge.a)).collect(),
            centres: (0..ROWS * COLUMNS).map(centre).collect(),
        };
        for (leaf, edge) in (0u32..).zip(edges.iter().step_by(WIDTH)) {
            sweep.offer(cell_of(edge.a), leaf);
        }
        sweep
    }

    /// Takes over what serves better from the row before, then from the west and from the east.
    fn row(&mut self, row: usize, before: Option<usize>) {
        let start = row * COLUMNS;
        if let Some(before) = before {
            for column in 0..COLUMNS {
                for from in [column, (column + 1) % COLUMNS, (column + COLUMNS - 1) % COLUMNS] {
                    self.offer(start + column, self.leaf_of[before * COLUMNS + from]);
                }
            }
        }
        for column in 1..COLUMNS {
            self.offer(start + column, self.leaf_of[start + column - 1]);
        }
        for column in (0..COLUMNS - 1).rev() {
            self.offer(start + column, self.leaf_of[start + column + 1]);
        }
    }

    fn offer(&mut self, cell: usize, leaf: u32) {
        let current = self.leaf_of[cell];
        if leaf != UNKNOWN && (current == UNKNOWN || self.square(cell, leaf) < self.square(cell, current)) {
            self.leaf_of[cell] = leaf;
        }
    }

    fn square(&self, cell: usize, leaf: u32) -> f32 {
        let (a, b) = (self.centres[cell], self.points[leaf as usize]);
        (0..3).map(|axis| (a[axis] - b[axis]).powi(2)).sum()
    }
}

fn cell_of(at: Position) -> usize {
    let row = ((at.lat() + 90.0) * CELLS_PER_DEGREE) as usize;
    let column = ((at.lon() + 180.0) * CELLS_PER_DEGREE) as usize;
    row.min(ROWS - 1) * COLUMNS + column.min(COLUMNS - 1)
}

fn centre(cell: usize) -> Point {
    let degrees = |index: usize| (index as f64 + 0.5) / CELLS_PER_DEGREE;
    space::point(place(Degrees(degrees(cell / COLUMNS) - 90.0), Degrees(degrees(cell % COLUMNS) - 180.0)))
}
