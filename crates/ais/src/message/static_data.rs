//! Type 24: static data in two parts, A the name, B the rest (M.1371-5, annex 8, Message 24).
//!
//! The parts are messages of their own; whoever needs both joins them by MMSI.

use crate::field::Meaning;
use crate::layout::{Lengths, Table, bit_table};
use crate::quantity::Dimensions;
use crate::scale::{HEAD, PART, SHIP_TYPE};
use crate::text::Text;

bit_table! {
    /// Part A: the name. 160 bits; 168 are accepted, and 162, which is 27 characters with the fill not counted
    /// (so all 67 in gpsd's log of 2023).
    pub struct StaticDataA {
        /// How often repeated, 0 to 3.
        6..8 repeat: u8 => HEAD,
        /// Identity, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Name; all `@` not available.
        40..160 shipname: Text<20>,
    }
}

impl StaticDataA {
    pub(crate) const LENGTHS: Lengths =
        Lengths { strict: &[160..=160, 162..=162, 168..=168], lenient_min: 160 };

    /// A report without a name.
    pub fn unavailable(mmsi: u32) -> Self {
        Self { repeat: 0, mmsi, shipname: Text::EMPTY }
    }
}

bit_table! {
    /// Part B: type, maker, call sign and size. 168 bits; 162 are seen and accepted.
    pub struct StaticDataB {
        /// How often repeated, 0 to 3.
        6..8 repeat: u8 => HEAD,
        /// Identity, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Type of ship and cargo; 0 not available.
        40..48 shiptype: u8 => SHIP_TYPE,
        /// Maker's id: three letters.
        48..66 vendor: Text<3> => PART,
        /// Maker's model code.
        66..70 model: u8,
        /// Maker's serial number.
        70..90 serial: u32,
        /// Call sign; all `@` not available.
        90..132 callsign: Text<7>,
        /// Metres from antenna to bow, or the first bits of the mother ship's MMSI.
        132..141 to_bow: u16 => PART,
        /// Metres from antenna to stern, or bits of the mother ship's MMSI.
        141..150 to_stern: u16 => PART,
        /// Metres from antenna to port, or bits of the mother ship's MMSI.
        150..156 to_port: u8 => PART,
        /// Metres from antenna to starboard, or the last bits of the mother ship's MMSI.
        156..162 to_starboard: u8 => PART,
        /// Position fixing device; 0 undefined, 15 internal GNSS.
        162..166 epfd: u8,
        /// Not used.
        166..168 spare: u8 => Meaning::Spare,
    }
}

impl StaticDataB {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[162..=162, 168..=168], lenient_min: 162 };

    /// A report in which everything but the identity is not available.
    pub fn unavailable(mmsi: u32) -> Self {
        Self {
            repeat: 0,
            mmsi,
            shiptype: 0,
            vendor: Text::EMPTY,
            model: 0,
            serial: 0,
            callsign: Text::EMPTY,
            to_bow: 0,
            to_stern: 0,
            to_port: 0,
            to_starboard: 0,
            epfd: 0,
            spare: 0,
        }
    }

    /// Whether the sender is a craft belonging to a parent ship: its MMSI is 98 and seven digits.
    pub fn is_auxiliary_craft(&self) -> bool {
        self.mmsi / 10_000_000 == 98
    }

    /// MMSI of the mother ship, sent by auxiliary craft in place of the size; `None` for 0.
    pub fn mothership_mmsi(&self) -> Option<u32> {
        let mmsi = u32::from(self.to_bow) << 21
            | u32::from(self.to_stern) << 12
            | u32::from(self.to_port) << 6
            | u32::from(self.to_starboard);
        Some(mmsi).filter(|&mmsi| self.is_auxiliary_craft() && mmsi != 0)
    }

    /// Size and antenna place; `None` for auxiliary craft, which send their mother ship instead.
    pub fn dimensions(&self) -> Option<Dimensions> {
        let dimensions = Dimensions {
            to_bow: self.to_bow,
            to_stern: self.to_stern,
            to_port: self.to_port,
            to_starboard: self.to_starboard,
        };
        (!self.is_auxiliary_craft()).then_some(dimensions)
    }

    /// Type of ship and cargo; `None` for 0.
    pub fn ship_type(&self) -> Option<u8> {
        Some(self.shiptype).filter(|&kind| kind != 0)
    }

    /// Maker's id as older editions have it: seven letters where model and serial are now.
    pub fn vendor_seven(&self) -> Text<7> {
        let mut payload = crate::payload::Payload::zeros(self.bits());
        self.write(&mut payload);
        crate::layout::BitField::get::<48, 42>(&payload)
    }
}
