//! Seeded traffic around Korea with exact truth: what darkwake is shown off with and graded against.
//!
//! [`simulate`] builds a world (ships, what they did, what they sent and what was heard) from [`Options`] alone;
//! [`Simulation::write`] writes the archive that receivers would have kept and, apart from it, the truth that only
//! the simulator knows. The same options give the same bytes. Results on simulated traffic are never to be mixed
//! with results on real archives.
//!
//! ```no_run
//! use simulator::{Format, Options, simulate};
//! let week = simulate(&Options { seed: 7, ..Options::default() });
//! week.write(std::path::Path::new("week7"), Format::Nmea)?;
//! # Ok::<(), std::io::Error>(())
//! ```

#[cfg(test)]
mod check;
mod climate;
mod deceit;
mod dice;
mod harbour;
mod hull;
mod lanes;
mod motion;
mod oddity;
mod options;
mod place;
mod plan;
mod reception;
mod registry;
mod simulation;
mod story;
mod traffic;
mod transmit;
pub mod truth;
mod world;
mod write;

pub use options::{Format, Options};
pub use simulation::{Simulation, reconstruct, simulate};
pub use story::{Documented, DocumentedError, LeftOut, documented_in};
