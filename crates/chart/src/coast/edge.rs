//! One straight piece of coast, and exact questions about it in integers.
//!
//! Places that lie exactly on an edge or level with a corner are decided as if the place were moved east by a
//! hair and north by a much wider hair: every test does so, which makes them agree with one another.

use model::Position;

/// A piece of coast, straight in latitude and longitude, on one side of the dateline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) a: Position,
    pub(super) b: Position,
}

impl Edge {
    pub(super) fn d_lat(self) -> i64 {
        i64::from(self.b.lat_e7()) - i64::from(self.a.lat_e7())
    }

    pub(super) fn d_lon(self) -> i64 {
        i64::from(self.b.lon_e7()) - i64::from(self.a.lon_e7())
    }

    /// Whether a ray from `at` to the north crosses it.
    pub(super) fn lies_north_of(self, at: Position) -> bool {
        let straddles = (self.a.lon_e7() <= at.lon_e7()) != (self.b.lon_e7() <= at.lon_e7());
        straddles && self.turn(at) * self.d_lon().signum() < 0
    }

    /// Whether a ray from `at` to the east crosses it.
    pub(super) fn lies_east_of(self, at: Position) -> bool {
        let straddles = (self.a.lat_e7() <= at.lat_e7()) != (self.b.lat_e7() <= at.lat_e7());
        if !straddles {
            return false;
        }
        match self.turn(at) * self.d_lat().signum() {
            0 => self.d_lat().signum() * self.d_lon().signum() > 0,
            turn => turn > 0,
        }
    }

    /// Whether it shares a point with another edge, ends included.
    pub(super) fn meets(self, other: Self) -> bool {
        self.boxes_overlap(other)
            && self.turn(other.a).signum() * self.turn(other.b).signum() <= 0
            && other.turn(self.a).signum() * other.turn(self.b).signum() <= 0
    }

    /// Positive where `at` lies to the left of the way from `a` to `b`, negative to the right, 0 on the line.
    ///
    /// Differences of longitude stay within half a turn, so the sum stays within 6.5e18.
    fn turn(self, at: Position) -> i64 {
        let north = i64::from(at.lat_e7()) - i64::from(self.a.lat_e7());
        let east = i64::from(at.lon_e7()) - i64::from(self.a.lon_e7());
        self.d_lon() * north - self.d_lat() * east
    }

    fn boxes_overlap(self, other: Self) -> bool {
        let overlap = |[a, b]: [i32; 2], [c, d]: [i32; 2]| a.min(b) <= c.max(d) && c.min(d) <= a.max(b);
        overlap(self.lats(), other.lats()) && overlap(self.lons(), other.lons())
    }

    pub(super) fn lats(self) -> [i32; 2] {
        [self.a.lat_e7(), self.b.lat_e7()]
    }

    pub(super) fn lons(self) -> [i32; 2] {
        [self.a.lon_e7(), self.b.lon_e7()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat_e7: i32, lon_e7: i32) -> Position {
        Position::from_e7(lat_e7, lon_e7).unwrap()
    }

    fn edge(a: (i32, i32), b: (i32, i32)) -> Edge {
        Edge { a: at(a.0, a.1), b: at(b.0, b.1) }
    }

    #[test]
    fn a_coast_to_the_north_is_crossed_by_the_ray_either_way_round() {
        for coast in [edge((10, 0), (10, 20)), edge((10, 20), (10, 0))] {
            assert!(coast.lies_north_of(at(5, 10)) && !coast.lies_north_of(at(15, 10)));
            assert!(!coast.lies_north_of(at(5, 20)) && coast.lies_north_of(at(5, 0)));
        }
    }

    #[test]
    fn a_coast_to_the_east_is_crossed_by_the_ray_either_way_round() {
        for coast in [edge((0, 10), (20, 10)), edge((20, 10), (0, 10))] {
            assert!(coast.lies_east_of(at(10, 5)) && !coast.lies_east_of(at(10, 15)));
            assert!(!coast.lies_east_of(at(20, 5)) && coast.lies_east_of(at(0, 5)));
        }
    }

    #[test]
    fn ways_that_touch_meet_and_ways_that_fall_short_do_not() {
        let coast = edge((0, 0), (10, 10));
        assert!(coast.meets(edge((0, 10), (10, 0))));
        assert!(coast.meets(edge((10, 10), (20, 10))));
        assert!(!coast.meets(edge((0, 10), (4, 6))));
        assert!(!coast.meets(edge((11, 11), (20, 20))));
    }
}
