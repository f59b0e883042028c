//! Ships of a jammed area, and ships that share a number.

use model::{Degrees, FalsePattern, Finding, Metres};

use super::*;
use crate::testing::{at, hours, mmsi, says, voyage};
use crate::{build, shared_identities, spoofing};

/// What is told of ships on passage some miles apart: the patterns of false positions, and how many numbers are shared.
struct Seen {
    patterns: Vec<FalsePattern>,
    shared: usize,
    hulls: usize,
}

impl Seen {
    fn all_jammed(&self) -> bool {
        self.patterns.iter().all(|pattern| *pattern == FalsePattern::Jamming)
    }
}

/// Of so many ships, each place that is heard as `heard` tells it from the number of the ship, the hour and the true fix.
fn seen(ships: u32, heard: impl Fn(u32, f64, Fix) -> Vec<Fix>) -> Seen {
    let mut fleet = Fleet::default();
    for number in 0..ships {
        let way = voyage(at(37.0 + f64::from(number) * 0.05, 124.0), 90.0, 12.0, (0.0, 30.0), 5.0);
        let told = way.into_iter().flat_map(|fix| heard(number, (fix.time - hours(0.0)).hours(), fix));
        let mmsi = mmsi(412_000_001 + number);
        let said = [1.0, 9.0, 13.0].map(|hour| model::StaticReport {
            mmsi,
            name: Some(format!("SHIP {number}")),
            ..says(hour)
        });
        let tracked = build(told.map(|fix| Fix { mmsi, ..fix }).collect(), said.into(), &Options::default());
        fleet.tracks.extend(tracked.tracks);
        fleet.vessels.extend(tracked.vessels);
    }
    doubt_carried_off(&mut fleet, &Options::default());
    assert!(
        fleet.tracks.is_sorted_by_key(|track| track.hull) && fleet.vessels.is_sorted_by_key(|it| it.hull)
    );
    let patterns = spoofing(&fleet, &FalsePositionOptions::default()).into_iter().map(|event| {
        let Finding::Spoofing(spoofing) = event.finding else { panic!("{event:?}") };
        spoofing.pattern
    });
    Seen {
        patterns: patterns.collect(),
        shared: shared_identities(&fleet, &[]).len(),
        hulls: fleet.tracks.len(),
    }
}

/// Carried far north.
fn carried(fix: Fix) -> Fix {
    Fix { position: fix.position.towards(Degrees(0.0), Metres::from_km(60.0)), ..fix }
}

fn is_jammed(hour: f64) -> bool {
    hour > 8.0 && hour < 14.0
}

/// Within a minute.
fn is_at(hour: f64, moment: f64) -> bool {
    (hour - moment).abs() < 0.02
}

#[test]
fn a_record_of_the_true_place_while_ships_of_an_area_are_shown_elsewhere_makes_no_second_ship() {
    let both = |is_both: bool| {
        seen(3, move |number, hour, fix| match is_jammed(hour) {
            true if number == 0 && is_at(hour, 11.0) && is_both => vec![fix, carried(fix)],
            true if number == 0 && is_at(hour, 11.0) => vec![fix],
            true => vec![carried(fix)],
            false => vec![fix],
        })
    };
    for seen in [both(false), both(true)] {
        assert!(seen.all_jammed() && seen.patterns.len() == 3, "{:?}", seen.patterns);
        assert_eq!((seen.shared, seen.hulls), (0, 3));
    }
}

#[test]
fn ships_that_are_jammed_until_they_are_heard_no_more_are_one_each_though_one_was_heard_at_both_places() {
    let until_the_end = |ships| {
        seen(ships, |number, hour, fix| match hour {
            hour if hour >= 14.0 => vec![],
            hour if number == 0 && is_at(hour, 11.0) => vec![fix],
            hour if is_jammed(hour) => vec![carried(fix)],
            _ => vec![fix],
        })
    };
    let three = until_the_end(3);
    assert!(three.all_jammed() && three.patterns.len() == 3, "{:?}", three.patterns);
    assert_eq!((three.shared, three.hulls), (0, 3));
    // Of two nobody knows.
    let two = until_the_end(2);
    assert_eq!((two.patterns.len(), two.shared, two.hulls), (0, 1, 4));
}

#[test]
fn ships_that_are_shown_here_and_there_every_half_hour_while_others_are_were_jammed() {
    let by_turns = |ships| {
        seen(ships, |_, hour, fix| match is_jammed(hour) && hour % 1.0 < 0.5 {
            true => vec![carried(fix)],
            false => vec![fix],
        })
    };
    let (three, two) = (by_turns(3), by_turns(2));
    assert!(three.all_jammed() && three.patterns.len() == 3, "{:?}", three.patterns);
    assert_eq!((three.shared, three.hulls), (0, 3));
    assert_eq!((two.shared, two.hulls), (2, 4));
}

#[test]
fn a_second_ship_that_is_heard_half_a_day_longer_than_the_jamming_lasts_is_a_second_ship() {
    let both = seen(4, |number, hour, fix| match number {
        0 if hour > 8.0 => vec![fix, carried(fix)],
        0 => vec![fix],
        _ if is_jammed(hour) => vec![carried(fix)],
        _ => vec![fix],
    });
    assert_eq!((both.shared, both.hulls), (1, 5));
}

#[test]
fn three_numbers_of_which_second_ships_are_heard_at_once_in_waters_far_from_each_other_are_shared() {
    let far_off = seen(3, |number, hour, fix| {
        let elsewhere = voyage(at(24.0 + f64::from(number) * 4.0, 130.0), 0.0, 8.0, (hour, hour + 0.1), 5.0);
        if is_jammed(hour) { vec![fix, elsewhere[0]] } else { vec![fix] }
    });
    assert_eq!((far_off.patterns.len(), far_off.shared, far_off.hulls), (0, 3, 6));
}
