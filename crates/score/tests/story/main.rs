//! Stories of ships, each beside its near miss, told in hand-made events.

mod acquaintance;
mod bunkering;
mod chains;
mod company;
mod decides;
mod draughts;
mod facts;
mod grounds;
mod guessed;
mod identity;
mod laws;
mod silence;
mod stage;
mod unlike;
mod volume;
mod what_if;
