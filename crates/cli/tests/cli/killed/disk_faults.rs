//! A disk that is full or broken: calls that write, and then calls that read, fail one after the other.

use std::fs;
use std::path::PathBuf;

use super::scene::{Before, Place, Story, for_each, logs};
use super::strace::{self, Fault};

#[test]
fn a_disk_that_fails_ends_a_run_with_5_and_names_the_file_and_leaves_what_was_there() {
    if !strace::is_there() {
        return;
    }
    let faults = [
        ("write", "error=ENOSPC"),
        ("write", "error=EIO"),
        ("openat", "error=ENOSPC"),
        ("openat", "error=EIO"),
        ("fsync", "error=EIO"),
        ("fsync", "error=ENOSPC"),
    ];
    for_each(faults.len() * 2, |number| {
        let (calls, what) = faults[number / 2];
        let story = Story::new("ingest", [Before::Nothing, Before::Part][number % 2]);
        let files = |place: &Place| story.built(place);
        // The first, and then fewer and fewer.
        for number in [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233] {
            if !fails_well(&story, calls, what, number, &files) {
                return;
            }
        }
    });
}

#[test]
fn a_disk_on_which_folders_cannot_be_made_linked_or_renamed_ends_a_run_with_5_or_another_way() {
    if !strace::is_there() {
        return;
    }
    let calls = ["mkdir", "link,linkat", "renameat2", "rename", "rename,renameat2", "flock"];
    for_each(calls.len() * 3, |number| {
        let story =
            Story::new("ingest", [Before::Nothing, Before::Part, Before::Whole][number / calls.len()]);
        for call in 1.. {
            let what = ["error=ENOSPC", "error=EIO"][call % 2];
            if !fails_well(&story, calls[number % calls.len()], what, call, &|_| Vec::new()) {
                return;
            }
        }
    });
}

/// The folder that holds the case is the last to be put onto the disk.
#[test]
fn a_case_that_may_not_last_is_taken_back() {
    if !strace::is_there() {
        return;
    }
    for before in [Before::Nothing, Before::Part] {
        let story = Story::new("ingest", before);
        let place = story.place();
        let home = [place.home().to_owned()];
        let fault = Fault::new("fsync", "error=EIO", 1).on(&home);
        let ended = strace::run(&story, &place, &fault);
        assert!(ended.is_hit && ended.code == Some(5), "{ended:?}");
        story.assert_untouched(&place, "the folder of the case cannot be put onto the disk");
        story.assert_ends(&place, "after that");
    }
}

/// Lets one call fail, and holds the run to what it must do then; whether it came so far.
fn fails_well(
    story: &Story,
    calls: &str,
    what: &str,
    number: usize,
    files: &dyn Fn(&Place) -> Vec<PathBuf>,
) -> bool {
    let place = story.place();
    let ended = strace::run(story, &place, &Fault::new(calls, what, number).on(&files(&place)));
    let when = format!("{what} at call {number} of {calls}, {}", ended.err);
    match ended.code {
        Some(0) => story.assert_made(&place, &when),
        Some(5) => {
            let named = ended.err.contains(place.home().to_str().unwrap());
            assert!(named && ended.err.contains("check space and permissions"), "{when}");
            story.assert_untouched(&place, &when);
            assert!(!place.names().contains(&".case.building".to_owned()), "{when}: {:?}", place.names());
        }
        _ => panic!("{when}: {ended:?}"),
    }
    story.assert_ends(&place, &when);
    ended.is_hit
}

#[test]
fn an_input_that_cannot_be_read_is_named_and_read_when_it_can_be() {
    if !strace::is_there() {
        return;
    }
    // Only a run reads its inputs a second time, to quote them.
    let (ingest, run) = (Story::new("ingest", Before::Nothing), Story::new("run", Before::Nothing));
    let log = logs().join("oil-open.nmea");
    let files = [log.clone()];
    for_each(14, |number| {
        let story = if number < 8 { &ingest } else { &run };
        let place = story.place();
        let fault = Fault::new("read,pread64", "error=EIO", number + 1).on(&files);
        let ended = strace::run(story, &place, &fault);
        let when = format!("EIO at read {} of the log: {ended:?}", number + 1);
        if ended.code == Some(0) {
            story.assert_made(&place, &when);
            return;
        }
        assert!(matches!(ended.code, Some(2 | 3)), "{when}");
        assert!(ended.err.contains(log.to_str().unwrap()) && !ended.err.contains("panicked"), "{when}");
        // What was read of the rest is whole; with the file again there all is as it should be.
        let again = story.command(&place).arg("--overwrite").output().unwrap();
        assert!(again.status.success(), "{when}: {}", String::from_utf8_lossy(&again.stderr));
        story.assert_made(&place, &when);
    });
}

#[test]
fn a_known_input_that_cannot_be_read_now_keeps_what_it_gave() {
    if !strace::is_there() {
        return;
    }
    let story = Story::new("ingest", Before::Part);
    let log = logs().join("oil-open.nmea");
    let files = [log.clone()];
    for_each(4, |number| {
        let place = story.place();
        let fault = Fault::new("read,pread64", "error=EIO", number + 1).on(&files);
        let ended = strace::run(&story, &place, &fault);
        let when = format!("EIO at read {} of a log that is known: {ended:?}", number + 1);
        assert!(matches!(ended.code, Some(0 | 3)), "{when}");
        assert!(ended.code == Some(0) || ended.err.contains(log.to_str().unwrap()), "{when}");
        let sources = case::Case::open(place.case()).unwrap().sources().unwrap();
        assert_eq!(sources.len(), 2, "{when}");
        assert_eq!(story.command(&place).output().unwrap().status.code(), Some(0), "{when}");
        assert_eq!(case::Case::open(place.case()).unwrap().sources().unwrap(), sources, "{when}");
    });
}

#[test]
fn a_case_whose_tables_cannot_be_read_is_not_added_to_and_stays() {
    if !strace::is_there() {
        return;
    }
    let story = Story::new("run", Before::Part);
    let place = story.place();
    let tables = ["sources", "ledger", "rejects", "leads", "events", "revisions"];
    let days: Vec<PathBuf> =
        fs::read_dir(place.case().join("fixes")).unwrap().map(|day| day.unwrap().path()).collect();
    let mut files: Vec<PathBuf> = tables.map(|name| PathBuf::from(format!("{name}.parquet"))).to_vec();
    files.extend(days.iter().map(|day| day.strip_prefix(place.case()).unwrap().join("part-0.parquet")));
    for_each(files.len(), |number| {
        let place = story.place();
        let file = [place.case().join(&files[number])];
        let fault = Fault::new("read,pread64", "error=EIO", 1).on(&file);
        let ended = strace::run(&story, &place, &fault);
        let when = format!("EIO at a read of {}: {ended:?}", file[0].display());
        match ended.code {
            Some(0) => story.assert_made(&place, &when),
            Some(2 | 5) => {
                assert!(ended.err.contains(place.home().to_str().unwrap()), "{when}");
                story.assert_untouched(&place, &when);
            }
            _ => panic!("{when}"),
        }
        story.assert_ends(&place, &when);
    });
}
