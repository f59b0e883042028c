//! `run --vessel-list`: lists of vessels of the user's own, in each format, beside those that are built in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Said, archive, darkwake, json, oil_open, on, said, scratch};

/// The DPRK tanker of the open oil transfer, in each format, under a name that AIS spells otherwise.
const TANKER: [(&str, &str); 3] = [
    ("watched.csv", "name,mmsi,list\nTae-Song 7,445091230,desk\n"),
    (
        "maritime.csv",
        "type,caption,imo,risk,countries,flag,mmsi,id,url,datasets,aliases\n\
         VESSEL,OLD HERON,,sanction,kp,km,445091230,x1,u1,desk,Tae Song 7\n\
         ORGANIZATION,HERON CO,IMO9999022,sanction,kp,,,x2,u2,desk,\n\
         VESSEL,ELSEWHERE,IMO9999034,sanction,ru,ru,,x3,u3,desk,\n",
    ),
    (
        "entities.ftm.json",
        concat!(
            r#"{"id":"x1","schema":"Vessel","caption":"OLD HERON","properties":{"previousName":["TAE SONG 7"],"#,
            r#""mmsi":["445091230"],"pastFlags":["kp"]},"datasets":["desk"]}"#,
            "\n"
        ),
    ),
];

/// A run over the open oil transfer with a list, and its case.
fn run_with(home: &Path, file: &str, text: &str) -> (Said, PathBuf) {
    let (list, case) = (home.join(file), home.join("case"));
    fs::write(&list, text).expect("a scratch folder takes a file");
    let mut run = darkwake();
    run.arg("run").arg(archive("oil-open")).arg("-O").arg("--out").arg(&case).arg("--vessel-list").arg(&list);
    (said(&mut run), case)
}

#[test]
fn a_tanker_on_a_list_of_each_format_is_explained_with_what_agrees_and_with_the_list() {
    let home = scratch();
    for (file, text) in TANKER {
        let (run, case) = run_with(home.path(), file, text);
        assert!(run.code == 0 && run.err.contains("1 vessel"), "{file}: {}", run.err);
        let told = json(&on("explain", &case, &["1", "--all", "--format", "json"]).out).to_string();
        let by_name = if file == "watched.csv" { "Tae-Song 7" } else { "OLD HERON" };
        let link = format!(
            "MMSI and name agree with \\\"{by_name}\\\" on the user's list \
             \\\"{file}\\\" under dataset \\\"desk\\\", no date given"
        );
        assert!(told.contains(&link), "{file}: {told}");
        let korean = on("explain", &case, &["1", "--all", "--lang", "ko"]).out;
        assert!(korean.contains("등재일 미기재") && !korean.contains("dataset"), "{korean}");
    }
}

#[test]
fn a_case_names_the_users_list_with_its_hash_its_format_and_the_rows_that_were_left_out() {
    let home = scratch();
    let (file, text) = TANKER[1];
    let (run, case) = run_with(home.path(), file, text);
    let manifest = json(&fs::read_to_string(case.join("manifest.json")).unwrap());
    let list = &manifest["lists"][4];
    assert_eq!((&list["name"], &list["entries"]), (&"maritime.csv".into(), &1.into()));
    assert_eq!(list["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(list["own"]["format"], "opensanctions_maritime");
    let left_out = &list["own"]["left_out"];
    assert_eq!((&left_out[0]["reason"], &left_out[0]["first_line"]), (&"not about a ship".into(), &3.into()));
    assert_eq!(
        (&left_out[1]["reason"], &left_out[1]["rows"]),
        (&"names nothing of the DPRK".into(), &1.into())
    );
    assert!(run.err.contains("1 row: names nothing of the DPRK (first in line 4)"), "{}", run.err);
}

#[test]
fn a_row_that_is_wrong_is_counted_and_told_and_the_ships_beside_it_are_matched() {
    let home = scratch();
    let text = format!("{}TORN\nKOTI,1234567890,desk\n", TANKER[0].1);
    let (run, _) = run_with(home.path(), "watched.csv", &text);
    assert_eq!(run.code, 0, "{}", run.err);
    for told in [
        "1 vessel;",
        "not of the form of the others (first in line 3)",
        "no station can have (first in line 4)",
    ] {
        assert!(run.err.contains(told), "{told}: {}", run.err);
    }
}

#[test]
fn a_file_that_is_no_list_ends_with_2_before_any_work_and_says_where_it_went_wrong() {
    let home = scratch();
    let wrong: [(&str, &str, &[&str]); 5] = [
        ("ships.geojson", "{\"type\":\"FeatureCollection\",\"features\":[]}\n", &["ships.geojson", "line 1"]),
        (
            "watched.csv",
            "name,imo\nKOTI,9417116\n",
            &["watched.csv", "line 2", "an IMO number that no ship can have"],
        ),
        ("empty.csv", "", &["empty.csv", "line 1"]),
        ("head.csv", "name,imo\n", &["head.csv", "no row follows the head"]),
        ("names.csv", "name,imo\nKOTI,\n", &["names.csv", "line 2", "a name alone is no match"]),
    ];
    for (file, text, told) in wrong {
        let (run, case) = run_with(home.path(), file, text);
        assert!(run.code == 2 && !case.exists(), "{file}: {}", run.err);
        assert!(told.iter().all(|told| run.err.contains(told)), "{}", run.err);
    }
    let (run, _) = run_with(home.path(), "watched.csv", TANKER[0].1);
    assert_eq!(run.code, 0);
    fs::write(home.path().join("latin.csv"), b"name,imo\n\xc9TOILE,9417115\n").unwrap();
    let mut latin = darkwake();
    latin.args(["run", "x", "--out", "y", "--vessel-list"]).arg(home.path().join("latin.csv"));
    let latin = said(&mut latin);
    assert!(
        latin.code == 2 && latin.err.contains("latin.csv") && latin.err.contains("UTF-8"),
        "{}",
        latin.err
    );
}

#[test]
fn a_list_that_names_no_ship_of_the_archive_changes_no_byte_of_a_case_but_the_manifest() {
    let home = scratch();
    let (run, case) = run_with(home.path(), "watched.csv", "name,imo\nKOTI,9417115\n");
    assert_eq!(run.code, 0, "{}", run.err);
    let (with, without) = (files(&case), files(oil_open()));
    assert!(with.keys().eq(without.keys()) && with.len() > 5, "{:?}", with.keys());
    let other: Vec<&PathBuf> = with.keys().filter(|file| with[*file] != without[*file]).collect();
    assert_eq!(other, [Path::new("manifest.json")]);
}

#[test]
fn what_would_change_a_lead_is_not_told_where_a_list_that_the_case_does_not_hold_decided() {
    let home = scratch();
    let (_, case) = run_with(home.path(), "watched.csv", TANKER[0].1);
    let told = |case: &Path| on("explain", case, &["1"]).out;
    assert!(told(oil_open()).contains("What would change it"));
    let with = told(&case);
    assert!(with.contains("the tables of this case do not give the same lead once more"), "{with}");
}

#[test]
fn a_case_that_is_run_again_with_a_list_is_found_anew_and_with_the_same_list_is_left_as_it_is() {
    let home = scratch();
    let (_, case) = run_with(home.path(), "watched.csv", TANKER[0].1);
    let again = |lists: &[&Path]| {
        let mut run = darkwake();
        run.arg("run").arg(archive("oil-open")).arg("--out").arg(&case);
        lists.iter().for_each(|list| {
            run.arg("--vessel-list").arg(list);
        });
        said(&mut run)
    };
    let list = home.path().join("watched.csv");
    let other = "the lists are not those of the case (without watched.csv)";
    let same = again(&[&list]);
    assert!(same.err.contains("nothing new") && !same.err.contains("the lists are not"), "{}", same.err);
    let mut foreseen = darkwake();
    foreseen.arg("run").arg(archive("oil-open")).arg("--out").arg(&case).arg("--dry-run");
    let foreseen = said(&mut foreseen);
    assert!(foreseen.err.contains(other) && !foreseen.out.contains("nothing new"), "{}", foreseen.err);
    let without = again(&[]);
    assert!(without.err.contains(other) && !without.err.contains("nothing new"), "{}", without.err);
    let with = again(&[&list]);
    assert!(with.err.contains("the lists are not those of the case (with watched.csv)"), "{}", with.err);
}

/// Each file of a case, by its path in it.
fn files(case: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let (mut folders, mut files) = (vec![case.to_owned()], BTreeMap::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it is a folder") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(
                    path.strip_prefix(case).expect("it lies in the case").to_owned(),
                    fs::read(&path).expect("it can be read"),
                );
            }
        }
    }
    files
}
