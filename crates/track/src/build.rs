//! All reports of one number to the hulls that sent them.

use std::ops::AddAssign;

use model::{Doubt, DoubtfulFix, Fix, Fixes, HullId, Mmsi, StaticReport, Track, Vessel};

use crate::chain::Hulls;
use crate::clocks::{self, ClockFault, Clocks};
use crate::follow::Reach;
use crate::order::Ordered;
use crate::swap::{Turnover, turnovers};
use crate::{Options, chain, false_position, lone, order, stretch, succession, vessel};

/// The hulls behind one number, or behind all numbers of an archive.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tracked {
    /// The movements of each hull that was heard with a position, by hull.
    pub tracks: Vec<Track>,
    /// What each hull said of itself, by hull.
    pub vessels: Vec<Vessel>,
    /// The fixes that are on no track, as copies of others.
    pub copies: Vec<Fix>,
    /// Where the number told another ship than before.
    pub turnovers: Vec<Turnover>,
    /// How the clocks of stations go, by transmissions that two of them heard.
    pub clocks: Clocks,
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
    /// Of these, where a hull said it was and was not.
    pub false_positions: u64,
    /// Of these, stamped by a station whose clock is wrong while others heard the number.
    pub misstamped: u64,
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
        self.false_positions += other.false_positions;
        self.misstamped += other.misstamped;
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
    build_trusting(fixes, statics, &[], options)
}

/// The same where the clocks of some stations are known to be wrong: what they stamped while others heard the number, too, is in
/// doubt, since it would make a second hull that follows the first.
pub fn build_trusting(
    mut fixes: Vec<Fix>,
    statics: Vec<StaticReport>,
    wrong_clocks: &[ClockFault],
    options: &Options,
) -> Tracked {
    let Some(mmsi) = fixes.first().map(|fix| fix.mmsi).or_else(|| statics.first().map(|report| report.mmsi))
    else {
        return Tracked::default();
    };
    let mut tally = Tally { fixes: fixes.len() as u64, statics: statics.len() as u64, ..Tally::default() };
    let misstamped = clocks::take_misstamped(&mut fixes, wrong_clocks, &options.duplicate);
    let Ordered { fixes, mut copies, clocks } = order::fixes(fixes, &options.duplicate);
    tally.misstamped = misstamped.len() as u64;
    let clocks::Statics { reports: statics, misstamped: stamped_wrongly } =
        clocks::Statics::of(statics, &misstamped, wrong_clocks);
    let tracks = tracks(mmsi, fixes, misstamped, options, (&mut tally, &mut copies));
    tally.duplicates = copies.len() as u64;
    let statics = order::statics(statics, options.duplicate.within);
    let tracks = in_turn(tracks, &statics, options);
    tally.hulls_split = tracks.len().saturating_sub(1) as u64;
    let turnovers = turnovers(&statics, options);
    let mut vessels = vessel::describe(mmsi, &tracks, statics, &options.timeline);
    for vessel in &mut vessels {
        vessel.unplaced.retain(|moment| !stamped_wrongly.contains(moment));
    }
    Tracked { tracks, vessels, copies, turnovers, clocks, tally }
}

fn tracks(
    mmsi: Mmsi,
    mut fixes: Vec<Fix>,
    misstamped: Vec<Fix>,
    options: &Options,
    (tally, copies): (&mut Tally, &mut Vec<Fix>),
) -> Vec<Track> {
    let null: Vec<Fix> = fixes.extract_if(.., |fix| is_null_island(fix)).collect();
    let reach = Reach::of(mmsi.kind(), &options.segment);
    let (lone, fixes) = lone::set_apart(fixes, &reach);
    let (mut lies, mut fixes) = false_position::told(fixes, &reach, &options.false_position);
    fixes.extend(lone);
    fixes.sort_by(Fix::compare);
    let split = stretch::split(&fixes, &reach, &options.segment);
    let Hulls { hulls, mut stray } = chain::join(&fixes, split.stretches, &reach, options);
    stray.extend(split.crowded);
    let (hulls, false_hulls) = false_position::told_apart(&fixes, hulls, &reach, &options.false_position);
    lies.extend(false_hulls.into_iter().flatten().map(|at| fixes[at]));
    tally.null_island = null.len() as u64;
    copies.extend(split.repeated.iter().map(|&at| fixes[at]));
    tally.ambiguous = split.ambiguous;
    tally.jumps = stray.len() as u64;
    tally.false_positions = lies.len() as u64;
    let mut tracks: Vec<Track> =
        (0..).zip(hulls).map(|(part, hull)| track(HullId { mmsi, part }, &fixes, &hull)).collect();
    let stray: Vec<Fix> = stray.into_iter().map(|at| fixes[at]).collect();
    let doubts = [
        (Doubt::Jump, stray),
        (Doubt::NullIsland, null),
        (Doubt::FalsePosition, lies),
        (Doubt::Clock, misstamped),
    ];
    keep_doubtful(mmsi, &mut tracks, doubtful(doubts));
    tracks
}

/// The hulls of a number that seems to have one, if it passed from one ship to another.
fn in_turn(mut tracks: Vec<Track>, said: &[StaticReport], options: &Options) -> Vec<Track> {
    match (tracks.pop(), tracks.is_empty()) {
        (Some(only), true) => succession::split(only, said, options),
        (last, _) => tracks.into_iter().chain(last).collect(),
    }
}

fn is_null_island(fix: &Fix) -> bool {
    fix.position.lat_e7() == 0 && fix.position.lon_e7() == 0
}

fn track(hull: HullId, fixes: &[Fix], places: &[usize]) -> Track {
    Track { hull, fixes: places.iter().map(|&at| fixes[at]).collect(), doubtful: Vec::new().into() }
}

fn doubtful(doubts: [(Doubt, Vec<Fix>); 4]) -> Vec<DoubtfulFix> {
    let of_kind =
        |(doubt, fixes): (Doubt, Vec<Fix>)| fixes.into_iter().map(move |fix| DoubtfulFix { fix, doubt });
    let mut all: Vec<DoubtfulFix> = doubts.into_iter().flat_map(of_kind).collect();
    all.sort_by(|one, other| one.fix.compare(&other.fix));
    all
}

/// Nobody knows whose they are: the first hull of the number keeps them.
fn keep_doubtful(mmsi: Mmsi, tracks: &mut Vec<Track>, doubtful: Vec<DoubtfulFix>) {
    match tracks.first_mut() {
        Some(first) => first.doubtful = doubtful.into(),
        None if doubtful.is_empty() => (),
        None => tracks.push(Track {
            hull: HullId { mmsi, part: 0 },
            fixes: Fixes::default(),
            doubtful: doubtful.into(),
        }),
    }
}

#[cfg(test)]
mod tests;
