//! Type 19: extended position report of a class B station (M.1371-5, annex 8, Message 19).

use crate::field::Meaning;
use crate::layout::{Lengths, bit_table};
use crate::quantity::{self, Dimensions, FixSecond, Position};
use crate::scale::{COURSE, FIXING_DEVICE, HEAD, HEADING, LATITUDE, LONGITUDE, SHIP_TYPE, SPEED};
use crate::text::Text;

bit_table! {
    /// Extended class B position report: type 18 with name, type and size. 312 bits; 306 to 312 accepted.
    pub struct ExtendedClassB {
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
        139..143 regional: u8,
        /// Name; all `@` not available.
        143..263 shipname: Text<20>,
        /// Type of ship and cargo; 0 not available.
        263..271 shiptype: u8 => SHIP_TYPE,
        /// Metres from antenna to bow; 511 is 511 or more.
        271..280 to_bow: u16,
        /// Metres from antenna to stern; 511 is 511 or more.
        280..289 to_stern: u16,
        /// Metres from antenna to port; 63 is 63 or more.
        289..295 to_port: u8,
        /// Metres from antenna to starboard; 63 is 63 or more.
        295..301 to_starboard: u8,
        /// Position fixing device; 0 undefined, 15 internal GNSS.
        301..305 epfd: u8 => FIXING_DEVICE,
        /// Receiver autonomous integrity monitoring in use.
        305..306 raim: bool,
        /// Data terminal not ready.
        306..307 dte: bool => Meaning::Digit,
        /// In assigned mode.
        307..308 assigned: bool,
        /// Not used.
        308..312 spare: u8 => Meaning::Spare,
    }
}

impl ExtendedClassB {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[306..=312], lenient_min: 301 };

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
            shipname: Text::EMPTY,
            shiptype: 0,
            to_bow: 0,
            to_stern: 0,
            to_port: 0,
            to_starboard: 0,
            epfd: 0,
            raim: false,
            dte: true,
            assigned: false,
            spare: 0,
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

    /// Type of ship and cargo; `None` for 0.
    pub fn ship_type(&self) -> Option<u8> {
        Some(self.shiptype).filter(|&kind| kind != 0)
    }

    /// Size and antenna place.
    pub fn dimensions(&self) -> Dimensions {
        Dimensions {
            to_bow: self.to_bow,
            to_stern: self.to_stern,
            to_port: self.to_port,
            to_starboard: self.to_starboard,
        }
    }
}
