//! Runs that do not fit into their memory, killed between what they put aside: what was read is not read again, and
//! counts once.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::scene::{Before, Place, Story, for_each, logs};
use super::strace::{self, Fault};
use crate::support::json;

/// Bytes of some fifty fixes.
const HOLD: [&str; 2] = ["--hold", "2500"];

#[test]
fn a_run_that_spills_makes_the_same_case_and_leaves_nothing_beside_it() {
    for (command, before) in [("run", Before::Nothing), ("run", Before::Part), ("ingest", Before::Whole)] {
        let story = Story::with(command, before, &HOLD);
        story.assert_ends(&story.place(), "spilled");
        let (place, temp) = (story.place(), Place::empty());
        let ended = story.command(&place).arg("--temp-dir").arg(temp.home()).status().unwrap();
        assert!(ended.success());
        story.assert_made(&place, "spilled elsewhere");
        assert!(temp.names().is_empty(), "{:?}", temp.names());
    }
}

/// The notes of spills are put in place by renames: these are the moments at which more has been put aside.
#[test]
fn a_run_killed_at_a_spill_and_again_at_a_later_one_counts_everything_once() {
    if !strace::is_there() {
        return;
    }
    let stories = [Before::Nothing, Before::Part].map(|before| Story::with("ingest", before, &HOLD));
    for_each(stories.len() * 14, |number| {
        let (story, first) = (&stories[number % 2], number / 2 + 1);
        for second in [1, 4] {
            let place = story.place();
            let when = format!("killed at rename {first}, then at rename {second} of the next run");
            for number in [first, second] {
                strace::run(story, &place, &at_rename(number));
                story.assert_whole(&place, &when);
            }
            story.assert_ends(&place, &when);
        }
    });
}

#[test]
fn an_interrupted_run_goes_on_with_what_it_had_not_read() {
    if !strace::is_there() {
        return;
    }
    let (pieces, whole) = (Pieces::new(), Place::empty());
    assert!(pieces.ingest(&whole, &[]).output().unwrap().status.success());
    let all = to_read(&pieces.ingest(&Place::empty(), &HOLD).output().unwrap().stderr);
    let place = Place::empty();
    let ended = strace::traced(&pieces.ingest(&place, &HOLD), &at_rename(8));
    assert!(ended.is_hit && ended.code.is_none(), "{ended:?}");
    let spilled = place.home().join(".case.spill");
    let run = |number: usize| spilled.join(format!("run-{number:05}.fixes"));
    let before = fs::metadata(run(0)).unwrap();

    // Killed once more: the first run lies where it lay.
    let again = strace::traced(&pieces.ingest(&place, &HOLD), &at_rename(4));
    assert!(again.is_hit && again.code.is_none(), "{again:?}");
    let after = fs::metadata(run(0)).unwrap();
    assert_eq!((before.ino(), before.mtime_nsec()), (after.ino(), after.mtime_nsec()));
    assert!(to_read(again.err.as_bytes()) < all, "{again:?}");

    let last = pieces.ingest(&place, &HOLD).output().unwrap();
    assert!(
        to_read(&last.stderr) < to_read(again.err.as_bytes()),
        "{}",
        String::from_utf8_lossy(&last.stderr)
    );
    pieces.assert_same(&place, &whole);
}

#[test]
fn a_run_killed_after_it_has_read_everything_reads_little_again() {
    if !strace::is_there() {
        return;
    }
    let pieces = Pieces::new();
    let (place, whole) = (Place::empty(), Place::empty());
    assert!(pieces.ingest(&whole, &[]).output().unwrap().status.success());
    let manifest = [place.home().join(".case.building/manifest.json")];
    let fault = Fault::new("openat", "signal=KILL", 1).on(&manifest);
    let ended = strace::traced(&pieces.ingest(&place, &HOLD), &fault);
    assert!(ended.is_hit && ended.code.is_none(), "{ended:?}");
    let last = pieces.ingest(&place, &HOLD).output().unwrap();
    let (left, all) = (to_read(&last.stderr), to_read(ended.err.as_bytes()));
    assert!(left * 4 < all, "{left} of {all} bytes are read again");
    pieces.assert_same(&place, &whole);
}

#[test]
fn what_changed_while_a_run_lay_interrupted_is_read_anew() {
    if !strace::is_there() {
        return;
    }
    let (pieces, place, whole) = (Pieces::new(), Place::empty(), Place::empty());
    for kill in [9, 4] {
        let ended = strace::traced(&pieces.ingest(&place, &HOLD), &at_rename(kill));
        assert!(ended.is_killed, "{ended:?}");
        pieces.append_to_first();
    }
    assert!(pieces.ingest(&place, &HOLD).output().unwrap().status.success());
    assert!(pieces.ingest(&whole, &[]).output().unwrap().status.success());
    pieces.assert_same(&place, &whole);
}

/// As a power cut may leave it, which writes what is young in any order.
#[test]
fn what_was_torn_on_the_disk_is_read_anew_and_nothing_that_came_after_it_is_taken_up_behind_it() {
    if !strace::is_there() {
        return;
    }
    let (pieces, whole) = (Pieces::new(), Place::empty());
    assert!(pieces.ingest(&whole, &[]).output().unwrap().status.success());
    for torn in ["run-00002.fixes", "run-00002.sources", "run-00002.json", "plan.json"] {
        let place = Place::empty();
        let spilled = place.home().join(".case.spill");
        let first = strace::traced(&pieces.ingest(&place, &HOLD), &at_rename(9));
        assert!(first.is_killed && spilled.join("run-00006.json").exists(), "{first:?}");
        tear(&spilled.join(torn));
        // With more to hold, it cuts what it reads into other runs than the first. Killed before it writes run 4.
        let run_4 = [spilled.join("run-00004.fixes")];
        let fault = Fault::new("openat", "signal=KILL", 1).on(&run_4);
        let second = strace::traced(&pieces.ingest(&place, &["--hold", "4500"]), &fault);
        assert!(second.is_killed && spilled.join("run-00003.json").exists(), "{second:?}");
        assert!(pieces.ingest(&place, &HOLD).output().unwrap().status.success(), "{torn}");
        pieces.assert_same(&place, &whole);
    }
}

#[test]
fn a_spill_that_fails_is_no_gap_in_what_the_next_run_takes_up() {
    if !strace::is_there() {
        return;
    }
    let (pieces, whole) = (Pieces::new(), Place::empty());
    assert!(pieces.ingest(&whole, &[]).output().unwrap().status.success());
    let files = ["fixes", "statics", "sources", "rejects", "json", "part"];
    for_each(files.len() * 2, |number| {
        let place = Place::empty();
        let what = files[number / 2];
        let run = |number: usize| place.home().join(format!(".case.spill/run-{number:05}.{what}"));
        let paths: Vec<PathBuf> = (3..12).map(run).collect();
        let calls = ["openat", "write"][number % 2];
        let fault = Fault::new(calls, "error=ENOSPC", 1).on(&paths);
        // With several threads, others may go on for a while.
        let command = pieces.ingest_on("4", &place, &HOLD);
        let ended = strace::traced(&command, &fault);
        if ended.is_hit {
            assert_eq!(ended.code, Some(5), "{ended:?}");
            assert!(ended.err.contains(".case.spill") && ended.err.contains("check space"), "{ended:?}");
            assert!(!place.case().exists());
        }
        assert!(pieces.ingest(&place, &HOLD).output().unwrap().status.success());
        pieces.assert_same(&place, &whole);
    });
}

#[test]
fn a_run_that_spills_elsewhere_removes_what_lies_beside_the_case() {
    if !strace::is_there() {
        return;
    }
    let story = Story::with("ingest", Before::Nothing, &HOLD);
    let (place, temp) = (story.place(), Place::empty());
    assert!(strace::run(&story, &place, &at_rename(3)).code.is_none());
    assert!(place.names().contains(&".case.spill".to_owned()));
    assert!(story.command(&place).arg("--temp-dir").arg(temp.home()).status().unwrap().success());
    story.assert_made(&place, "spilled elsewhere");
}

fn at_rename(number: usize) -> Fault<'static> {
    Fault::new("rename", "signal=KILL", number)
}

fn tear(file: &Path) {
    if let Ok(bytes) = fs::read(file) {
        fs::write(file, &bytes[..bytes.len() / 2]).unwrap();
    }
}

/// How many bytes a run found left to read, from its progress.
fn to_read(progress: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(progress);
    let begin = text.lines().find(|line| line.contains("\"begin\"") && line.contains("\"read\"")).unwrap();
    json(begin)["bytes"].as_u64().unwrap()
}

/// The two logs, cut into twelve files.
struct Pieces(Place);

impl Pieces {
    fn new() -> Self {
        let place = Place::empty();
        for name in ["dark-partner", "oil-open"] {
            let text = fs::read_to_string(logs().join(name).with_extension("nmea")).unwrap();
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            for (number, piece) in lines.chunks(lines.len().div_ceil(6)).enumerate() {
                fs::write(place.home().join(format!("{name}-{number}.nmea")), piece.concat()).unwrap();
            }
        }
        Self(place)
    }

    fn ingest(&self, place: &Place, options: &[&str]) -> Command {
        self.ingest_on("1", place, options)
    }

    fn ingest_on(&self, threads: &str, place: &Place, options: &[&str]) -> Command {
        let words = ["ingest", self.0.home().to_str().unwrap(), "--progress", "json", "--threads", threads];
        let mut command = place.darkwake(&words);
        command.args(options);
        command
    }

    /// A line that was there before is heard once more.
    fn append_to_first(&self) {
        let path = self.0.home().join("dark-partner-0.nmea");
        let text = fs::read_to_string(&path).unwrap();
        let last = text.lines().last().unwrap();
        fs::write(&path, format!("{text}{last}\n")).unwrap();
    }

    fn assert_same(&self, place: &Place, whole: &Place) {
        let (found, wanted) = (super::scene::tree(&place.case()), super::scene::tree(&whole.case()));
        let differ: Vec<&PathBuf> =
            wanted.keys().filter(|path| found.get(*path) != wanted.get(*path)).collect();
        assert!(differ.is_empty() && found.len() == wanted.len(), "{differ:?}");
        assert_eq!(place.names(), ["case"]);
    }
}
