//! `darkwake sniff` and `darkwake formats`: what a file is and how it would be read, or why it would not.

use std::fs;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::support::{Said, archive, darkwake, fits, json, oil_open, said, say, scratch};

const TABLE: &str = "mmsi,timestamp,lat,lon,sog,name,crew
440000001,2024-03-01T12:00:00Z,35.1,129.04,12.3,SEA\u{1b}[2JSTAR,9
440000001,never,35.1,129.04,12.3,SEA STAR,9
";

/// What was printed, without the line ends and blanks that make a page of it.
fn words(said: &Said) -> String {
    said.out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_packed_table_is_told_by_container_header_columns_and_first_rows() {
    let home = scratch();
    let file = home.path().join("ships.csv.gz");
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(TABLE.as_bytes()).unwrap();
    fs::write(&file, packed.finish().unwrap()).unwrap();
    let said = said(darkwake().arg("sniff").arg(&file));
    assert_eq!(said.code, 0, "{}", said.err);
    for fact in [
        "profile generic",
        "container gzip",
        "encoding ASCII",
        "header mmsi,timestamp,lat,lon,sog,name,crew",
        "delimiter comma",
        "time = timestamp",
        "name = name",
        "not used crew",
        "3 = 1 accepted + 1 skipped + 1 rejected; skipped: header 1",
        "rejected bad_time, 1 line, first line 3: 440000001,never",
        "2024-03-01T12:00:00Z 440000001: 35.10000 129.04000, 12.3 kn, course –, heading –",
        "name SEA\\u{1b}[2JSTAR",
    ] {
        assert!(words(&said).contains(fact), "{fact}: {}", said.out);
    }
    assert!(fits(&said.out, 100) && !said.out.contains('\u{1b}'), "{}", said.out);
}

#[test]
fn a_file_that_is_not_there_keeps_nobody_from_a_look_at_the_others() {
    let home = scratch();
    let file = home.path().join("ships.csv");
    fs::write(&file, TABLE).unwrap();
    let said = said(darkwake().arg("sniff").arg(&file).arg(home.path().join("nosuch")));
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(words(&said).contains("profile generic"), "{}", said.out);
    assert!(words(&said).contains("refused cannot look at"), "{}", said.out);
    assert!(said.err.contains("cannot look at") && said.err.contains("nosuch"), "{}", said.err);
}

#[test]
fn a_log_is_told_by_its_tag_blocks_and_times_and_a_bare_one_asks_for_the_day() {
    let said = say(["sniff", archive("oil-open").to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(words(&said).contains("profile nmea") && words(&said).contains("in a tag block"), "{}", said.out);
    assert!(
        said.out.contains("tag blocks before 382 lines") && !said.out.contains("nowhere"),
        "{}",
        said.out
    );
    let home = scratch();
    let bare = home.path().join("bare.nmea");
    fs::write(&bare, "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n").unwrap();
    let bare = bare.to_str().unwrap();
    let asked = say(["sniff", bare]);
    assert!(asked.code == 3 && words(&asked).contains("name the day with --date"), "{}", asked.out);
    let dated = say(["sniff", bare, "--date", "2024-03-01"]);
    assert!(
        dated.code == 0 && words(&dated).contains("2024-03-01T00:00:00Z 371798000: 48.38163 -123.39538, "),
        "{}",
        dated.out
    );
}

#[test]
fn a_folder_is_gone_through_and_what_is_refused_says_why_and_ends_with_3() {
    let home = scratch();
    fs::write(home.path().join("a.csv"), TABLE).unwrap();
    fs::write(home.path().join("b.csv"), "mmsi,lat,colour\n1,2,red\n").unwrap();
    fs::write(home.path().join("c.zip.csv"), b"BZh9 and more").unwrap();
    let said = said(darkwake().arg("sniff").arg(home.path()).args(["--format", "json"]));
    assert_eq!(said.code, 3, "{}", said.err);
    let found = json(&said.out);
    assert_eq!(found[0]["profile"], "generic");
    assert_eq!((&found[0]["first"][0]["mmsi"], &found[0]["refused"]), (&440_000_001.into(), &().into()));
    assert_eq!(found[0]["looked_at"]["text"]["whole"], true);
    let why = found[1]["refused"].as_str().unwrap();
    assert_eq!(why, "no column for time; no column for longitude");
    assert_eq!(found[1]["header"], "mmsi,lat,colour");
    assert!(found[1]["nearest"].as_str().unwrap().starts_with("generic (mmsi,timestamp,"));
    assert!(found[1]["advice"].as_str().unwrap().contains("--profile"));
    assert!(found[2]["refused"].is_string() && found[2]["profile"].is_null());
}

#[test]
fn an_older_case_is_no_archive_and_an_empty_folder_is_nothing_to_look_at() {
    let said = say(["sniff", oil_open().to_str().unwrap()]);
    assert!(said.code == 0 && said.out.contains("skipped    a case of darkwake's"), "{}", said.out);
    let nothing = say(["sniff", scratch().path().to_str().unwrap()]);
    assert!(nothing.code == 2 && nothing.err.contains("no file to look at"), "{}", nothing.err);
}

#[test]
fn standard_input_is_no_file_to_look_at_and_is_told_so() {
    let stdin = say(["sniff", "-"]);
    assert!(stdin.code == 2 && stdin.err.contains("not at standard input"), "{}", stdin.err);
}

#[test]
fn a_file_that_is_not_there_ends_with_2() {
    let said = say(["sniff", "no/such/file"]);
    assert!(said.code == 2 && said.out.is_empty() && said.err.contains("no/such/file"), "{}", said.err);
}

#[test]
fn formats_say_what_they_look_like_and_what_they_are_known_from() {
    let said = say(["formats"]);
    assert_eq!(said.code, 0);
    for word in ["noaa-legacy  ", "dma  ", "generic  ", "known      seen", "known      from documentation"] {
        assert!(said.out.contains(word), "{word}: {}", said.out);
    }
    assert!(fits(&said.out.replace("!AIVDM", ""), 100), "{}", said.out);
    let rows = json(&say(["formats", "--format", "json"]).out);
    assert!(rows.as_array().unwrap().iter().all(|row| row["header"].is_string() && row["zone"].is_string()));
}

#[test]
fn what_is_odd_about_a_file_is_noted_and_no_fault() {
    let home = scratch();
    let file = home.path().join("joined.csv.gz");
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    let swapped = "mmsi,timestamp,lon,lat,sog,name,crew\n440000001,2024-03-01T12:00:00Z,129.04,35.1,1,X,9\n";
    packed.write_all(format!("{TABLE}{swapped}").as_bytes()).unwrap();
    fs::write(&file, [packed.finish().unwrap(), vec![0; 512]].concat()).unwrap();
    let said = said(darkwake().arg("sniff").arg(&file));
    assert_eq!(said.code, 0, "{}", said.err);
    for note in [
        "note the header in line 4 has other columns, which were followed",
        "note 512 bytes of zeros stand behind its last gzip member and were left out",
    ] {
        assert!(words(&said).contains(note), "{note}: {}", said.out);
    }
}

#[test]
fn a_table_of_which_no_row_can_be_read_ends_as_a_run_of_it_would() {
    let home = scratch();
    let file = home.path().join("ships.csv");
    fs::write(&file, "mmsi,timestamp,lat,lon\n440000001,noon,35.1,129.04\n").unwrap();
    let refused = said(darkwake().arg("sniff").arg(&file));
    assert!(refused.code == 4 && words(&refused).contains("rejected bad_time, 1 line"), "{}", refused.out);
    fs::write(&file, TABLE).unwrap();
    assert_eq!(said(darkwake().arg("sniff").arg(&file)).code, 0);
}
