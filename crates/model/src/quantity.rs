//! Quantities with their units in the type, so that knots never meet metres by accident.

/// A length or distance in metres.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Metres(pub f64);

/// A speed in knots (nautical miles per hour).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Knots(pub f64);

/// A direction in degrees, clockwise from true north.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Degrees(pub f64);

impl Metres {
    /// One international nautical mile is exactly 1,852 m.
    pub const NAUTICAL_MILE: Self = Self(1852.0);

    /// A distance given in kilometres.
    #[inline]
    pub const fn from_km(km: f64) -> Self {
        Self(km * 1000.0)
    }

    /// This distance in kilometres.
    #[inline]
    pub const fn km(self) -> f64 {
        self.0 / 1000.0
    }
}

impl Knots {
    /// Metres per second in one knot.
    pub const METRES_PER_SECOND: f64 = 1852.0 / 3600.0;

    /// This speed in metres per second.
    #[inline]
    pub const fn metres_per_second(self) -> f64 {
        self.0 * Self::METRES_PER_SECOND
    }

    /// A speed given in metres per second.
    pub const fn from_metres_per_second(speed: f64) -> Self {
        Self(speed / Self::METRES_PER_SECOND)
    }
}

impl Degrees {
    /// The smaller angle between two directions, 0 to 180 degrees.
    #[inline]
    pub fn apart(self, other: Self) -> Self {
        let difference = (self.0 - other.0).rem_euclid(360.0);
        Self(difference.min(360.0 - difference))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_either_side_of_north_are_close() {
        assert_eq!(Degrees(359.0).apart(Degrees(2.0)), Degrees(3.0));
        assert_eq!(Degrees(90.0).apart(Degrees(270.0)), Degrees(180.0));
    }

    #[test]
    fn a_knot_is_a_nautical_mile_an_hour() {
        assert!((Knots(1.0).metres_per_second() * 3600.0 - Metres::NAUTICAL_MILE.0).abs() < 1e-9);
    }
}
