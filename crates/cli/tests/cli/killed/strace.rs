//! Runs under strace, which kills them at a call of the system, or lets the call fail.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::scene::{Place, Story};
use crate::support::scratch;

/// What is done to a run.
pub(super) struct Fault<'f> {
    /// System calls, as strace names them.
    pub(super) calls: &'f str,
    /// `signal=KILL` or `error=ENOSPC`.
    pub(super) what: &'f str,
    /// Which of the calls, from 1.
    pub(super) number: usize,
    /// Only calls on these files; on all if there are none.
    pub(super) files: &'f [PathBuf],
    /// What the file system cannot do, as `renameat2:error=EINVAL`; nothing if this is empty.
    pub(super) cannot: &'f str,
}

impl<'f> Fault<'f> {
    pub(super) const fn new(calls: &'f str, what: &'f str, number: usize) -> Self {
        Self { calls, what, number, files: &[], cannot: "" }
    }

    pub(super) const fn on(self, files: &'f [PathBuf]) -> Self {
        Self { files, ..self }
    }
}

/// How a run under strace ended.
#[derive(Debug)]
pub(super) struct Ended {
    /// None if it was killed.
    pub(super) code: Option<i32>,
    pub(super) err: String,
    pub(super) is_killed: bool,
    /// Whether it came so far that something was done to it.
    pub(super) is_hit: bool,
}

/// Whether strace is there and may trace; says so if not.
pub(super) fn is_there() -> bool {
    let works = ["strace", "-qq", "-f", "-o", "/dev/null", "-e", "inject=rename:error=EIO", "true"];
    let found = Command::new(works[0]).args(&works[1..]).stderr(Stdio::null()).status();
    let works = found.is_ok_and(|status| status.success());
    if !works {
        skip("strace is not there or may not trace");
    }
    works
}

/// Says that a test tests nothing here.
#[expect(clippy::print_stderr, reason = "whoever reads the output of the tests is to know")]
pub(super) fn skip(why: &str) {
    eprintln!("skipped: {why}");
}

/// The command of a story under strace.
pub(super) fn run(story: &Story, place: &Place, fault: &Fault<'_>) -> Ended {
    traced(&story.command(place), fault)
}

/// A command under strace. Calls are counted for each thread: the one that works does all that is asked for here.
pub(super) fn traced(command: &Command, fault: &Fault<'_>) -> Ended {
    let home = scratch();
    let log = home.path().join("strace");
    let Fault { calls, what, number, files, cannot } = fault;
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-o"]).arg(&log).arg("-e").arg(format!("trace={calls}"));
    strace.arg("-e").arg(format!("inject={calls}:{what}:when={number}"));
    if !cannot.is_empty() {
        strace.arg("-e").arg(format!("inject={cannot}"));
    }
    files.iter().for_each(|file| {
        strace.arg("-P").arg(file);
    });
    strace.arg(command.get_program()).args(command.get_args()).stdin(Stdio::null());
    let output = strace.output().unwrap();
    let is_killed = output.status.signal().is_some();
    let calls = String::from_utf8_lossy(&fs::read(&log).unwrap()).into_owned();
    Ended {
        code: output.status.code(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
        is_killed,
        is_hit: is_killed || calls.contains("(INJECTED)"),
    }
}
