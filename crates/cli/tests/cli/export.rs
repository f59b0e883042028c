//! `export`: files for the tools of others. What is in them is tested where they are made.

use std::fs;

use crate::support::{csv_rows, darkwake, json, oil_open, said, scratch};

#[test]
fn a_lead_leaves_as_a_row_that_quotes_the_lines_it_rests_on() {
    let home = scratch();
    let file = home.path().join("leads.csv");
    let told = said(darkwake().arg("export").arg(oil_open()).args(["--format", "csv", "--out"]).arg(&file));
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.out.contains("lead"), "{}", told.out);
    let rows = csv_rows(&fs::read_to_string(&file).unwrap());
    let lines = json(rows[1].last().unwrap());
    assert!(lines[0]["text"].as_str().unwrap().contains("!AIVDM"), "{lines}");
    assert_eq!(lines[0]["sha256"].as_str().unwrap().len(), 64);
}

#[test]
fn a_file_that_is_there_and_a_table_that_is_not_to_be_chosen_are_wrong_words() {
    let home = scratch();
    let file = home.path().join("case.kml");
    fs::write(&file, "mine").unwrap();
    let kml = |more: &[&str]| {
        said(
            darkwake().arg("export").arg(oil_open()).args(["--format", "kml", "--out"]).arg(&file).args(more),
        )
    };
    let (there, chosen) = (kml(&[]), kml(&["--table", "events", "-O"]));
    assert_eq!((there.code, chosen.code), (2, 2));
    assert!(there.err.contains("--overwrite"), "{}", there.err);
    assert!(chosen.err.contains("this format holds leads and events"), "{}", chosen.err);
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn a_dash_is_standard_output_and_leaves_no_file_of_that_name() {
    let home = scratch();
    for (format, start) in [
        ("geojson", "{\"type\":\"FeatureCollection\""),
        ("csv", "rank,lead_id,"),
        ("html", "<!DOCTYPE html>"),
    ] {
        let told = said(
            darkwake()
                .current_dir(home.path())
                .arg("export")
                .arg(oil_open())
                .args(["--format", format, "--out", "-"]),
        );
        assert!(told.code == 0 && told.out.starts_with(start), "{format}: {:.80} {}", told.out, told.err);
    }
    let told =
        said(darkwake().current_dir(home.path()).arg("report").arg(oil_open()).args(["1", "--out", "-"]));
    assert!(told.code == 0 && told.out.trim_end().ends_with("</html>"), "{}", told.err);
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn a_folder_that_takes_no_file_is_a_fault_of_output() {
    let home = scratch();
    let nowhere = home.path().join("none/case.gpkg");
    let told =
        said(darkwake().arg("export").arg(oil_open()).args(["--format", "gpkg", "--out"]).arg(&nowhere));
    assert_eq!(told.code, 5, "{}", told.err);
}
