//! SIGKILL at every call that changes what stands on the disk.

use super::scene::{Before, Story, for_each};
use super::strace::{self, Fault};

const BEFORE: [Before; 3] = [Before::Nothing, Before::Part, Before::Whole];
const RENAMES: &str = "rename,renameat,renameat2";
const REMOVALS: &str = "unlink,unlinkat,rmdir";
const KILL: &str = "signal=KILL";

#[test]
fn a_run_killed_at_any_rename_or_link_ends_the_same_when_run_again() {
    if !strace::is_there() {
        return;
    }
    for_each(BEFORE.len(), |number| {
        let story = Story::new("run", BEFORE[number]);
        kill_at_each(&story, &Fault::new(RENAMES, KILL, 1));
        kill_at_each(&story, &Fault::new("link,linkat", KILL, 1));
    });
}

#[test]
fn where_two_folders_cannot_be_swapped_a_case_is_moved_aside_and_put_back() {
    if !strace::is_there() {
        return;
    }
    for before in BEFORE {
        let story = Story::new("ingest", before);
        for calls in ["rename", "fsync"] {
            let cannot = "renameat2:error=EINVAL";
            kill_at_each(&story, &Fault { cannot, ..Fault::new(calls, KILL, 1) });
        }
    }
}

#[test]
fn an_ingest_killed_at_any_call_that_changes_the_disk_ends_the_same_when_run_again() {
    if !strace::is_there() {
        return;
    }
    let calls = ["mkdir,mkdirat", "fsync,fdatasync", RENAMES, "link,linkat", REMOVALS];
    for_each(BEFORE.len() * calls.len(), |number| {
        let story = Story::new("ingest", BEFORE[number % BEFORE.len()]);
        kill_at_each(&story, &Fault::new(calls[number / BEFORE.len()], KILL, 1));
    });
}

/// Kills a run at every such call from that of the fault on, until it ends by itself.
fn kill_at_each(story: &Story, first: &Fault<'_>) {
    for number in first.number.. {
        let place = story.place();
        let ended = strace::run(story, &place, &Fault { number, ..*first });
        let when = format!("killed at call {number} of {}", first.calls);
        story.assert_whole(&place, &when);
        if !ended.is_killed {
            assert_eq!(ended.code, Some(0), "{when}: {}", ended.err);
            story.assert_made(&place, &when);
            return;
        }
        story.assert_ends(&place, &when);
    }
}
