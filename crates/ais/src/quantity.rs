//! Values that several messages share: positions, turns, seconds, arrival times, and the scales between
//! what is sent and what is meant.

use crate::scale::{self, PER_DEGREE};

/// How finely a position was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// 1/10 000 minute, about 0.2 m (types 1-4, 9, 11, 18, 19, 21).
    Fine,
    /// 1/10 minute, about 185 m (types 17, 22, 23, 27).
    Coarse,
}

/// A position within the globe, exact as it was sent (WGS 84).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Position {
    longitude: i32,
    latitude: i32,
    resolution: Resolution,
}

const COARSE_STEP: i32 = 1_000;

/// Longitude "not available", 181 degrees in 1/10 000 minutes.
pub(crate) const NO_LONGITUDE: i32 = 181 * PER_DEGREE;
/// Latitude "not available", 91 degrees in 1/10 000 minutes.
pub(crate) const NO_LATITUDE: i32 = 91 * PER_DEGREE;

impl Position {
    /// `None` when either coordinate is "not available" (181, 91 degrees) or beyond the globe.
    pub(crate) fn fine(longitude: i32, latitude: i32) -> Option<Self> {
        const HALF: u32 = 180 * PER_DEGREE.unsigned_abs();
        let fits = longitude.unsigned_abs() <= HALF && latitude.unsigned_abs() <= HALF / 2;
        fits.then_some(Self { longitude, latitude, resolution: Resolution::Fine })
    }

    pub(crate) fn coarse(longitude: i32, latitude: i32) -> Option<Self> {
        let fine = Self::fine(longitude.checked_mul(COARSE_STEP)?, latitude.checked_mul(COARSE_STEP)?)?;
        Some(Self { resolution: Resolution::Coarse, ..fine })
    }

    /// East-positive longitude in 1/10 000 minutes; exact, for coarse positions a multiple of 1000.
    pub fn longitude_ten_thousandths(self) -> i32 {
        self.longitude
    }

    /// North-positive latitude in 1/10 000 minutes; exact, for coarse positions a multiple of 1000.
    pub fn latitude_ten_thousandths(self) -> i32 {
        self.latitude
    }

    /// East-positive longitude in degrees.
    pub fn longitude_degrees(self) -> f64 {
        f64::from(self.longitude) / f64::from(PER_DEGREE)
    }

    /// North-positive latitude in degrees.
    pub fn latitude_degrees(self) -> f64 {
        f64::from(self.latitude) / f64::from(PER_DEGREE)
    }

    /// How finely it was sent.
    pub fn resolution(self) -> Resolution {
        self.resolution
    }

    /// Whether it was sent in 1/10 minutes.
    pub fn is_coarse(self) -> bool {
        self.resolution == Resolution::Coarse
    }
}

/// Degrees as the 1/10 000 minutes of most types, rounded to the nearest.
pub fn ten_thousandth_minutes(degrees: f64) -> i32 {
    (degrees * f64::from(PER_DEGREE)).round() as i32
}

/// Degrees as the 1/10 minutes of types 17, 22, 23 and 27, rounded to the nearest.
pub fn tenth_minutes(degrees: f64) -> i32 {
    (degrees * 600.0).round() as i32
}

/// Knots as the tenths of types 1-3, 18 and 19; 102.2 or more becomes 1022, negative or NaN 0.
pub fn tenth_knots(knots: f64) -> u16 {
    (knots * 10.0).round().clamp(0.0, 1022.0) as u16
}

/// A direction in degrees as tenths, 0 to 3599.
pub fn tenth_degrees(degrees: f64) -> u16 {
    ((degrees * 10.0).round().rem_euclid(3600.0)) as u16
}

/// How fast the bow turns; positive to starboard (M.1371-5, annex 8, Messages 1, 2, 3).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Turn {
    /// From a turn indicator, in degrees a minute; 708 stands for 708 or more.
    DegreesPerMinute(f64),
    /// To port faster than 5 degrees in 30 s; no turn indicator.
    FastPort,
    /// To starboard faster than 5 degrees in 30 s; no turn indicator.
    FastStarboard,
}

impl Turn {
    /// Of the turn indicator as sent, 4.733 times the root of the rate; `None` for -128.
    pub fn from_raw(raw: i8) -> Option<Self> {
        match raw {
            -128 => None,
            -127 => Some(Self::FastPort),
            127 => Some(Self::FastStarboard),
            _ => {
                let root = f64::from(raw) / 4.733;
                Some(Self::DegreesPerMinute(root * root.abs()))
            }
        }
    }
}

/// Degrees a minute as the rate-of-turn field sends them, at most 126 to either side.
pub fn turn_indicator(degrees_per_minute: f64) -> i8 {
    let root = (4.733 * degrees_per_minute.abs().sqrt()).round().min(126.0);
    (root * degrees_per_minute.signum()) as i8
}

/// The second of the UTC minute at which the fix was made, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FixSecond {
    /// 0 to 59.
    At(u8),
    /// 60: no time stamp.
    NotAvailable,
    /// 61: the position was typed in.
    ManualInput,
    /// 62: the position is dead reckoning.
    DeadReckoning,
    /// 63: the positioning system is inoperative.
    Inoperative,
}

impl FixSecond {
    /// Of the six bits as sent; what does not fit in them is not available.
    pub fn from_raw(raw: u8) -> Self {
        match raw {
            0..=59 => Self::At(raw),
            61 => Self::ManualInput,
            62 => Self::DeadReckoning,
            63 => Self::Inoperative,
            _ => Self::NotAvailable,
        }
    }
}

/// When a vessel means to arrive; any part may be missing, and there is no year (UTC).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Arrival {
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
    /// 0 to 23.
    pub hour: Option<u8>,
    /// 0 to 59.
    pub minute: Option<u8>,
}

/// Where the antenna is: metres from it to the ends of the hull. Zero in all four is not available.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Dimensions {
    /// To the bow; 511 is 511 m or more.
    pub to_bow: u16,
    /// To the stern; 511 is 511 m or more.
    pub to_stern: u16,
    /// To the port side; 63 is 63 m or more.
    pub to_port: u8,
    /// To the starboard side; 63 is 63 m or more.
    pub to_starboard: u8,
}

impl Dimensions {
    /// Bow to stern in metres; `None` when no length was sent.
    pub fn length_metres(self) -> Option<u16> {
        Some(self.to_bow + self.to_stern).filter(|&m| m > 0)
    }

    /// Side to side in metres; `None` when no width was sent.
    pub fn width_metres(self) -> Option<u16> {
        Some(u16::from(self.to_port) + u16::from(self.to_starboard)).filter(|&m| m > 0)
    }

    /// Whether the distances say where in the hull the antenna is. With zero to the bow (or to port) the
    /// other distance is the whole length (or width) and the place is not known.
    pub fn gives_reference_point(self) -> bool {
        self.to_bow > 0 && self.to_port > 0
    }
}

/// Speed in tenths of a knot; 1023 is not available.
pub(crate) fn speed_knots(raw: u16) -> Option<f64> {
    scale::SPEED.of(raw)
}

/// Course in tenths of a degree; 3600 is not available, more is invalid.
pub(crate) fn course_degrees(raw: u16) -> Option<f64> {
    scale::COURSE.of(raw)
}

/// Heading in degrees; 511 is not available, 360 to 510 are invalid.
pub(crate) fn heading_degrees(raw: u16) -> Option<u16> {
    (raw < 360).then_some(raw)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_of_720_degrees_a_minute_is_sent_as_126_and_no_sensor_is_127() {
        assert_eq!(turn_indicator(720.0), 126);
        assert_eq!(turn_indicator(-4.0), -9);
        assert_eq!(Turn::from_raw(127), Some(Turn::FastStarboard));
        assert_eq!(Turn::from_raw(-128), None);
        let Some(Turn::DegreesPerMinute(rate)) = Turn::from_raw(-10) else { panic!("a rate") };
        assert!((rate + (10.0f64 / 4.733).powi(2)).abs() < 1e-12);
    }

    #[test]
    fn a_position_at_the_date_line_is_kept_and_one_beyond_it_is_none() {
        assert!(Position::fine(108_000_000, -54_000_000).is_some());
        assert_eq!(Position::fine(108_000_001, 0), None);
        assert_eq!(Position::fine(181 * 600_000, 91 * 600_000), None);
    }

    #[test]
    fn a_coarse_position_is_exact_in_ten_thousandths() {
        let position = Position::coarse(82_214, 2_904).unwrap();
        assert_eq!(position.longitude_ten_thousandths(), 82_214_000);
        assert!(position.is_coarse());
        assert_eq!(tenth_minutes(position.longitude_degrees()), 82_214);
    }

    #[test]
    fn a_course_of_360_is_not_available_and_359_9_is() {
        assert_eq!(course_degrees(3600), None);
        assert_eq!(course_degrees(3599), Some(359.9));
        assert_eq!(tenth_degrees(359.97), 0);
    }

    #[test]
    fn speeds_are_capped_at_102_2_knots() {
        assert_eq!(tenth_knots(180.0), 1022);
        assert_eq!(speed_knots(1022), Some(102.2));
        assert_eq!(speed_knots(1023), None);
    }
}
