//! Squares of latitude and longitude, each cut in sixteen.

use model::{Degrees, Position};

use super::tree::{Point, point, square};
use crate::space;

/// A square of latitude and longitude; its side is a power of two of 1e-7 degree, so that a shift tells in which a place lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    /// The south-western corner, in 1e-7 degree from the south pole and from longitude -180.
    north: u32,
    east: u32,
    /// The power of two.
    shift: u32,
}

/// Of 0.84 degree.
const LARGEST: u32 = 23;
/// Of 0.013 degree, a mile and a half.
const SMALLEST: u32 = 17;
const ROWS: u32 = (1_800_000_000 >> LARGEST) + 1;
const COLUMNS: u32 = (3_600_000_000 >> LARGEST) + 1;
/// Parts of an area each way, as a power of two.
const CUT: u32 = 2;

impl Area {
    /// How many of the largest there are.
    pub(super) const ALL: usize = (ROWS * COLUMNS) as usize;
    /// Into how many parts each is cut.
    pub(super) const PARTS: usize = 1 << (2 * CUT);

    /// The largest that holds a place.
    #[inline]
    pub(super) fn of(at: Position) -> Self {
        Self::at(from_corner(at), LARGEST)
    }

    fn at((north, east): (u32, u32), shift: u32) -> Self {
        let whole = |e7: u32| e7 >> shift << shift;
        Self { north: whole(north), east: whole(east), shift }
    }

    /// Its number among the largest.
    #[inline]
    pub(super) const fn number(self) -> usize {
        ((self.north >> LARGEST) * COLUMNS + (self.east >> LARGEST)) as usize
    }

    pub(super) const fn is_smallest(self) -> bool {
        self.shift == SMALLEST
    }

    /// The part of it that holds a place, with its number.
    #[inline]
    pub(super) fn part(self, at: Position) -> (usize, Self) {
        let shift = self.shift - CUT;
        let (north, east) = from_corner(at);
        let within = |e7: u32| e7 >> shift & ((1 << CUT) - 1);
        ((within(north) << CUT | within(east)) as usize, Self::at((north, east), shift))
    }

    pub(super) fn middle(self) -> Position {
        let half = 1 << (self.shift - 1);
        let degrees = |e7: u32, most: f64| Degrees((f64::from(e7 + half) / 1e7 - most).min(most));
        Position::from_degrees(degrees(self.north, 90.0), degrees(self.east, 180.0))
            .expect("the middle is no farther than the corner of the Earth's last degree")
    }

    pub(super) fn centre(self) -> Point {
        point(self.middle())
    }

    /// Its corners, moved apart so that all of it lies within the great circles between them.
    pub(super) fn corners(self) -> [Point; 4] {
        let side = f64::from(1 << self.shift) / 1e7;
        // A parallel lies at most an eighth of the squared difference of longitude from the great circle.
        let bulge = side * side.to_radians() / 8.0;
        let (south, west) = (f64::from(self.north) / 1e7 - 90.0, f64::from(self.east) / 1e7 - 180.0);
        let (south, north) = ((south - bulge).max(-90.0), (south + side + bulge).min(90.0));
        [(south, west), (south, west + side), (north, west), (north, west + side)]
            .map(|(lat, lon)| space::at_degrees(lat, lon).map(|part| part as f32))
    }

    /// Whether a point of the sphere is near enough to lie in it.
    pub(super) fn can_hold(self, at: Point) -> bool {
        /// What 32 bits round to, with much to spare.
        const SLACK: f32 = 1.001;
        let centre = self.centre();
        let farthest = self.corners().into_iter().map(|corner| square(centre, corner)).fold(0.0, f32::max);
        square(centre, at) <= farthest * SLACK
    }
}

/// In 1e-7 degree north of the south pole, and east of longitude -180.
#[inline]
fn from_corner(at: Position) -> (u32, u32) {
    (at.lat_e7().wrapping_add(900_000_000) as u32, (at.lon_e7() as u32).wrapping_add(1_800_000_000))
}
