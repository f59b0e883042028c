//! Clocks that go wrong, and what becomes of what they stamped.

use model::{Doubt, StaticReport};

use super::*;
use crate::testing::{at, says, voyage};
use crate::{Options, build, build_trusting};

/// A passage that three stations hear, of which the clock of one is so many seconds late.
fn heard(late_s: i64) -> Vec<Fix> {
    let by = |name: &str, late_s: i64| {
        let station = Some(StationId::named(name));
        let stamp = move |fix: Fix| Fix {
            time: fix.time.saturating_add(Span::from_secs(late_s)),
            location: Location::row(fix.location.file(), fix.location.line() + late_s.unsigned_abs())
                .heard_by(station),
            ..fix
        };
        voyage(at(37.0, 124.0), 45.0, 14.0, (0.0, 6.0), 6.0).into_iter().map(stamp)
    };
    by("rA", 0).chain(by("rB", 1)).chain(by("rLATE", late_s)).collect()
}

#[test]
fn what_a_station_with_a_late_or_early_clock_heard_is_merged_with_what_others_heard_and_its_clock_is_told() {
    for late_s in [300, -300, 2_000] {
        let tracked = build(heard(late_s), Vec::new(), &Options::default());
        assert_eq!((tracked.tracks.len(), tracked.tracks[0].fixes.len()), (1, 61), "{late_s}");
        assert_eq!(tracked.tally.duplicates, 122);
        let [fault] = tracked.clocks.faults(&Options::default().duplicate)[..] else { panic!("{late_s}") };
        assert!(fault.is_sure && (fault.late_by.secs() - late_s as f64).abs() <= 1.0, "{fault:?}");
        assert_eq!(fault.seen_at.station(), Some(StationId::named("rLATE")));
    }
}

/// What the same stations hear of a ship at anchor.
fn heard_at_anchor(late_s: i64) -> Vec<Fix> {
    heard(late_s).into_iter().map(|fix| Fix { position: at(37.0, 124.0), ..fix }).collect()
}

fn late_by(late_s: i64) -> Vec<ClockFault> {
    build(heard(late_s), Vec::new(), &Options::default()).clocks.faults(&Options::default().duplicate)
}

#[test]
fn what_a_wrong_clock_stamped_is_in_doubt_where_others_heard_the_ship_and_stays_where_they_did_not() {
    let late = Some(StationId::named("rLATE"));
    for late_s in [600, -600] {
        let wrong = late_by(late_s);
        for fixes in [heard(late_s), heard_at_anchor(late_s)] {
            let tracked = build_trusting(fixes, Vec::new(), &wrong, &Options::default());
            let [track] = &tracked.tracks[..] else { panic!("{late_s}: {}", tracked.tracks.len()) };
            assert_eq!(tracked.tally.misstamped, 61, "{late_s}");
            assert!(track.fixes.iter().all(|fix| fix.location.station() != late), "{late_s}");
            assert!(track.doubtful.iter().all(|doubtful| doubtful.doubt == Doubt::Clock));
        }
        let alone: Vec<Fix> =
            heard(late_s).into_iter().filter(|fix| fix.location.station() == late).collect();
        let tracked = build_trusting(alone, Vec::new(), &wrong, &Options::default());
        assert_eq!((tracked.tally.misstamped, tracked.tracks[0].fixes.len()), (0, 61));
    }
}

#[test]
fn what_a_wrong_clock_stamped_of_a_ships_static_data_counts_where_no_right_one_told_it() {
    let wrong = late_by(600);
    let said = |hour: f64, name: &str, station: &str| StaticReport {
        name: Some(name.into()),
        location: says(hour).location.heard_by(Some(StationId::named(station))),
        ..says(hour)
    };
    let told = [said(1.0, "OLD", "rA"), said(2.0, "OLD", "rLATE"), said(3.0, "NEW", "rLATE")].to_vec();
    let heard = heard(600);
    let by = |station: &str| -> Vec<Fix> {
        let station = Some(StationId::named(station));
        heard.iter().filter(|fix| fix.location.station() == station).copied().collect()
    };
    let names = |misstamped: &[Fix], wrong: &[ClockFault]| -> (Vec<String>, usize) {
        let statics = Statics::of(told.clone(), misstamped, wrong);
        (statics.reports.into_iter().filter_map(|it| it.name).collect(), statics.misstamped.len())
    };
    let all = ["OLD", "OLD", "NEW"].map(str::to_owned).to_vec();
    assert_eq!(names(&by("rLATE"), &wrong), (vec!["OLD".to_owned(), "NEW".to_owned()], 1));
    assert_eq!(names(&by("rLATE"), &[]), (all.clone(), 0));
    // A ship that it alone hears.
    assert_eq!(names(&[], &wrong), (all, 0));
}

#[test]
fn static_data_of_a_wrong_clock_in_a_silence_are_no_sign_of_a_ship_on_air() {
    let before = voyage(at(36.0, 124.0), 90.0, 10.0, (0.0, 5.0), 10.0);
    let after = voyage(at(36.0, 125.0), 90.0, 10.0, (20.0, 25.0), 10.0);
    let by = |station: &str, late_s: i64| -> Vec<Fix> {
        let station = Some(StationId::named(station));
        let stamp = |fix: &Fix| Fix {
            time: fix.time.saturating_add(Span::from_secs(late_s)),
            location: fix.location.heard_by(station),
            ..*fix
        };
        before.iter().chain(&after).map(stamp).collect()
    };
    let said = |hour: f64, station: &str| StaticReport {
        name: Some("STAR".into()),
        location: says(hour).location.heard_by(Some(StationId::named(station))),
        ..says(hour)
    };
    let fixes = [by("rA", 0), by("rB", 1), by("rLATE", 600)].concat();
    let unplaced = |station: &str, wrong: &[ClockFault]| {
        let told = vec![said(2.0, "rA"), said(10.0, station)];
        let tracked = build_trusting(fixes.clone(), told, wrong, &Options::default());
        tracked.vessels[0].unplaced.len()
    };
    let wrong = late_by(600);
    assert_eq!((unplaced("rLATE", &wrong), unplaced("rLATE", &[]), unplaced("rA", &wrong)), (0, 1, 1));
}

/// The passage as three stations hear it, the third by a clock of its own.
fn heard_by_a_clock(stamp: impl Fn(Fix) -> Timestamp) -> Vec<Fix> {
    let clock = Some(StationId::named("rCLOCK"));
    let own = heard(0).into_iter().skip(122);
    let own = own.map(|fix| Fix { time: stamp(fix), location: fix.location.heard_by(clock), ..fix });
    heard(0).into_iter().take(122).chain(own).collect()
}

fn fault_of(fixes: Vec<Fix>) -> Option<ClockFault> {
    let clocks = build(fixes, Vec::new(), &Options::default()).clocks;
    let faults = clocks.faults(&Options::default().duplicate);
    assert!(faults.len() <= 1 && faults.iter().all(|fault| fault.is_sure), "{faults:?}");
    faults.first().copied()
}

#[test]
fn a_clock_set_by_the_time_of_korea_is_told_and_what_it_stamped_is_in_doubt() {
    for hours_late in [9, -9] {
        let late = |fix: Fix| fix.time.saturating_add(Span::from_hours(hours_late));
        let fault = fault_of(heard_by_a_clock(late)).unwrap();
        assert_eq!(fault.late_by, Span::from_hours(hours_late));
        assert_eq!(fault.seen_at.station(), Some(StationId::named("rCLOCK")));
        let tracked = build_trusting(heard_by_a_clock(late), Vec::new(), &[fault], &Options::default());
        assert_eq!((tracked.tracks.len(), tracked.tracks[0].fixes.len()), (1, 61));
        assert_eq!(tracked.tally.misstamped, 61);
    }
}

#[test]
fn a_ship_that_a_station_nine_hours_wrong_hears_alone_for_a_while_stays_one_hull_and_one_heard_by_it_alone_stays()
 {
    let late = |fix: Fix| fix.time.saturating_add(Span::from_hours(9));
    let fault = fault_of(heard_by_a_clock(late)).unwrap();
    let is_by_clock = |fix: &Fix| fix.location.station() == fault.seen_at.station();
    let middle = heard(0)[30].time;
    let in_turn: Vec<Fix> =
        heard_by_a_clock(late).into_iter().filter(|fix| is_by_clock(fix) || fix.time < middle).collect();
    let tracked = build_trusting(in_turn, Vec::new(), &[fault], &Options::default());
    assert_eq!((tracked.tracks.len(), tracked.tally.misstamped), (1, 61));
    let alone: Vec<Fix> = heard_by_a_clock(late).into_iter().filter(is_by_clock).collect();
    let tracked = build_trusting(alone, Vec::new(), &[fault], &Options::default());
    assert_eq!((tracked.tracks[0].fixes.len(), tracked.tally.misstamped), (61, 0));
}

#[test]
fn a_clock_that_loses_ten_seconds_an_hour_is_told_with_its_drift() {
    let start = heard(0)[0].time;
    let drifting = |fix: Fix| {
        let lost = Span::from_secs_f64(60.0 + (fix.time - start).hours() * 10.0);
        fix.time.saturating_add(lost)
    };
    let fault = fault_of(heard_by_a_clock(drifting)).unwrap();
    assert!((fault.drift_s_per_day - 240.0).abs() < 2.0, "{fault:?}");
    assert!((fault.late_by.secs() - 90.0).abs() < 2.0, "{fault:?}");
    let tracked = build_trusting(heard_by_a_clock(drifting), Vec::new(), &[fault], &Options::default());
    assert_eq!((tracked.tally.misstamped, tracked.tracks[0].fixes.len()), (61, 61));
}

#[test]
fn a_clock_that_is_early_is_told_where_two_right_stations_each_hear_half() {
    let early = |fix: Fix| fix.time.saturating_add(Span::from_secs(-600));
    let mut fixes = heard_by_a_clock(early);
    // The two agree about the few that both of them hear.
    let mut at = 0..;
    fixes.retain(|_| match at.next().unwrap_or_default() {
        right @ 0..122 => right % 61 < 5 || (right < 61) == (right % 2 == 0),
        _ => true,
    });
    let fault = fault_of(fixes).unwrap();
    assert!((fault.late_by.secs() + 600.0).abs() <= 1.0, "{fault:?}");
    assert_eq!(fault.seen_at.station(), Some(StationId::named("rCLOCK")));
}

#[test]
fn a_clock_that_goes_wrong_after_it_was_right_is_told() {
    let start = heard(0)[0].time;
    let later = |fix: Fix| {
        let wrong = if (fix.time - start).hours() < 2.0 { 0 } else { 300 };
        fix.time.saturating_add(Span::from_secs(wrong))
    };
    let fault = fault_of(heard_by_a_clock(later)).unwrap();
    assert_eq!((fault.late_by, fault.drift_s_per_day), (Span::from_secs(300), 0.0));
}

/// What three stations hear of ships that pass one after the other for twenty days, the third an hour late in some of
/// them; ships alone are heard by it alone.
fn twenty_days(wrong: std::ops::Range<i64>) -> Vec<Vec<Fix>> {
    let ship = |day: i64| {
        let late_s = if wrong.contains(&day) { 3_600 } else { 0 };
        let moved = move |fix: Fix| Fix { time: fix.time.saturating_add(Span::from_hours(24 * day)), ..fix };
        heard_by_a_clock(|fix| fix.time.saturating_add(Span::from_secs(late_s)))
            .into_iter()
            .map(moved)
            .collect()
    };
    (0..20).map(ship).collect()
}

fn faults_of(ships: &[Vec<Fix>]) -> Vec<ClockFault> {
    let mut clocks = Clocks::default();
    for fixes in ships {
        clocks.append(build(fixes.clone(), Vec::new(), &Options::default()).clocks);
    }
    clocks.faults(&Options::default().duplicate)
}

#[test]
fn a_clock_that_is_right_for_half_the_archive_and_then_an_hour_off_is_told_from_then_on() {
    for first in [10, 15] {
        let ships = twenty_days(first..20);
        let [fault] = faults_of(&ships)[..] else { panic!("{first}: {:?}", faults_of(&ships)) };
        assert!(fault.is_sure && fault.until.is_none(), "{fault:?}");
        assert_eq!(
            (fault.late_by, fault.seen_at.station()),
            (Span::from_hours(1), Some(StationId::named("rCLOCK")))
        );
        let wrong_at = ships[first as usize].iter().map(|fix| fix.time).min().unwrap();
        assert_eq!(fault.since, Some(wrong_at.saturating_add(Span::from_hours(1))));
        for (day, fixes) in (0..).zip(ships) {
            let tracked = build_trusting(fixes, Vec::new(), &[fault], &Options::default());
            assert_eq!(tracked.tally.misstamped, if day < first { 0 } else { 61 }, "{day}");
            assert_eq!((tracked.tracks.len(), tracked.tracks[0].fixes.len()), (1, 61), "{day}");
        }
    }
}

#[test]
fn a_clock_that_was_an_hour_off_for_three_days_is_told_and_believed_before_and_after() {
    let ships = twenty_days(8..11);
    let [fault] = faults_of(&ships)[..] else { panic!("{:?}", faults_of(&ships)) };
    assert!(fault.is_sure && fault.since.is_some() && fault.until.is_some(), "{fault:?}");
    let misstamped =
        |fixes| build_trusting(fixes, Vec::new(), &[fault], &Options::default()).tally.misstamped;
    let of_day: Vec<u64> = ships.into_iter().map(misstamped).collect();
    assert_eq!(of_day, [[0; 8].as_slice(), &[61; 3], &[0; 9]].concat());
}

#[test]
fn a_ship_that_a_station_hears_alone_before_and_after_its_clock_went_wrong_stays() {
    let fault = faults_of(&twenty_days(10..20))[0];
    let alone = twenty_days(10..20).concat().into_iter();
    let alone: Vec<Fix> = alone.filter(|fix| fix.location.station() == fault.seen_at.station()).collect();
    assert_eq!(build_trusting(alone, Vec::new(), &[fault], &Options::default()).tally.misstamped, 0);
}

#[test]
fn stations_whose_clocks_agree_are_told_nothing_of() {
    let tracked = build(heard(2), Vec::new(), &Options::default());
    assert_eq!(tracked.tally.duplicates, 122);
    assert_eq!(tracked.clocks.faults(&Options::default().duplicate), Vec::new());
}

#[test]
fn a_station_that_holds_lines_back_for_some_seconds_has_no_wrong_clock() {
    // Six minutes apart, as the station hears the ship.
    let minutes = |fix: &Fix| (fix.time - heard(0)[0].time).ms() / 360_000;
    let held_back = |fix: Fix| fix.time.saturating_add(Span::from_secs(3 + minutes(&fix) * 7 % 4));
    assert_eq!(fault_of(heard_by_a_clock(held_back)), None);
    let late = |fix: Fix| fix.time.saturating_add(Span::from_secs(12));
    assert_eq!(fault_of(heard_by_a_clock(late)).map(|fault| fault.late_by), Some(Span::from_secs(12)));
}

#[test]
fn of_two_stations_alone_nobody_knows_whose_clock_is_wrong_but_each_transmission_counts_once() {
    let of_two = heard(300).into_iter().filter(|fix| fix.location.station() != Some(StationId::named("rB")));
    let tracked = build(of_two.collect(), Vec::new(), &Options::default());
    assert_eq!(tracked.tally.duplicates, 61);
    let [fault] = tracked.clocks.faults(&Options::default().duplicate)[..] else { panic!("one of them") };
    assert!(!fault.is_sure && (fault.late_by.secs().abs() - 300.0).abs() <= 1.0, "{fault:?}");
}

#[test]
fn of_two_stations_alone_the_one_that_heard_less_is_taken_for_the_wrong_one() {
    for seldom in ["rA", "rLATE"] {
        let seldom = Some(StationId::named(seldom));
        let all = heard(300).into_iter().filter(|fix| fix.location.station() != Some(StationId::named("rB")));
        let mut passed = 0;
        let every_third = |fix: &Fix| {
            passed += usize::from(fix.location.station() == seldom);
            fix.location.station() != seldom || passed % 3 == 0
        };
        let tracked = build(all.filter(every_third).collect(), Vec::new(), &Options::default());
        let [fault] = tracked.clocks.faults(&Options::default().duplicate)[..] else { panic!("one of them") };
        assert!(!fault.is_sure && fault.seen_at.station() == seldom, "{fault:?}");
    }
}

/// What two stations make of a few transmissions that both hear, the second so many seconds late.
fn few(late_s: &[i64]) -> Vec<ClockFault> {
    let mut clocks = Clocks::default();
    let all = heard(300);
    let (right, late) = (&all[..61], &all[122..]);
    for ((one, other), &by) in right.iter().zip(late).zip(late_s) {
        let other = Fix { time: one.time.saturating_add(Span::from_secs(by)), ..*other };
        clocks.compare(one, &other, Span::from_secs(2));
    }
    clocks.faults(&Options::default().duplicate)
}

#[test]
fn five_transmissions_that_a_station_stamps_late_by_one_span_tell_of_its_clock_and_four_do_not() {
    assert_eq!(few(&[300; 4]), Vec::new());
    let [fault] = few(&[300, 301, 299, 300, 300])[..] else { panic!("{:?}", few(&[300; 5])) };
    assert!((fault.late_by.secs().abs() - 300.0).abs() <= 1.0, "{fault:?}");
}

#[test]
fn a_few_transmissions_told_apart_now_by_one_span_and_now_by_another_or_beside_some_alike_are_no_fault() {
    assert_eq!(few(&[300, 120, 300, 900, 300, 420, 300, 300]), Vec::new());
    assert_eq!(few(&[300, 300, 300, 0, 300, 300, 300]), Vec::new());
    // Within one hour, where stamps to the second scatter by three.
    assert_eq!(few(&[0, 0, 3, 3, 3, 3, 3, 0, 0]), Vec::new());
}

mod spells;
