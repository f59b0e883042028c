//! Which message a payload is, and whether its length fits: the one check before any field is read.

use super::{Kind, Message, SlotHead};
use crate::layout::Table;
use crate::options::Leniency;
use crate::payload::Payload;
use crate::reason::RejectReason;

/// What a payload was found to be: a message that can be read.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    kind: Kind,
    regular: bool,
}

impl Form {
    /// The one check of type and length; reasons as [`Message::decode`] gives them.
    #[inline]
    pub(crate) fn of(payload: &Payload, leniency: Leniency) -> Result<Self, RejectReason> {
        if let Some(kind) = Kind::of_one_slot(payload) {
            return Ok(Self { kind, regular: true });
        }
        let kind = Kind::of(payload)?;
        let regular = kind.lengths().check(payload.bits()).ok_or(RejectReason::BadLength)?;
        if !(regular || leniency.is_lenient()) || !kind.fits(payload) {
            return Err(RejectReason::BadLength);
        }
        Ok(Self { kind, regular })
    }

    /// Which message it is.
    #[inline(always)]
    pub(crate) fn kind(self) -> Kind {
        self.kind
    }

    /// Whether the length is one of the standard's.
    pub(crate) fn is_regular(self) -> bool {
        self.regular
    }

    /// Reads the payload that it was found for.
    #[inline(always)]
    pub(crate) fn read(self, payload: &Payload) -> Message {
        self.kind.read(payload)
    }
}

impl Kind {
    fn of(payload: &Payload) -> Result<Self, RejectReason> {
        Ok(match payload.get::<0, 6>() {
            0 => return Err(RejectReason::UnknownType),
            1..=3 => Self::PositionReport,
            4 | 11 => Self::BaseStation,
            5 => Self::StaticAndVoyage,
            6 => Self::AddressedBinary,
            7 | 13 => Self::Acknowledge,
            8 => Self::BroadcastBinary,
            9 => Self::SarAircraft,
            10 => Self::UtcInquiry,
            12 => Self::AddressedSafety,
            14 => Self::BroadcastSafety,
            15 => Self::Interrogation,
            16 => Self::AssignmentCommand,
            17 => Self::GnssCorrections,
            18 => Self::StandardClassB,
            19 => Self::ExtendedClassB,
            20 => Self::DataLinkManagement,
            21 => Self::AidToNavigation,
            22 => Self::ChannelManagement,
            23 => Self::GroupAssignment,
            24 => match payload.get::<38, 2>() {
                0 => Self::StaticDataA,
                1 => Self::StaticDataB,
                _ => Self::Unknown,
            },
            25 => Self::SingleSlotBinary,
            26 => Self::MultipleSlotBinary,
            27 => Self::LongRange,
            _ => Self::Unknown,
        })
    }

    /// Nearly every message: types 1 to 4, 11 and 18 as they should be.
    #[inline(always)]
    fn of_one_slot(payload: &Payload) -> Option<Self> {
        match payload.get::<0, 6>() {
            _ if payload.bits() != 168 => None,
            1..=3 => Some(Self::PositionReport),
            4 | 11 => Some(Self::BaseStation),
            18 => Some(Self::StandardClassB),
            _ => None,
        }
    }

    /// Reads the payload. The commonest messages are read in place, the others by a call: they are few, and their code
    /// would only stand in the way.
    #[inline(always)]
    fn read(self, payload: &Payload) -> Message {
        match self {
            Self::PositionReport => Message::PositionReport(Table::read(payload)),
            Self::BaseStation => Message::BaseStation(Table::read(payload)),
            Self::StandardClassB => Message::StandardClassB(Table::read(payload)),
            other => other.read_any(payload),
        }
    }

    /// Whether the payload is as long as its own flags say.
    #[inline(always)]
    fn fits(self, payload: &Payload) -> bool {
        match self {
            Self::SingleSlotBinary => SlotHead::fits(payload, false),
            Self::MultipleSlotBinary => SlotHead::fits(payload, true),
            _ => true,
        }
    }
}
