//! Columns of static data: one row for each message of type 5 or 19 and for each part of a type 24.

use super::block::columns;
use crate::message::{ExtendedClassB, StaticAndVoyage, StaticDataA, StaticDataB};
use crate::scale::{DAY, DRAUGHT, HOUR, IMO, MINUTE, MONTH};
use crate::text::Text;

columns! {
    /// Static data in columns, all of the same length.
    ///
    /// Scales are those of [`StaticAndVoyage::FIELDS`]. A type 24 sends its name and its other half apart, and only a type 5
    /// has a voyage: what a message does not send is no reading, and its raw value is the one that says "not available".
    pub struct Statics {
        /// Part of a type 24: 0 is A, 1 is B.
        part: u8 where |block, row| block.kind[row] == 24,
        /// Edition of the standard that the station follows (type 5).
        ais_version: u8 where |block, row| block.kind[row] == 5,
        /// IMO number as sent; 0 is none.
        imo: u32 where |block, row| IMO.holds(block.imo[row].into()),
        /// Call sign; valid if there is any text.
        callsign: Text<7> where |block, row| !block.callsign[row].is_blank(),
        /// Name; valid if there is any text.
        shipname: Text<20> where |block, row| !block.shipname[row].is_blank(),
        /// Type of ship and cargo; 0 is none.
        shiptype: u8 where |block, row| block.shiptype[row] != 0,
        /// Maker's id (part B of type 24); valid if there is any text.
        vendor: Text<3> where |block, row| !block.vendor[row].is_blank(),
        /// Maker's model code (part B of type 24).
        model: u8 where Block::is_part_b,
        /// Maker's serial number (part B of type 24).
        serial: u32 where Block::is_part_b,
        /// Metres from antenna to bow. Auxiliary craft (MMSI 98...) send bits of their mother ship's MMSI in these four:
        /// kept, and no readings.
        to_bow: u16 where Block::is_sized,
        /// Metres from antenna to stern.
        to_stern: u16 where Block::is_sized,
        /// Metres from antenna to port.
        to_port: u8 where Block::is_sized,
        /// Metres from antenna to starboard.
        to_starboard: u8 where Block::is_sized,
        /// Position fixing device; 0 is undefined.
        epfd: u8 where |block, row| block.epfd[row] != 0,
        /// Month of arrival 1 to 12.
        month: u8 where |block, row| MONTH.holds(block.month[row].into()),
        /// Day of arrival 1 to 31.
        day: u8 where |block, row| DAY.holds(block.day[row].into()),
        /// Hour of arrival 0 to 23.
        hour: u8 where |block, row| HOUR.holds(block.hour[row].into()),
        /// Minute of arrival 0 to 59.
        minute: u8 where |block, row| MINUTE.holds(block.minute[row].into()),
        /// Draught, 0.1 m; 0 is none.
        draught: u8 where |block, row| DRAUGHT.holds(block.draught[row].into()),
        /// Destination; valid if there is any text.
        destination: Text<20> where |block, row| !block.destination[row].is_blank(),
        /// Data terminal not ready (types 5 and 19).
        dte: bool where |block, row| block.kind[row] != 24,
    }
}

/// MMSIs of auxiliary craft: 98 and seven digits.
const AUXILIARY: std::ops::Range<u32> = 980_000_000..990_000_000;

impl Block {
    #[inline(always)]
    fn is_part_b(&self, row: usize) -> bool {
        self.kind[row] == 24 && self.part[row] == 1
    }

    /// Whether the four distances are distances.
    #[inline(always)]
    fn is_sized(&self, row: usize) -> bool {
        self.kind[row] != 24 || self.part[row] == 1 && !AUXILIARY.contains(&self.mmsi[row])
    }
}

/// Where none of it was sent.
const NOTHING: Row = Row {
    kind: 0,
    repeat: 0,
    mmsi: 0,
    part: 0,
    ais_version: 0,
    imo: 0,
    callsign: Text::EMPTY,
    shipname: Text::EMPTY,
    shiptype: 0,
    vendor: Text::EMPTY,
    model: 0,
    serial: 0,
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
};

impl From<StaticAndVoyage> for Row {
    #[inline(always)]
    fn from(m: StaticAndVoyage) -> Self {
        Self {
            kind: 5,
            repeat: m.repeat,
            mmsi: m.mmsi,
            ais_version: m.ais_version,
            imo: m.imo,
            callsign: m.callsign,
            shipname: m.shipname,
            shiptype: m.shiptype,
            to_bow: m.to_bow,
            to_stern: m.to_stern,
            to_port: m.to_port,
            to_starboard: m.to_starboard,
            epfd: m.epfd,
            month: m.month,
            day: m.day,
            hour: m.hour,
            minute: m.minute,
            draught: m.draught,
            destination: m.destination,
            dte: m.dte,
            ..NOTHING
        }
    }
}

/// Its position is a row of [`super::Positions`].
impl From<&ExtendedClassB> for Row {
    fn from(m: &ExtendedClassB) -> Self {
        Self {
            kind: 19,
            repeat: m.repeat,
            mmsi: m.mmsi,
            shipname: m.shipname,
            shiptype: m.shiptype,
            to_bow: m.to_bow,
            to_stern: m.to_stern,
            to_port: m.to_port,
            to_starboard: m.to_starboard,
            epfd: m.epfd,
            dte: m.dte,
            ..NOTHING
        }
    }
}

impl From<StaticDataA> for Row {
    fn from(m: StaticDataA) -> Self {
        Self { kind: 24, repeat: m.repeat, mmsi: m.mmsi, shipname: m.shipname, ..NOTHING }
    }
}

impl From<StaticDataB> for Row {
    fn from(m: StaticDataB) -> Self {
        Self {
            kind: 24,
            part: 1,
            repeat: m.repeat,
            mmsi: m.mmsi,
            callsign: m.callsign,
            shiptype: m.shiptype,
            vendor: m.vendor,
            model: m.model,
            serial: m.serial,
            to_bow: m.to_bow,
            to_stern: m.to_stern,
            to_port: m.to_port,
            to_starboard: m.to_starboard,
            epfd: m.epfd,
            ..NOTHING
        }
    }
}
