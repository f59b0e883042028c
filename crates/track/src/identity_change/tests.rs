//! Numbers that one hull takes after each other, and their near misses.

use std::collections::BTreeMap;

use model::{BroadcastImo, Metres, Position, Span, StaticReport, Transmitter};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use super::*;
use crate::testing::{at, dimensions, hours, mmsi, says, voyage};
use crate::{Options, build};

/// A ship heard for some hours from a place on, with what it says of itself.
struct Heard {
    number: u32,
    from: Position,
    span: (f64, f64),
    says: StaticReport,
}

fn changes(ships: &[Heard]) -> Vec<(u32, u32, f64)> {
    let mut numbers: BTreeMap<u32, (Vec<Fix>, Vec<StaticReport>)> = BTreeMap::new();
    for ship in ships {
        let mmsi = mmsi(ship.number);
        let (fixes, said) = numbers.entry(ship.number).or_default();
        let voyage = voyage(ship.from, 180.0, 8.0, ship.span, 10.0);
        fixes.extend(voyage.into_iter().map(|fix| Fix { mmsi, ..fix }));
        let (time, destination) = (hours(ship.span.0 + 0.1), Some("FOR ORDERS".into()));
        said.push(StaticReport { mmsi, time, destination, ..ship.says.clone() });
    }
    let mut fleet = Fleet::default();
    for (fixes, said) in numbers.into_values() {
        let tracked = build(fixes, said, &Options::default());
        fleet.tracks.extend(tracked.tracks);
        fleet.vessels.extend(tracked.vessels);
    }
    let found = identity_changes(&fleet, &[], &IdentityChangeOptions::default());
    found.iter().map(|event| described(event).unwrap()).collect()
}

fn described(event: &Event) -> Option<(u32, u32, f64)> {
    let Finding::IdentityChange(change) = &event.finding else { return None };
    assert!(change.silence > Span::ZERO && event.end > Some(event.start) && event.cites.len() == 4);
    Some((event.parties.a.mmsi.get(), event.parties.b?.mmsi.get(), change.probability))
}

fn tanker() -> StaticReport {
    StaticReport { name: Some("OLD NAME".into()), dimensions: dimensions(80, 16, 8, 7), ..says(0.0) }
}

fn old() -> Heard {
    Heard { number: 312_000_001, from: at(37.0, 124.0), span: (0.0, 10.0), says: tanker() }
}

/// Ten hours and 80 nm later, a few miles from where the old one was last heard.
fn new() -> Heard {
    let says = StaticReport { name: Some("NEW NAME".into()), ..tanker() };
    Heard { number: 613_000_002, from: at(35.6, 124.05), span: (14.0, 30.0), says }
}

fn numbers(found: &[(u32, u32, f64)]) -> Vec<(u32, u32)> {
    found.iter().map(|&(old, new, _)| (old, new)).collect()
}

#[test]
fn a_ship_that_goes_on_under_another_number_with_the_same_hull_is_one_ship() {
    assert_eq!(numbers(&changes(&[old(), new()])), [(312_000_001, 613_000_002)]);
}

#[test]
fn a_ship_of_another_size_that_enters_as_one_leaves_is_another_ship() {
    let says = StaticReport { dimensions: dimensions(150, 30, 16, 16), ..new().says };
    assert_eq!(changes(&[old(), Heard { says, ..new() }]), []);
}

#[test]
fn a_ship_that_says_nothing_of_itself_is_not_taken_for_the_one_that_left() {
    assert_eq!(changes(&[Heard { says: says(0.0), ..old() }, Heard { says: says(0.0), ..new() }]), []);
}

/// Heard for ten hours each on the way south at 8 kn, ten hours apart, at `east` of where the first was bound for.
fn one_after_the_other(east: f64, says_of_both: StaticReport) -> [Heard; 2] {
    let says = StaticReport { name: None, ..says_of_both };
    let bound_for = at(37.0 - 20.0 * 8.0 / 60.0, 124.0 + east);
    let on = Heard { number: 613_000_002, from: bound_for, span: (20.0, 30.0), says: says.clone() };
    [Heard { says, ..old() }, on]
}

#[test]
fn a_ship_that_goes_on_at_her_course_and_speed_is_known_by_that_alone_and_one_far_off_the_way_is_not() {
    let nothing_said = |east| changes(&one_after_the_other(east, says(0.0)));
    assert_eq!(numbers(&nothing_said(0.05)), [(312_000_001, 613_000_002)]);
    assert_eq!(nothing_said(0.5), []);
}

#[test]
fn two_fixes_tell_a_ship_that_went_on_under_way_and_of_one_that_lay_beside_another_they_tell_nothing() {
    let heard_twice = |knots: f64, silence: f64| {
        let place = |hour: f64| at(37.0 - knots * hour / 60.0, 124.0);
        let voyage = |number: u32, span: (f64, f64), step: f64| {
            let fixes = voyage(place(span.0), 180.0, knots, span, step).into_iter();
            let fixes = fixes.map(move |fix| Fix { mmsi: mmsi(number), ..fix }).collect();
            let says =
                StaticReport { mmsi: mmsi(number), time: hours(span.0 + 0.05), name: None, ..tanker() };
            build(fixes, vec![says], &Options::default())
        };
        let twice = voyage(613_000_002, (10.0 + silence, 10.1 + silence), 5.0);
        assert_eq!(twice.tracks[0].fixes.len(), 2);
        let tracked = [voyage(312_000_001, (0.0, 10.0), 10.0), twice];
        let mut fleet = Fleet::default();
        for tracked in tracked {
            fleet.tracks.extend(tracked.tracks);
            fleet.vessels.extend(tracked.vessels);
        }
        identity_changes(&fleet, &[], &IdentityChangeOptions::default()).len()
    };
    assert_eq!((heard_twice(8.0, 5.0), heard_twice(0.5, 0.2)), (1, 0));
}

#[test]
fn of_two_ships_of_about_one_size_the_one_with_its_antenna_at_the_same_place_went_on() {
    let other = |number: u32, dimensions| Heard {
        number,
        says: StaticReport { dimensions, name: None, ..tanker() },
        ..new()
    };
    let same = other(613_000_002, tanker().dimensions);
    let sister = other(613_000_003, dimensions(82, 16, 10, 7));
    assert_eq!(numbers(&changes(&[old(), same, sister])), [(312_000_001, 613_000_002)]);
}

#[test]
fn an_imo_number_is_believed_over_false_dimensions() {
    let imo = BroadcastImo::from_field(8_914_934);
    let new_says = StaticReport { imo, dimensions: dimensions(150, 30, 16, 16), ..new().says };
    let ships =
        [Heard { says: StaticReport { imo, ..tanker() }, ..old() }, Heard { says: new_says, ..new() }];
    assert_eq!(numbers(&changes(&ships)), [(312_000_001, 613_000_002)]);
}

#[test]
fn a_hull_that_takes_its_old_number_up_again_changes_twice() {
    let again = Heard { span: (31.0, 45.0), from: at(33.4, 124.0), ..old() };
    let found = changes(&[old(), again, new()]);
    assert_eq!(numbers(&found), [(312_000_001, 613_000_002), (613_000_002, 312_000_001)]);
}

#[test]
fn a_ship_heard_for_an_hour_while_another_was_silent_between_two_passages_is_another_ship() {
    let again = || Heard { span: (31.0, 45.0), from: at(33.4, 124.0), ..old() };
    let unsized_tanker = StaticReport { dimensions: None, name: None, ..tanker() };
    let silent = |ship: Heard| Heard { says: unsized_tanker.clone(), ..ship };
    let seen_for = |hours: f64| {
        let passing = Heard { span: (14.0, 14.0 + hours), ..new() };
        changes(&[old(), again(), passing].map(silent)).len()
    };
    assert_eq!((seen_for(0.8), seen_for(16.0)), (0, 2));
}

#[test]
fn an_old_number_heard_beside_the_new_one_was_not_given_up() {
    let again = Heard { span: (20.0, 25.0), from: at(35.0, 124.0), ..old() };
    assert_eq!(changes(&[old(), again, new()]), []);
}

#[test]
fn an_old_number_heard_again_out_of_reach_is_another_ship() {
    let again = Heard { span: (31.0, 45.0), from: at(36.5, 124.0), ..old() };
    assert_eq!(changes(&[old(), again, new()]), []);
}

#[test]
fn a_number_known_before_is_not_new() {
    assert_eq!(changes(&[old(), Heard { span: (5.0, 30.0), ..new() }]), []);
}

#[test]
fn a_ship_out_of_reach_or_days_later_is_another_ship() {
    assert_eq!(changes(&[old(), Heard { from: at(33.0, 124.0), ..new() }]), []);
    assert_eq!(changes(&[old(), Heard { span: (60.0, 70.0), ..new() }]), []);
}

#[test]
fn a_ship_registered_under_another_flag_for_three_weeks_is_known_by_its_imo_number_alone() {
    let imo = BroadcastImo::from_field(8_914_934);
    let ships = |new_imo, span| {
        let says = StaticReport { imo: new_imo, ..new().says };
        let reflagged = Heard { from: at(35.0, 129.1), span, says, ..new() };
        [Heard { says: StaticReport { imo, ..tanker() }, ..old() }, reflagged]
    };
    let three_weeks_later = (514.0, 530.0);
    let found = changes(&ships(imo, three_weeks_later));
    assert_eq!(numbers(&found), [(312_000_001, 613_000_002)]);
    assert_eq!(changes(&ships(None, three_weeks_later)), []);
    assert_eq!(changes(&ships(BroadcastImo::from_field(9_074_729), three_weeks_later)), []);
    assert_eq!(changes(&ships(imo, (2_000.0, 2_010.0))), [], "in the next year");
}

#[test]
fn weeks_later_an_imo_number_of_a_ship_of_another_size_or_of_unset_transponders_is_no_ground() {
    let ships = |number: u32, says: StaticReport| {
        let imo = BroadcastImo::from_field(number);
        let later = Heard { span: (514.0, 530.0), says: StaticReport { imo, ..says }, ..new() };
        [Heard { says: StaticReport { imo, ..tanker() }, ..old() }, later]
    };
    let longer = || StaticReport { dimensions: dimensions(150, 30, 16, 16), ..new().says };
    assert_eq!(changes(&ships(8_914_934, longer())), []);
    assert_eq!(changes(&ships(1_234_567, new().says)), []);
    assert_eq!(changes(&ships(8_914_934, new().says)).len(), 1);
}

#[test]
fn a_number_that_is_heard_again_after_weeks_under_another_was_not_given_up() {
    let imo = BroadcastImo::from_field(8_914_934);
    let with_imo = |heard: Heard| Heard { says: StaticReport { imo, ..heard.says }, ..heard };
    let later = Heard { span: (514.0, 530.0), ..with_imo(new()) };
    let again = Heard { span: (600.0, 610.0), ..with_imo(old()) };
    assert_eq!(changes(&[with_imo(old()), later, again]), []);
}

#[test]
fn in_a_harbour_crowd_of_like_ships_no_pair_is_named() {
    let crowd = |step: u32| {
        let hour = f64::from(step) * 0.7;
        let from = at(35.6 + f64::from(step) * 0.001, 124.0);
        let other = StaticReport { name: None, ..tanker() };
        [
            Heard { number: 412_000_000 + step, from, span: (0.0, 5.0 + hour), says: other.clone() },
            Heard { number: 413_000_000 + step, from, span: (10.0 + hour, 40.0 + hour), says: other },
        ]
    };
    let found = changes(&(0..12).flat_map(crowd).collect::<Vec<_>>());
    assert_eq!(found, []);
}

#[test]
fn among_other_arrivals_the_one_of_the_same_hull_is_found() {
    let arrival = |step: u32| {
        let from = at(35.4 + f64::from(step) * 0.01, 124.0);
        let length = 40 + 10 * step as u16;
        let says = StaticReport { dimensions: dimensions(length, 20, 12, 12), name: None, ..tanker() };
        Heard { number: 413_000_000 + step, from, span: (13.0 + f64::from(step) * 0.1, 30.0), says }
    };
    let mut ships: Vec<Heard> = (0..8).map(arrival).collect();
    ships.extend([old(), new()]);
    assert_eq!(numbers(&changes(&ships)), [(312_000_001, 613_000_002)]);
}

/// Three like ships of one size come into reach as one leaves; the draught of one and the course of another tell which
/// of them went on.
fn among_three_like(new: Heard, others: impl Fn(u32) -> (Position, Option<Metres>)) -> Vec<(u32, u32)> {
    let like = |step: u32| {
        let (from, draught) = others(step);
        let says = StaticReport { draught, name: None, ..tanker() };
        Heard { number: 413_000_000 + step, from, span: (13.5 + f64::from(step), 30.0), says }
    };
    let laden = StaticReport { draught: Some(Metres(5.7)), ..tanker() };
    let mut ships = vec![Heard { says: laden, ..old() }, new];
    ships.extend((0..2).map(like));
    numbers(&changes(&ships))
}

#[test]
fn of_like_arrivals_the_one_that_lies_as_deep_went_on() {
    let says = StaticReport { draught: Some(Metres(5.7)), ..new().says };
    let others = |step: u32| (at(35.5 + f64::from(step) / 10.0, 124.05), Some(Metres(3.2)));
    assert_eq!(among_three_like(Heard { says, ..new() }, others), [(312_000_001, 613_000_002)]);
}

#[test]
fn of_like_arrivals_one_that_came_from_elsewhere_did_not_go_on() {
    // The old ship went south from 36.0 N; one of the others is heard first abeam of it.
    let others = |step: u32| (at(35.66, 123.2 + f64::from(step) * 1.7), None);
    assert_eq!(among_three_like(new(), others), [(312_000_001, 613_000_002)]);
}

#[test]
fn of_ships_of_one_size_a_number_of_another_class_of_transceiver_is_less_likely_the_same_hull() {
    let both = |transmitter| {
        let say = |heard: &Heard| StaticReport { dimensions: dimensions(80, 16, 8, 7), ..heard.says.clone() };
        let mut fleet = Fleet::default();
        for (ship, transmitter) in [(old(), Transmitter::ClassA), (new(), transmitter)] {
            let fixes = voyage(ship.from, 180.0, 8.0, ship.span, 10.0).into_iter();
            let fixes = fixes.map(|fix| Fix { mmsi: mmsi(ship.number), transmitter, ..fix }).collect();
            let said = StaticReport { mmsi: mmsi(ship.number), time: hours(ship.span.0 + 0.1), ..say(&ship) };
            let tracked = build(fixes, vec![said], &Options::default());
            fleet.tracks.extend(tracked.tracks);
            fleet.vessels.extend(tracked.vessels);
        }
        let options = IdentityChangeOptions { probability_at_least: 0.0, ..IdentityChangeOptions::default() };
        let found = identity_changes(&fleet, &[], &options);
        described(&found[0]).unwrap().2
    };
    let [same, other] = [Transmitter::ClassA, Transmitter::ClassB].map(both);
    assert!(other < same && other > 0.3 * same, "{same} {other}");
}

/// A lane of two days, on which a ship passes every so many minutes, at 10 to 14 knots and with hardly a word said; it is heard over
/// 100 km, not over the next hundred, and again over 100 km. So many in a hundred are heard before the hole alone, as many after it
/// alone: how many changes of number are told that were none.
fn told_of_a_lane(minutes_apart: f64, heard_at_one_end: usize) -> usize {
    let count = (48.0 * 60.0 / minutes_apart) as usize;
    let mut dice = ChaCha8Rng::seed_from_u64(1);
    let mut share = || f64::from(dice.next_u32()) / f64::from(u32::MAX).next_up();
    let mut fleet = Fleet::default();
    for ship in 0..count {
        let number = 412_000_001 + ship as u32;
        let knots = 10.0 + 4.0 * share();
        let enters = (ship as f64 + share()) * minutes_apart / 60.0;
        let (hole_from, hole_to) = (54.0 / knots, 108.0 / knots);
        let end = 162.0 / knots;
        let all = voyage(at(33.0, 124.0), 0.0, knots, (enters, enters + end), 10.0);
        let place = (share() * 100.0) as usize;
        let heard = |fix: &Fix| {
            let hour = (fix.time - hours(enters)).hours();
            let (before, after) = (hour <= hole_from, hour >= hole_to);
            if place < heard_at_one_end {
                before
            } else if place < 2 * heard_at_one_end {
                after
            } else {
                before || after
            }
        };
        let fixes = all.into_iter().filter(heard).map(|fix| Fix { mmsi: mmsi(number), ..fix }).collect();
        let tracked = build(fixes, Vec::new(), &Options::default());
        fleet.tracks.extend(tracked.tracks);
        fleet.vessels.extend(tracked.vessels);
    }
    identity_changes(&fleet, &[], &IdentityChangeOptions::default()).len()
}

#[test]
fn on_a_lane_where_ships_are_heard_before_a_hole_or_after_it_none_is_taken_for_one_that_went_on() {
    let told = [(20.0, 5), (40.0, 20), (160.0, 20)].map(|(minutes, share)| told_of_a_lane(minutes, share));
    assert_eq!(told, [0, 0, 0]);
}

#[test]
fn of_two_ships_in_convoy_five_miles_apart_the_second_is_not_the_first_under_another_number() {
    // The one ahead falls silent 36 miles before the other is heard first.
    let follows_by = |miles: f64| {
        let from = at(37.0 - (10.0 * 8.0 + 36.0 - miles) / 60.0, 124.0);
        let behind = Heard { number: 613_000_002, from, span: (14.5, 25.0), says: says(0.0) };
        changes(&[Heard { says: says(0.0), ..old() }, behind]).len()
    };
    assert_eq!((follows_by(0.5), follows_by(5.0)), (1, 0));
}
