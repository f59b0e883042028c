//! Messages: which type a payload is, whether its length fits, and the way back to bits.
//!
//! One file a message; each opens with the section of ITU-R M.1371 that it follows and is its bit table.

mod extended_class_b;
mod long_range;
mod position_report;
mod standard_class_b;
mod static_and_voyage;
mod static_data;
mod undecoded;

pub use extended_class_b::ExtendedClassB;
pub use long_range::LongRange;
pub use position_report::PositionReport;
pub use standard_class_b::StandardClassB;
pub use static_and_voyage::StaticAndVoyage;
pub use static_data::{StaticDataA, StaticDataB};
pub use undecoded::Undecoded;

use crate::layout::Lengths;
use crate::options::Leniency;
use crate::payload::Payload;
use crate::quantity::Position;
use crate::reason::RejectReason;

/// One AIS message. Fields are raw integers as sent; methods give what they mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Message {
    /// Types 1, 2, 3.
    PositionReport(PositionReport),
    /// Type 5.
    StaticAndVoyage(StaticAndVoyage),
    /// Type 18.
    StandardClassB(StandardClassB),
    /// Type 19.
    ExtendedClassB(ExtendedClassB),
    /// Type 24, part A.
    StaticDataA(StaticDataA),
    /// Type 24, part B.
    StaticDataB(StaticDataB),
    /// Type 27.
    LongRange(LongRange),
    /// Any other type up to 28, and type 24 with an unknown part number.
    Undecoded(Undecoded),
}

/// Runs the same expression on whichever message it is.
macro_rules! each {
    ($message:expr, $inner:ident => $result:expr) => {
        match $message {
            Message::PositionReport($inner) => $result,
            Message::StaticAndVoyage($inner) => $result,
            Message::StandardClassB($inner) => $result,
            Message::ExtendedClassB($inner) => $result,
            Message::StaticDataA($inner) => $result,
            Message::StaticDataB($inner) => $result,
            Message::LongRange($inner) => $result,
            Message::Undecoded($inner) => $result,
        }
    };
}

impl Message {
    /// Reads a payload.
    ///
    /// # Errors
    /// [`RejectReason::BadLength`] when the type has other lengths (lenient: when fields that matter are cut
    /// off), [`RejectReason::UnknownType`] for type 0 and above 28.
    pub fn decode(payload: &Payload, leniency: Leniency) -> Result<Self, RejectReason> {
        Form::of(payload, leniency).map(|form| form.read(payload))
    }

    /// The bits of the message, in the length that the standard gives.
    ///
    /// `decode(encode(m)) == m` for every message that `decode` returns. A value that does not fit its field
    /// loses its high bits. Of an [`Message::Undecoded`] only the head is written.
    pub fn encode(&self) -> Payload {
        let mut payload = Payload::zeros(self.encoded_bits());
        payload.write(0, 6, u64::from(self.kind()));
        payload.write(38, 2, u64::from(matches!(self, Self::StaticDataB(_))));
        each!(self, m => m.write(&mut payload));
        payload
    }

    /// Message type, 1 to 28.
    pub fn kind(&self) -> u8 {
        match self {
            Self::PositionReport(m) => m.kind,
            Self::StaticAndVoyage(_) => 5,
            Self::StandardClassB(_) => 18,
            Self::ExtendedClassB(_) => 19,
            Self::StaticDataA(_) | Self::StaticDataB(_) => 24,
            Self::LongRange(_) => 27,
            Self::Undecoded(m) => m.kind,
        }
    }

    /// Identity of the sender, 30 bits as sent.
    pub fn mmsi(&self) -> u32 {
        each!(self, m => m.mmsi)
    }

    /// How often repeated, 0 to 3.
    pub fn repeat(&self) -> u8 {
        each!(self, m => m.repeat)
    }

    /// Position, if the message has one.
    pub fn position(&self) -> Option<Position> {
        match self {
            Self::PositionReport(m) => m.position(),
            Self::StandardClassB(m) => m.position(),
            Self::ExtendedClassB(m) => m.position(),
            Self::LongRange(m) => m.position(),
            Self::StaticAndVoyage(_) | Self::StaticDataA(_) | Self::StaticDataB(_) | Self::Undecoded(_) => {
                None
            }
        }
    }

    fn encoded_bits(&self) -> usize {
        match self {
            Self::PositionReport(_) => PositionReport::BITS,
            Self::StaticAndVoyage(_) => StaticAndVoyage::BITS,
            Self::StandardClassB(_) => StandardClassB::BITS,
            Self::ExtendedClassB(_) => ExtendedClassB::BITS,
            Self::StaticDataA(_) => StaticDataA::BITS,
            Self::StaticDataB(_) => StaticDataB::BITS,
            Self::LongRange(_) => LongRange::BITS,
            Self::Undecoded(_) => Undecoded::BITS,
        }
    }
}

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
        let kind = Kind::of(payload)?;
        let regular = kind.lengths().check(payload.bits()).ok_or(RejectReason::BadLength)?;
        if !regular && !leniency.is_lenient() {
            return Err(RejectReason::BadLength);
        }
        Ok(Self { kind, regular })
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

/// What a payload says it is.
#[derive(Clone, Copy)]
enum Kind {
    PositionReport,
    StaticAndVoyage,
    StandardClassB,
    ExtendedClassB,
    StaticDataA,
    StaticDataB,
    LongRange,
    Undecoded,
}

impl Kind {
    #[inline(always)]
    fn of(payload: &Payload) -> Result<Self, RejectReason> {
        Ok(match payload.get::<0, 6>() {
            1..=3 => Self::PositionReport,
            5 => Self::StaticAndVoyage,
            18 => Self::StandardClassB,
            19 => Self::ExtendedClassB,
            24 => match payload.get::<38, 2>() {
                0 => Self::StaticDataA,
                1 => Self::StaticDataB,
                _ => Self::Undecoded,
            },
            27 => Self::LongRange,
            4 | 6..=17 | 20..=23 | 25 | 26 | 28 => Self::Undecoded,
            _ => return Err(RejectReason::UnknownType),
        })
    }

    #[inline(always)]
    fn lengths(self) -> Lengths {
        match self {
            Self::PositionReport => PositionReport::LENGTHS,
            Self::StaticAndVoyage => StaticAndVoyage::LENGTHS,
            Self::StandardClassB => StandardClassB::LENGTHS,
            Self::ExtendedClassB => ExtendedClassB::LENGTHS,
            Self::StaticDataA => StaticDataA::LENGTHS,
            Self::StaticDataB => StaticDataB::LENGTHS,
            Self::LongRange => LongRange::LENGTHS,
            Self::Undecoded => Undecoded::LENGTHS,
        }
    }

    #[inline(always)]
    fn read(self, payload: &Payload) -> Message {
        match self {
            Self::PositionReport => Message::PositionReport(PositionReport::read(payload)),
            Self::StaticAndVoyage => Message::StaticAndVoyage(StaticAndVoyage::read(payload)),
            Self::StandardClassB => Message::StandardClassB(StandardClassB::read(payload)),
            Self::ExtendedClassB => Message::ExtendedClassB(ExtendedClassB::read(payload)),
            Self::StaticDataA => Message::StaticDataA(StaticDataA::read(payload)),
            Self::StaticDataB => Message::StaticDataB(StaticDataB::read(payload)),
            Self::LongRange => Message::LongRange(LongRange::read(payload)),
            Self::Undecoded => Message::Undecoded(Undecoded::read(payload)),
        }
    }
}
