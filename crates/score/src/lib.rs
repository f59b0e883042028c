//! Events to ranked leads, with the evidence for and against.
//!
//! The fifth stage of the flow: it takes what hulls did ([`Scene`]), decides what belongs to one incident, looks at
//! each indicator in three states (seen, observably absent, not assessable), adds up likelihood ratios by the rules
//! of groups and sorts. It knows nothing of how an event was found or how a lead is stored. [`rank`] is all of it.
//!
//! Rules in the order in which they act: `candidate` (what is everyday business), `incident` (what belongs
//! together), `evidence` (what speaks for and against), `nexus` and `evasion` (which list, if any), `tally` (how
//! much counts), `odds`, `cargo`, `volume`. [`WhatIf`] asks them once more, with one thing otherwise.

mod candidate;
mod cargo;
mod craft;
mod decide;
mod degree;
mod delivery;
mod draw;
mod evidence;
mod fact;
mod ground;
mod guessed;
mod incident;
mod indicator;
mod link;
mod lists;
mod mid;
mod moved;
mod nexus;
mod odds;
mod options;
mod rank;
mod route;
mod scene;
mod silence;
mod standing;
mod subject;
mod tally;
mod volume;
mod waters;
mod weights;
mod what_if;
mod world;

pub use fact::Fact;
pub use indicator::Indicator;
pub use lists::{
    Attribute, BuiltinList, ListDate, ListFormat, ListName, ListSource, Listed, Listing, Lists, Match,
    RowFault, RowsLeftOut, UserList, UserListError,
};
pub use mid::country_of_mid;
pub use odds::rescore;
pub use options::{CandidateOptions, ChainOptions, Options};
pub use rank::rank;
pub use scene::Scene;
pub use weights::{
    Caps, CargoWeights, ContactThresholds, GapThresholds, HullThresholds, IdentityThresholds, JudgedLead,
    LinkThresholds, PlaceThresholds, PortThresholds, VolumeModel, VoyageThresholds, Weight, Weights,
    WeightsError,
};
pub use what_if::{Composition, WhatIf};
