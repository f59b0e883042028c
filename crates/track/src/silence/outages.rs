//! Outages of a station, however long, beside ships that do switch off: a harbour as one station hears it.

use model::{Degrees, Event, Finding, Fix, Metres, Mmsi, Track};

use super::laws::silences_judged;
use crate::testing::{self, at, fix_at, mmsi, track};

/// Ten days.
const HOURS: u32 = 240;
/// The outage, or the silence of one ship, begins.
const FROM: u32 = 80;
const MOORED: u32 = 10;

fn number(ship: u32) -> Mmsi {
    mmsi(412_000_001 + ship)
}

/// A ship heard every hour but those in which nobody hears it.
fn heard(ship: u32, from: (f64, f64), knots: f64, unheard: impl Fn(u32) -> bool) -> Track {
    let place =
        |hour: u32| at(from.0, from.1).towards(Degrees(90.0), Metres(knots * 1852.0 * f64::from(hour)));
    let told = testing::sailing(knots, 90.0);
    let fix = |hour: u32| Fix { mmsi: number(ship), told, ..fix_at(f64::from(hour) + 0.4, place(hour)) };
    track((0..HOURS).filter(|hour| !unheard(*hour)).map(fix).collect())
}

/// Ten ships moored in a harbour, three that pass it one after the other, and one far off that another station hears.
fn harbour(is_down: impl Fn(u32) -> bool) -> Vec<Track> {
    let moored = (0..MOORED).map(|ship| heard(ship, (35.1, 129.02 + f64::from(ship) * 0.005), 0.0, &is_down));
    let passing = (0..3).map(|ship| {
        // In the harbour while the station fails, one after the other.
        let west_by = f64::from(FROM + ship * 12) * 10.0 / 60.0 / 0.818;
        heard(MOORED + ship, (35.1, 129.04 - west_by), 10.0, |hour| is_down(hour) || hour > FROM + 110)
    });
    let far = heard(MOORED + 3, (33.0, 126.0), 0.0, |_| false);
    moored.chain(passing).chain([far]).collect()
}

/// How probably each silence of six hours or more was chosen, by ship.
fn judged(tracks: Vec<Track>) -> Vec<(Mmsi, Option<f64>)> {
    let p = |event: &Event| match &event.finding {
        Finding::Gap(gap) => (event.parties.a.mmsi, gap.p_intentional),
        other => panic!("{other:?}"),
    };
    silences_judged(tracks).iter().map(p).collect()
}

#[test]
fn when_the_station_of_a_harbour_fails_for_half_a_day_or_for_four_days_no_ship_looks_switched_off() {
    for hours in [12, 26, 48, 96] {
        let found = judged(harbour(|hour| (FROM..FROM + hours).contains(&hour)));
        assert!(found.len() >= MOORED as usize, "{hours} h: {found:?}");
        assert!(found.iter().all(|(_, p)| p.is_none_or(|p| p < 0.3)), "{hours} h: {found:?}");
        assert!(found.iter().any(|(_, p)| p.is_some()), "{hours} h: {found:?}");
    }
}

#[test]
fn one_ship_of_a_harbour_that_falls_silent_among_those_that_are_heard_looks_switched_off() {
    for hours in [14, 26, 48, 96] {
        let mut tracks = harbour(|_| false);
        let silent = |hour| (FROM..FROM + hours).contains(&hour);
        tracks[3] = heard(3, (35.1, 129.035), 0.0, silent);
        let found = judged(tracks);
        let [(ship, Some(p))] = found[..] else { panic!("{hours} h: {found:?}") };
        assert!(ship == number(3) && p > 0.7, "{hours} h: {found:?}");
    }
}

#[test]
fn one_ship_that_is_silent_for_two_days_more_than_a_station_that_failed_still_looks_switched_off() {
    let is_down = |hour: u32| (FROM..FROM + 26).contains(&hour);
    let mut tracks = harbour(is_down);
    tracks[3] = heard(3, (35.1, 129.035), 0.0, |hour| (FROM..FROM + 74).contains(&hour));
    let found = judged(tracks);
    let of = |ship: u32| found.iter().find(|(its, _)| *its == number(ship)).and_then(|(_, p)| *p).unwrap();
    assert!(of(3) > 0.7 && of(4) < 0.3, "{found:?}");
}

/// Ships moored in a harbour, of which some are unheard together for so many hours, and one far off that another station hears.
fn moored(count: u32, unheard: u32, hours: u32) -> Vec<Track> {
    let silent = |ship: u32| move |hour| ship < unheard && (FROM..FROM + hours).contains(&hour);
    let moored =
        (0..count).map(|ship| heard(ship, (35.1, 129.02 + f64::from(ship) * 0.005), 0.0, silent(ship)));
    moored.chain([heard(MOORED + 3, (33.0, 126.0), 0.0, |_| false)]).collect()
}

#[test]
fn of_two_ships_that_lie_alone_and_fall_silent_together_neither_looks_switched_off_and_one_of_them_does_alone()
 {
    for hours in [12, 26, 48] {
        let p = |unheard| {
            judged(moored(2, unheard, hours)).into_iter().filter_map(|(_, p)| p).collect::<Vec<_>>()
        };
        let (both, one) = (p(2), p(1));
        assert!(both.len() == 2 && both.iter().all(|p| *p < 0.15), "{hours} h: {both:?}");
        assert!(one.len() == 1 && one[0] > 0.5, "{hours} h: {one:?}");
    }
}

#[test]
fn when_one_receiver_of_two_fails_and_half_of_a_port_goes_on_being_heard_no_ship_looks_switched_off() {
    for hours in [12, 26, 48] {
        let found = judged(moored(MOORED, MOORED / 2, hours));
        assert!(
            found.len() == 5 && found.iter().all(|(_, p)| p.is_some_and(|p| p < 0.05)),
            "{hours} h: {found:?}"
        );
    }
}
