//! `darkwake explain`: one lead told in full.

use crate::support::{archive, dark_partner, darkwake, fits, json, oil_open, on, reviewed, said, scratch};

#[test]
fn a_lead_is_told_by_time_with_figures_then_facts_then_raw_lines_on_a_page_and_a_half() {
    let said = on("explain", dark_partner(), &["1"]);
    assert_eq!(said.code, 0);
    let order = [
        "Lead 1, dprk list",
        "dprk: a link to the DPRK is shown or possible\n  - vessels broadcasting MMSI ",
        "consistent with",
        "the tonnes rest on ",
        "What was found",
        "\nFor\n",
        "\nAgainst\n",
        "\nNot assessable\n",
        "\nWhat would change it",
        "\nRaw lines",
    ];
    let places: Vec<usize> =
        order.iter().map(|part| said.out.find(part).unwrap_or_else(|| panic!("{part}"))).collect();
    assert!(places.is_sorted(), "{}", said.out);
    assert!(said.out.lines().count() <= 104, "{} lines", said.out.lines().count());
    assert!(fits(&said.out, 100), "{}", said.out);
    let when = " UTC as far as fixes and usual speeds tell, if it was these two; nine times in ten between ";
    assert_eq!(words(&said.out).matches(when).count(), 1, "{}", said.out);
    assert_eq!(words(&said.out).matches(" UTC, whoever met").count(), 2, "{}", said.out);
    assert!(!words(&said.out).contains(" h at most"), "{}", said.out);
    assert!(said.out.contains("667092220 not heard; last at 9.6 kn on course 177"), "{}", said.out);
    assert!(said.out.contains("6.2 m, then 4.7 m (-1.5 m)"), "{}", said.out);
    assert!(said.out.contains("A lead is no finding"));
}

/// A text without the breaks of its lines.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_would_change_a_lead_is_told_with_the_rank_and_score_that_it_would_have() {
    let said = on("explain", dark_partner(), &["1"]);
    let told = said.out.split("What would change it").nth(1).unwrap().split("\nRaw lines").next().unwrap();
    assert!(told.contains("- without ") && told.contains(" instead of "), "{told}");
    let story = json(&on("explain", dark_partner(), &["1", "--format", "json"]).out);
    let changes = story["changes"].as_array().unwrap();
    let counted = story["evidence"].as_array().unwrap().iter().filter(|fact| fact["counted"] != 0.0);
    let facts = changes.iter().filter(|change| change["without"].is_string());
    assert_eq!(facts.clone().count(), counted.count(), "each fact that counts falls once");
    let score = story["lead"]["score"].as_f64().unwrap();
    let moved = |change: &&serde_json::Value| change["score"].as_f64().unwrap() - score;
    // What stands in the shadow of others counts for nothing, and is not missed.
    assert!(facts.clone().any(|change| moved(&change) < -0.3), "{changes:#?}");
    let thresholds = changes.iter().filter(|change| change["threshold"].is_string());
    assert!(thresholds.clone().all(|change| change["decides"] == true), "{changes:#?}");
    assert!(
        thresholds.clone().all(|change| change["threshold_at"] != change["threshold_is"]),
        "{changes:#?}"
    );
}

#[test]
fn what_reviewers_wrote_stands_before_what_was_found() {
    let (_home, case) = reviewed(oil_open(), 1, "dismissed", Some("a pilot boat\n07:00"));
    let told = on("explain", &case, &["1"]).out;
    let note = "\nReviewers (UTC); the lead is dismissed\n  2026-03-01 12:00  Kim, dismissed: a pilot boat / 07:00\n";
    assert!(told.contains(note) && told.find(note) < told.find("What was found"), "{told}");
    let story = json(&on("explain", &case, &["1", "--format", "json"]).out);
    assert_eq!(
        (&story["lead"]["status"], &story["notes"][0]["text"]),
        (&"dismissed".into(), &"a pilot boat\n07:00".into())
    );
    assert!(!on("explain", oil_open(), &["1"]).out.contains("Reviewers"));
}

#[test]
fn the_deciding_event_alone_is_marked() {
    let said = on("explain", dark_partner(), &["1"]);
    let marked: Vec<&str> = said.out.lines().filter(|line| line.starts_with("> ")).collect();
    assert_eq!(marked.len(), 1, "{}", said.out);
    assert!(marked[0].contains("416092110 and 667092220 could have met unheard"), "{}", said.out);
}

#[test]
fn raw_lines_are_few_until_all_are_wanted_and_decode() {
    let lines = |said: &str| said.lines().filter(|line| line.contains("!AIVDM")).count();
    let (few, all) = (on("explain", oil_open(), &["1"]).out, on("explain", oil_open(), &["1", "--all"]).out);
    assert!(few.contains("`--all` shows every one") && !all.contains("`--all`"));
    let records = json(&on("explain", oil_open(), &["1", "--format", "json"]).out)["raw_lines"].clone();
    let sentences: usize =
        records.as_array().unwrap().iter().map(|line| line["text"].as_str().unwrap().lines().count()).sum();
    assert!(lines(&few) < lines(&all) && lines(&all) == sentences);

    let raw: Vec<String> =
        all.lines().filter_map(|line| Some(line[line.find('\\')?..].to_owned() + "\n")).collect();
    let decoded = said(darkwake().args(["decode", "--format", "none", "-"]).write_stdin(raw.concat()));
    assert!(decoded.err.contains(" 0 rejected"), "{}", decoded.err);
}

#[test]
fn a_probability_stands_only_in_the_whole_story() {
    let told = on("explain", oil_open(), &["1"]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("calibration: expert: no reviewed lead stands behind a probability"), "{told}");
    assert!(
        told.contains("only `--all` and the tables of the case show it")
            && !told.contains("probability 1.00"),
        "{told}"
    );
    assert!(
        on("explain", oil_open(), &["1", "--all"])
            .out
            .contains("probability >0.99, as at both ends of its interval")
    );
}

#[test]
fn json_holds_all_of_a_lead_by_rank_or_by_id() {
    let by_rank = json(&on("explain", dark_partner(), &["1", "--format", "json"]).out);
    let id = by_rank["lead"]["lead_id"].as_str().unwrap().to_owned();
    assert_eq!(json(&on("explain", dark_partner(), &[&id, "--format", "json"]).out), by_rank);
    let legs = by_rank["lead"]["legs"].as_str().unwrap().split(' ').count();
    assert_eq!(by_rank["legs"].as_array().unwrap().len(), legs);
    assert!(by_rank["sources"][0]["sha256"].as_str().is_some_and(|hash| hash.len() == 64));
}

#[test]
fn a_meeting_is_told_with_its_hours_distance_speed_headings_and_place() {
    let said = on("explain", oil_open(), &["1"]).out;
    let words: Vec<&str> = said.split_whitespace().collect();
    let told = words.join(" ");
    let meeting = "> 2019-06-10 12:00 6.0 445091230 and 620091410 lay together, 24 m apart by the median (21 m at the \
                   least), hulls 9 m apart, at 0.5 kn, headings 0 degrees apart; 29.52N 123.92E, 151 km off shore";
    assert!(told.contains(meeting), "{said}");
    assert!(told.contains("+2.30 L1 link a vessel broadcasting MMSI 445091230"), "{said}");
}

#[test]
fn a_lead_that_rests_on_a_damaged_file_says_so() {
    use std::io::Write;
    let log = std::fs::read(archive("oil-open")).unwrap();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&log).unwrap();
    let packed = packed.finish().unwrap();
    let (home, half) = (scratch(), packed.len() / 2);
    let (file, case) = (home.path().join("log.gz"), home.path().join("case"));
    std::fs::write(&file, [packed.as_slice(), &packed[..half]].concat()).unwrap();
    let made = said(darkwake().arg("run").arg(&file).arg("--out").arg(&case));
    assert_eq!(made.code, 3, "{}", made.err);
    let told = on("explain", &case, &["1"]).out;
    assert!(told.contains("    damaged: the file is cut short; fetch it again\n"), "{told}");
    assert!(!on("explain", oil_open(), &["1"]).out.contains("damaged"));
}
