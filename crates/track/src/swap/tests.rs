//! Two ships that exchange their numbers, and their near misses.

use std::collections::BTreeMap;

use model::{
    BroadcastImo, Event, Finding, Fix, HullId, Location, Metres, Mmsi, Position, StaticReport, Timestamp,
};

use super::*;
use crate::testing::{at, dimensions, hours, mmsi, says, voyage};
use crate::{build, identity_changes, shared_identities};

const A: u32 = 312_000_001;
const B: u32 = 613_000_002;
/// When they exchange them.
const NOON: f64 = 12.0;

/// What a ship tells: IMO number (zero for none), name, metres from the antenna to bow and stern.
type Tells = (u32, &'static str, [u16; 2]);

const STAR: Tells = (9_074_729, "EAST STAR", [150, 30]);
const MOON: Tells = (8_914_934, "WEST MOON", [80, 16]);

/// All that was heard of two ships that lie at sea for a day, by numbers.
#[derive(Default)]
struct Heard {
    fixes: Vec<Fix>,
    said: Vec<StaticReport>,
}

/// Which number the first of the two sends at a time, and which the other.
type Numbers = fn(f64) -> [u32; 2];

fn exchanged(hour: f64) -> [u32; 2] {
    if hour < NOON { [A, B] } else { [B, A] }
}

fn kept(_: f64) -> [u32; 2] {
    [A, B]
}

/// What each of two numbers tells at a time.
type Data = fn(f64) -> [Tells; 2];

fn crosswise(hour: f64) -> [Tells; 2] {
    if hour < NOON { [STAR, MOON] } else { [MOON, STAR] }
}

fn hour_of(time: Timestamp) -> f64 {
    (time - hours(0.0)).hours()
}

/// Two ships drift so many metres apart, and are silent for so many hours until past noon; a static report each hour.
fn lie(apart: f64, silent: f64, numbers: Numbers, data: Data) -> Heard {
    let first = at(35.0, 124.0);
    let places = [first, first.towards(model::Degrees(0.0), Metres(apart))];
    let is_heard = |hour: f64| hour < NOON - silent || hour >= NOON;
    let mut heard = Heard::default();
    for (ship, place) in places.into_iter().enumerate() {
        let fixes = drift(place).into_iter().filter(|fix| is_heard(hour_of(fix.time)));
        heard.fixes.extend(fixes.map(|fix| sent(fix, numbers(hour_of(fix.time))[ship])));
    }
    for (place, number) in [A, B].into_iter().enumerate() {
        let told = (0..24).map(|hour| f64::from(hour) + 0.55).filter(|hour| is_heard(*hour));
        heard.said.extend(told.map(|hour| telling(number, hour, data(hour)[place])));
    }
    heard
}

fn drift(from: Position) -> Vec<Fix> {
    voyage(from, 70.0, 0.7, (0.0, 24.0), 6.0)
}

fn sent(fix: Fix, number: u32) -> Fix {
    let row = fix.time.ms() as u64 * 2 + u64::from(number == B);
    Fix { mmsi: mmsi(number), location: Location::row(fix.location.file(), row), ..fix }
}

fn telling(number: u32, hour: f64, (imo, name, [bow, stern]): Tells) -> StaticReport {
    StaticReport {
        mmsi: mmsi(number),
        imo: BroadcastImo::from_field(imo),
        name: Some(name.to_owned()).filter(|name| !name.is_empty()),
        dimensions: dimensions(bow, stern, 8, 8),
        ..says(hour)
    }
}

/// The hulls told apart in the end, and the changes of number.
fn look(heard: Heard) -> (Fleet, Vec<Swap>, Vec<Event>) {
    let mut numbers: BTreeMap<Mmsi, (Vec<Fix>, Vec<StaticReport>)> = BTreeMap::new();
    heard.fixes.into_iter().for_each(|fix| numbers.entry(fix.mmsi).or_default().0.push(fix));
    heard.said.into_iter().for_each(|said| numbers.entry(said.mmsi).or_default().1.push(said));
    let (mut fleet, mut turnovers) = (Fleet::default(), Vec::new());
    for (fixes, said) in numbers.into_values() {
        let tracked = build(fixes, said, &Options::default());
        fleet.tracks.extend(tracked.tracks);
        fleet.vessels.extend(tracked.vessels);
        turnovers.extend(tracked.turnovers);
    }
    let (options, of_change) = (Options::default(), IdentityChangeOptions::default());
    let swaps = tell_apart_swapped(&mut fleet, &turnovers, &options, &of_change);
    let changes = identity_changes(&fleet, &swaps, &of_change);
    assert!(shared_identities(&fleet, &swaps).is_empty(), "told once");
    (fleet, swaps, changes)
}

fn changes(heard: Heard) -> Vec<(String, String)> {
    let told = look(heard).2.into_iter();
    told.map(|event| (event.parties.a.to_string(), event.parties.b.unwrap().to_string())).collect()
}

/// From A to B and from B to A, each to its second hull.
fn both_ways() -> Vec<(String, String)> {
    let second = |number: u32| format!("{number}#2");
    vec![(A.to_string(), second(B)), (B.to_string(), second(A))]
}

#[test]
fn two_that_lie_alongside_and_exchange_their_numbers_each_go_on_under_the_others() {
    let (fleet, _, events) = look(lie(60.0, 0.0, exchanged, crosswise));
    assert_eq!(events.len(), 2);
    for event in &events {
        let Finding::IdentityChange(change) = &event.finding else { panic!("{event:?}") };
        assert!(change.probability > 0.99 && change.distance.0 < 200.0, "{change:?}");
        assert!(event.end.is_some_and(|end| event.start < end && end - event.start == change.silence));
        assert_eq!(event.cites.len(), 4);
    }
    let names: Vec<_> =
        fleet.vessels.iter().map(|it| (it.hull.to_string(), it.identity.name.as_deref())).collect();
    let [a, b] = [A, B].map(|number| number.to_string());
    let [a2, b2] = [A, B].map(|number| format!("{number}#2"));
    assert_eq!(
        names,
        [(a, Some("EAST STAR")), (a2, Some("WEST MOON")), (b, Some("WEST MOON")), (b2, Some("EAST STAR"))]
    );
    assert!(fleet.tracks.iter().map(|track| track.hull).eq(fleet.vessels.iter().map(|vessel| vessel.hull)));
    for vessel in &fleet.vessels {
        let named = |said: model::Said<'_>| said.name.as_deref() == vessel.identity.name.as_deref();
        assert!(vessel.timeline.iter().all(named), "{}", vessel.hull);
    }
}

#[test]
fn numbers_exchanged_a_mile_apart_are_told_with_each_hull_at_its_own_place() {
    let (fleet, _, events) = look(lie(1_852.0, 0.0, exchanged, crosswise));
    assert_eq!(events.len(), 2);
    assert!(events.iter().all(|event| event.end == Some(hours(NOON))), "{events:?}");
    for track in &fleet.tracks {
        let ways = track.fixes.windows(2).map(|pair| pair[0].position.distance(pair[1].position).0);
        assert!(ways.fold(0.0, f64::max) < 500.0, "{}", track.hull);
    }
}

#[test]
fn two_that_are_silent_for_five_hours_and_heard_again_crosswise_have_exchanged_their_numbers() {
    let (_, _, events) = look(lie(300.0, 5.0, exchanged, crosswise));
    let silences: Vec<f64> = events.iter().map(|event| (event.end.unwrap() - event.start).hours()).collect();
    assert!(
        silences.len() == 2 && silences.iter().all(|silence| (silence - 5.1).abs() < 0.11),
        "{silences:?}"
    );
}

#[test]
fn two_ships_each_of_which_tells_the_others_data_a_mile_off_keep_their_numbers() {
    assert_eq!(changes(lie(1_852.0, 0.0, kept, crosswise)), []);
}

#[test]
fn two_ships_five_hundred_kilometres_apart_exchange_no_number() {
    assert_eq!(changes(lie(500_000.0, 0.0, kept, crosswise)), []);
    assert_eq!(changes(lie(500_000.0, 5.0, kept, crosswise)), []);
}

#[test]
fn one_that_takes_the_imo_number_of_another_that_keeps_its_own_borrows_it() {
    let one_sided: Data = |hour| if hour < NOON { [STAR, MOON] } else { [MOON, MOON] };
    assert_eq!(changes(lie(60.0, 0.0, kept, one_sided)), []);
}

#[test]
fn imo_numbers_told_crosswise_once_are_mistyped() {
    let once: Data = |hour| if (12.0..13.0).contains(&hour) { [MOON, STAR] } else { [STAR, MOON] };
    assert_eq!(changes(lie(60.0, 0.0, kept, once)), []);
    let twice: Data = |hour| if (12.0..14.0).contains(&hour) { [MOON, STAR] } else { [STAR, MOON] };
    assert_eq!(changes(lie(60.0, 0.0, kept, twice)).len(), 4, "there and back");
}

#[test]
fn a_ship_that_is_renamed_beside_one_that_is_renamed_too_keeps_its_number() {
    let renamed: Data = |hour| {
        if hour < NOON { [STAR, MOON] } else { [(STAR.0, "NEW STAR", STAR.2), (MOON.0, "NEW MOON", MOON.2)] }
    };
    assert_eq!(changes(lie(60.0, 0.0, kept, renamed)), []);
}

#[test]
fn names_told_crosswise_without_imo_numbers_are_an_exchange_with_their_iron_and_alone_are_none() {
    const NO_STAR: Tells = (0, STAR.1, STAR.2);
    const NO_MOON: Tells = (0, MOON.1, MOON.2);
    let with_iron: Data = |hour| if hour < NOON { [NO_STAR, NO_MOON] } else { [NO_MOON, NO_STAR] };
    assert_eq!(changes(lie(60.0, 0.0, exchanged, with_iron)), both_ways());
    let names: Data = |hour| {
        if hour < NOON { [NO_STAR, NO_MOON] } else { [(0, MOON.1, STAR.2), (0, STAR.1, MOON.2)] }
    };
    assert_eq!(changes(lie(60.0, 0.0, kept, names)), []);
    let of_sisters: Data = |hour| {
        let sister: Tells = (0, MOON.1, STAR.2);
        if hour < NOON { [NO_STAR, sister] } else { [sister, NO_STAR] }
    };
    assert_eq!(changes(lie(60.0, 0.0, kept, of_sisters)), []);
    let one_has_an_imo_number: Data = |hour| if hour < NOON { [STAR, NO_MOON] } else { [NO_MOON, STAR] };
    assert_eq!(changes(lie(60.0, 0.0, exchanged, one_has_an_imo_number)), []);
}

#[test]
fn sister_ships_whose_crews_correct_what_was_mistyped_keep_their_numbers() {
    let dimensions_alone: Data = |hour| {
        if hour < NOON { [STAR, MOON] } else { [(STAR.0, STAR.1, MOON.2), (MOON.0, MOON.1, STAR.2)] }
    };
    assert_eq!(changes(lie(60.0, 0.0, kept, dimensions_alone)), []);
    let imo_numbers_alone: Data = |hour| {
        if hour < NOON { [STAR, MOON] } else { [(MOON.0, STAR.1, STAR.2), (STAR.0, MOON.1, MOON.2)] }
    };
    assert_eq!(changes(lie(60.0, 0.0, kept, imo_numbers_alone)), []);
    let nameless: Data = |hour| {
        if hour < NOON {
            [(STAR.0, "", STAR.2), (MOON.0, "", MOON.2)]
        } else {
            [(MOON.0, "", STAR.2), (STAR.0, "", MOON.2)]
        }
    };
    assert_eq!(changes(lie(60.0, 0.0, kept, nameless)), [], "the iron stays");
}

#[test]
fn an_imo_number_with_a_wrong_check_digit_is_nobodys() {
    const WRONG: Tells = (8_914_935, MOON.1, MOON.2);
    let wrong: Data = |hour| if hour < NOON { [STAR, WRONG] } else { [WRONG, STAR] };
    assert_eq!(changes(lie(60.0, 0.0, exchanged, wrong)), []);
}

#[test]
fn a_third_number_that_tells_the_same_leaves_it_open_which_were_exchanged() {
    let mut heard = lie(60.0, 0.0, exchanged, crosswise);
    let third = 445_000_003;
    let like_b =
        heard.fixes.iter().filter(|fix| fix.mmsi == mmsi(B)).map(|fix| Fix { mmsi: mmsi(third), ..*fix });
    let like_b: Vec<Fix> = like_b.collect();
    heard.fixes.extend(like_b);
    let like_b = heard.said.iter().filter(|said| said.mmsi == mmsi(B));
    let like_b: Vec<StaticReport> =
        like_b.map(|said| StaticReport { mmsi: mmsi(third), ..said.clone() }).collect();
    heard.said.extend(like_b);
    assert_eq!(changes(heard), []);
}

#[test]
fn the_order_of_the_records_changes_nothing_and_the_hulls_of_a_case_are_parted_once_more_as_the_run_did() {
    let there_and_back: Numbers = |hour| if (NOON..18.0).contains(&hour) { [B, A] } else { [A, B] };
    let data: Data = |hour| if (NOON..18.0).contains(&hour) { [MOON, STAR] } else { [STAR, MOON] };
    let heard = || lie(60.0, 0.0, there_and_back, data);
    let mut backwards = heard();
    backwards.fixes.reverse();
    backwards.said.reverse();
    let (fleet, swaps, events) = look(heard());
    assert_eq!((events.len(), fleet.tracks.len()), (4, 6));
    assert_eq!((fleet.clone(), swaps, events), look(backwards));
    for number in [A, B].map(mmsi) {
        let of_number = |hull: HullId| hull.mmsi == number;
        let fixes = heard().fixes.into_iter().filter(|fix| fix.mmsi == number).collect();
        let said = heard().said.into_iter().filter(|said| said.mmsi == number).collect();
        let alone = build(fixes, said, &Options::default());
        assert_eq!(alone.vessels.len(), 1);
        let tracks: Vec<_> = fleet.tracks.iter().filter(|track| of_number(track.hull)).cloned().collect();
        let vessels: Vec<_> = fleet.vessels.iter().filter(|it| of_number(it.hull)).cloned().collect();
        assert_eq!(told_by_each(alone.vessels, &tracks, &alone.turnovers, &Options::default()), vessels);
    }
}
