//! The boxes of the tree and the edges in its leaves, sixteen to a node, laid out for several at once.

use model::Position;

use super::edge::Edge;
use crate::space;

/// Edges to a leaf and children to a node.
pub(super) const WIDTH: usize = 16;

/// A point in metres from the centre of the Earth; 32 bits keep it to half a metre.
pub(super) type Point = [f32; 3];

pub(super) type Lanes = [f32; WIDTH];

/// An edge as the straight line through space between its ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chord {
    start: Point,
    direction: Point,
    /// One over the squared length.
    per_square: f32,
}

/// Sixteen chords; a short leaf repeats its last.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    start: [Lanes; 3],
    direction: [Lanes; 3],
    per_square: Lanes,
}

/// Sixteen boxes; missing ones are at infinity.
#[derive(Debug, Clone)]
pub(super) struct Boxes {
    low: [Lanes; 3],
    high: [Lanes; 3],
}

/// A box in space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    low: Point,
    high: Point,
}

impl Chord {
    pub(super) fn of(edge: Edge) -> Self {
        let [start, end] = ends(edge);
        let direction = std::array::from_fn(|axis| end[axis] - start[axis]);
        Self { start, direction, per_square: 1.0 / dot(direction, direction).max(f32::MIN_POSITIVE) }
    }

    /// Its point that is nearest to another.
    pub(super) fn nearest_point(self, from: Point) -> Point {
        let off = std::array::from_fn(|axis| from[axis] - self.start[axis]);
        let share = (dot(off, self.direction) * self.per_square).clamp(0.0, 1.0);
        std::array::from_fn(|axis| self.start[axis] + share * self.direction[axis])
    }
}

impl Leaf {
    /// Of one to sixteen chords.
    pub(super) fn new(chords: &[Chord]) -> Self {
        let chord = |lane: usize| chords[lane.min(chords.len() - 1)];
        let axes = [0, 1, 2];
        Self {
            start: axes.map(|axis| std::array::from_fn(|lane| chord(lane).start[axis])),
            direction: axes.map(|axis| std::array::from_fn(|lane| chord(lane).direction[axis])),
            per_square: std::array::from_fn(|lane| chord(lane).per_square),
        }
    }

    pub(super) fn chord(&self, lane: usize) -> Chord {
        Chord {
            start: self.start.map(|axis| axis[lane]),
            direction: self.direction.map(|axis| axis[lane]),
            per_square: self.per_square[lane],
        }
    }

    /// The squared distance to the nearest of its chords.
    #[inline]
    pub(super) fn nearest(&self, from: Point) -> f32 {
        self.distances(from).into_iter().fold(f32::INFINITY, lesser)
    }

    /// The point of all its chords that is nearest to another.
    pub(super) fn nearest_point(&self, from: Point) -> Point {
        let squares = self.distances(from);
        let nearest = (0..WIDTH).min_by(|&one, &other| squares[one].total_cmp(&squares[other]));
        self.chord(nearest.expect("a leaf has sixteen lanes")).nearest_point(from)
    }

    /// The squared distance to each of its chords.
    #[inline]
    pub(super) fn distances(&self, from: Point) -> Lanes {
        let ([start_x, start_y, start_z], [x, y, z]) = (&self.start, &self.direction);
        let mut squares = [0.0; WIDTH];
        for (lane, square) in squares.iter_mut().enumerate() {
            let off = [from[0] - start_x[lane], from[1] - start_y[lane], from[2] - start_z[lane]];
            let along = [x[lane], y[lane], z[lane]];
            let share = lesser(greater(dot(off, along) * self.per_square[lane], 0.0), 1.0);
            let miss = [off[0] - share * along[0], off[1] - share * along[1], off[2] - share * along[2]];
            *square = dot(miss, miss);
        }
        squares
    }
}

impl Boxes {
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
        let ([low_x, low_y, low_z], [high_x, high_y, high_z]) = (&self.low, &self.high);
        let outside = |low: f32, at: f32, high: f32| greater(greater(low - at, at - high), 0.0);
        let mut squares = [0.0; WIDTH];
        for (lane, square) in squares.iter_mut().enumerate() {
            let miss = [
                outside(low_x[lane], from[0], high_x[lane]),
                outside(low_y[lane], from[1], high_y[lane]),
                outside(low_z[lane], from[2], high_z[lane]),
            ];
            *square = dot(miss, miss);
        }
        squares
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

/// The point of a place, at half the precision.
pub(super) fn point(at: Position) -> Point {
    space::point(at).map(|part| part as f32)
}

fn ends(edge: Edge) -> [Point; 2] {
    [point(edge.a), point(edge.b)]
}

/// One instruction for all lanes, which `f32::min` is not: it minds values that are no number.
#[inline]
pub(super) fn lesser(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

#[inline]
fn greater(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The squared distance between two points.
pub(super) fn square(one: Point, other: Point) -> f32 {
    let off = std::array::from_fn(|axis| one[axis] - other[axis]);
    dot(off, off)
}

#[inline]
fn dot(a: Point, b: Point) -> f32 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}
