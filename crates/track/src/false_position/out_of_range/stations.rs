//! Where stations stand and how far they hear, learned from whom they hear.

use std::collections::BTreeMap;

use model::{Fix, Metres, Position, StationId, Track};

use super::Run;
use crate::FalsePositionOptions;
use crate::follow::Way;

/// The stations of which it is known how far they hear.
pub(super) struct Stations(BTreeMap<StationId, Station>);

#[derive(Debug, Clone, Copy, PartialEq)]
struct Station {
    middle: Position,
    /// It hears nobody beyond.
    limit: Metres,
}

impl Stations {
    pub(super) fn learn(tracks: &[Track], options: &FalsePositionOptions) -> Self {
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

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the stations that heard a run heard others within their range about the same time: they are where they were.
    pub(super) fn stay(
        &self,
        tracks: &[Track],
        own: &Track,
        run: &Run,
        options: &FalsePositionOptions,
    ) -> bool {
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
    pub(super) fn can_hear(&self, fix: &Fix) -> Option<bool> {
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
