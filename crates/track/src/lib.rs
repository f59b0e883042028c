//! Reports to tracks: the second stage, from what one number sent to the ships behind it.
//!
//! Records of one MMSI are sorted, copies of one transmission merged ([`build`]), which tells how the clocks of stations go
//! ([`Clocks`]), and the rest split into stretches that one hull can have sailed. Stretches that follow each other at a feasible
//! speed are one hull; those that run beside each other are two hulls under one number, as are those in which, days apart, two
//! ships name themselves; lone fixes that fit nowhere are kept as doubtful. Numbers of nobody, which are those of ships misread,
//! are set aside ([`doubt_misread`]), and so are hulls that jamming made of others ([`doubt_carried_off`]); two hulls that exchanged their
//! numbers are told apart under both ([`tell_apart_swapped`]). Over all hulls the stage
//! then learns how well ships were heard ([`learn_reception`]), judges by it what a silence means ([`judge_silences`]), and finds
//! numbers that change ([`identity_changes`]) or are shared ([`shared_identities`]), and the stretches in which a hull lied about
//! its place ([`spoofing`]).

mod build;
mod chain;
mod clocks;
mod false_position;
mod follow;
mod garbled;
mod hearing;
mod identity_change;
#[cfg(test)]
mod laws;
mod likeness;
mod lone;
mod misread;
mod options;
mod order;
mod reception;
mod shared_identity;
mod silence;
mod stretch;
mod succession;
mod swap;
#[cfg(test)]
mod testing;
mod turns;
mod unplaced;
mod vessel;

pub use build::{Tally, Tracked, build, build_trusting};
pub use clocks::{ClockFault, Clocks, ToldBy};
pub use false_position::{doubt_carried_off, doubt_on_land, doubt_out_of_range, spoofing};
pub use identity_change::identity_changes;
pub use misread::doubt_misread;
pub use options::{
    DuplicateOptions, FalsePositionOptions, HullOptions, IdentityChangeOptions, LikenessRatios,
    MisreadOptions, Options, ReceptionOptions, SegmentOptions, SwapOptions, TimelineOptions,
};
pub use reception::learn_reception;
pub use shared_identity::shared_identities;
pub use silence::{JudgedSilence, SilenceWeight, SilenceWeights, SilenceWeightsError, judge_silences};
pub use swap::{Swap, Turnover, tell_apart_swapped, told_by_each};
