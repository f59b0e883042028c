//! Which edges can be the nearest to some place of an area, and which never are.
//!
//! Of two points of the sphere one is nearer on each side of a great circle, so the places from which a point of the coast
//! is nearer than all of an edge are a convex part of the sphere: if the corners of an area lie in it, so does the area, and
//! that edge is never asked. The points put up against all edges are those nearest to the corners and to the centre.

use super::area::Area;
use super::tree::{Chord, Lanes, Leaf, Point, WIDTH, square};

/// How far an edge must be beaten by, in metres: more than 32 bits round.
const MARGIN: f32 = 3.0;
const CORNERS: usize = 4;

/// An area, and the points of the coast that edges must beat in it.
#[derive(Debug)]
pub(super) struct Contest {
    corners: [Point; CORNERS],
    /// Of each point the squared distances to the corners, with the margin.
    bars: Vec<[f32; CORNERS]>,
}

impl Contest {
    /// Between all edges, of which this finds the nearest point to a place.
    pub(super) fn over(area: Area, nearest_point: impl Fn(Point) -> Point) -> Self {
        let corners = area.corners();
        let asked = corners.into_iter().chain([area.centre()]);
        let bars = asked.map(|place| {
            let point = nearest_point(place);
            corners.map(|corner| (square(corner, point).sqrt() + MARGIN).powi(2))
        });
        Self { corners, bars: bars.collect() }
    }

    /// Of sixteen things, by their squared distances to a corner, those that no point beats at all corners.
    pub(super) fn stand(&self, distances: impl Fn(Point) -> Lanes) -> [bool; WIDTH] {
        let squares = self.corners.map(distances);
        let mut stands = [true; WIDTH];
        for bars in &self.bars {
            for (lane, stands) in stands.iter_mut().enumerate() {
                let is_beaten =
                    (0..CORNERS).fold(true, |beaten, corner| beaten & (squares[corner][lane] > bars[corner]));
                *stands &= !is_beaten;
            }
        }
        stands
    }

    /// Adds the edges of a leaf that can be the nearest.
    pub(super) fn rivals_among(&self, leaf: &Leaf, rivals: &mut Vec<Chord>) {
        let stands = self.stand(|corner| leaf.distances(corner));
        rivals.extend((0..WIDTH).filter(|&lane| stands[lane]).map(|lane| leaf.chord(lane)));
    }
}

/// Some edges, laid out for several at once.
#[derive(Debug, Clone, Default)]
pub(super) struct Shore {
    leaves: Box<[Leaf]>,
}

impl Shore {
    pub(super) fn new(edges: &[Chord]) -> Self {
        Self { leaves: edges.chunks(WIDTH).map(Leaf::new).collect() }
    }

    /// Whether asking them all takes no longer than asking one.
    pub(super) fn is_short(&self) -> bool {
        self.leaves.len() <= 1
    }

    /// The squared distance to the nearest.
    #[inline]
    pub(super) fn nearest(&self, from: Point) -> f32 {
        self.leaves.iter().map(|leaf| leaf.nearest(from)).fold(f32::INFINITY, f32::min)
    }

    /// The nearest point of them all; a place itself where there are none.
    pub(super) fn nearest_point(&self, from: Point) -> Point {
        let points = self.leaves.iter().map(|leaf| leaf.nearest_point(from));
        points.min_by(|one, other| square(from, *one).total_cmp(&square(from, *other))).unwrap_or(from)
    }

    /// Those that can be the nearest to some place of an area.
    pub(super) fn rivals(&self, contest: &Contest) -> Self {
        let mut rivals = Vec::new();
        self.leaves.iter().for_each(|leaf| contest.rivals_among(leaf, &mut rivals));
        Self::new(&rivals)
    }
}
