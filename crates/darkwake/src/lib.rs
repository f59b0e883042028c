//! Finds likely illicit ship-to-ship transfers of oil and coal in archived AIS, and ranks them with evidence.
//!
//! This crate is the whole job behind one call: [`run`] reads an archive and writes a case folder. It alone knows the
//! order of the stages, and it alone has threads; the stages are plain functions in crates of their own.
//!
//! ```no_run
//! use std::path::{Path, PathBuf};
//!
//! let archive = [PathBuf::from("archive")];
//! let outcome =
//!     darkwake::run(&archive, Path::new("case"), &darkwake::Options::default(), &darkwake::Silent)?;
//! println!("{} leads", outcome.leads);
//! # Ok::<(), darkwake::RunError>(())
//! ```

mod account;
mod choices;
mod cite;
mod detect;
mod fleet;
mod held;
mod large;
mod learn;
mod left_out;
mod meetings;
mod memory;
mod need;
mod options;
mod outcome;
mod own_coast;
mod own_file;
mod pipeline;
mod plan;
mod profile;
mod progress;
mod provenance;
mod reading;
mod revise;
mod threads;
mod verify;
mod vessel_list;
mod what_if;

pub use left_out::LeftOut;
pub use meetings::possible_meetings;
pub use memory::{available_memory, default_budget, machine_memory, memory_limit};
pub use need::Need;
pub use options::{Learned, Options};
pub use outcome::{Coverage, Ingested, Note, Outcome, why_no_dprk_lead};
pub use own_coast::{OwnCoast, OwnCoastError};
pub use pipeline::{RunError, ingest, other_lists, plan, run};
pub use plan::{Plan, PlannedFile, Reading, Standing};
pub use profile::{ProfileError, encounters_by};
pub use progress::{Progress, Silent, Stage};
pub use reading::{Room, threads_in};
pub use rendezvous::{BUILTIN_PROFILES, JudgedMeetings, MeetingWeights, Profile, UnderWayOptions};
pub use threads::with_threads;
pub use verify::{InputState, verify_inputs};
pub use vessel_list::{VesselList, VesselListError};
pub use what_if::what_would_change;
