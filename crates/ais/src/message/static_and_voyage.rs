//! Type 5: static and voyage data of a class A vessel (M.1371-5, annex 8, Message 5).

use crate::field::Meaning;
use crate::layout::{Lengths, bit_table};
use crate::quantity::{Arrival, Dimensions};
use crate::scale::{DAY, DRAUGHT, FIXING_DEVICE, HEAD, HOUR, IMO, MINUTE, MONTH, SHIP_TYPE};
use crate::text::Text;

bit_table! {
    /// Ship static and voyage related data. 424 bits; 420 to 426 are seen and accepted.
    pub struct StaticAndVoyage {
        /// How often repeated, 0 to 3.
        6..8 repeat: u8 => HEAD,
        /// Identity, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Edition of M.1371 that the station complies with: 0 is -1, 1 is -3, 2 is -5, 3 later.
        38..40 ais_version: u8,
        /// IMO number; 0 not available, above 9 999 999 an official flag state number.
        40..70 imo: u32 => IMO,
        /// Call sign; all `@` not available.
        70..112 callsign: Text<7>,
        /// Name; all `@` not available.
        112..232 shipname: Text<20>,
        /// Type of ship and cargo; 0 not available.
        232..240 shiptype: u8 => SHIP_TYPE,
        /// Metres from antenna to bow; 511 is 511 or more.
        240..249 to_bow: u16,
        /// Metres from antenna to stern; 511 is 511 or more.
        249..258 to_stern: u16,
        /// Metres from antenna to port; 63 is 63 or more.
        258..264 to_port: u8,
        /// Metres from antenna to starboard; 63 is 63 or more.
        264..270 to_starboard: u8,
        /// Position fixing device; 0 undefined, 15 internal GNSS.
        270..274 epfd: u8 => FIXING_DEVICE,
        /// Month of arrival 1 to 12; 0 not available.
        274..278 month: u8 => MONTH,
        /// Day of arrival 1 to 31; 0 not available.
        278..283 day: u8 => DAY,
        /// Hour of arrival 0 to 23; 24 not available.
        283..288 hour: u8 => HOUR,
        /// Minute of arrival 0 to 59; 60 not available.
        288..294 minute: u8 => MINUTE,
        /// Draught, 0.1 m; 255 is 25.5 or more, 0 not available.
        294..302 draught: u8 => DRAUGHT,
        /// Destination; all `@` not available.
        302..422 destination: Text<20>,
        /// Data terminal not ready.
        422..423 dte: bool => Meaning::Digit,
        /// Not used.
        423..424 spare: bool => Meaning::Spare,
    }
}

impl StaticAndVoyage {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[420..=426], lenient_min: 302 };

    /// A report in which everything but the identity is not available.
    pub fn unavailable(mmsi: u32) -> Self {
        Self {
            repeat: 0,
            mmsi,
            ais_version: 2,
            imo: 0,
            callsign: Text::EMPTY,
            shipname: Text::EMPTY,
            shiptype: 0,
            to_bow: 0,
            to_stern: 0,
            to_port: 0,
            to_starboard: 0,
            epfd: 0,
            month: 0,
            day: 0,
            hour: 24,
            minute: 60,
            draught: 0,
            destination: Text::EMPTY,
            dte: true,
            spare: false,
        }
    }

    /// IMO number as sent; `None` for 0. Whether its check digit holds is for the reader to say.
    pub fn imo_number(&self) -> Option<u32> {
        Some(self.imo).filter(|&imo| imo != 0)
    }

    /// Draught in metres; 25.5 stands for 25.5 or more, `None` for 0.
    pub fn draught_metres(&self) -> Option<f64> {
        DRAUGHT.of(self.draught)
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

    /// Estimated time of arrival; parts that are not available or out of range are `None`.
    pub fn arrival(&self) -> Arrival {
        Arrival {
            month: Some(self.month).filter(|month| (1..=12).contains(month)),
            day: Some(self.day).filter(|&day| day != 0),
            hour: Some(self.hour).filter(|&hour| hour < 24),
            minute: Some(self.minute).filter(|&minute| minute < 60),
        }
    }
}
