//! The plane on which distances between nearby hulls are measured: metres north and east, longitude scaled by the
//! cosine of the latitude between them.
//!
//! Within the few kilometres that matter here it agrees with the sphere to better than one part in a thousand up to
//! 80 degrees of latitude. Coordinates stay integers of 1e-7 degree until two of them are subtracted, so that a
//! world moved along the dateline gives the same numbers.

use model::{Knots, Position};

use crate::Heard;

/// Metres in 1e-7 degree of latitude, on the mean sphere.
pub(crate) const METRES_PER_E7: f64 = Position::EARTH_RADIUS.0 * std::f64::consts::PI / 180.0 * 1e-7;

/// Once round the world in 1e-7 degree.
pub(crate) const TURN_E7: i64 = 3_600_000_000;

/// Poleward of 89.4 degrees the plane no longer shrinks, so east-west distances there are overstated.
pub(crate) const LEAST_COSINE: f64 = 0.01;

/// A closed run of milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Run {
    pub(crate) from_ms: i64,
    pub(crate) to_ms: i64,
}

/// A hull at a moment and a place, in 16 bytes: all that a join needs of a report that tells no speed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Knot {
    pub(crate) ms: i64,
    pub(crate) lat: i32,
    pub(crate) lon: i32,
}

/// A straight and even motion from one knot to a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Leg {
    pub(crate) from: Knot,
    pub(crate) to: Knot,
}

/// Metres east per 1e-7 degree of longitude, in terms of [`METRES_PER_E7`], at a latitude in 1e-7 degree.
pub(crate) fn cosine(lat_e7: f64) -> f64 {
    (lat_e7 * 1e-7).to_radians().cos().max(LEAST_COSINE)
}

/// Between what [`cosine`] lies, by the first terms of its series: enough for most questions, and no call.
#[inline]
pub(crate) fn cosine_bounds(lat_e7: f64) -> [f64; 2] {
    let square = (lat_e7 * 1e-7).to_radians().powi(2);
    let least = 1.0 - square / 2.0;
    [least.max(LEAST_COSINE), (least + square * square / 24.0).max(LEAST_COSINE)]
}

/// A difference of longitudes taken the short way round.
pub(crate) const fn short_way(lon_e7: i64) -> i64 {
    // Nearly always short already, and then this is all.
    if -TURN_E7 / 2 <= lon_e7 && lon_e7 < TURN_E7 / 2 {
        return lon_e7;
    }
    (lon_e7 + TURN_E7 / 2).rem_euclid(TURN_E7) - TURN_E7 / 2
}

impl Run {
    pub(crate) const fn span_ms(self) -> i64 {
        self.to_ms - self.from_ms
    }

    /// In so many parts, of about one length, that touch.
    pub(crate) fn cut(self, parts: usize) -> impl Iterator<Item = Self> {
        let parts = parts.max(1) as i128;
        let at = move |part: i128| self.from_ms + (i128::from(self.span_ms()) * part / parts) as i64;
        (0..parts).map(move |part| Self { from_ms: at(part), to_ms: at(part + 1) })
    }

    pub(crate) fn overlap(self, other: Self) -> Option<Self> {
        let shared = Self { from_ms: self.from_ms.max(other.from_ms), to_ms: self.to_ms.min(other.to_ms) };
        (shared.from_ms <= shared.to_ms).then_some(shared)
    }
}

impl Leg {
    #[inline]
    pub(crate) fn between(from: &impl Heard, to: &impl Heard) -> Self {
        Self { from: from.knot(), to: to.knot() }
    }

    /// Degrees north and east covered, in 1e-7 degree.
    pub(crate) const fn extent(&self) -> (i64, i64) {
        (self.to.lat as i64 - self.from.lat as i64, short_way(self.to.lon as i64 - self.from.lon as i64))
    }

    pub(crate) const fn run(&self) -> Run {
        Run { from_ms: self.from.ms, to_ms: self.to.ms }
    }

    pub(crate) const fn duration_ms(&self) -> i64 {
        self.to.ms - self.from.ms
    }

    /// Latitude and offset of longitude from the first knot at a moment, in 1e-7 degree.
    pub(crate) fn at(&self, ms: i64) -> (f64, f64) {
        let (north, east) = self.extent();
        let share = (ms - self.from.ms) as f64 / self.duration_ms() as f64;
        (f64::from(self.from.lat) + north as f64 * share, east as f64 * share)
    }

    /// Whether the speed made good is below `limit`.
    #[inline]
    pub(crate) fn is_slower(&self, limit: Knots) -> bool {
        let (north, east) = self.extent();
        let reach = limit.metres_per_second() * self.duration_ms() as f64 / 1000.0 / METRES_PER_E7;
        let (north, east) = (north as f64, east as f64);
        // Bounds of the cosine settle nearly all legs without it.
        let [least, most] = cosine_bounds(self.middle_lat());
        let square = |cosine: f64| north * north + (east * cosine) * (east * cosine);
        if square(most) < reach * reach * (1.0 - 1e-9) {
            return true;
        }
        let is_faster = reach <= 0.0 || square(least) > reach * reach * (1.0 + 1e-9);
        !is_faster && north.hypot(east * self.cosine()) < reach
    }

    fn cosine(&self) -> f64 {
        cosine(self.middle_lat())
    }

    fn middle_lat(&self) -> f64 {
        (f64::from(self.from.lat) + f64::from(self.to.lat)) / 2.0
    }
}
