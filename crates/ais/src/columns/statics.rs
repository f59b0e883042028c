//! Columns of static data: one row for each message of type 5 and for each part of a type 24.

use super::Column;
use crate::message::{StaticAndVoyage, StaticDataA, StaticDataB};
use crate::scale::{DAY, DRAUGHT, HOUR, IMO, MINUTE, MONTH};
use crate::text::Text;

/// Static data in columns, all of the same length.
///
/// Scales are those of [`StaticAndVoyage::FIELDS`]. A type 24 sends its name and its other half apart and has no voyage:
/// what a message does not send is no reading, and its raw value is the one that says "not available".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statics {
    /// Message type.
    pub kind: Vec<u8>,
    /// Identity, 30 bits as sent.
    pub mmsi: Vec<u32>,
    /// Milliseconds since 1970 (UTC), if the archive says when it was received; else 0.
    pub received_ms: Column<i64>,
    /// IMO number as sent; 0 is none.
    pub imo: Column<u32>,
    /// Call sign; valid if there is any text.
    pub callsign: Column<Text<7>>,
    /// Name; valid if there is any text.
    pub shipname: Column<Text<20>>,
    /// Type of ship and cargo; 0 is none.
    pub shiptype: Column<u8>,
    /// Metres from antenna to bow. Auxiliary craft (MMSI 98...) send bits of their mother ship's MMSI in these four:
    /// kept, and no readings.
    pub to_bow: Column<u16>,
    /// Metres from antenna to stern.
    pub to_stern: Column<u16>,
    /// Metres from antenna to port.
    pub to_port: Column<u8>,
    /// Metres from antenna to starboard.
    pub to_starboard: Column<u8>,
    /// Month of arrival 1 to 12.
    pub month: Column<u8>,
    /// Day of arrival 1 to 31.
    pub day: Column<u8>,
    /// Hour of arrival 0 to 23.
    pub hour: Column<u8>,
    /// Minute of arrival 0 to 59.
    pub minute: Column<u8>,
    /// Draught, 0.1 m; 0 is none.
    pub draught: Column<u8>,
    /// Destination; valid if there is any text.
    pub destination: Column<Text<20>>,
}

/// A row, as a type 5 has it, and whether its four distances are distances.
pub(super) struct Row {
    kind: u8,
    sized: bool,
    data: StaticAndVoyage,
}

impl Statics {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.mmsi.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.mmsi.is_empty()
    }

    /// Adds all but the time of receipt.
    pub(super) fn push(&mut self, row: &Row) {
        let &Row { kind, sized, ref data } = row;
        self.kind.push(kind);
        self.mmsi.push(data.mmsi);
        self.imo.push(data.imo, IMO.holds(data.imo.into()));
        self.callsign.push(data.callsign, data.callsign.to_option().is_some());
        self.shipname.push(data.shipname, data.shipname.to_option().is_some());
        self.shiptype.push(data.shiptype, data.shiptype != 0);
        self.to_bow.push(data.to_bow, sized);
        self.to_stern.push(data.to_stern, sized);
        self.to_port.push(data.to_port, sized);
        self.to_starboard.push(data.to_starboard, sized);
        self.push_voyage(data);
    }

    fn push_voyage(&mut self, data: &StaticAndVoyage) {
        self.month.push(data.month, MONTH.holds(data.month.into()));
        self.day.push(data.day, DAY.holds(data.day.into()));
        self.hour.push(data.hour, HOUR.holds(data.hour.into()));
        self.minute.push(data.minute, MINUTE.holds(data.minute.into()));
        self.draught.push(data.draught, DRAUGHT.holds(data.draught.into()));
        self.destination.push(data.destination, data.destination.to_option().is_some());
    }

    pub(super) fn clear(&mut self) {
        self.kind.clear();
        self.mmsi.clear();
        self.received_ms.clear();
        self.imo.clear();
        self.callsign.clear();
        self.shipname.clear();
        self.shiptype.clear();
        self.to_bow.clear();
        self.to_stern.clear();
        self.to_port.clear();
        self.to_starboard.clear();
        self.month.clear();
        self.day.clear();
        self.hour.clear();
        self.minute.clear();
        self.draught.clear();
        self.destination.clear();
    }
}

impl From<StaticAndVoyage> for Row {
    fn from(data: StaticAndVoyage) -> Self {
        Self { kind: 5, sized: true, data }
    }
}

impl From<StaticDataA> for Row {
    fn from(m: StaticDataA) -> Self {
        let data = StaticAndVoyage { shipname: m.shipname, ..StaticAndVoyage::unavailable(m.mmsi) };
        Self { kind: 24, sized: false, data }
    }
}

impl From<StaticDataB> for Row {
    fn from(m: StaticDataB) -> Self {
        let data = StaticAndVoyage {
            callsign: m.callsign,
            shiptype: m.shiptype,
            to_bow: m.to_bow,
            to_stern: m.to_stern,
            to_port: m.to_port,
            to_starboard: m.to_starboard,
            ..StaticAndVoyage::unavailable(m.mmsi)
        };
        Self { kind: 24, sized: !m.is_auxiliary_craft(), data }
    }
}
