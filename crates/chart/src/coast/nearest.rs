//! The nearest edge of all: a tree of boxes in space, searched from a good first guess.
//!
//! A coarse grid remembers for each of its cells a leaf that lies near, so a search starts with a bound that is
//! nearly right and opens few boxes.

use model::{Degrees, Position};

use super::contest::{Contest, Shore};
use super::edge::Edge;
use super::tree::{Bounds, Boxes, Chord, Lanes, Leaf, Point, WIDTH, point};
use crate::table::place;

const ROWS: usize = 360;
const COLUMNS: usize = 720;
const CELLS_PER_DEGREE: f64 = 2.0;
const UNKNOWN: u32 = u32::MAX;

/// All edges in leaves, the boxes above them, and a first guess for each cell of half a degree.
#[derive(Debug, Clone)]
pub(super) struct Nearest {
    leaves: Vec<Leaf>,
    nodes: Vec<Node>,
    guesses: Vec<u32>,
}

/// The boxes of a node's children and the number of the first.
#[derive(Debug, Clone)]
struct Node {
    first_child: u32,
    boxes: Boxes,
}

/// A node (or a leaf, numbered on from the nodes) still to be opened.
#[derive(Clone, Copy)]
struct Pending {
    square: f32,
    number: u32,
}

impl Nearest {
    /// Takes edges in an order that keeps neighbours together.
    pub(super) fn new(edges: &[Edge]) -> Self {
        let chords: Vec<Chord> = edges.iter().copied().map(Chord::of).collect();
        let leaves = chords.chunks(WIDTH).map(Leaf::new).collect();
        Self { leaves, nodes: nodes(edges), guesses: guesses(edges) }
    }

    /// The point of all edges that is nearest to another, which lies not far from a place.
    pub(super) fn nearest_point(&self, from: Point, near: Position) -> Point {
        self.leaves[self.nearest_leaf(from, self.guesses[cell_of(near)])].nearest_point(from)
    }

    /// The edges that can be the nearest to some place of an area.
    pub(super) fn rivals(&self, contest: &Contest) -> Shore {
        let mut rivals = Vec::new();
        let mut pending = vec![0];
        while let Some(number) = pending.pop() {
            let Some(node) = self.nodes.get(number as usize) else {
                contest.rivals_among(&self.leaves[number as usize - self.nodes.len()], &mut rivals);
                continue;
            };
            let stands = contest.stand(|corner| node.boxes.distances(corner));
            pending.extend(
                (node.first_child..).zip(stands).filter(|(_, stands)| *stands).map(|(child, _)| child),
            );
        }
        Shore::new(&rivals)
    }

    /// The number of the leaf that holds the nearest edge, from one that lies near.
    fn nearest_leaf(&self, from: Point, guess: u32) -> usize {
        let mut found = guess as usize;
        let mut best = self.leaves[found].nearest(from);
        let mut stack = Stack::new(Pending { square: 0.0, number: 0 });
        while let Some(next) = stack.pop() {
            if next.square >= best {
                continue;
            }
            if let Some(node) = self.nodes.get(next.number as usize) {
                stack.push_nearer(node.first_child, node.boxes.distances(from), best);
                continue;
            }
            let leaf = next.number as usize - self.nodes.len();
            let square = self.leaves[leaf].nearest(from);
            if square < best {
                (found, best) = (leaf, square);
            }
        }
        found
    }
}

/// The nodes to open: at most fifteen more a level of the tree.
struct Stack {
    pending: [Pending; Self::DEPTH],
    height: usize,
}

impl Stack {
    /// Enough for six levels of nodes, that is for 268 million edges.
    const DEPTH: usize = 128;

    fn new(root: Pending) -> Self {
        Self { pending: [root; Self::DEPTH], height: 1 }
    }

    fn pop(&mut self) -> Option<Pending> {
        self.height = self.height.checked_sub(1)?;
        Some(self.pending[self.height])
    }

    /// Adds the children that are nearer than `best`, the nearest on top.
    fn push_nearer(&mut self, first_child: u32, squares: Lanes, best: f32) {
        let (mut nearest, mut nearest_square) = (self.height, f32::INFINITY);
        for (number, square) in (first_child..).zip(squares) {
            self.pending[self.height] = Pending { square, number };
            let nearer = square < nearest_square;
            nearest = if nearer { self.height } else { nearest };
            nearest_square = if nearer { square } else { nearest_square };
            self.height += usize::from(square < best);
        }
        if nearest_square < best {
            self.pending.swap(nearest, self.height - 1);
        }
    }
}

/// The nodes from the root down, level by level; the children of a node have consecutive numbers.
fn nodes(edges: &[Edge]) -> Vec<Node> {
    let mut levels: Vec<Vec<Bounds>> = vec![edges.chunks(WIDTH).map(Bounds::of_edges).collect()];
    while levels[levels.len() - 1].len() > 1 || levels.len() < 2 {
        levels.push(levels[levels.len() - 1].chunks(WIDTH).map(Bounds::of_all).collect());
    }
    let mut nodes = Vec::new();
    let mut first_child = 1;
    for level in levels.iter().rev().skip(1) {
        for children in level.chunks(WIDTH) {
            nodes.push(Node { first_child, boxes: Boxes::new(children) });
            first_child += children.len() as u32;
        }
    }
    nodes
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
            points: edges.iter().step_by(WIDTH).map(|edge| point(edge.a)).collect(),
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
    point(place(Degrees(degrees(cell / COLUMNS) - 90.0), Degrees(degrees(cell % COLUMNS) - 180.0)))
}
