//! Ships that keep to a line round and round, those that only say so, and those that wait.

use model::{Degrees, FalsePattern, Finding, Fleet, Position};

use super::*;
use crate::testing::{at, fix_at, hours, sailing, voyage};
use crate::{Options, build, spoofing};

fn patterns(fixes: Vec<Fix>) -> Vec<FalsePattern> {
    let tracked = build(fixes, Vec::new(), &Options::default());
    let fleet = Fleet { tracks: tracked.tracks, vessels: tracked.vessels };
    let told = |event: model::Event| match event.finding {
        Finding::Spoofing(spoofing) => spoofing.pattern,
        other => panic!("{other:?}"),
    };
    spoofing(&fleet, &Options::default().false_position).into_iter().map(told).collect()
}

/// A ring gone round for twelve hours, heard every so many minutes, and left on a passage: the speed made at each bearing from
/// its middle, and what is told of each fix by the course along it and that speed.
struct Ring {
    radius_m: f64,
    minutes: f64,
}

impl Ring {
    fn sailed(&self, made: impl Fn(f64) -> f64, told: impl Fn(usize, f64, f64) -> (f64, f64)) -> Vec<Fix> {
        const STEPS: usize = 60;
        let middle = at(34.6, 124.8);
        let place = |bearing: f64| middle.towards(Degrees(bearing.rem_euclid(360.0)), Metres(self.radius_m));
        let (mut bearing, mut fixes) = (0.0, Vec::new());
        let count = (12.0 * 60.0 / self.minutes) as usize;
        for step in 0..count {
            let (course, speed) = told(step, (bearing + 90.0_f64).rem_euclid(360.0), made(bearing));
            let fix = fix_at(step as f64 * self.minutes / 60.0, place(bearing));
            fixes.push(Fix { told: sailing((speed * 10.0).round() / 10.0, course.rem_euclid(360.0)), ..fix });
            for _ in 0..STEPS {
                let way = Knots(made(bearing)).metres_per_second() * self.minutes * 60.0 / STEPS as f64;
                bearing = (bearing + (way / self.radius_m).to_degrees()).rem_euclid(360.0);
            }
        }
        let leaves = (bearing + 90.0) % 360.0;
        fixes.extend(voyage(place(bearing), leaves, 7.0, (12.0, 20.0), self.minutes));
        fixes
    }
}

/// Half a knot of current, and what a helm leaves.
fn with_current(bearing: f64) -> f64 {
    5.0 + 0.5 * bearing.to_radians().sin() + 0.1 * (7.0 * bearing).to_radians().cos()
}

const SURVEY: Ring = Ring { radius_m: 1_500.0, minutes: 5.0 };

#[test]
fn a_ring_that_a_survey_ship_sails_to_the_metre_is_believed_and_one_gone_round_like_a_clock_is_not() {
    let as_made = |_, course, speed| (course, speed);
    assert_eq!(patterns(SURVEY.sailed(with_current, as_made)), []);
    assert_eq!(patterns(SURVEY.sailed(|_| 5.0, as_made)), [FalsePattern::Loop]);
}

#[test]
fn a_ring_gone_round_at_a_third_of_the_speed_that_is_told_is_not_sailed() {
    let hurried = |_, course, speed: f64| (course, 3.0 * speed);
    let slowly = |bearing| with_current(bearing) / 2.0;
    assert_eq!(patterns(SURVEY.sailed(slowly, hurried)), [FalsePattern::Loop]);
}

#[test]
fn a_ring_on_which_courses_lead_anywhere_and_speeds_are_high_is_not_sailed() {
    // As by dice: multiples of the golden ratio.
    let dice = |step: usize| (step as f64 * 0.618_033_988_75).fract();
    let anyhow = |step, _, _| (360.0 * dice(step), 21.0 + 10.0 * dice(step + 7_919));
    assert_eq!(patterns(SURVEY.sailed(with_current, anyhow)), [FalsePattern::Loop]);
}

#[test]
fn a_ship_that_swings_round_her_anchor_at_walking_speed_is_believed() {
    for radius_m in [100.0, 200.0, 300.0, 400.0] {
        let ring = Ring { radius_m, minutes: 3.0 };
        let swung = |bearing: f64| 2.6 + 0.4 * bearing.to_radians().sin();
        assert_eq!(patterns(ring.sailed(swung, |_, course, speed| (course, speed))), [], "{radius_m} m");
    }
}

/// Along a row of lines and back along them, as whoever charts the ground does, each to the metre.
fn in_lines(apart_m: f64, speed: impl Fn(f64) -> f64) -> Vec<Fix> {
    const LINE: f64 = 4_000.0;
    let corner = at(34.6, 124.8);
    let place = |gone: f64| -> (Position, f64) {
        let (line, along) = ((gone / (LINE + apart_m)).floor(), gone % (LINE + apart_m));
        // Eight lines, and the same again.
        let (row, is_north) = (line % 8.0, line % 2.0 == 0.0);
        let (north, east) = (along.min(LINE), row * apart_m + (along - LINE).max(0.0));
        let north = if is_north { north } else { LINE - north };
        let course = if along > LINE {
            90.0
        } else if is_north {
            0.0
        } else {
            180.0
        };
        (corner.towards(Degrees(0.0), Metres(north)).towards(Degrees(90.0), Metres(east)), course)
    };
    let (mut gone, mut fixes) = (0.0, Vec::new());
    for step in 0..144 {
        let (position, course) = place(gone);
        let hour = f64::from(step) / 12.0;
        let knots = speed(hour);
        fixes.push(Fix { told: sailing((knots * 10.0).round() / 10.0, course), ..fix_at(hour, position) });
        gone += Knots(knots).metres_per_second() * 300.0;
    }
    fixes
}

#[test]
fn lines_that_a_survey_ship_sails_to_and_fro_are_believed_however_near_they_are() {
    for apart_m in [20.0, 100.0, 500.0] {
        let speed = |hour: f64| 4.5 + 0.4 * (hour * 0.9).sin();
        assert_eq!(patterns(in_lines(apart_m, speed)), [], "{apart_m} m");
    }
}

#[test]
fn a_survey_ship_that_hurries_away_in_an_hour_of_silence_left_by_no_leap() {
    let mut fixes = SURVEY.sailed(with_current, |_, course, speed| (course, speed));
    // Ten miles in the silent hour, where her speeds told before allow seven and the slack one.
    let last = fixes.iter().rposition(|fix| fix.time < hours(12.0)).unwrap();
    fixes.truncate(last + 1);
    let from = fixes[last].position.towards(Degrees(100.0), Metres(18_500.0));
    let hour = (fixes[last].time - hours(0.0)).hours() + 1.0;
    fixes.extend(voyage(from, 100.0, 6.0, (hour, hour + 4.0), 5.0));
    assert_eq!(patterns(fixes), []);
}
