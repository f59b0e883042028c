//! What the built-in chart says of well-known places.

use darkwake_chart::Chart;
use model::{Degrees, Metres, Position};

fn at(lat: f64, lon: f64) -> Position {
    Position::from_degrees(Degrees(lat), Degrees(lon)).expect("the tests name places on Earth")
}

#[test]
fn a_ship_at_a_berth_of_nampo_is_near_nampo() {
    let chart = Chart::builtin();
    let (port, distance) = chart.nearest_port(at(38.72, 125.41)).unwrap();
    assert_eq!((port.name.as_str(), port.country.as_str()), ("Nampo", "KP"));
    assert!(distance < Metres::from_km(3.0) && port.roles.oil_terminal);
}

#[test]
fn a_ship_in_nampo_roads_is_not_put_at_the_berths() {
    let chart = Chart::builtin();
    assert_eq!(chart.nearest_port(at(38.70, 125.29)).unwrap().0.name, "Nampo roads");
}

#[test]
fn the_middle_of_the_yellow_sea_is_far_from_shore_and_the_roads_of_incheon_are_not() {
    let chart = Chart::builtin();
    assert!(chart.shore_distance(at(36.0, 124.0)).km() > 100.0);
    assert!(chart.shore_distance(at(37.3, 126.5)).km() < 20.0);
}

#[test]
fn seoul_is_land_and_the_sea_off_donghae_is_not() {
    let chart = Chart::builtin();
    assert!(chart.on_land(at(37.566, 126.978)));
    assert_eq!(chart.shore_distance(at(37.566, 126.978)), Metres(0.0));
    assert!(!chart.on_land(at(37.5, 129.4)));
}

#[test]
fn the_poles_are_ice_in_the_south_and_sea_in_the_north() {
    let chart = Chart::builtin();
    assert!(chart.on_land(at(-90.0, 0.0)) && !chart.on_land(at(90.0, 0.0)));
}

#[test]
fn the_caspian_is_water() {
    assert!(!Chart::builtin().on_land(at(41.5, 50.5)));
}

#[test]
fn a_line_from_incheon_to_donghae_crosses_land_and_one_round_the_south_does_not() {
    let chart = Chart::builtin();
    let (off_incheon, off_donghae) = (at(37.3, 125.8), at(37.5, 129.4));
    assert!(chart.crosses_land(off_incheon, off_donghae));
    let round = [off_incheon, at(34.0, 124.5), at(33.9, 127.5), at(34.7, 129.4), off_donghae];
    let legs: Vec<bool> = round.windows(2).map(|leg| chart.crosses_land(leg[0], leg[1])).collect();
    assert!(!legs[0], "west of Korea is open water: {legs:?}");
    assert!(!chart.crosses_land(off_donghae, at(36.0, 130.2)));
}

#[test]
fn a_way_across_the_dateline_does_not_cross_the_world() {
    let chart = Chart::builtin();
    assert!(!chart.crosses_land(at(30.0, 179.0), at(30.0, -179.0)));
    assert!(chart.crosses_land(at(30.0, 170.0), at(30.0, 0.0)));
}

#[test]
fn every_answer_about_the_nearest_port_is_that_of_a_full_search() {
    let chart = Chart::builtin();
    for i in 0..400 {
        let place = at(f64::from(i * 37 % 179) - 89.0, f64::from(i * 101 % 360) - 179.5);
        let nearest =
            chart.ports().iter().map(|port| port.position.geodesic(place).0).fold(f64::INFINITY, f64::min);
        let (_, found) = chart.nearest_port(place).unwrap();
        assert!((found.0 - nearest).abs() < 1e-6, "{place}: {found:?} instead of {nearest}");
    }
}

#[test]
fn a_ship_off_shanghai_lies_in_the_search_box_and_in_one_hot_spot() {
    let chart = Chart::builtin();
    let ids: Vec<&str> = chart.areas_at(at(31.0, 124.0)).map(|area| area.id.as_str()).collect();
    assert_eq!(ids, ["ECS_NORTH", "ECS_OUTER"]);
    assert_eq!(chart.areas_at(at(33.5, 124.0)).count(), 0);
}

#[test]
fn bunkering_off_qushan_is_in_a_listed_anchorage_and_a_meeting_far_off_shore_is_not() {
    let chart = Chart::builtin();
    assert!(chart.anchorage_at(at(30.46, 122.48)).is_some_and(|anchorage| anchorage.bunkering));
    assert!(chart.anchorage_at(at(30.46, 123.5)).is_none());
}

#[test]
fn the_transfer_site_off_sokto_is_water_although_the_coarse_coast_is_near() {
    let chart = Chart::builtin();
    assert!(!chart.on_land(at(38.60, 124.95)));
    assert!(chart.shore_distance(at(38.60, 124.95)).km() < 30.0);
}

#[test]
fn a_river_port_is_by_its_water_and_the_hills_behind_the_coast_are_not() {
    let chart = Chart::builtin();
    assert_eq!(chart.landlocked(at(36.0, 124.0)), Metres(0.0));
    let wuhan = chart.nearest_port(at(30.58, 114.28)).unwrap().0.position;
    assert!(chart.landlocked(wuhan).km() < 1.0);
    let hills = chart.landlocked(at(36.5, 128.3));
    assert!((40.0..110.0).contains(&hills.km()), "{hills:?}");
}
