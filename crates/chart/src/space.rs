//! Places as points in space, where distance needs no trigonometry and the dateline and the poles are nothing.

use model::{Metres, Position};

/// A point in metres from the centre of the Earth.
pub(crate) type Point = [f64; 3];

/// The point of a place on the sphere.
pub(crate) fn point(at: Position) -> Point {
    let (sin_lat, cos_lat) = at.lat().to_radians().sin_cos();
    let (sin_lon, cos_lon) = at.lon().to_radians().sin_cos();
    [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat].map(|part| part * Position::EARTH_RADIUS.0)
}

/// The distance along the sphere that belongs to a squared distance straight through it.
pub(crate) fn along_sphere(chord_squared: f64) -> Metres {
    let diameter = 2.0 * Position::EARTH_RADIUS.0;
    Metres(diameter * (chord_squared.sqrt() / diameter).min(1.0).asin())
}
