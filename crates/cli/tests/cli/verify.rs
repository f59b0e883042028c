//! `darkwake verify`: a case and its inputs are what they were, or the first thing that is not is named.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::support::{archive, darkwake, json, on, said, scratch};

/// A case of its own, beside its input.
fn case() -> (TempDir, PathBuf, PathBuf) {
    let home = scratch();
    let (log, case) = (home.path().join("log.nmea"), home.path().join("case"));
    fs::copy(archive("coal-voyage"), &log).expect("a scratch folder takes a file");
    assert_eq!(said(darkwake().arg("run").arg(&log).arg("--out").arg(&case)).code, 0);
    (home, log, case)
}

#[test]
fn a_case_as_it_was_written_is_sound_and_what_cannot_be_checked_is_named() {
    let (_home, log, case) = case();
    let said = on("verify", &case, &[]);
    assert_eq!(said.code, 0, "{}", said.err);
    let tables =
        json(&fs::read_to_string(case.join("manifest.json")).unwrap())["tables"].as_array().unwrap().len();
    assert!(said.out.starts_with(&format!("tables: {tables} of {tables} files as written")), "{}", said.out);
    assert!(said.out.contains("inputs: 1 of 1 file as read"), "{}", said.out);
    assert!(said.out.contains("not checked: manifest.json"), "{}", said.out);
    fs::remove_file(log).unwrap();
    let gone = on("verify", &case, &[]);
    assert_eq!(gone.code, 0, "{}", gone.out);
    let hint = "inputs: 0 of 1 file as read\ninputs: none of them is in its place";
    assert!(gone.out.contains(hint), "{}", gone.out);
    assert!(gone.out.contains("log.nmea, which is not in its place"), "{}", gone.out);
}

#[test]
fn an_archive_that_was_moved_is_found_below_its_new_root_with_its_folders_or_without() {
    let home = scratch();
    let (day, case) = (home.path().join("old/archive/day"), home.path().join("case"));
    fs::create_dir_all(&day).unwrap();
    fs::copy(archive("coal-voyage"), day.join("log.nmea")).unwrap();
    assert_eq!(said(darkwake().arg("run").arg(home.path().join("old")).arg("--out").arg(&case)).code, 0);
    fs::rename(home.path().join("old/archive"), home.path().join("new")).unwrap();
    for root in ["new", "new/day"] {
        let root = home.path().join(root);
        let said = on("verify", &case, &["--archive-root", root.to_str().unwrap()]);
        assert!(said.code == 0 && said.out.contains("inputs: 1 of 1 file as read"), "{}", said.out);
    }
    let nowhere = on("verify", &case, &["--archive-root", home.path().join("gone").to_str().unwrap()]);
    assert!(nowhere.code == 2 && nowhere.err.contains("there is no folder"), "{}", nowhere.err);
}

#[test]
fn a_case_that_lacks_a_table_is_not_added_to() {
    let (_home, log, case) = case();
    fs::remove_file(case.join("marks.parquet")).unwrap();
    let again = said(darkwake().arg("run").arg(&log).arg("--out").arg(&case));
    assert_eq!(again.code, 2, "{}", again.err);
    assert!(again.err.contains("marks.parquet is missing; `darkwake verify "), "{}", again.err);
    assert_eq!(said(darkwake().args(["run", "--overwrite"]).arg(&log).arg("--out").arg(&case)).code, 0);
}

#[test]
fn a_table_with_a_flipped_bit_is_named_and_ends_with_3_and_an_input_that_grew_is_named() {
    let (_home, log, case) = case();
    let table = case.join("events.parquet");
    let mut bytes = fs::read(&table).unwrap();
    bytes[10] ^= 1;
    fs::write(&table, bytes).unwrap();
    let torn = on("verify", &case, &[]);
    assert_eq!(torn.code, 3);
    assert!(
        torn.out.starts_with("differs: events.parquet was changed since the case was written\n"),
        "{}",
        torn.out
    );
    fs::write(&log, fs::read_to_string(&log).unwrap() + "\n").unwrap();
    let grown = on("verify", &case, &[]);
    assert!(
        grown.code == 3 && grown.out.contains("log.nmea, the bytes that were read are the same"),
        "{}",
        grown.out
    );
}

#[test]
fn an_input_of_the_same_length_and_other_bytes_is_noticed() {
    let (_home, log, case) = case();
    fs::write(&log, fs::read_to_string(&log).unwrap().replacen('!', "$", 1)).unwrap();
    let said = on("verify", &case, &[]);
    assert_eq!(said.code, 3);
    assert!(
        said.out.starts_with("differs: ") && said.out.contains("inputs: 0 of 1 file as read"),
        "{}",
        said.out
    );
}

#[test]
fn a_manifest_that_lists_other_rows_than_a_table_has_is_noticed() {
    let (_home, _log, case) = case();
    let path = case.join("manifest.json");
    let mut manifest = json(&fs::read_to_string(&path).unwrap());
    let tables = manifest["tables"].as_array_mut().unwrap();
    let leads = tables.iter_mut().find(|table| table["table"] == "leads").unwrap();
    leads["rows"] = 7.into();
    fs::write(&path, manifest.to_string()).unwrap();
    let said = on("verify", &case, &[]);
    assert_eq!(said.code, 3);
    assert!(
        said.out.starts_with("differs: rows in leads.parquet: 1; the manifest lists 7\n"),
        "{}",
        said.out
    );
}
