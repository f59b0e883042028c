//! `--lang ko`: what people read is Korean but for what ships broadcast and raw lines hold, names nobody guilty, and stands in columns.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use export::lang::Lang;
use textwrap::core::display_width;

use crate::support::{coal_voyage, dark_partner, darkwake, json, oil_open, on, reviewed, said, scratch};

/// What has no Korean letters: units, the program, files and lists that it names; a quotation mark on a page.
const KEPT: [&str; 8] = ["darkwake", "km", "manifest", "json", "ofac_dprk", "eu", "us_annex", "quot"];
/// Words that say more than a lead is.
const ACCUSING: [&str; 7] = ["위반", "불법", "범죄", "밀수", "유죄", "혐의", "적발"];

/// What a command says of a case in Korean.
fn told(command: &str, case: &Path, options: &[&str]) -> String {
    let said = on(command, case, &[options, &["--lang", "ko"]].concat());
    assert_eq!(said.code, 0, "{command} {options:?}: {}", said.err);
    said.out
}

fn cases() -> [&'static Path; 3] {
    [oil_open(), dark_partner(), coal_voyage()]
}

/// A number or a name for each lead of a case, or for each vessel.
fn each(command: &str, case: &Path, column: &str) -> Vec<String> {
    let rows = json(&on(command, case, &["--list", "all", "--format", "json"]).out);
    rows.as_array().expect("an array").iter().map(|row| row[column].to_string()).collect()
}

/// English words, names of ships left out, which are in capitals.
fn english(text: &str) -> Vec<String> {
    let shown = without(text, "`", "`");
    let shown = without(&shown, "<code", "</code>");
    let lines = shown.lines().filter(|line| !line.contains("!AIVDM") && !line.contains(".nmea"));
    let words = lines.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'));
    let is_latin = |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic() || c == '_');
    let is_small = |word: &&str| word.chars().any(|c| c.is_ascii_lowercase());
    let is_kept = |word: &&str| KEPT.contains(word) || foreign_ports().contains(*word);
    words.filter(is_latin).filter(is_small).filter(|word| !is_kept(word)).map(str::to_owned).collect()
}

/// The words of the names of ports outside both Koreas, which keep them.
fn foreign_ports() -> &'static BTreeSet<String> {
    static WORDS: OnceLock<BTreeSet<String>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let chart = chart::Chart::builtin();
        let ports = chart.ports().iter().filter(|port| !["KP", "KR"].contains(&port.country.as_str()));
        ports.flat_map(|port| port.name.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
    })
}

/// A text with what stands between two marks left out.
fn without(text: &str, from: &str, to: &str) -> String {
    let Some((head, rest)) = text.split_once(from) else { return text.to_owned() };
    let tail = rest.split_once(to).map_or("", |(_, tail)| tail);
    format!("{head} {}", without(tail, from, to))
}

fn is_korean(text: &str, what: &str) {
    assert_eq!(english(text), Vec::<String>::new(), "{what}: {text}");
    assert!(!ACCUSING.iter().any(|word| text.contains(word)), "{what}: {text}");
    assert!(
        !["을(를)", "은(는)", "이(가)", "와(과)", "(으)로"].iter().any(|pair| text.contains(pair)),
        "{what}: {text}"
    );
}

#[test]
fn every_lead_is_told_and_explained_in_korean_as_short_and_as_long_as_can_be() {
    for case in cases() {
        for options in [&["--list", "all"][..], &["--list", "all", "--probability"]] {
            is_korean(&told("leads", case, options), "leads");
        }
        for rank in each("leads", case, "rank") {
            for options in [&[rank.as_str()][..], &[&rank, "--all"]] {
                is_korean(&told("explain", case, options), &rank);
            }
        }
    }
}

#[test]
fn whatever_ships_do_in_a_simulated_week_is_told_in_korean() {
    let home = scratch();
    let (world, case) = (home.path().join("world"), home.path().join("case"));
    for seed in ["5", "9"] {
        let options = ["--days", "10", "--vessels", "120", "-O", "--seed", seed];
        assert_eq!(said(darkwake().arg("simulate").arg("--out").arg(&world).args(options)).code, 0);
        let run = said(darkwake().arg("run").arg(world.join("archive")).arg("-O").arg("--out").arg(&case));
        assert_eq!(run.code, 0, "{}", run.err);
        is_korean(&told("leads", &case, &["--list", "all"]), seed);
        is_korean(&told("events", &case, &[]), seed);
        is_korean(&told("cap", &case, &[]), seed);
        let leads = each("leads", &case, "rank");
        assert!(leads.len() > 10, "{}", leads.len());
        for rank in leads {
            is_korean(&told("explain", &case, &[&rank, "--all"]), &rank);
        }
        is_korean(&shown(&page("export", &case, &["--format", "html"])), seed);
    }
}

#[test]
fn what_ships_did_and_what_each_says_of_itself_and_the_oil_of_a_year_are_korean() {
    for case in cases() {
        is_korean(&told("events", case, &[]), "events");
        is_korean(&told("cap", case, &[]), "cap");
        let vessels = json(&on("sql", case, &["SELECT hull FROM vessels", "--format", "json"]).out);
        for vessel in vessels.as_array().expect("rows") {
            let hull = vessel["hull"].as_str().expect("a hull");
            is_korean(&told("vessel", case, &[hull, "--all"]), hull);
        }
    }
    let none = on("cap", coal_voyage(), &["--lang", "ko"]).out;
    assert!(none.contains("유류"), "{none}");
}

#[test]
fn a_reviewed_lead_is_told_with_its_state_and_the_words_of_the_reviewer_as_they_are() {
    let (_home, case) = reviewed(oil_open(), 1, "dismissed", Some("SEEN ELSEWHERE"));
    for (command, options) in
        [("leads", &[][..]), ("explain", &["1"]), ("cap", &[]), ("vessel", &["445091230"])]
    {
        is_korean(&without(&told(command, &case, options), "Kim", ","), command);
    }
    assert!(told("leads", &case, &[]).contains("기각: Kim, 2026-03-01 12:00 UTC: SEEN ELSEWHERE"));
}

/// A page that a command writes, in Korean.
fn page(command: &str, case: &Path, options: &[&str]) -> String {
    let home = scratch();
    let file = home.path().join("page.html");
    let mut asked = darkwake();
    asked.arg(command).arg(case).args(options).args(["--lang", "ko", "--out"]).arg(&file);
    let said = said(&mut asked);
    assert_eq!(said.code, 0, "{}", said.err);
    let (path, held) = said.out.split_once(": ").expect("a path and what is in the file");
    assert!(path.ends_with("page.html"), "{path}");
    is_korean(held, command);
    fs::read_to_string(file).expect("a page")
}

#[test]
fn a_file_for_google_earth_is_told_in_korean_under_english_columns_and_one_for_programs_has_no_language() {
    let kml = page("export", oil_open(), &["--format", "kml"]);
    let told = kml.split("<description>").skip(1).filter_map(|rest| rest.split('<').next());
    let named = kml.split("<name>").skip(1).filter_map(|rest| rest.split('<').next());
    is_korean(&told.chain(named).collect::<Vec<_>>().join("\n"), "kml");
    assert!(kml.contains("<Data name=\"mmsi_a\">"));
    let home = scratch();
    let csv = ["--format", "csv", "--lang", "ko", "--out"];
    let said = said(darkwake().arg("export").arg(oil_open()).args(csv).arg(home.path().join("leads.csv")));
    assert!(said.code == 2 && said.err.contains("--lang is for html and kml"), "{}", said.err);
}

/// What stands between the tags of a page, but for its style.
fn shown(page: &str) -> String {
    let page = without(page, "<style", "</style>");
    let page = without(&without(&page, "<code", "</code>"), "<!", ">");
    let texts = page.split('<').filter_map(|tag| tag.split_once('>').map(|(_, text)| text));
    let names = ["&quot;", "&lt;", "&gt;", "&amp;"];
    let text = texts.filter(|text| !text.contains(".parquet")).collect::<Vec<_>>().join("\n");
    names.iter().fold(text, |text, name| text.replace(name, " "))
}

#[test]
fn a_page_on_a_lead_and_that_of_all_leads_say_that_they_are_korean_and_are() {
    for case in cases() {
        let list = page("export", case, &["--format", "html"]);
        assert!(list.contains("<html lang=\"ko\">"));
        is_korean(&shown(&list), "list");
        for rank in each("leads", case, "rank") {
            for word in [&[][..], &["--anonymous"], &["--reviewed-by", "KIM"]] {
                let report = page("report", case, &[&[rank.as_str()], word].concat());
                assert!(report.contains("<html lang=\"ko\">"));
                is_korean(&shown(&report), &rank);
            }
        }
    }
}

#[test]
fn a_korean_page_names_no_ship_unless_somebody_stands_behind_it() {
    let anonymous = page("report", oil_open(), &["1"]);
    for naming in ["445091230", "620091410", "TAE SONG", "!AIVDM", "archive.nmea"] {
        assert!(!anonymous.contains(naming), "{naming}");
    }
    assert!(anonymous.contains("선박 A와 선박 B") && !anonymous.contains("MMSI A"), "{anonymous}");
    assert!(page("report", oil_open(), &["1", "--reviewed-by", "KIM"]).contains("445091230"));
}

#[test]
fn columns_stand_below_each_other_and_no_line_is_wider_than_the_page_though_letters_take_two_columns() {
    let text = told("events", dark_partner(), &[]);
    let at = |line: &str, sign: &str| line.find(sign).map(|byte| display_width(&line[..byte]));
    let mut lines = text.lines();
    let place = at(lines.next().expect("headings"), "위치").expect("the heading of places");
    for row in lines.take_while(|line| line.contains("N ")) {
        let begins: usize = display_width(row.split("N ").next().expect("a place")) - "38.00".len();
        assert_eq!(begins, place, "{text}");
    }
    for columns in [60, 100] {
        let mut command = darkwake();
        command
            .env("COLUMNS", columns.to_string())
            .arg("explain")
            .arg(dark_partner())
            .args(["1", "--lang", "ko"]);
        let out = said(&mut command).out;
        let told = out.split("\n원시 행").next().unwrap_or_default();
        assert!(told.lines().count() > 20, "{out}");
        assert!(told.lines().all(|line| display_width(line) <= columns), "{told}");
    }
}

#[test]
fn rows_for_programs_are_the_same_in_every_language() {
    for (command, options) in [
        ("leads", &["--format", "csv"][..]),
        ("events", &["--format", "ndjson"]),
        ("explain", &["1", "--format", "json"]),
        ("vessel", &["445091230", "--format", "json"]),
        ("cap", &["--format", "csv"]),
    ] {
        assert_eq!(told(command, oil_open(), options), on(command, oil_open(), options).out, "{command}");
    }
}

#[test]
fn a_language_that_nobody_wrote_is_a_wrong_word_and_the_languages_are_those_of_the_desk() {
    let said = on("leads", oil_open(), &["--lang", "fr"]);
    assert_eq!(said.code, 2);
    assert!(Lang::ALL.iter().all(|lang| said.err.contains(lang.code())), "{}", said.err);
}

#[test]
fn every_text_of_a_command_or_report_that_is_told_as_it_stands_is_in_the_catalogue() {
    let mut told = 0;
    for crate_dir in ["src", "../export/src"] {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join(crate_dir);
        sources(&dir, &mut |text| {
            for english in literals(text) {
                assert_ne!(Lang::Ko.tell(english), english, "{english}");
                told += 1;
            }
        });
    }
    assert!(told > 50, "{told}");
}

/// Visits every source file below a folder, its tests left out.
fn sources(dir: &Path, visit: &mut impl FnMut(&str)) {
    for entry in fs::read_dir(dir).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, visit);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("text");
            visit(text.split("#[cfg(test)]").next().unwrap_or_default());
        }
    }
}

/// The texts that stand between the brackets of `tell` and `heading`, without figures in them.
fn literals(text: &str) -> impl Iterator<Item = &str> {
    let calls = ["tell(\"", "heading(\""].into_iter().flat_map(|call| text.split(call).skip(1));
    calls.filter_map(|rest| rest.split('"').next()).filter(|text| !text.contains('\\'))
}
