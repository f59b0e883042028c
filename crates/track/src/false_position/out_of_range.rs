//! Places beyond the range of the station that heard them: the station hears the ship, so the ship is near it, whatever it
//! says.
//!
//! Where a station stands and how far it hears is learned from whom it hears: its middle is that of the ships, its range
//! that within which all but a few of them stay. What hears half an ocean is a satellite, or a network that gives all its
//! stations one name, and is evidence of nothing; nor is a place where it hears several ships, since two names can have one
//! number; nor a day on which another is heard as far away, since ducts over warm
//! water carry signals for hundreds of kilometres; nor a ship that was heard all the way as it sailed there; nor a station that
//! moved, which then hears nobody where it was.

mod stations;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use model::{Doubt, Fix, Fleet, HullId, Interval, Mmsi, Position, Span, StationId, Timestamp, Track};

use super::{Step, set_aside, steps_of};
use crate::FalsePositionOptions;
use stations::Stations;

/// Sets the fixes of a fleet aside that were heard by stations which hear no ship so far away.
pub fn doubt_out_of_range(fleet: &mut Fleet, options: &FalsePositionOptions) {
    let stations = Stations::learn(&fleet.tracks, options);
    if stations.is_empty() {
        return;
    }
    let runs: Vec<Vec<Run>> =
        fleet.tracks.iter().map(|track| runs(&track.fixes, &stations, options)).collect();
    let far = Far::of(fleet.tracks.iter().zip(&runs));
    let mut lies: Vec<(usize, Vec<Range<usize>>)> = Vec::new();
    for (at, mut runs) in runs.into_iter().enumerate() {
        let track = &fleet.tracks[at];
        runs.retain(|run| {
            run.far >= options.fixes_at_least
                && steps_of(&track.fixes, &run.fixes).all(|step| is_leap(step, options))
                && !far.is_common(track, run, options)
                && !far.is_of_another_place(track, run, options)
                && stations.stay(&fleet.tracks, track, run, options)
        });
        if !runs.is_empty() {
            lies.push((at, runs.into_iter().map(|run| run.fixes).collect()));
        }
    }
    for (at, ranges) in lies {
        set_aside(&mut fleet.tracks[at], &ranges, Doubt::OutOfRange);
    }
}

/// Whether the ship was not heard as it sailed a step, nor soon before and after it at a speed of ships.
fn is_leap(step: Step, options: &FalsePositionOptions) -> bool {
    let is_sailed = step.time <= options.stretch_within && !step.is_too_fast(options);
    !step.is_heard(options) && !is_sailed
}

/// Fixes from the first to the last that no station can have heard where they say, with none between that one can.
struct Run {
    fixes: Range<usize>,
    /// How many of them no station can have heard; of the others it is not known.
    far: usize,
}

impl Run {
    /// From so long before its first fix to so long after its last.
    fn about(&self, track: &Track, within: Span) -> Interval {
        let fixes = &track.fixes[self.fixes.clone()];
        let from = fixes[0].time.saturating_add(Span::from_ms(-within.ms()));
        Interval::between(from, fixes[fixes.len() - 1].time.saturating_add(within))
    }

    /// Those that heard any of it.
    fn stations(&self, track: &Track) -> BTreeSet<StationId> {
        track.fixes[self.fixes.clone()].iter().filter_map(|fix| fix.location.station()).collect()
    }
}

fn runs(fixes: &[Fix], stations: &Stations, options: &FalsePositionOptions) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut is_open = false;
    for (at, fix) in fixes.iter().enumerate() {
        match (stations.can_hear(fix), runs.last_mut()) {
            (None, _) => {}
            (Some(true), _) => is_open = false,
            (Some(false), Some(run))
                if is_open && fix.time - fixes[run.fixes.end - 1].time <= options.stretch_within =>
            {
                run.fixes.end = at + 1;
                run.far += 1;
            }
            (Some(false), _) => {
                runs.push(Run { fixes: at..at + 1, far: 1 });
                is_open = true;
            }
        }
    }
    runs
}

/// Who was heard beyond the range of each station.
#[derive(Default)]
struct Far {
    /// And when.
    heard: BTreeMap<StationId, Vec<(Timestamp, Mmsi)>>,
    /// And in which degree.
    at: BTreeMap<(StationId, Degree), BTreeSet<Mmsi>>,
}

/// Latitude and longitude in whole degrees.
type Degree = (i32, i32);

fn degree(place: Position) -> Degree {
    (place.lat().floor() as i32, place.lon().floor() as i32)
}

impl Far {
    fn of<'a>(runs: impl Iterator<Item = (&'a Track, &'a Vec<Run>)>) -> Self {
        let mut far = Self::default();
        for (track, runs) in runs {
            for fix in runs.iter().flat_map(|run| &track.fixes[run.fixes.clone()]) {
                if let Some(station) = fix.location.station() {
                    far.heard.entry(station).or_default().push((fix.time, fix.mmsi));
                    far.at.entry((station, degree(fix.position))).or_default().insert(fix.mmsi);
                }
            }
        }
        far.heard.values_mut().for_each(|heard| heard.sort_unstable());
        far
    }

    /// Whether a station that heard the run heard others, whenever it was, beyond its range at that place: another of the same number
    /// stands there, or a second antenna.
    fn is_of_another_place(&self, track: &Track, run: &Run, options: &FalsePositionOptions) -> bool {
        let (lat, lon) = degree(track.fixes[run.fixes.start].position);
        run.stations(track).into_iter().any(|station| {
            let around = (lat - 1..=lat + 1).flat_map(|lat| (lon - 1..=lon + 1).map(move |lon| (lat, lon)));
            let heard = around.filter_map(|degree| self.at.get(&(station, degree))).flatten();
            let others: BTreeSet<&Mmsi> = heard.filter(|mmsi| **mmsi != track.hull.mmsi).collect();
            others.len() >= options.station_elsewhere_at_least
        })
    }

    /// Whether a station that heard the run heard others as far off about the same time.
    fn is_common(&self, track: &Track, run: &Run, options: &FalsePositionOptions) -> bool {
        let HullId { mmsi: own, .. } = track.hull;
        let (about, stations) = (run.about(track, options.ducting_within), run.stations(track));
        stations.iter().filter_map(|station| self.heard.get(station)).any(|heard| {
            let since = heard.partition_point(|(time, _)| *time < about.start());
            let about = heard[since..].iter().take_while(|(time, _)| *time <= about.end());
            let others: BTreeSet<Mmsi> = about.map(|&(_, mmsi)| mmsi).filter(|&mmsi| mmsi != own).collect();
            others.len() >= options.ducting_at_least
        })
    }
}

#[cfg(test)]
mod tests;
