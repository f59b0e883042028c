//! How fast a silent hull can have gone, by what it says that it is.
//!
//! The figures are 98th percentiles, to the half knot, of the speeds from 3 to 40 kn that ships told: 31,670 of the 136,408 positions of
//! open samples (Digitraffic and BarentsWatch 2026, AMSA, NOAA MarineCadastre 2023, the Norwegian Coastal Administration, sample
//! logs of receivers), joined with the type and the length that each ship told there. AIS has no code for a container ship: it
//! is a cargo ship, and a long one.

use model::{Knots, Metres, Vessel};
use serde::Serialize;

/// Nobody goes faster while silent, unless the distance covered, or what the hull told at either end, asks for more.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TopSpeedOptions {
    /// Tankers. Default 12, 13 and 15.5 kn (12.2 of 71 speeds of 24 ships, 13.2 of 2,037 of 38, 15.4 of 3,194 of 153).
    pub tankers: SpeedBySize,
    /// Cargo ships. Default 12, 16 and 19.5 kn (12.0 of 373 speeds of 52 ships, one of which alone are 47 of 420 left out;
    /// 16.3 of 423 of 70, 19.6 of 2,831 of 536).
    pub dry_ships: SpeedBySize,
    /// Passenger ships and high-speed craft. Default 31, 24 and 24 kn (31.0 of 194 speeds of 52 ships, 23.9 of 342 of 28).
    pub passenger_ships: SpeedBySize,
    /// Fishing vessels. Default 15 kn (14.7 of 818 speeds of 181 boats, one that told 21 kn in 61 more left out).
    pub fishing_vessels: Knots,
    /// Others, and hulls that tell no type. Default 12 kn (design: the service speed of small tankers and bulk carriers, for
    /// which one takes them; of 2,262 hulls that tell none most that are fast are boats).
    pub others: Knots,
    /// A hull of at least this length is no small one; a hull that tells none is. Default 100 m.
    pub middling_from: Metres,
    /// A hull of at least this length is a large one. Default 150 m.
    pub large_from: Metres,
    /// What a hull told at an end of its silence is believed up to this. Default 25 kn (the discrepancy from which on GFW's
    /// segmenter takes a position for another ship's).
    pub told_at_most: Knots,
}

/// A speed for small, middling and large hulls.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SpeedBySize {
    /// Shorter than [`TopSpeedOptions::middling_from`], or of unknown length.
    pub small: Knots,
    /// Shorter than [`TopSpeedOptions::large_from`].
    pub middling: Knots,
    /// Longer.
    pub large: Knots,
}

impl Default for TopSpeedOptions {
    fn default() -> Self {
        let by_size = |small, middling, large| SpeedBySize {
            small: Knots(small),
            middling: Knots(middling),
            large: Knots(large),
        };
        Self {
            tankers: by_size(12.0, 13.0, 15.5),
            dry_ships: by_size(12.0, 16.0, 19.5),
            passenger_ships: by_size(31.0, 24.0, 24.0),
            fishing_vessels: Knots(15.0),
            others: Knots(12.0),
            middling_from: Metres(100.0),
            large_from: Metres(150.0),
            told_at_most: Knots(25.0),
        }
    }
}

impl TopSpeedOptions {
    /// Of a hull, by the type and the length that it tells.
    pub(crate) fn of(&self, vessel: Option<&Vessel>) -> Knots {
        let identity = vessel.map(|vessel| &vessel.identity);
        let length = identity.and_then(|told| told.dimensions?.length());
        match identity.and_then(|told| told.ship_type) {
            Some(of) if of.is_tanker() => self.by_size(&self.tankers, length),
            Some(of) if of.is_cargo() => self.by_size(&self.dry_ships, length),
            Some(of) if of.is_passenger() || of.is_high_speed() => {
                self.by_size(&self.passenger_ships, length)
            }
            Some(of) if of.is_fishing() => self.fishing_vessels,
            _ => self.others,
        }
    }

    fn by_size(&self, speeds: &SpeedBySize, length: Option<Metres>) -> Knots {
        match length {
            Some(length) if length >= self.large_from => speeds.large,
            Some(length) if length >= self.middling_from => speeds.middling,
            _ => speeds.small,
        }
    }
}

#[cfg(test)]
mod tests {
    use model::{Dimensions, Identity, ShipType, Timeline, Transmitter};

    use super::*;
    use crate::world::{hull, minute};

    fn top_speed(ship_type: u8, length: u16) -> f64 {
        let dimensions = Dimensions { bow: length, stern: 0, port: 0, starboard: 0 };
        let identity = Identity {
            ship_type: ShipType::from_field(ship_type),
            dimensions: Some(dimensions),
            ..Identity::default()
        };
        let vessel = Vessel {
            hull: hull(440_000_001),
            identity,
            timeline: Timeline::default(),
            transmitter: Transmitter::ClassA,
            first_seen: minute(0.0),
            last_seen: minute(60.0),
            unplaced: Vec::new(),
        };
        TopSpeedOptions::default().of(Some(&vessel)).0
    }

    #[test]
    fn a_long_cargo_ship_is_faster_than_a_long_tanker_and_short_ones_make_twelve_knots() {
        let of_type = |ship_type| [0, 99, 100, 149, 150, 400].map(|length| top_speed(ship_type, length));
        assert_eq!(of_type(80), [12.0, 12.0, 13.0, 13.0, 15.5, 15.5]);
        assert_eq!(of_type(70), [12.0, 12.0, 16.0, 16.0, 19.5, 19.5]);
    }

    #[test]
    fn a_ferry_outruns_a_fishing_boat_and_who_tells_nothing_is_taken_for_a_small_merchant() {
        assert_eq!([top_speed(60, 50), top_speed(40, 30), top_speed(30, 30)], [31.0, 31.0, 15.0]);
        assert_eq!([top_speed(0, 200), top_speed(52, 30), TopSpeedOptions::default().of(None).0], [12.0; 3]);
    }
}
