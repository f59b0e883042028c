//! AIS: archive lines to messages and back.
//!
//! An archive of AIS is lines: NMEA sentences, wrapped by whoever stored them in tag blocks, tails, prefixes and
//! time lines; some messages span several lines, and some lines are damaged. This crate turns such lines into
//! [`Message`]s, tells for each when and by whom it was received, and accounts for every line exactly once.
//! It knows nothing of files or tracks: the caller splits lines and names them.
//!
//! ```
//! use ais::{Decoder, Message, Options, Outcome};
//!
//! let archive = br"# one ship, off Busan
//! \s:rBUSAN,c:1418169601*00\!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A
//! !AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4B";
//!
//! let mut decoder = Decoder::new(Options::default());
//! let mut reasons = Vec::new();
//! for (number, line) in archive.split(|&byte| byte == b'\n').enumerate() {
//!     match decoder.push(line, number) {
//!         Outcome::Message(decoded) => {
//!             let Message::PositionReport(report) = decoded.message else { unreachable!() };
//!             let position = report.position().expect("this ship knows where she is");
//!             assert_eq!(decoded.message.mmsi(), 371_798_000);
//!             assert_eq!(position.latitude_ten_thousandths(), 29_028_980);
//!             assert_eq!(report.speed_knots(), Some(12.3));
//!             assert_eq!(report.heading_degrees(), Some(215));
//!             assert_eq!(decoded.received.map(|time| time.epoch_ms), Some(1_418_169_601_000));
//!             assert_eq!(decoded.parts, [1]);
//!         }
//!         Outcome::Fragment => {}
//!         Outcome::Skipped(reason) => reasons.push(reason.as_str()),
//!         Outcome::Rejected(reason) => reasons.push(reason.as_str()),
//!     }
//! }
//! decoder.finish();
//! assert!(decoder.take_orphans().is_empty());
//! assert_eq!(reasons, ["comment", "bad_checksum"]);
//! ```
//!
//! # What is read
//! - VDM and VDO of every talker; NMEA 4 tag blocks with groups; US Coast Guard tails; epochs behind or before a
//!   sentence; ISO 8601 prefixes, also in syslog headers; `$PGHP` lines. Other NMEA is skipped and counted.
//! - JSON lines: those of AIS-catcher by the sentences in them, else those of AIS-catcher, aisstream and gpsd by their
//!   fields. Binary data must be given as bits, not as what they say; of a type 24 that gpsd merged, part B is read.
//! - Messages in parts, in any order and with others between, within 30 s of data time.
//! - Types 1 to 27 with every field; 28 to 63 are kept as [`Message::Unknown`] with their bits.
//! - What types 6, 8, 25 and 26 say, by [`Message::content`]: the 33 applications of [`Content`]. What is unknown or
//!   ill-formed stays bits.
//!
//! # What fields say
//! A message struct holds the integers as sent, so that encoding gives the same bits; its methods give what they
//! mean in knots, degrees and metres, and `None` for what is not available or has no meaning, never a marker.
//! [`OutOfRange::of`] tells the latter from the former. Positions are exact in 1/10 000 minutes; those of
//! type 27 are sent in 1/10 minutes and marked coarse.
//!
//! # The law of the ledger
//! Every line ends as exactly one of: skipped with a [`SkipReason`], rejected with a [`RejectReason`], or accepted as
//! part of one message. A [`Outcome::Fragment`] is accepted for now: later it is listed in a message's
//! [`Decoded::parts`], or given back once by [`Decoder::take_orphans`]. No bytes make the decoder panic, a sentence
//! that is a message by itself allocates nothing, and what waits takes at most [`Options::max_pending_bytes`].
//!
//! # Columns
//! [`ColumnDecoder`] takes the same lines the same way and gives positions and static data in columns, for archives of
//! millions of lines.
//!
//! # Writing
//! [`Message::encode`] and [`sentences`] give the lines of a message, [`TagBlock`] what goes before them, and
//! [`write_json`] JSON with the field names of gpsd. The scales back to integers are [`ten_thousandth_minutes`],
//! [`tenth_minutes`], [`tenth_knots`], [`tenth_degrees`] and [`turn_indicator`].
//!
//! # The tables
//! Each message and each content is one table of bits; its rows are public as `FIELDS`, with name, place, scale and
//! "not available", for whoever makes columns of them.
//!
//! Sources: ITU-R M.1371-5 annex 8 (messages), IMO SN.1/Circ.289 and SN/Circ.236 and Inland AIS VTT 1.2 (contents), IEC
//! 61162-1 (sentences, armour), NMEA 0183 4.10 (tag blocks).

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
