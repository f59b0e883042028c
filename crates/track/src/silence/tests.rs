//! What the facts about a silence are, ship by ship.

use model::{Degrees, Gap, Heard, Location, Parties, Surroundings, Track};

use super::*;
use crate::testing::{self, at, fix_at, hours, mmsi, track};
use crate::{ReceptionOptions, TimelineOptions, learn_reception};

const SHIP: u32 = 440_000_001;

/// Others that lie a few miles apart and are each heard every hour of five days but those given.
fn others(count: u32, unheard: &[u32]) -> Vec<Track> {
    let lying = |number: u32| {
        let place = at(36.0 + f64::from(number) * 0.02, 124.1);
        let fixes = (0..120).filter(|hour| !unheard.contains(hour));
        let mmsi = mmsi(412_000_001 + number);
        track(fixes.map(|hour| Fix { mmsi, ..fix_at(f64::from(hour) + 0.5, place) }).collect())
    };
    (0..count).map(lying).collect()
}

fn sailing(hours: impl Iterator<Item = u32>, knots: f64) -> Track {
    let place = |hour: f64| at(36.0, 124.1).towards(Degrees(90.0), Metres(knots * 1852.0 * hour));
    let fix = |hour: u32| Fix {
        mmsi: mmsi(SHIP),
        told: testing::sailing(knots, 90.0),
        ..fix_at(f64::from(hour) + 0.4, place(f64::from(hour)))
    };
    track(hours.map(fix).collect())
}

/// A silence of a ship, not yet judged.
pub(super) fn gap(track: &Track, start: Timestamp, end: Option<Timestamp>) -> Event {
    let after = track.fixes.partition_point(|fix| fix.time <= start);
    let gap = Gap {
        reappeared: end.and_then(|_| track.fixes.get(after)).map(|fix| fix.position),
        distance: None,
        implied_speed: None,
        last_course: None,
        last_speed: None,
        reception: Heard::default(),
        false_positions: 0,
        unplaced: None,
        facts: None,
        p_intentional: None,
    };
    Event {
        finding: Finding::Gap(gap),
        parties: Parties { a: track.hull, b: None },
        start,
        end,
        position: track.fixes[after.max(1) - 1].position,
        surroundings: Surroundings::default(),
        cites: Vec::<Location>::new(),
    }
}

/// Silences of the last ship among others, judged.
pub(super) fn judged_by(
    mut tracks: Vec<Track>,
    ship: Track,
    silences: &[(u32, Option<u32>)],
    on_land: impl Fn(Position) -> bool,
) -> Vec<Event> {
    let moment = |hour: u32| hours(f64::from(hour) + 0.4);
    let silent = |(from, to): &(u32, Option<u32>)| gap(&ship, moment(*from), to.map(moment));
    let events: Vec<Event> = silences.iter().map(silent).collect();
    tracks.push(ship);
    tracks.sort_by_key(|track| track.hull);
    judged(events, &Fleet { tracks, vessels: Vec::new() }, on_land)
}

fn judged(mut events: Vec<Event>, fleet: &Fleet, on_land: impl Fn(Position) -> bool) -> Vec<Event> {
    let reception = learn_reception(&fleet.tracks, &ReceptionOptions::default());
    judge_silences(&mut events, fleet, &reception, on_land, &SilenceWeights::builtin());
    events
}

/// The facts of silences of the last ship, in waters that no way leads out of.
fn facts(tracks: Vec<Track>, ship: Track, silences: &[(u32, Option<u32>)]) -> Vec<Option<SilenceFacts>> {
    let facts = |event: &Event| {
        let Finding::Gap(gap) = &event.finding else { panic!("{event:?}") };
        assert_eq!(gap.facts.is_some(), gap.p_intentional.is_some());
        gap.facts
    };
    judged_by(tracks, ship, silences, |_| true).iter().map(facts).collect()
}

/// What is told of a silence of the last ship among others, in which it was received without a place at some hours.
fn received_without_a_place(silence: (u32, u32), at: &[f64]) -> Gap {
    let ship = lying_silent(silence.0, silence.1);
    let [start, end] = [silence.0, silence.1].map(|hour| hours(f64::from(hour) + 0.4));
    let events = vec![gap(&ship, start, Some(end))];
    let said = at.iter().map(|hour| testing::says(*hour)).collect();
    let vessels = crate::vessel::describe(
        ship.hull.mmsi,
        std::slice::from_ref(&ship),
        said,
        &TimelineOptions::default(),
    );
    let mut tracks = others(6, &[]);
    tracks.push(ship);
    tracks.sort_by_key(|track| track.hull);
    let found = judged(events, &Fleet { tracks, vessels }, |_| true);
    let Finding::Gap(gap) = found[0].finding else { panic!("{found:?}") };
    gap
}

#[test]
fn a_ship_received_without_a_place_all_along_was_on_air_and_nothing_is_said_of_a_switch_off() {
    let gap = received_without_a_place((40, 60), &[43.0, 47.0, 52.0, 56.0]);
    let unplaced = gap.unplaced.unwrap();
    assert_eq!((unplaced.hours, unplaced.longest_unheard), (4, Span::from_hours(5)));
    assert!(gap.was_on_air() && gap.p_intentional.is_none() && gap.facts.is_none(), "{gap:?}");
}

#[test]
fn a_ship_received_without_a_place_once_is_judged_by_the_longer_part_of_its_silence() {
    let (whole, part) =
        (received_without_a_place((40, 60), &[]), received_without_a_place((40, 60), &[48.2, 48.4]));
    assert_eq!(whole.unplaced, None);
    let unplaced = part.unplaced.unwrap();
    assert!(!part.was_on_air() && unplaced.longest_unheard == Span::from_hours(12), "{part:?}");
    let missed = [whole, part].map(|gap| gap.facts.unwrap().missed);
    assert!(missed[1] < missed[0] * 0.7 && missed[1] > missed[0] * 0.3, "{missed:?}");
    assert!(part.p_intentional < whole.p_intentional, "{part:?}");
}

#[test]
fn of_a_ship_whose_number_another_sends_from_then_on_nobody_says_that_it_was_switched_off() {
    let later = |at: u32| {
        let ship = lying_silent(40, 120);
        let events = vec![gap(&ship, hours(40.4), None)];
        let mut next = sailing(at..119, 0.0);
        next.hull.part = 1;
        let mut tracks = others(6, &[]);
        tracks.extend([ship, next]);
        tracks.sort_by_key(|track| track.hull);
        let found = judged(events, &Fleet { tracks, vessels: Vec::new() }, |_| true);
        let Finding::Gap(gap) = &found[0].finding else { panic!("{found:?}") };
        gap.p_intentional.is_some()
    };
    assert_eq!([later(50), later(10)], [false, true], "one that sent it before shares it");
}

fn lying_silent(from: u32, to: u32) -> Track {
    sailing((0..120).filter(move |hour| *hour <= from || *hour >= to), 0.0)
}

#[test]
fn a_ship_unheard_among_others_that_are_heard_is_missed_in_every_hour() {
    let found = facts(others(6, &[]), lying_silent(40, 52), &[(40, Some(52))]);
    let [Some(facts)] = found[..] else { panic!("{found:?}") };
    assert!(facts.missed > 20.0 && facts.missed_else == 0.0, "{facts:?}");
    assert!((facts.others - 1.0).abs() < 0.1, "{facts:?}");
}

#[test]
fn a_ship_unheard_while_no_other_is_heard_is_hardly_missed() {
    let outage: Vec<u32> = (40..52).collect();
    let mut tracks = others(7, &outage);
    tracks[6] = sailing(0..120, 0.0);
    tracks[6].hull = HullId { mmsi: mmsi(412_000_007), part: 0 };
    for fix in tracks[6].fixes.to_mut() {
        fix.position = at(30.0, 128.0);
    }
    let found = facts(tracks, lying_silent(40, 52), &[(40, Some(52))]);
    let [Some(facts)] = found[..] else { panic!("{found:?}") };
    assert!(facts.missed < 15.0 && facts.others < 0.4, "{facts:?}");
}

#[test]
fn a_ship_heard_one_hour_in_six_is_missed_less_than_one_heard_in_all() {
    let weak = sailing((0..120).filter(|hour| hour % 6 == 0 && !(40..60).contains(hour)), 0.0);
    let found = facts(others(6, &[]), weak, &[(36, Some(60))]);
    let [Some(facts)] = found[..] else { panic!("{found:?}") };
    let good = self::facts(others(6, &[]), lying_silent(36, 60), &[(36, Some(60))]);
    assert!(facts.missed < 0.5 * good[0].unwrap().missed, "{facts:?} {good:?}");
}

#[test]
fn a_ship_that_was_silent_for_longer_than_her_way_took_lay_idle_and_one_that_lay_still_at_an_end_did_not() {
    let idle = |knots: f64, silent_h: u32| {
        let passage = sailing(0..20, knots);
        let mut ship = passage.clone();
        ship.fixes.to_mut().truncate(2);
        // She goes on from where she would have been two hours later.
        let late = |fix: &Fix| Fix {
            time: fix.time.saturating_add(Span::from_hours(i64::from(silent_h) - 2)),
            ..*fix
        };
        ship.fixes.to_mut().extend(passage.fixes[3..].iter().map(late));
        let found = facts(others(6, &[]), ship, &[(1, Some(1 + silent_h))]);
        found[0].unwrap().idle.hours()
    };
    assert!((idle(6.0, 14) - 12.0).abs() < 0.1, "{}", idle(6.0, 14));
    assert!(idle(6.0, 2).abs() < 0.1 && idle(2.0, 14).abs() < f64::EPSILON);
}

#[test]
fn a_ship_that_steers_out_of_the_waters_of_the_archive_is_hardly_missed() {
    let missed = |knots: f64| {
        let found = facts(others(6, &[]), sailing(0..2, knots), &[(1, None)]);
        found[0].map(|facts| facts.missed).unwrap()
    };
    assert!(missed(15.0) < 0.3 * missed(0.0), "{} {}", missed(15.0), missed(0.0));
}

#[test]
fn each_silence_stands_beside_the_third_longest_of_the_others() {
    assert_eq!(habit(&[9.0, 7.0, 5.0, 3.0], 9.0), 3.0);
    assert_eq!(habit(&[9.0, 7.0, 5.0, 3.0], 5.0), 3.0);
    assert_eq!(habit(&[9.0, 7.0, 5.0, 3.0], 3.0), 5.0);
    assert_eq!(habit(&[9.0, 7.0, 5.0], 7.0), 0.0, "three are no habit");
    let hundred: Vec<f64> = (0..101).rev().map(f64::from).collect();
    assert_eq!((habit(&hundred, 0.0), habit(&hundred, 100.0)), (95.0, 94.0));
}

#[test]
fn a_ship_that_is_silent_for_long_twice_among_short_silences_has_no_habit_of_long_ones() {
    let long = |hour: &u32| !(40..56).contains(hour) && !(80..96).contains(hour);
    let short = |hour: &u32| ![10, 20, 30].iter().any(|from| (*from..from + 7).contains(hour));
    let ship = sailing((0..120).filter(|hour| long(hour) && short(hour)), 0.0);
    let silences = [(9, Some(17)), (19, Some(27)), (29, Some(37)), (39, Some(56)), (79, Some(96))];
    let found = facts(others(6, &[]), ship, &silences);
    let missed: Vec<f64> = found.iter().map(|facts| facts.unwrap().missed).collect();
    let beside: Vec<f64> = found.iter().map(|facts| facts.unwrap().missed_else).collect();
    assert!(missed[3] > 1.5 * missed[0] && missed[4] > 1.5 * missed[0], "{missed:?}");
    assert!(beside[3] < 0.7 * missed[3] && beside[4] < 0.7 * missed[4], "{missed:?} {beside:?}");
}

#[test]
fn a_day_that_is_missing_from_the_archive_says_nothing_of_a_ship() {
    let hole: Vec<u32> = (40..64).collect();
    let found = facts(others(6, &hole), lying_silent(39, 64), &[(39, Some(64))]);
    assert_eq!(found, [None]);
}

#[test]
fn a_ship_unheard_after_the_archive_ended_for_all_is_not_missed() {
    let later: Vec<u32> = (40..120).collect();
    let mut far = others(1, &[]);
    for fix in far[0].fixes.to_mut() {
        fix.position = at(-30.0, 20.0);
    }
    let silent = facts([others(6, &later)[1..].to_vec(), far].concat(), sailing(0..40, 0.0), &[(39, None)]);
    assert_eq!(silent, [None]);
}

#[test]
fn where_nobody_else_was_there_nothing_is_said() {
    assert_eq!(facts(Vec::new(), lying_silent(40, 52), &[(40, Some(52))]), [None]);
}
