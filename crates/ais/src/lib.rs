//! AIS: archive lines to messages and back.
//!
//! ```
//! use ais::{Decoder, Message, Options, Outcome};
//!
//! let mut decoder = Decoder::new(Options::default());
//! let line = br"\s:rBUSAN,c:1418169601*00\!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A";
//! match decoder.push(line, 1) {
//!     Outcome::Message(decoded) => assert_eq!(decoded.message.mmsi(), 371_798_000),
//!     other => panic!("{other:?}"),
//! }
//! ```

mod armour;
mod assemble;
mod checksum;
mod decoder;
mod encode;
mod faults;
mod json;
mod layout;
mod legend;
mod line;
mod message;
mod options;
mod out_of_range;
mod payload;
mod pghp;
mod quantity;
mod reason;
mod sentence;
mod station;
mod tag_block;
mod tail;
mod text;
mod time;

pub use decoder::{Decoded, Decoder, Outcome};
pub use encode::{Framing, sentences};
pub use faults::Faults;
pub use json::{Scale, write_json};
pub use legend::{fixing_device_text, ship_type_text, status_text};
pub use message::{
    ExtendedClassB, LongRange, Message, PositionReport, StandardClassB, StaticAndVoyage, StaticDataA,
    StaticDataB, Undecoded,
};
pub use options::{Leniency, Options};
pub use out_of_range::OutOfRange;
pub use payload::{MAX_BITS, Payload};
pub use quantity::{
    Arrival, Dimensions, FixSecond, Position, Resolution, Turn, ten_thousandth_minutes, tenth_degrees,
    tenth_knots, tenth_minutes, turn_indicator,
};
pub use reason::{RejectReason, SkipReason};
pub use sentence::Channel;
pub use station::Station;
pub use tag_block::{Group, TagBlock};
pub use text::Text;
pub use time::{ReceiveTime, TimeSource};
