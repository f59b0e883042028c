//! Messages: which type a payload is, whether its length fits, and the way back to bits.
//!
//! One file a message; each opens with the section of ITU-R M.1371 that it follows and is its bit table.

mod acknowledge;
mod aid_to_navigation;
mod area;
mod assignment;
mod base_station;
mod binary;
mod channel_management;
mod data_link;
mod extended_class_b;
mod form;
mod gnss_corrections;
mod group_assignment;
mod interrogation;
mod long_range;
mod position_report;
mod safety;
mod sar_aircraft;
mod slot_binary;
mod standard_class_b;
mod static_and_voyage;
mod static_data;
mod unknown;
mod utc_inquiry;

pub use acknowledge::{Acknowledge, Acknowledged};
pub use aid_to_navigation::AidToNavigation;
pub use area::Area;
pub use assignment::{Assignment, AssignmentCommand};
pub use base_station::BaseStation;
pub use binary::{AddressedBinary, BroadcastBinary};
pub use channel_management::{ChannelManagement, Scope, Stations};
pub use data_link::{DataLinkManagement, Reservation};
pub use extended_class_b::ExtendedClassB;
pub(crate) use form::Form;
pub use gnss_corrections::{CorrectionHeader, GnssCorrections};
pub use group_assignment::GroupAssignment;
pub use interrogation::{Interrogation, MoreRequests};
pub use long_range::LongRange;
pub use position_report::PositionReport;
pub use safety::{AddressedSafety, BroadcastSafety};
pub use sar_aircraft::SarAircraft;
pub use slot_binary::{Addressee, MultipleSlotBinary, SingleSlotBinary, SlotHead};
pub use standard_class_b::StandardClassB;
pub use static_and_voyage::StaticAndVoyage;
pub use static_data::{StaticDataA, StaticDataB};
pub use unknown::Unknown;
pub use utc_inquiry::UtcInquiry;

use crate::application::Content;
use crate::layout::{Lengths, Table, Visit};
use crate::options::Leniency;
use crate::payload::Payload;
use crate::quantity::Position;
use crate::reason::RejectReason;

/// The one list of messages: from it come [`Message`], the kinds that a payload can be, and what every message can do.
macro_rules! messages {
    ($( $(#[$doc:meta])* $name:ident ),* $(,)?) => {
        /// One AIS message. Fields are raw integers as sent; methods give what they mean.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Message { $( $(#[$doc])* $name($name) ),* }

        /// What a payload says it is.
        #[derive(Clone, Copy)]
        pub(crate) enum Kind { $( $name ),* }

        impl Kind {
            /// Every kind, in the order of the enum.
            pub(crate) const ALL: &'static [Self] = &[ $( Self::$name ),* ];

            /// The name of its struct.
            pub(crate) fn name(self) -> &'static str {
                match self { $( Self::$name => stringify!($name) ),* }
            }

            #[inline(always)]
            pub(crate) fn lengths(self) -> Lengths {
                match self { $( Self::$name => $name::LENGTHS ),* }
            }

            #[inline(never)]
            pub(crate) fn read_any(self, payload: &Payload) -> Message {
                match self { $( Self::$name => Message::$name($name::read(payload)) ),* }
            }
        }

        impl Message {
            fn bits(&self) -> usize {
                match self { $( Self::$name(m) => m.bits() ),* }
            }

            fn write(&self, payload: &mut Payload) {
                match self { $( Self::$name(m) => m.write(payload) ),* }
            }

            /// Shows the rows of the message's table.
            pub(crate) fn show(&self, visitor: &mut impl Visit) {
                match self { $( Self::$name(m) => m.show(visitor) ),* }
            }
        }
    };
}

messages! {
    /// Types 1, 2, 3.
    PositionReport,
    /// Types 4, 11.
    BaseStation,
    /// Type 5.
    StaticAndVoyage,
    /// Type 6.
    AddressedBinary,
    /// Types 7, 13.
    Acknowledge,
    /// Type 8.
    BroadcastBinary,
    /// Type 9.
    SarAircraft,
    /// Type 10.
    UtcInquiry,
    /// Type 12.
    AddressedSafety,
    /// Type 14.
    BroadcastSafety,
    /// Type 15.
    Interrogation,
    /// Type 16.
    AssignmentCommand,
    /// Type 17.
    GnssCorrections,
    /// Type 18.
    StandardClassB,
    /// Type 19.
    ExtendedClassB,
    /// Type 20.
    DataLinkManagement,
    /// Type 21.
    AidToNavigation,
    /// Type 22.
    ChannelManagement,
    /// Type 23.
    GroupAssignment,
    /// Type 24, part A.
    StaticDataA,
    /// Type 24, part B.
    StaticDataB,
    /// Type 25.
    SingleSlotBinary,
    /// Type 26.
    MultipleSlotBinary,
    /// Type 27.
    LongRange,
    /// Types 28 to 63, and type 24 with an unknown part number.
    Unknown,
}

impl Message {
    /// Reads a payload.
    ///
    /// # Errors
    /// [`RejectReason::BadLength`] when the type has other lengths (lenient: when fields that matter are cut
    /// off), [`RejectReason::UnknownType`] for type 0.
    pub fn decode(payload: &Payload, leniency: Leniency) -> Result<Self, RejectReason> {
        Form::of(payload, leniency).map(|form| form.read(payload))
    }

    /// The bits of the message, in the length that the standard gives.
    ///
    /// `decode(encode(m)) == m` for every message that a strict `decode` returns. A value that does not fit its field
    /// loses its high bits, data that do not fit the longest message are cut.
    pub fn encode(&self) -> Payload {
        let mut payload = Payload::zeros(self.bits());
        payload.write(0, 6, u64::from(self.kind()));
        payload.write(38, 2, u64::from(matches!(self, Self::StaticDataB(_))));
        self.write(&mut payload);
        payload
    }

    /// Message type, 1 to 63.
    pub fn kind(&self) -> u8 {
        match self {
            Self::PositionReport(m) => m.kind,
            Self::BaseStation(m) => m.kind,
            Self::StaticAndVoyage(_) => 5,
            Self::AddressedBinary(_) => 6,
            Self::Acknowledge(m) => m.kind,
            Self::BroadcastBinary(_) => 8,
            Self::SarAircraft(_) => 9,
            Self::UtcInquiry(_) => 10,
            Self::AddressedSafety(_) => 12,
            Self::BroadcastSafety(_) => 14,
            Self::Interrogation(_) => 15,
            Self::AssignmentCommand(_) => 16,
            Self::GnssCorrections(_) => 17,
            Self::StandardClassB(_) => 18,
            Self::ExtendedClassB(_) => 19,
            Self::DataLinkManagement(_) => 20,
            Self::AidToNavigation(_) => 21,
            Self::ChannelManagement(_) => 22,
            Self::GroupAssignment(_) => 23,
            Self::StaticDataA(_) | Self::StaticDataB(_) => 24,
            Self::SingleSlotBinary(_) => 25,
            Self::MultipleSlotBinary(_) => 26,
            Self::LongRange(_) => 27,
            Self::Unknown(m) => m.kind,
        }
    }

    /// Identity of the sender, 30 bits as sent.
    pub fn mmsi(&self) -> u32 {
        self.sender().1
    }

    /// How often repeated, 0 to 3.
    pub fn repeat(&self) -> u8 {
        self.sender().0
    }

    /// Repeat indicator and identity.
    fn sender(&self) -> (u8, u32) {
        match self {
            Self::PositionReport(m) => (m.repeat, m.mmsi),
            Self::BaseStation(m) => (m.repeat, m.mmsi),
            Self::StaticAndVoyage(m) => (m.repeat, m.mmsi),
            Self::AddressedBinary(m) => (m.repeat, m.mmsi),
            Self::Acknowledge(m) => (m.repeat, m.mmsi),
            Self::BroadcastBinary(m) => (m.repeat, m.mmsi),
            Self::SarAircraft(m) => (m.repeat, m.mmsi),
            Self::UtcInquiry(m) => (m.repeat, m.mmsi),
            Self::AddressedSafety(m) => (m.repeat, m.mmsi),
            Self::BroadcastSafety(m) => (m.repeat, m.mmsi),
            Self::Interrogation(m) => (m.repeat, m.mmsi),
            Self::AssignmentCommand(m) => (m.repeat, m.mmsi),
            Self::GnssCorrections(m) => (m.repeat, m.mmsi),
            Self::StandardClassB(m) => (m.repeat, m.mmsi),
            Self::ExtendedClassB(m) => (m.repeat, m.mmsi),
            Self::DataLinkManagement(m) => (m.repeat, m.mmsi),
            Self::AidToNavigation(m) => (m.repeat, m.mmsi),
            Self::ChannelManagement(m) => (m.repeat, m.mmsi),
            Self::GroupAssignment(m) => (m.repeat, m.mmsi),
            Self::StaticDataA(m) => (m.repeat, m.mmsi),
            Self::StaticDataB(m) => (m.repeat, m.mmsi),
            Self::SingleSlotBinary(m) => (m.head.repeat, m.head.mmsi),
            Self::MultipleSlotBinary(m) => (m.head.repeat, m.head.mmsi),
            Self::LongRange(m) => (m.repeat, m.mmsi),
            Self::Unknown(m) => (m.repeat, m.mmsi),
        }
    }

    /// What the binary data of types 6, 8, 25 and 26 say; `None` for other types, and when the application is not known
    /// or its data are ill-formed: the bits are in the message.
    ///
    /// ```
    /// use ais::{Content, Leniency, Message, Payload};
    /// let payload = Payload::from_armour(b"803Ovrh0EP:024`@02PN04da=3V<>N0000", 4).expect("it is armour");
    /// let message = Message::decode(&payload, Leniency::Strict).expect("it is a type 8");
    /// let Some(Content::AreaNotice(notice)) = message.content() else { unreachable!() };
    /// assert_eq!((notice.linkage, notice.duration, notice.areas.len()), (10, 20, 1));
    /// ```
    pub fn content(&self) -> Option<Content> {
        let (id, data) = match self {
            Self::AddressedBinary(m) => (m.application(), &m.data),
            Self::BroadcastBinary(m) => (m.application(), &m.data),
            Self::SingleSlotBinary(m) => (m.head.application?, &m.data),
            Self::MultipleSlotBinary(m) => (m.head.application?, &m.data),
            _ => return None,
        };
        Content::read(id, data)
    }

    /// Position of the sender (of a type 17, of its reference station), if the message has one.
    pub fn position(&self) -> Option<Position> {
        match self {
            Self::PositionReport(m) => m.position(),
            Self::BaseStation(m) => m.position(),
            Self::SarAircraft(m) => m.position(),
            Self::GnssCorrections(m) => m.position(),
            Self::StandardClassB(m) => m.position(),
            Self::ExtendedClassB(m) => m.position(),
            Self::AidToNavigation(m) => m.position(),
            Self::LongRange(m) => m.position(),
            _ => None,
        }
    }
}
