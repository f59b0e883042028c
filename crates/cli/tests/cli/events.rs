//! `darkwake events`: what ships did, for people and for scripts.

use std::path::Path;

use case::Case;

use crate::support::{archive, csv_rows, dark_partner, darkwake, json, oil_open, on, said, scratch};

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
    assert!(lines[1].starts_with("encounter 2019-06-10"));
    assert_eq!(lines[3], "2 events.");
    assert!(
        lines[0].ends_with("h observed h bridged beside"),
        "a pipe has room for every column: {}",
        lines[0]
    );
    let none = on("events", oil_open(), &["--vessel", "219000001"]);
    assert_eq!((none.code, none.out.as_str()), (0, "0 events.\n"));
}

#[test]
fn of_events_of_one_kind_a_person_sees_the_figures_of_that_kind() {
    let headings =
        |kind| on("events", dark_partner(), &["--kind", kind]).out.lines().next().unwrap().to_owned();
    assert!(headings("dark_rendezvous").contains("p met within km if these two other hulls"));
    assert!(headings("gap").contains("p off km between last kn"));
    let port = on("events", dark_partner(), &["--kind", "port_visit"]).out;
    assert!(port.lines().next().unwrap().ends_with("confidence") || port == "0 events.\n", "{port}");
    let unseen = on("events", dark_partner(), &["--kind", "dark_rendezvous"]).out;
    assert!(!unseen.lines().nth(1).unwrap().contains('–'), "nothing is left empty: {unseen}");
    assert!(on("events", dark_partner(), &[]).out.lines().next().unwrap().ends_with("h bridged beside"));
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

/// Encounters of a case by a profile: numbers of the two, start and end.
fn by_profile(profile: &str) -> Vec<[String; 4]> {
    let said = on("events", oil_open(), &["--profile", profile, "--format", "csv"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let rows = csv_rows(&said.out);
    assert_eq!(rows[0][..STABLE.len()], STABLE);
    rows[1..].iter().map(|row| [4, 5, 2, 3].map(|column| row[column].clone())).collect()
}

#[test]
fn the_transfer_is_an_encounter_by_every_profile_and_the_bunkering_in_an_anchorage_not_by_one_of_ones_own() {
    let transfer = ["445091230", "620091410"];
    for profile in ["gfw", "250m-30min", "200m-30min"] {
        let found = by_profile(profile);
        let met = found.iter().filter(|[a, b, start, end]| [a, b] == transfer && start < end);
        assert_eq!(met.count(), 1, "{profile}: {found:?}");
    }
    let home = scratch();
    let mine = home.path().join("mine.toml");
    std::fs::write(&mine, "enter_m = 500\nleave_m = 700\nat_least_minutes = 60\nport_at_least_km = 100\n")
        .unwrap();
    let found = by_profile(mine.to_str().unwrap());
    assert!(found.iter().any(|[a, b, ..]| [a, b] == transfer), "{found:?}");
    assert!(found.iter().all(|[a, ..]| a != "413091630"), "{found:?}");
}

#[test]
fn a_profile_that_nobody_knows_or_the_case_cannot_answer_is_wrong_usage_and_says_what_there_is() {
    let unknown = on("events", oil_open(), &["--profile", "75m"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown
            .err
            .contains("\"75m\"; wanted gfw, 250m-30min, 200m-30min, 50m-10min, under-way or a TOML file"),
        "{}",
        unknown.err
    );
    let home = scratch();
    let said = |text: &str| {
        let file = home.path().join("mine.toml");
        std::fs::write(&file, text).unwrap();
        on("events", oil_open(), &["--profile", file.to_str().unwrap()])
    };
    let elsewhere = said("enter_m = 75\nleave_m = 100\nat_least_minutes = 20\n");
    assert_eq!(elsewhere.code, 2);
    let stored = "it keeps those from 50 m to 70 m, slow silences bridged; from ";
    assert!(elsewhere.err.contains(stored), "{}", elsewhere.err);
    let shorter = said("enter_m = 50\nleave_m = 70\nat_least_minutes = 9.5\n");
    assert_eq!((shorter.code, shorter.out.as_str()), (2, ""));
    let kept = "the case keeps no contacts shorter than 10 min, and 9.5 min is asked for";
    assert!(shorter.err.contains(kept), "{}", shorter.err);
    assert_eq!(said("enter_m = 50\nleave_m = 70\nat_least_minutes = 10\n").code, 0);
    assert!(said("enter_m = 700\nleave_m = 500\nat_least_minutes = 20\n").err.contains("wanted 0 < enter_m"));
    assert!(said("enter_m = 500\nleave_m = 700\n").err.contains("at_least_minutes"));
}

/// Two ships that sail north abreast at five knots for six hours, 180 m apart, heard every five minutes.
fn two_abreast() -> String {
    let mut table = "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading\n".to_owned();
    for row in 0..=72 {
        let (hour, minute, lat) = (row / 12, row % 12 * 5, 33.0 + 5.0 / 60.0 / 12.0 * f64::from(row));
        for (mmsi, lon) in [(440_000_301, 124.0), (440_000_302, 124.001_93)] {
            let time = format!("2019-09-02T{hour:02}:{minute:02}:00");
            table += &format!("{mmsi},{time},{lat:.6},{lon},5.0,0.0,0\n");
        }
    }
    table
}

#[test]
fn two_tankers_abreast_under_way_are_told_where_the_run_was_asked_to_keep_them_and_all_else_is_the_same() {
    let home = scratch();
    let table = home.path().join("abreast.csv");
    std::fs::write(&table, two_abreast()).unwrap();
    let case = |name: &str, options: &[&str]| {
        let case = home.path().join(name);
        let inputs = [archive("oil-open"), table.clone()];
        let run = said(darkwake().arg("run").args(inputs).args(options).arg("--out").arg(&case));
        assert_eq!(run.code, 0, "{}", run.err);
        case
    };
    let (plain, asked) = (case("plain", &[]), case("asked", &["--under-way"]));

    let told = on("events", &asked, &["--profile", "under-way", "--format", "csv"]);
    let rows = csv_rows(&told.out);
    assert_eq!((told.code, rows.len()), (0, 2), "{}{}", told.out, told.err);
    assert_eq!(rows[1][2..6], ["2019-09-02T00:00:00Z", "2019-09-02T06:00:00Z", "440000301", "440000302"]);
    let refused = on("events", &plain, &["--profile", "under-way"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("keeps no contacts of hulls under way"), "{}", refused.err);
    assert!(refused.err.contains("`darkwake run --under-way`"), "{}", refused.err);

    for part in ["events", "leads", "evidence", "vessels", "marks"] {
        let bytes = |case: &Path| std::fs::read(case.join(part).with_extension("parquet")).unwrap();
        assert!(bytes(&plain) == bytes(&asked), "{part}");
    }
    let contacts = |case: &Path| Case::open(case).unwrap().contacts().unwrap();
    let is_under_way = |row: &case::ContactRow| row.enter_m < 500.0 && !row.bridged;
    let mut kept = contacts(&asked);
    assert_eq!(kept.iter().filter(|row| is_under_way(row)).count(), 1);
    kept.retain(|row| !is_under_way(row));
    assert_eq!(kept, contacts(&plain));
}
