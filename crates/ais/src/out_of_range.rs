//! Values that are neither readings nor "not available": the field is flagged, the message is kept.

use std::fmt;

use crate::message::{LongRange, Message, StaticAndVoyage};
use crate::quantity::{NO_LATITUDE, NO_LONGITUDE, Position};

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
    /// Month above 12, hour above 24 or minute above 60.
    pub const ARRIVAL: Self = Self(8);

    const NAMED: [(Self, &'static str); 4] = [
        (Self::POSITION, "position"),
        (Self::COURSE, "course"),
        (Self::HEADING, "heading"),
        (Self::ARRIVAL, "arrival"),
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
            Message::StandardClassB(m) => Self::moving(m.longitude, m.latitude, m.course, m.heading),
            Message::ExtendedClassB(m) => Self::moving(m.longitude, m.latitude, m.course, m.heading),
            Message::LongRange(m) => Self::long_range(m),
            Message::StaticAndVoyage(m) => Self::voyage(m),
            Message::StaticDataA(_) | Message::StaticDataB(_) | Message::Undecoded(_) => Self::default(),
        }
    }

    fn moving(longitude: i32, latitude: i32, course: u16, heading: u16) -> Self {
        Self::default()
            .with(Self::POSITION, is_off_globe(longitude, latitude))
            .with(Self::COURSE, course > 3600)
            .with(Self::HEADING, (360..511).contains(&heading))
    }

    fn long_range(m: &LongRange) -> Self {
        Self::default()
            .with(Self::POSITION, is_off_globe(m.longitude * 1000, m.latitude * 1000))
            .with(Self::COURSE, (360..511).contains(&m.course))
    }

    fn voyage(m: &StaticAndVoyage) -> Self {
        Self::default().with(Self::ARRIVAL, m.month > 12 || m.hour > 24 || m.minute > 60)
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
    use crate::message::PositionReport;

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
