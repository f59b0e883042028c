//! Places as points in space, where distance needs no trigonometry and the dateline and the poles are nothing.

use model::{Metres, Position};

/// A point in metres from the centre of the Earth.
pub(crate) type Point = [f64; 3];

/// The point of a place on the sphere.
pub(crate) fn point(at: Position) -> Point {
    at_degrees(at.lat(), at.lon())
}

/// The point at a latitude and longitude, of which the longitude may go on beyond the dateline.
pub(crate) fn at_degrees(lat: f64, lon: f64) -> Point {
    let (sin_lat, cos_lat) = lat.to_radians().sin_cos();
    let (sin_lon, cos_lon) = lon.to_radians().sin_cos();
    [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat].map(|part| part * Position::EARTH_RADIUS.0)
}

/// The distance along the sphere that belongs to a squared distance straight through it.
#[inline]
pub(crate) fn along_sphere(chord_squared: f64) -> Metres {
    /// Up to a thousand kilometres three terms of the arc sine give a centimetre, at a fraction of its cost.
    const NEAR_SQUARED: f64 = 1e12;
    let diameter = 2.0 * Position::EARTH_RADIUS.0;
    if chord_squared < NEAR_SQUARED {
        let share = chord_squared / (diameter * diameter);
        return Metres(chord_squared.sqrt() * (1.0 + share * (1.0 / 6.0 + share * 3.0 / 40.0)));
    }
    Metres(diameter * (chord_squared.sqrt() / diameter).min(1.0).asin())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_and_far_along_the_sphere_meet_at_a_thousand_kilometres() {
        let diameter = 2.0 * Position::EARTH_RADIUS.0;
        for km in [0.0, 1.0, 200.0, 999.999, 1_000.001, 5_000.0] {
            let chord: f64 = km * 1e3;
            let exact = diameter * (chord / diameter).asin();
            assert!((along_sphere(chord * chord).0 - exact).abs() < 0.02, "{km} km");
        }
    }
}
