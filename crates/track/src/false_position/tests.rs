//! Ships that lie about their places, and those that look as if they did.

use model::{Degrees, FalsePattern, Finding, Knots, Metres, Motion, Position, Told, Transmitter};

use super::*;
use crate::testing::{at, fix_at, hours, sailing, voyage};
use crate::{Options, build};

/// The pattern, first and last hour and leap of each stretch of false positions; and how many fixes each hull keeps.
fn found(fixes: Vec<Fix>) -> (Vec<(FalsePattern, f64, f64)>, Vec<usize>) {
    let tracked = build(fixes, Vec::new(), &Options::default());
    let kept = tracked.tracks.iter().map(|track| track.fixes.len()).collect();
    let fleet = Fleet { tracks: tracked.tracks, vessels: tracked.vessels };
    let told = |event: &Event| {
        let Finding::Spoofing(spoofing) = event.finding else { panic!("{event:?}") };
        let hour = |time: model::Timestamp| (time - hours(0.0)).hours();
        (spoofing.pattern, hour(event.start), hour(event.end.unwrap()))
    };
    let events = spoofing(&fleet, &Options::default().false_position);
    (events.iter().map(told).collect(), kept)
}

fn passage() -> Vec<Fix> {
    voyage(at(34.0, 124.0), 90.0, 12.0, (0.0, 30.0), 5.0)
}

/// The passage with another place told in some hours.
fn lying(from: f64, to: f64, told: impl Fn(&Fix) -> Position) -> Vec<Fix> {
    let lies = |fix: &Fix| fix.time > hours(from) && fix.time < hours(to);
    let tell = |fix: Fix| if lies(&fix) { Fix { position: told(&fix), ..fix } } else { fix };
    passage().into_iter().map(tell).collect()
}

#[test]
fn a_ship_that_says_it_sails_elsewhere_for_half_a_day_is_one_ship() {
    let north = |fix: &Fix| fix.position.towards(Degrees(0.0), Metres(50_000.0));
    let (events, kept) = found(lying(8.0, 20.0, north));
    let [(FalsePattern::Shift, from, to)] = events[..] else { panic!("{events:?}") };
    assert!((from - 8.0).abs() < 0.1 && (to - 20.0).abs() < 0.1, "{events:?}");
    assert_eq!(kept, [361 - 143]);
}

#[test]
fn under_a_number_that_nobody_set_no_ship_lies() {
    let told = |mmsi: u32| {
        let mmsi = crate::testing::mmsi(mmsi);
        let fixes = lying(10.0, 22.0, |fix| fix.position.towards(Degrees(100.0), Metres::from_km(300.0)));
        let tracked = build(
            fixes.into_iter().map(|fix| Fix { mmsi, ..fix }).collect(),
            Vec::new(),
            &Options::default(),
        );
        tracked.tally.false_positions > 0
    };
    assert_eq!([told(440_123_456), told(1_193_046)], [true, false]);
}

#[test]
fn a_ship_that_says_it_goes_round_and_round_is_told() {
    let round = |fix: &Fix| {
        let turn = (fix.time - hours(0.0)).hours() * 120.0;
        at(35.0, 123.5).towards(Degrees(turn % 360.0), Metres(3_000.0))
    };
    let (events, kept) = found(lying(8.0, 20.0, round));
    assert!(matches!(events[..], [(FalsePattern::Loop, ..)]), "{events:?}");
    assert_eq!(kept.len(), 1);
}

#[test]
fn a_ship_whose_position_froze_is_told_once_it_leaps_to_where_it_has_got() {
    let place = passage()[96].position;
    let (events, kept) = found(lying(7.99, 20.0, |_| place));
    assert!(matches!(events[..], [(FalsePattern::Still, ..)]), "{events:?}");
    assert_eq!(kept, [361 - 144]);
}

#[test]
fn a_frozen_ship_whose_last_word_there_is_a_coarse_long_range_one_is_told() {
    let place = passage()[96].position;
    let mut fixes = lying(7.99, 20.0, |_| place);
    let last = fixes.iter_mut().rfind(|fix| fix.position == place).unwrap();
    last.transmitter = Transmitter::LongRange;
    last.position = place.towards(Degrees(230.0), Metres(70.0));
    let (events, kept) = found(fixes);
    assert!(matches!(events[..], [(FalsePattern::Still, ..)]), "{events:?}");
    assert_eq!(kept, [361 - 144]);
}

/// As [`lying`], heard only in some hours.
fn heard(fixes: Vec<Fix>, hours_heard: &[(f64, f64)]) -> Vec<Fix> {
    let is_heard =
        |fix: &Fix| hours_heard.iter().any(|&(from, to)| (hours(from)..hours(to)).contains(&fix.time));
    fixes.into_iter().filter(is_heard).collect()
}

#[test]
fn a_way_moved_aside_while_nobody_heard_is_told_by_two_leaps_that_cancel() {
    let south = |fix: &Fix| fix.position.towards(Degrees(170.0), Metres(40_000.0));
    let heard_at = [(0.0, 7.0), (8.2, 11.0), (14.0, 19.0), (20.5, 30.0)];
    let (events, kept) = found(heard(lying(7.5, 20.0, south), &heard_at));
    assert!(matches!(events[..], [(FalsePattern::Shift, ..)]), "{events:?}");
    assert_eq!(kept.len(), 1);
}

#[test]
fn a_passage_between_two_garbled_places_at_the_edges_of_silences_is_no_lie() {
    let mut fixes = heard(passage(), &[(0.0, 5.0), (8.0, 14.6), (18.5, 30.0)]);
    let first = fixes.iter().position(|fix| fix.time >= hours(8.0)).unwrap();
    let last = fixes.iter().rposition(|fix| fix.time < hours(14.6)).unwrap();
    for at in [first, last] {
        fixes[at].position = fixes[at].position.towards(Degrees(0.0), Metres(6_000.0));
    }
    let honest = fixes.len() - 2;
    let (events, kept) = found(fixes);
    assert_eq!(events, []);
    assert!(kept.len() == 1 && kept[0] >= honest, "{kept:?}");
}

#[test]
fn records_of_a_receiver_whose_clock_is_an_hour_fast_or_slow_are_no_lie() {
    for minutes in [-60, 60] {
        let skewed = |fix: &Fix| (hours(10.0)..hours(16.0)).contains(&fix.time);
        let stamp = |fix: Fix| Fix {
            time: if skewed(&fix) { fix.time.saturating_add(Span::from_minutes(minutes)) } else { fix.time },
            ..fix
        };
        let (events, _) = found(passage().into_iter().map(stamp).collect());
        assert_eq!(events, Vec::new(), "{minutes}");
    }
}

#[test]
fn a_ship_that_turns_back_for_her_port_and_sails_again_is_believed() {
    let leg = |from, course, span| voyage(from, course, 12.0, span, 5.0);
    let port = at(34.0, 124.0);
    let out = leg(port, 90.0, (0.0, 4.0));
    let back = leg(out[out.len() - 1].position, 270.0, (4.01, 8.01));
    let again = leg(port, 90.0, (9.0, 20.0));
    let all: Vec<Fix> = [out, back, again].concat();
    let count = all.len();
    assert_eq!(found(heard(all, &[(0.0, 30.0)])), (Vec::new(), vec![count]));
}

/// Round a box of three by two miles, its sides turned by twenty degrees, at eight knots.
fn round_a_box(fix: &Fix) -> Fix {
    let (corner, miles) = (at(34.6, 124.8), (fix.time - hours(0.0)).hours() * 8.0 % 10.0);
    let (leg, gone) = match miles {
        miles if miles < 3.0 => (0, miles),
        miles if miles < 5.0 => (1, miles - 3.0),
        miles if miles < 8.0 => (2, miles - 5.0),
        miles => (3, miles - 8.0),
    };
    let course = |leg: usize| Degrees(20.0 + 90.0 * leg as f64);
    let sides = [3.0, 2.0, 3.0, 2.0];
    let start = (0..leg).fold(corner, |at, leg| at.towards(course(leg), Metres(sides[leg] * 1852.0)));
    let position = start.towards(course(leg), Metres(gone * 1852.0));
    Fix { position, told: sailing(8.0, course(leg).0), ..*fix }
}

fn in_a_box(go_round: impl Fn(&Fix) -> Fix) -> Vec<Fix> {
    let lies = |fix: &Fix| fix.time > hours(8.0) && fix.time < hours(22.0);
    let all = passage().into_iter().map(|fix| if lies(&fix) { go_round(&fix) } else { fix }).collect();
    heard(all, &[(0.0, 6.0), (9.0, 13.0), (15.0, 21.0), (24.0, 30.0)])
}

#[test]
fn a_box_gone_round_to_the_metre_is_told_though_she_could_have_sailed_there_and_back() {
    let (events, kept) = found(in_a_box(round_a_box));
    let [(FalsePattern::Loop, from, to)] = events[..] else { panic!("{events:?}") };
    assert!((from - 9.0).abs() < 0.2 && (to - 21.0).abs() < 0.2, "{events:?}");
    assert_eq!(kept.len(), 1);
}

#[test]
fn a_box_of_which_one_side_was_heard_only_at_first_and_at_last_is_told() {
    let is_heard =
        |fix: &Fix| fix.course() != Some(Degrees(200.0)) || fix.time < hours(10.3) || fix.time > hours(19.7);
    let (events, _) = found(in_a_box(round_a_box).into_iter().filter(is_heard).collect());
    assert!(matches!(events[..], [(FalsePattern::Loop, ..)]), "{events:?}");
}

#[test]
fn a_ship_that_waits_to_and_fro_by_hand_is_believed() {
    let by_hand = |fix: &Fix| {
        let boxed = round_a_box(fix);
        let aside = 150.0 * (1.0 + (fix.time.ms() as f64 / 2.7e6).sin());
        Fix {
            position: boxed.position.towards(Degrees(fix.time.ms() as f64 / 9e4 % 360.0), Metres(aside)),
            ..boxed
        }
    };
    assert_eq!(found(in_a_box(by_hand)).0, Vec::new());
}

/// At anchor for forty hours and heading round with the tide, the antenna going with her or not.
fn at_anchor(scatters: impl Fn(f64) -> bool) -> Vec<Fix> {
    let place = |step: u32| {
        let hour = f64::from(step) * 0.1 - 60.0;
        let turned = Degrees((hour * 30.0).rem_euclid(360.0));
        let position = at(34.0, 124.0);
        let position = if scatters(hour) { position.towards(turned, Metres(60.0)) } else { position };
        let (speed, heading) = (Some(Knots(0.1)), Some(turned));
        let told = Motion { speed, heading, ..Motion::default() }.into();
        Fix { told, ..fix_at(hour, position) }
    };
    (0..600).map(place).chain(passage()).collect()
}

#[test]
fn a_hull_that_turns_at_anchor_with_an_antenna_that_does_not_move_is_told() {
    let (events, _) = found(at_anchor(|hour| hour < -30.0));
    assert!(matches!(events[..], [(FalsePattern::Still, ..)]), "{events:?}");
}

#[test]
fn a_receiver_that_always_holds_the_place_of_a_ship_at_rest_is_believed() {
    assert_eq!(found(at_anchor(|_| false)).0, Vec::new());
    assert_eq!(found(at_anchor(|_| true)).0, Vec::new());
}

#[test]
fn a_ship_at_its_berth_that_repeats_its_place_and_sails_is_believed() {
    let berth = at(34.0, 124.0);
    let lying = (0..100).map(|step| fix_at(f64::from(step) * 0.1 - 10.0, berth));
    assert_eq!(found(lying.chain(passage()).collect()), (Vec::new(), vec![461]));
}

#[test]
fn two_ships_under_one_number_that_are_heard_together_are_two() {
    let other = voyage(at(36.0, 126.0), 180.0, 5.0, (10.02, 20.02), 5.0);
    let (events, kept) = found(passage().into_iter().chain(other).collect());
    assert_eq!((events, kept.len()), (Vec::new(), 2));
}

#[test]
fn a_moored_ship_that_shares_its_number_with_one_that_passes_is_believed_and_so_is_the_other() {
    let berth = |step: u32| Fix {
        told: Told::at_speed(Knots(0.0)),
        ..fix_at(f64::from(step) * 0.1 + 0.03, at(37.0, 126.0))
    };
    let passing = passage().into_iter().filter(|fix| (hours(9.2)..hours(12.2)).contains(&fix.time));
    let (events, kept) = found((0..300).map(berth).chain(passing).collect());
    assert_eq!((events, kept.len()), (Vec::new(), 2));
}

#[test]
fn two_ships_under_one_number_of_which_one_goes_for_good_are_two() {
    let first = passage().into_iter().filter(|fix| fix.time < hours(10.0));
    let other = voyage(at(36.0, 129.0), 180.0, 5.0, (10.02, 20.02), 5.0);
    assert_eq!(found(first.chain(other).collect()).0, Vec::new());
}

/// A place of which one bit of the latitude or the longitude, as it is sent, came over wrong; `None` if it is then no place.
fn garbled(place: Position, bit: u32, is_latitude: bool) -> Option<Position> {
    /// Places are sent in ten-thousandths of a minute (ITU-R M.1371-5, table 48).
    const PER_DEGREE: f64 = 600_000.0;
    let flip = |degrees: f64, is_it: bool| {
        let sent = (degrees * PER_DEGREE).round() as i32;
        Degrees(f64::from(if is_it { sent ^ (1 << bit) } else { sent }) / PER_DEGREE)
    };
    let [lat, lon] = [flip(place.lat(), is_latitude), flip(place.lon(), !is_latitude)];
    Position::from_degrees(lat, lon).ok()
}

/// Ten days at a berth, heard every three minutes, one place in a hundred garbled as told.
fn moored(garble: impl Fn(usize, Position) -> Option<Position>) -> Vec<Fix> {
    let berth = at(35.1, 129.04);
    let place = |step: usize| if step % 100 < 2 && step > 0 { garble(step, berth) } else { None };
    (0..4_800).map(|step| fix_at(step as f64 * 0.05, place(step).unwrap_or(berth))).collect()
}

#[test]
fn a_moored_ship_of_which_one_place_in_a_hundred_has_a_bit_wrong_lies_about_nothing() {
    for (bit, is_latitude) in (0..27).flat_map(|bit| [(bit, true), (bit, false)]) {
        let (events, kept) =
            found(moored(
                |step, berth| {
                    if step.is_multiple_of(100) { garbled(berth, bit, is_latitude) } else { None }
                },
            ));
        assert_eq!(events, Vec::new(), "bit {bit}, latitude {is_latitude}");
        assert!(kept[0] >= 4_752, "bit {bit}, latitude {is_latitude}: {kept:?}");
    }
}

#[test]
fn a_moored_ship_with_any_bits_wrong_now_and_then_two_in_a_row_lies_about_nothing() {
    for first in 0..40 {
        // The bits come as by dice: multiples of the golden ratio.
        let dice = |step: usize| ((step + first * 4_800) as f64 * 0.618_033_988_75).fract();
        let any = |step: usize, berth| {
            let is_wrong = step.is_multiple_of(100) || step % 1_700 == 1;
            let bit = (dice(step) * 27.0) as u32;
            if is_wrong { garbled(berth, bit, dice(step) * 54.0 % 2.0 < 1.0) } else { None }
        };
        let (events, kept) = found(moored(any));
        assert_eq!(events, Vec::new(), "{first}");
        assert!(kept.into_iter().sum::<usize>() >= 4_749, "{first}");
    }
}
