//! Ships that are heard in snatches, together and alone; each beside its near miss.

use model::{Degrees, Event, Finding, Knots, Metres, Motion, Position, Span, Told, Track, Transmitter};

use crate::world::{CHART, every, from, place, track};
use crate::{Options, encounters, loitering};

const SHIP: u32 = 440_000_001;
const OTHER: u32 = 440_000_002;

/// Heard at some minutes where it is then, and telling a speed.
fn heard(mmsi: u32, fixes: impl IntoIterator<Item = (f64, Position, f64)>) -> Track {
    let fixes: Vec<(f64, Position, f64)> = fixes.into_iter().collect();
    let mut heard = track(mmsi, fixes.iter().map(|(minute, at, _)| (*minute, *at)));
    heard.fixes.to_mut().iter_mut().zip(fixes).for_each(|(fix, (_, _, speed))| {
        fix.told = Told::at_speed(Knots(speed));
    });
    heard
}

fn together(one: Track, other: Track) -> Vec<Event> {
    encounters(&[one, other], &CHART, &Options::default())
}

fn hours(event: &Event) -> f64 {
    event.interval().span().hours()
}

#[test]
fn neighbours_at_anchor_who_are_heard_every_ten_hours_lie_together_and_one_who_was_away_does_not() {
    let at_anchor = |mmsi, north: f64, first: f64| {
        heard(mmsi, every(600.0, first, first + 2400.0).map(move |at| (at, place(north, 0.0), 0.1)))
    };
    let shifts = |away: f64| {
        let place_at = move |at: f64| place(300.0, if at > 1000.0 { away } else { 0.0 });
        heard(OTHER, every(600.0, 200.0, 2600.0).map(move |at| (at, place_at(at), 0.1)))
    };
    let [met] = &together(at_anchor(SHIP, 0.0, 0.0), at_anchor(OTHER, 300.0, 200.0))[..] else {
        panic!("one encounter")
    };
    assert!((hours(met) - 36.7).abs() < 0.1, "{met:?}");
    let Finding::Encounter(of) = met.finding else { panic!("an encounter") };
    assert_eq!((of.observed, of.bridged), (Span::ZERO, met.interval().span()));
    let parted = together(at_anchor(SHIP, 0.0, 0.0), shifts(5_000.0));
    assert!(parted.iter().all(|met| hours(met) < 11.0), "{parted:?}");
}

#[test]
fn ships_that_are_set_together_by_a_line_through_silences_alone_have_not_met() {
    let swings = |mmsi, north: f64, swing: f64, first: f64| {
        let place_at = move |at: f64| place(if at == 850.0 { north + swing } else { north }, 0.0);
        heard(mmsi, every(170.0, first, first + 1700.0).map(move |at| (at, place_at(at), 0.3)))
    };
    let lie = |apart: f64| together(swings(SHIP, 0.0, 160.0, 0.0), swings(OTHER, apart, 0.0, 85.0));
    assert_eq!(lie(620.0), Vec::new());
    assert_eq!(lie(520.0).len(), 1);
}

#[test]
fn a_barge_heard_beside_her_tug_every_third_day_is_towed_all_the_way() {
    // At 2 kn north, both heard for three hours in turn with days of silence.
    let way = |at: f64| 60.0 * at;
    let tow = |east: f64| {
        let watches = [0.0, 3_600.0, 7_200.0].into_iter().flat_map(|day| every(5.0, day, day + 180.0));
        watches.map(move |at| (at, place(way(at), east), 2.0)).collect::<Vec<_>>()
    };
    let (tug, barge) = (heard(SHIP, tow(0.0)), heard(OTHER, tow(250.0)));
    let [met] = &together(tug.clone(), barge)[..] else { panic!("one encounter") };
    assert!(hours(met) > 120.0, "{met:?}");
    let strays = (3_900.0, from(place(way(3_900.0), 0.0), 0.0, 20_000.0), 2.0);
    let (mut with_stray, near) = (tow(250.0), (3_900.0, place(way(3_900.0), 0.0), 2.0));
    with_stray.push(strays);
    with_stray.sort_by(|one, next| one.0.total_cmp(&next.0));
    let mut tug = tow(0.0);
    tug.push(near);
    tug.sort_by(|one, next| one.0.total_cmp(&next.0));
    assert_eq!(together(heard(SHIP, tug), heard(OTHER, with_stray)).len(), 2);
}

#[test]
fn two_ships_of_which_one_was_heard_far_off_between_two_meetings_met_twice() {
    let meets = |mmsi, east: f64, between: Option<(f64, Position, f64)>| {
        let first = every(10.0, 0.0, 180.0).map(move |at| (at, place(0.0, east), 0.5));
        let again = every(10.0, 3_780.0, 3_960.0).map(move |at| (at, place(10_000.0, east), 0.5));
        heard(mmsi, first.chain(between).chain(again))
    };
    let met = |km: f64| {
        let alone = (1_980.0, place(5_000.0, km * 1_000.0), 0.5);
        together(meets(SHIP, 0.0, Some(alone)), meets(OTHER, 200.0, None)).len()
    };
    assert_eq!([met(2.0), met(120.0)], [1, 2]);
}

#[test]
fn a_ship_that_sailed_off_and_came_back_met_twice_and_a_place_out_of_her_reach_is_none() {
    let watch = |from: f64, to: f64| every(10.0, from, to).map(|at| (at, place(0.0, 300.0), 0.1));
    let lies = heard(SHIP, every(10.0, 0.0, 600.0).map(|at| (at, place(0.0, 0.0), 0.1)));
    let met = |found_at: f64, km: f64, back_at: f64| {
        let far_off = [(found_at, place(0.0, km * 1_000.0), 3.0)];
        let other = watch(0.0, 180.0).chain(far_off).chain(watch(back_at, 600.0));
        together(lies.clone(), heard(OTHER, other)).len()
    };
    // 20 km in an hour are 11 kn, in ten minutes 65 kn.
    assert_eq!(met(240.0, 20.0, 300.0), 2);
    assert_eq!(met(190.0, 20.0, 200.0), 1);
    // A drift of 4 km and back is as slow as company is.
    assert_eq!(met(240.0, 4.0, 300.0), 1);
}

#[test]
fn trawlers_heard_hours_apart_kept_together_where_one_heard_alone_between_was_no_faster_than_both() {
    let side_by_side = |at: f64, east: f64| (at, place(at * 60.0, east), 2.0);
    let fished = |alone: (f64, f64)| {
        let (at, east) = alone;
        let a = [0.0, 60.0, 120.0, 540.0, 600.0, 660.0].map(|at| side_by_side(at, 0.0));
        let b = a.map(|(at, ..)| side_by_side(at, 250.0));
        let lone = (at, from(place(at * 60.0, 0.0), 0.0, east), 2.0);
        let other = [&b[..3], &[lone], &b[3..]].concat();
        together(heard(SHIP, a), heard(OTHER, other)).iter().map(hours).fold(0.0, f64::max)
    };
    let whole = fished((330.0, 15_000.0));
    assert!(whole > 10.0, "no faster than 3.5 kn: {whole}");
    let parted = fished((330.0, 30_000.0));
    assert!(parted < 3.0, "at 5 kn: {parted}");
    let garbled = fished((125.0, 30_000.0));
    assert!(garbled > 10.0, "in five minutes: {garbled}");
}

#[test]
fn a_pair_of_trawlers_that_a_long_range_broadcast_rounds_to_four_knots_goes_on_and_one_at_five_does_not() {
    let fishes = |mmsi, east: f64, told: f64| {
        let way = every(20.0, 0.0, 600.0).map(move |at| (at, place(100.0 * at, east), 3.3));
        let mut ship = heard(mmsi, way);
        let fix = &mut ship.fixes.to_mut()[15];
        (fix.told, fix.transmitter) = (Told::at_speed(Knots(told)), Transmitter::LongRange);
        ship
    };
    let longest = |told: f64| {
        let met = together(fishes(SHIP, 0.0, told), fishes(OTHER, 300.0, told));
        met.iter().map(hours).fold(0.0, f64::max)
    };
    assert!(longest(4.0) > 9.0 && longest(5.0) < 6.0, "{} {}", longest(4.0), longest(5.0));
}

#[test]
fn two_moored_ships_unheard_for_a_day_or_two_met_once_and_only_what_is_bridged_counts() {
    let moored = |mmsi, east: f64, silent: f64, watch: f64| {
        let again = watch + silent * 60.0;
        let heard_at = every(10.0, 0.0, watch).chain(every(10.0, again, again + watch));
        heard(mmsi, heard_at.map(move |at| (at, place(0.0, east), 0.0)))
    };
    let told = |silent: f64, watch: f64| -> Vec<(f64, f64)> {
        let met = together(moored(SHIP, 0.0, silent, watch), moored(OTHER, 100.0, silent, watch));
        let bridged = |event: &Event| match event.finding {
            Finding::Encounter(of) => of.bridged.hours(),
            _ => panic!("{event:?}"),
        };
        met.iter().map(|event| ((hours(event) * 10.0).round() / 10.0, bridged(event).round())).collect()
    };
    assert_eq!(told(23.5, 180.0), [(29.5, 24.0)]);
    // Of a longer silence nothing.
    assert_eq!(told(24.5, 180.0), [(30.5, 0.0)]);
    assert_eq!(told(160.0, 180.0), [(166.0, 0.0)]);
    assert_eq!(told(170.0, 180.0).len(), 2, "a week later");
    // What is not bridged is no time together: an hour at either end is not enough by itself.
    assert_eq!((told(23.5, 60.0).len(), told(24.5, 60.0).len()), (1, 0));
}

/// A ship 100 m from one that is heard all day, heard beside her for so many minutes and then, hours later, far off; and the same
/// backwards in time.
fn leaves_unheard(minutes: f64) -> [Vec<Event>; 2] {
    let stays = || heard(OTHER, every(5.0, 0.0, 2_880.0).map(|at| (at, place(0.0, 100.0), 0.1)));
    let beside = |at: f64| (at, place(0.0, 0.0), 0.1);
    let off = |at: f64| (at, place(60_000.0, 60_000.0), 12.0);
    let left =
        every(5.0, 1_000.0, 1_000.0 + minutes).map(beside).chain(every(5.0, 2_000.0, 2_400.0).map(off));
    let came = every(5.0, 0.0, 400.0).map(off).chain(every(5.0, 1_400.0, 1_400.0 + minutes).map(beside));
    [left.collect::<Vec<_>>(), came.collect()].map(|ship| together(heard(SHIP, ship), stays()))
}

#[test]
fn a_silence_of_one_ship_is_no_time_together_whichever_end_it_is_at() {
    for (minutes, wanted) in [(110.0, 0), (130.0, 1)] {
        for met in leaves_unheard(minutes) {
            assert_eq!(met.len(), wanted, "{minutes} min: {met:?}");
        }
    }
    for met in leaves_unheard(130.0) {
        let Finding::Encounter(of) = met[0].finding else { panic!("{met:?}") };
        assert!((hours(&met[0]) * 60.0 - 130.0).abs() < 1.0 && of.bridged < Span::from_minutes(1), "{met:?}");
        let figures = [of.min_distance, of.median_distance].map(|metres| metres.0.round());
        assert_eq!(figures, [100.0, 100.0], "nothing is taken from the way that nobody heard");
        assert!(of.drift < Metres(1.0), "{met:?}");
    }
}

#[test]
fn visits_between_which_a_ship_was_heard_to_sail_off_are_no_one_meeting_and_a_shift_of_berth_does_not_part_them()
 {
    let host = || heard(OTHER, every(3.0, 0.0, 400.0).map(|at| (at, place(0.0, 100.0), 0.0)));
    let visits = |metres: f64| {
        let way = every(3.0, 73.0, 133.0).map(move |at| {
            let share = 1.0 - ((at - 103.0) / 30.0_f64).abs();
            (at, place(metres * share, 0.0), metres / 1_852.0 * 2.0)
        });
        let lies = |from, to| every(3.0, from, to).map(|at| (at, place(0.0, 0.0), 0.0));
        together(heard(SHIP, lies(0.0, 70.0).chain(way).chain(lies(136.0, 206.0))), host()).len()
    };
    assert_eq!(visits(8_000.0), 0, "two visits of seventy minutes, and a voyage between them");
    assert_eq!(visits(2_000.0), 1);
}

#[test]
fn a_ship_that_lay_for_hours_far_from_where_she_met_another_had_left_her() {
    let watch = |from: f64, to: f64, north: f64, east: f64| {
        every(10.0, from, to).map(move |at| (at, place(north, east), 0.5))
    };
    let meets = |mmsi, east: f64, lies_until: Option<f64>| {
        let between = lies_until.into_iter().flat_map(|until| watch(1_200.0, until, 5_000.0, 30_000.0));
        let again = watch(3_780.0, 3_960.0, 10_000.0, east);
        heard(mmsi, watch(0.0, 180.0, 0.0, east).chain(between).chain(again))
    };
    let met =
        |minutes: f64| together(meets(SHIP, 0.0, Some(1_200.0 + minutes)), meets(OTHER, 200.0, None)).len();
    assert_eq!([met(60.0), met(1_200.0)], [1, 2]);
}

#[test]
fn a_ship_heard_alongside_for_an_hour_met_the_other_though_it_lay_farther_off_unheard_for_longer() {
    let host = || heard(OTHER, every(3.0, 0.0, 400.0).map(|at| (at, place(0.0, 0.0), 0.0)));
    let comes = |north: f64| {
        let first = every(3.0, 0.0, 12.0).map(|at| (at, place(450.0, 0.0), 0.3));
        let next = every(3.0, 24.0, 36.0).map(|at| (at, place(680.0, 0.0), 0.3));
        let last = every(3.0, 276.0, 330.0)
            .map(move |at| (at, place(if at < 282.0 { 680.0 } else { north }, 0.0), 0.3));
        together(heard(SHIP, first.chain(next).chain(last)), host()).len()
    };
    assert_eq!([comes(60.0), comes(450.0)], [1, 0]);
}

#[test]
fn trawlers_of_which_each_is_heard_in_other_passes_kept_together_if_speed_and_course_bring_both_to_one_place()
{
    let way = |at: f64| 77.0 * at;
    let tows = |mmsi, east: f64, first: f64, course: f64| {
        let passes = (0..4).map(move |pass| first + 480.0 * f64::from(pass));
        let mut heard = heard(mmsi, passes.map(|at| (at, place(way(at), east), 2.5)));
        let motion = |speed| Motion { speed, course: Some(Degrees(course)), ..Motion::default() };
        heard.fixes.to_mut().iter_mut().for_each(|fix| fix.told = motion(fix.speed()).into());
        heard
    };
    let [met] = &together(tows(SHIP, 0.0, 0.0, 0.0), tows(OTHER, 300.0, 50.0, 0.0))[..] else {
        panic!("one encounter")
    };
    assert!(hours(met) > 22.0, "{met:?}");
    assert_eq!(together(tows(SHIP, 0.0, 0.0, 0.0), tows(OTHER, 300.0, 50.0, 90.0)), Vec::new());
}

#[test]
fn a_ship_lies_alongside_from_the_minute_in_which_she_came() {
    let lies = heard(SHIP, every(5.0, -60.0, 300.0).map(|at| (at, place(0.0, 0.0), 0.0)));
    let comes = |stays: f64| {
        let way = move |at: f64| place(100.0 + 308.7 * (-at).max(at - stays).max(0.0), 0.0);
        let speed = move |at: f64| if (0.0..=stays).contains(&at) { 0.0 } else { 10.0 };
        heard(OTHER, every(7.0, -59.0, 300.0).map(move |at| (at, way(at), speed(at))))
    };
    let [met] = &together(lies.clone(), comes(123.0))[..] else { panic!("one encounter") };
    assert!((met.interval().span().minutes() - 123.0).abs() < 3.0, "{met:?}");
    assert_eq!(together(lies, comes(116.0)), Vec::new());
}

#[test]
fn a_tanker_adrift_before_a_night_without_satellites_and_after_it_drifted_all_night() {
    let drifts = |gone: f64| {
        let dusk = every(10.0, 0.0, 240.0).map(|at| (at, place(20.0 * at, 0.0), 0.7));
        let dawn = every(10.0, 960.0, 1200.0).map(move |at| (at, place(20.0 * at, gone), 0.7));
        loitering(&heard(SHIP, dusk.chain(dawn)), &CHART, &Options::default())
    };
    assert_eq!(drifts(0.0).iter().map(hours).collect::<Vec<_>>(), [20.0]);
    assert_eq!(drifts(40_000.0).iter().map(hours).collect::<Vec<_>>(), [4.0, 4.0]);
}
