//! All reports of one number to the hulls that sent them.

use std::ops::AddAssign;

use model::{Fix, StaticReport, Track, Vessel};

use crate::Options;

/// The hulls behind one number, or behind all numbers of an archive.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tracked {
    /// The movements of each hull that was heard with a position, by hull.
    pub tracks: Vec<Track>,
    /// What each hull said of itself, by hull.
    pub vessels: Vec<Vessel>,
    /// What became of the reports.
    pub tally: Tally,
}

/// What became of the reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Fixes that entered.
    pub fixes: u64,
    /// Of these, copies of a transmission already counted, or a second place within the slack at the same moment.
    pub duplicates: u64,
    /// Of these, at latitude and longitude zero.
    pub null_island: u64,
    /// Of these, where no hull of the number can have been.
    pub jumps: u64,
    /// Fixes that two stretches claimed with nearly the same right.
    pub ambiguous: u64,
    /// Hulls beyond the first of a number.
    pub hulls_split: u64,
    /// Static reports that entered.
    pub statics: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.fixes += other.fixes;
        self.duplicates += other.duplicates;
        self.null_island += other.null_island;
        self.jumps += other.jumps;
        self.ambiguous += other.ambiguous;
        self.hulls_split += other.hulls_split;
        self.statics += other.statics;
    }
}

/// The hulls behind one number, from all its reports in any order.
pub fn build(fixes: Vec<Fix>, statics: Vec<StaticReport>, options: &Options) -> Tracked {
    let _ = (fixes, statics, options);
    Tracked::default()
}
