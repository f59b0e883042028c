//! The plane on which distances between nearby hulls are measured: metres north and east, by the radii of curvature of
//! WGS 84 at the latitude between them ([`model::Scale`]).
//!
//! Within the few kilometres that matter here it agrees with the geodesic to better than one part in ten thousand.
//! Near a pole the way east is the chord across the meridians ([`model::offset`]). Coordinates stay integers of 1e-7 degree
//! until two of them are subtracted, so that a world moved along the dateline gives the same numbers.

use model::{Knots, Metres, Scale, offset};

use crate::Heard;

/// Once round the world in 1e-7 degree.
pub(crate) const TURN_E7: i64 = 3_600_000_000;

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

/// Of a latitude in 1e-7 degree; never negative.
pub(crate) fn cosine(lat_e7: f64) -> f64 {
    (lat_e7 * 1e-7).to_radians().cos().max(0.0)
}

/// Between what the cosine lies, by the first terms of its series: enough for most questions, and no call.
#[inline]
pub(crate) fn cosine_bounds(lat_e7: f64) -> [f64; 2] {
    let square = (lat_e7 * 1e-7).to_radians().powi(2);
    let least = 1.0 - square / 2.0;
    [least.max(0.0), least + square * square / 24.0]
}

/// Whether a latitude in 1e-7 degree is so near a pole that nothing is told by longitudes.
#[inline]
pub(crate) const fn is_polar(lat_e7: i64) -> bool {
    lat_e7.abs() >= Scale::POLAR_E7
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
        let reach = limit.metres_per_second() * self.duration_ms() as f64 / 1000.0;
        let (north, east) = (north as f64, east as f64);
        let [from, to] = [self.from.lat, self.to.lat].map(f64::from);
        // Bounds settle nearly all legs without a cosine.
        let [least, most] = cosine_bounds((from + to) / 2.0);
        let square = |cosine: f64, metres: f64| {
            (north * north + (east * cosine) * (east * cosine)) * (metres * metres)
        };
        if square(most, Scale::MOST_M) < reach * reach * (1.0 - 1e-9) {
            return true;
        }
        let is_shorter =
            !is_polar(self.middle_lat()) && square(least, Scale::LEAST_M) > reach * reach * (1.0 + 1e-9);
        if reach <= 0.0 || is_shorter {
            return false;
        }
        let [north, east] = offset(to, from, east);
        north.hypot(east) < reach
    }

    /// How far north and east a hull is of another at a moment of the legs that they are on, in metres.
    pub(crate) fn offset(&self, other: &Self, ms: i64) -> [f64; 2] {
        let ((lat, east), (other_lat, other_east)) = (self.at(ms), other.at(ms));
        let apart = short_way(i64::from(self.from.lon) - i64::from(other.from.lon)) as f64;
        offset(lat, other_lat, apart + (east - other_east))
    }

    /// How far apart two hulls are then.
    pub(crate) fn apart(&self, other: &Self, ms: i64) -> Metres {
        let [north, east] = self.offset(other, ms);
        Metres(north.hypot(east))
    }

    const fn middle_lat(&self) -> i64 {
        (self.from.lat as i64 + self.to.lat as i64) / 2
    }
}
