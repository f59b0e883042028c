//! Type 9: position report of an aircraft in search and rescue (M.1371-5, annex 8, Message 9).

use crate::field::{Meaning, Measure};
use crate::layout::{Lengths, bit_table};
use crate::quantity::{self, FixSecond, Position};
use crate::radio::CommunicationState;
use crate::scale::{COURSE, HEAD, LATITUDE, LONGITUDE};

/// Metre; 4094 is 4094 or higher, 4095 not available.
const ALTITUDE: Meaning = Meaning::Measure(Measure::new(0, 4094, 4095));
/// Knot; 1022 is 1022 or faster, 1023 not available.
const SPEED_KNOTS: Meaning = Meaning::Measure(Measure::new(0, 1022, 1023));

bit_table! {
    /// Standard search and rescue aircraft position report. 168 bits.
    pub struct SarAircraft {
        /// How often repeated, 0 to 3.
        6..8 repeat: u8 => HEAD,
        /// Identity, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Altitude, metre; 4094 is 4094 or higher, 4095 not available.
        38..50 altitude "alt": u16 => ALTITUDE,
        /// Speed over ground, whole knots; 1022 is 1022 or faster, 1023 not available.
        50..60 speed: u16 => SPEED_KNOTS,
        /// Better than 10 m.
        60..61 accuracy: bool,
        /// 1/10 000 minute east; 181 degrees not available.
        61..89 longitude "lon": i32 => LONGITUDE,
        /// 1/10 000 minute north; 91 degrees not available.
        89..116 latitude "lat": i32 => LATITUDE,
        /// Course over ground, 0.1 degree; 3600 not available, above invalid.
        116..128 course: u16 => COURSE,
        /// UTC second 0 to 59; 60 to 63 as [`FixSecond`].
        128..134 second: u8,
        /// First bit: the altitude is barometric. The others are not used; older editions left all to regions.
        134..142 regional: u8,
        /// Data terminal not ready.
        142..143 dte: bool => Meaning::Digit,
        /// Not used.
        143..146 spare: u8 => Meaning::Spare,
        /// In assigned mode.
        146..147 assigned: bool,
        /// Receiver autonomous integrity monitoring in use.
        147..148 raim: bool,
        /// Communication state, its selector bit first (1 is ITDMA).
        148..168 radio: u32,
    }
}

impl SarAircraft {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[168..=168], lenient_min: 148 };

    /// A report in which everything but the identity is not available.
    pub fn unavailable(mmsi: u32) -> Self {
        Self {
            repeat: 0,
            mmsi,
            altitude: 4095,
            speed: 1023,
            accuracy: false,
            longitude: quantity::NO_LONGITUDE,
            latitude: quantity::NO_LATITUDE,
            course: 3600,
            second: 60,
            regional: 0,
            dte: true,
            spare: 0,
            assigned: false,
            raim: false,
            radio: 0,
        }
    }

    /// Position; `None` when not available or beyond the globe.
    pub fn position(&self) -> Option<Position> {
        Position::fine(self.longitude, self.latitude)
    }

    /// Altitude in metres; 4094 stands for 4094 or higher.
    pub fn altitude_metres(&self) -> Option<f64> {
        ALTITUDE.of(self.altitude)
    }

    /// Speed over ground in knots; 1022 stands for 1022 or faster.
    pub fn speed_knots(&self) -> Option<f64> {
        SPEED_KNOTS.of(self.speed)
    }

    /// Course over ground in degrees from true north, 0 to 359.9.
    pub fn course_degrees(&self) -> Option<f64> {
        quantity::course_degrees(self.course)
    }

    /// Second of the fix.
    pub fn fix_second(&self) -> FixSecond {
        FixSecond::from_raw(self.second)
    }

    /// Whether the altitude was measured by air pressure and not by GNSS.
    pub fn altitude_is_barometric(&self) -> bool {
        self.regional & 0x80 != 0
    }

    /// How it takes its slots.
    pub fn communication_state(&self) -> CommunicationState {
        CommunicationState::selected(self.radio)
    }
}
