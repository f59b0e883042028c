//! An archive far larger than memory into a case, with the memory that it may take set by the kernel; and what finding in it
//! takes.
//!
//! `cargo bench -p darkwake-benches --bench memory -- [GB [MIB]]` makes GB gigabytes (10) of simulated NMEA and runs
//! `darkwake ingest --memory` on them with MIB mebibytes (512), under a limit (`prlimit --data`) of as much on all memory
//! that the process may write: heap, stacks and buffers together. It fails where the program does. The program is the
//! `darkwake` beside this benchmark (`cargo build --release`), or the one that `DARKWAKE` names.
//!
//! The log is one month of 3,000 hulls, and then the same month again and again with its receive times moved on, so that
//! every file and every day is another. Its disk space is needed twice: the spilled reports take about as much as the log.
//!
//! `-- run [MIB [MILLIONS...]]` reads such months, of 3,700 hulls, into a case, one after the other, and each time it has got so many
//! million fixes (10, 30, 100) measures `darkwake run --memory` with MIB mebibytes (1024) on it: from stored reports to leads, nothing
//! to read. Of its memory the kernel tells, every tenth of a second, what part is its own (`anon`): the rest are pages of files,
//! which the kernel takes back where memory is short. The log of a month is removed once it is read, so that the disk holds little
//! more than the case. Where `DARKWAKE_UNDER` names the `cgroup.procs` of a control group, the program that is measured runs in it.

use std::env;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use wait4::Wait4;

const GB: u64 = 1_000_000_000;
const DAYS: i64 = 30;

fn main() -> Result<()> {
    let words: Vec<String> = env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let number = |at: usize, usual: u64| words.get(at).map_or(Ok(usual), |word| word.parse::<u64>());
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [MAKE, archive, bytes] => make(archive.as_ref(), bytes.parse()?),
        [MONTH, month] => make_month(month.as_ref(), 3_700),
        ["run", ..] => run(number(1, 1024)?, &millions(words.get(2..).unwrap_or_default())?),
        _ => ingest(number(0, 10)?, number(1, 512)?),
    }
}

/// What a program used.
struct Used {
    peak_mib: u64,
    /// Of its own, as far as it was looked at.
    anon_mib: u64,
    cpu_s: f64,
    wall_s: f64,
}

/// Waits for a program to its end.
fn used(command: &mut Command) -> Result<Used> {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn().context("cannot start the program")?;
    let looked = anon_of(child.id());
    let ended = child.wait4()?;
    ensure!(ended.status.success(), "it did not do: {}", ended.status);
    let used = ended.rusage;
    Ok(Used {
        peak_mib: used.maxrss / (1 << 20),
        anon_mib: looked.join().unwrap_or_default(),
        cpu_s: (used.utime + used.stime).as_secs_f64(),
        wall_s: start.elapsed().as_secs_f64(),
    })
}

/// The most memory of its own that a process has until its end, MiB.
fn anon_of(process: u32) -> JoinHandle<u64> {
    let now = move || {
        let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
        line.trim().strip_suffix(" kB")?.parse::<u64>().ok()
    };
    thread::spawn(move || {
        let mut most = 0;
        while let Some(kib) = now() {
            most = most.max(kib / 1024);
            thread::sleep(Duration::from_millis(100));
        }
        most
    })
}

fn scratch() -> Result<tempfile::TempDir> {
    Ok(tempfile::tempdir_in(env::var_os("SCRATCH").map_or_else(env::temp_dir, PathBuf::from))?)
}

/// In a process of its own: the kernel counts the memory of who starts a process as that process's first.
fn in_own_process(words: &[&std::ffi::OsStr]) -> Result<()> {
    let made = Command::new(env::current_exe()?).args(words).status()?;
    ensure!(made.success(), "the log could not be made");
    Ok(())
}

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints its figures")]
fn ingest(gigabytes: u64, mebibytes: u64) -> Result<()> {
    let scratch = scratch()?;
    let archive = scratch.path().join("archive");
    eprintln!("making {gigabytes} GB of log");
    let bytes = (gigabytes * GB).to_string();
    in_own_process(&[MAKE.as_ref(), archive.as_ref(), bytes.as_ref()])?;
    let bytes = fs::read_dir(&archive)?.map(|entry| Ok(entry?.metadata()?.len())).sum::<Result<u64>>()?;
    let mut ingest = Command::new("prlimit");
    ingest.arg(format!("--data={}", mebibytes << 20)).arg(darkwake()?).arg("ingest").arg(&archive);
    ingest.arg("--out").arg(scratch.path().join("case")).arg("--memory").arg(format!("{mebibytes}M"));
    let Used { peak_mib, cpu_s, wall_s, .. } =
        used(&mut ingest).with_context(|| format!("with {mebibytes} MiB, under prlimit of util-linux"))?;
    println!("bytes,memory_mib,peak_mib,cpu_s,wall_s");
    println!("{bytes},{mebibytes},{peak_mib},{cpu_s:.1},{wall_s:.1}");
    Ok(())
}

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints its figures")]
fn run(mebibytes: u64, millions: &[u64]) -> Result<()> {
    let scratch = scratch()?;
    let (month, archive) = (scratch.path().join("month"), scratch.path().join("archive"));
    let case = scratch.path().join("case");
    in_own_process(&[MONTH.as_ref(), month.as_ref()])?;
    println!("fixes,memory_mib,peak_mib,anon_mib,cpu_s,wall_s");
    let mut months = 0;
    for millions in millions {
        while months == 0 || fixes(&case)? < millions * 1_000_000 {
            let _ = fs::remove_dir_all(&archive);
            fs::create_dir(&archive)?;
            for (number, day) in days(&month)?.iter().enumerate() {
                move_on(day, &archive.join(format!("{months:03}-{number:03}.nmea")), months * DAYS * 86_400)?;
            }
            used(Command::new(darkwake()?).arg("ingest").arg(&archive).arg("--out").arg(&case))?;
            months += 1;
            eprintln!("{months} months, {} fixes", fixes(&case)?);
        }
        let mut run = limited(darkwake()?);
        run.arg("run").arg(&archive).arg("--out").arg(&case).args(["--refit", "--memory"]);
        let Used { peak_mib, anon_mib, cpu_s, wall_s } = used(run.arg(format!("{mebibytes}M")))?;
        println!("{},{mebibytes},{peak_mib},{anon_mib},{cpu_s:.1},{wall_s:.1}", fixes(&case)?);
    }
    Ok(())
}

/// The program, in a control group if one is named.
fn limited(program: PathBuf) -> Command {
    let Some(group) = env::var_os("DARKWAKE_UNDER") else { return Command::new(program) };
    let mut shell = Command::new("sh");
    shell.args(["-c", "echo $$ > \"$0\" && exec \"$@\""]).arg(group).arg(program);
    shell
}

fn millions(words: &[String]) -> Result<Vec<u64>> {
    if words.is_empty() {
        return Ok(vec![10, 30, 100]);
    }
    Ok(words.iter().map(|word| word.parse()).collect::<Result<_, _>>()?)
}

/// How many fixes a case holds, by its manifest.
fn fixes(case: &Path) -> Result<u64> {
    let manifest: serde_json::Value = serde_json::from_reader(File::open(case.join("manifest.json"))?)?;
    let tables = manifest["tables"].as_array().context("the manifest lists no tables")?;
    let of_fixes = tables.iter().filter(|table| table["table"] == "fixes");
    Ok(of_fixes.filter_map(|table| table["rows"].as_u64()).sum())
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

/// The words by which the benchmark starts itself to make a log.
const MAKE: &str = "make";
const MONTH: &str = "month";

/// Writes at least `wanted` bytes of log.
fn make(archive: &Path, wanted: u64) -> Result<()> {
    let month = archive.with_file_name("month");
    make_month(&month, 3_000)?;
    fs::create_dir(archive)?;
    let days = days(&month)?;
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

/// Simulates a month of some hulls in a folder.
fn make_month(month: &Path, vessels: u32) -> Result<()> {
    let options = simulator::Options { days: DAYS as u32, vessels, ..simulator::Options::default() };
    simulator::simulate(&options).write(month, simulator::Format::Nmea)?;
    Ok(())
}

/// The logs of a simulated month.
fn days(month: &Path) -> Result<Vec<PathBuf>> {
    let days = fs::read_dir(month.join("archive"))?.map(|entry| Ok(entry?.path()));
    let mut days: Vec<PathBuf> = days.collect::<Result<_>>()?;
    days.sort();
    Ok(days)
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
