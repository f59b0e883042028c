//! Prisms of ships that fall silent and are heard again.

use proptest::prelude::*;
use rstar::Envelope;

use model::{Degrees, Fleet, Metres, Told, Track};

use super::*;
use crate::Options;
use crate::world::{CHART, hull, minute, place, track};

/// Falls silent at a place and is heard again `away` km off, so many hours later.
fn prism(off: (f64, f64), bearing: f64, away: f64, from_h: f64, hours: f64) -> Prism<'static> {
    let off = Position::from_degrees(Degrees(off.0), Degrees(off.1)).unwrap();
    let lying = |place| End { place, course: None };
    let (start, end) = (minute(from_h * 60.0), minute((from_h + hours) * 60.0));
    Prism {
        hull: hull(440_000_001),
        silence: Interval::between(start, end),
        off: lying(off),
        on: Some(lying(off.towards(Degrees(bearing), Metres::from_km(away)))),
        home: None,
        speed: Knots(12.0),
        cruise: None,
        transfer: DarkOptions::default().stay.oil,
        seaways: None,
    }
}

/// How well courses and times agree with a stop at a place that is not too far.
fn at_best(prism: &Prism<'_>, place: Position) -> f64 {
    let outing =
        Outing { from: prism.off.place, to: prism.on.map(|on| on.place), within: Metres::from_km(1e4) };
    prism.agreement(place, outing.straight(place).unwrap(), &DarkOptions::default())
}

#[test]
fn a_ship_silent_for_a_day_could_have_gone_for_eleven_hours_and_come_back() {
    let day = prism((36.0, 124.0), 0.0, 0.0, 0.0, 24.0);
    let at = |hours: f64| day.off.place.towards(Degrees(90.0), Metres(12.0 * 1852.0 * hours));
    assert!((day.window(at(11.0)).unwrap().span().hours() - 2.0).abs() < 0.01);
    assert_eq!(day.window(at(12.1)), None);
}

#[test]
fn a_ship_that_told_more_than_is_usual_or_came_farther_is_held_to_no_less_and_a_wrong_reading_is_not_believed()
 {
    let top_speed = |told, km: f64| {
        of_silence(10.0, [place(0.0, 0.0), place(km * 1000.0, 0.0)], told, |prism| prism.speed.0)
    };
    assert_eq!([top_speed([10.0, 9.0], 100.0), top_speed([60.0, 9.0], 100.0)], [12.0; 2]);
    assert!((top_speed([16.9, 9.0], 100.0) - 16.9).abs() < 0.1);
    assert!((top_speed([9.0, 14.1], 100.0) - 14.1).abs() < 0.1);
    assert!((top_speed([16.9, 9.0], 350.0) - 350.0 / 18.52 * 1.1).abs() < 0.1);
}

#[test]
fn a_ship_that_steered_for_a_place_and_came_from_it_probably_was_there() {
    let meeting = Position::from_degrees(Degrees(36.0), Degrees(125.0)).unwrap();
    let still = prism((36.0, 124.0), 0.0, 0.0, 0.0, 16.7);
    let steering = |out: f64, back: f64| Prism {
        off: End { course: Some(Degrees(out)), ..still.off },
        on: still.on.map(|on| End { course: Some(Degrees(back)), ..on }),
        ..still
    };
    let by_courses = |out, back, place| at_best(&steering(out, back), place) / at_best(&still, place);
    assert!(by_courses(90.0, 270.0, meeting) > 30.0);
    assert!(by_courses(0.0, 0.0, meeting) < 0.5);
    let there = still.off.place.towards(Degrees(10.0), Metres(500.0));
    assert!((by_courses(90.0, 270.0, there) - 1.0).abs() < 1e-12);
}

#[test]
fn a_ship_that_sailed_straight_on_stopped_nowhere_on_its_way() {
    let passage = prism((36.0, 124.0), 90.0, 300.0, 0.0, 24.0);
    let bound = |end: End| End { course: Some(Degrees(90.0)), ..end };
    let passage = Prism { off: bound(passage.off), on: passage.on.map(bound), ..passage };
    let half_way = passage.landmarks()[1];
    let at = |speed| at_best(&Prism { cruise: Some(Knots(speed)), ..passage }, half_way);
    assert!(at(6.8) < 1.0, "no time to stop");
    assert!(at(10.0) > 5.0, "eight hours");
}

#[test]
fn a_silence_no_longer_than_the_way_and_a_transfer_hides_one_sooner_than_one_of_days() {
    let options = DarkOptions::default();
    let silent = |hours| prism((36.0, 124.0), 90.0, 50.0, 0.0, hours);
    let at = |prism: Prism<'_>| at_best(&prism, prism.landmarks()[1]);
    // 50 km take 2.7 h at 10 kn.
    assert!(at(silent(10.0)) > 2.0 && at(silent(3.0)) < 0.2 && at(silent(90.0)) < 0.2);
    let of_coal = |hours| silent(hours).transferring_for(options.stay.dry);
    assert!(at(of_coal(24.0)) > at(silent(24.0)) && at(of_coal(8.0)) < at(silent(8.0)));
}

#[test]
fn a_ship_not_heard_again_on_its_way_home_probably_went_home() {
    let open = Prism { on: None, ..prism((37.6, 123.4), 0.0, 0.0, 0.0, 24.0) };
    let bound = Prism { off: End { course: Some(Degrees(40.0)), ..open.off }, ..open };
    let ahead = bound.off.place.towards(Degrees(40.0), Metres::from_km(40.0));
    let home = bound.off.place.towards(Degrees(45.0), Metres::from_km(200.0));
    assert!(at_best(&bound, ahead) > 5.0);
    assert!(at_best(&bound.bound_for(Some(home)), ahead) < 2.0);
}

#[test]
fn courses_cross_where_both_ships_were_bound_and_not_astern() {
    let bound = |lat: f64, course: f64| {
        let still = prism((lat, 124.0), 0.0, 0.0, 0.0, 24.0);
        Prism { off: End { course: Some(Degrees(course)), ..still.off }, ..still }
    };
    let crossing: Vec<Position> = bound(35.5, 45.0).crossings(&bound(36.5, 135.0)).collect();
    let expected =
        Position::from_degrees(Degrees(36.0), Degrees(124.0 + 0.5 / 36f64.to_radians().cos())).unwrap();
    assert!(crossing.len() == 1 && crossing[0].distance(expected) < Metres::from_km(3.0), "{crossing:?}");
    assert_eq!(bound(35.5, 225.0).crossings(&bound(36.5, 315.0)).count(), 0);
    assert_eq!(bound(35.5, 0.0).crossings(&bound(36.5, 0.0)).count(), 0);
}

/// What holds of the prism of a ship that was heard here and there, a span apart, telling a speed each time.
fn of_silence<T>(hours: f64, ends: [Position; 2], told: [f64; 2], holds: impl FnOnce(&Prism<'_>) -> T) -> T {
    let heard = track(440_000_001, [(0.0, ends[0]), (hours * 60.0, ends[1])]);
    let telling = heard.fixes.iter().zip(told);
    let fixes: Vec<Fix> =
        telling.map(|(fix, told)| Fix { told: Told::at_speed(Knots(told)), ..*fix }).collect();
    let heard = Track { fixes: fixes.into(), ..heard };
    let (fleet, options) = (Fleet { tracks: vec![heard], vessels: Vec::new() }, Options::default());
    let sea = Sea::new(&fleet, &[], &CHART, &options).unwrap();
    let [last, next] = [0, 1].map(|at| &fleet.tracks[0].fixes[at]);
    holds(&Prism::between(hull(440_000_001), Ends { last, next: Some(next) }, &sea))
}

fn at(lat: f64, lon: f64) -> Position {
    Position::from_degrees(Degrees(lat), Degrees(lon)).unwrap()
}

#[test]
fn a_ship_silent_west_of_korea_could_not_have_been_east_of_it_and_back_by_way_of_the_land() {
    let (west, east, south) = (at(36.3, 125.6), at(36.5, 130.2), at(33.9, 128.0));
    of_silence(45.0, [west; 2], [6.0; 2], |there_and_back| {
        assert_eq!(there_and_back.window(east), None);
        assert!(there_and_back.window(south).is_some());
        let as_the_crow_flies = Prism { seaways: None, ..*there_and_back };
        assert!(as_the_crow_flies.window(east).unwrap().span() > DarkOptions::default().at_least);
    });
}

#[test]
fn a_ship_that_came_through_a_canal_is_held_up_by_no_land() {
    let (port_said, suez) = (at(31.5, 32.4), at(29.6, 32.5));
    let amid = port_said.interpolate(suez, 0.5);
    assert!(of_silence(24.0, [port_said, suez], [6.0; 2], |through| through.window(amid).is_some()));
}

proptest! {
    #[test]
    fn a_ship_can_have_been_with_one_adrift_from_the_first_moment_to_the_last_at_which_it_can_have_come_and_not_have_left(
        bearing in 0.0..360.0f64, away in 0.0..200.0f64, hours in 6.0..60.0f64, from in -10.0..10.0f64,
        north in -300.0..300.0f64, drift in -5.0..5.0f64, waits in 4.0..60.0f64,
    ) {
        let prism = prism((36.0, 124.0), bearing, away, 0.0, hours);
        let time = Interval::between(minute(from * 60.0), minute((from + waits) * 60.0));
        // Up to five kilometres an hour, a third of the top speed's.
        let place = |moment: Timestamp| {
            let hours = (moment - time.start()).hours();
            place((north + drift * hours) * 1000.0, 0.0)
        };
        let can = |step: i64| {
            let moment = time.start().saturating_add(Span::from_ms(time.span().ms() * step / 2000));
            prism.window(place(moment)).is_some_and(|window| window.contains(moment)).then_some(moment)
        };
        let moments: Vec<Timestamp> = (0..=2000).filter_map(can).collect();
        let found = prism.with(time, Span::from_hours(1), place);
        let tick = Span::from_ms(time.span().ms() / 2000 + 2000);
        match (moments.first(), moments.last(), found) {
            (Some(&first), Some(&last), Some(found)) => {
                prop_assert!((first - found.start()).ms().abs() <= tick.ms(), "{first:?} {found:?}");
                prop_assert!((last - found.end()).ms().abs() <= tick.ms(), "{last:?} {found:?}");
            }
            (Some(&first), Some(&last), None) => prop_assert!(last - first <= Span::from_hours(1), "{first:?} {last:?}"),
            (None, None, found) => prop_assert!(found.is_none_or(|found| found.span() <= tick), "{found:?}"),
            other => prop_assert!(false, "{other:?}"),
        }
    }

    #[test]
    fn every_place_and_time_that_could_be_reached_lies_in_a_box(
        lat in -90.0..90.0f64, lon in -180.0..180.0f64, bearing in 0.0..360.0f64, away in 0.0..200.0f64,
        hours in 6.0..60.0f64, side in 0.0..360.0f64, off in 0.0..600.0f64, share in 0.0..1.0f64,
    ) {
        let prism = prism((lat, lon), bearing, away, 0.0, hours);
        let place = prism.off.place.towards(Degrees(side), Metres::from_km(off));
        if let Some(window) = prism.window(place) {
            let time = window.start().saturating_add(Span::from_ms((window.span().ms() as f64 * share) as i64));
            let point = [place.lat(), place.lon(), extent::hours(time)];
            let boxes = prism.boxes(Span::from_hours(12));
            prop_assert!(boxes.iter().any(|of_slab| of_slab.contains_point(&point)), "{point:?} in {boxes:?}");
        }
    }

    #[test]
    fn no_place_gives_two_ships_more_time_than_the_bound(
        lat in -60.0..60.0f64, east in -2.0..2.0f64, bearings in prop::array::uniform2(0.0..360.0f64),
        away in prop::array::uniform2(0.0..150.0f64), late in -10.0..10.0f64, hours in prop::array::uniform2(8.0..40.0f64),
    ) {
        let a = prism((lat, 179.0), bearings[0], away[0], 20.0, hours[0]);
        let b = prism((lat, 177.9 + east), bearings[1], away[1], 20.0 + late, hours[1]);
        for place in a.landmarks().into_iter().chain(b.landmarks()) {
            let together = a.window(place).zip(b.window(place)).and_then(|(a, b)| a.overlap(b));
            if let Some(found) = together {
                prop_assert!(found.span().ms() <= a.most_together(&b).ms() + 2);
            }
        }
    }
}
