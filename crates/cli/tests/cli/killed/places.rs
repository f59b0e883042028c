//! Places where nothing can be written, or not enough.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::scene::{Before, Place, Story};
use super::strace::skip;

fn run(out: &Path, options: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_darkwake"));
    let log = super::scene::logs().join("oil-open.nmea");
    command.arg("ingest").arg(log).arg("--out").arg(out).args(options).stdin(Stdio::null());
    command.output().unwrap()
}

/// Ended with 5 and a message that names the place and what to do.
#[track_caller]
fn assert_refused(output: &Output, place: &Path) {
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(5), "{err}");
    assert!(err.contains(place.to_str().unwrap()) && err.contains("check space and permissions"), "{err}");
}

#[test]
fn a_place_in_the_system_itself_or_below_a_file_is_refused_by_name() {
    let home = Place::empty();
    let file = home.home().join("file");
    fs::write(&file, "in the way").unwrap();
    for parent in [Path::new("/proc"), Path::new("/sys"), &file] {
        assert_refused(&run(&parent.join("case"), &[]), parent);
    }
}

#[test]
fn a_temp_folder_that_is_not_there_or_cannot_be_written_is_refused_before_the_work() {
    let home = Place::empty();
    let missing = home.home().join("missing");
    for temp in [missing.as_path(), Path::new("/proc")] {
        let output = run(&home.case(), &["--temp-dir", temp.to_str().unwrap()]);
        assert_refused(&output, temp);
        assert!(!home.case().exists() && !missing.exists());
        assert!(home.names().is_empty(), "{:?}", home.names());
    }
}

#[test]
fn a_read_only_folder_is_refused_and_its_case_stays_and_is_read() {
    let story = Story::new("ingest", Before::Part);
    let place = story.place();
    let home = place.home().display().to_string();
    let mount = format!("mount --bind {home} {home} && mount -o remount,bind,ro {home}");
    let Some(output) = mounted(&mount, &story.command(&place)) else { return };
    assert_refused(&output, place.home());
    story.assert_untouched(&place, "read-only");
    let mut rejects = Command::new(env!("CARGO_BIN_EXE_darkwake"));
    rejects.arg("rejects").arg(place.case());
    let output = mounted(&mount, &rejects).expect("it was mounted before");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    story.assert_ends(&place, "to be written again");
}

#[test]
fn a_disk_without_room_is_refused_and_holds_nothing_torn() {
    let story = Story::new("ingest", Before::Nothing);
    for kilobytes in [8, 16, 32, 64, 128, 256, 1024] {
        let place = story.place();
        let home = place.home().display().to_string();
        let mount = format!("mount -t tmpfs -o size={kilobytes}k tmpfs {home}");
        // What lies on the disk is gone with it: it is looked at while it is there.
        let list = format!("{mount} && trap 'ls -A {home} >&2' EXIT");
        let Some(output) = mounted(&list, &story.command(&place)) else { return };
        let err = String::from_utf8_lossy(&output.stderr);
        let listed: Vec<&str> =
            err.lines().filter(|line| line.contains("case") && !line.contains(' ')).collect();
        match output.status.code() {
            Some(0) => assert_eq!(listed, ["case"], "{kilobytes} KiB"),
            _ => {
                assert_refused(&output, place.home());
                assert!(listed.is_empty(), "{kilobytes} KiB: {err}");
            }
        }
    }
}

/// What a command says where a shell has mounted something that nobody else sees; none where that is not allowed.
fn mounted(mount: &str, command: &Command) -> Option<Output> {
    const CANNOT: i32 = 99;
    let words: Vec<_> = [command.get_program()].into_iter().chain(command.get_args()).collect();
    let mut shell = Command::new("unshare");
    shell.args(["--mount", "sh", "-c"]).arg(format!("{{ {mount}; }} || exit {CANNOT}; \"$@\"")).arg("sh");
    let output = shell.args(words).stdin(Stdio::null()).output();
    let found = output.ok().filter(|output| {
        let err = String::from_utf8_lossy(&output.stderr);
        output.status.code() != Some(CANNOT) && !err.starts_with("unshare:")
    });
    if found.is_none() {
        skip("nothing can be mounted here");
    }
    found
}
