//! Laws that hold for any archive: what a silence means does not depend on how its records came, or on the world far away.

use model::{Degrees, Event, Finding, Fix, Fleet, Mmsi, Position, SilenceFacts, Span, Timestamp, Track};
use proptest::prelude::*;

use super::tests::gap;
use super::{SilenceWeights, judge_silences};
use crate::testing::{at, fix_at, mmsi, track};
use crate::{ReceptionOptions, learn_reception};

/// Ships that lie within a degree or two of each other and are heard in some hours of three days.
fn fleet() -> impl Strategy<Value = Vec<Track>> {
    let ship = (0..20_u32, 0..20_u32, prop::collection::btree_set(0..72_u32, 2..40));
    prop::collection::vec(ship, 3..8).prop_map(|ships| {
        let lying = |(number, (north, east, heard)): (u32, (u32, u32, std::collections::BTreeSet<u32>))| {
            let place = at(36.03 + f64::from(north) * 0.1, 124.03 + f64::from(east) * 0.1);
            let mmsi = mmsi(412_000_001 + number);
            let fix = |hour: u32| Fix { mmsi, ..fix_at(f64::from(hour) + 0.4, place) };
            track(heard.into_iter().map(fix).collect())
        };
        (0..).zip(ships).map(lying).collect()
    })
}

/// What is said of every silence of six hours or more, by ship and time.
fn judged(tracks: Vec<Track>) -> Vec<(Mmsi, Timestamp, Option<SilenceFacts>)> {
    let silences = silences_judged(tracks);
    silences.iter().map(|event| (event.parties.a.mmsi, event.start, facts(event))).collect()
}

/// Every silence of six hours or more, judged by what all of the ships were heard.
pub(super) fn silences_judged(mut tracks: Vec<Track>) -> Vec<Event> {
    let reception = learn_reception(&tracks, &ReceptionOptions::default());
    tracks.sort_by_key(|track| track.hull);
    let silent = |track: &Track| -> Vec<Event> {
        let pairs = track.fixes.windows(2).filter(|pair| pair[1].time - pair[0].time > Span::from_hours(6));
        pairs.map(|pair| gap(track, pair[0].time, Some(pair[1].time))).collect()
    };
    let mut silences: Vec<Event> = tracks.iter().flat_map(silent).collect();
    let fleet = Fleet { tracks, vessels: Vec::new() };
    judge_silences(&mut silences, &fleet, &reception, |_| true, &SilenceWeights::builtin());
    silences
}

fn facts(event: &Event) -> Option<SilenceFacts> {
    let Finding::Gap(gap) = &event.finding else { return None };
    gap.p_intentional.inspect(|p| assert!((0.0..=1.0).contains(p)));
    gap.facts
}

fn moved(tracks: &[Track], fix: impl Fn(&Fix) -> Fix) -> Vec<Track> {
    tracks.iter().map(|of| track(of.fixes.iter().map(&fix).collect())).collect()
}

fn eastward(position: Position, degrees: f64) -> Position {
    let lon = (position.lon() + degrees + 180.0).rem_euclid(360.0) - 180.0;
    Position::from_degrees(Degrees(position.lat()), Degrees(lon)).unwrap()
}

/// The same to a millionth: sums of rates come in another order.
fn alike(one: Option<SilenceFacts>, other: Option<SilenceFacts>) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-6 * (1.0 + a.abs());
    match (one, other) {
        (Some(one), Some(other)) => {
            near(one.missed, other.missed)
                && near(one.missed_else, other.missed_else)
                && near(one.others, other.others)
                && near(one.idle.secs(), other.idle.secs())
                && one.together == other.together
        }
        (one, other) => one.is_none() && other.is_none(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn days_later_a_silence_means_the_same(tracks in fleet(), days in 1..3000_i64) {
        let later = |fix: &Fix| Fix { time: fix.time.saturating_add(Span::from_hours(24 * days)), ..*fix };
        let (now, then) = (judged(tracks.clone()), judged(moved(&tracks, later)));
        prop_assert_eq!(now.len(), then.len());
        for (now, then) in now.into_iter().zip(then) {
            prop_assert_eq!(now.1.saturating_add(Span::from_hours(24 * days)), then.1);
            prop_assert!(alike(now.2, then.2), "{:?} {:?}", now, then);
        }
    }

    #[test]
    fn on_the_other_side_of_the_date_line_a_silence_means_the_same(tracks in fleet(), steps in 10..13_i32) {
        let east = |fix: &Fix| Fix { position: eastward(fix.position, f64::from(steps) * 5.0), ..*fix };
        let (here, there) = (judged(tracks.clone()), judged(moved(&tracks, east)));
        prop_assert_eq!(here.len(), there.len());
        for (here, there) in here.into_iter().zip(there) {
            prop_assert!(alike(here.2, there.2), "{:?} {:?}", here, there);
        }
    }

    #[test]
    fn ships_far_away_change_nothing(tracks in fleet(), away in 20..40_i32) {
        let far = |fix: &Fix| Fix {
            mmsi: mmsi(fix.mmsi.get() + 100_000),
            position: eastward(fix.position, f64::from(away)),
            ..*fix
        };
        let alone = judged(tracks.clone());
        let both = judged([tracks.clone(), moved(&tracks, far)].concat());
        for one in alone {
            let same = both.iter().find(|other| (other.0, other.1) == (one.0, one.1)).unwrap();
            prop_assert!(alike(one.2, same.2), "{:?} {:?}", one, same);
        }
    }

    #[test]
    fn in_another_order_the_same_is_said(tracks in fleet().prop_flat_map(|tracks| (Just(tracks.clone()), Just(tracks).prop_shuffle()))) {
        prop_assert_eq!(judged(tracks.0), judged(tracks.1));
    }
}
