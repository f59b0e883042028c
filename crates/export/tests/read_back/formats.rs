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

/// The entities of findings, one a line.
fn entities(findings: &Findings) -> Vec<Value> {
    let (_home, file) = written(findings, Format::Ftm, "ftm");
    let text = fs::read_to_string(&file).expect("it is text");
    text.lines().map(|line| serde_json::from_str(line).expect("each line is an entity")).collect()
}

/// The one entity of this id.
fn entity<'e>(entities: &'e [Value], id: &str) -> &'e Value {
    entities.iter().find(|entity| entity["id"] == id).unwrap_or_else(|| panic!("{id} is there"))
}

#[test]
fn a_partner_that_a_ship_probably_did_not_meet_is_linked_to_a_lead_and_a_probable_one_is_involved_in_it() {
    let mut findings = scene::unseen();
    let lead = findings.leads[0].clone();
    let (own, partner) = (lead.mmsi_a, lead.mmsi_b.expect("two are named"));
    let hull = |mmsi: i64| format!("darkwake-hull-{mmsi:09}-0");
    let lead_id = format!("darkwake-lead-{}", lead.lead_id);
    let link = format!("darkwake-guess-lead-{}-hull-{partner:09}-0", lead.lead_id);
    let mut told = |p_met| {
        findings.leads[0].p_met = Some(p_met);
        let guesses = findings.events.iter_mut().filter(|event| event.p_met.is_some());
        guesses.for_each(|event| event.p_met = Some(p_met));
        entities(&findings)
    };
    let all = told(0.04);
    let of_lead = &entity(&all, &lead_id)["properties"];
    assert_eq!(of_lead["involved"], json!([hull(own)]));
    assert!(
        of_lead["summary"][0].as_str().is_some_and(|told| told.contains("; place inferred; ")),
        "{of_lead}"
    );
    assert!(of_lead["location"][0].as_str().is_some_and(|told| told.starts_with('~')), "{of_lead}");
    let link_of = &entity(&all, &link)["properties"];
    assert_eq!(link_of["object"], json!([hull(partner)]));
    let role = "may have met unheard, with probability 0.04 against their other possible meetings";
    assert_eq!(link_of["role"], json!([role]));
    let all = told(0.6);
    let involved = &entity(&all, &lead_id)["properties"]["involved"];
    assert!(involved.as_array().is_some_and(|hulls| hulls.contains(&json!(hull(partner)))), "{involved}");
    assert!(!all.iter().any(|entity| entity["id"] == link));
}

#[test]
fn an_imo_number_that_two_ships_sent_at_once_merges_neither_and_that_of_one_is_given() {
    const IMO: i64 = 9_176_187;
    let mut findings = scene::findings();
    let given = |findings: &Findings| {
        let vessels = entities(findings).into_iter().filter(|entity| entity["schema"] == "Vessel");
        vessels.map(|entity| entity["properties"].clone()).collect::<Vec<_>>()
    };
    let number = json!([format!("IMO{IMO}")]);
    let have = |vessels: &[Value]| vessels.iter().filter(|vessel| vessel["imoNumber"] == number).count();
    let met = findings.legs(&findings.leads[0]).find(|leg| leg.mmsi_b.is_some()).expect("two met");
    let pair: Vec<(i64, i64)> = met.parties().collect();
    let say_it = |findings: &mut Findings, hulls: &[(i64, i64)]| {
        let vessels = findings.vessels.iter_mut();
        for vessel in vessels.filter(|vessel| hulls.contains(&(vessel.mmsi, vessel.part))) {
            (vessel.imo, vessel.imo_valid) = (Some(IMO), Some(true));
        }
    };
    say_it(&mut findings, &pair[..1]);
    assert_eq!(have(&given(&findings)), 1);
    say_it(&mut findings, &pair);
    let vessels = given(&findings);
    assert_eq!(have(&vessels), 0);
    let doubtful = |vessel: &&Value| vessel["description"].to_string().contains("was broadcast by MMSI");
    assert_eq!(vessels.iter().filter(doubtful).count(), 2, "{vessels:#?}");
}

#[test]
fn a_kml_draws_the_circle_about_an_inferred_place_and_none_about_a_place_that_was_heard() {
    let drawn = |findings: &Findings| {
        let (_home, file) = written(findings, Format::Kml(Lang::En), "kml");
        fs::read_to_string(file).expect("it is text")
    };
    let unseen = drawn(&scene::unseen());
    assert!(unseen.contains("<LineString>") && unseen.contains("<name>inferred places</name>"));
    assert!(unseen.contains("whoever met</name>") && unseen.contains("place inferred; nine times in ten"));
    let heard = drawn(&scene::findings());
    assert!(!heard.contains("<LineString>") && !heard.contains("place inferred"));
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
