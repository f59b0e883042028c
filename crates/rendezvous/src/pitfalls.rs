//! What looks like a transfer and is none, each beside what is one; and the laws that every join must keep.

use model::{Degrees, Encounter, Event, Finding, HullId, Knots, Mmsi, Motion, Position, Span, Told, Track};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::world::{CHART, crowd, every, lying, minute, place, track};
use crate::{Contact, OneThread, Options, StillMotion, contacts_in, count_neighbours, encounters, merge};

const TANKER: u32 = 440_000_001;
const OTHER: u32 = 440_000_002;

fn met(tracks: &[Track]) -> Vec<Event> {
    encounters(tracks, &CHART, &Options::default())
}

fn figures(event: &Event) -> Encounter {
    match event.finding {
        Finding::Encounter(encounter) => encounter,
        _ => panic!("not an encounter"),
    }
}

/// Minutes from noon to start and end.
fn when(event: &Event) -> (f64, f64) {
    let since = |time: model::Timestamp| (time - minute(0.0)).minutes();
    (since(event.start), since(event.end.unwrap()))
}

/// A ship heard every two minutes that is `north` metres north at each minute.
fn moving(mmsi: u32, from: f64, to: f64, north: impl Fn(f64) -> f64) -> Track {
    track(mmsi, every(2.0, from, to).map(|at| (at, place(north(at), 300.0))))
}

/// Metres in a minute at so many knots.
const fn per_minute(knots: f64) -> f64 {
    knots * 1852.0 / 60.0
}

/// Comes alongside at `from`, leaves at `to`, at 6 kn.
fn visitor(from: f64, to: f64) -> Track {
    moving(OTHER, from - 120.0, to + 120.0, |at| {
        per_minute(6.0) * ((from - at).max(0.0) + (at - to).max(0.0))
    })
}

fn anchored() -> Track {
    lying(TANKER, place(0.0, 0.0), -600.0, 1500.0)
}

#[test]
fn a_ship_alongside_for_three_hours_is_an_encounter_and_a_pilot_for_ten_minutes_is_none() {
    let found = met(&[anchored(), visitor(0.0, 180.0)]);
    let [event] = &found[..] else { panic!("{found:?}") };
    let (start, end) = when(event);
    assert!((-5.0..=5.0).contains(&start) && (175.0..=185.0).contains(&end), "{start} to {end}");
    let encounter = figures(event);
    assert!(
        (encounter.min_distance.0 - 300.0).abs() < 2.0 && (encounter.median_distance.0 - 300.0).abs() < 2.0
    );
    assert_eq!((encounter.bridged, encounter.relative_heading), (Span::ZERO, None));
    assert!((4..=6).contains(&event.cites.len()), "first, closest and last of each: {event:?}");
    assert!(met(&[anchored(), visitor(0.0, 10.0)]).is_empty());
}

#[test]
fn ships_that_overtake_or_cross_do_not_meet() {
    let slow = moving(TANKER, 0.0, 600.0, |at| per_minute(8.0) * at);
    let fast = moving(OTHER, 0.0, 600.0, |at| per_minute(8.5) * at - 2000.0);
    assert!(met(&[slow, fast]).is_empty());
    assert!(met(&[anchored(), moving(OTHER, -300.0, 300.0, |at| per_minute(10.0) * at)]).is_empty());
}

#[test]
fn anchored_neighbours_at_600_m_do_not_meet_and_at_450_m_do() {
    let neighbour = |away| lying(OTHER, place(away, 0.0), -600.0, 600.0);
    assert!(met(&[anchored(), neighbour(600.0)]).is_empty());
    assert_eq!(met(&[anchored(), neighbour(450.0)]).len(), 1);
}

#[test]
fn ships_that_swing_between_450_and_650_m_meet_once_and_those_that_swing_to_800_m_lose_the_time_beyond() {
    let swinging = |far: f64| {
        let swing = move |at: f64| if (at / 2.0).rem_euclid(40.0) < 20.0 { 450.0 } else { far };
        let fixes = every(2.0, 0.0, 600.0).map(|at| (at, place(swing(at), 0.0)));
        met(&[anchored(), track(OTHER, fixes.collect::<Vec<_>>())])
    };
    let once = swinging(650.0);
    assert_eq!(once.len(), 1);
    assert_eq!(figures(&once[0]).observed, once[0].interval().span());
    let beyond = swinging(800.0);
    assert_eq!(beyond.len(), 1);
    assert!(figures(&beyond[0]).observed.hours() < 0.6 * beyond[0].interval().span().hours());
}

#[test]
fn a_meeting_of_130_minutes_across_midnight_is_one() {
    let found = met(&[anchored(), visitor(660.0, 790.0)]);
    assert_eq!(found.len(), 1);
    let midnight = minute(720.0);
    assert!(found[0].start < midnight && midnight < found[0].end.unwrap());
    assert!(met(&[anchored(), visitor(660.0, 770.0)]).is_empty());
}

#[test]
fn a_silence_of_one_ship_is_bridged_while_she_drifts_and_never_counted_as_heard() {
    let heard = |silence: f64| {
        let minutes = every(5.0, 0.0, 60.0).chain(every(5.0, 60.0 + silence, 120.0 + silence));
        track(OTHER, minutes.map(|at| (at, place(200.0, 0.0))))
    };
    let found = met(&[anchored(), heard(300.0)]);
    assert_eq!(figures(&found[0]).observed, Span::from_hours(2));
    assert_eq!(figures(&found[0]).bridged, Span::from_hours(5));
    assert!(met(&[anchored(), heard(400.0)]).is_empty());
}

#[test]
fn an_anchored_pair_unheard_overnight_met_once_and_a_pair_heard_apart_meanwhile_met_twice() {
    let visits = |between: Option<f64>| {
        let evening = every(5.0, 0.0, 150.0).map(|at| (at, place(200.0, 0.0)));
        let away = between
            .into_iter()
            .flat_map(|away| every(5.0, 500.0, 560.0).map(move |at| (at, place(away, 0.0))));
        let morning = every(5.0, 900.0, 1050.0).map(|at| (at, place(200.0, 0.0)));
        met(&[anchored(), track(OTHER, evening.chain(away).chain(morning).collect::<Vec<_>>())])
    };
    let once = visits(None);
    assert_eq!(once.len(), 1);
    assert_eq!(figures(&once[0]).observed + figures(&once[0]).bridged, Span::from_hours(5));
    assert_eq!(visits(Some(4_000.0)).len(), 2);
}

#[test]
fn a_silence_that_ends_elsewhere_is_no_contact() {
    let minutes = every(5.0, 0.0, 100.0).map(|at| (at, place(200.0, 0.0)));
    let gone = track(OTHER, minutes.chain([(280.0, place(30_000.0, 0.0))]));
    assert!(met(&[anchored(), gone]).is_empty());
}

#[test]
fn two_contacts_an_hour_apart_are_one_meeting_and_four_hours_apart_are_none() {
    let twice = |pause: f64| {
        let away = move |at: f64| {
            let (leaves, returns) = (70.0, 70.0 + pause);
            (per_minute(5.0) * (at - leaves).max(0.0).min((returns - at).max(0.0))).min(3000.0)
        };
        moving(OTHER, 0.0, 140.0 + pause, away)
    };
    let found = met(&[anchored(), twice(60.0)]);
    assert_eq!(found.len(), 1);
    assert!(figures(&found[0]).observed < Span::from_minutes(160));
    assert!(met(&[anchored(), twice(240.0)]).is_empty());
}

#[test]
fn trawlers_towing_a_net_at_three_knots_are_candidates_and_at_four_are_none() {
    let pair = |knots: f64| {
        let tow = |mmsi, east| {
            track(mmsi, every(2.0, 0.0, 400.0).map(|at| (at, place(per_minute(knots) * at, east))))
        };
        met(&[tow(TANKER, 0.0), tow(OTHER, 300.0)])
    };
    assert_eq!(pair(3.0).len(), 1);
    assert!(pair(4.0).is_empty());
}

/// Two trawlers that share a net, 300 m apart, and turn every two hours; the first is heard at every `every` minutes, the
/// second some minutes later. They report speed and course.
fn trawlers(every_minutes: f64, knots: f64, aside: f64) -> [Track; 2] {
    let way = |at: f64| {
        let (turns, leg) = ((at / 120.0).floor(), per_minute(knots) * 120.0);
        let along = |turns: f64| if turns.rem_euclid(2.0) < 1.0 { 0.0 } else { 1.0 };
        let (mut north, mut east) = (0.0, 0.0);
        for turn in 0..turns as u32 {
            let sideways = along(f64::from(turn));
            north += leg * (1.0 - sideways);
            east += leg * sideways;
        }
        let rest = per_minute(knots) * (at - 120.0 * turns);
        (north + rest * (1.0 - along(turns)), east + rest * along(turns), 90.0 * along(turns))
    };
    let trawler = |mmsi, late: f64, away: f64| {
        let minutes: Vec<f64> = every(every_minutes, late, 1400.0).collect();
        let mut trawler = track(mmsi, minutes.iter().map(|&at| (at, place(way(at).0 + away, way(at).1))));
        for (fix, at) in trawler.fixes.to_mut().iter_mut().zip(minutes) {
            let (speed, course) = (Some(Knots(knots)), Some(Degrees(way(at).2)));
            fix.told = Motion { speed, course, ..Motion::default() }.into();
        }
        trawler
    };
    [trawler(TANKER, 0.0, 0.0), trawler(OTHER, 9.0, aside)]
}

#[test]
fn trawlers_heard_every_hour_and_a_half_keep_company_though_their_straight_lines_part() {
    let found = met(&trawlers(93.0, 3.0, 300.0));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].interval().span() > Span::from_hours(20), "{found:?}");
    assert!(met(&trawlers(93.0, 3.0, 1500.0)).is_empty());
    assert!(met(&trawlers(93.0, 4.2, 300.0)).is_empty(), "a pair that steams at four knots is no meeting");
}

#[test]
fn a_ship_that_arrived_unheard_lay_alongside_since_and_one_that_dawdled_did_not() {
    let arrives = |knots: f64, silent: f64| {
        let mut ship = track(OTHER, [(-silent, place(40_000.0, 0.0))]);
        ship.fixes.to_mut()[0].told = Told::at_speed(Knots(knots));
        ship.fixes.to_mut().extend(&lying(OTHER, place(300.0, 0.0), 0.0, 60.0).fixes);
        met(&[anchored(), ship])
    };
    let found = arrives(12.0, 300.0);
    assert_eq!(found.len(), 1);
    // 39.7 km at 12 kn are 107 minutes of the 300.
    assert!((when(&found[0]).0 + 193.0).abs() < 2.0, "{found:?}");
    assert!((figures(&found[0]).observed.minutes() - 60.0).abs() < 1.0);
    assert!(arrives(4.5, 300.0).is_empty());
    assert!(arrives(12.0, 480.0).is_empty(), "in eight hours she may have stopped or gone round on her way");
}

#[test]
fn two_ships_that_both_arrive_and_leave_between_fixes_met_as_long_as_both_lay_there() {
    // Both steam at 10 kn, 308 m a minute, to lie 100 m apart from -180 to 180, and are heard every 45 minutes, out of step.
    let ship = |mmsi: u32, phase: f64, aside: f64| {
        let off = |at: f64| (at.abs() - 180.0).max(0.0) * per_minute(10.0);
        let mut ship = track(mmsi, every(45.0, -315.0 + phase, 330.0).map(|at| (at, place(off(at), aside))));
        for fix in ship.fixes.to_mut() {
            let is_lying = (fix.time - minute(0.0)).ms().abs() <= 180 * 60_000;
            fix.told = Told::at_speed(Knots(if is_lying { 0.0 } else { 10.0 }));
        }
        ship
    };
    for phase in [10.0, 20.0, 30.0, 40.0] {
        let found = met(&[ship(TANKER, 0.0, 0.0), ship(OTHER, phase, 100.0)]);
        assert_eq!(found.len(), 1, "{phase}");
        let (from, to) = when(&found[0]);
        assert!((from + 180.0).abs() < 3.0 && (to - 180.0).abs() < 3.0, "{phase}: {from} {to}");
    }
}

#[test]
fn two_calls_at_neighbouring_berths_that_nobody_heard_overlap_are_no_meeting() {
    // The first lies for some minutes amid her silences; the other before and after hers, which are ten hours long.
    let call = |mmsi: u32, aside: f64, lies: &[(f64, f64)], under_way: &[f64]| {
        let lying = lies.iter().flat_map(|(from, to)| every(3.0, *from, *to)).map(|at| (at, 0.0, 0.0));
        let sailing = under_way.iter().map(|at| (*at, 10_000.0, 9.0));
        let mut all: Vec<(f64, f64, f64)> = lying.chain(sailing).collect();
        all.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut ship = track(mmsi, all.iter().map(|(at, off, _)| (*at, place(*off, aside))));
        for (fix, (_, _, knots)) in ship.fixes.to_mut().iter_mut().zip(&all) {
            fix.told = Told::at_speed(Knots(*knots));
        }
        ship
    };
    let first = call(TANKER, 0.0, &[(0.0, 6.0)], &[-300.0, 300.0]);
    let other = |silent: f64| {
        call(
            OTHER,
            300.0,
            &[(-0.8 * silent - 6.0, -0.8 * silent), (0.2 * silent, 0.2 * silent + 6.0)],
            &[600.0],
        )
    };
    assert!(met(&[first.clone(), other(600.0)]).is_empty());
    assert_eq!(met(&[first, other(300.0)]).len(), 1, "she lay there");
}

#[test]
fn a_moment_within_the_distance_is_no_entry_and_some_minutes_are() {
    let neighbour = |dip: f64| {
        let away = move |at: f64| if (0.0..dip).contains(&at) { 460.0 } else { 540.0 };
        track(OTHER, every(1.0, -300.0, 300.0).map(|at| (at, place(away(at), 0.0))))
    };
    assert!(met(&[anchored(), neighbour(1.5)]).is_empty());
    assert_eq!(met(&[anchored(), neighbour(8.0)]).len(), 1);
}

#[test]
fn a_boat_that_passes_an_anchored_ship_and_lies_at_its_pier_650_m_off_does_not_meet_her() {
    let boat = |knots: f64| {
        let past = every(0.5, -30.0, -0.5).map(move |at| (at, 650.0 + per_minute(knots) * at));
        let at_pier = every(5.0, 0.0, 600.0).map(|at| (at, 650.0));
        met(&[anchored(), track(OTHER, past.chain(at_pier).map(|(at, north)| (at, place(north, 0.0))))])
    };
    assert!(boat(9.0).is_empty());
    assert_eq!(boat(1.0).len(), 1, "a boat that drifts by is near for long");
}

#[test]
fn two_hulls_under_one_number_are_never_a_pair() {
    let mut twin = lying(TANKER, place(100.0, 0.0), 0.0, 600.0);
    assert_eq!(met(&[anchored(), lying(OTHER, place(100.0, 0.0), 0.0, 600.0)]).len(), 1);
    twin.hull.part = 1;
    assert!(met(&[anchored(), twin]).is_empty());
}

#[test]
fn a_third_hull_alongside_is_near_and_one_five_kilometres_off_is_not() {
    let third = |away| lying(440_000_003, place(away, 0.0), 0.0, 600.0);
    let near = |away| met(&[anchored(), visitor(0.0, 180.0), third(away)])[0].surroundings.others_near;
    assert_eq!((near(1500.0), near(5000.0)), (1, 0));
}

#[test]
fn a_pair_adrift_at_three_knots_meets_by_our_profile_and_not_by_that_of_gfw() {
    let adrift = |mmsi, east, knots: f64| {
        track(mmsi, every(2.0, 0.0, 300.0).map(|at| (at, place(per_minute(knots) * at, east))))
    };
    let gfw = Options { encounter: crate::EncounterOptions::gfw(), ..Options::default() };
    let by_both = |knots| {
        let pair = [adrift(TANKER, 0.0, knots), adrift(OTHER, 300.0, knots)];
        (met(&pair).len(), encounters(&pair, &CHART, &gfw).len())
    };
    assert_eq!((by_both(3.0), by_both(1.0)), ((1, 0), (1, 1)));
}

/// Each law on many small worlds: `change` must leave the encounters as they are, but for what it says it changes.
fn for_each_world(mut check: impl FnMut(Vec<Track>, &mut ChaCha8Rng)) {
    for seed in 10_000..10_060 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let tracks = crowd(&mut rng, place(0.0, 0.0));
        check(tracks, &mut rng);
    }
}

/// Parties and times, which no law may touch.
fn keys(events: &[Event]) -> Vec<(HullId, Option<HullId>, i64, i64)> {
    let key = |event: &Event| {
        (event.parties.a, event.parties.b, event.start.ms(), event.end.map_or(0, model::Timestamp::ms))
    };
    events.iter().map(key).collect()
}

#[test]
fn contacts_may_come_in_any_order() {
    for_each_world(|tracks, rng| {
        let options = Options::default();
        let motion = StillMotion::of(&tracks, 0, &options);
        let slabs = motion.slabs();
        let mut contacts: Vec<Contact> = slabs.iter().flat_map(|slab| contacts_in(slab, &options)).collect();
        contacts.shuffle(rng);
        let mut merged = merge(contacts, &tracks, &CHART, &options, &OneThread);
        count_neighbours(&mut merged, &tracks, &options);
        assert_eq!(merged, encounters(&tracks, &CHART, &options));
    });
}

#[test]
fn the_hour_of_the_day_does_not_matter() {
    for_each_world(|tracks, _| {
        let shift = Span::from_ms(12_345_678);
        let mut later = tracks.clone();
        later
            .iter_mut()
            .flat_map(|track| track.fixes.to_mut())
            .for_each(|fix| fix.time = fix.time.saturating_add(shift));
        let (before, after) = (met(&tracks), met(&later));
        let shifted: Vec<_> = keys(&before)
            .into_iter()
            .map(|(a, b, start, end)| (a, b, start + shift.ms(), end + shift.ms()))
            .collect();
        assert_eq!(shifted, keys(&after));
    });
}

#[test]
fn the_dateline_does_not_matter() {
    for_each_world(|tracks, _| {
        let mut moved = tracks.clone();
        for fix in moved.iter_mut().flat_map(|track| track.fixes.to_mut()) {
            let lon = i64::from(fix.position.lon_e7()) + 560_000_000;
            let lon = crate::plane::short_way(lon) as i32;
            fix.position = Position::from_e7(fix.position.lat_e7(), lon).unwrap();
        }
        assert_eq!(keys(&met(&tracks)), keys(&met(&moved)));
    });
}

#[test]
fn other_numbers_and_far_traffic_do_not_matter() {
    for_each_world(|tracks, _| {
        let mut renamed: Vec<Track> = tracks.iter().rev().cloned().collect();
        let swap = |mmsi: Mmsi| Mmsi::try_from(999_999_999 - mmsi.get()).unwrap();
        renamed.iter_mut().for_each(|track| track.hull.mmsi = swap(track.hull.mmsi));
        renamed.push(lying(1, place(300_000.0, 0.0), 0.0, 900.0));
        let mut back: Vec<_> = keys(&met(&renamed))
            .into_iter()
            .map(|(a, b, start, end)| {
                let same = |hull: HullId| HullId { mmsi: swap(hull.mmsi), ..hull };
                (same(b.unwrap()), Some(same(a)), start, end)
            })
            .collect();
        let mut before = keys(&met(&tracks));
        back.sort_unstable();
        before.sort_unstable();
        assert_eq!(before, back);
    });
}
