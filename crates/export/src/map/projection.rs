//! From degrees to pixels.

use model::{Degrees, Position};

use super::MARGIN;

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

    pub(super) fn place(&self, x: f64, y: f64) -> Option<Position> {
        let (lat, lon) = (self.north - y / self.scale, self.west + x / self.scale / self.narrowing);
        Position::from_degrees(Degrees(lat), Degrees(lon)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_drawn_is_the_place_meant() {
        let map = Map::holding((960.0, 720.0), [(34.0, 124.0), (38.0, 126.5)].into_iter());
        let at = map.place(map.x(125.3), map.y(36.2)).unwrap();
        assert!((at.lat() - 36.2).abs() < 1e-6 && (at.lon() - 125.3).abs() < 1e-6);
        let corner = (map.x(126.5), map.y(34.0));
        assert!(
            corner.0 < map.width && corner.0 > 0.0 && corner.1 < map.height && corner.1 > 0.0,
            "{corner:?}"
        );
    }
}
