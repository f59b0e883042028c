//! `darkwake events`: what ships did, for people and for scripts.

use crate::support::{csv_rows, dark_partner, json, oil_open, on};

/// The columns that scripts rely on, in order; more may follow.
const STABLE: [&str; 19] = [
    "event_id",
    "kind",
    "start",
    "end",
    "mmsi_a",
    "mmsi_b",
    "lat",
    "lon",
    "min_distance_m",
    "median_distance_m",
    "median_speed_kn",
    "observed_minutes",
    "bridged_minutes",
    "p_intentional",
    "radius_km",
    "start_earliest",
    "end_latest",
    "shore_km",
    "port_km",
];

fn kinds(options: &[&str]) -> Vec<String> {
    let rows = csv_rows(&on("events", dark_partner(), &[options, &["--format", "csv"]].concat()).out);
    rows[1..].iter().map(|row| row[1].clone()).collect()
}

#[test]
fn scripts_find_the_stable_columns_of_events_in_order() {
    let rows = csv_rows(&on("events", oil_open(), &["--format", "csv"]).out);
    assert_eq!(rows[0][..STABLE.len()], STABLE);
    assert_eq!(rows[0][STABLE.len()], "in_anchorage");
    let bunkering = rows.iter().find(|row| row[1] == "encounter" && row[4] == "413091630").unwrap();
    assert_eq!((bunkering[5].as_str(), bunkering[19].as_str()), ("636091520", "true"));
}

#[test]
fn a_person_sees_one_event_a_line_and_their_number() {
    let said = on("events", oil_open(), &["--kind", "encounter"]);
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!((said.code, lines.len()), (0, 4), "{}", said.out);
    assert!(lines[0].starts_with("kind ") && lines[0].contains("MMSI b"));
    assert!(lines[1].starts_with("encounter 2019-06-10") && lines[3] == "2 events.");
    let none = on("events", oil_open(), &["--vessel", "219000001"]);
    assert_eq!((none.code, none.out.as_str()), (0, "0 events.\n"));
}

#[test]
fn events_are_picked_by_kind_ship_time_and_place() {
    assert_eq!(kinds(&["--kind", "dark_rendezvous"]), ["dark_rendezvous"]);
    assert!(kinds(&["--vessel", "667092220"]).contains(&"gap".to_owned()));
    assert_eq!(kinds(&["--vessel", "667092220", "--kind", "loitering"]).len(), 0);
    assert!(kinds(&["--until", "2019-09-01T00:00:00Z"]).is_empty());
    let late = kinds(&["--since", "2019-09-03T02:00:00Z", "--kind", "gap"]);
    assert!(!late.is_empty() && late.len() < kinds(&["--kind", "gap"]).len());
    assert_eq!(kinds(&["--bbox", "123.5,29,124.5,29.5", "--kind", "dark_rendezvous"]).len(), 1);
    assert_eq!(kinds(&["--bbox", "121.5,25,123,26.5", "--kind", "dark_rendezvous"]).len(), 0);
}

#[test]
fn events_parse_as_json() {
    let array = json(&on("events", oil_open(), &["--format", "json"]).out);
    let open = array.as_array().unwrap().iter().find(|event| event["mmsi_b"] == 620_091_410).unwrap();
    assert!(open["median_distance_m"].as_f64().unwrap() < 60.0 && open["p_intentional"].is_null());
}
