//! The memory and the folder that a run is given: what there is not, and what others left there.

use std::fs;
use std::path::Path;

use crate::support::{Said, archive, darkwake, said, scratch};

fn run(home: &Path, words: &[&str]) -> Said {
    let case = home.join("case");
    said(darkwake().arg("run").arg(archive("oil-open")).arg("--out").arg(case).arg("-O").args(words))
}

/// Elsewhere the machine does not tell what it has.
#[cfg(target_os = "linux")]
#[test]
fn a_run_that_is_given_more_memory_than_there_is_says_so_and_takes_what_there_is() {
    let home = scratch();
    let too_much = run(home.path(), &["--memory", "200T"]);
    assert_eq!(too_much.code, 0, "{}", too_much.err);
    assert!(too_much.err.contains("note: --memory names 219902.3 GB, and there is "), "{}", too_much.err);
    let json = run(home.path(), &["--memory", "200T", "--log", "json"]).err;
    assert!(json.contains(r#""event":"too_much_memory","named":219902325555200,"available":"#), "{json}");
    let enough = run(home.path(), &["--memory", "128M"]);
    assert!(!enough.err.contains("--memory"), "{}", enough.err);
}

#[test]
fn what_a_killed_run_for_another_case_left_is_named_with_its_size_and_stays() {
    let (home, temp) = (scratch(), scratch());
    let left = temp.path().join(".darkwake-0123456789abcdef");
    fs::create_dir(&left).unwrap();
    fs::File::create(left.join("0.fixes")).unwrap().set_len(3_200_000_000).unwrap();
    let said = run(home.path(), &["--temp-dir", temp.path().to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}", said.err);
    let named = format!("note: {} holds 3.2 GB of a run for another case", left.display());
    assert!(said.err.contains(&named), "{}", said.err);
    assert!(left.join("0.fixes").exists());
    let elsewhere = run(home.path(), &[]);
    assert!(!elsewhere.err.contains(".darkwake-"), "{}", elsewhere.err);
}
