//! Tracks to events: which hulls met, fell silent, waited, called at ports, and could have met unheard.
//!
//! The fourth stage of the flow. It knows geometry, time and thresholds ([`Options`]); it knows nothing of formats,
//! lists or scores, opens no file and starts no thread. [`detect`] is the whole stage; its parts are public so that
//! a caller can run them a track or a slab of time at a time, in parallel, with the same result.
//!
//! Meetings are exact: hulls move in a straight line from fix to fix, and the times at which two of them come
//! within a distance are solved for, not sampled. See [`contacts_in`].
//!
//! ```
//! use chart::Chart;
//! use darkwake_rendezvous::{Options, encounters};
//! use model::{Degrees, FileId, Fix, HullId, Location, Mmsi, Position, Span, Timestamp, Told, Track, Transmitter};
//!
//! // Two ships lie 330 m apart in the Yellow Sea for three hours, heard every ten minutes.
//! let noon = Timestamp::from_rfc3339("2024-03-01T12:00:00Z")?;
//! let lying = |mmsi: u32, lat: f64| -> Result<Track, Box<dyn std::error::Error>> {
//!     let mmsi = Mmsi::try_from(mmsi)?;
//!     let position = Position::from_degrees(Degrees(lat), Degrees(124.0))?;
//!     let fix = |row: i64| Fix {
//!         mmsi,
//!         time: noon.saturating_add(Span::from_minutes(10 * row)),
//!         position,
//!         told: Told::default(),
//!         transmitter: Transmitter::ClassA,
//!         location: Location::row(FileId(0), 1 + row as u64),
//!     };
//!     let hull = HullId { mmsi, part: 0 };
//!     Ok(Track { hull, fixes: (0..=18).map(fix).collect(), doubtful: Vec::new().into() })
//! };
//! let tracks = [lying(440_000_001, 36.0)?, lying(440_000_002, 36.003)?];
//! let found = encounters(&tracks, &Chart::builtin(), &Options::default());
//! assert_eq!(found[0].interval().span(), Span::from_hours(3));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod anchorages;
mod apart;
mod approach;
mod arrival;
mod beside;
mod company;
mod contact;
mod crossing;
mod dark;
mod detect;
mod draught;
mod encounter;
mod facts;
mod gap;
mod grid;
mod handover;
mod heard;
mod hours_beside;
mod known;
mod legs;
mod loitering;
mod measure;
mod meeting;
mod met;
mod motion;
mod neighbours;
mod options;
mod order;
mod outline;
mod overlap;
mod pair;
mod piece;
mod plane;
mod port_visit;
mod ports_near;
mod possible;
mod prism;
mod profile;
mod reach;
mod rests;
mod roads;
mod sailed;
mod sea;
mod share;
mod ships;
mod silence;
mod slab;
mod spot;
mod still;
mod surroundings;
mod telling;
mod under_way;
mod wait;
mod weights;
mod whereabouts;
mod whoever;
mod window;

pub use anchorages::{Stay, learn_anchorages, stays};
pub use contact::{Contact, contacts, contacts_in, join};
pub use dark::dark_rendezvous;
pub use detect::detect;
pub use draught::draught_changes;
pub use encounter::{encounters, merge};
pub use facts::{MeetingFact, MeetingFacts, MeetingKind};
pub use gap::gaps;
pub use handover::{end_at_exchanges, name_handovers};
pub use heard::Heard;
pub use loitering::loitering;
pub use motion::StillMotion;
pub use neighbours::{Neighbourhoods, Seen, count_neighbours, counted_at};
pub use options::{
    AnchorageOptions, ContactOptions, CourseOptions, DarkOptions, DraughtOptions, EncounterOptions,
    GapOptions, HabitOptions, LoiteringOptions, Options, PortVisitOptions, RecordOptions, SeclusionOptions,
    SpeedBySize, StayOptions, SurroundingsOptions, TopSpeedOptions, UnderWayOptions,
};
pub use order::{archive_end, sort};
pub use pair::Party;
pub use plane::Knot;
pub use port_visit::port_visits;
pub use possible::{PossibleMeeting, possible_meetings};
pub use profile::{BUILTIN_PROFILES, Profile};
pub use reach::reached;
pub use share::{OneThread, Share};
pub use ships::Ships;
pub use slab::{Slab, Spell, spells};
pub use surroundings::surroundings;
pub use under_way::abreast;
pub use weights::{FactPower, JudgedMeetings, KindWeight, MeetingWeights, MeetingWeightsError};

#[cfg(test)]
mod by_index;
#[cfg(test)]
mod distances;
#[cfg(test)]
mod fleets;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod pitfalls;
#[cfg(test)]
mod snatches;
#[cfg(test)]
mod world;
