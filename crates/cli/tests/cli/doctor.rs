//! `darkwake doctor`: whether this machine is fit for a run.

use std::fs;
use std::path::Path;

use crate::support::{Said, darkwake, json, oil_open, said, scratch};

fn doctor(temp: &Path, out: &Path, options: &[&str]) -> Said {
    let mut command = darkwake();
    said(command.arg("doctor").arg("--temp-dir").arg(temp).arg("--out").arg(out).args(options))
}

/// The check of this name.
fn check<'a>(report: &'a serde_json::Value, name: &str) -> &'a serde_json::Value {
    let mut checks = report["checks"].as_array().into_iter().flatten();
    checks.find(|check| check["check"] == name).unwrap_or_else(|| panic!("no {name} in {report}"))
}

#[test]
fn a_fit_machine_is_told_what_a_run_would_find() {
    let home = scratch();
    let said = doctor(home.path(), home.path(), &["--format", "json"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
    let report = json(&said.out);
    assert_ne!(report["state"], "fault");
    for name in ["version", "processor", "memory", "budget", "open_files", "lists"] {
        assert_ne!(check(&report, name)["state"], "fault", "{report}");
    }
    for operation in ["create", "fsync", "lock", "rename", "hard_link", "remove"] {
        assert_eq!(check(&report, "temp_folder")["figures"][operation], true, "{report}");
    }
    assert!(check(&report, "budget")["figures"]["bytes"].as_u64() >= Some(128 << 20), "{report}");
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn whoever_reads_is_told_line_by_line_and_in_a_sentence() {
    let home = scratch();
    let said = doctor(home.path(), home.path(), &[]);
    assert_eq!(said.code, 0, "{}", said.out);
    assert!(said.out.starts_with("ok       version      darkwake "), "{}", said.out);
    assert!(said.out.contains(" lists        un_1718 of 20"), "{}", said.out);
    assert!(said.out.trim_end().lines().last().unwrap().starts_with("This machine is fit"), "{}", said.out);
}

#[test]
fn a_folder_that_is_not_there_is_a_fault_for_temporary_files_and_made_by_a_run_for_a_case() {
    let home = scratch();
    let missing = home.path().join("not/there");
    let said_of_out = doctor(home.path(), &missing, &["--format", "json"]);
    assert_eq!(said_of_out.code, 0, "{}", said_of_out.out);
    assert_eq!(
        check(&json(&said_of_out.out), "out_folder")["figures"]["path"],
        home.path().to_str().unwrap()
    );
    assert!(!missing.exists());

    let said_of_temp = doctor(&missing, home.path(), &[]);
    assert_eq!(said_of_temp.code, 5, "{}", said_of_temp.out);
    let fault = said_of_temp.out.lines().find(|line| line.starts_with("fault ")).unwrap();
    assert!(fault.contains("temp folder"), "{fault}");
    assert!(said_of_temp.out.contains("--temp-dir"), "{}", said_of_temp.out);
}

#[test]
fn a_file_in_the_place_of_a_folder_is_a_fault() {
    let home = scratch();
    let file = home.path().join("file");
    fs::write(&file, "in the way").unwrap();
    let said = doctor(home.path(), &file.join("case"), &["--format", "json", "--log", "json"]);
    assert_eq!(said.code, 5, "{}", said.out);
    let report = json(&said.out);
    assert_eq!(
        (&report["state"], &check(&report, "out_folder")["state"]),
        (&"fault".into(), &"fault".into())
    );
    assert_eq!(json(&said.err)["code"], 5);
}

#[test]
fn a_case_that_is_there_would_be_built_again_beside_itself() {
    let home = scratch();
    let said = doctor(home.path(), oil_open(), &["--format", "json"]);
    assert_eq!(
        check(&json(&said.out), "out_folder")["figures"]["path"],
        oil_open().parent().unwrap().to_str().unwrap()
    );
}
