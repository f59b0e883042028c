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
fn what_came_from_standard_input_is_not_looked_for_in_an_archive() {
    let home = scratch();
    let case = home.path().join("case");
    let log = fs::read(archive("coal-voyage")).unwrap();
    let run = said(darkwake().args(["run", "-", "--out"]).arg(&case).write_stdin(log));
    assert_eq!(run.code, 0, "{}", run.err);
    let said = on("verify", &case, &[]);
    assert_eq!(said.code, 0, "{}", said.out);
    assert!(!said.out.contains("--archive-root") && !said.out.contains("in its place"), "{}", said.out);
    let words = said.out.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = "not checked: what came from standard input, which cannot be read again";
    assert!(words.contains(told), "{}", said.out);
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
fn a_table_that_no_run_wrote_and_a_list_of_other_inputs_are_named() {
    let (_home, _log, case) = case();
    let day = fs::read_dir(case.join("fixes")).unwrap().next().unwrap().unwrap().path();
    fs::copy(day.join("part-0.parquet"), day.join("part-1.parquet")).unwrap();
    let added = on("verify", &case, &[]);
    assert!(added.code == 3 && added.out.contains("part-1.parquet is no file of the case"), "{}", added.out);
    fs::remove_file(day.join("part-1.parquet")).unwrap();
    let path = case.join("manifest.json");
    let mut manifest = json(&fs::read_to_string(&path).unwrap());
    manifest["inputs"] = serde_json::json!([]);
    fs::write(&path, manifest.to_string()).unwrap();
    let emptied = on("verify", &case, &[]);
    let fault = "differs: the inputs in manifest.json are not those of sources.parquet";
    assert!(emptied.code == 3 && emptied.out.starts_with(fault), "{}", emptied.out);
}

#[test]
fn an_archive_that_was_torn_is_no_file_that_is_not_in_its_place() {
    let home = scratch();
    let (packed, case) = (home.path().join("logs.tar"), home.path().join("case"));
    let mut tar = tar::Builder::new(fs::File::create(&packed).unwrap());
    for name in ["1.nmea", "2.nmea"] {
        tar.append_path_with_name(archive("coal-voyage"), name).unwrap();
    }
    tar.finish().unwrap();
    drop(tar);
    said(darkwake().arg("run").arg(&packed).arg("--out").arg(&case));
    assert_eq!(on("verify", &case, &[]).code, 0);
    let bytes = fs::read(&packed).unwrap();
    fs::write(&packed, &bytes[..bytes.len() / 3]).unwrap();
    let torn = on("verify", &case, &[]);
    assert!(torn.code == 3 && torn.out.contains("1.nmea was changed since it was read"), "{}", torn.out);
}

#[test]
fn a_case_with_a_table_of_another_is_not_added_to() {
    let ((home, log, case), (_other_home, _other_log, other)) = (case(), case());
    let day = fs::read_dir(case.join("fixes")).unwrap().next().unwrap().unwrap().file_name();
    let table = |case: &PathBuf| case.join("fixes").join(&day).join("part-0.parquet");
    let mut bytes = fs::read(table(&other)).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(table(&case), bytes).unwrap();
    // One more line of the same day, so that the day has to be merged.
    let late = home.path().join("late.nmea");
    fs::write(&late, fs::read_to_string(&log).unwrap().lines().next().unwrap().to_owned() + "\n").unwrap();
    let again = said(darkwake().arg("run").arg(&late).arg("--out").arg(&case));
    assert_eq!(again.code, 2, "{}", again.err);
    assert!(again.err.contains("part-0.parquet was changed since the case was written"), "{}", again.err);
    assert_eq!(on("verify", &case, &[]).code, 3);
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
fn a_manifest_that_counts_other_lines_of_an_input_is_told_which_and_how_many() {
    let (_home, _log, case) = case();
    let path = case.join("manifest.json");
    let mut manifest = json(&fs::read_to_string(&path).unwrap());
    let accepted = manifest["inputs"][0]["accepted"].as_i64().unwrap();
    manifest["inputs"][0]["accepted"] = (accepted + 1).into();
    fs::write(&path, manifest.to_string()).unwrap();
    let said = on("verify", &case, &[]);
    let told: Vec<&str> = said.out.split_whitespace().collect();
    let differs = format!("log.nmea: {}; the table has {accepted}", accepted + 1);
    assert!(said.code == 3 && told.join(" ").contains(&differs), "{}", said.out);
    let tables = manifest["tables"].as_array().unwrap().len();
    assert!(said.out.contains(&format!("tables: {tables} of {tables} files as written")), "{}", said.out);
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
        said.out.starts_with("differs: rows in leads.parquet: 2; the manifest lists 7\n"),
        "{}",
        said.out
    );
}
