//! `--profile`: tables that only a file of the user's can tell.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::support::{Said, darkwake, json, said, scratch};

/// The page that shows how it is done.
const PAGE: &str = include_str!("../../../../docs/src/tables-of-your-own.md");

/// The first block of a language on the page.
fn block(language: &str) -> &'static str {
    let (_, from) = PAGE.split_once(&format!("```{language}\n")).expect("the page has such a block");
    from.split_once("```").expect("the block ends").0
}

/// The table and the profile of the page in a folder of their own.
struct Harbour {
    home: TempDir,
    table: PathBuf,
    profile: PathBuf,
}

fn harbour(profile: &str) -> Harbour {
    let home = scratch();
    let (table, path) = (home.path().join("harbour.csv"), home.path().join("harbour.toml"));
    fs::write(&table, block("csv")).expect("a scratch folder takes a file");
    fs::write(&path, profile).expect("a scratch folder takes a file");
    Harbour { home, table, profile: path }
}

impl Harbour {
    fn sniff(&self, more: &[&str]) -> Said {
        said(darkwake().arg("sniff").arg(&self.table).arg("--profile").arg(&self.profile).args(more))
    }
}

/// Words without the line ends and blanks that make a page of them.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_example_of_the_page_is_read_as_the_page_says() {
    let said = harbour(block("toml")).sniff(&[]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    for line in block("text").lines() {
        assert!(words(&said.out).contains(&words(line)), "{line}: {}", said.out);
    }
}

#[test]
fn a_case_keeps_the_profile_by_which_its_archive_was_read() {
    let harbour = harbour(block("toml"));
    let case = harbour.home.path().join("case");
    let mut run = darkwake();
    let said = said(
        run.arg("run").arg(&harbour.table).arg("--profile").arg(&harbour.profile).arg("--out").arg(&case),
    );
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains("1 file, 4 lines (0 rejected), 2 fixes of 2 hulls"), "{}", said.err);
    let manifest = json(&fs::read_to_string(case.join("manifest.json")).unwrap());
    let profile = &manifest["config"]["reading"]["profiles"][0];
    assert_eq!((&profile["name"], &profile["columns"]["speed"]), (&"harbour".into(), &"v".into()));
    assert_eq!((&profile["units"]["speed"], &profile["zone"]), (&"km/h".into(), &"+09:00".into()));
}

#[test]
fn a_profile_that_is_not_taken_or_is_none_says_why() {
    let misspelt = harbour(&block("toml").replace("\"Head\"", "\"Heading\"")).sniff(&["--format", "json"]);
    let found = json(&misspelt.out);
    assert_eq!((misspelt.code, &found[0]["refused"]), (3, &"no column for heading".into()));
    assert!(found[0]["nearest"].as_str().unwrap().starts_with("harbour (ship;when;"), "{found}");
    let wrong = harbour(&block("toml").replace("zone", "\"z\\u001bone\"")).sniff(&[]);
    assert_eq!(wrong.code, 2);
    let why = "harbour.toml, line 4: unknown field `z\\u{1b}one`, expected one of `name`, `delimiter`";
    assert!(wrong.err.contains(why) && wrong.out.is_empty(), "{}", wrong.err);
    let none = harbour(block("csv")).sniff(&[]);
    assert!(none.code == 2 && none.err.contains("harbour.toml, line 2: "), "{}", none.err);
    let harbour = harbour(block("toml"));
    let twice = harbour.sniff(&["--profile", harbour.profile.to_str().unwrap()]);
    assert!(
        twice.code == 2 && twice.err.contains("another before it is called \"harbour\""),
        "{}",
        twice.err
    );
}

#[test]
fn a_run_says_as_what_its_files_were_taken_and_a_plan_as_what_they_would_be() {
    let home = scratch();
    let logs = home.path().join("logs");
    fs::create_dir(&logs).unwrap();
    let table = "mmsi,timestamp,lat,lon,crew\n440000001,2024-03-01T12:00:00,35.1,129.04,9\n";
    ["a.csv", "b.csv", "c.csv"]
        .iter()
        .for_each(|name| fs::write(logs.join(name), table.replace(",9", &format!(",{name}"))).unwrap());
    let run = |options: &[&str]| {
        said(darkwake().arg("run").arg(&logs).arg("--out").arg(home.path().join("case")).args(options))
    };
    let took = "mmsi = mmsi, time = timestamp, latitude = lat, longitude = lon";
    let planned = run(&["--dry-run"]);
    assert!(planned.out.contains(&format!("a.csv: read: new, as generic ({took})\n")), "{}", planned.out);
    let read = run(&["--tz", "+09:00"]);
    assert!(read.err.contains("\nread as generic (3 files)\n"), "{}", read.err);
    let applied = "a.csv and 2 other files: --tz +09:00 was applied\n";
    let taken = format!("a.csv and 2 other files: its columns were taken by their names: {took}\n");
    assert!(read.err.contains(applied) && read.err.contains(&taken), "{}", read.err);
    let again = run(&["--dry-run"]).out;
    let why = "a run would look into the case again: --tz was given before and is not now; what was read with it stays\n";
    assert!(again.contains("no new bytes in 3 files\n") && again.ends_with(why), "{again}");
}
