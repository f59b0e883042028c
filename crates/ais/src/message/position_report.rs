//! Types 1, 2 and 3: position report of a class A vessel (M.1371-5, annex 8, Messages 1, 2, 3).

use crate::field::Meaning;
use crate::layout::{Lengths, bit_table};
use crate::quantity::{self, FixSecond, Position, Turn};
use crate::radio::CommunicationState;
use crate::scale::{COURSE, HEAD, HEADING, LATITUDE, LONGITUDE, SPEED, STATUS, TURN};

bit_table! {
    /// Position report, scheduled (1), assigned (2) or answering an interrogation (3). 168 bits.
    ///
    /// Fields hold what was sent; the methods give what was meant.
    pub struct PositionReport {
        /// Message type: 1, 2 or 3.
        0..6 kind: u8 => HEAD,
        /// How often repeated, 0 to 3; 3 is "do not repeat".
        6..8 repeat: u8 => HEAD,
        /// Identity, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Navigational status 0 to 15; 15 is not defined.
        38..42 status: u8 => STATUS,
        /// Rate of turn, 4.733 times the root of degrees a minute; -128 not available, +-127 no sensor.
        42..50 turn: i8 => TURN,
        /// Speed over ground, 0.1 knot; 1022 is 102.2 or more, 1023 not available.
        50..60 speed: u16 => SPEED,
        /// Better than 10 m.
        60..61 accuracy: bool,
        /// 1/10 000 minute east; 181 degrees not available.
        61..89 longitude "lon": i32 => LONGITUDE,
        /// 1/10 000 minute north; 91 degrees not available.
        89..116 latitude "lat": i32 => LATITUDE,
        /// Course over ground, 0.1 degree; 3600 not available, above invalid.
        116..128 course: u16 => COURSE,
        /// True heading, degree; 511 not available, 360 to 510 invalid.
        128..137 heading: u16 => HEADING,
        /// UTC second 0 to 59; 60 to 63 as [`FixSecond`].
        137..143 second: u8,
        /// Special manoeuvre: 0 not available, 1 no, 2 yes.
        143..145 maneuver: u8,
        /// Not used.
        145..148 spare: u8 => Meaning::Spare,
        /// Receiver autonomous integrity monitoring in use.
        148..149 raim: bool,
        /// Communication state: SOTDMA in types 1 and 2, ITDMA in type 3.
        149..168 radio: u32,
    }
}

impl PositionReport {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[168..=168], lenient_min: 149 };

    /// A type 1 report in which everything but the identity is not available.
    pub fn unavailable(mmsi: u32) -> Self {
        Self {
            kind: 1,
            repeat: 0,
            mmsi,
            status: 15,
            turn: -128,
            speed: 1023,
            accuracy: false,
            longitude: quantity::NO_LONGITUDE,
            latitude: quantity::NO_LATITUDE,
            course: 3600,
            heading: 511,
            second: 60,
            maneuver: 0,
            spare: 0,
            raim: false,
            radio: 0,
        }
    }

    /// Position; `None` when not available or beyond the globe.
    pub fn position(&self) -> Option<Position> {
        Position::fine(self.longitude, self.latitude)
    }

    /// Speed over ground in knots; 102.2 stands for 102.2 or more.
    pub fn speed_knots(&self) -> Option<f64> {
        quantity::speed_knots(self.speed)
    }

    /// Course over ground in degrees from true north, 0 to 359.9.
    pub fn course_degrees(&self) -> Option<f64> {
        quantity::course_degrees(self.course)
    }

    /// True heading in degrees, 0 to 359.
    pub fn heading_degrees(&self) -> Option<u16> {
        quantity::heading_degrees(self.heading)
    }

    /// Rate of turn.
    pub fn rate_of_turn(&self) -> Option<Turn> {
        Turn::from_raw(self.turn)
    }

    /// Navigational status 0 to 14; `None` for 15.
    pub fn navigation_status(&self) -> Option<u8> {
        Some(self.status).filter(|&status| status != 15)
    }

    /// Second of the fix.
    pub fn fix_second(&self) -> FixSecond {
        FixSecond::from_raw(self.second)
    }

    /// How it takes its slots.
    pub fn communication_state(&self) -> CommunicationState {
        match self.kind {
            3 => CommunicationState::itdma(self.radio),
            _ => CommunicationState::sotdma(self.radio),
        }
    }
}
