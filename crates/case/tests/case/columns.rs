//! The columns that scripts, exports and graders rely on, and how rows look as text.

use crate::story::{event, spoofing, story};
use darkwake_case::{Column, EventRow, LeadRow, Row, Schema, VesselRow, render, schemas};

/// Columns of `events` as product.md fixes them; more may follow.
const EVENTS: &str = "event_id kind start end mmsi_a mmsi_b lat lon min_distance_m median_distance_m median_speed_kn \
     observed_minutes bridged_minutes p_intentional radius_km start_earliest end_latest shore_km port_km in_anchorage";

/// Columns of `leads` as product.md fixes them; more may follow.
const LEADS: &str = "rank lead_id score probability probability_low probability_high list event_id kind mmsi_a mmsi_b \
     name_a name_b start end lat lon cargo tonnes_low tonnes_mid tonnes_high calibration reasons legs";

#[test]
fn the_stable_columns_come_first_and_in_order() {
    for (columns, stable) in [(EventRow::SCHEMA.columns, EVENTS), (LeadRow::SCHEMA.columns, LEADS)] {
        let stable: Vec<_> = stable.split_whitespace().collect();
        assert_eq!(Column::names(columns)[..stable.len()], stable);
    }
}

#[test]
fn every_column_is_explained_and_named_once() {
    for schema in schemas() {
        assert!(!schema.doc.is_empty());
        let mut names = Column::names(schema.columns);
        assert!(schema.columns.iter().all(|column| !column.doc.is_empty()), "{}", schema.table);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), schema.columns.len(), "{}", schema.table);
    }
}

/// `UPDATE_DOCS=1 cargo test -p darkwake-case --test case` writes it anew.
#[test]
fn the_page_of_columns_tells_every_column() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/src/columns.md");
    let expected = page_of_columns();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &expected).expect("the docs can be written");
    }
    let written = std::fs::read_to_string(path).expect("the page is there");
    assert!(written == expected, "renew it: UPDATE_DOCS=1 cargo test -p darkwake-case --test case");
}

fn page_of_columns() -> String {
    let intro = "# Tables and columns\n\n\
        What the tables of [a case](case.md) hold, as `darkwake sql CASE \"SELECT * FROM columns\"` tells it. Types are DuckDB's; moments are UTC. A \
        column that is empty where nothing is known says so by a `?`.\n";
    let table = |schema: &Schema| {
        let row = |column: &Column| {
            let Column { name, kind, unit, nullable, doc } = column;
            let mark = if *nullable { "?" } else { "" };
            format!("| `{name}` | {}{mark} | {} | {} |\n", kind.as_str(), unit.as_str(), doc.trim())
        };
        let rows: String = schema.columns.iter().map(row).collect();
        let (name, doc) = (schema.table, schema.doc.trim());
        format!("\n## {name}\n\n{doc}\n\n| column | type | unit | what it says |\n|---|---|---|---|\n{rows}")
    };
    intro.to_owned() + &schemas().iter().map(table).collect::<String>()
}

#[test]
fn a_unit_in_a_name_is_the_unit_of_the_column() {
    let units = [("_m", "m"), ("_km", "km"), ("_kn", "kn"), ("_deg", "degree"), ("_minutes", "min")];
    for column in schemas().iter().flat_map(|schema| schema.columns) {
        for (ending, unit) in units {
            assert!(!column.name.ends_with(ending) || column.unit.as_str() == unit, "{}", column.name);
        }
    }
}

#[test]
fn an_encounter_reads_in_csv_with_times_in_utc_and_nothing_where_nothing_is_known() {
    let rows = [EventRow::of(&story().events[0])];
    let lines = text(|out| render::csv(&rows, out));
    let (header, line) = lines.split_once('\n').unwrap();
    assert!(header.starts_with("event_id,kind,start,end,mmsi_a,mmsi_b,lat,lon,min_distance_m,"), "{header}");
    let id = &rows[0].event_id;
    let expected = format!(
        "{id},encounter,2024-03-01T12:00:00Z,2024-03-01T16:00:00Z,445123000,636012345,38.123457,124.765432,41.3,60.0,\
         0.40,200.0,15.0,,,,,35.000,,false,"
    );
    assert!(line.starts_with(&expected), "{line}");
}

#[test]
fn an_open_gap_has_no_end() {
    let gap = story().events[2].clone();
    let json: serde_json::Value = serde_json::to_value(EventRow::of(&gap)).unwrap();
    assert!(json["end"].is_null() && json["mmsi_b"].is_null());
    assert_eq!((json["p_intentional"].as_f64(), json["lat"].as_f64()), (Some(0.9877), Some(38.123_457)));
}

#[test]
fn json_objects_carry_the_stable_names_in_order() {
    let lines = text(|out| render::ndjson(&[EventRow::of(&event(spoofing()))], out));
    let names: Vec<String> = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(&lines)
        .unwrap()
        .keys()
        .cloned()
        .collect();
    let mut stable = Column::names(EventRow::SCHEMA.columns);
    stable.sort_unstable();
    assert_eq!(names, stable);
    assert!(
        lines.starts_with("{\"event_id\":\"") && lines.contains("\"kind\":\"spoofing\",\"start\":\"2024-")
    );
}

#[test]
fn a_ship_named_as_a_formula_does_not_run_in_a_sheet_and_reads_back_from_json() {
    let story = story();
    let rows: Vec<_> = story.fleet.vessels.iter().map(|vessel| VesselRow::of(vessel, &story.fleet)).collect();
    let csv = text(|out| render::csv(&rows, out));
    assert!(csv.contains(",'=HYPERLINK,'@=HYPERLINK,"), "{csv}");
    let mut read = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(read.records().map(Result::unwrap).count(), rows.len());
    let json: Vec<serde_json::Value> = serde_json::from_str(&text(|out| render::json(&rows, out))).unwrap();
    let names: Vec<_> = json.iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(names, crate::story::HOSTILE);
}

#[test]
fn no_rows_are_still_a_header_and_an_array() {
    assert_eq!(text(|out| render::csv::<LeadRow>(&[], out)).lines().count(), 1);
    assert_eq!(text(|out| render::json::<LeadRow>(&[], out)), "[\n]\n");
}

fn text(print: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    print(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}
