//! The program and the machine: processor, memory, open files.

use std::env::consts::{ARCH, OS};
use std::fs;
use std::thread;

use darkwake::{default_budget, machine_memory, memory_limit};
use indicatif::BinaryBytes;

use super::check::{Check, State};

/// Below this the budget is at its least whatever the machine has.
const LITTLE_MEMORY: u64 = 512 << 20;
/// What systems allow unless told otherwise; with fewer no run was tried.
const USUAL_FILES: u64 = 1_024;

pub(super) fn version() -> Check {
    let version = env!("CARGO_PKG_VERSION");
    Check::ok("version", format!("darkwake {version} for {ARCH} under {OS}"))
        .figure("version", version)
        .figure("architecture", ARCH)
        .figure("system", OS)
}

/// Cores that this process may use, and whether the decoder finds the instructions of its fast way.
pub(super) fn processor() -> Check {
    let cores = thread::available_parallelism().ok().map(usize::from);
    let cores_in_words =
        cores.map_or_else(|| "an unknown number of cores".to_owned(), |n| crate::show::count(n, "core"));
    let check = |way| {
        let found = format!("{cores_in_words}; {way}");
        Check::ok("processor", found).figure("cores", cores).figure("vector_instructions", has_vectors())
    };
    match has_vectors() {
        Some(true) => check("AVX2: the decoder takes its fast way"),
        None => check("the decoder has no faster way for processors of this kind"),
        Some(false) => check("no AVX2").but(
            State::Warning,
            "sentences are decoded more slowly; most processors since 2013 have it, but a virtual machine may hide it",
        ),
    }
}

pub(super) fn memory() -> Check {
    let (total, limit) = (machine_memory(), memory_limit());
    let has = total.map_or_else(|| "unknown".to_owned(), |bytes| BinaryBytes(bytes).to_string());
    let allowed = match (total, limit) {
        (Some(total), Some(limit)) if limit >= total => ", and the control group allows all of it".to_owned(),
        (_, Some(limit)) => format!(", of which the control group allows {}", BinaryBytes(limit)),
        (Some(_), None) => ", no limit by a control group".to_owned(),
        (None, None) => String::new(),
    };
    let check = Check::ok("memory", has + &allowed).figure("total_bytes", total).figure("limit_bytes", limit);
    match total.into_iter().chain(limit).min() {
        Some(bytes) if bytes < LITTLE_MEMORY => check
            .but(State::Warning, "less than 512 MiB: run long archives a few days at a time, or elsewhere"),
        _ => check,
    }
}

pub(super) fn budget() -> Check {
    let bytes = default_budget();
    let why = if machine_memory().is_some() {
        "a quarter of it but at least 128 MiB"
    } else {
        "where memory is unknown"
    };
    Check::ok("budget", format!("{} unless told otherwise, {why}", BinaryBytes(bytes))).figure("bytes", bytes)
}

/// Files that this process may have open at once.
pub(super) fn open_files() -> Check {
    let limits = fs::read_to_string("/proc/self/limits").ok();
    let limit = limits.as_deref().and_then(soft_limit);
    let check = |found| Check::ok("open_files", found);
    match limit {
        None => check("unknown".to_owned()).figure("limit", None::<u64>),
        Some(Limit::Unlimited) => check("as many as wanted".to_owned()).figure("limit", "unlimited"),
        Some(Limit::Files(files)) => {
            let check = check(format!("{files} at once")).figure("limit", files);
            if files >= USUAL_FILES {
                return check;
            }
            check.but(
                State::Warning,
                format!("allow at least {USUAL_FILES}, as with `ulimit -n {USUAL_FILES}`"),
            )
        }
    }
}

#[derive(Debug, PartialEq)]
enum Limit {
    Unlimited,
    Files(u64),
}

/// The first figure of the line `Max open files`, which binds; the second is how far a program may raise it.
fn soft_limit(limits: &str) -> Option<Limit> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    match line.split_whitespace().next()? {
        "unlimited" => Some(Limit::Unlimited),
        figure => figure.parse().ok().map(Limit::Files),
    }
}

/// Whether the processor has what the decoder's fast way is compiled for; none where there is no such way.
#[cfg(target_arch = "x86_64")]
fn has_vectors() -> Option<bool> {
    let has = is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2");
    Some(has)
}

/// Whether the processor has what the decoder's fast way is compiled for; none where there is no such way.
#[cfg(not(target_arch = "x86_64"))]
fn has_vectors() -> Option<bool> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_that_binds_is_the_first_of_its_line() {
        let limits = "\
Limit                     Soft Limit           Hard Limit           Units
Max processes             95973                95973                processes
Max open files            256                  524288               files\n";
        assert_eq!(soft_limit(limits), Some(Limit::Files(256)));
        assert_eq!(soft_limit("Max open files   unlimited unlimited files\n"), Some(Limit::Unlimited));
        assert_eq!(soft_limit("Max open files\n"), None);
        assert_eq!(soft_limit(""), None);
    }
}
