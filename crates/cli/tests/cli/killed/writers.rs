//! Two that would write one case.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use super::scene::{Before, Story};

#[test]
fn a_second_writer_is_told_of_the_first_which_goes_on() {
    for before in [Before::Nothing, Before::Part] {
        let story = Story::new("run", before);
        let place = story.place();
        let mut first = story.command(&place).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        while !place.home().join(".case.building").exists() {
            assert!(first.try_wait().unwrap().is_none(), "it was over before it was seen");
            thread::sleep(Duration::from_millis(1));
        }
        let signal = |name: &str| {
            assert!(Command::new("kill").args([name, &first.id().to_string()]).status().unwrap().success());
        };
        signal("-STOP");
        let by_link = place.home().join("link");
        symlink("case", &by_link).unwrap();
        let mut second = story.command(&place);
        let mut elsewhere = Command::new(env!("CARGO_BIN_EXE_darkwake"));
        elsewhere.args(second.get_args().take(2)).args(["--out", "link"]).current_dir(place.home());
        for writer in [&mut second, &mut elsewhere] {
            let said = writer.output().unwrap();
            let err = String::from_utf8_lossy(&said.stderr);
            assert_eq!(said.status.code(), Some(2), "{err}");
            assert!(
                err.contains("another darkwake is writing") && err.contains("wait for it to end"),
                "{err}"
            );
        }
        story.assert_whole(&place, "while one writes");
        signal("-CONT");
        assert!(first.wait().unwrap().success());
        fs::remove_file(by_link).unwrap();
        story.assert_made(&place, "after a second writer was refused");
    }
}

#[test]
fn the_lock_of_a_run_that_is_gone_is_no_obstacle() {
    let story = Story::new("ingest", Before::Nothing);
    let place = story.place();
    fs::write(place.home().join(".case.lock"), "4711").unwrap();
    story.assert_ends(&place, "a lock that nobody holds");
}
