//! A fix: one ship, one moment, one place, as received.

use std::cmp::Ordering;

use crate::{Degrees, Knots, Location, Mmsi, Position, Timestamp, Told};

/// One position report as received; nothing in it is inferred.
///
/// It takes 48 bytes: of an archive every believed fix is in memory at once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fix {
    /// The radio that sent it.
    pub mmsi: Mmsi,
    /// When it was received.
    pub time: Timestamp,
    /// Where the ship says it is.
    pub position: Position,
    /// Speed, course, heading and status.
    pub told: Told,
    /// What sent it.
    pub transmitter: Transmitter,
    /// Where it stands in the archive.
    pub location: Location,
}

impl Fix {
    /// Speed over ground, below 102.2 kn.
    #[inline]
    pub fn speed(&self) -> Option<Knots> {
        self.told.speed()
    }

    /// Course over ground, 0 to below 360 degrees.
    #[inline]
    pub fn course(&self) -> Option<Degrees> {
        self.told.course()
    }

    /// True heading, 0 to below 360 degrees.
    #[inline]
    pub fn heading(&self) -> Option<Degrees> {
        self.told.heading()
    }

    /// Navigational status.
    #[inline]
    pub fn status(&self) -> Option<NavStatus> {
        self.told.status()
    }

    /// By time and then by every other value but the ship, the station and the place in the archive last: fixes of one ship in
    /// this order are the same whatever order their records came in, and into what files they are cut.
    #[inline]
    pub fn compare(&self, other: &Self) -> Ordering {
        let rest =
            |fix: &Self| (fix.position, fix.told, fix.transmitter, fix.location.station(), fix.location);
        self.time.cmp(&other.time).then_with(|| rest(self).cmp(&rest(other)))
    }
}

/// Absent before present, then by value.
pub(crate) fn compare_optional(one: Option<f64>, other: Option<f64>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => one.total_cmp(&other),
        (one, other) => one.is_some().cmp(&other.is_some()),
    }
}

/// The navigational status of ITU-R M.1371, 0 to 14; 15 ("undefined") is `None` in a fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NavStatus(u8);

impl NavStatus {
    /// What the field says; 15 and more mean "undefined".
    #[inline]
    pub const fn from_field(code: u8) -> Option<Self> {
        if code < 15 { Some(Self(code)) } else { None }
    }

    /// The code as broadcast.
    #[inline]
    pub const fn code(self) -> u8 {
        self.0
    }

    /// At anchor (1), moored (5) or aground (6).
    pub const fn is_stopped(self) -> bool {
        matches!(self.0, 1 | 5 | 6)
    }

    /// Moored (5).
    pub const fn is_moored(self) -> bool {
        self.0 == 5
    }

    /// Engaged in fishing (7).
    pub const fn is_fishing(self) -> bool {
        self.0 == 7
    }
}

/// What kind of transmission carried a fix: it decides how often and how far a ship is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Transmitter {
    /// Class A: message types 1, 2, 3.
    ClassA,
    /// Class B: message types 18 and 19.
    ClassB,
    /// A long-range broadcast of a class A ship: type 27, to a tenth of a minute only.
    LongRange,
    /// The archive does not say.
    Unknown,
}

impl Transmitter {
    /// The stable word for tables.
    #[inline]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ClassA => "A",
            Self::ClassB => "B",
            Self::LongRange => "long_range",
            Self::Unknown => "unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fix_takes_48_bytes() {
        assert_eq!(size_of::<Fix>(), 48);
    }
}
