//! From degrees to pixels.

use model::{Degrees, Position};

use super::{KM_PER_DEGREE, MARGIN};

/// From degrees to the picture: scaled alike both ways in its middle.
pub(super) struct Map {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) north: f64,
    pub(super) west: f64,
    /// Pixels to a degree of latitude.
    pub(super) scale: f64,
    /// How much shorter a degree of longitude is.
    pub(super) narrowing: f64,
}

impl Map {
    /// Wide enough for all places, and for a tenth of a degree in any case.
    pub(super) fn holding((width, height): (f64, f64), places: impl Iterator<Item = (f64, f64)>) -> Self {
        let (mut south, mut north, mut west, mut east) = (90.0_f64, -90.0_f64, 180.0_f64, -180.0_f64);
        for (lat, lon) in places {
            (south, north) = (south.min(lat), north.max(lat));
            (west, east) = (west.min(lon), east.max(lon));
        }
        if south > north {
            (south, north, west, east) = (30.0, 42.0, 118.0, 132.0);
        }
        let narrowing = f64::midpoint(south, north).to_radians().cos().max(0.05);
        let (tall, wide) = ((north - south).max(0.1) * 1.1, (east - west).max(0.1) * 1.1);
        let scale = ((height - 2.0 * MARGIN) / tall).min((width - 2.0 * MARGIN) / (wide * narrowing));
        let (middle_lat, middle_lon) = (f64::midpoint(south, north), f64::midpoint(west, east));
        Self {
            width,
            height,
            north: middle_lat + height / 2.0 / scale,
            west: middle_lon - width / 2.0 / scale / narrowing,
            scale,
            narrowing,
        }
    }

    pub(super) fn x(&self, lon: f64) -> f64 {
        (lon - self.west) * self.scale * self.narrowing
    }

    pub(super) fn y(&self, lat: f64) -> f64 {
        (self.north - lat) * self.scale
    }

    /// Latitude and longitude to pixels right and down.
    pub(super) fn at(&self, (lat, lon): (f64, f64)) -> (f64, f64) {
        (self.x(lon), self.y(lat))
    }

    pub(super) fn pixels(&self, km: f64) -> f64 {
        km / KM_PER_DEGREE * self.scale
    }

    pub(super) fn place(&self, x: f64, y: f64) -> Option<Position> {
        let (lat, lon) = (self.north - y / self.scale, self.west + x / self.scale / self.narrowing);
        Position::from_degrees(Degrees(lat), Degrees(lon)).ok()
    }

    /// Whether a point is in the picture.
    pub(super) fn holds(&self, (x, y): (f64, f64)) -> bool {
        (0.0..=self.width).contains(&x) && (0.0..=self.height).contains(&y)
    }

    /// Whether a straight line is in the picture anywhere (Liang and Barsky 1984, doi:10.1145/357332.357333).
    pub(super) fn crosses(&self, (x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> bool {
        let (dx, dy) = (x1 - x0, y1 - y0);
        let edges = [(-dx, x0), (dx, self.width - x0), (-dy, y0), (dy, self.height - y0)];
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (across, inside) in edges {
            if across < 0.0 {
                enters = enters.max(inside / across);
            } else if across > 0.0 {
                leaves = leaves.min(inside / across);
            } else if inside < 0.0 {
                return false;
            }
        }
        enters <= leaves
    }

    /// Whether the line of a circle is in the picture anywhere.
    pub(super) fn crosses_circle(&self, (x, y): (f64, f64), radius: f64) -> bool {
        let beyond = |at: f64, end: f64| (at - at.clamp(0.0, end)).abs();
        let across = |at: f64, end: f64| at.abs().max((end - at).abs());
        let nearest = beyond(x, self.width).hypot(beyond(y, self.height));
        let farthest = across(x, self.width).hypot(across(y, self.height));
        (nearest..=farthest).contains(&radius)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn korea() -> Map {
        Map::holding((960.0, 720.0), [(34.0, 124.0), (38.0, 126.5)].into_iter())
    }

    #[test]
    fn a_place_drawn_is_the_place_meant() {
        let map = korea();
        let at = map.place(map.x(125.3), map.y(36.2)).unwrap();
        assert!((at.lat() - 36.2).abs() < 1e-6 && (at.lon() - 125.3).abs() < 1e-6);
        let corner = map.at((34.0, 126.5));
        assert!(corner.0 > 0.0 && corner.1 > 0.0 && map.holds(corner), "{corner:?}");
    }

    #[test]
    fn a_way_between_two_places_outside_is_seen_where_it_leads_through_the_picture() {
        let map = korea();
        assert!(map.crosses((-100.0, 300.0), (2000.0, 400.0)));
        assert!(map.crosses((10.0, 10.0), (10.0, 10.0)));
        assert!(!map.crosses((-100.0, 300.0), (400.0, -3000.0)));
        assert!(!map.crosses((-5.0, 10.0), (-5.0, 700.0)));
    }

    #[test]
    fn a_circle_around_all_that_is_seen_is_not_drawn_and_one_that_cuts_it_is() {
        let map = korea();
        let middle = (480.0, 360.0);
        assert!(map.crosses_circle(middle, 100.0) && map.crosses_circle(middle, 500.0));
        assert!(!map.crosses_circle(middle, 700.0));
        assert!(!map.crosses_circle((-200.0, 360.0), 100.0) && map.crosses_circle((-200.0, 360.0), 300.0));
    }
}
