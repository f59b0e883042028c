//! Ships that a station cannot have heard where they say, and those that it can.

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
    let told = |step: u32| fix_at(10.0 + f64::from(step) * 0.1, at(36.0 + f64::from(step) * 0.001, 123.0));
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
    let all = |fixes| passing("rMOKPO").into_iter().chain([far_off("rMOKPO", 412_000_001, fixes)]).collect();
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
        track.fixes.to_mut().iter_mut().for_each(|fix| fix.position = at(fix.position.lat(), 110.0 + east));
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
