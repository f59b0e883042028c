//! One test a format.

use std::fs;
use std::path::PathBuf;

use case::notes::Triage;
use case::render::{guarded, visible};
use darkwake_export::lang::Lang;
use darkwake_export::{ExportError, Findings, Format, Reviewed, Reviews, Subject, export};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{scene, tools};

const FORMATS: [(Format, &str); 7] = [
    (Format::GeoJson, "geojson"),
    (Format::Kml(Lang::En), "kml"),
    (Format::GeoParquet, "geoparquet"),
    (Format::Gpkg, "gpkg"),
    (Format::Csv, "csv"),
    (Format::Xlsx, "xlsx"),
    (Format::Ftm, "ftm"),
];

/// The leads in a file of this format.
fn written(findings: &Findings, format: Format, name: &str) -> (TempDir, PathBuf) {
    written_with((findings, &Reviews::default()), format, name)
}

/// The same with what reviewers made of them.
fn written_with(
    (findings, reviews): (&Findings, &Reviews),
    format: Format,
    name: &str,
) -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().expect("a scratch folder");
    let file = home.path().join(format!("leads.{name}"));
    export(Reviewed { findings, reviews }, (format, Subject::Leads), &file, false).expect("it is written");
    (home, file)
}

/// Holds what a tool read against the leads, their names as the format shows them.
fn assert_leads(found: &Value, findings: &Findings, shown: impl Fn(&str) -> String) {
    let leads = &findings.leads;
    assert_eq!(found["rows"], leads.len());
    let ids: Vec<&str> = leads.iter().map(|lead| lead.lead_id.as_str()).collect();
    assert_eq!(found["ids"], json!(ids));
    let names: Vec<Option<String>> = leads.iter().map(|lead| lead.name_a.as_deref().map(&shown)).collect();
    assert_eq!(found["names"], json!(names));
    for (lead, place) in leads.iter().zip(found["places"].as_array().expect("a list")) {
        let near = |at: usize, degrees: f64| (place[at].as_f64().expect("a number") - degrees).abs() < 1e-6;
        assert!(near(0, lead.lat) && near(1, lead.lon), "{place}");
    }
    assert_lines(found, findings);
}

/// The raw lines of each lead are there, word for word.
fn assert_lines(found: &Value, findings: &Findings) {
    for (lead, lines) in findings.leads.iter().zip(found["raw_lines"].as_array().expect("a list")) {
        let texts: Vec<&str> =
            lines.as_array().expect("a list").iter().filter_map(|line| line["text"].as_str()).collect();
        let cited = findings.lines_of_lead(lead);
        assert!(!cited.is_empty());
        assert_eq!(texts, cited.iter().map(|quote| quote.text).collect::<Vec<_>>());
    }
}

#[test]
fn geopandas_reads_the_leads_of_a_geojson_with_names_as_they_were_broadcast() {
    let findings = scene::findings();
    let (_home, file) = written(&findings, Format::GeoJson, "geojson");
    let Some(found) = tools::read("geojson", &file) else { return };
    assert_leads(&found, &findings, str::to_owned);
    assert_eq!(found["crs"], "EPSG:4326");
}

#[test]
fn geopandas_and_duckdb_read_the_leads_of_a_geoparquet() {
    let findings = scene::findings();
    let (_home, file) = written(&findings, Format::GeoParquet, "geoparquet");
    let Some(found) = tools::read("geoparquet", &file) else { return };
    assert_leads(&found, &findings, visible);
    assert_eq!((&found["crs"], &found["rows_in_duckdb"]), (&json!("OGC:CRS84"), &found["rows"]));
}

#[test]
fn pyogrio_reads_the_layers_of_a_geopackage_and_the_lines_that_each_lead_rests_on() {
    let findings = scene::findings();
    let (_home, file) = written(&findings, Format::Gpkg, "gpkg");
    let Some(found) = tools::read("gpkg", &file) else { return };
    assert_leads(&found, &findings, visible);
    assert_eq!(found["events"], findings.events.len());
    assert_eq!(
        found["layers"],
        json!(["leads", "events", "evidence", "raw_lines", "notes", "vessels", "sources"])
    );
}

#[test]
fn pyogrio_reads_the_leads_and_events_of_a_kml_and_no_name_is_markup() {
    let findings = scene::findings();
    let (_home, file) = written(&findings, Format::Kml(Lang::En), "kml");
    let text = fs::read_to_string(&file).expect("it is text");
    assert!(
        !text.contains("SCRIPT SRC=//A.BC>") && !text.contains("&lt;SCRIPT") && !text.contains('\u{202e}')
    );
    let Some(found) = tools::read("kml", &file) else { return };
    let shown =
        |name: &str| visible(name).replace('&', "\\u{26}").replace('<', "\\u{3c}").replace('>', "\\u{3e}");
    assert_leads(&found, &findings, shown);
    assert_eq!(found["events"], findings.events.len());
    assert_eq!(found["starts"][0], findings.leads[0].start.to_string());
}

#[test]
fn pandas_reads_the_leads_of_a_csv_in_which_no_name_is_a_formula() {
    let findings = scene::findings();
    let (_home, file) = written(&findings, Format::Csv, "csv");
    let Some(found) = tools::read("csv", &file) else { return };
    assert_leads(&found, &findings, guarded);
}

#[test]
fn openpyxl_reads_the_sheets_of_a_workbook_in_which_nothing_is_a_formula() {
    let findings = scene::findings();
    let (_home, file) = written(&findings, Format::Xlsx, "xlsx");
    let Some(found) = tools::read("xlsx", &file) else { return };
    assert_leads(&found, &findings, visible);
    assert_eq!((&found["formulas"], &found["events"]), (&json!([]), &json!(findings.events.len())));
}

#[test]
fn followthemoney_takes_every_entity_and_finds_those_that_they_name() {
    let findings = scene::findings();
    let (_home, file) = written(&findings, Format::Ftm, "ftm");
    let Some(found) = tools::read("ftm", &file) else { return };
    assert_eq!((&found["rows"], &found["dangling"]), (&json!(findings.leads.len()), &json!([])));
    assert_eq!(found["schemas"], json!(["Event", "UnknownLink", "Vessel"]));
}

#[test]
fn every_format_tells_how_far_reviewers_are_with_a_lead_and_what_they_wrote() {
    let (_home, case, lead) =
        scene::reviewed(&[Triage::Reviewing, Triage::Dismissed], Some("a pilot <boat>\n\"07:00\""));
    let findings = Findings::read(&case).expect("it is whole");
    let reviews = Reviews::read(&case, &findings.leads).expect("they can be read");
    for (format, name) in FORMATS {
        let (_home, file) = written_with((&findings, &reviews), format, name);
        let Some(found) = tools::read(name, &file) else { return };
        assert_eq!(found["ids"][0], lead.lead_id, "{name}");
        assert_eq!(found["statuses"][0], "dismissed", "{name}");
        let notes = found["notes"][0].as_array().expect("a list");
        assert_eq!(notes.len(), 2, "{name}: {notes:?}");
        let last = notes[1].to_string();
        assert!(
            ["Kim", "dismissed", "a pilot ", "07:00"].iter().all(|part| last.contains(part)),
            "{name}: {last}"
        );
    }
}

#[test]
fn the_same_findings_give_the_same_bytes_in_every_format() {
    let findings = scene::findings();
    for (format, name) in FORMATS {
        let (_one, one) = written(&findings, format, name);
        let (_other, other) = written(&findings, format, name);
        assert!(fs::read(one).expect("a file") == fs::read(other).expect("a file"), "{name}");
    }
}

#[test]
fn a_file_that_is_there_stays_unless_it_may_be_replaced() {
    let findings = scene::findings();
    let (home, file) = written(&findings, Format::Csv, "csv");
    fs::write(&file, "mine").expect("a scratch folder takes a file");
    let reviewed = Reviewed { findings: &findings, reviews: &Reviews::default() };
    let again = export(reviewed, (Format::Csv, Subject::Events), &file, false);
    assert!(matches!(again, Err(ExportError::Exists(_))));
    assert_eq!(fs::read_to_string(&file).expect("text"), "mine");
    export(reviewed, (Format::Csv, Subject::Events), &file, true).expect("it may");
    assert!(fs::read_to_string(&file).expect("text").starts_with("event_id,kind,"));
    assert_eq!(fs::read_dir(home.path()).expect("a folder").count(), 1, "nothing else is left there");
}
