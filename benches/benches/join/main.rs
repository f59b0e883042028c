//! Fixes in Parquet to the pairs that kept company, side by side: CPU seconds per million positions.
//!
//! `cargo bench -p darkwake-benches --bench join > join.csv` writes traffic of 1,000 and of 10,000 ships in the same waters,
//! eight million positions each, and lets everyone join it in turn (`-- traffic 1000 8000 FILE` writes it alone, and
//! `-- contacts FILE OUT` joins it, for a profiler). The runs go to standard output, a table for people to
//! standard error.
//!
//! # Who joins
//! - `darkwake`: exact contacts. Straight and even motion from fix to fix, the moments at which two hulls come within 500 m
//!   and part beyond 700 m solved for, silences of a drifting hull bridged.
//! - `DuckDB`, `polars`: one row a ship and ten minutes, joined by cell and the eight around it, pairs within 500 m on 12
//!   ticks in a row or more.
//! - `decoding`: the four columns decoded and nothing done with them, the floor of whoever reads with the `parquet` crate.
//! - `cKDTree`: the same ticks, cut by polars, a tree of `scipy` for each.
//!
//! What they find differs: a join by ticks knows nothing between them, and loses a meeting for one tick at 501 m. They are
//! given the least work that finds anything, so that what is compared is the price of the join alone.
//!
//! # What is measured
//! In each run everyone takes a turn, so that a run is a pair for any two; the median of the runs is the figure. CPU time
//! is user and system time of the process as `wait4` tells, less what the same takes for traffic of 20 ships: starting
//! Python is no joining. Everyone has one thread.

mod corpus;
mod ours;
#[path = "../ingest/process.rs"]
mod process;

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use corpus::Size;
use process::Spent;

const RUNS: usize = 5;
const SIZES: [Size; 2] = [Size { ships: 1000, fixes_each: 8000 }, Size { ships: 10_000, fixes_each: 800 }];
/// What starting takes.
const NEXT_TO_NOTHING: Size = Size { ships: 20, fixes_each: 100 };
/// Who joins, and the word that says how; ours first.
const OURS: [(&str, &str); 2] = [("darkwake", ours::JOIN), ("decoding", ours::DECODE)];
const PEERS: [(&str, &str); 3] = [("DuckDB", "duckdb"), ("cKDTree", "ckdtree"), ("polars", "polars")];

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints its figures")]
fn main() -> Result<()> {
    let words: Vec<String> = env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        [ours::JOIN, file, out] => return ours::contacts(file.as_ref(), out.as_ref()),
        [ours::DECODE, file, out] => return ours::decode(file.as_ref(), out.as_ref()),
        ["traffic", ships, fixes_each, file] => {
            return Size { ships: ships.parse()?, fixes_each: fixes_each.parse()? }.write(file.as_ref());
        }
        [] => {}
        _ => bail!("wanted no words"),
    }
    let scratch = tempfile::tempdir()?;
    println!("ships,positions,run,tool,found,cpu_s,peak_mib,cpu_s_per_million");
    for size in SIZES {
        let scores = contest(size, scratch.path())?;
        for score in &scores {
            for (run, measured) in (1..).zip(&score.runs) {
                println!("{},{},{run},{}", size.ships, size.fixes(), row(score.tool, measured, size));
            }
        }
        eprintln!("{} ships, {} positions: CPU s per million, times ours", size.ships, size.fixes());
        scores.iter().for_each(|score| eprintln!("{}", told(score, &scores[0], size)));
    }
    Ok(())
}

/// Someone, and each run: what it found and spent.
struct Score {
    tool: &'static str,
    runs: Vec<Measurement>,
}

#[derive(Clone, Copy)]
struct Measurement {
    found: usize,
    cpu_s: f64,
    peak_mib: f64,
}

/// Everyone in turn, ours first; who cannot join traffic of a few ships is left out with the reason.
#[expect(clippy::print_stderr, reason = "a benchmark says who does not take part")]
fn contest(size: Size, scratch: &Path) -> Result<Vec<Score>> {
    let (small, large) = (scratch.join("small.parquet"), scratch.join("large.parquet"));
    NEXT_TO_NOTHING.write(&small)?;
    size.write(&large)?;
    let entries = OURS.into_iter().chain(PEERS);
    let mut able = Vec::new();
    for (tool, way) in entries {
        match run(way, &small, scratch) {
            Ok(_) => able.push((way, Score { tool, runs: Vec::new() })),
            Err(reason) => eprintln!("{tool} is left out: {reason:#}"),
        }
    }
    for _ in 0..RUNS {
        for (way, score) in &mut able {
            let (start, _) = run(way, &small, scratch)?;
            let (whole, found) = run(way, &large, scratch)?;
            let (cpu_s, peak_mib) = (whole.cpu_s - start.cpu_s, whole.peak_mib);
            score.runs.push(Measurement { found, cpu_s, peak_mib });
        }
    }
    Ok(able.into_iter().map(|(_, score)| score).collect())
}

/// Joins a file once: what it took, and how many rows came out.
fn run(way: &str, file: &Path, scratch: &Path) -> Result<(Spent, usize)> {
    let out = scratch.join("found.csv");
    let spent = process::run(&mut command(way, file.as_ref(), out.as_ref())?, scratch)?;
    let found = std::fs::read_to_string(&out)?.lines().count();
    Ok((spent, found))
}

fn command(way: &str, file: &OsStr, out: &OsStr) -> Result<Command> {
    const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/join/peers.py");
    let is_ours = OURS.iter().any(|(_, word)| *word == way);
    let program = if is_ours { env::current_exe()? } else { PathBuf::from("python3") };
    let mut command = Command::new(program);
    let words: &[&str] = if is_ours { &[way] } else { &[SCRIPT, way] };
    command.args(words).arg(file).arg(out);
    Ok(command)
}

fn row(tool: &str, measured: &Measurement, size: Size) -> String {
    let Measurement { found, cpu_s, peak_mib } = measured;
    format!("{tool},{found},{cpu_s:.3},{peak_mib:.0},{:.4}", cpu_s / (size.fixes() as f64 / 1e6))
}

/// A line for people: the median rate, and the median over the runs of its time over ours.
fn told(score: &Score, ours: &Score, size: Size) -> String {
    let rate = median(score.runs.iter().map(|run| run.cpu_s)) / (size.fixes() as f64 / 1e6);
    let times = median(score.runs.iter().zip(&ours.runs).map(|(its, ours)| its.cpu_s / ours.cpu_s));
    let found = score.runs[0].found;
    format!("{:10} {rate:7.3} {times:6.1}   {found} found", score.tool)
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
