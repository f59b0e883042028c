//! Type 18: standard position report of a class B station (M.1371-5, annex 8, Message 18).

use crate::layout::{Lengths, bit_table};
use crate::quantity::{self, FixSecond, Position};
use crate::radio::CommunicationState;
use crate::scale::{COURSE, HEAD, HEADING, LATITUDE, LONGITUDE, SPEED};

bit_table! {
    /// Standard class B position report. 168 bits.
    pub struct StandardClassB {
        /// How often repeated, 0 to 3.
        6..8 repeat: u8 => HEAD,
        /// Identity, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Not used.
        38..46 reserved: u8,
        /// Speed over ground, 0.1 knot; 1023 not available.
        46..56 speed: u16 => SPEED,
        /// Better than 10 m.
        56..57 accuracy: bool,
        /// 1/10 000 minute east; 181 degrees not available.
        57..85 longitude "lon": i32 => LONGITUDE,
        /// 1/10 000 minute north; 91 degrees not available.
        85..112 latitude "lat": i32 => LATITUDE,
        /// Course over ground, 0.1 degree; 3600 not available, above invalid.
        112..124 course: u16 => COURSE,
        /// True heading, degree; 511 not available, 360 to 510 invalid.
        124..133 heading: u16 => HEADING,
        /// UTC second 0 to 59; 60 to 63 as [`FixSecond`].
        133..139 second: u8,
        /// Not used.
        139..141 regional: u8,
        /// Carrier-sense unit; else SOTDMA.
        141..142 cs: bool,
        /// Has a display.
        142..143 display: bool,
        /// Has digital selective calling.
        143..144 dsc: bool,
        /// Works over the whole marine band.
        144..145 band: bool,
        /// Accepts frequencies from type 22.
        145..146 msg22: bool,
        /// In assigned mode.
        146..147 assigned: bool,
        /// Receiver autonomous integrity monitoring in use.
        147..148 raim: bool,
        /// Communication state, its selector bit first (1 is ITDMA).
        148..168 radio: u32,
    }
}

impl StandardClassB {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[168..=168], lenient_min: 148 };

    /// A report in which everything but the identity is not available.
    pub fn unavailable(mmsi: u32) -> Self {
        Self {
            repeat: 0,
            mmsi,
            reserved: 0,
            speed: 1023,
            accuracy: false,
            longitude: quantity::NO_LONGITUDE,
            latitude: quantity::NO_LATITUDE,
            course: 3600,
            heading: 511,
            second: 60,
            regional: 0,
            cs: true,
            display: false,
            dsc: true,
            band: true,
            msg22: true,
            assigned: false,
            raim: false,
            radio: 917_510,
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

    /// Second of the fix.
    pub fn fix_second(&self) -> FixSecond {
        FixSecond::from_raw(self.second)
    }

    /// How it takes its slots; `None` of carrier-sense units, which take none and send fixed bits.
    pub fn communication_state(&self) -> Option<CommunicationState> {
        (!self.cs).then(|| CommunicationState::selected(self.radio))
    }
}
