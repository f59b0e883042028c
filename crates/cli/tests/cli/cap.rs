//! `cap`: what is seen of the oil that a year allows.

use crate::support::{coal_voyage, csv_rows, json, oil_open, on, reviewed};

#[test]
fn an_open_transfer_of_oil_is_counted_once_in_its_year_with_its_interval() {
    let years = json(&on("cap", oil_open(), &["--format", "json"]).out);
    let leads = on("leads", oil_open(), &["--format", "ndjson"]).out;
    let with_tonnes = leads.lines().filter(|lead| json(lead)["tonnes_mid"].is_number()).count();
    let year = &years[0];
    let deliveries = year["deliveries"].as_u64().unwrap();
    assert!(deliveries >= 1 && deliveries <= with_tonnes as u64, "{years}");
    let at = |name: &str| year["tonnes_if_all"][name].as_f64().unwrap();
    assert!(0.0 < at("low") && at("low") < at("mid") && at("mid") < at("high"), "{years}");
    assert!(year["tonnes"]["mid"].as_f64().unwrap() <= at("mid"), "{years}");
}

#[test]
fn a_voyage_of_coal_is_no_delivery_of_oil_though_it_may_be_one_after_all() {
    let year = json(&on("cap", coal_voyage(), &["--format", "json"]).out)[0].clone();
    assert_eq!((&year["deliveries"], &year["tonnes_if_all"]["high"]), (&0.into(), &0.0.into()), "{year}");
    assert!(year["expected_deliveries"].as_f64().expect("a number") < 0.2, "{year}");
    let told = on("cap", coal_voyage(), &[]).out;
    assert!(!told.contains("if every one of them was a delivery of oil"), "{told}");
    assert!(on("cap", oil_open(), &[]).out.contains("if every one of them was a delivery of oil"));
}

#[test]
fn the_answer_names_the_cap_and_says_that_it_is_a_lower_bound() {
    let told = on("cap", oil_open(), &[]);
    for words in ["500,000 barrels", "lower bound", "8.33 a tonne", "calibration: expert"] {
        assert!(told.out.contains(words), "{}", told.out);
    }
    let rows = csv_rows(&on("cap", oil_open(), &["--format", "csv"]).out);
    assert_eq!((rows[0][0].as_str(), rows[0].len(), rows[1].len()), ("year", 19, 19));
}

#[test]
fn a_transfer_that_a_reviewer_dismissed_is_left_out_with_a_line_that_says_so_unless_it_is_asked_for() {
    let (_home, case) = reviewed(oil_open(), 1, "dismissed", None);
    let year =
        |options: &[&str]| json(&on("cap", &case, &[options, &["--format", "json"]].concat()).out)[0].clone();
    let (without, with) = (year(&[]), year(&["--with-dismissed"]));
    assert_eq!((&without["deliveries"], &without["dismissed"]), (&0.into(), &1.into()), "{without}");
    assert_eq!((&with["deliveries"], &with["dismissed"]), (&1.into(), &1.into()), "{with}");
    assert_eq!(without["tonnes_if_all"]["high"], 0.0);
    let told = on("cap", &case, &[]).out;
    assert!(
        told.contains("1 lead that reviewers dismissed left out; `--with-dismissed` counts them"),
        "{told}"
    );
    assert!(!on("cap", oil_open(), &[]).out.contains("dismissed"));
}

#[test]
fn the_same_case_gives_the_same_figures() {
    assert_eq!(on("cap", oil_open(), &[]).out, on("cap", oil_open(), &[]).out);
}
