//! Dark rendezvous: meetings that silences make possible.
//!
//! Two questions: could they have met (the prisms of their silences leave time for it), and how probable is it that
//! they did (`pair`: the courses before and after agree with a place, the trades fit, and few others fit as well).

use std::collections::BTreeMap;

use chart::Chart;
use model::{Event, Fleet, HullId, Interval, Parties, Span};

use crate::pair::{Pairs, Possible, judge};
use crate::possible::{Scene, with_possible};
use crate::share::Share;
use crate::telling::event;
use crate::whoever::Whoever;
use crate::{Options, sort};

/// The meetings that `gaps` allow, in the order of [`crate::sort`]: with a hull that waits without a visible partner, or
/// beside which the silent one was last or next heard, if only for hours; with another silent hull; and those of a hull that waits
/// alone with one that is never heard.
///
/// `others` are what else the hulls did: waits, of which those that are mostly an encounter have a visible partner;
/// changes of draught, which tell that cargo moved; and changes of number, since no hull meets itself. Only merchant-like
/// hulls take part (ship station, tanker, cargo ship or type unknown) and, of the gaps, only those off shore; open ones,
/// in which a hull could have gone anywhere, only with hulls that wait. A meeting is kept if it is probable enough and
/// among the likeliest few of each of its parties. Most of the work is on each silence by itself, and shared among threads.
pub fn dark_rendezvous(
    gaps: &[Event],
    others: &[Event],
    fleet: &Fleet,
    chart: &Chart,
    options: &Options,
    share: &impl Share,
) -> Vec<Event> {
    let told = |possible: &mut dyn Iterator<Item = Possible>, scene: &Scene<'_>| {
        let pairs = Pairs::of(possible.map(|possible| possible.pair));
        let judged = judge(&pairs, &options.dark);
        let whoever = Whoever::of(&pairs, &judged, scene);
        let mut events = share.each(judged.len(), |at| event(&judged[at], &whoever));
        keep_the_likeliest(&mut events, options.dark.one_within);
        sort(&mut events);
        events
    };
    with_possible(gaps, others, fleet, chart, options, share, told).unwrap_or_default()
}

/// The finds of two hulls within a few hours are about one meeting: two silences of a hull may leave about the same hours for it, and
/// one that lay still through a silence has both waited and been silent. Of such finds, likeliest first, the first is told.
fn keep_the_likeliest(finds: &mut Vec<Event>, one_within: Span) {
    let mut told: BTreeMap<[Option<HullId>; 2], Vec<Interval>> = BTreeMap::new();
    finds.retain(|find| {
        let hours = told.entry(hulls_in_order(find.parties)).or_default();
        let is_new = !hours.iter().any(|&other| are_one(other, find.interval(), one_within));
        if is_new {
            hours.push(find.interval());
        }
        is_new
    });
}

/// A with B is B with A.
fn hulls_in_order(Parties { a, b }: Parties) -> [Option<HullId>; 2] {
    let mut hulls = [Some(a), b];
    hulls.sort_unstable();
    hulls
}

fn are_one(one: Interval, other: Interval, within: Span) -> bool {
    let apart = (other.start() - one.end()).max(one.start() - other.end());
    apart <= within
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use model::{
        Degrees, DraughtChange, Finding, Knots, Metres, Motion, Position, Reception, Surroundings, Track,
    };

    use super::*;
    use crate::world::{CHART, every, lying, minute, place, track};
    use crate::{OneThread, encounters, gaps, loitering};

    const TANKER: u32 = 440_000_001;
    const OTHER: u32 = 440_000_002;

    fn found(tracks: Vec<Track>) -> Vec<Event> {
        found_by(&Options::default(), tracks)
    }

    /// The same of meetings for which little speaks.
    fn found_at_all(tracks: Vec<Track>) -> Vec<Event> {
        let mut options = Options::default();
        options.dark.probability_at_least = 0.01;
        found_by(&options, tracks)
    }

    fn found_by(options: &Options, tracks: Vec<Track>) -> Vec<Event> {
        let fleet = Fleet { tracks, vessels: Vec::new() };
        let end = minute(3000.0);
        let of_each = |track: &Track| gaps(track, end, &Reception::default(), &CHART, options);
        let silences: Vec<Event> = fleet.tracks.iter().flat_map(of_each).collect();
        let mut waits: Vec<Event> =
            fleet.tracks.iter().flat_map(|track| loitering(track, &CHART, options)).collect();
        waits.extend(encounters(&fleet.tracks, &CHART, options));
        dark_rendezvous(&silences, &waits, &fleet, &CHART, options, &OneThread)
    }

    /// Heard for an hour, silent for `hours`, heard again `away` metres farther north.
    fn silent(mmsi: u32, at: f64, hours: f64, away: f64) -> Track {
        let on = 60.0 + hours * 60.0;
        let fixes = every(10.0, 0.0, 60.0).map(move |minute| (minute, place(at, 0.0)));
        track(
            mmsi,
            fixes.chain(every(10.0, on, on + 60.0).map(move |minute| (minute, place(at + away, 0.0)))),
        )
    }

    #[test]
    fn two_ships_silent_at_one_time_and_place_could_have_met() {
        let both = vec![silent(TANKER, 0.0, 12.0, 20_000.0), silent(OTHER, 30_000.0, 12.0, -20_000.0)];
        let events = found_at_all(both);
        let [event] = &events[..] else { panic!("{events:?}") };
        let Finding::DarkRendezvous(dark) = event.finding else { panic!("{event:?}") };
        assert!(dark.slack >= Span::from_hours(8) && dark.slack <= Span::from_hours(12), "{dark:?}");
        assert!(event.position.distance(place(15_000.0, 0.0)) < Metres::from_km(20.0));
        assert!(minute(60.0) <= dark.possible.start() && dark.possible.end() <= minute(780.0));
        assert!(dark.possible.contains(event.start) && dark.alternatives == 0);
    }

    /// Sails to a place at 10 kn, falls silent there for nine hours and sails on from there.
    fn calling(mmsi: u32, at: Position, silent_from: f64) -> Track {
        let before = every(10.0, silent_from - 60.0, silent_from);
        let heard = before.chain(every(10.0, silent_from + 540.0, silent_from + 600.0));
        let away = move |minute: f64| {
            300.0 * ((minute - silent_from).min(0.0) + (minute - silent_from - 540.0).max(0.0))
        };
        track(mmsi, heard.map(move |minute| (minute, at.towards(Degrees(0.0), Metres(away(minute))))))
    }

    #[test]
    fn two_ships_that_had_time_for_each_other_at_one_place_alone_met_no_nearer_than_ships_that_meet_lie() {
        let radius = |ships: [Track; 2]| {
            let mut events = found_at_all(ships.to_vec());
            events.retain(|event| event.parties.b.is_some());
            let [Event { finding: Finding::DarkRendezvous(dark), .. }] = events[..] else {
                panic!("{events:?}")
            };
            dark.pair_radius
        };
        let for_two_hours =
            [calling(TANKER, place(0.0, 0.0), 60.0), calling(OTHER, place(100.0, 0.0), 479.0)];
        assert_eq!(radius(for_two_hours), Options::default().encounter.enter);
        let on_passage = [silent(TANKER, 0.0, 12.0, 20_000.0), silent(OTHER, 30_000.0, 12.0, -20_000.0)];
        assert!(radius(on_passage) > Metres::from_km(5.0));
    }

    #[test]
    fn two_silent_ships_too_far_apart_to_reach_each_other_could_not() {
        let apart = vec![silent(TANKER, 0.0, 12.0, 20_000.0), silent(OTHER, 300_000.0, 12.0, -20_000.0)];
        assert!(found_at_all(apart).is_empty());
    }

    #[test]
    fn a_ship_that_waits_alone_could_have_met_a_silent_one_and_one_with_company_needs_no_other() {
        let waits = lying(OTHER, place(25_000.0, 0.0), 120.0, 700.0);
        let events = found(vec![silent(TANKER, 0.0, 12.0, 20_000.0), waits.clone()]);
        let with_the_silent: Vec<&Event> = events.iter().filter(|event| event.parties.b.is_some()).collect();
        let [event] = with_the_silent[..] else { panic!("{events:?}") };
        assert_eq!(event.parties.a, waits.hull);
        assert!(event.position.distance(place(25_000.0, 0.0)) < Metres(1.0));
        // 25 km at 12 kn take 67 minutes.
        assert!(((event.start - minute(60.0)).minutes() - 67.5).abs() < 2.0, "{event:?}");
        let company = lying(440_000_003, place(25_300.0, 0.0), 120.0, 700.0);
        assert!(found(vec![silent(TANKER, 0.0, 12.0, 20_000.0), waits, company]).is_empty());
    }

    /// Under way until it stops, adrift there at so many knots as it is heard last, and found 40 km on after some hours.
    fn stops(knots: f64, hours: f64) -> Track {
        let way = every(15.0, 0.0, 120.0).map(|at| (at, place(300.0 * at, 0.0)));
        let on = 120.0 + hours * 60.0;
        let leaves = every(10.0, on, on + 60.0).map(move |at| (at, place(76_000.0 + 300.0 * (at - on), 0.0)));
        let mut ship = track(OTHER, way.chain(leaves));
        for fix in ship.fixes.to_mut() {
            let is_last = fix.time == minute(120.0);
            let speed = Some(Knots(if is_last { knots } else { 10.0 }));
            fix.told = Motion { speed, course: Some(Degrees(0.0)), ..Motion::default() }.into();
        }
        ship
    }

    #[test]
    fn a_ship_that_lay_as_she_went_unheard_may_have_waited_for_another_and_one_that_sailed_on_did_not_wait() {
        let silent = || {
            let heard = every(10.0, 0.0, 60.0).chain(every(10.0, 900.0, 960.0));
            track(TANKER, heard.map(|minute| (minute, place(60_000.0, 0.0))))
        };
        let waited = |ship: Track| -> Option<Interval> {
            let events = found(vec![silent(), ship]);
            let of_wait = |event: &&Event| event.parties.a.mmsi.get() == OTHER && event.parties.b.is_some();
            events.iter().find(of_wait).map(Event::interval)
        };
        let lay = waited(stops(0.5, 14.0)).expect("she lay when last heard");
        assert!(lay.start() >= minute(100.0) && lay.end() <= minute(120.0 + 12.0 * 60.0), "{lay:?}");
        assert_eq!(waited(stops(9.0, 14.0)), None);
        assert_eq!(waited(stops(0.5, 5.0)), None, "no time for four hours beside her way on");
        let mut stuck = stops(0.0, 14.0);
        stuck
            .fixes
            .to_mut()
            .iter_mut()
            .for_each(|fix| fix.told = Motion { speed: Some(Knots(0.0)), ..Motion::default() }.into());
        assert_eq!(waited(stuck), None, "a speed log that is stuck at nothing");
    }

    /// Adrift at two thirds of a knot, heard every five minutes.
    fn adrift(mmsi: u32, from: f64, to: f64) -> Track {
        adrift_at(mmsi, 25_000.0, from, to)
    }

    fn adrift_at(mmsi: u32, north: f64, from: f64, to: f64) -> Track {
        track(mmsi, every(5.0, from, to).map(|at| (at, place(north + 20.0 * at, 0.0))))
    }

    #[test]
    fn a_silent_ship_meets_one_adrift_where_that_is_by_then_and_not_half_way_along() {
        // Three and a half days adrift at 0.9 kn to the south take it from 300 km to 150 km north of where the other falls silent.
        let drifting = |from_north: f64, pace: f64| {
            track(OTHER, every(20.0, 0.0, 5000.0).map(move |at| (at, place(from_north + pace * at, 0.0))))
        };
        let silent = || {
            let heard = every(10.0, 3600.0, 3700.0).chain(every(10.0, 4900.0, 5000.0));
            track(TANKER, heard.map(|minute| (minute, place(0.0, 0.0))))
        };
        let met = |waiting: Track| {
            let events = found(vec![silent(), waiting]);
            events.into_iter().find(|event| event.parties.b.is_some())
        };
        // 20 h allow 220 km out and back; it is 225 km away on the mean, 190 at first and 150 at last.
        let event = met(drifting(300_000.0, -30.0)).expect("it came within reach");
        assert!(event.start >= minute(3700.0) && event.interval().end() <= minute(4900.0), "{event:?}");
        assert!(met(drifting(80_000.0, 45.0)).is_none(), "it was out of reach by then");
    }

    /// A change of draught told after so many minutes, which a wait from the second hour on may explain.
    fn draught_told(hull: HullId, call_possible: bool) -> Event {
        let change = DraughtChange { before: Metres(3.0), after: Metres(6.0), call_possible };
        Event {
            finding: Finding::DraughtChange(change),
            parties: Parties { a: hull, b: None },
            start: minute(120.0),
            end: Some(minute(900.0)),
            position: place(25_000.0, 0.0),
            surroundings: Surroundings::default(),
            cites: Vec::new(),
        }
    }

    #[test]
    fn a_ship_that_waits_alone_and_comes_deeper_met_one_never_heard_unless_it_may_have_called() {
        let waiting = adrift(OTHER, 120.0, 700.0);
        let told = |call_possible| {
            let waits = loitering(&waiting, &CHART, &Options::default());
            let others = [waits, vec![draught_told(waiting.hull, call_possible)]].concat();
            let fleet = Fleet { tracks: vec![waiting.clone()], vessels: Vec::new() };
            dark_rendezvous(&[], &others, &fleet, &CHART, &Options::default(), &OneThread)
        };
        let [event] = &told(false)[..] else { panic!("one meeting") };
        assert_eq!(event.parties, Parties { a: waiting.hull, b: None });
        let probability = |event: &Event| match event.finding {
            Finding::DarkRendezvous(dark) if dark.probability_by_courses == 0.0 => dark.probability,
            _ => panic!("{event:?}"),
        };
        let met = probability(event);
        assert!(met > 0.2, "{event:?}");
        assert!(told(true).iter().map(probability).all(|doubtful| doubtful < met / 3.0));
    }

    #[test]
    fn the_circle_of_whoever_met_reaches_those_whom_the_silent_ship_may_have_met_instead() {
        let waiting = |mmsi, north: f64| adrift_at(mmsi, north, 120.0, 700.0);
        let told = |others: Vec<Track>| {
            let silent = silent(TANKER, 0.0, 12.0, 20_000.0);
            let events = found([vec![silent, waiting(OTHER, 25_000.0)], others].concat());
            let of_the_two = |event: &&Event| {
                event.parties.a.mmsi.get() == OTHER && event.parties.b.is_some_and(|b| b.mmsi.get() == TANKER)
            };
            let event = events.iter().find(of_the_two).expect("the two may have met");
            let Finding::DarkRendezvous(dark) = event.finding else { panic!("{event:?}") };
            assert!(dark.possible.start() <= event.start && event.interval().end() <= dark.possible.end());
            dark
        };
        let [alone, beside_others] =
            [told(vec![]), told(vec![waiting(440_000_005, -40_000.0), waiting(440_000_006, -45_000.0)])];
        assert_eq!(alone.pair_radius, beside_others.pair_radius);
        assert!(beside_others.radius > Metres::from_km(60.0), "{beside_others:?}");
        assert!(alone.pair_radius <= alone.radius && alone.radius < beside_others.radius, "{alone:?}");
    }

    #[test]
    fn a_silent_ship_last_heard_beside_a_raft_was_its_third() {
        let raft =
            || [(OTHER, 0.0), (440_000_003, 60.0)].map(|(mmsi, at)| lying(mmsi, place(at, 0.0), 0.0, 900.0));
        let third = |away: f64| {
            let heard = every(10.0, 300.0, 310.0).chain(every(10.0, 800.0, 860.0));
            track(TANKER, heard.map(move |minute| (minute, place(away + 20.0 * (minute - 300.0), 0.0))))
        };
        let waiting = |away| -> BTreeSet<HullId> {
            let events = found([third(away)].into_iter().chain(raft()).collect());
            events.iter().map(|event| event.parties.a).collect()
        };
        assert_eq!(waiting(100.0), BTreeSet::from(raft().map(|ship| ship.hull)));
        assert!(waiting(2_000.0).is_empty());
    }

    #[test]
    fn a_ship_heard_beside_one_that_waits_and_hours_later_leaving_may_have_lain_there() {
        let waits = || lying(OTHER, place(0.0, 0.0), 0.0, 1_700.0);
        let partner = |beside: f64, hours: f64| {
            let way = every(5.0, 240.0, 300.0).map(move |at| (at, place(beside + 260.0 * (300.0 - at), 0.0)));
            let on = 300.0 + hours * 60.0;
            let leaves =
                every(5.0, on, on + 120.0).map(move |at| (at, place(5_000.0 + 260.0 * (at - on), 0.0)));
            let events = found(vec![track(TANKER, way.chain(leaves)), waits()]);
            let with_it =
                events.into_iter().find(|event| event.parties.b.is_some_and(|b| b.mmsi.get() == TANKER));
            with_it.map(|event| event.interval().span().hours())
        };
        let lay = partner(400.0, 5.0).expect("five hours beside the other");
        assert!(lay > 4.0 && lay < 5.0, "{lay}");
        assert_eq!(partner(2_000.0, 5.0), None, "never heard beside it");
        assert_eq!(partner(400.0, 1.5), None, "in that time she did not stay for two hours");
    }

    #[test]
    fn two_silent_ships_that_steer_at_each_other_could_have_met_half_way() {
        let sails = |mmsi, from_north: f64, pace: f64, silent_from: f64| {
            let way = move |at: f64| place(from_north + pace * at, 0.0);
            let before = every(10.0, silent_from - 60.0, silent_from).map(move |at| (at, way(at)));
            let on = silent_from + 1_200.0;
            let back = move |at: f64| place(from_north + pace * (silent_from - (at - on)), 0.0);
            let after = every(10.0, on, on + 60.0).map(move |at| (at, back(at)));
            let mut ship = track(mmsi, before.chain(after));
            for fix in ship.fixes.to_mut() {
                let is_before = fix.time <= minute(silent_from);
                let course = if is_before == (pace > 0.0) { 0.0 } else { 180.0 };
                let speed = Some(Knots(10.0));
                fix.told = Motion { speed, course: Some(Degrees(course)), ..Motion::default() }.into();
            }
            ship
        };
        let events =
            found(vec![sails(TANKER, -100_000.0, 300.0, 60.0), sails(OTHER, 100_000.0, -300.0, 60.0)]);
        let [event] = &events[..] else { panic!("{events:?}") };
        assert!(event.position.distance(place(0.0, 0.0)) < Metres::from_km(15.0), "{event:?}");
    }

    /// Lies, as often as it is heard, at a place, with a silence in the middle.
    fn still(mmsi: u32, at: Position, silence: [f64; 2]) -> Track {
        let heard = every(10.0, 0.0, silence[0]).chain(every(10.0, silence[1], 1800.0));
        track(mmsi, heard.map(move |minute| (minute, at)))
    }

    fn hours_of(events: &[Event], [one, other]: [u32; 2]) -> Vec<Interval> {
        let is_theirs = |event: &&Event| {
            let hulls = [Some(event.parties.a), event.parties.b].map(|hull| hull.map(|hull| hull.mmsi.get()));
            hulls == [Some(one), Some(other)] || hulls == [Some(other), Some(one)]
        };
        events.iter().filter(is_theirs).map(Event::interval).collect()
    }

    #[test]
    fn two_ships_that_lay_still_through_their_silences_met_once_whichever_waited() {
        let ships = [
            still(TANKER, place(0.0, 0.0), [300.0, 1000.0]),
            still(OTHER, place(30_000.0, 0.0), [340.0, 1050.0]),
        ];
        assert_eq!(hours_of(&found(ships.to_vec()), [TANKER, OTHER]).len(), 1);
    }

    #[test]
    fn two_ships_told_to_lie_together_through_their_silences_are_not_told_to_have_met_unheard_too() {
        let together = |hulls: [u32; 2], apart: f64| {
            let [one, other] = [(hulls[0], 0.0), (hulls[1], apart)]
                .map(|(mmsi, north)| still(mmsi, place(north, 0.0), [300.0, 900.0]));
            found(vec![one, other])
        };
        let events = together([TANKER, OTHER], 100.0);
        assert!(hours_of(&events, [TANKER, OTHER]).is_empty(), "{events:?}");
        assert_eq!(hours_of(&together([TANKER, OTHER], 30_000.0), [TANKER, OTHER]).len(), 1);
    }

    #[test]
    fn two_meetings_of_one_pair_at_different_hours_are_told_apart() {
        let hull = |mmsi| crate::world::hull(mmsi);
        let find = |a, b, from: f64, to: f64| Event {
            parties: Parties { a: hull(a), b: Some(hull(b)) },
            start: minute(from),
            end: Some(minute(to)),
            ..draught_told(hull(a), false)
        };
        let mut finds = vec![
            find(OTHER, TANKER, 300.0, 600.0),
            find(TANKER, OTHER, 800.0, 900.0),
            find(TANKER, OTHER, 750.0, 790.0),
            find(TANKER, OTHER, 599.0, 700.0),
            find(TANKER, 440_000_003, 300.0, 600.0),
        ];
        let expected = [0, 1, 4].map(|at: usize| finds[at].clone());
        keep_the_likeliest(&mut finds, Span::from_hours(3));
        assert_eq!(finds, expected);
    }

    #[test]
    fn a_handheld_radio_is_no_merchant_ship() {
        let waits = lying(OTHER, place(25_000.0, 0.0), 120.0, 700.0);
        let events = found(vec![silent(840_000_001, 0.0, 12.0, 20_000.0), waits]);
        assert!(events.iter().all(|event| event.parties.b.is_none()), "{events:?}");
    }
}
