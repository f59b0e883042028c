//! Type 27: position report for long-range reception by satellite (M.1371-5, annex 8, Message 27).

use crate::field::{Meaning, Measure};
use crate::layout::{Lengths, bit_table};
use crate::quantity::Position;
use crate::scale::{HEAD, LATITUDE_1, LONGITUDE_1, STATUS};

/// Knot; 63 not available.
const SPEED_KNOTS: Meaning = Meaning::Measure(Measure::new(0, 62, 63));
/// Degree; 511 not available.
const COURSE_DEGREES: Meaning = Meaning::Measure(Measure::new(0, 359, 511));

bit_table! {
    /// Long-range position report: a coarse repeat of what types 1 to 3, 18 or 19 say. 96 bits.
    pub struct LongRange {
        /// How often repeated, 0 to 3; senders use 3.
        6..8 repeat: u8 => HEAD,
        /// Identity, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Better than 10 m.
        38..39 accuracy: bool,
        /// Receiver autonomous integrity monitoring in use.
        39..40 raim: bool,
        /// Navigational status 0 to 15; 15 is not defined.
        40..44 status: u8 => STATUS,
        /// 1/10 minute east; 181 degrees not available.
        44..62 longitude "lon": i32 => LONGITUDE_1,
        /// 1/10 minute north; 91 degrees not available.
        62..79 latitude "lat": i32 => LATITUDE_1,
        /// Speed over ground, knot; 63 not available.
        79..85 speed: u8 => SPEED_KNOTS,
        /// Course over ground, degree; 511 not available, 360 to 510 invalid.
        85..94 course: u16 => COURSE_DEGREES,
        /// The position is older than 5 s; 0 is a current fix.
        94..95 gnss: bool,
        /// Not used.
        95..96 spare: bool => Meaning::Spare,
    }
}

impl LongRange {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[96..=96, 168..=168], lenient_min: 95 };

    /// A report in which everything but the identity is not available.
    pub fn unavailable(mmsi: u32) -> Self {
        Self {
            repeat: 3,
            mmsi,
            accuracy: false,
            raim: false,
            status: 15,
            longitude: 181 * 600,
            latitude: 91 * 600,
            speed: 63,
            course: 511,
            gnss: true,
            spare: false,
        }
    }

    /// Position, marked coarse; `None` when not available or beyond the globe.
    pub fn position(&self) -> Option<Position> {
        Position::coarse(self.longitude, self.latitude)
    }

    /// Speed over ground in knots, whole ones.
    pub fn speed_knots(&self) -> Option<f64> {
        SPEED_KNOTS.of(self.speed)
    }

    /// Course over ground in degrees from true north, whole ones.
    pub fn course_degrees(&self) -> Option<f64> {
        COURSE_DEGREES.of(self.course)
    }

    /// Navigational status 0 to 14; `None` for 15.
    pub fn navigation_status(&self) -> Option<u8> {
        Some(self.status).filter(|&status| status != 15)
    }
}
