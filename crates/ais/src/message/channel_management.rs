//! Type 22: which channels to use in an area, or for two stations (M.1371-5, annex 8, Message 22).

use crate::field::{Field, Meaning, Storage};
use crate::layout::{BitField, Lengths, Table, Value, Visit, bit_table};
use crate::message::Area;
use crate::payload::Payload;
use crate::scale::{HEAD, PART};

bit_table! {
    /// Channel management. 168 bits.
    pub struct ChannelManagement {
        /// How often repeated, 0 to 3.
        6..8 repeat: u8 => HEAD,
        /// Identity of the base station, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Not used.
        38..40 spare: u8 => Meaning::Spare,
        /// Channel A, numbered as in M.1084; 2087 is AIS 1.
        40..52 channel_a: u16,
        /// Channel B, numbered as in M.1084; 2088 is AIS 2.
        52..64 channel_b: u16,
        /// Which channels to send and receive on: 0 both on both, 1 send on A, 2 send on B.
        64..68 txrx: u8,
        /// Low power.
        68..69 power: bool,
        /// Whom it concerns, with the flag that tells area from stations.
        69..140 scope: Scope => PART,
        /// Channel A has the bandwidth of older editions (12.5 kHz).
        140..141 band_a: bool,
        /// Channel B has the bandwidth of older editions (12.5 kHz).
        141..142 band_b: bool,
        /// Size of the transitional zone in nautical miles, less one.
        142..145 zonesize: u8,
        /// Not used.
        145..168 spare2: u32 => Meaning::Spare,
    }
}

impl ChannelManagement {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[168..=168], lenient_min: 145 };
}

/// Whom a [`ChannelManagement`] concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// All in an area.
    Area(Area),
    /// One or two stations.
    Stations(Stations),
}

bit_table! {
    /// The stations of a [`Scope`]. 70 bits.
    pub struct Stations {
        /// First station.
        0..30 dest1: u32,
        /// Not used.
        30..35 spare: u8 => Meaning::Spare,
        /// Second station; 0 for none.
        35..65 dest2: u32,
        /// Not used.
        65..70 spare2: u8 => Meaning::Spare,
    }
}

const ADDRESSED: Field = Field {
    name: "addressed",
    first_bit: 139,
    bits: Some(1),
    storage: Storage::Flag,
    meaning: Meaning::Plain,
};

impl BitField for Scope {
    const STORAGE: Storage = Storage::Record;

    fn get<const AT: usize, const LEN: usize>(payload: &Payload) -> Self {
        let bits = payload.slice(AT, LEN);
        if bits.get::<70, 1>() == 0 {
            Self::Area(Area::read(&bits))
        } else {
            Self::Stations(Stations::read(&bits))
        }
    }

    fn set<const AT: usize, const LEN: usize>(&self, payload: &mut Payload) {
        let mut bits = Payload::zeros(LEN);
        match self {
            Self::Area(area) => area.write(&mut bits),
            Self::Stations(stations) => stations.write(&mut bits),
        }
        bits.write(LEN - 1, 1, u64::from(matches!(self, Self::Stations(_))));
        payload.put(AT, &bits);
    }

    fn show(&self, _: &Field, visitor: &mut impl Visit) {
        visitor.field(&ADDRESSED, Value::Flag(matches!(self, Self::Stations(_))));
        match self {
            Self::Area(area) => Table::show(area, visitor),
            Self::Stations(stations) => Table::show(stations, visitor),
        }
    }
}
