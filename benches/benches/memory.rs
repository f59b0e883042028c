//! An archive far larger than memory into a case, with the memory that it may take set by the kernel.
//!
//! `cargo bench -p darkwake-benches --bench memory -- [GB [MIB]]` makes GB gigabytes (10) of simulated NMEA and runs
//! `darkwake ingest --memory` on them with MIB mebibytes (512), under a limit (`prlimit --data`) of as much on all memory
//! that the process may write: heap, stacks and buffers together. It fails where the program does. The program is the
//! `darkwake` beside this benchmark (`cargo build --release`), or the one that `DARKWAKE` names.
//!
//! The log is one month of 3,000 hulls, and then the same month again and again with its receive times moved on, so that
//! every file and every day is another. Its disk space is needed twice: the spilled reports take about as much as the log.

use std::env;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use wait4::Wait4;

const GB: u64 = 1_000_000_000;
const DAYS: i64 = 30;

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints its figures")]
fn main() -> Result<()> {
    let words: Vec<String> = env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    if let [MAKE, archive, bytes] = words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        return make(archive.as_ref(), bytes.parse()?);
    }
    let number = |at: usize, usual: u64| words.get(at).map_or(Ok(usual), |word| word.parse::<u64>());
    let (gigabytes, mebibytes) = (number(0, 10)?, number(1, 512)?);
    let scratch = tempfile::tempdir_in(env::var_os("SCRATCH").map_or_else(env::temp_dir, PathBuf::from))?;
    let archive = scratch.path().join("archive");
    eprintln!("making {gigabytes} GB of log");
    // In a process of its own: the kernel counts the memory of who starts a process as that process's first.
    let made = Command::new(env::current_exe()?)
        .arg(MAKE)
        .arg(&archive)
        .arg((gigabytes * GB).to_string())
        .status()?;
    ensure!(made.success(), "the log could not be made");
    let bytes = fs::read_dir(&archive)?.map(|entry| Ok(entry?.metadata()?.len())).sum::<Result<u64>>()?;
    let start = Instant::now();
    let mut ingest = Command::new("prlimit");
    ingest.arg(format!("--data={}", mebibytes << 20)).arg(darkwake()?).arg("ingest").arg(&archive);
    ingest.arg("--out").arg(scratch.path().join("case")).arg("--memory").arg(format!("{mebibytes}M"));
    let mut child = ingest.stdout(Stdio::null()).spawn().context("prlimit, of util-linux")?;
    let ended = child.wait4()?;
    ensure!(ended.status.success(), "it did not do with {mebibytes} MiB: {}", ended.status);
    let used = ended.rusage;
    let cpu = (used.utime + used.stime).as_secs_f64();
    println!("bytes,memory_mib,peak_mib,cpu_s,wall_s");
    let peak = used.maxrss / (1 << 20);
    println!("{bytes},{mebibytes},{peak},{cpu:.1},{:.1}", start.elapsed().as_secs_f64());
    Ok(())
}

/// The program that is measured.
fn darkwake() -> Result<PathBuf> {
    if let Some(named) = env::var_os("DARKWAKE") {
        return Ok(named.into());
    }
    let deps = env::current_exe()?;
    let beside = deps.ancestors().nth(2).context("a benchmark lies in a target folder")?.join("darkwake");
    ensure!(beside.is_file(), "there is no {}: `cargo build --release` makes it", beside.display());
    Ok(beside)
}

/// The word by which the benchmark starts itself to make the log.
const MAKE: &str = "make";

/// Writes at least `wanted` bytes of log.
fn make(archive: &Path, wanted: u64) -> Result<()> {
    let month = archive.with_file_name("month");
    let options = simulator::Options { days: DAYS as u32, vessels: 3_000, ..simulator::Options::default() };
    simulator::simulate(&options).write(&month, simulator::Format::Nmea)?;
    fs::create_dir(archive)?;
    let mut days: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(month.join("archive"))? {
        days.push(entry?.path());
    }
    days.sort();
    let (mut written, mut round) = (0, 0);
    while written < wanted {
        for (number, day) in days.iter().enumerate() {
            let moved = archive.join(format!("{round:03}-{number:03}.nmea"));
            written += move_on(day, &moved, round * DAYS * 86_400)?;
        }
        round += 1;
    }
    fs::remove_dir_all(month)?;
    Ok(())
}

/// Copies a log with its receive times moved on; gives the bytes written.
fn move_on(from: &Path, to: &Path, seconds: i64) -> Result<u64> {
    let mut out = BufWriter::new(File::create(to)?);
    for line in BufReader::new(File::open(from)?).lines() {
        let line = line?;
        // The second part of a message has the time of the first.
        writeln!(out, "{}", moved(&line, seconds).unwrap_or(line))?;
    }
    Ok(out.into_inner()?.metadata()?.len())
}

/// `\s:rBUSAN,c:1740960001*09\!AIVDM..` with another time, and the checksum of the block that has it.
fn moved(line: &str, seconds: i64) -> Option<String> {
    let (block, sentence) = line.strip_prefix('\\')?.split_once('\\')?;
    let (fields, _) = block.rsplit_once('*')?;
    let (station, time) = fields.rsplit_once("c:")?;
    let time = time.parse::<i64>().ok()? + seconds;
    let fields = format!("{station}c:{time}");
    let sum = fields.bytes().fold(0, |sum, byte| sum ^ byte);
    Some(format!("\\{fields}*{sum:02X}\\{sentence}"))
}
