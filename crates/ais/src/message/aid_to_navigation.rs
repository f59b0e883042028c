//! Type 21: report of an aid to navigation (M.1371-5, annex 8, Message 21).

use crate::field::Meaning;
use crate::layout::{Lengths, bit_table};
use crate::legend;
use crate::payload::MAX_BITS;
use crate::quantity::{self, Dimensions, FixSecond, Position};
use crate::scale::{FIXING_DEVICE, HEAD, LATITUDE, LONGITUDE, PART};
use crate::text::{LongText, Text, meant};

/// Kind of aid.
const AID_TYPE: Meaning = Meaning::Code(legend::aid_type_text);

bit_table! {
    /// Aid-to-navigation report. 272 bits, and up to 88 more for a long name; up to 368 are seen and accepted.
    pub struct AidToNavigation {
        /// How often repeated, 0 to 3.
        6..8 repeat: u8 => HEAD,
        /// Identity, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Kind of aid; 0 not specified.
        38..43 aid_type: u8 => AID_TYPE,
        /// First 20 characters of the name; all `@` not available.
        43..163 name_start: Text<20> => PART,
        /// Better than 10 m.
        163..164 accuracy: bool,
        /// 1/10 000 minute east; 181 degrees not available.
        164..192 longitude "lon": i32 => LONGITUDE,
        /// 1/10 000 minute north; 91 degrees not available.
        192..219 latitude "lat": i32 => LATITUDE,
        /// Metres from the position to the northern edge (of a ship-like aid, to the bow); 511 is 511 or more.
        219..228 to_bow: u16,
        /// Metres from the position to the southern edge; 511 is 511 or more.
        228..237 to_stern: u16,
        /// Metres from the position to the western edge; 63 is 63 or more.
        237..243 to_port: u8,
        /// Metres from the position to the eastern edge; 63 is 63 or more.
        243..249 to_starboard: u8,
        /// Position fixing device; 0 undefined, 7 surveyed, 15 internal GNSS.
        249..253 epfd: u8 => FIXING_DEVICE,
        /// UTC second 0 to 59; 60 to 63 as [`FixSecond`].
        253..259 second: u8,
        /// A floating aid is off its position; only if the second is 0 to 59.
        259..260 off_position: bool,
        /// Status of the aid; 0 not available.
        260..268 regional: u8,
        /// Receiver autonomous integrity monitoring in use.
        268..269 raim: bool,
        /// There is no such aid in the water.
        269..270 virtual_aid: bool,
        /// In assigned mode.
        270..271 assigned: bool,
        /// Not used.
        271..272 spare: bool => Meaning::Spare;
        /// Up to 14 more characters of the name, then fill bits.
        272.. name_end: LongText => PART,
    }
}

impl AidToNavigation {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[272..=368], lenient_min: 270 };

    /// A report in which everything but the identity is not available.
    pub fn unavailable(mmsi: u32) -> Self {
        Self {
            repeat: 0,
            mmsi,
            aid_type: 0,
            name_start: Text::EMPTY,
            accuracy: false,
            longitude: quantity::NO_LONGITUDE,
            latitude: quantity::NO_LATITUDE,
            to_bow: 0,
            to_stern: 0,
            to_port: 0,
            to_starboard: 0,
            epfd: 0,
            second: 60,
            off_position: false,
            regional: 0,
            raim: false,
            virtual_aid: false,
            assigned: false,
            spare: false,
            name_end: LongText::new(""),
        }
    }

    /// The whole name: the extension is read when the first 20 characters are all used.
    pub fn name(&self) -> String {
        self.name_in(&mut [0; MAX_BITS / 6]).to_owned()
    }

    /// [`AidToNavigation::name`], put into `room`.
    pub(crate) fn name_in<'r>(&self, room: &'r mut [u8; MAX_BITS / 6]) -> &'r str {
        meant(self.name_start.characters().chain(self.name_end.characters()), room)
    }

    /// Position; `None` when not available or beyond the globe.
    pub fn position(&self) -> Option<Position> {
        Position::fine(self.longitude, self.latitude)
    }

    /// Size and reference place.
    pub fn dimensions(&self) -> Dimensions {
        Dimensions {
            to_bow: self.to_bow,
            to_stern: self.to_stern,
            to_port: self.to_port,
            to_starboard: self.to_starboard,
        }
    }

    /// Second of the fix.
    pub fn fix_second(&self) -> FixSecond {
        FixSecond::from_raw(self.second)
    }

    /// Whether a floating aid is off its position; `None` when it does not know the time of its fix.
    pub fn is_off_position(&self) -> Option<bool> {
        matches!(self.fix_second(), FixSecond::At(_)).then_some(self.off_position)
    }
}
