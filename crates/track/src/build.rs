//! All reports of one number to the hulls that sent them.

use std::ops::AddAssign;

use model::{Doubt, DoubtfulFix, Fix, HullId, Mmsi, StaticReport, Track, Vessel};

use crate::chain::Hulls;
use crate::follow::Reach;
use crate::{Options, chain, order, stretch, vessel};

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
///
/// Reports of several numbers at once would be taken for one number's. A number heard only at places that are not
/// believed has a track without fixes.
pub fn build(fixes: Vec<Fix>, statics: Vec<StaticReport>, options: &Options) -> Tracked {
    let Some(mmsi) = fixes.first().map(|fix| fix.mmsi).or_else(|| statics.first().map(|report| report.mmsi))
    else {
        return Tracked::default();
    };
    let mut tally = Tally { fixes: fixes.len() as u64, statics: statics.len() as u64, ..Tally::default() };
    let fixes = order::fixes(fixes, options.duplicate.within);
    tally.duplicates = tally.fixes - fixes.len() as u64;
    let tracks = tracks(mmsi, fixes, options, &mut tally);
    let statics = order::statics(statics, options.duplicate.within);
    let vessels = vessel::describe(mmsi, &tracks, statics, &options.timeline);
    Tracked { tracks, vessels, tally }
}

fn tracks(mmsi: Mmsi, fixes: Vec<Fix>, options: &Options, tally: &mut Tally) -> Vec<Track> {
    let (null, fixes): (Vec<Fix>, Vec<Fix>) = fixes.into_iter().partition(is_null_island);
    let reach = Reach::of(mmsi.kind(), &options.segment);
    let split = stretch::split(&fixes, &reach, &options.segment);
    let Hulls { hulls, mut stray } = chain::join(&fixes, split.stretches, &reach, options);
    stray.extend(split.crowded);
    tally.null_island = null.len() as u64;
    tally.duplicates += split.repeated;
    tally.ambiguous = split.ambiguous;
    tally.jumps = stray.len() as u64;
    tally.hulls_split = hulls.len().saturating_sub(1) as u64;
    let mut tracks: Vec<Track> =
        (0..).zip(hulls).map(|(part, hull)| track(HullId { mmsi, part }, &fixes, &hull)).collect();
    keep_doubtful(mmsi, &mut tracks, doubtful(&fixes, &stray, &null));
    tracks
}

fn is_null_island(fix: &Fix) -> bool {
    fix.position.lat_e7() == 0 && fix.position.lon_e7() == 0
}

fn track(hull: HullId, fixes: &[Fix], places: &[usize]) -> Track {
    Track { hull, fixes: places.iter().map(|&at| fixes[at]).collect(), doubtful: Vec::new() }
}

fn doubtful(fixes: &[Fix], stray: &[usize], null: &[Fix]) -> Vec<DoubtfulFix> {
    let jumps = stray.iter().map(|&at| DoubtfulFix { fix: fixes[at], doubt: Doubt::Jump });
    let nulls = null.iter().map(|&fix| DoubtfulFix { fix, doubt: Doubt::NullIsland });
    let mut all: Vec<DoubtfulFix> = jumps.chain(nulls).collect();
    all.sort_by(|one, other| order::compare_fixes(&one.fix, &other.fix));
    all
}

/// Nobody knows whose they are: the first hull of the number keeps them.
fn keep_doubtful(mmsi: Mmsi, tracks: &mut Vec<Track>, doubtful: Vec<DoubtfulFix>) {
    match tracks.first_mut() {
        Some(first) => first.doubtful = doubtful,
        None if doubtful.is_empty() => (),
        None => tracks.push(Track { hull: HullId { mmsi, part: 0 }, fixes: Vec::new(), doubtful }),
    }
}
