//! Values that are neither readings nor "not available": the field is flagged, the message is kept.

use std::fmt;

use crate::message::{BaseStation, Message};
use crate::quantity::{NO_LATITUDE, NO_LONGITUDE, Position};

const NO_HEADING: u16 = 511;

/// The set of fields of one message whose value the standard gives no meaning.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct OutOfRange(u8);

impl OutOfRange {
    /// Longitude beyond 180 degrees and not 181, or latitude beyond 90 and not 91.
    pub const POSITION: Self = Self(1);
    /// Course of more than 360 degrees (type 27: 360 to 510).
    pub const COURSE: Self = Self(2);
    /// Heading of 360 to 510 degrees.
    pub const HEADING: Self = Self(4);
    /// Of an arrival or a base station's clock: month above 12, hour above 24, minute or second above 60.
    pub const TIME: Self = Self(8);

    const NAMED: [(Self, &'static str); 4] = [
        (Self::POSITION, "position"),
        (Self::COURSE, "course"),
        (Self::HEADING, "heading"),
        (Self::TIME, "time"),
    ];

    /// Whether every field is in range.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether every field of `other` is in this set.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The fields as stable snake-case codes.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMED.into_iter().filter(move |(field, _)| self.contains(*field)).map(|(_, name)| name)
    }

    /// Which fields of a message hold values without meaning; their accessors return `None`.
    pub fn of(message: &Message) -> Self {
        match message {
            Message::PositionReport(m) => Self::moving(m.longitude, m.latitude, m.course, m.heading),
            Message::BaseStation(m) => Self::base_station(m),
            Message::SarAircraft(m) => Self::moving(m.longitude, m.latitude, m.course, NO_HEADING),
            Message::GnssCorrections(m) => Self::placed(m.longitude * 1000, m.latitude * 1000),
            Message::StandardClassB(m) => Self::moving(m.longitude, m.latitude, m.course, m.heading),
            Message::ExtendedClassB(m) => Self::moving(m.longitude, m.latitude, m.course, m.heading),
            Message::AidToNavigation(m) => Self::placed(m.longitude, m.latitude),
            Message::LongRange(m) => Self::placed(m.longitude * 1000, m.latitude * 1000)
                .with(Self::COURSE, (360..511).contains(&m.course)),
            Message::StaticAndVoyage(m) => {
                Self::default().with(Self::TIME, m.month > 12 || m.hour > 24 || m.minute > 60)
            }
            _ => Self::default(),
        }
    }

    fn placed(longitude: i32, latitude: i32) -> Self {
        Self::default().with(Self::POSITION, is_off_globe(longitude, latitude))
    }

    fn moving(longitude: i32, latitude: i32, course: u16, heading: u16) -> Self {
        Self::placed(longitude, latitude)
            .with(Self::COURSE, course > 3600)
            .with(Self::HEADING, (360..NO_HEADING).contains(&heading))
    }

    fn base_station(m: &BaseStation) -> Self {
        let late = m.hour > 24 || m.minute > 60 || m.second > 60;
        Self::placed(m.longitude, m.latitude).with(Self::TIME, m.year > 9999 || m.month > 12 || late)
    }

    fn with(self, field: Self, holds: bool) -> Self {
        if holds { Self(self.0 | field.0) } else { self }
    }
}

/// Each coordinate alone may be "not available".
fn is_off_globe(longitude: i32, latitude: i32) -> bool {
    let longitude = if longitude == NO_LONGITUDE { 0 } else { longitude };
    let latitude = if latitude == NO_LATITUDE { 0 } else { latitude };
    Position::fine(longitude, latitude).is_none()
}

impl fmt::Debug for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{LongRange, PositionReport};

    #[test]
    fn a_silent_vessel_is_in_range_and_a_heading_of_400_is_not() {
        let silent = PositionReport::unavailable(1);
        assert!(OutOfRange::of(&Message::PositionReport(silent)).is_empty());
        let wrong = PositionReport { heading: 400, course: 3601, longitude: 120_000_000, ..silent };
        let flags = OutOfRange::of(&Message::PositionReport(wrong));
        assert_eq!(flags.names().collect::<Vec<_>>(), ["position", "course", "heading"]);
        assert_eq!((wrong.position(), wrong.heading_degrees()), (None, None));
    }

    #[test]
    fn a_coarse_position_not_available_is_in_range() {
        assert!(OutOfRange::of(&Message::LongRange(LongRange::unavailable(1))).is_empty());
        let beyond = LongRange { longitude: 109_000, ..LongRange::unavailable(1) };
        assert!(OutOfRange::of(&Message::LongRange(beyond)).contains(OutOfRange::POSITION));
    }
}
