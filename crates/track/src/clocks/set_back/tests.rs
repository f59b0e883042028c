//! A station that hears ships alone and whose clock is late or early for a while.

use model::Doubt;

use super::*;
use crate::clocks::Clocks;
use crate::testing::{at, hours, voyage};
use crate::{Options, Tracked, build, build_trusting};

/// Ships that one station hears every five minutes for two days, late by so many hours from one hour to another.
fn heard_alone(ships: usize, late_h: f64, span: (f64, f64), station: Option<StationId>) -> Vec<Vec<Fix>> {
    let ship = |ship: usize| {
        let from = at(33.0 + 0.4 * ship as f64, 123.0);
        let course = 30.0 + 13.0 * ship as f64;
        let stamp = |fix: Fix| {
            let hour = (fix.time - hours(0.0)).hours();
            let late_h = if (span.0..span.1).contains(&hour) { late_h } else { 0.0 };
            let time = fix.time.saturating_add(Span::from_secs_f64(late_h * 3600.0));
            Fix { time, location: fix.location.heard_by(station), ..fix }
        };
        voyage(from, course, 9.0 + ship as f64, (0.01 * ship as f64, 48.0), 5.0)
            .into_iter()
            .map(stamp)
            .collect()
    };
    (0..ships).map(ship).collect()
}

fn told(ships: &[Vec<Fix>]) -> (Vec<ClockFault>, Vec<Tracked>) {
    let options = Options::default();
    let mut clocks = Clocks::default();
    for fixes in ships {
        clocks.append(build(fixes.clone(), Vec::new(), &options).clocks);
    }
    let faults = clocks.faults(&options.duplicate);
    let tracked =
        ships.iter().map(|fixes| build_trusting(fixes.clone(), Vec::new(), &faults, &options)).collect();
    (faults, tracked)
}

#[test]
fn a_station_alone_that_was_late_or_early_for_six_hours_is_told_by_its_ships_and_each_is_one_hull() {
    for station in [Some(StationId::named("rA")), None] {
        for late_h in [2.0, 1.0, 40.0 / 60.0, -1.0, -2.0] {
            let (faults, tracked) = told(&heard_alone(6, late_h, (20.0, 26.0), station));
            let [fault] = faults[..] else { panic!("{late_h}: {faults:?}") };
            assert!((fault.late_by.hours() - late_h).abs() < 0.02 && fault.is_sure, "{late_h}: {fault:?}");
            let wrong = [fault.since, fault.until].map(|time| (time.unwrap() - hours(late_h)).hours());
            assert!((wrong[0] - 20.0).abs() < 0.2 && (wrong[1] - 26.0).abs() < 0.2, "{late_h}: {wrong:?}");
            for tracked in tracked {
                assert_eq!(tracked.tracks.len(), 1, "{late_h}");
                assert_eq!(
                    tracked.tally.jumps + tracked.tally.false_positions,
                    0,
                    "{late_h}: {:?}",
                    tracked.tally
                );
                assert!((71..=73).contains(&tracked.tally.misstamped), "{late_h}: {:?}", tracked.tally);
                assert!(tracked.tracks[0].doubtful.iter().all(|it| it.doubt == Doubt::Clock));
            }
        }
    }
}

#[test]
fn two_ships_that_seem_to_be_set_back_tell_of_no_clock_and_three_do() {
    assert_eq!(told(&heard_alone(2, 2.0, (20.0, 26.0), None)).0.len(), 0);
    assert_eq!(told(&heard_alone(3, 2.0, (20.0, 26.0), None)).0.len(), 1);
}

#[test]
fn ships_that_go_unheard_at_once_or_share_their_numbers_with_others_tell_of_no_clock() {
    let silent = |fixes: Vec<Fix>| -> Vec<Fix> {
        let is_heard = |fix: &Fix| !(20.0..26.0).contains(&(fix.time - hours(0.0)).hours());
        fixes.into_iter().filter(is_heard).collect()
    };
    let right = || heard_alone(6, 0.0, (0.0, 0.0), None);
    assert_eq!(told(&right().into_iter().map(silent).collect::<Vec<_>>()).0, []);
    // Each with the next one's, which is heard from the tenth hour on, while it is itself until the twentieth.
    let shared = right().into_iter().zip(right().into_iter().skip(1)).map(|(one, other)| {
        let hour = |fix: &Fix| (fix.time - hours(0.0)).hours();
        let one = one.into_iter().filter(|fix| hour(fix) < 20.0);
        one.chain(other.into_iter().filter(|fix| hour(fix) > 10.0)).collect()
    });
    assert_eq!(told(&shared.collect::<Vec<Vec<Fix>>>()).0, []);
}

#[test]
fn ships_that_turn_back_and_forth_while_the_clock_is_off_are_told_by_it_all_along() {
    for late_h in [2.0, -1.0] {
        let ship = |ship: usize| {
            // Out for five hours and back again, each from another hour on.
            let turns = (0..10).map(|turn| 5.0 * f64::from(turn) + 0.7 * ship as f64);
            let mut from = at(34.0 + 0.5 * ship as f64, 123.5);
            let mut fixes: Vec<Fix> = Vec::new();
            for (turn, hour) in turns.enumerate() {
                let course = 20.0 + 180.0 * (turn % 2) as f64;
                fixes.extend(voyage(from, course, 10.0, (hour, hour + 4.99), 5.0));
                from = fixes[fixes.len() - 1].position;
            }
            let stamp = |fix: Fix| {
                let hour = (fix.time - hours(0.0)).hours();
                let late_h = if (20.0..26.0).contains(&hour) { late_h } else { 0.0 };
                Fix { time: fix.time.saturating_add(Span::from_secs_f64(late_h * 3600.0)), ..fix }
            };
            fixes.into_iter().map(stamp).collect::<Vec<Fix>>()
        };
        let (faults, tracked) = told(&(0..6).map(ship).collect::<Vec<_>>());
        let [fault] = faults[..] else { panic!("{late_h}: {faults:?}") };
        assert!((fault.late_by.hours() - late_h).abs() < 0.02, "{late_h}: {fault:?}");
        let misstamped: Vec<u64> = tracked.iter().map(|tracked| tracked.tally.misstamped).collect();
        assert!(misstamped.iter().filter(|count| (68..=73).contains(*count)).count() >= 5, "{misstamped:?}");
        assert!(tracked.iter().all(|tracked| tracked.tracks.len() == 1));
    }
}

#[test]
fn a_station_alone_whose_date_is_a_day_late_or_early_for_a_day_is_told_by_its_ships() {
    for late_h in [24.0, -24.0] {
        let day = if late_h > 0.0 { (12.0, 20.0) } else { (30.0, 38.0) };
        let (faults, tracked) = told(&heard_alone(6, late_h, day, None));
        let [fault] = faults[..] else { panic!("{late_h}: {faults:?}") };
        assert!((fault.late_by.hours() - late_h).abs() < 0.02 && fault.is_sure, "{late_h}: {fault:?}");
        assert_eq!(fault.shared, 6);
        for tracked in tracked {
            assert_eq!((tracked.tracks.len(), tracked.tally.jumps), (1, 0), "{late_h}: {:?}", tracked.tally);
            assert!((94..=97).contains(&tracked.tally.misstamped), "{late_h}: {:?}", tracked.tally);
        }
    }
}
