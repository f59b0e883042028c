//! Tracks to events: which hulls met, fell silent, waited, called at ports, and could have met unheard.
//!
//! The fourth stage of the flow. It knows geometry, time and thresholds ([`Options`]); it knows nothing of formats,
//! lists or scores, opens no file and starts no thread. [`detect`] is the whole stage; its parts are public so that
//! a caller can run them a track or a slab of time at a time, in parallel, with the same result.
//!
//! Meetings are exact: hulls move in a straight line from fix to fix, and the times at which two of them come
//! within a distance are solved for, not sampled. See [`contacts_in`].

mod approach;
mod contact;
mod dark;
mod detect;
mod draught;
mod encounter;
mod gap;
mod grid;
mod loitering;
mod measure;
mod neighbours;
mod options;
mod overlap;
mod piece;
mod plane;
mod port_visit;
mod ports_near;
mod prism;
mod slab;
mod still;
mod surroundings;
mod whereabouts;

pub use contact::{Contact, contacts_in};
pub use dark::dark_rendezvous;
pub use detect::{detect, sort};
pub use draught::draught_changes;
pub use encounter::{encounters, merge};
pub use gap::gaps;
pub use loitering::loitering;
pub use neighbours::count_neighbours;
pub use options::{
    DarkOptions, DraughtOptions, EncounterOptions, GapOptions, LoiteringOptions, Options, PortVisitOptions,
    SurroundingsOptions,
};
pub use port_visit::port_visits;
pub use slab::{Slab, slabs};
pub use surroundings::surroundings;

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod pitfalls;
#[cfg(test)]
mod world;
