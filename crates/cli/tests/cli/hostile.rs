//! Names that someone with a radio, or a table, could send to whoever reads a list.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::support::{archive, csv_rows, darkwake, json, on, said, scratch};

const CLEARS_THE_SCREEN: &str = "TAE\u{1b}[2J\u{7}SONG";
const TURNS_THE_LINE: &str = "HERON\u{202e}EVIL";
const RUNS_A_PROGRAM: &str = "=cmd|' /C calc'!A0";

/// A case of the open oil transfer told as a table, in which the two ships have these names.
fn case(first: &str, second: &str) -> (TempDir, PathBuf) {
    case_of(&table(first, second).expect("cells are text"))
}

fn case_of(table: &[u8]) -> (TempDir, PathBuf) {
    let home = scratch();
    let (file, case) = (home.path().join("table.csv"), home.path().join("case"));
    fs::write(&file, table).expect("a scratch folder takes a file");
    let run = said(darkwake().arg("run").arg(&file).arg("--out").arg(&case));
    assert_eq!(run.code, 0, "{}", run.err);
    assert_tame(&run.out);
    (home, case)
}

fn table(first: &str, second: &str) -> csv::Result<Vec<u8>> {
    let decode = ["decode", "--format", "csv", "--types", "1"];
    let positions = csv_rows(&said(darkwake().args(decode).arg(archive("oil-open"))).out);
    let mut table = Vec::new();
    let mut out = csv::Writer::from_writer(&mut table);
    out.write_record(["mmsi", "timestamp", "lat", "lon", "sog", "cog", "name", "type"])?;
    for row in &positions[1..] {
        let name = match row[2].as_str() {
            "445091230" => first,
            "620091410" => second,
            _ => "HONEST",
        };
        out.write_record([&row[2], &row[0], &row[3], &row[4], &row[5], &row[6], name, "80"])?;
    }
    out.flush()?;
    drop(out);
    Ok(table)
}

/// No character that moves the cursor or turns a line around, but line feeds.
fn assert_tame(text: &str) {
    let wild = |c: &char| {
        (c.is_control() && *c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert_eq!(text.chars().find(wild), None, "{text:?}");
}

#[test]
fn a_name_cannot_steer_the_terminal_of_whoever_lists_or_explains() {
    let (_home, case) = case(CLEARS_THE_SCREEN, TURNS_THE_LINE);
    for (command, options) in [
        ("leads", &[][..]),
        ("explain", &["1"]),
        ("explain", &["1", "--all"]),
        ("events", &[]),
        ("vessel", &["445091230"]),
        ("vessel", &["e"]),
    ] {
        assert_tame(&on(command, &case, options).out);
    }
    assert_tame(&on("leads", &case, &["--format", "csv"]).out);
    let leads = on("leads", &case, &[]).out;
    assert!(leads.contains("TAE\\u{1b}[2J\\u{7}SONG"), "{leads}");
    assert!(leads.contains("HERON\\u{202e}EVIL"), "{leads}");
    assert!(on("explain", &case, &["1"]).out.contains("(\"HERON\\u{202e}EVIL\")"));
}

#[test]
fn a_name_that_is_a_formula_does_not_run_in_a_sheet_and_stays_whole_in_json() {
    let (_home, case) = case(RUNS_A_PROGRAM, "HONEST, SHIP");
    let rows = csv_rows(&on("leads", &case, &["--format", "csv"]).out);
    let column = rows[0].iter().position(|column| column == "name_a").unwrap();
    assert_eq!(
        (rows[1][column].as_str(), rows[1][column + 1].as_str()),
        ("'=cmd|' /C calc'!A0", "HONEST, SHIP")
    );
    let leads = json(&on("leads", &case, &["--format", "json"]).out);
    assert_eq!(leads[0]["name_a"], RUNS_A_PROGRAM);
}

/// The names of two ships, how text shows the first, and how a sheet does.
const TREACHEROUS: [(&str, &str, &str, &str); 3] = [
    ("X\u{9b}2JY", "X\u{2067}Y\u{2069}", "X\\u{9b}2JY", "X\\u{9b}2JY"),
    ("X\u{200b}\u{feff}Y", "@SUM(A1:A9)", "X\\u{200b}\\u{feff}Y", "X\\u{200b}\\u{feff}Y"),
    ("-2+3", "\u{ff1d}1+1", "-2+3", "'-2+3"),
];

#[test]
fn no_treacherous_name_is_shown_as_it_was_sent_in_any_text() {
    for (first, second, text, sheet) in TREACHEROUS {
        let (_home, case) = case(first, second);
        for (command, options) in [("leads", &[][..]), ("explain", &["1", "--all"])] {
            let told = on(command, &case, options).out;
            assert_tame(&told);
            assert!(told.contains(text), "{first:?} in {command}: {told}");
        }
        let csv = ["events", "leads"].map(|command| on(command, &case, &["--format", "csv"]).out);
        csv.iter().for_each(|text| assert_tame(text));
        let rows = csv_rows(&csv[1]);
        let column = rows[0].iter().position(|column| column == "name_a").unwrap();
        let [first, second] = [&rows[1][column], &rows[1][column + 1]];
        assert_eq!(first, sheet);
        assert!(!second.starts_with(['=', '+', '-', '@', '\u{ff1d}']), "{second}");
    }
}

#[test]
fn a_formula_in_a_radio_name_does_not_run_in_a_sheet_of_decoded_messages() {
    let home = scratch();
    let file = home.path().join("log.nmea");
    let name = ais::StaticAndVoyage {
        shipname: ais::Text::new("=1+1"),
        ..ais::StaticAndVoyage::unavailable(440_000_001)
    };
    let lines = ais::sentences(&ais::Message::StaticAndVoyage(name).encode(), ais::Framing::default());
    fs::write(&file, lines.join("\n") + "\n").unwrap();
    let rows = csv_rows(&said(darkwake().args(["decode", "--format", "csv"]).arg(&file)).out);
    let column = rows[0].iter().position(|column| column == "name").unwrap();
    assert_eq!(rows[1][column], "'=1+1");
}

#[cfg(unix)]
#[test]
fn the_name_of_a_file_cannot_steer_the_terminal_of_whoever_is_told_what_is_wrong_with_it() {
    let home = scratch();
    let archive = home.path().join("TAE\u{1b}[2J\u{7}SONG\nHERON\u{202e}EVIL");
    fs::create_dir(&archive).unwrap();
    fs::write(archive.join("colours.csv"), "mmsi,colour\n1,red\n").unwrap();
    let run =
        || darkwake().arg("run").arg(&archive).arg("--out").arg(home.path().join("case")).output().unwrap();
    let tell = |command: &str| darkwake().arg(command).arg(&archive).output().unwrap();
    let refused = run();
    fs::write(archive.join("log.nmea"), fs::read(crate::support::archive("oil-open")).unwrap()).unwrap();
    for output in [refused, run(), tell("leads"), tell("decode")] {
        let err = String::from_utf8(output.stderr).unwrap();
        assert_tame(&err);
        assert!(err.contains("TAE\\u{1b}[2J\\u{7}SONG\\u{a}HERON\\u{202e}EVIL"), "{err}");
    }
}

#[test]
fn whoever_explains_a_lead_reads_that_both_ships_send_one_imo_number_or_one_that_is_no_ships() {
    let explained = |imo: &str| {
        let table =
            String::from_utf8(table("TAE SONG 7", "HERON").expect("cells are text")).expect("letters");
        let (head, rows) = table.split_once('\n').expect("a head");
        let is_party = |row: &str| row.starts_with("445091230") || row.starts_with("620091410");
        let cell = |row: &str| if is_party(row) { imo.to_owned() } else { String::new() };
        let rows: String = rows.lines().map(|row| format!("{row},{}\n", cell(row))).collect();
        let (_home, case) = case_of(format!("{head},imo\n{rows}").as_bytes());
        on("explain", &case, &["1"]).out.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (shared, wrong) = (explained("9176187"), explained("9176188"));
    let both = "IMO 9176187, which MMSI 445091230 broadcasts, was broadcast by MMSI 620091410 ";
    assert!(
        shared.contains(both) && shared.contains("which of them is that ship, if any, is not known."),
        "{shared}"
    );
    let none = "IMO 9176188, which MMSI 445091230 broadcasts, fails its check digit: it is no ship's number.";
    assert!(wrong.contains(none) && !explained("0").contains("which MMSI 445091230 broadcasts"), "{wrong}");
}
