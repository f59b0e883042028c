//! The track of a number, and what it said, of the two hulls that sent it one after the other.

use model::{Fleet, HullId, Timestamp, Track, Vessel};

use super::Turnover;
use super::moment::tracks_of;
use crate::{Options, succession, vessel};

/// Tells the hulls of a number before and after a moment apart, unless they were told apart already; which they are.
pub(super) fn cut(
    fleet: &mut Fleet,
    turnover: &Turnover,
    moment: Timestamp,
    options: &Options,
) -> Option<[HullId; 2]> {
    let tracks = tracks_of(fleet, turnover.mmsi);
    let parts: Vec<Track> = tracks.iter().flat_map(|track| succession::cut_at(track, moment)).collect();
    let is_cut = parts.len() > tracks.len();
    let parts = numbered(parts);
    let later = parts.iter().position(|part| part.fixes.first().is_some_and(|fix| fix.time > moment))?;
    let hulls = [parts[later.checked_sub(1)?].hull, parts[later].hull];
    if is_cut {
        let vessels = vessels_of(fleet, turnover);
        let told = told_by_each(vessels, &parts, std::slice::from_ref(turnover), options);
        replace(fleet, turnover, parts, told);
    }
    Some(hulls)
}

fn numbered(parts: Vec<Track>) -> Vec<Track> {
    let each = (0..).zip(parts);
    each.map(|(part, track)| Track { hull: HullId { part, ..track.hull }, ..track }).collect()
}

fn vessels_of(fleet: &Fleet, turnover: &Turnover) -> Vec<Vessel> {
    let own = fleet.vessels.iter().filter(|vessel| vessel.hull.mmsi == turnover.mmsi);
    own.cloned().collect()
}

fn replace(fleet: &mut Fleet, turnover: &Turnover, tracks: Vec<Track>, vessels: Vec<Vessel>) {
    let mmsi = turnover.mmsi;
    let from = fleet.tracks.partition_point(|track| track.hull.mmsi < mmsi);
    let until = fleet.tracks.partition_point(|track| track.hull.mmsi <= mmsi);
    fleet.tracks.splice(from..until, tracks);
    let from = fleet.vessels.partition_point(|vessel| vessel.hull.mmsi < mmsi);
    let until = fleet.vessels.partition_point(|vessel| vessel.hull.mmsi <= mmsi);
    fleet.vessels.splice(from..until, vessels);
}

/// What each of the hulls of a number said, by their tracks: a hull that the number's own records did not part is parted where its tracks
/// are, at one of the number's turnovers.
pub fn told_by_each(
    vessels: Vec<Vessel>,
    tracks: &[Track],
    turnovers: &[Turnover],
    options: &Options,
) -> Vec<Vessel> {
    let mut vessels = vessels;
    for turnover in turnovers {
        let is_here = |pair: &&[Track]| {
            let ends = pair[0].fixes.last().zip(pair[1].fixes.first());
            ends.is_some_and(|(last, first)| last.time < turnover.first && first.time > turnover.last)
        };
        let place = tracks.windows(2).position(|pair| is_here(&pair));
        let Some((at, next)) = place.and_then(|at| Some((at, tracks[at + 1].fixes.first()?.time))) else {
            continue;
        };
        let is_one = |vessel: &&Vessel| vessel.first_seen < next && vessel.last_seen >= next;
        let Some(one) = vessels.get(at).filter(is_one) else { continue };
        let is_first = |time| time <= turnover.last || (time < turnover.first && time < next);
        let parts = vessel::divided(one, [&tracks[at], &tracks[at + 1]], is_first, &options.timeline);
        vessels.splice(at..=at, parts);
    }
    for (part, vessel) in (0..).zip(&mut vessels) {
        vessel.hull.part = part;
    }
    vessels
}
