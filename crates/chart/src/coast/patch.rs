//! Patches of sea, each with the few edges that can be the nearest to a place in it.
//!
//! A patch is worked out when a place in it is first asked about, from the edges of the patch around it, and cut in
//! sixteen for as long as more edges are left than are asked at once. What it holds depends on nothing but the coast.

use std::sync::OnceLock;

use model::{Metres, Position};

use super::area::Area;
use super::cells::Cells;
use super::contest::{Contest, Shore};
use super::edge::Edge;
use super::nearest::Nearest;
use super::tree;
use crate::space;

/// All patches.
#[derive(Debug, Clone)]
pub(super) struct Patches {
    largest: Vec<OnceLock<Patch>>,
}

/// What is known of an area.
#[derive(Debug, Clone)]
enum Patch {
    Land,
    /// Sea, or partly land, with the edges that can be the nearest.
    Sea {
        shore: Shore,
        is_open: bool,
    },
    /// Too many edges.
    Cut {
        shore: Shore,
        parts: Box<[OnceLock<Patch>; Area::PARTS]>,
    },
}

/// Where patches come from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Indices<'a> {
    pub(super) edges: &'a [Edge],
    pub(super) cells: &'a Cells,
    pub(super) nearest: &'a Nearest,
}

impl Patches {
    pub(super) fn new() -> Self {
        Self { largest: vec![OnceLock::new(); Area::ALL] }
    }

    /// Distance along the sphere to the nearest edge, 0 on land.
    pub(super) fn distance(&self, at: Position, coast: Indices<'_>) -> Metres {
        let mut area = Area::of(at);
        let mut patch = self.largest[area.number()].get_or_init(|| coast.patch(area));
        loop {
            match patch {
                Patch::Land => return Metres(0.0),
                Patch::Sea { is_open: false, .. } if coast.on_land(at) => return Metres(0.0),
                Patch::Sea { shore, .. } => {
                    return space::along_sphere(f64::from(shore.nearest(tree::point(at))));
                }
                Patch::Cut { shore, parts } => {
                    let (number, part) = area.part(at);
                    area = part;
                    patch = parts[number].get_or_init(|| coast.part(area, shore));
                }
            }
        }
    }
}

impl Indices<'_> {
    fn on_land(&self, at: Position) -> bool {
        self.cells.on_land(at, self.edges)
    }

    /// One of the largest, out of all edges.
    fn patch(&self, area: Area) -> Patch {
        let nearest_point = |from| self.nearest.nearest_point(from, area.middle());
        let nearest = nearest_point(area.centre());
        if self.is_land(area, nearest) {
            return Patch::Land;
        }
        let contest = Contest::over(area, nearest_point);
        self.of_rivals(area, self.nearest.rivals(&contest), nearest)
    }

    /// A part, out of the edges of the whole.
    fn part(&self, area: Area, whole: &Shore) -> Patch {
        let nearest = whole.nearest_point(area.centre());
        if self.is_land(area, nearest) {
            return Patch::Land;
        }
        let contest = Contest::over(area, |place| whole.nearest_point(place));
        self.of_rivals(area, whole.rivals(&contest), nearest)
    }

    fn is_land(&self, area: Area, nearest: tree::Point) -> bool {
        !area.can_hold(nearest) && self.on_land(area.middle())
    }

    fn of_rivals(&self, area: Area, shore: Shore, nearest: tree::Point) -> Patch {
        if shore.is_short() || area.is_smallest() {
            return Patch::Sea { shore, is_open: !area.can_hold(nearest) };
        }
        Patch::Cut { shore, parts: Box::new([const { OnceLock::new() }; Area::PARTS]) }
    }
}
