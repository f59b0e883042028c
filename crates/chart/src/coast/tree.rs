//! The boxes of the tree and the edges in its leaves, eight to a node, laid out for eight at once.

use super::edge::Edge;
use super::space::{self, Point};

/// Edges to a leaf and children to a node.
pub(super) const WIDTH: usize = 8;

type Lanes = [f32; WIDTH];

/// Eight edges as starts and directions; a short last leaf repeats its last edge.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    start: [Lanes; 3],
    direction: [Lanes; 3],
    /// One over the squared length.
    per_square: Lanes,
}

/// Eight boxes; a short last node has boxes at infinity.
#[derive(Debug, Clone)]
pub(super) struct Node {
    low: [Lanes; 3],
    high: [Lanes; 3],
}

/// A box in space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    low: Point,
    high: Point,
}

impl Leaf {
    pub(super) fn new(edges: &[Edge]) -> Self {
        let last = edges.len() - 1;
        let ends = std::array::from_fn(|lane| ends(edges[lane.min(last)]));
        let lanes = |of: &dyn Fn([Point; 2]) -> f32| ends.map(of);
        let axes = [0, 1, 2];
        let direction = axes.map(|axis| lanes(&|[a, b]| b[axis] - a[axis]));
        let square = |lane: usize| direction.iter().map(|axis| axis[lane] * axis[lane]).sum::<f32>();
        Self {
            start: axes.map(|axis| lanes(&|[a, _]| a[axis])),
            direction,
            per_square: std::array::from_fn(|lane| 1.0 / square(lane).max(f32::MIN_POSITIVE)),
        }
    }

    /// The squared distance to the nearest of its edges.
    #[inline]
    pub(super) fn nearest(&self, from: Point) -> f32 {
        let squares: Lanes = std::array::from_fn(|lane| {
            let off: Point = std::array::from_fn(|axis| from[axis] - self.start[axis][lane]);
            let along: Point = std::array::from_fn(|axis| self.direction[axis][lane]);
            let share = (dot(off, along) * self.per_square[lane]).clamp(0.0, 1.0);
            let miss: Point = std::array::from_fn(|axis| off[axis] - share * along[axis]);
            dot(miss, miss)
        });
        squares.into_iter().fold(f32::INFINITY, f32::min)
    }
}

impl Node {
    pub(super) fn new(children: &[Bounds]) -> Self {
        let lanes = |of: &dyn Fn(&Bounds) -> f32| {
            std::array::from_fn(|lane| children.get(lane).map_or(f32::INFINITY, of))
        };
        let axes = [0, 1, 2];
        Self {
            low: axes.map(|axis| lanes(&|child| child.low[axis])),
            high: axes.map(|axis| lanes(&|child| child.high[axis])),
        }
    }

    /// The squared distance to each of its boxes, 0 inside.
    #[inline]
    pub(super) fn distances(&self, from: Point) -> Lanes {
        std::array::from_fn(|lane| {
            let miss: Point = std::array::from_fn(|axis| {
                (self.low[axis][lane] - from[axis]).max(from[axis] - self.high[axis][lane]).max(0.0)
            });
            dot(miss, miss)
        })
    }
}

impl Bounds {
    pub(super) fn of_edges(edges: &[Edge]) -> Self {
        let points = edges.iter().flat_map(|&edge| ends(edge));
        points.map(|point| Self { low: point, high: point }).fold(Self::NOTHING, Self::joined)
    }

    pub(super) fn of_all(bounds: &[Self]) -> Self {
        bounds.iter().copied().fold(Self::NOTHING, Self::joined)
    }

    const NOTHING: Self = Self { low: [f32::INFINITY; 3], high: [f32::NEG_INFINITY; 3] };

    fn joined(self, other: Self) -> Self {
        Self {
            low: std::array::from_fn(|axis| self.low[axis].min(other.low[axis])),
            high: std::array::from_fn(|axis| self.high[axis].max(other.high[axis])),
        }
    }
}

fn ends(edge: Edge) -> [Point; 2] {
    [space::point(edge.a), space::point(edge.b)]
}

#[inline]
fn dot(a: Point, b: Point) -> f32 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}
