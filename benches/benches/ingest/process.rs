//! One process from its start to its end: what it spent.

use std::fs;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use wait4::Wait4;

/// What a process spent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spent {
    /// User and system time, of its children too.
    pub(crate) cpu_s: f64,
    pub(crate) peak_mib: f64,
}

/// Runs the command to its end.
///
/// # Errors
/// When it cannot be started or fails; then with the reason that it wrote to standard error.
pub(crate) fn run(command: &mut Command, scratch: &Path) -> Result<Spent> {
    let errors = scratch.join("stderr");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(&errors)?);
    let program = command.get_program().display().to_string();
    let mut child = command.spawn().with_context(|| format!("cannot start {program}"))?;
    let ended = child.wait4()?;
    if !ended.status.success() {
        let told = fs::read_to_string(errors).unwrap_or_default();
        bail!("{program} ended with {}: {}", ended.status, reason(&told));
    }
    let used = ended.rusage;
    let cpu_s = (used.utime + used.stime).as_secs_f64();
    Ok(Spent { cpu_s, peak_mib: used.maxrss as f64 / f64::from(1 << 20) })
}

/// The line that begins with `error:`, or else the last, where Python puts it.
fn reason(told: &str) -> &str {
    let named = told.lines().find(|line| line.starts_with("error:"));
    named.or(told.lines().last()).unwrap_or("without a word")
}
