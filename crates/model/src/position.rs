//! Places on the sea, as integers fine enough for every source.

use crate::{Degrees, Metres};

/// A place in WGS 84, held as integers of 1e-7 degree (about a centimetre), longitude in -180 to 180.
///
/// AIS sends 1/10,000 minute and archives print five or six decimals; both survive the rounding to 1e-7 degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    lat_e7: i32,
    lon_e7: i32,
}

/// Why two numbers are not a place.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum PositionError {
    /// The latitude is not within -90 to 90 degrees.
    #[error("latitude {0} is not within -90 to 90 degrees")]
    Latitude(f64),
    /// The longitude is not within -180 to 180 degrees.
    #[error("longitude {0} is not within -180 to 180 degrees")]
    Longitude(f64),
}

impl Position {
    /// The mean radius of the Earth (IUGG), in metres.
    pub const EARTH_RADIUS: Metres = Metres(6_371_008.8);

    const PER_DEGREE: f64 = 1e7;

    /// The place at a latitude (north positive) and longitude (east positive).
    ///
    /// # Errors
    /// When either is out of range or not a number.
    #[inline]
    pub fn from_degrees(lat: Degrees, lon: Degrees) -> Result<Self, PositionError> {
        // Neither is true of what is not a number.
        let (is_lat, is_lon) = (lat.0.abs() <= 90.0, lon.0.abs() <= 180.0);
        if !is_lat {
            return Err(PositionError::Latitude(lat.0));
        }
        if !is_lon {
            return Err(PositionError::Longitude(lon.0));
        }
        Ok(Self { lat_e7: rounded(lat.0 * Self::PER_DEGREE), lon_e7: rounded(lon.0 * Self::PER_DEGREE) })
    }

    /// The place held by integers of 1e-7 degree, as stored in a case.
    ///
    /// # Errors
    /// When either is out of range.
    #[inline]
    pub fn from_e7(lat_e7: i32, lon_e7: i32) -> Result<Self, PositionError> {
        const DEGREE: i32 = Position::PER_DEGREE as i32;
        let here = Self { lat_e7, lon_e7 };
        if !(-90 * DEGREE..=90 * DEGREE).contains(&lat_e7) {
            return Err(PositionError::Latitude(here.lat()));
        }
        if !(-180 * DEGREE..=180 * DEGREE).contains(&lon_e7) {
            return Err(PositionError::Longitude(here.lon()));
        }
        Ok(here)
    }

    /// Latitude in 1e-7 degree, north positive.
    #[inline]
    pub const fn lat_e7(self) -> i32 {
        self.lat_e7
    }

    /// Longitude in 1e-7 degree, east positive.
    #[inline]
    pub const fn lon_e7(self) -> i32 {
        self.lon_e7
    }

    /// Latitude in degrees, north positive.
    #[inline]
    pub fn lat(self) -> f64 {
        f64::from(self.lat_e7) / Self::PER_DEGREE
    }

    /// Longitude in degrees, east positive.
    #[inline]
    pub fn lon(self) -> f64 {
        f64::from(self.lon_e7) / Self::PER_DEGREE
    }

    /// The great-circle distance on a sphere of mean radius (haversine); within 0.6 % of [`Self::geodesic`], for ways that are held
    /// against a speed.
    pub fn distance(self, other: Self) -> Metres {
        let (lat_a, lat_b) = (self.lat().to_radians(), other.lat().to_radians());
        let half_lat = (lat_b - lat_a) / 2.0;
        let half_lon = (other.lon() - self.lon()).to_radians() / 2.0;
        let chord = half_lat.sin().powi(2) + lat_a.cos() * lat_b.cos() * half_lon.sin().powi(2);
        Metres(2.0 * Self::EARTH_RADIUS.0 * chord.sqrt().min(1.0).asin())
    }

    /// The initial great-circle bearing towards `other`, 0 to 360 degrees.
    pub fn bearing(self, other: Self) -> Degrees {
        let (lat_a, lat_b) = (self.lat().to_radians(), other.lat().to_radians());
        let d_lon = (other.lon() - self.lon()).to_radians();
        let east = d_lon.sin() * lat_b.cos();
        let north = lat_a.cos() * lat_b.sin() - lat_a.sin() * lat_b.cos() * d_lon.cos();
        Degrees(east.atan2(north).to_degrees().rem_euclid(360.0))
    }

    /// The place reached by going `distance` along the great circle that starts at `bearing`.
    pub fn towards(self, bearing: Degrees, distance: Metres) -> Self {
        let angle = distance.0 / Self::EARTH_RADIUS.0;
        let (lat, course) = (self.lat().to_radians(), bearing.0.to_radians());
        let sin_lat = lat.sin() * angle.cos() + lat.cos() * angle.sin() * course.cos();
        let d_lon = (course.sin() * angle.sin() * lat.cos()).atan2(angle.cos() - lat.sin() * sin_lat);
        Self::wrapped(sin_lat.clamp(-1.0, 1.0).asin().to_degrees(), self.lon() + d_lon.to_degrees())
    }

    /// The place a `fraction` (0 to 1) of the way to `other`, straight in latitude and longitude and the short
    /// way round the dateline; right to a metre over the tens of kilometres between two fixes.
    pub fn interpolate(self, other: Self, fraction: f64) -> Self {
        let d_lon = (other.lon() - self.lon() + 540.0).rem_euclid(360.0) - 180.0;
        Self::wrapped(self.lat() + (other.lat() - self.lat()) * fraction, self.lon() + d_lon * fraction)
    }

    fn wrapped(lat_deg: f64, lon_deg: f64) -> Self {
        let lon = (lon_deg + 540.0).rem_euclid(360.0) - 180.0;
        Self {
            lat_e7: (lat_deg.clamp(-90.0, 90.0) * Self::PER_DEGREE).round() as i32,
            lon_e7: (lon * Self::PER_DEGREE).round() as i32,
        }
    }
}

impl std::fmt::Display for Position {
    /// `38.71670 N 125.40000 E`, five decimals (about a metre).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let north = if self.lat_e7 < 0 { 'S' } else { 'N' };
        let east = if self.lon_e7 < 0 { 'W' } else { 'E' };
        write!(f, "{:.5} {north} {:.5} {east}", self.lat().abs(), self.lon().abs())
    }
}

/// To the nearest integer, halves away from zero, as `f64::round` has it: that is a call of a function where the processor
/// is not known to have an instruction for it, and places are made from numbers by the hundred million. Of a number that fits.
#[inline]
fn rounded(number: f64) -> i32 {
    // Where floats are one apart, adding rounds to an integer, which the low bits then are; halves go to the even one.
    const ONE_APART: f64 = 1.5 * (1u64 << 52) as f64;
    let apart = number + ONE_APART;
    let is_half = (number - (apart - ONE_APART)).abs() == 0.5;
    if is_half { number.round() as i32 } else { apart.to_bits() as i32 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(lat: f64, lon: f64) -> Position {
        Position::from_degrees(Degrees(lat), Degrees(lon)).unwrap()
    }

    #[test]
    fn a_minute_of_latitude_is_about_a_nautical_mile() {
        let distance = at(38.0, 125.0).distance(at(38.0 + 1.0 / 60.0, 125.0));
        assert!((distance.0 - 1853.0).abs() < 2.0, "{distance:?}");
    }

    #[test]
    fn ships_either_side_of_the_dateline_are_near() {
        assert!(at(0.0, 179.999).distance(at(0.0, -179.999)).0 < 230.0);
        assert!(at(0.0, 179.9).interpolate(at(0.0, -179.9), 0.5).lon().abs() > 179.99);
    }

    #[test]
    fn not_available_is_not_a_place() {
        assert_eq!(Position::from_degrees(Degrees(91.0), Degrees(10.0)), Err(PositionError::Latitude(91.0)));
        assert_eq!(
            Position::from_degrees(Degrees(1.0), Degrees(181.0)),
            Err(PositionError::Longitude(181.0))
        );
        assert!(Position::from_degrees(Degrees(f64::NAN), Degrees(1.0)).is_err());
    }

    proptest! {
        #[test]
        fn a_place_of_integers_is_that_of_its_degrees(lat: i32, lon: i32) {
            let degrees = |e7: i32| Degrees(f64::from(e7) / 1e7);
            prop_assert_eq!(Position::from_e7(lat, lon), Position::from_degrees(degrees(lat), degrees(lon)));
            let (lat, lon) = (lat % 900_000_001, lon % 1_800_000_001);
            prop_assert_eq!(Position::from_e7(lat, lon), Position::from_degrees(degrees(lat), degrees(lon)));
        }
    }

    #[test]
    fn halves_are_rounded_away_from_zero_as_the_standard_library_does() {
        for whole in (-1_800_000_000i64..=1_800_000_000).step_by(999_983) {
            for part in [-0.5, -0.25, 0.0, 0.25, 0.499_999_7, 0.5, 0.75] {
                let number = whole as f64 + part;
                assert_eq!(rounded(number), number.round() as i32, "{number}");
            }
        }
        assert_eq!([0.5, -0.5, 1.5, -1.5, 2.5, -2.5, -0.0].map(rounded), [1, -1, 2, -2, 3, -3, 0]);
    }

    proptest! {
        #[test]
        fn places_are_rounded_as_the_standard_library_rounds(number in -1.8e9..1.8e9f64) {
            prop_assert_eq!(rounded(number), number.round() as i32);
        }

        #[test]
        fn going_towards_a_bearing_covers_the_distance(
            lat in -70.0..70.0f64, lon in -180.0..180.0f64, bearing in 0.0..360.0f64, metres in 10.0..300_000.0f64,
        ) {
            let start = at(lat, lon);
            let end = start.towards(Degrees(bearing), Metres(metres));
            prop_assert!((start.distance(end).0 - metres).abs() < 0.1);
            prop_assert!(start.bearing(end).apart(Degrees(bearing)).0 < 0.2);
        }
    }
}
