//! A case is there whole or not at all, and nothing that is not a case is ever replaced.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::story::story;
use darkwake_case::{Case, OpenError, Overwrite, WriteError, write};

fn put(dir: &Path, overwrite: Overwrite) -> Result<(), WriteError> {
    write(dir, &story().contents(), overwrite)
}

fn home() -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("case");
    (home, dir)
}

#[test]
fn a_case_is_replaced_only_when_asked() {
    let (_home, dir) = home();
    put(&dir, Overwrite::No).unwrap();
    let refusal = put(&dir, Overwrite::No).unwrap_err();
    assert!(matches!(refusal, WriteError::Exists(_)), "{refusal}");
    assert!(refusal.to_string().contains("--overwrite"));
    put(&dir, Overwrite::Yes).unwrap();
    assert!(Case::open(&dir).is_ok());
}

#[test]
fn a_folder_of_someone_elses_is_never_replaced() {
    let (_home, dir) = home();
    fs::create_dir(&dir).unwrap();
    fs::write(dir.join("thesis.tex"), "years of work").unwrap();
    for overwrite in [Overwrite::No, Overwrite::Yes] {
        assert!(matches!(put(&dir, overwrite), Err(WriteError::NotACase(_))));
    }
    fs::write(dir.join("manifest.json"), "{\"program\": {\"name\": \"another\"}}").unwrap();
    assert!(matches!(put(&dir, Overwrite::Yes), Err(WriteError::NotACase(_))));
    assert_eq!(fs::read_to_string(dir.join("thesis.tex")).unwrap(), "years of work");
}

#[test]
fn a_file_in_the_way_is_left_alone_and_an_empty_folder_is_used() {
    let (home, dir) = home();
    let file = home.path().join("file");
    fs::write(&file, "mine").unwrap();
    assert!(matches!(put(&file, Overwrite::Yes), Err(WriteError::NotACase(_))));
    fs::create_dir(&dir).unwrap();
    put(&dir, Overwrite::No).unwrap();
    assert!(Case::open(&dir).is_ok());
}

#[test]
fn parent_folders_are_made() {
    let (home, _) = home();
    let dir = home.path().join("2024/march/case");
    put(&dir, Overwrite::No).unwrap();
    assert!(Case::open(&dir).is_ok());
}

#[test]
fn the_leftovers_of_a_killed_run_do_not_matter() {
    let (home, dir) = home();
    let building = home.path().join(".case.building");
    fs::create_dir(&building).unwrap();
    fs::write(building.join("events.parquet"), "half a tab").unwrap();
    put(&dir, Overwrite::No).unwrap();
    assert!(!building.exists());
    assert!(Case::open(&dir).unwrap().verify().unwrap().is_empty());
}

#[test]
fn a_case_moved_aside_by_a_killed_run_is_named_and_put_back() {
    let (home, dir) = home();
    put(&dir, Overwrite::No).unwrap();
    fs::rename(&dir, home.path().join(".case.former")).unwrap();
    let refusal = Case::open(&dir).unwrap_err();
    assert!(matches!(refusal, OpenError::Interrupted { .. }), "{refusal}");
    assert!(matches!(put(&dir, Overwrite::No), Err(WriteError::Exists(_))));
    assert!(Case::open(&dir).unwrap().verify().unwrap().is_empty());
}

#[test]
fn a_case_that_was_moved_aside_is_put_back_over_an_empty_folder_and_never_removed_for_another() {
    let (home, dir) = home();
    let former = home.path().join(".case.former");
    put(&dir, Overwrite::No).unwrap();
    fs::write(dir.join("notes.md"), "seen by J.").unwrap();
    fs::rename(&dir, &former).unwrap();
    fs::create_dir(&dir).unwrap();
    fs::write(dir.join("thesis.tex"), "years of work").unwrap();
    assert!(put(&dir, Overwrite::Yes).is_err());
    assert!(former.join("notes.md").exists() && dir.join("thesis.tex").exists());
    fs::remove_file(dir.join("thesis.tex")).unwrap();
    assert!(matches!(Case::open(&dir), Err(OpenError::Interrupted { .. })));
    put(&dir, Overwrite::Yes).unwrap();
    assert_eq!(fs::read_to_string(dir.join("notes.md")).unwrap(), "seen by J.");
    assert!(!former.exists());
}

#[cfg(unix)]
#[test]
fn a_link_leads_to_the_case_also_while_that_is_gone() {
    let (home, dir) = home();
    let link = home.path().join("link");
    std::os::unix::fs::symlink("case", &link).unwrap();
    put(&link, Overwrite::No).unwrap();
    assert!(link.is_symlink() && Case::open(&dir).is_ok());
    fs::rename(&dir, home.path().join(".case.former")).unwrap();
    assert!(matches!(Case::open(&link), Err(OpenError::Interrupted { .. })));
    assert!(matches!(put(&link, Overwrite::No), Err(WriteError::Exists(_))));
    assert!(Case::open(&dir).is_ok());
}

#[test]
fn a_second_writer_waits_for_its_turn() {
    let (home, dir) = home();
    let lock = File::create(home.path().join(".case.lock")).unwrap();
    lock.lock().unwrap();
    let refusal = put(&dir, Overwrite::No).unwrap_err();
    assert!(matches!(refusal, WriteError::Locked(_)), "{refusal}");
    drop(lock);
    put(&dir, Overwrite::No).unwrap();
    assert!(cfg!(not(unix)) || !home.path().join(".case.lock").exists());
}

#[test]
fn of_writers_that_come_and_go_at_once_one_writes_at_a_time() {
    let (home, dir) = home();
    let told: Vec<Result<(), WriteError>> = std::thread::scope(|scope| {
        let one = || (0..20).map(|_| put(&dir, Overwrite::Yes)).collect::<Vec<_>>();
        let writers: Vec<_> = (0..4).map(|_| scope.spawn(one)).collect();
        writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect()
    });
    assert!(told.iter().all(|told| matches!(told, Ok(()) | Err(WriteError::Locked(_)))), "{told:?}");
    assert!(told.iter().any(Result::is_ok) && Case::open(&dir).is_ok());
    let names: Vec<_> = fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(cfg!(not(unix)) || names == ["case"], "{names:?}");
}

#[test]
fn a_failed_write_leaves_the_former_case_and_no_litter() {
    let (home, dir) = home();
    put(&dir, Overwrite::No).unwrap();
    let mut contents = story();
    contents.leads[0].legs = vec![0];
    let before = fs::read(dir.join("leads.parquet")).unwrap();
    // A folder that cannot be copied as notes makes the write fail in its last step.
    fs::create_dir(dir.join("notes.d")).unwrap();
    let refusal = write(&dir, &contents.contents(), Overwrite::Yes).unwrap_err();
    assert!(refusal.to_string().contains("notes.d"), "{refusal}");
    assert_eq!(fs::read(dir.join("leads.parquet")).unwrap(), before);
    let litter: Vec<_> = fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!litter.contains(&".case.building".into()), "{litter:?}");
}

#[test]
fn the_analysts_notes_outlive_a_rebuilt_case() {
    let (_home, dir) = home();
    put(&dir, Overwrite::No).unwrap();
    fs::write(dir.join("notes.sqlite"), "seen by J.").unwrap();
    put(&dir, Overwrite::Yes).unwrap();
    assert_eq!(fs::read_to_string(dir.join("notes.sqlite")).unwrap(), "seen by J.");
}

#[test]
fn a_case_of_another_version_is_refused_with_the_command_that_rebuilds_it() {
    let (_home, dir) = home();
    put(&dir, Overwrite::No).unwrap();
    edit_manifest(&dir, "\"schema_version\": 9", "\"schema_version\": 99");
    let refusal = Case::open(&dir).unwrap_err();
    assert!(matches!(refusal, OpenError::Version { found: 99, .. }), "{refusal}");
    assert!(refusal.to_string().contains("--overwrite"));
    put(&dir, Overwrite::Yes).unwrap();
    assert!(Case::open(&dir).is_ok());
}

#[test]
fn a_manifest_that_points_out_of_its_case_is_refused() {
    for path in ["../events.parquet", "/etc/passwd", ""] {
        let (_home, dir) = home();
        put(&dir, Overwrite::No).unwrap();
        edit_manifest(&dir, "\"path\": \"events.parquet\"", &format!("\"path\": \"{path}\""));
        assert!(matches!(Case::open(&dir), Err(OpenError::Manifest { .. })), "{path}");
    }
}

#[test]
fn a_folder_without_a_manifest_is_no_case() {
    let (home, dir) = home();
    assert!(matches!(Case::open(home.path()), Err(OpenError::Missing(_))));
    assert!(matches!(Case::open(&dir), Err(OpenError::Missing(_))));
    fs::create_dir(&dir).unwrap();
    fs::write(dir.join("manifest.json"), "{\"program\": {\"name\": \"darkwake\"}").unwrap();
    assert!(matches!(Case::open(&dir), Err(OpenError::Manifest { .. })));
}

fn edit_manifest(dir: &Path, from: &str, to: &str) {
    let path = dir.join("manifest.json");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replace(from, to)).unwrap();
}
