//! Clocks that go wrong again and again, each time in another way, and dates that are wrong for a while.

use model::{Fix, Span, StationId};

use super::super::*;
use crate::testing::{at, hours, mmsi, voyage};
use crate::{Options, Tracked, build, build_trusting};

const RIGHT: [&str; 2] = ["rA", "rC"];
const CLOCK: &str = "rCLOCK";

/// Whether a station hears a transmission: about two of three, now this and now that.
fn hears(station: usize, ship: usize, number: usize) -> bool {
    // The mixer of SplitMix64 (Steele et al., 2014).
    let mut bits = (number * 64 + ship * 8 + station) as u64 ^ 0x9E37_79B9_7F4A_7C15;
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    !(bits ^ (bits >> 31)).is_multiple_of(3)
}

/// What stations hear of a ship, each by a clock that is so many seconds late at an hour after the tests' beginning.
fn heard_by(fixes: &[Fix], ship: usize, stations: &[(&str, &dyn Fn(f64) -> f64)]) -> Vec<Fix> {
    let by = |(at, (name, late_s)): (usize, &(&str, &dyn Fn(f64) -> f64))| {
        let station = Some(StationId::named(name));
        let heard = fixes.iter().enumerate().filter(|(number, _)| hears(at, ship, *number));
        let stamped = heard.map(|(_, fix)| Fix {
            time: fix.time.saturating_add(Span::from_secs_f64(late_s((fix.time - hours(0.0)).hours()))),
            location: fix.location.heard_by(station),
            ..*fix
        });
        stamped.collect::<Vec<Fix>>()
    };
    stations.iter().enumerate().flat_map(by).collect()
}

/// Four ships that sail for some days, as two stations with right clocks and one with a clock of its own hear them.
fn days_by(days: f64, late_s: &dyn Fn(f64) -> f64) -> Vec<Vec<Fix>> {
    let right: &dyn Fn(f64) -> f64 = &|_| 0.0;
    let ship = |ship: usize| {
        let from = at(33.0 + 0.3 * ship as f64, 123.0);
        let fixes = voyage(from, 40.0 + 9.0 * ship as f64, 9.0, (0.0, 24.0 * days), 5.0);
        let fixes: Vec<Fix> =
            fixes.into_iter().map(|fix| Fix { mmsi: mmsi(445_100_000 + ship as u32), ..fix }).collect();
        heard_by(&fixes, ship, &[(RIGHT[0], right), (CLOCK, late_s), (RIGHT[1], right)])
    };
    (0..4).map(ship).collect()
}

fn faults_of(ships: &[Vec<Fix>]) -> Vec<ClockFault> {
    let mut clocks = Clocks::default();
    for fixes in ships {
        clocks.append(build(fixes.clone(), Vec::new(), &Options::default()).clocks);
    }
    clocks.faults(&Options::default().duplicate)
}

fn trusting(ships: &[Vec<Fix>], faults: &[ClockFault]) -> Vec<Tracked> {
    ships.iter().map(|fixes| build_trusting(fixes.clone(), Vec::new(), faults, &Options::default())).collect()
}

/// Whether all faults are sure and those of the clock of its own.
fn are_of_the_clock(faults: &[ClockFault]) -> bool {
    let clock = Some(StationId::named(CLOCK));
    faults.iter().all(|fault| fault.is_sure && fault.seen_at.station() == clock)
}

/// Each ship is one hull, without doubt but for clocks, and hardly a fix that is on its track was stamped wrongly.
fn is_each_ship_one_hull(ships: &[Vec<Fix>], faults: &[ClockFault]) {
    for (tracked, fixes) in trusting(ships, faults).iter().zip(ships) {
        assert_eq!(tracked.tracks.len(), 1, "{:?}", tracked.tally);
        let doubts = tracked.tracks[0].doubtful.iter().filter(|it| it.doubt != model::Doubt::Clock);
        assert_eq!(doubts.collect::<Vec<_>>(), Vec::<&model::DoubtfulFix>::new());
        assert!(tracked.tally.fixes == fixes.len() as u64);
    }
}

fn short(faults: &[ClockFault]) -> String {
    let of = |fault: &ClockFault| {
        let hour = |time: Option<Timestamp>| time.map(|time| (time - hours(0.0)).hours());
        let (since, until) = (hour(fault.since), hour(fault.until));
        let clock = fault.seen_at.station() == Some(StationId::named(CLOCK));
        format!(
            "{clock} {} s {since:?} {until:?} {} sure {} mixed {}\n",
            fault.late_by.secs(),
            fault.shared,
            fault.is_sure,
            fault.is_mixed
        )
    };
    faults.iter().take(12).map(of).collect()
}

fn late_by_s(faults: &[ClockFault]) -> Vec<i64> {
    let by_stations = faults.iter().filter(|fault| fault.told_by == ToldBy::Stations);
    by_stations.map(|fault| (fault.late_by.secs()).round() as i64).collect()
}

#[test]
fn a_clock_that_is_late_each_night_is_told_night_by_night_and_believed_by_day() {
    let ships = days_by(4.0, &|hour| if hour % 24.0 < 6.0 { 900.0 } else { 0.0 });
    let faults = faults_of(&ships);
    assert!(are_of_the_clock(&faults), "{}", short(&faults));
    assert_eq!(late_by_s(&faults), [900; 4]);
    is_each_ship_one_hull(&ships, &faults);
    let by_day = |fix: &&Fix| (fix.time - hours(0.0)).hours() % 24.0 > 6.5;
    for tracked in trusting(&ships, &faults) {
        let doubtful = tracked.tracks[0].doubtful.iter().map(|doubtful| &doubtful.fix);
        assert_eq!(doubtful.filter(by_day).count(), 0);
    }
}

#[test]
fn a_clock_that_is_off_by_other_spans_on_other_days_is_told_day_by_day() {
    let ships = days_by(4.0, &|hour| [0.0, 180.0, -240.0, 600.0][(hour / 24.0) as usize % 4]);
    let faults = faults_of(&ships);
    assert!(are_of_the_clock(&faults), "{}", short(&faults));
    assert_eq!(late_by_s(&faults), [180, -240, 600]);
    is_each_ship_one_hull(&ships, &faults);
}

#[test]
fn a_clock_that_loses_four_minutes_a_day_and_is_set_each_midnight_is_told_with_its_drift() {
    let ships = days_by(4.0, &|hour| hour % 24.0 * 10.0);
    let faults = faults_of(&ships);
    assert!(are_of_the_clock(&faults) && faults.len() == 4, "{faults:?}");
    assert!(faults.iter().all(|fault| (fault.drift_s_per_day - 240.0).abs() < 3.0), "{faults:?}");
    is_each_ship_one_hull(&ships, &faults);
}

#[test]
fn a_date_that_is_a_day_early_or_late_all_along_is_told_and_makes_no_second_hull() {
    for day_s in [-86_400.0, 86_400.0] {
        let ships = days_by(3.0, &|_| day_s);
        let faults = faults_of(&ships);
        assert!(are_of_the_clock(&faults), "{}", short(&faults));
        assert_eq!(late_by_s(&faults), [day_s as i64]);
        is_each_ship_one_hull(&ships, &faults);
    }
}

#[test]
fn a_date_that_is_not_advanced_for_ten_minutes_after_midnight_is_told_and_the_day_before_is_believed() {
    // Midnight is 24 h after the tests' beginning here.
    let is_old = |hour: f64, every: bool| {
        hour % 24.0 < 0.5 && (every || (hour / 24.0) as i64 == 2) && (24.0..95.0).contains(&hour)
    };
    for every in [false, true] {
        let ships = days_by(4.0, &|hour| if is_old(hour, every) { -86_400.0 } else { 0.0 });
        let faults = faults_of(&ships);
        // Each falls into the half hour of the day before, which was stamped rightly on the first day alone.
        let by_stations = faults.iter().filter(|fault| fault.told_by == ToldBy::Stations);
        let is_mixed: Vec<bool> = by_stations.map(|fault| fault.is_mixed).collect();
        assert!(
            are_of_the_clock(&faults) && is_mixed.iter().filter(|mixed| **mixed).count() == 1,
            "{}",
            short(&faults)
        );
        assert_eq!(late_by_s(&faults), vec![-86_400; if every { 3 } else { 1 }]);
        is_each_ship_one_hull(&ships, &faults);
        let wrong: usize =
            trusting(&ships, &faults).iter().map(|tracked| tracked.tally.misstamped as usize).sum();
        let of_clock = |fix: &&Fix| fix.location.station() == Some(StationId::named(CLOCK));
        let stamps = ships.iter().flatten().filter(of_clock).map(|fix| (fix.time - hours(0.0)).hours());
        // Those of the half hour after midnight that the clock stamped a day early, and none of those that it stamped rightly.
        let in_half_hours = stamps
            .filter(|hour| {
                faults.iter().any(|fault| {
                    let wrong = (fault.half_way - hours(0.0)).hours();
                    (hour - wrong).abs() < 0.5
                })
            })
            .count();
        assert!(wrong > 0 && wrong < in_half_hours, "{wrong} of {in_half_hours}");
    }
}

#[test]
fn a_day_that_is_stamped_as_the_next_is_told_apart_from_the_next_fix_by_fix() {
    let ships = days_by(4.0, &|hour| if (24.0..48.0).contains(&hour) { 86_400.0 } else { 0.0 });
    let faults = faults_of(&ships);
    assert!(are_of_the_clock(&faults), "{}", short(&faults));
    assert_eq!(late_by_s(&faults), [86_400]);
    is_each_ship_one_hull(&ships, &faults);
    for (ship, tracked) in trusting(&ships, &faults).iter().enumerate() {
        let heard = (288..576).filter(|number| hears(1, ship, *number)).count();
        assert_eq!(tracked.tally.misstamped as usize, heard);
    }
}

#[test]
fn a_station_that_hears_little_and_stamps_rightly_is_not_accused_beside_a_wrong_clock() {
    let late = |hour: f64| if hour % 24.0 < 6.0 { 900.0 } else { 0.0 };
    let mut ships = days_by(4.0, &late);
    // A fourth hears what the wrong one hears, an hour each night, and nothing else.
    for fixes in &mut ships {
        let is_heard = |fix: &&Fix| {
            let hour = (fix.time - hours(0.0)).hours() % 24.0;
            fix.location.station() == Some(StationId::named(CLOCK)) && (3.25..4.25).contains(&hour)
        };
        let rightly = |fix: &Fix| Fix {
            time: fix.time.saturating_add(Span::from_secs(-900)),
            location: fix.location.heard_by(Some(StationId::named("rTHIN"))),
            ..*fix
        };
        let thin: Vec<Fix> = fixes.iter().filter(is_heard).map(rightly).collect();
        fixes.extend(thin);
    }
    let faults = faults_of(&ships);
    assert!(are_of_the_clock(&faults), "{}", short(&faults));
    assert_eq!(late_by_s(&faults), [900; 4]);
}

#[test]
fn a_hub_that_holds_lines_back_now_so_long_and_now_so_long_has_no_wrong_clock() {
    let at_random = |hour: f64, most: f64| (hour * 12.0).round() * 7.3 % 6.1 / 6.1 * most;
    for most in [30.0, 90.0, 600.0] {
        let faults = faults_of(&days_by(6.0, &|hour| at_random(hour, most)));
        assert!(faults.is_empty(), "{most}: {}", faults.len());
    }
    let in_steps = |hour: f64| [0.0, 30.0, 60.0, 90.0][(hour * 12.0).round() as usize * 7 % 11 % 4];
    let faults = faults_of(&days_by(6.0, &in_steps));
    assert!(faults.is_empty(), "{}", short(&faults));
}

#[test]
fn ships_that_go_the_same_round_at_the_same_speed_on_the_next_days_make_no_clock_wrong() {
    let right: &dyn Fn(f64) -> f64 = &|_| 0.0;
    let ship = |ship: usize| {
        let round = voyage(at(36.0 + 0.2 * ship as f64, 124.0), 45.0, 14.0, (0.0, 6.0), 6.0);
        let days = (0..4).flat_map(|day| {
            let next = move |fix: &Fix| Fix {
                time: fix.time.saturating_add(Span::from_hours(24 * day)),
                location: Location::row(fix.location.file(), fix.location.line() + 1_000 * day as u64),
                ..*fix
            };
            round.iter().map(next).collect::<Vec<Fix>>()
        });
        let days: Vec<Fix> = days.collect();
        heard_by(&days, ship, &[(RIGHT[0], right), (CLOCK, right), (RIGHT[1], right)])
    };
    let ships: Vec<Vec<Fix>> = (0..4).map(ship).collect();
    assert_eq!(faults_of(&ships), []);
    assert_eq!(faults_of(&ships[..1]), []);
}

#[test]
fn of_two_stations_alone_one_clock_is_taken_for_all_its_spells_and_each_ship_is_one_hull() {
    let clocks: [&dyn Fn(f64) -> f64; 4] = [
        &|hour| if hour % 24.0 < 6.0 { 900.0 } else { 0.0 },
        &|hour| if (30.0..36.0).contains(&hour) { 2_400.0 } else { 0.0 },
        &|hour| if (30.0..36.0).contains(&hour) { -10_800.0 } else { 0.0 },
        &|_| -86_400.0,
    ];
    for (case, late_s) in clocks.into_iter().enumerate() {
        let third = Some(StationId::named(RIGHT[1]));
        let of_two = |fixes: Vec<Fix>| -> Vec<Fix> {
            fixes.into_iter().filter(|fix| fix.location.station() != third).collect()
        };
        let ships: Vec<Vec<Fix>> = days_by(4.0, late_s).into_iter().map(of_two).collect();
        let faults = faults_of(&ships);
        let by_stations = || faults.iter().filter(|fault| fault.told_by == ToldBy::Stations);
        let stations: Vec<_> = by_stations().map(|fault| fault.seen_at.station()).collect();
        assert!(stations.iter().all(|station| *station == stations[0]), "{case}: {}", short(&faults));
        assert!(by_stations().all(|fault| !fault.is_sure), "{case}: {}", short(&faults));
        for tracked in trusting(&ships, &faults) {
            assert_eq!(tracked.tracks.len(), 1, "{case}: {:?}", tracked.tally);
        }
    }
}
