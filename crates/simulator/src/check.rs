//! What must hold of a simulated world by its true motion.

use std::sync::OnceLock;

use chart::Chart;
use model::{Interval, Knots, Metres, Span, Timestamp};

use crate::Options;
use crate::hull::{Doing, Hull, Stretch};
use crate::motion::Motion;
use crate::simulation::{Simulation, simulate};
use crate::truth::{Act, DarkSide, EncounterRow, SilenceCause};

/// The default week, made once for all tests.
fn week() -> &'static Simulation {
    static WEEK: OnceLock<Simulation> = OnceLock::new();
    WEEK.get_or_init(|| simulate(&Options::default()))
}

fn week_span() -> Interval {
    let options = Options::default();
    Interval::between(options.start, options.start.saturating_add(Span::from_hours(24 * 7)))
}

/// Every so many minutes of the week.
fn moments(minutes: i64) -> impl Iterator<Item = Timestamp> {
    (0..7 * 1440 / minutes).map(move |k| week_span().start().saturating_add(Span::from_minutes(k * minutes)))
}

fn distance(one: &Hull, other: &Hull, time: Timestamp) -> Option<Metres> {
    Some(one.place(time)?.distance(other.place(time)?))
}

#[test]
fn ships_do_not_sail_over_land() {
    let chart = Chart::builtin();
    let (mut legs, mut ashore) = (0, Vec::new());
    for (number, hull) in week().hulls.iter().enumerate() {
        for stretch in hull
            .stretches
            .iter()
            .filter(|stretch| week_span().overlap(Interval::between(stretch.from, stretch.to)).is_some())
        {
            if let Motion::Run(run) = stretch.motion {
                legs += 1;
                if chart.crosses_land(run.from, run.to) {
                    ashore.push((number, hull.role, run.from, run.to));
                }
            }
        }
    }
    assert!(
        ashore.len() * 200 < legs,
        "{} of {legs} legs: {:#?}",
        ashore.len(),
        &ashore[..ashore.len().min(8)]
    );
}

#[test]
fn hulls_do_not_jump() {
    for (number, hull) in week().hulls.iter().enumerate() {
        for pair in hull.stretches.windows(2) {
            let time = pair[1].from;
            let before = pair[0].motion.place(time, pair[0].beside);
            let after = pair[1].motion.place(time, pair[1].beside);
            if let (Some(before), Some(after)) = (before, after) {
                let jump = before.distance(after);
                assert!(
                    jump < Metres(60.0),
                    "hull {number} ({}) jumps {jump:?} at {time}: {pair:#?}",
                    hull.role
                );
            }
        }
    }
}

#[test]
fn no_hull_is_faster_than_a_fast_ferry() {
    for hull in &week().hulls {
        for time in moments(61) {
            let speed = hull.at(time).map_or(Knots(0.0), |state| state.speed);
            assert!(speed < Knots(30.0), "{} at {time}: {speed:?}", hull.role);
        }
    }
}

#[test]
fn true_encounters_have_the_separation_they_claim() {
    for row in &week().truth().encounters {
        assert_together(row);
    }
}

fn assert_together(row: &EncounterRow) {
    let (one, other) = (&week().hulls[row.hull_a as usize], &week().hulls[row.hull_b as usize]);
    let minutes = row.interval().span().minutes() as i64;
    assert!(minutes >= 120, "{row:?}");
    let mut closest = Metres(f64::INFINITY);
    for minute in 0..=minutes {
        let time = row.start.saturating_add(Span::from_minutes(minute));
        let apart = distance(one, other, time).unwrap();
        assert!(apart < Metres(702.0), "{apart:?} at {time}: {row:?}");
        assert!([one, other].iter().all(|hull| hull.at(time).unwrap().speed < Knots(3.5)), "{row:?}");
        closest = Metres(closest.0.min(apart.0));
    }
    assert!((closest.0 - row.min_distance_m).abs() < 2.0 + 0.005 * closest.0, "{closest:?}: {row:?}");
}

#[test]
fn every_pair_that_brute_force_finds_near_is_in_the_truth() {
    let hulls = &week().hulls;
    for time in moments(60 * 17 + 7) {
        for (a, one) in hulls.iter().enumerate() {
            for (b, other) in hulls.iter().enumerate().skip(a + 1) {
                if together_for_long(one, other, time) {
                    let listed = week().truth().encounters.iter().any(|row| {
                        (row.hull_a.min(row.hull_b), row.hull_a.max(row.hull_b)) == (a as u32, b as u32)
                            && row.interval().contains(time)
                    });
                    assert!(listed, "{a} and {b} at {time}");
                }
            }
        }
    }
}

/// Within 500 m and slow from an hour and a quarter before to as long after.
fn together_for_long(one: &Hull, other: &Hull, time: Timestamp) -> bool {
    if distance(one, other, time).is_none_or(|apart| apart > Metres(499.0)) {
        return false;
    }
    let mut moments = (-75..=75).map(|minute| time.saturating_add(Span::from_minutes(minute)));
    let slow = |hull: &Hull, time| hull.at(time).is_some_and(|state| state.speed < Knots(3.49));
    moments.all(|time| {
        week_span().contains(time)
            && slow(one, time)
            && slow(other, time)
            && distance(one, other, time).is_some_and(|apart| apart < Metres(499.0))
    })
}

#[test]
fn ships_of_an_oil_story_lie_side_by_side_for_the_whole_transfer() {
    let oil = week().truth().incidents.iter().filter(|row| row.cargo == "oil");
    for incident in oil.filter(|row| row.act == Act::Meeting) {
        let together = week().truth().encounters.iter().find(|row| {
            row.context == "illicit_sts"
                && row.start <= incident.start.saturating_add(Span::from_minutes(3))
                && row.end >= incident.end.saturating_add(Span::from_minutes(-3))
                && row.position().unwrap().distance(incident.position().unwrap()) < Metres(2_000.0)
        });
        let row = together.unwrap_or_else(|| panic!("{incident:?}"));
        assert!((8.0..60.0).contains(&row.min_distance_m), "{row:?}");
    }
}

#[test]
fn a_dark_ship_is_not_heard_and_its_partner_may_be() {
    for row in &week().truth().dark_rendezvous {
        let mut moment = row.start;
        while moment <= row.end {
            let on = |hull: u32| week().hulls[hull as usize].radio.is_on(moment);
            assert!(!on(row.hull_b), "{row:?} at {moment}");
            assert!(row.dark == DarkSide::One || !on(row.hull_a), "{row:?} at {moment}");
            moment = moment.saturating_add(Span::from_minutes(30));
        }
    }
}

#[test]
fn when_both_go_dark_each_is_off_for_more_than_twelve_hours() {
    let both = week().truth().dark_rendezvous.iter().filter(|row| row.dark == DarkSide::Both);
    for row in both {
        for hull in [row.hull_a, row.hull_b] {
            let radio = &week().hulls[hull as usize].radio;
            if radio.identities.is_empty() {
                continue;
            }
            let off = &radio.off;
            let around = off.iter().find(|(span, _)| span.contains(row.start) && span.contains(row.end));
            assert!(around.unwrap().0.span() > Span::from_hours(12), "{row:?}");
        }
    }
}

#[test]
fn an_honest_ship_is_never_silent_for_an_illicit_cause() {
    for row in &week().truth().silences {
        let role = week().hulls[row.hull as usize].role;
        let conspirator = role.starts_with("illicit") || role.starts_with("smuggling");
        assert!(conspirator || row.cause != SilenceCause::SwitchOffIllicit, "{role}: {row:?}");
    }
}

#[test]
fn look_alikes_of_single_cases_are_at_sea_and_take_part_in_nothing() {
    let guilty: Vec<u32> =
        week().truth().dark_rendezvous.iter().flat_map(|row| [row.hull_a, row.hull_b]).collect();
    let single_cases = [
        "long_wait",
        "dprk_coastal",
        "fishing_pair_off_dprk",
        "rajin_coal",
        "detained",
        "deep_draught",
        "squid_renamed",
        "lights_off_dprk",
    ];
    for role in single_cases {
        let of_role = || week().truth().hulls.iter().filter(|hull| hull.role == role);
        assert!(of_role().count() > 0, "no {role}");
        assert!(of_role().all(|hull| !guilty.contains(&hull.hull)), "{role}");
    }
}

#[test]
fn anchored_ships_send_that_they_are_anchored_and_sailing_ships_do_not() {
    let at_anchor = |doing: Doing| doing.status() == 1;
    let stretches = week().hulls.iter().flat_map(|hull| &hull.stretches);
    for stretch in stretches {
        match stretch.motion {
            Motion::Swing(_) => assert!(at_anchor(stretch.doing), "{stretch:?}"),
            Motion::Still { .. } => assert_eq!(stretch.doing, Doing::Moored),
            _ => {}
        }
    }
}

/// The hulls of one role.
fn of_role(role: &str) -> Vec<&'static Hull> {
    week().hulls.iter().filter(|hull| hull.role == role).collect()
}

#[test]
fn a_ship_that_calls_lies_still_at_a_port_that_charts_know() {
    let chart = Chart::builtin();
    let known = ["Nampo", "Nampo roads", "Vostochnyy", "Nakhodka"];
    for incident in week().truth().incidents.iter().filter(|row| row.act == Act::Call) {
        let place = incident.position().unwrap();
        let (port, away) = chart.nearest_port(place).unwrap();
        assert!(
            known.contains(&&*port.name) && away < Metres(3_000.0),
            "{} {away:?}: {incident:?}",
            port.name
        );
        let lies = |hull: &&Hull| {
            let at = |time| hull.at(time).is_some_and(|state| state.position.distance(place) < Metres(20.0));
            at(incident.start) && at(incident.end)
        };
        assert_eq!(of_role("illicit_carrier").iter().copied().filter(lies).count(), 1, "{incident:?}");
    }
}

#[test]
fn whoever_delivers_lies_deeper_before_and_whoever_loads_lies_deeper_after() {
    for row in week().truth().incidents.iter().filter(|row| row.act == Act::Call) {
        let carrier = of_role("illicit_carrier").into_iter().find(|hull| {
            hull.radio.identities.iter().any(|(_, identity)| row.mmsis.contains(&identity.mmsi))
        });
        let mut typed: Vec<f64> = carrier.unwrap().draughts.iter().map(|(_, draught)| draught.0).collect();
        typed.dedup();
        let deepens = typed.windows(2).next().map(|pair| pair[1] > pair[0]);
        assert!(deepens.is_none_or(|deepens| deepens == (row.story != "oil_direct")), "{typed:?}: {row:?}");
    }
}

#[test]
fn the_mother_of_a_chain_lies_beside_each_feeder_before_it_delivers() {
    let truth = week().truth();
    let mothers = ["upstream_supplier", "illicit_mother"];
    let deliveries: Vec<_> = truth.incidents.iter().filter(|row| row.story == "oil_chain").collect();
    assert!(!deliveries.is_empty());
    for delivery in deliveries {
        let feeds = |row: &&EncounterRow| {
            let roles = [row.hull_a, row.hull_b].map(|hull| week().hulls[hull as usize].role);
            let sent =
                [row.mmsi_a, row.mmsi_b].into_iter().flatten().any(|mmsi| delivery.mmsis.contains(&mmsi));
            roles.iter().any(|role| mothers.contains(role)) && sent && row.end < delivery.start
        };
        assert_eq!(truth.encounters.iter().filter(feeds).count(), 1, "{delivery:?}");
    }
}

#[test]
fn the_lawful_supplier_at_the_head_of_a_chain_hides_nothing_and_is_party_to_no_incident() {
    let numbers =
        |hull: &Hull| hull.radio.identities.iter().map(|(_, identity)| identity.mmsi).collect::<Vec<_>>();
    for seed in 1..=4 {
        let world =
            simulate(&Options { seed, days: 5, vessels: 60, illicit_share: 0.5, ..Options::default() });
        for mother in world.hulls.iter().filter(|hull| hull.role == "upstream_supplier") {
            assert!(mother.radio.off.is_empty());
            let own = numbers(mother);
            assert!(
                world.truth().incidents.iter().all(|row| !row.mmsis.iter().any(|mmsi| own.contains(mmsi)))
            );
        }
    }
}

#[test]
fn whoever_delivers_inside_dprk_waters_is_met_off_cho_do_or_sokto() {
    let chart = Chart::builtin();
    for row in week().truth().incidents.iter().filter(|row| row.story == "oil_in_dprk_waters") {
        let place = row.position().unwrap();
        assert!((38.2..38.8).contains(&place.lat()) && (124.5..125.2).contains(&place.lon()), "{row:?}");
        assert!(chart.shore_distance(place) > Metres(1_000.0));
    }
}

#[test]
fn coal_through_rajin_is_loaded_at_rajin_and_a_detained_ship_moves_no_cargo() {
    let rajin = Chart::builtin().ports().iter().find(|port| port.name == "Najin").unwrap().position;
    for carrier in of_role("rajin_coal") {
        let lies = |stretch: &Stretch| {
            let place = stretch.motion.place(stretch.from, stretch.beside);
            stretch.doing == Doing::Moored && place.is_some_and(|at| at.distance(rajin) < Metres(12_000.0))
        };
        assert!(carrier.stretches.iter().any(lies));
    }
    assert!(of_role("detained").iter().all(|hull| hull.draughts.len() == 1));
}

#[test]
fn a_mistyped_draught_is_deeper_than_the_marks_and_no_other_of_the_ship_is() {
    for hull in of_role("deep_draught") {
        let over = hull.draughts.iter().filter(|(_, draught)| *draught > hull.size.laden).count();
        assert!(over >= 1 && over < hull.draughts.len(), "{:?}", hull.draughts);
    }
}

#[test]
fn jiggers_of_no_country_change_their_names_and_boats_with_lights_are_long_and_mostly_silent() {
    let renamed = of_role("squid_renamed").into_iter().filter(|hull| {
        let names = hull.radio.identities.iter().map(|(_, identity)| &identity.name);
        names.collect::<std::collections::BTreeSet<_>>().len() > 1
    });
    assert!(renamed.count() > 2);
    let lights = of_role("lights_off_dprk");
    assert!(lights.iter().all(|hull| hull.size.length >= Metres(50.0)));
    let silent = lights.iter().filter(|hull| moments(120).all(|time| !hull.radio.is_on(time))).count();
    assert!(silent * 2 > lights.len() && silent < lights.len(), "{silent} of {}", lights.len());
}
