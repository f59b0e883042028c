//! `darkwake leads`: what to look at first, for people and for scripts.

use crate::support::{
    coal_voyage, csv_rows, dark_partner, darkwake, fits, json, oil_open, on, reviewed, said,
};

/// The columns that scripts rely on, in order; more may follow.
const STABLE: [&str; 24] = [
    "rank",
    "lead_id",
    "score",
    "probability",
    "probability_low",
    "probability_high",
    "list",
    "event_id",
    "kind",
    "mmsi_a",
    "mmsi_b",
    "name_a",
    "name_b",
    "start",
    "end",
    "lat",
    "lon",
    "cargo",
    "tonnes_low",
    "tonnes_mid",
    "tonnes_high",
    "calibration",
    "reasons",
    "legs",
];

#[test]
fn a_person_reads_who_met_when_and_where_and_what_speaks_for_it() {
    let said = on("leads", oil_open(), &[]);
    assert_eq!(said.code, 0);
    let lines: Vec<&str> = said.out.lines().collect();
    for heading in ["rank", "list", "score", "kind", "start (UTC)", "place", "cargo", "tonnes"] {
        assert!(lines[0].contains(heading), "{}", said.out);
    }
    for cell in ["dprk", "encounter", "2019-06-10 12:00", "29.52N 123.92E", "oil"] {
        assert!(lines[1].contains(cell), "{}", said.out);
    }
    assert_eq!(lines[2].trim(), r#"MMSI 445091230 "TAE SONG 7" and MMSI 620091410 "MORNING HERON""#);
    assert!(lines[3].contains("its MMSI begins with 445, the DPRK's digits"), "{}", said.out);
    assert!(
        said.out.contains(
            "1 shown; 1 on the dprk list (a link to the DPRK is shown or possible), 0 on the evasive"
        ),
        "{}",
        said.out
    );
    assert!(fits(&said.out, 100), "{}", said.out);
}

#[test]
fn a_probability_that_no_reviewed_lead_stands_behind_is_shown_only_when_asked_for() {
    assert!(!on("leads", oil_open(), &[]).out.contains("probability"));
    for asked in [&["--probability"][..], &["--min-probability", "0.5"]] {
        let said = on("leads", oil_open(), asked);
        assert!(said.out.contains("calibration: expert"), "{}", said.out);
    }
}

#[test]
fn a_cargo_that_is_less_probable_than_the_others_together_says_how_probable_it_is() {
    let leads = json(&on("leads", coal_voyage(), &["--list", "all", "--format", "json"]).out);
    let second = &leads[1];
    assert!(second["cargo"] == "coal" && second["cargo_coal"].as_f64().unwrap() < 0.5, "{second}");
    let told = on("leads", coal_voyage(), &["--list", "all"]).out;
    let share = format!("coal ({:.2})", second["cargo_coal"].as_f64().unwrap());
    assert_eq!(told.matches("coal (").count(), 1, "{told}");
    assert!(told.contains(&share) && told.contains("The figure behind a cargo is its probability"), "{told}");
    assert!(!on("leads", oil_open(), &[]).out.contains("less probable"));
}

#[test]
fn a_probability_that_two_met_says_what_it_is_weighed_against() {
    let told = |command: &str, options: &[&str]| {
        on(command, dark_partner(), options).out.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    for (said, before) in
        [(told("leads", &[]), "(perhaps met, with"), (told("explain", &["1"]), "perhaps they met, with")]
    {
        let behind = said.split(&format!("{before} probability ")).nth(1).unwrap_or_else(|| panic!("{said}"));
        let (_, words) = behind.split_once(' ').unwrap();
        assert!(words.starts_with("against their other possible meetings"), "{said}");
    }
}

#[test]
fn a_list_says_that_the_place_of_an_unseen_meeting_is_inferred_and_nothing_of_one_that_was_heard() {
    let told = on("leads", dark_partner(), &[]).out;
    assert!(told.contains(" ~") && told.contains("place inferred; nine times in ten within "), "{told}");
    let korean = on("leads", dark_partner(), &["--lang", "ko"]).out;
    assert!(korean.contains("추정 위치이며") && !korean.contains("inferred"), "{korean}");
    let row = &json(&on("leads", dark_partner(), &["--format", "json"]).out)[0];
    assert!(
        row["place_basis"] == "inferred" && row["radius_km"].is_number() && row["p_met"].is_number(),
        "{row}"
    );
    let heard = on("leads", oil_open(), &[]).out;
    assert!(heard.contains(" 29.52N 123.92E ") && !heard.contains("inferred"), "{heard}");
    let row = &json(&on("leads", oil_open(), &["--format", "json"]).out)[0];
    assert!(row["place_basis"] == "observed" && row["radius_km"].is_null(), "{row}");
}

#[test]
fn scripts_find_the_stable_columns_of_leads_in_order() {
    let rows = csv_rows(&on("leads", oil_open(), &["--format", "csv"]).out);
    assert_eq!(rows[0][..STABLE.len()], STABLE);
    assert_eq!(rows.len(), 2);
    let cell = |name: &str| rows[1][rows[0].iter().position(|column| column == name).unwrap()].as_str();
    assert_eq!((cell("rank"), cell("list"), cell("cargo")), ("1", "dprk", "oil"));
    assert_eq!((cell("mmsi_a"), cell("mmsi_b")), ("445091230", "620091410"));
    assert!(cell("start").ends_with('Z') && cell("calibration") == "expert");
}

#[test]
fn a_lead_that_a_reviewer_decided_on_says_so_to_people_and_to_scripts() {
    let (_home, case) = reviewed(oil_open(), 1, "confirmed", Some("seen by satellite\nat noon"));
    let told = on("leads", &case, &[]).out;
    assert!(told.contains("     confirmed by Kim, 2026-03-01 12:00 UTC: seen by satellite\n"), "{told}");
    let rows = csv_rows(&on("leads", &case, &["--format", "csv"]).out);
    assert_eq!(rows[0][rows[0].len() - 3..], ["status", "reviewer", "decided"]);
    assert_eq!(rows[1][rows[1].len() - 3..], ["confirmed", "Kim", "2026-03-01T12:00:00Z"]);
    let lead = json(&on("leads", &case, &["--format", "ndjson"]).out);
    assert_eq!((&lead["status"], &lead["reviewer"]), (&"confirmed".into(), &"Kim".into()));
    let untouched = json(&on("leads", oil_open(), &["--format", "ndjson"]).out);
    assert_eq!((&untouched["status"], &untouched["decided"]), (&"unseen".into(), &serde_json::Value::Null));
}

#[test]
fn json_and_ndjson_hold_the_same_leads_as_csv() {
    let columns = csv_rows(&on("leads", dark_partner(), &["--format", "csv"]).out).remove(0);
    let array = json(&on("leads", dark_partner(), &["--format", "json"]).out);
    let lines = on("leads", dark_partner(), &["--format", "ndjson"]).out;
    let objects: Vec<serde_json::Value> = lines.lines().map(json).collect();
    assert_eq!(array.as_array().unwrap(), &objects);
    assert!(columns.iter().all(|column| objects[0].get(column).is_some()));
    assert_eq!(objects[0]["mmsi_b"], 416_092_110);
}

#[test]
fn whoever_reads_rows_of_one_list_is_told_of_the_other() {
    let of =
        |list: &str, format: &str| on("leads", dark_partner(), &["--list", list, "--format", format]).err;
    for format in ["csv", "json", "ndjson"] {
        assert_eq!(of("evasive", format), "1 lead on the dprk list left out: `--list all` gives both\n");
        assert_eq!((of("dprk", format), of("all", format)), (String::new(), String::new()));
    }
    assert_eq!(of("evasive", "table"), "");
}

#[test]
fn filters_leave_out_what_does_not_fit_and_say_how_many_stay() {
    for empty in [&["--cargo", "coal"][..], &["--list", "evasive"], &["--top", "0"]] {
        let said = on("leads", oil_open(), empty);
        assert!(
            said.code == 0 && said.out.starts_with("0 shown; 1 on the dprk list"),
            "{empty:?}: {}",
            said.out
        );
    }
    assert!(on("leads", oil_open(), &["--cargo", "oil", "--list", "all"]).out.contains("1 shown"));
}

#[test]
fn words_on_leads_fit_a_page_of_sixty_columns_and_in_a_pipe_no_column_of_their_table_is_left_out_for_it() {
    for (words, table) in [(&["leads"][..], 2), (&["explain"], 0)] {
        let mut command = darkwake();
        command.env("COLUMNS", "60").args(words).arg(oil_open());
        if words == ["explain"] {
            command.arg("1");
        }
        let said = said(&mut command);
        let told = said.out.split("\nRaw lines").next().unwrap_or_default();
        assert_eq!(said.code, 0, "{}", said.err);
        let (rows, below): (Vec<_>, Vec<_>) = told.lines().enumerate().partition(|(at, _)| *at < table);
        let below: Vec<&str> = below.into_iter().map(|(_, line)| line).collect();
        assert!(below.len() > 4 && fits(&below.join("\n"), 60), "{told}");
        assert!(rows.first().is_none_or(|(_, headings)| headings.ends_with("cargo tonnes")), "{told}");
    }
}
