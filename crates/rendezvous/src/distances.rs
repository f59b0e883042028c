//! Distances are those on the earth: thresholds and figures to a ten-thousandth, whichever way two ships lie and wherever they do.

use model::{Degrees, Encounter, Event, Finding, Position, Scale, Track};

use crate::world::{CHART, lying, place};
use crate::{Options, encounters};

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

fn anchored() -> Track {
    lying(TANKER, place(0.0, 0.0), -600.0, 600.0)
}

#[test]
fn neighbours_501_m_apart_on_the_earth_do_not_meet_and_those_499_m_apart_do_whichever_way_they_lie() {
    for bearing in (0..360).step_by(30).map(f64::from) {
        let (sin, cos) = bearing.to_radians().sin_cos();
        let neighbour = |away: f64| lying(OTHER, place(away * cos, away * sin), -600.0, 600.0);
        assert_eq!(met(&[anchored(), neighbour(501.0)]), [], "bearing {bearing}");
        let found = met(&[anchored(), neighbour(499.0)]);
        assert_eq!(found.len(), 1, "bearing {bearing}");
        let told = figures(&found[0]);
        for metres in [told.min_distance.0, told.median_distance.0] {
            assert!((metres - 499.0).abs() < 0.05, "bearing {bearing}: {told:?}");
        }
    }
}

#[test]
fn ships_beached_on_ice_at_a_pole_meet_when_they_lie_within_500_m_whatever_their_longitudes() {
    let at = |from_pole: f64, lon: f64| {
        let lat = 90.0 - from_pole / (Scale::MOST_M * 1e7);
        Position::from_degrees(Degrees(lat), Degrees(lon)).unwrap()
    };
    let met = |one: Position, other: Position| {
        met(&[lying(TANKER, one, 0.0, 600.0), lying(OTHER, other, 0.0, 600.0)])
    };
    for (one, other, metres) in [
        (at(245.0, 10.0), at(245.0, -170.0), 490.0),
        (at(0.0, 0.0), at(490.0, 77.0), 490.0),
        (at(300.0, 170.0), at(300.0, -140.0), 2.0 * 300.0 * 25.0f64.to_radians().sin()),
        (at(11_000.0, 10.0), at(11_000.0, 12.5), 2.0 * 11_000.0 * 1.25f64.to_radians().sin()),
        (at(60_000.0, -179.8), at(60_000.0, 179.75), 2.0 * 60_000.0 * 0.225f64.to_radians().sin()),
    ] {
        let found = met(one, other);
        assert_eq!(found.len(), 1, "{one} and {other}");
        assert!((figures(&found[0]).min_distance.0 - metres).abs() < 0.1, "{metres} m: {found:?}");
    }
    for (one, other) in [(at(255.0, 10.0), at(255.0, -170.0)), (at(0.0, 0.0), at(510.0, 77.0))] {
        assert_eq!(met(one, other), [], "{one} and {other}");
    }
}
