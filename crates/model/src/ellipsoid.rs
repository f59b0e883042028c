//! The ellipsoid of WGS 84: how long a little way north or east is, and how far two places lie apart on it.
//!
//! On a mean sphere a way is up to half a percent too long or too short. Near places are told apart by the radii of
//! curvature at the latitude between them, far ones by Karney's geodesics.

use std::sync::LazyLock;

use geographiclib_rs::{Geodesic, InverseGeodesic};

use crate::{Metres, Position};

/// WGS 84: the radius of the equator in metres, and the flattening.
const EQUATOR_M: f64 = 6_378_137.0;
const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// Square of the eccentricity.
const E2: f64 = FLATTENING * (2.0 - FLATTENING);
/// Radians in 1e-7 degree.
const RADIANS_PER_E7: f64 = std::f64::consts::PI / 180.0 * 1e-7;
/// Once round the world in 1e-7 degree.
const TURN_E7: i64 = 3_600_000_000;

/// Metres in 1e-7 degree at a latitude.
///
/// ```
/// use darkwake_model::Scale;
///
/// // At 36 degrees north a minute of latitude is 1,849 m, and one of longitude 1,503 m.
/// let minute = 1e7 / 60.0;
/// let scale = Scale::at(360_000_000.0);
/// assert_eq!((scale.north * minute).round(), 1849.0);
/// assert_eq!((scale.east * minute).round(), 1503.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Along a meridian.
    pub north: f64,
    /// Along a parallel.
    pub east: f64,
}

impl Scale {
    /// 1e-7 degree of latitude is nowhere less than this; nor, but for the cosine of the latitude, one of longitude.
    pub const LEAST_M: f64 = EQUATOR_M * (1.0 - E2) * RADIANS_PER_E7;
    /// And of longitude at the equator.
    const EQUATOR_M: f64 = EQUATOR_M * RADIANS_PER_E7;
    /// Nor more than this.
    pub const MOST_M: f64 = EQUATOR_M / (1.0 - FLATTENING) * RADIANS_PER_E7;
    /// Poleward of this latitude in 1e-7 degree, 128 km from the pole, meridians draw together within the distance of two hulls.
    pub const POLAR_E7: i64 = 888_500_000;

    /// At a latitude in 1e-7 degree.
    #[inline]
    pub fn at(lat_e7: f64) -> Self {
        let cosine = (lat_e7 * RADIANS_PER_E7).cos();
        let [along, across] = Self::radii(cosine);
        Self { north: along * RADIANS_PER_E7, east: across * cosine * RADIANS_PER_E7 }
    }

    /// The least and the most of the scales at latitudes whose cosines lie between two, by the first terms of their series: no call.
    #[inline]
    pub fn bounds([least, most]: [f64; 2]) -> [Self; 2] {
        let at = |cosine: f64, radii: f64, rest: f64| {
            let curved = E2 * (1.0 - radii * radii).max(0.0);
            Self {
                north: Self::LEAST_M * (1.0 + 1.5 * curved + rest * 2.0),
                east: Self::EQUATOR_M * (1.0 + 0.5 * curved + rest / 2.0) * cosine,
            }
        };
        [at(least, most, 0.0), at(most, least, E2 * E2)]
    }

    /// The radii of curvature along the meridian and across it, where the latitude has this cosine.
    #[inline]
    fn radii(cosine: f64) -> [f64; 2] {
        // Series in the square of the eccentricity times that of the sine; what is left out is 5 parts in 1e9.
        let curved = E2 * (1.0 - cosine * cosine);
        let along = 1.0 + curved * (1.5 + curved * (1.875 + curved * 2.1875));
        let across = 1.0 + curved * (0.5 + curved * (0.375 + curved * 0.3125));
        [EQUATOR_M * (1.0 - E2) * along, EQUATOR_M * across]
    }
}

/// Metres north and east of one place from another near by: latitudes in 1e-7 degree, and how far east the first lies in 1e-7 degree of
/// longitude. Right to a millionth within some kilometres, anywhere up to the pole: there the way east is the chord across the meridians.
#[inline]
pub fn offset(lat_e7: f64, from_lat_e7: f64, east_e7: f64) -> [f64; 2] {
    let middle = (lat_e7 + from_lat_e7) / 2.0;
    if middle.abs() < Scale::POLAR_E7 as f64 {
        let scale = Scale::at(middle);
        [(lat_e7 - from_lat_e7) * scale.north, east_e7 * scale.east]
    } else {
        polar_offset(lat_e7, from_lat_e7, east_e7)
    }
}

#[cold]
fn polar_offset(lat_e7: f64, from_lat_e7: f64, east_e7: f64) -> [f64; 2] {
    let [cos, from_cos] = [lat_e7, from_lat_e7].map(|lat| (lat * RADIANS_PER_E7).cos().max(0.0));
    let [along, across] = Scale::radii((cos + from_cos) / 2.0);
    let half = east_e7 * RADIANS_PER_E7 / 2.0;
    [(lat_e7 - from_lat_e7) * RADIANS_PER_E7 * along, 2.0 * across * (cos * from_cos).sqrt() * half.sin()]
}

impl Position {
    /// The length of the shortest way on the ellipsoid of WGS 84, right to a millionth: what is reported, and held against a limit
    /// that says how near two hulls are.
    ///
    /// ```
    /// use darkwake_model::{Degrees, Position};
    ///
    /// let at = |lat, lon| Position::from_degrees(Degrees(lat), Degrees(lon));
    /// // A hundredth of a degree east off Nampo: 0.3 % more than on a sphere.
    /// let (here, there) = (at(38.7, 125.0)?, at(38.7, 125.01)?);
    /// assert!((here.geodesic(there).0 - 870.0).abs() < 0.2 && (here.distance(there).0 - 867.8).abs() < 0.2);
    /// # Ok::<(), darkwake_model::PositionError>(())
    /// ```
    pub fn geodesic(self, other: Self) -> Metres {
        if self.is_near(other) {
            let [north, east] =
                offset(f64::from(self.lat_e7()), f64::from(other.lat_e7()), self.east_of(other) as f64);
            return Metres(north.hypot(east));
        }
        static WGS84: LazyLock<Geodesic> = LazyLock::new(Geodesic::wgs84);
        Metres(WGS84.inverse(self.lat(), self.lon(), other.lat(), other.lon()))
    }

    /// Whether a plane between two places is right.
    fn is_near(self, other: Self) -> bool {
        /// Within this a meridian is straight enough, and a parallel round enough.
        const NEAR_E7: i64 = 1_500_000;
        let (one, another) = (i64::from(self.lat_e7()), i64::from(other.lat_e7()));
        let is_polar = (one + another).abs() >= 2 * Scale::POLAR_E7;
        (one - another).abs() < NEAR_E7 && (is_polar || self.east_of(other).abs() < NEAR_E7)
    }

    /// How far east of another place it lies, the short way round.
    fn east_of(self, other: Self) -> i64 {
        let east = i64::from(self.lon_e7()) - i64::from(other.lon_e7());
        (east + TURN_E7 / 2).rem_euclid(TURN_E7) - TURN_E7 / 2
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Degrees;

    fn at(lat: f64, lon: f64) -> Position {
        Position::from_degrees(Degrees(lat), Degrees(lon)).unwrap()
    }

    fn by_karney(one: Position, other: Position) -> f64 {
        Geodesic::wgs84().inverse(one.lat(), one.lon(), other.lat(), other.lon())
    }

    /// Off by a millionth or a centimetre, which is what a place is rounded to.
    fn agrees(one: Position, other: Position) -> Result<(), TestCaseError> {
        let (told, true_m) = (one.geodesic(other).0, by_karney(one, other));
        prop_assert!(
            (told - true_m).abs() <= 1e-6 * true_m + 1e-3,
            "{told} m, and {true_m} m from {one} to {other}"
        );
        prop_assert_eq!(told, other.geodesic(one).0);
        Ok(())
    }

    proptest! {
        #[test]
        fn ships_near_each_other_are_as_far_apart_as_the_geodesic_says(
            lat in -90.0..90.0f64, lon in -180.0..180.0f64, bearing in 0.0..360.0f64, metres in 0.0..30_000.0f64,
        ) {
            agrees(at(lat, lon), at(lat, lon).towards(Degrees(bearing), Metres(metres)))?;
        }

        #[test]
        fn ships_about_a_pole_are_as_far_apart_as_the_geodesic_says(
            lats in prop::array::uniform2(89.9..90.0f64), lons in prop::array::uniform2(-180.0..180.0f64), south: bool,
        ) {
            let side = if south { -1.0 } else { 1.0 };
            agrees(at(side * lats[0], lons[0]), at(side * lats[1], lons[1]))?;
        }

        #[test]
        fn ships_oceans_apart_are_as_far_apart_as_the_geodesic_says(
            lats in prop::array::uniform2(-90.0..90.0f64), lons in prop::array::uniform2(-180.0..180.0f64),
        ) {
            agrees(at(lats[0], lons[0]), at(lats[1], lons[1]))?;
        }

        #[test]
        fn a_degree_is_nowhere_longer_or_shorter_than_its_bounds(lat in -900_000_000i32..=900_000_000) {
            let scale = Scale::at(f64::from(lat));
            let cosine = (f64::from(lat) * RADIANS_PER_E7).cos();
            let rounding = 1e-10;
            prop_assert!(scale.north >= Scale::LEAST_M - rounding && scale.north <= Scale::MOST_M + rounding);
            prop_assert!(scale.east >= Scale::LEAST_M * cosine - rounding);
            prop_assert!(scale.east <= Scale::MOST_M * cosine + rounding);
            let [least, most] = Scale::bounds([cosine * 0.99, (cosine * 1.01).min(1.0)]);
            prop_assert!(least.north <= scale.north && scale.north <= most.north, "{least:?} {scale:?} {most:?}");
            prop_assert!(least.east <= scale.east && scale.east <= most.east, "{least:?} {scale:?} {most:?}");
            prop_assert!(most.north < least.north * 1.001, "{least:?} {most:?}");
        }
    }

    #[test]
    fn ships_five_hundred_metres_apart_on_either_side_of_the_pole_are_so_far_apart() {
        let from_pole = 250.0 / Scale::MOST_M * 1e-7;
        let distance = at(90.0 - from_pole, 30.0).geodesic(at(90.0 - from_pole, -150.0));
        assert!((distance.0 - 500.0).abs() < 0.05, "{distance:?}");
    }
}
