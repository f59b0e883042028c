//! Places beyond the range of the station that heard them: the station hears the ship, so the ship is near it, whatever it
//! says.
//!
//! Where a station stands and how far it hears is learned from whom it hears: its middle is that of the ships, its range
//! that within which all but a few of them stay. What hears half an ocean is a satellite, or a network that gives all its
//! stations one name, and is evidence of nothing; nor is a place where it hears several ships, since two names can have one
//! number; nor a day on which another is heard as far away, since ducts over warm
//! water carry signals for hundreds of kilometres; nor a ship that was heard all the way as it sailed there; nor a station that
//! moved, which then hears nobody where it was.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use model::{Doubt, Fix, Fleet, HullId, Interval, Metres, Mmsi, Position, Span, StationId, Timestamp, Track};

use super::{Step, set_aside, steps_of};
use crate::FalsePositionOptions;
use crate::follow::Way;

/// Sets the fixes of a fleet aside that were heard by stations which hear no ship so far away.
pub fn doubt_out_of_range(fleet: &mut Fleet, options: &FalsePositionOptions) {
    let stations = Stations::learn(&fleet.tracks, options);
    if stations.0.is_empty() {
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

/// The stations of which it is known how far they hear.
struct Stations(BTreeMap<StationId, Station>);

#[derive(Debug, Clone, Copy, PartialEq)]
struct Station {
    middle: Position,
    /// It hears nobody beyond.
    limit: Metres,
}

impl Stations {
    fn learn(tracks: &[Track], options: &FalsePositionOptions) -> Self {
        let mut middles: BTreeMap<StationId, Vec<Position>> = BTreeMap::new();
        for (station, place) in tracks.iter().flat_map(|track| middle_places(&track.fixes)) {
            middles.entry(station).or_default().push(place);
        }
        middles.retain(|_, places| places.len() >= options.station_ships_at_least);
        let middles: BTreeMap<StationId, Position> =
            middles.into_iter().filter_map(|(station, places)| Some((station, median(&places)?))).collect();
        let mut reaches: BTreeMap<StationId, Vec<f64>> = BTreeMap::new();
        for (station, farthest) in tracks.iter().flat_map(|track| farthest(&track.fixes, &middles)) {
            reaches.entry(station).or_default().push(farthest);
        }
        let of_range = |range: f64| (range <= options.station_range_at_most.0).then(|| limit(range, options));
        let known = reaches.into_iter().filter_map(|(station, reaches)| {
            Some((station, Station { middle: middles[&station], limit: of_range(range(reaches, options)?)? }))
        });
        Self(known.collect())
    }

    /// Whether the stations that heard a run heard others within their range about the same time: they are where they were.
    fn stay(&self, tracks: &[Track], own: &Track, run: &Run, options: &FalsePositionOptions) -> bool {
        let (about, heard_by) = (run.about(own, options.ducting_within), run.stations(own));
        let is_near = |fix: &Fix| {
            fix.location.station().is_some_and(|station| heard_by.contains(&station))
                && self.can_hear(fix) == Some(true)
        };
        let hears = |track: &&Track| {
            let since = track.fixes.partition_point(|fix| fix.time < about.start());
            let mut meanwhile = track.fixes[since..].iter().take_while(|fix| fix.time <= about.end());
            track.hull.mmsi != own.hull.mmsi && meanwhile.any(is_near)
        };
        tracks.iter().filter(hears).take(options.station_stays_at_least).count()
            >= options.station_stays_at_least
    }

    /// Whether the station of a fix hears so far; `None` where it is not known.
    fn can_hear(&self, fix: &Fix) -> Option<bool> {
        let station = self.0.get(&fix.location.station()?)?;
        Some(Way::between(station.middle, fix.position).length() <= station.limit.0)
    }
}

fn limit(range: f64, options: &FalsePositionOptions) -> Metres {
    Metres((range * options.station_range_times).max(range + options.station_range_beyond.0))
}

/// How far a station hears all but a few of its ships.
fn range(mut reaches: Vec<f64>, options: &FalsePositionOptions) -> Option<f64> {
    let at = (reaches.len().checked_sub(1)? as f64 * options.station_range_share) as usize;
    Some(*reaches.select_nth_unstable_by(at, f64::total_cmp).1)
}

/// Of each station that heard a ship, the place of the middle one of the fixes that it heard.
fn middle_places(fixes: &[Fix]) -> Vec<(StationId, Position)> {
    let mut counts: Vec<(StationId, usize)> = Vec::new();
    for station in fixes.iter().filter_map(|fix| fix.location.station()) {
        match counts.iter_mut().find(|(known, _)| *known == station) {
            Some((_, count)) => *count += 1,
            None => counts.push((station, 1)),
        }
    }
    let middle = |(station, count): (StationId, usize)| {
        let mut heard = fixes.iter().filter(|fix| fix.location.station() == Some(station));
        Some((station, heard.nth(count / 2)?.position))
    };
    counts.into_iter().filter_map(middle).collect()
}

/// By latitude and longitude each, so that a few places far off move it little.
fn median(places: &[Position]) -> Option<Position> {
    let middle = |mut numbers: Vec<i32>| *numbers.select_nth_unstable(places.len() / 2).1;
    let lat = middle(places.iter().map(|place| place.lat_e7()).collect());
    let lon = middle(places.iter().map(|place| place.lon_e7()).collect());
    Position::from_e7(lat, lon).ok()
}

/// Of each station that heard a ship, how far it did so at most.
fn farthest(fixes: &[Fix], middles: &BTreeMap<StationId, Position>) -> Vec<(StationId, f64)> {
    let mut reaches: Vec<(StationId, Position, f64)> = Vec::new();
    for fix in fixes {
        let Some(station) = fix.location.station() else { continue };
        let known = reaches.iter().position(|(known, ..)| *known == station);
        let at = known.or_else(|| {
            reaches.push((station, *middles.get(&station)?, 0.0));
            Some(reaches.len() - 1)
        });
        if let Some((_, middle, farthest)) = at.map(|at| &mut reaches[at]) {
            *farthest = farthest.max(Way::between(*middle, fix.position).length());
        }
    }
    reaches.into_iter().map(|(station, _, farthest)| (station, farthest)).collect()
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
mod tests {
    use super::*;
    use crate::Options;
    use crate::testing::{at, fix_at, mmsi, track, voyage};

    /// Thirty ships on passage past a station at 35 N 126 E, heard within 80 km.
    fn passing(station: &str) -> Vec<Track> {
        let heard = |ship: u32| {
            let from = at(35.0 + f64::from(ship % 10) * 0.02, 125.2);
            let way = voyage(from, 90.0, 12.0, (f64::from(ship), f64::from(ship) + 6.0), 6.0);
            track(by(station, 440_000_001 + ship, way))
        };
        (0..30).map(heard).collect()
    }

    fn by(station: &str, number: u32, fixes: Vec<Fix>) -> Vec<Fix> {
        let station = Some(StationId::named(station));
        let heard = |fix: Fix| Fix { mmsi: mmsi(number), location: fix.location.heard_by(station), ..fix };
        fixes.into_iter().map(heard).collect()
    }

    /// A ship that says it lies about 36 N 123 E, some 290 km from the station, so many times.
    fn far_off(station: &str, number: u32, fixes: u32) -> Track {
        let told =
            |step: u32| fix_at(10.0 + f64::from(step) * 0.1, at(36.0 + f64::from(step) * 0.001, 123.0));
        track(by(station, number, (0..fixes).map(told).collect()))
    }

    fn doubted(mut tracks: Vec<Track>) -> usize {
        tracks.sort_by_key(|track| track.hull);
        let mut fleet = Fleet { tracks, vessels: Vec::new() };
        doubt_out_of_range(&mut fleet, &Options::default().false_position);
        fleet.tracks.iter().map(|track| track.doubtful.len()).sum()
    }

    #[test]
    fn a_ship_that_a_coast_station_hears_is_not_three_hundred_kilometres_away() {
        let all =
            |fixes| passing("rMOKPO").into_iter().chain([far_off("rMOKPO", 412_000_001, fixes)]).collect();
        assert_eq!(doubted(all(20)), 20);
        assert_eq!(doubted(all(5)), 0, "a few are a fault of transmission");
    }

    #[test]
    fn a_ship_that_a_station_hears_within_its_range_is_believed() {
        assert_eq!(doubted(passing("rMOKPO")), 0);
    }

    #[test]
    fn another_station_or_none_says_nothing() {
        let all = |far| passing("rMOKPO").into_iter().chain([far]).collect();
        assert_eq!(doubted(all(far_off("rJEJU", 412_000_001, 20))), 0);
        let mut unnamed = far_off("rMOKPO", 412_000_001, 20);
        unnamed.fixes.to_mut().iter_mut().for_each(|fix| fix.location = fix.location.heard_by(None));
        assert_eq!(doubted(all(unnamed)), 0);
    }

    #[test]
    fn on_a_day_when_another_is_heard_as_far_away_both_are_believed() {
        let far = |ship: u32| far_off("rMOKPO", 412_000_001 + ship, 20);
        assert_eq!(doubted(passing("rMOKPO").into_iter().chain((0..1).map(far)).collect()), 20);
        assert_eq!(doubted(passing("rMOKPO").into_iter().chain((0..2).map(far)).collect()), 0);
    }

    #[test]
    fn three_lone_ships_at_a_place_far_off_are_heard_by_a_station_there_that_has_the_same_number() {
        let weeks_later = |ship: u32| {
            let mut far = far_off("rMOKPO", 412_000_001 + ship, 20);
            for fix in far.fixes.to_mut() {
                fix.time = fix.time.saturating_add(Span::from_hours(24 * i64::from(ship)));
            }
            far
        };
        // The station hears its own ships each day.
        let daily = |day: i64| {
            passing("rMOKPO").into_iter().map(move |mut track| {
                for fix in track.fixes.to_mut() {
                    fix.time = fix.time.saturating_add(Span::from_hours(24 * day));
                    fix.mmsi = mmsi(fix.mmsi.get() + 100 * day as u32);
                }
                track.hull.mmsi = track.fixes[0].mmsi;
                track
            })
        };
        let all = |ships| (0..3).flat_map(daily).chain((0..ships).map(weeks_later)).collect();
        assert_eq!(doubted(all(2)), 40);
        assert_eq!(doubted(all(3)), 0);
    }

    #[test]
    fn a_ship_that_sails_beyond_the_range_of_the_station_on_one_way_is_believed() {
        let west = voyage(at(35.0, 126.0), 275.0, 14.0, (5.0, 25.0), 10.0);
        let sailed = track(by("rMOKPO", 412_000_001, west));
        assert_eq!(doubted(passing("rMOKPO").into_iter().chain([sailed]).collect()), 0);
    }

    #[test]
    fn a_station_that_has_left_and_hears_nobody_at_home_says_nothing() {
        let mut far = far_off("rMOKPO", 412_000_001, 20);
        far.fixes
            .to_mut()
            .iter_mut()
            .for_each(|fix| fix.time = fix.time.saturating_add(Span::from_hours(24 * 5)));
        assert_eq!(doubted(passing("rMOKPO").into_iter().chain([far]).collect()), 0);
    }

    #[test]
    fn a_satellite_and_a_station_that_moved_hear_everywhere() {
        let mut satellite = passing("SAT1");
        for (step, track) in satellite.iter_mut().enumerate() {
            let east = step as f64;
            track
                .fixes
                .to_mut()
                .iter_mut()
                .for_each(|fix| fix.position = at(fix.position.lat(), 110.0 + east));
        }
        satellite.push(far_off("SAT1", 412_000_001, 20));
        assert_eq!(doubted(satellite), 0);
        let mut moved = passing("rVAN");
        for track in moved.iter_mut().skip(24) {
            track.fixes.to_mut().iter_mut().for_each(|fix| fix.position = at(36.0, fix.position.lon() - 2.8));
        }
        moved.push(far_off("rVAN", 412_000_001, 20));
        assert_eq!(doubted(moved), 0);
    }

    #[test]
    fn a_run_ends_where_a_station_hears_the_ship_where_it_says_it_is() {
        let mut liar = far_off("rMOKPO", 412_000_001, 12);
        liar.fixes.to_mut()[6].position = at(35.1, 126.0);
        assert_eq!(doubted(passing("rMOKPO").into_iter().chain([liar]).collect()), 0);
    }
}
