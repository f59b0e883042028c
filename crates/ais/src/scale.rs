//! Scales and codes that several messages share (M.1371-5, annex 8): each value's unit, range and "not available".

use crate::field::{Meaning, Measure};
use crate::legend;

/// 1/10 000 minutes in one degree.
pub(crate) const PER_DEGREE: i32 = 600_000;

/// East-positive, 1/10 000 minute; 181 degrees not available.
pub(crate) const LONGITUDE: Meaning = degrees(180, 181, PER_DEGREE, 7);
/// North-positive, 1/10 000 minute; 91 degrees not available.
pub(crate) const LATITUDE: Meaning = degrees(90, 91, PER_DEGREE, 7);
/// East-positive, 1/1000 minute; 181 degrees not available.
pub(crate) const LONGITUDE_3: Meaning = degrees(180, 181, 60_000, 6);
/// North-positive, 1/1000 minute; 91 degrees not available.
pub(crate) const LATITUDE_3: Meaning = degrees(90, 91, 60_000, 6);
/// East-positive, 1/10 minute; 181 degrees not available.
pub(crate) const LONGITUDE_1: Meaning = degrees(180, 181, 600, 6);
/// North-positive, 1/10 minute; 91 degrees not available.
pub(crate) const LATITUDE_1: Meaning = degrees(90, 91, 600, 6);
/// 0.1 knot; 1022 is 102.2 or more, 1023 not available.
pub(crate) const SPEED: Meaning = Meaning::Measure(Measure::new(0, 1022, 1023).over(10, 1));
/// 0.1 degree; 3600 not available.
pub(crate) const COURSE: Meaning = Meaning::Measure(Measure::new(0, 3599, 3600).over(10, 1));
/// Degree; 511 not available.
pub(crate) const HEADING: Meaning = Meaning::Measure(Measure::new(0, 359, 511));
/// 0.1 m; 255 is 25.5 or more, 0 not available.
pub(crate) const DRAUGHT: Meaning = Meaning::Measure(Measure::new(1, 255, 0).over(10, 1));
/// Seven digits or more; 0 not available.
pub(crate) const IMO: Meaning = Meaning::Measure(Measure::new(1, (1 << 30) - 1, 0));
/// Navigational status.
pub(crate) const STATUS: Meaning = Meaning::Code(status_text);
/// Type of ship and cargo.
pub(crate) const SHIP_TYPE: Meaning = Meaning::Code(|code| legend::ship_type_text(low(code)));
/// Position fixing device.
pub(crate) const FIXING_DEVICE: Meaning = Meaning::Code(|code| legend::fixing_device_text(low(code)));

/// Type, repeat indicator and sender, which every message has.
pub(crate) const HEAD: Meaning = PART;
/// A number that is shown by hand.
pub(crate) const PART: Meaning = Meaning::Part(Measure::ANY);
/// 4.733 times the root of degrees a minute; -128 not available, +-127 turning without a sensor.
pub(crate) const TURN: Meaning = Meaning::Part(Measure::new(-127, 127, -128));
/// 0 not available.
pub(crate) const YEAR: Meaning = Meaning::Part(Measure::new(1, 9999, 0));
/// 0 not available.
pub(crate) const MONTH: Meaning = Meaning::Part(Measure::new(1, 12, 0));
/// 0 not available.
pub(crate) const DAY: Meaning = Meaning::Part(Measure::new(1, 31, 0));
/// 24 not available.
pub(crate) const HOUR: Meaning = Meaning::Part(Measure::new(0, 23, 24));
/// 60 not available.
pub(crate) const MINUTE: Meaning = Meaning::Part(Measure::new(0, 59, 60));

const fn degrees(most: i64, none: i64, per_degree: i32, decimals: usize) -> Meaning {
    let scale = per_degree as i64;
    Meaning::Measure(Measure::new(-most * scale, most * scale, none * scale).over(per_degree, decimals))
}

#[inline(always)]
fn status_text(code: u16) -> &'static str {
    legend::status_text(low(code))
}

const fn low(code: u16) -> u8 {
    (code & 0xFF) as u8
}

/// Whole units, `first` to `last`; `none` not available.
pub(crate) const fn whole(first: i64, last: i64, none: i64) -> Meaning {
    Meaning::Measure(Measure::new(first, last, none))
}

/// Tenths of a unit, `first` to `last`; `none` not available.
pub(crate) const fn tenths(first: i64, last: i64, none: i64) -> Meaning {
    Meaning::Measure(Measure::new(first, last, none).over(10, 1))
}

/// Hundredths of a unit, `first` to `last`; `none` not available.
pub(crate) const fn hundredths(first: i64, last: i64, none: i64) -> Meaning {
    Meaning::Measure(Measure::new(first, last, none).over(100, 2))
}

/// Halves of a unit, `first` to `last`; `none` not available.
pub(crate) const fn halves(first: i64, last: i64, none: i64) -> Meaning {
    Meaning::Measure(Measure::new(first, last, none).over(2, 1))
}

/// Twentieths of a unit, `first` to `last`; `none` not available.
pub(crate) const fn twentieths(first: i64, last: i64, none: i64) -> Meaning {
    Meaning::Measure(Measure::new(first, last, none).over(20, 2))
}

/// The same scale, with raw zero at `zero`.
pub(crate) const fn offset(scale: Meaning, zero: f64) -> Meaning {
    match scale {
        Meaning::Measure(measure) => Meaning::Measure(measure.from(zero)),
        other => other,
    }
}

/// The same scale, with steps `factor` times as large.
pub(crate) const fn times(scale: Meaning, factor: i32) -> Meaning {
    match scale {
        Meaning::Measure(measure) => Meaning::Measure(measure.times(factor)),
        other => other,
    }
}
