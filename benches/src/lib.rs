//! What the benchmarks share: CPU time of this process and its children, and its peak memory, from `/proc`.

use std::fs;

use anyhow::{Context, Result};

/// CPU seconds that this process has spent so far, all threads, user and system.
///
/// # Errors
/// Where `/proc/self/stat` cannot be read: on systems other than Linux.
pub fn cpu_seconds() -> Result<f64> {
    seconds_of_stat(14)
}

/// CPU seconds that this process's children have spent, user and system, theirs included; only of children that have ended
/// and been waited for.
///
/// # Errors
/// Where `/proc/self/stat` cannot be read: on systems other than Linux.
pub fn children_cpu_seconds() -> Result<f64> {
    seconds_of_stat(16)
}

/// Two times of `/proc/self/stat` added up, user and system, of which the first is this field, counted from 1.
fn seconds_of_stat(field: usize) -> Result<f64> {
    /// Linux reports times in hundredths of a second whatever the kernel's own tick (`man 5 proc`).
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat").context("cannot read /proc/self/stat")?;
    // The name in field 2 may hold spaces.
    let after_name = stat.rsplit_once(')').context("/proc/self/stat has no name")?.1;
    let ticks: Vec<&str> = after_name.split_whitespace().skip(field - 3).take(2).collect();
    let [user, system] = ticks[..] else { anyhow::bail!("/proc/self/stat is too short") };
    Ok((user.parse::<f64>()? + system.parse::<f64>()?) / TICKS_PER_SECOND)
}

/// CPU seconds of this thread alone, to the nanosecond.
///
/// # Errors
/// Where the kernel keeps no `/proc/thread-self/schedstat`.
pub fn thread_cpu_seconds() -> Result<f64> {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").context("cannot read schedstat")?;
    let nanoseconds = stat.split_whitespace().next().context("schedstat is empty")?;
    Ok(nanoseconds.parse::<f64>()? / 1e9)
}

/// The most memory that this process has held at once, in MiB.
///
/// # Errors
/// Where `/proc/self/status` cannot be read: on systems other than Linux.
pub fn peak_memory_mib() -> Result<f64> {
    let status = fs::read_to_string("/proc/self/status").context("cannot read /proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).context("no VmHWM line")?;
    let kib = line.split_whitespace().nth(1).context("VmHWM has no value")?;
    Ok(kib.parse::<f64>()? / 1024.0)
}

/// Sets the peak memory back to what is held now, so that the next stage is measured alone.
///
/// # Errors
/// Where `/proc/self/clear_refs` cannot be written.
pub fn reset_peak_memory() -> Result<()> {
    fs::write("/proc/self/clear_refs", "5").context("cannot write /proc/self/clear_refs")
}
