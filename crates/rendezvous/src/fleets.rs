//! Many ships at one place: a fleet that works together, a barge that goes from ship to ship. Nobody can tell by distance and time that
//! they transfer nothing; that others lie beside them is told.

use model::{Beside, Encounter, Event, Finding, Track};

use crate::world::{CHART, every, lying, place, track};
use crate::{Options, encounters};

fn met(tracks: &[Track]) -> Vec<Event> {
    encounters(tracks, &CHART, &Options::default())
}

fn beside(event: &Event) -> Beside {
    match event.finding {
        Finding::Encounter(Encounter { beside, .. }) => beside.expect("it is told of encounters"),
        _ => panic!("not an encounter"),
    }
}

/// Jiggers in rows of four, so many metres apart, with their lamps lit through the night.
fn fleet(count: u32, apart: f64) -> Vec<Track> {
    let at = |number: u32| place(apart * f64::from(number / 4), apart * f64::from(number % 4));
    (0..count).map(|number| lying(440_000_000 + number, at(number), 0.0, 600.0)).collect()
}

#[test]
fn each_two_neighbours_of_a_squid_fleet_of_a_dozen_meet_among_others_and_two_jiggers_alone_meet_alone() {
    let found = met(&fleet(12, 450.0));
    assert_eq!(found.len(), 3 * 3 + 2 * 4, "in rows and between them");
    assert!(found.iter().all(|event| beside(event).either >= 4 && event.surroundings.others_near == 10));
    let alone = met(&fleet(2, 450.0));
    assert_eq!((alone.len(), beside(&alone[0])), (1, Beside::default()));
    assert_eq!(met(&fleet(12, 750.0)), []);
}

/// A barge that lies for `hours` beside each of three ships so far apart.
fn rounds(hours: f64, apart: f64) -> Vec<Event> {
    let ships =
        (0..3).map(|number| lying(440_000_001 + number, place(apart * f64::from(number), 0.0), 0.0, 1_200.0));
    let north = |at: f64| apart * (at / (hours * 60.0)).floor().min(2.0);
    let barge = track(440_000_009, every(2.0, 0.0, hours * 180.0).map(|at| (at, place(north(at), 40.0))));
    met(&ships.chain([barge]).collect::<Vec<_>>())
}

#[test]
fn a_barge_that_serves_three_ships_of_a_roadstead_meets_each_alone_and_a_barge_in_a_raft_meets_them_together()
{
    let served = rounds(4.0, 1_500.0);
    assert_eq!(served.len(), 3);
    assert!(served.iter().all(|event| beside(event).either == 0), "{served:?}");
    assert!(rounds(1.5, 1_500.0).is_empty(), "an hour and a half beside each is too short");
    let together = rounds(4.0, 50.0);
    assert!(together.iter().all(|event| beside(event).both == 2), "{together:?}");
    assert_eq!(together.len(), 6);
}
