//! `darkwake rejects`: what was refused, where and why, for people and for scripts.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::support::{Said, archive, csv_rows, darkwake, fits, json, oil_open, on, said, scratch};

/// A case of a good log, a log with faults of two kinds, and a file that is no archive.
fn faulty() -> &'static (TempDir, PathBuf) {
    static CASE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    CASE.get_or_init(|| {
        let home = scratch();
        let logs = home.path().join("logs");
        write_logs(&logs).expect("a scratch folder takes files");
        let case = home.path().join("case");
        let run = said(darkwake().arg("run").arg(&logs).arg("--out").arg(&case));
        assert_eq!(run.code, 3, "{}", run.err);
        (home, case)
    })
}

fn write_logs(logs: &Path) -> io::Result<()> {
    fs::create_dir(logs)?;
    fs::copy(archive("oil-open"), logs.join("good.nmea"))?;
    let noise = "!AIVDM,1,1,,A,noise,0*00\n".repeat(5) + "no \u{1b}[2J sentence\n";
    fs::write(logs.join("bad.nmea"), noise + &fs::read_to_string(archive("coal-voyage"))?)?;
    fs::write(logs.join("README"), "about these logs\n")
}

fn rejects(options: &[&str]) -> Said {
    on("rejects", &faulty().1, options)
}

#[test]
fn reasons_stand_by_their_number_with_the_first_lines_of_each_and_what_was_left_out() {
    let said = rejects(&[]);
    assert_eq!(said.code, 0, "{}", said.err);
    let lines: Vec<&str> = said.out.lines().collect();
    assert!(lines[0].starts_with("reason ") && lines[0].contains("lines"), "{}", said.out);
    assert!(lines[1].starts_with("bad_checksum") && lines[1].contains(" 5 "), "{}", said.out);
    assert!(said.out.contains("bad.nmea, line 1, from byte 0"), "{}", said.out);
    assert_eq!(said.out.matches("!AIVDM,1,1,,A,noise,0*00").count(), 3, "{}", said.out);
    assert!(said.out.contains("no \\u{1b}[2J sentence") && !said.out.contains('\u{1b}'), "{}", said.out);
    assert!(said.out.contains("\n6 of ") && said.out.contains(" lines rejected, "), "{}", said.out);
    assert!(said.out.contains("1 input not read in the last run, or not to the end:\n"), "{}", said.out);
    assert!(said.out.contains("README") && fits(&said.out, 100), "{}", said.out);
}

#[test]
fn reasons_and_files_are_picked_and_so_many_lines_quoted_as_are_asked_for() {
    let one = rejects(&["--reason", "not_nmea", "--top", "9"]);
    assert!(one.out.contains("1 of ") && !one.out.contains("bad_checksum"), "{}", one.out);
    let all = csv_rows(&rejects(&["--format", "csv"]).out);
    assert_eq!((all.len(), all[0].join(",").as_str()), (7, "file_id,path,reason,line,offset,excerpt"));
    assert!(all[1..].iter().all(|row| row[1].ends_with("logs/bad.nmea")), "{all:?}");
    assert_eq!(json(&rejects(&["--format", "json", "--top", "2"]).out).as_array().unwrap().len(), 3);
    assert_eq!(csv_rows(&rejects(&["--file", "bad.nmea", "--format", "csv"]).out), all);
    let good = rejects(&["--file", "good.nmea"]);
    assert!(good.code == 0 && good.out.starts_with("0 of 382 lines rejected"), "{}", good.out);
}

#[test]
fn a_reason_or_a_file_that_the_case_does_not_have_is_named_with_those_it_has() {
    let reason = rejects(&["--reason", "bad_luck"]);
    assert_eq!(reason.code, 2);
    assert!(reason.err.contains("\"bad_luck\": wanted one of bad_checksum, not_nmea"), "{}", reason.err);
    let file = rejects(&["--file", "worse.nmea"]);
    assert!(file.code == 2 && file.err.contains("no file \"worse.nmea\" was read"), "{}", file.err);
    let none = on("rejects", oil_open(), &["--reason", "bad_luck"]);
    assert!(none.code == 2 && none.err.contains("nor for any other reason"), "{}", none.err);
}
