//! SIGKILL at every call that changes what stands on the disk.

use super::scene::{Before, Story, for_each};
use super::strace::{self, Fault};

const BEFORE: [Before; 3] = [Before::Nothing, Before::Part, Before::Whole];
const RENAMES: &str = "rename,renameat,renameat2";
const REMOVALS: &str = "unlink,unlinkat,rmdir";

#[test]
fn a_run_killed_at_any_rename_link_or_removal_ends_the_same_when_run_again() {
    if !strace::is_there() {
        return;
    }
    for_each(BEFORE.len(), |number| {
        let story = Story::new("run", BEFORE[number]);
        kill_at_each(&story, &format!("{RENAMES},link,linkat"), 1);
        // Most of them remove the case that was replaced, one file after the other.
        kill_at_each(&story, REMOVALS, 5);
    });
}

#[test]
fn an_ingest_killed_at_any_call_that_changes_the_disk_ends_the_same_when_run_again() {
    if !strace::is_there() {
        return;
    }
    let calls = ["mkdir,mkdirat", "fsync,fdatasync", RENAMES, "link,linkat", REMOVALS];
    for_each(BEFORE.len() * calls.len(), |number| {
        let story = Story::new("ingest", BEFORE[number % BEFORE.len()]);
        kill_at_each(&story, calls[number / BEFORE.len()], 1);
    });
}

/// Kills a run at every such call, or at one of `step`, until it ends by itself.
fn kill_at_each(story: &Story, calls: &str, step: usize) {
    for number in (1..).step_by(step) {
        let place = story.place();
        let ended = strace::run(story, &place, &Fault { calls, what: "signal=KILL", number, files: &[] });
        let when = format!("killed at call {number} of {calls}");
        story.assert_whole(&place, &when);
        if !ended.is_hit {
            assert_eq!(ended.code, Some(0), "{when}: {}", ended.err);
            story.assert_made(&place, &when);
            return;
        }
        story.assert_ends(&place, &when);
    }
}
