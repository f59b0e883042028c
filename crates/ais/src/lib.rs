#![doc = include_str!("../README.md")]

pub mod application;
mod armour;
mod assemble;
mod checksum;
mod columns;
mod decoder;
mod encode;
mod faults;
mod few;
mod field;
mod json;
mod json_line;
mod layout;
mod legend;
mod line;
mod message;
mod options;
mod out_of_range;
mod pairing;
mod payload;
mod pghp;
mod quantity;
mod quick;
mod radio;
mod reason;
mod scale;
mod sentence;
mod station;
mod tag_block;
mod tail;
mod text;
mod time;
mod vector;

pub use application::{ApplicationId, Content};
pub use columns::{
    BaseStations, Batch, Column, ColumnDecoder, Counts, Positions, RecordColumn, Records, Statics, Strings,
    Values,
};
pub use decoder::{Decoded, Decoder, Outcome};
pub use encode::{Framing, sentences};
pub use faults::Faults;
pub use few::Few;
pub use field::{Field, Meaning, Measure, Storage};
pub use json::{Scale, write_json};
pub use legend::{aid_type_text, fixing_device_text, ship_type_text, station_type_text, status_text};
pub use message::{
    Acknowledge, Acknowledged, AddressedBinary, AddressedSafety, Addressee, AidToNavigation, Area,
    Assignment, AssignmentCommand, BaseStation, BroadcastBinary, BroadcastSafety, ChannelManagement,
    CorrectionHeader, DataLinkManagement, ExtendedClassB, GnssCorrections, GroupAssignment, Interrogation,
    LongRange, Message, MoreRequests, MultipleSlotBinary, PositionReport, Reservation, SarAircraft, Scope,
    SingleSlotBinary, SlotHead, StandardClassB, StaticAndVoyage, StaticDataA, StaticDataB, Stations, Unknown,
    UtcInquiry,
};
pub use options::{Leniency, Options};
pub use out_of_range::OutOfRange;
pub use pairing::{ClockLine, Pairable};
pub use payload::{MAX_BITS, Payload};
pub use quantity::{
    Arrival, Dimensions, FixSecond, Position, Resolution, Turn, ten_thousandth_minutes, tenth_degrees,
    tenth_knots, tenth_minutes, turn_indicator,
};
pub use radio::{CommunicationState, SlotMessage, SyncState};
pub use reason::{RejectReason, SkipReason};
pub use sentence::Channel;
pub use station::Station;
pub use tag_block::{Group, TagBlock};
pub use text::{LongText, Text};
pub use time::{ReceiveTime, TimeSource};
