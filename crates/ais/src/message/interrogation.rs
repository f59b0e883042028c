//! Type 15: a base station asks one or two stations for messages (M.1371-5, annex 8, Message 15).

use crate::field::{Field, Meaning, Storage};
use crate::layout::{Lengths, Rest, Table, Visit, bit_table};
use crate::payload::Payload;
use crate::scale::HEAD;

bit_table! {
    /// Interrogation. 88 bits for one request, 112 for two to one station, 160 for two stations.
    pub struct Interrogation {
        /// How often repeated, 0 to 3.
        6..8 repeat: u8 => HEAD,
        /// Identity of who asks, 30 bits as sent.
        8..38 mmsi: u32 => HEAD,
        /// Not used.
        38..40 spare: u8 => Meaning::Spare,
        /// The first station asked.
        40..70 mmsi1: u32,
        /// First message type asked of it.
        70..76 type1_1: u8,
        /// Slot offset of the answer.
        76..88 offset1_1: u16;
        /// The second request to the first station and the one to the second.
        88.. more: MoreRequests,
    }
}

impl Interrogation {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[88..=168], lenient_min: 88 };

    /// Station, message type and slot offset of each request.
    pub fn requests(&self) -> impl Iterator<Item = (u32, u8, u16)> {
        let more = self.more;
        [
            (self.mmsi1, self.type1_1, self.offset1_1),
            (self.mmsi1, more.type1_2, more.offset1_2),
            (more.mmsi2, more.type2_1, more.offset2_1),
        ]
        .into_iter()
        .filter(|(_, kind, _)| *kind != 0)
    }
}

bit_table! {
    /// What a longer [`Interrogation`] asks besides. A message type 0 is no request. 0, 24 or 72 bits.
    pub struct MoreRequests {
        /// Not used.
        0..2 spare: u8 => Meaning::Spare,
        /// Second message type asked of the first station.
        2..8 type1_2: u8,
        /// Slot offset of the answer.
        8..20 offset1_2: u16,
        /// Not used.
        20..22 spare2: u8 => Meaning::Spare,
        /// The second station asked.
        22..52 mmsi2: u32,
        /// Message type asked of it.
        52..58 type2_1: u8,
        /// Slot offset of the answer.
        58..70 offset2_1: u16,
        /// Not used.
        70..72 spare3: u8 => Meaning::Spare,
    }
}

/// Written only as far as something is asked.
impl Rest for MoreRequests {
    const STORAGE: Storage = Storage::Record;

    fn read_from(payload: &Payload, at: usize) -> Self {
        Self::read(&payload.tail(at))
    }

    fn write_at(&self, payload: &mut Payload, at: usize) {
        payload.put(at, &self.written().slice(0, Rest::bits(self)));
    }

    fn bits(&self) -> usize {
        let written = self.written();
        [0, 24].into_iter().find(|&end| written.tail(end) == Payload::zeros(72 - end)).unwrap_or(72)
    }

    fn show(&self, _: &Field, visitor: &mut impl Visit) {
        if visitor.shows_absent() || Rest::bits(self) > 0 {
            Table::show(self, visitor);
        }
    }
}

impl MoreRequests {
    fn written(&self) -> Payload {
        let mut bits = Payload::zeros(72);
        self.write(&mut bits);
        bits
    }
}
