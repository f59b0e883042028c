//! The vocabulary of darkwake: what every stage says to the next.
//!
//! Data goes one way: archive bytes become [`Report`]s, reports become [`Track`]s of hulls, tracks become
//! [`Event`]s, events become [`Lead`]s. This crate names those things and the quantities they are made of.
//! It does no I/O and holds no algorithm beyond a type's own arithmetic, so that every stage can know it and
//! no stage needs to know another.

mod beside;
mod change;
mod contact;
mod ellipsoid;
mod event;
mod fix;
mod hull;
mod identity;
mod kept;
mod lead;
mod learned;
mod location;
mod motion;
#[cfg(feature = "toml")]
mod overlay;
mod position;
mod quantity;
mod reception;
mod report;
#[cfg(feature = "serde")]
mod settings;
mod time;
mod timeline;
mod words;

pub use beside::Beside;
pub use change::{Cause, Change, Looked, Stand};
pub use contact::{Contact, Reach};
pub use ellipsoid::{Scale, offset};
pub use event::{
    DarkRendezvous, DraughtChange, Encounter, Event, EventKind, FalsePattern, Finding, Gap, IdentityChange,
    Loitering, Parties, PortVisit, Sailed, SharedIdentity, SilenceFacts, Spoofing, Surroundings, Unplaced,
};
pub use fix::{Fix, NavStatus, Transmitter};
pub use hull::{Doubt, DoubtfulFix, Fleet, HullId, Identity, Track, Vessel};
pub use identity::{BroadcastImo, Imo, ImoError, Mmsi, MmsiError, MmsiKind};
pub use kept::{DoubtfulFixes, Fixes, Kept, Shelf};
pub use lead::{
    Calibration, Cargo, CargoShares, Evidence, EvidenceState, Group, Lead, LeadKind, List, PlaceBasis,
    Probability, Reason, Tonnes,
};
pub use learned::{LearnedAnchorage, LearnedContext};
pub use location::{FileId, Location, StationId};
pub use motion::{Motion, Told};
#[cfg(feature = "toml")]
pub use overlay::{OverlaidSettings, SettingsError};
pub use position::{Position, PositionError};
pub use quantity::{Degrees, Knots, Metres};
pub use reception::{CellCounts, CellHour, Heard, Known, LearnedReception, Presence, Rate, Reception};
pub use report::{Dimensions, Report, ShipType, StaticReport};
pub use time::{Interval, Span, Timestamp, TimestampError};
pub use timeline::{Said, Timeline};
pub use words::{count, lasting, probability};
