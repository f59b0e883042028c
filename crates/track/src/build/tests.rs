//! What one number sent, and the hulls behind it.

use model::{Degrees, FileId, Location, Metres};

use super::*;
use crate::testing::{at, fix, fix_at, hours, mmsi, sailing, ship, voyage};

fn build_fixes(fixes: Vec<Fix>) -> Tracked {
    build(fixes, Vec::new(), &Options::default())
}

fn shape(tracked: &Tracked) -> Vec<(u16, usize, usize)> {
    let each = tracked.tracks.iter();
    each.map(|track| (track.hull.part, track.fixes.len(), track.doubtful.len())).collect()
}

#[test]
fn a_ship_on_passage_is_one_hull() {
    let tracked = build_fixes(voyage(at(37.0, 124.0), 45.0, 14.0, (0.0, 6.0), 3.0));
    assert_eq!(shape(&tracked), [(0, 121, 0)]);
    assert_eq!(tracked.tally, Tally { fixes: 121, ..Tally::default() });
}

#[test]
fn three_receivers_of_one_transmission_are_one_fix() {
    let copy = |seconds: f64, file| Fix { location: Location::row(FileId(file), 1), ..fix(seconds / 3600.0) };
    let tracked = build_fixes(vec![copy(1.9, 2), copy(0.0, 1), copy(0.0, 0), copy(180.0, 0)]);
    assert_eq!(shape(&tracked), [(0, 2, 0)]);
    assert_eq!(tracked.tracks[0].fixes[0].location, Location::row(FileId(0), 1));
    assert_eq!(tracked.tally.duplicates, 2);
}

/// A ship at anchor heard by two receivers a second apart: what the second writes, in 1e-7 degrees north of the first, knots and
/// degrees.
fn fixes_of_two_receivers(north: i32, knots: f64, course: f64) -> usize {
    let place = |north: i32| at(37.123_456_7 + f64::from(north) * 1e-7, 124.654_321);
    let first = Fix { told: sailing(1.2, 87.3), ..fix_at(0.0, place(0)) };
    let second = Fix { told: sailing(knots, course), ..fix_at(1.0 / 3600.0, place(north)) };
    let fixes = [[first, second], [second, first]].map(|both| shape(&build_fixes(both.into()))[0].1);
    assert_eq!(fixes[0], fixes[1], "in whatever order");
    fixes[0]
}

#[test]
fn two_receivers_that_round_one_transmission_differently_are_one_fix_and_a_metre_or_two_on_is_another() {
    assert_eq!(fixes_of_two_receivers(17, 1.2, 87.3), 1, "a ten-thousandth of a minute");
    assert_eq!(fixes_of_two_receivers(-67, 1.166, 87.0), 1, "five decimals, metres a second, whole degrees");
    assert_eq!(fixes_of_two_receivers(250, 1.2, 87.3), 2);
    assert_eq!(fixes_of_two_receivers(17, 1.5, 87.3), 2);
    assert_eq!(fixes_of_two_receivers(17, 1.2, 88.3), 2);
}

/// A ship that sails out for twelve hours, turns round and sails back, and another under the same number that lies 60 km off where the
/// first turns, heard for four hours, and perhaps again for four.
fn turns_far_from_another(heard_again: bool) -> Vec<(u16, usize, usize)> {
    let from = at(37.0, 124.0);
    let turn = from.towards(Degrees(90.0), Metres(144.0 * 1852.0));
    let lies = turn.towards(Degrees(0.0), Metres::from_km(60.0));
    let other = |first: f64| (0..=48).map(move |step| fix_at(first + f64::from(step) / 12.0, lies));
    let again = heard_again.then(|| other(16.03)).into_iter().flatten();
    let way = [voyage(from, 90.0, 12.0, (0.0, 12.0), 5.0), voyage(turn, 270.0, 12.0, (12.1, 24.0), 5.0)];
    shape(&build_fixes(way.concat().into_iter().chain(other(0.03)).chain(again).collect()))
}

#[test]
fn a_ship_that_turns_round_keeps_her_track_though_another_long_unheard_could_have_come_there() {
    assert_eq!(turns_far_from_another(false), [(0, 288, 0), (1, 49, 0)]);
    assert_eq!(turns_far_from_another(true), [(0, 288, 0), (1, 98, 0)], "she lies there again");
}

#[test]
fn a_moored_ship_that_repeats_itself_after_three_minutes_is_heard_twice() {
    assert_eq!(shape(&build_fixes(vec![fix(0.0), fix(0.05)])), [(0, 2, 0)]);
}

#[test]
fn a_fix_at_zero_zero_is_kept_in_doubt() {
    let tracked = build_fixes(vec![fix(0.0), fix_at(0.1, at(0.0, 0.0)), fix(0.2)]);
    assert_eq!(shape(&tracked), [(0, 2, 1)]);
    assert_eq!(tracked.tracks[0].doubtful[0].doubt, Doubt::NullIsland);
}

#[test]
fn a_ship_heard_only_at_zero_zero_has_a_track_without_fixes() {
    assert_eq!(shape(&build_fixes(vec![fix_at(0.1, at(0.0, 0.0))])), [(0, 0, 1)]);
}

#[test]
fn a_lone_teleport_is_a_jump() {
    let mut fixes = voyage(at(37.0, 124.0), 45.0, 14.0, (0.0, 6.0), 3.0);
    fixes.push(fix_at(3.01, at(34.0, 128.0)));
    let tracked = build_fixes(fixes);
    assert_eq!(shape(&tracked), [(0, 121, 1)]);
    assert_eq!(tracked.tracks[0].doubtful[0].doubt, Doubt::Jump);
}

#[test]
fn a_teleport_that_a_silence_makes_feasible_is_a_jump_once_the_ship_is_heard_again_at_home() {
    let mut fixes = voyage(at(37.0, 124.0), 45.0, 14.0, (0.0, 6.0), 3.0);
    fixes.retain(|fix| !(hours(3.0)..hours(4.0)).contains(&fix.time));
    fixes.push(fix_at(3.98, at(37.4, 124.0)));
    let tracked = build_fixes(fixes);
    assert_eq!(shape(&tracked), [(0, 101, 1)]);
}

#[test]
fn a_teleport_as_the_last_record_is_a_jump() {
    let mut fixes = voyage(at(37.0, 124.0), 45.0, 14.0, (0.0, 6.0), 3.0);
    fixes.push(fix_at(6.01, at(34.0, 128.0)));
    assert_eq!(shape(&build_fixes(fixes)), [(0, 121, 1)]);
}

#[test]
fn a_fast_ferry_at_38_knots_does_not_jump() {
    let tracked = build_fixes(voyage(at(34.0, 128.0), 90.0, 38.0, (0.0, 3.0), 6.0));
    assert_eq!(shape(&tracked), [(0, 31, 0)]);
}

#[test]
fn two_ships_far_apart_under_one_number_are_two_hulls() {
    let mut fixes = voyage(at(37.0, 124.0), 45.0, 14.0, (0.0, 6.0), 3.0);
    fixes.extend(voyage(at(22.0, 118.0), 200.0, 9.0, (1.01, 7.01), 3.0));
    let tracked = build_fixes(fixes);
    assert_eq!(shape(&tracked), [(0, 121, 0), (1, 121, 0)]);
    assert_eq!(tracked.tally.hulls_split, 1);
    assert!(tracked.tracks[0].fixes.iter().all(|fix| fix.position.lat() > 36.0));
}

#[test]
fn two_ships_that_pass_each_other_under_one_number_stay_two_hulls() {
    let mut fixes = voyage(at(37.0, 124.0), 90.0, 12.0, (0.0, 6.0), 2.0);
    fixes.extend(voyage(at(37.0, 125.5), 270.0, 12.0, (0.01, 6.01), 2.0));
    let tracked = build_fixes(fixes);
    assert_eq!(shape(&tracked), [(0, 181, 0), (1, 181, 0)]);
    assert!(tracked.tracks.iter().all(|track| {
        let courses: Vec<f64> = track.fixes.iter().filter_map(Fix::course).map(|c| c.0).collect();
        courses.windows(2).all(|pair| (pair[0] - pair[1]).abs() < f64::EPSILON)
    }));
}

#[test]
fn a_second_ship_within_reach_at_first_does_not_take_the_track_of_the_first() {
    let mut fixes = voyage(at(37.0, 124.0), 0.0, 0.0, (0.0, 12.0), 6.0);
    fixes.extend(voyage(at(37.0, 124.2), 90.0, 12.0, (1.05, 9.05), 6.0));
    let tracked = build_fixes(fixes);
    assert_eq!(shape(&tracked), [(0, 121, 0), (1, 81, 0)]);
}

#[test]
fn a_ship_silent_for_five_days_is_one_hull_where_it_left_or_a_thousand_kilometres_off() {
    for place in [at(37.0, 124.1), at(28.0, 123.0)] {
        let mut fixes = voyage(at(37.0, 124.0), 45.0, 10.0, (0.0, 6.0), 3.0);
        fixes.extend(voyage(place, 45.0, 10.0, (126.0, 132.0), 3.0));
        assert_eq!(shape(&build_fixes(fixes)), [(0, 242, 0)]);
    }
}

#[test]
fn a_thousand_kilometres_in_one_hour_are_two_hulls() {
    let mut fixes = voyage(at(37.0, 124.0), 45.0, 10.0, (0.0, 6.0), 3.0);
    fixes.extend(voyage(at(28.0, 123.0), 45.0, 10.0, (7.0, 13.0), 3.0));
    assert_eq!(shape(&build_fixes(fixes)), [(0, 121, 0), (1, 121, 0)]);
}

#[test]
fn a_ship_heard_by_satellite_once_in_thirty_hours_is_one_hull() {
    let tracked = build_fixes(voyage(at(10.0, 124.0), 45.0, 10.0, (0.0, 300.0), 1800.0));
    assert_eq!(shape(&tracked), [(0, 11, 0)]);
}

#[test]
fn a_false_place_for_hours_is_set_aside_and_the_ship_goes_on() {
    let mut fixes = voyage(at(37.0, 124.0), 45.0, 10.0, (0.0, 30.0), 3.0);
    fixes.retain(|fix| !(hours(5.01)..hours(10.0)).contains(&fix.time));
    fixes.extend(voyage(at(31.0, 122.0), 0.0, 0.0, (5.1, 9.9), 3.0));
    let tracked = build_fixes(fixes);
    assert_eq!(shape(&tracked), [(0, 502, 97)]);
    assert!(tracked.tracks[0].doubtful.iter().all(|it| it.doubt == Doubt::FalsePosition));
}

#[test]
fn a_receiver_whose_clock_is_five_minutes_off_makes_no_second_hull() {
    let mut fixes = voyage(at(37.0, 124.0), 45.0, 14.0, (0.0, 6.0), 3.0);
    let late = |fix: &Fix| Fix { time: fix.time.saturating_add(model::Span::from_secs(301)), ..*fix };
    let copies: Vec<Fix> = fixes.iter().step_by(2).map(late).collect();
    fixes.extend(copies);
    let tracked = build_fixes(fixes);
    assert_eq!(tracked.tracks.len(), 1);
    assert!(tracked.tracks[0].fixes.len() >= 121, "{:?}", shape(&tracked));
}

#[test]
fn records_that_a_satellite_stamps_an_hour_late_make_no_second_hull() {
    let mut fixes = voyage(at(37.0, 124.0), 45.0, 14.0, (0.0, 60.0), 5.0);
    let late = |fix: &Fix| Fix { time: fix.time.saturating_add(model::Span::from_secs(4001)), ..*fix };
    let copies: Vec<Fix> = fixes[300..320].iter().map(late).collect();
    fixes.extend(copies);
    assert_eq!(shape(&build_fixes(fixes)), [(0, 721, 20)]);
}

#[test]
fn a_ship_that_follows_another_by_six_hours_is_a_second_hull() {
    let mut fixes = voyage(at(37.0, 124.0), 45.0, 14.0, (0.0, 60.0), 5.0);
    fixes.extend(voyage(at(37.0, 124.0), 45.0, 14.0, (6.01, 30.01), 5.0));
    assert_eq!(shape(&build_fixes(fixes)), [(0, 721, 0), (1, 289, 0)]);
}

#[test]
fn a_garbled_longitude_twice_a_day_makes_no_second_hull() {
    let mut fixes = voyage(at(7.0, -33.0), 45.0, 3.0, (0.0, 700.0), 30.0);
    let garbled = |day: u32| fix_at(f64::from(day) * 12.01, at(7.0, f64::from(day * 37 % 300) - 150.0));
    fixes.extend((1..50).map(garbled));
    let tracked = build_fixes(fixes);
    assert_eq!(shape(&tracked), [(0, 1401, 49)]);
}

#[test]
fn a_rescue_helicopter_may_fly() {
    let number = mmsi(111_440_001);
    let flight = |fixes: Vec<Fix>, mmsi| fixes.into_iter().map(|fix| Fix { mmsi, ..fix }).collect();
    let fixes = voyage(at(34.0, 128.0), 90.0, 100.0, (0.0, 1.0), 1.0);
    assert_eq!(shape(&build_fixes(flight(fixes.clone(), number))), [(0, 61, 0)]);
    assert_ne!(shape(&build_fixes(flight(fixes, ship().mmsi))), [(0, 61, 0)]);
}

#[test]
fn a_number_that_hundreds_of_radios_send_ends_in_bounded_hulls() {
    let radio = |step: u32| {
        let (lat, lon) =
            (f64::from(step * 7919 % 1400) / 10.0 - 70.0, f64::from(step * 104_729 % 3600) / 10.0 - 180.0);
        Fix { mmsi: mmsi(111_111_111), ..fix_at(f64::from(step) / 600.0, at(lat, lon)) }
    };
    let tracked = build_fixes((0..20_000).map(radio).collect());
    let kept: usize = tracked.tracks.iter().map(|track| track.fixes.len() + track.doubtful.len()).sum();
    assert_eq!(kept as u64 + tracked.tally.duplicates, tracked.tally.fixes);
}

#[test]
fn nothing_heard_is_no_hull() {
    assert_eq!(build_fixes(Vec::new()), Tracked::default());
}
