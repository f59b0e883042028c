//! Types 25 and 26: short binary data in one slot, and in up to five with a communication state
//! (M.1371-5, annex 8, Messages 25 and 26).
//!
//! | bits | what |
//! |---|---|
//! | 6..8, 8..38 | repeat indicator, sender |
//! | 38, 39 | addressed; with an application identifier |
//! | 30 and 2 spare | whom it is for, if addressed |
//! | 10 and 6 | application identifier, if there is one |
//! | up to the end, or to the last 24 bits | data |
//! | 4 spare and 20 | communication state, its selector bit first (type 26) |
//!
//! The spare bits behind the addressee and before the communication state came with M.1371-5; gpsd, libais and pyais
//! follow older editions and read the data two bits early, or four bits longer.

use crate::application::ApplicationId;
use crate::layout::{Lengths, Rest, Table, Visit};
use crate::payload::Payload;
use crate::radio::CommunicationState;

/// Single slot binary message. 40 to 168 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SingleSlotBinary {
    /// What it shares with type 26.
    pub head: SlotHead,
    /// What the application says.
    pub data: Payload,
}

/// Multiple slot binary message with communication state. 64 to 1064 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MultipleSlotBinary {
    /// What it shares with type 25.
    pub head: SlotHead,
    /// What the application says.
    pub data: Payload,
    /// Not used.
    pub spare: u8,
    /// Communication state, its selector bit first (1 is ITDMA).
    pub radio: u32,
}

/// Who says it, to whom, and for which application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SlotHead {
    /// How often repeated, 0 to 3.
    pub repeat: u8,
    /// Identity of the sender, 30 bits as sent.
    pub mmsi: u32,
    /// For whom it is; `None` for all.
    pub addressee: Option<Addressee>,
    /// Which application reads the data; `None` when that is not said.
    pub application: Option<ApplicationId>,
}

/// For whom a message of type 25 or 26 is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Addressee {
    /// Identity, 30 bits as sent.
    pub mmsi: u32,
    /// Not used.
    pub spare: u8,
}

/// Bits behind the data of a type 26.
const TRAILER: usize = 24;

impl SingleSlotBinary {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[40..=168], lenient_min: 40 };
}

impl Table for SingleSlotBinary {
    fn read(payload: &Payload) -> Self {
        Self { head: SlotHead::read(payload), data: payload.tail(SlotHead::length(payload)) }
    }

    fn write(&self, payload: &mut Payload) {
        self.head.write(payload);
        self.data.write_at(payload, self.head.bits());
    }

    fn bits(&self) -> usize {
        self.head.bits() + self.data.bits()
    }

    /// Shown by hand.
    fn show(&self, _: &mut impl Visit) {}
}

impl MultipleSlotBinary {
    pub(crate) const LENGTHS: Lengths = Lengths { strict: &[64..=1064], lenient_min: 64 };

    /// How it takes its slots.
    pub fn communication_state(&self) -> CommunicationState {
        CommunicationState::selected(self.radio)
    }
}

impl Table for MultipleSlotBinary {
    fn read(payload: &Payload) -> Self {
        let (start, end) = (SlotHead::length(payload), payload.bits().saturating_sub(TRAILER));
        let trailer = payload.slice(end, TRAILER);
        Self {
            head: SlotHead::read(payload),
            data: payload.slice(start, end.saturating_sub(start)),
            spare: trailer.get::<0, 4>() as u8,
            radio: trailer.get::<4, 20>() as u32,
        }
    }

    fn write(&self, payload: &mut Payload) {
        self.head.write(payload);
        self.data.write_at(payload, self.head.bits());
        let end = self.head.bits() + self.data.bits();
        let mut trailer = Payload::zeros(TRAILER);
        trailer.write(0, 4, self.spare.into());
        trailer.write(4, 20, self.radio.into());
        payload.put(end, &trailer);
    }

    fn bits(&self) -> usize {
        self.head.bits() + self.data.bits() + TRAILER
    }

    /// Shown by hand.
    fn show(&self, _: &mut impl Visit) {}
}

impl SlotHead {
    fn read(payload: &Payload) -> Self {
        let (addressed, structured) = Self::flags(payload);
        let addressee =
            || Addressee { mmsi: payload.get::<40, 30>() as u32, spare: payload.get::<70, 2>() as u8 };
        let at = if addressed { 72 } else { 40 };
        let application =
            || ApplicationId { dac: payload.read(at, 10) as u16, fid: payload.read(at + 10, 6) as u8 };
        Self {
            repeat: payload.get::<6, 2>() as u8,
            mmsi: payload.get::<8, 30>() as u32,
            addressee: addressed.then(addressee),
            application: structured.then(application),
        }
    }

    fn write(&self, payload: &mut Payload) {
        payload.write(6, 2, self.repeat.into());
        payload.write(8, 30, self.mmsi.into());
        payload.write(38, 1, self.addressee.is_some().into());
        payload.write(39, 1, self.application.is_some().into());
        let mut at = 40;
        if let Some(addressee) = self.addressee {
            payload.write(40, 30, addressee.mmsi.into());
            payload.write(70, 2, addressee.spare.into());
            at = 72;
        }
        if let Some(application) = self.application {
            payload.write(at, 10, application.dac.into());
            payload.write(at + 10, 6, application.fid.into());
        }
    }

    fn bits(&self) -> usize {
        length(self.addressee.is_some(), self.application.is_some())
    }

    /// Where the data of this payload start.
    fn length(payload: &Payload) -> usize {
        let (addressed, structured) = Self::flags(payload);
        length(addressed, structured)
    }

    /// Whether the flags leave room for what they announce.
    pub(crate) fn fits(payload: &Payload, trailer: bool) -> bool {
        payload.bits() >= Self::length(payload) + if trailer { TRAILER } else { 0 }
    }

    fn flags(payload: &Payload) -> (bool, bool) {
        (payload.get::<38, 1>() == 1, payload.get::<39, 1>() == 1)
    }
}

fn length(addressed: bool, structured: bool) -> usize {
    40 + if addressed { 32 } else { 0 } + if structured { 16 } else { 0 }
}
