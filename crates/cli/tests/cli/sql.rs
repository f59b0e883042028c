//! `sql`: any question to the tables of a case, and nothing but questions.

use std::fs;
use std::path::Path;

use crate::support::{Said, csv_rows, json, oil_open, on};

fn sql(query: &str, options: &[&str]) -> Said {
    let words: Vec<&str> = [query].iter().chain(options).copied().collect();
    on("sql", oil_open(), &words)
}

#[test]
fn the_leads_that_sql_gives_are_those_of_leads_in_the_same_words() {
    let asked = "SELECT rank, lead_id, kind, mmsi_a, start, \"end\", list FROM leads ORDER BY rank";
    let by_sql = csv_rows(&sql(asked, &["--format", "csv"]).out);
    let listed = csv_rows(&on("leads", oil_open(), &["--list", "all", "--format", "csv"]).out);
    let at = |name: &str| listed[0].iter().position(|column| column == name).unwrap();
    for (row, lead) in by_sql.iter().zip(&listed) {
        let wanted: Vec<&String> = by_sql[0].iter().map(|name| &lead[at(name)]).collect();
        assert_eq!(row.iter().collect::<Vec<_>>(), wanted);
    }
    assert_eq!(by_sql.len(), listed.len());
}

#[test]
fn a_day_and_a_number_narrow_the_fixes_that_are_counted() {
    let count = |narrowed: &str| {
        let told = sql(&format!("SELECT count(*) AS n FROM fixes {narrowed}"), &["--format", "json"]);
        assert_eq!(told.code, 0, "{}", told.err);
        json(&told.out)[0]["n"].as_i64().unwrap()
    };
    let (all, ship) = (count(""), count("WHERE mmsi = 445091230"));
    assert!(0 < ship && ship < all);
    let middle = json(
        &sql(
            "SELECT max(time) AS t FROM (SELECT time FROM fixes ORDER BY time LIMIT 50)",
            &["--format", "json"],
        )
        .out,
    );
    let middle = middle[0]["t"].as_str().unwrap().to_owned();
    let before = count(&format!("WHERE time < '{middle}'"));
    let from = count(&format!("WHERE time >= '{middle}'"));
    assert!(0 < before && before < 50 && before + from == all, "{before} + {from} of {all}");
    assert_eq!(
        count(&format!("WHERE mmsi + 0 = 445091230 AND time || '' >= '{middle}'")),
        count(&format!("WHERE mmsi = 445091230 AND time >= '{middle}'"))
    );
}

#[test]
fn evidence_is_joined_to_its_lead() {
    let asked = "SELECT rank, indicator, text FROM leads JOIN evidence USING (lead_id) WHERE rank = 1 AND counted > 0";
    let told = sql(asked, &["--format", "ndjson"]);
    let rows: Vec<_> = told.out.lines().map(json).collect();
    assert!(rows.len() > 1 && rows.iter().all(|row| row["rank"] == 1), "{}", told.out);
}

#[test]
fn a_table_for_people_has_the_names_of_the_columns_above_it() {
    let told = sql("SELECT kind, count(*) AS events FROM events GROUP BY kind", &[]);
    assert!(
        told.out.find("kind") < told.out.find("encounter") && told.out.contains("events"),
        "{}",
        told.out
    );
}

#[test]
fn nothing_but_reading_is_answered() {
    let before = bytes(oil_open());
    for forbidden in [
        "DELETE FROM leads",
        "UPDATE leads SET score = 9",
        "CREATE TABLE mine (x)",
        "DROP TABLE leads",
        "ATTACH 'mine.db' AS mine",
        "PRAGMA journal_mode = DELETE",
        "SELECT * FROM pragma_database_list",
        "SELECT load_extension('mine.so')",
        "VACUUM INTO 'mine.db'",
        "SELECT 1; SELECT 2",
        "WITH x AS (SELECT 1) INSERT INTO leads SELECT * FROM x",
        "BEGIN",
        "EXPLAIN DELETE FROM leads",
    ] {
        let told = sql(forbidden, &[]);
        assert_eq!(told.code, 2, "{forbidden}: {} {}", told.out, told.err);
    }
    assert_eq!(bytes(oil_open()), before);
}

/// The names and sizes of what a folder holds.
fn bytes(dir: &Path) -> Vec<(String, u64)> {
    let size = |entry: fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        (name, entry.metadata().expect("it is there").len())
    };
    let entries = fs::read_dir(dir).expect("a folder");
    let mut held: Vec<_> = entries.map(|entry| size(entry.expect("it is there"))).collect();
    held.sort();
    held
}

#[test]
fn a_wrong_word_is_shown_where_it_stands() {
    let told = sql("SELECT speed FROM fixes", &[]);
    assert!(told.code == 2 && told.err.contains("no such column: speed"), "{}", told.err);
    assert!(told.err.contains("speed FROM fixes"), "{}", told.err);
}

#[test]
fn an_answer_ends_after_so_many_rows_or_so_much_time() {
    let told = sql("SELECT * FROM fixes", &["--rows", "3", "--format", "ndjson"]);
    assert_eq!((told.out.lines().count(), told.code), (3, 0));
    assert!(told.err.contains("cut after 3 rows"), "{}", told.err);
    let endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";
    let told = sql(endless, &["--seconds", "1"]);
    assert!(told.code == 2 && told.err.contains("stopped after 1 s"), "{}", told.err);
}

#[test]
fn who_asks_what_there_is_to_ask_is_told_every_column() {
    let asked = "SELECT unit, doc FROM columns WHERE table_name = 'events' AND column_name = 'radius_km'";
    let told = csv_rows(&sql(asked, &["--format", "csv"]).out);
    assert_eq!(told[1][0], "km");
    assert!(told[1][1].contains("nine times in ten"), "{told:?}");
    let missing = sql("SELECT count(*) AS n FROM columns WHERE doc = ''", &["--format", "csv"]);
    assert_eq!(missing.out, "n\n0\n");
}
