//! What one record of an archive says: where a ship is, or what ship it is.

use std::cmp::Ordering;

use crate::fix::compare_optional;
use crate::{BroadcastImo, Fix, Location, Metres, Mmsi, Timestamp};

/// One record of an archive.
#[derive(Debug, Clone, PartialEq)]
pub enum Report {
    /// Where a ship is.
    Position(Fix),
    /// What ship it is and where it is bound.
    Static(Box<StaticReport>),
}

/// Static and voyage data as broadcast; typed in by the crew, often stale, sometimes false.
#[derive(Debug, Clone, PartialEq)]
pub struct StaticReport {
    /// The radio that sent it.
    pub mmsi: Mmsi,
    /// When it was received.
    pub time: Timestamp,
    /// The IMO number field.
    pub imo: Option<BroadcastImo>,
    /// Name, trimmed; untrusted text.
    pub name: Option<String>,
    /// Call sign, trimmed; untrusted text.
    pub call_sign: Option<String>,
    /// Ship and cargo type.
    pub ship_type: Option<ShipType>,
    /// Distances from the antenna to the sides.
    pub dimensions: Option<Dimensions>,
    /// Deepest present draught.
    pub draught: Option<Metres>,
    /// Destination, trimmed; untrusted text.
    pub destination: Option<String>,
    /// Where it stands in the archive.
    pub location: Location,
}

impl StaticReport {
    /// A report of which nothing is known but that it was heard: such as a position report whose place is not available.
    pub const fn without_content(mmsi: Mmsi, time: Timestamp, location: Location) -> Self {
        Self {
            mmsi,
            time,
            imo: None,
            name: None,
            call_sign: None,
            ship_type: None,
            dimensions: None,
            draught: None,
            destination: None,
            location,
        }
    }

    /// Whether it has any value.
    pub const fn says_something(&self) -> bool {
        self.imo.is_some()
            || self.name.is_some()
            || self.call_sign.is_some()
            || self.ship_type.is_some()
            || self.dimensions.is_some()
            || self.draught.is_some()
            || self.destination.is_some()
    }

    /// By time and then by every other value but the ship, the place in the archive last.
    pub fn compare(&self, other: &Self) -> Ordering {
        (self.time.cmp(&other.time))
            .then_with(|| self.compare_contents(other))
            .then_with(|| self.location.cmp(&other.location))
    }

    /// By what the ship says of itself alone: equal where it says the same.
    pub fn compare_contents(&self, other: &Self) -> Ordering {
        type Words<'a> = (&'a Option<String>, &'a Option<String>, &'a Option<String>);
        fn words(report: &StaticReport) -> Words<'_> {
            (&report.name, &report.call_sign, &report.destination)
        }
        let numbers = |report: &Self| (report.imo, report.ship_type, report.dimensions);
        let draught = |report: &Self| report.draught.map(|draught| draught.0);
        (numbers(self).cmp(&numbers(other)))
            .then_with(|| words(self).cmp(&words(other)))
            .then_with(|| compare_optional(draught(self), draught(other)))
    }
}

/// The ship and cargo type of ITU-R M.1371, 1 to 99 as broadcast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShipType(u8);

impl ShipType {
    /// What the field says; 0 means "not available", and archives' codes above 255 are not of the standard.
    pub const fn from_field(code: u8) -> Option<Self> {
        if code == 0 { None } else { Some(Self(code)) }
    }

    /// The code as broadcast.
    pub const fn code(self) -> u8 {
        self.0
    }

    /// Fishing vessel: 30.
    pub const fn is_fishing(self) -> bool {
        self.0 == 30
    }

    /// Towing, dredging, diving, tug, pilot, rescue, patrol or other service craft: 31 to 35 and 50 to 59.
    pub const fn is_service(self) -> bool {
        matches!(self.0, 31..=35 | 50..=59)
    }

    /// High-speed craft: 40 to 49.
    pub const fn is_high_speed(self) -> bool {
        matches!(self.0, 40..=49)
    }

    /// Passenger ship: 60 to 69.
    pub const fn is_passenger(self) -> bool {
        matches!(self.0, 60..=69)
    }

    /// Cargo ship, bulk carriers included: 70 to 79.
    pub const fn is_cargo(self) -> bool {
        matches!(self.0, 70..=79)
    }

    /// Tanker: 80 to 89.
    pub const fn is_tanker(self) -> bool {
        matches!(self.0, 80..=89)
    }
}

/// Distances from the position antenna to bow, stern, port and starboard side, in metres, as broadcast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dimensions {
    /// Antenna to bow, 0 to 511 m.
    pub bow: u16,
    /// Antenna to stern, 0 to 511 m.
    pub stern: u16,
    /// Antenna to port side, 0 to 63 m.
    pub port: u8,
    /// Antenna to starboard side, 0 to 63 m.
    pub starboard: u8,
}

impl Dimensions {
    /// Length overall; `None` where neither part is set.
    pub fn length(self) -> Option<Metres> {
        let length = self.bow + self.stern;
        (length > 0).then(|| Metres(f64::from(length)))
    }

    /// Beam; `None` where neither part is set.
    pub fn beam(self) -> Option<Metres> {
        let beam = u16::from(self.port) + u16::from(self.starboard);
        (beam > 0).then(|| Metres(f64::from(beam)))
    }
}
