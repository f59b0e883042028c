//! An archive to sorted Parquet by day, side by side: CPU seconds and peak memory per million lines of ours and of what
//! people build from the quickest parts at hand.
//!
//! `cargo bench -p darkwake-benches --bench ingest -- [LOG TABLE] > ingest.csv`, where LOG is a plain NMEA log with tag
//! blocks and TABLE a plain CSV as NOAA published it until 2024; without them both are simulated, a million lines each. The
//! program that is measured is the `darkwake` beside this benchmark (`cargo build --release`), or the one that the
//! environment variable `DARKWAKE` names. The runs go to standard output, a table for people to standard error.
//!
//! # The task
//! Read the file, keep every position, sort by day, MMSI and time, write one Parquet file a day (`day=2025-03-03/`) with
//! zstd at level 1. Eight columns for all: time (milliseconds, UTC), mmsi, lat, lon, sog_kn, cog_deg, heading_deg, status;
//! an angle, speed or status that is "not available" is null.
//!
//! # Who ingests
//! A log:
//! - `darkwake ingest`.
//! - `aiscat JSON + polars`, `aiscat dictionaries + polars`: the Python package `aiscat` (AIS-catcher's decoder) to JSON
//!   lines in memory, which polars reads, or to dictionaries, of which Python takes the eight fields; polars from there on.
//!   `aiscat` decodes every message with all its fields, in one thread whatever polars is allowed.
//! - `ais + parquet`: the Rust crates `ais` and `parquet` in one program of one thread, positions in memory until all are
//!   read. Its positions are 32-bit floats, some metres off.
//!
//! A table:
//! - `darkwake ingest`.
//! - `DuckDB`: one `COPY (SELECT .. FROM read_csv(..) ORDER BY ..) TO .. (PARTITION_BY day)`. With several threads it does
//!   not promise the order within a file.
//! - `polars`: `scan_csv`, `sort`, `write_parquet` day by day.
//!
//! darkwake does more: it keeps for each position the byte range in the archive, gathers what ships say of themselves,
//! accounts for every line with a reason, hashes the input, writes through to the disk and puts the case in place at once.
//!
//! # What is measured
//! In each run everyone takes a turn, so that a run is a pair for any two; the median of the runs is the figure. CPU time
//! is user and system time of the process and its children as `wait4` tells, less what the same takes for the first
//! hundred lines of the file: starting Python is no ingesting. Peak memory is the process's own, starting included. Each
//! is given one thread, and two where it can use them. `rows` and `mib_written` count what lies in the folders of days;
//! they say whether everyone did the
//! same work, not whether it is right. Those of darkwake hold what ships say of themselves, too: some more rows.

mod ais_crate;
mod contest;
mod corpus;
mod entries;
mod output;
mod process;
mod table;

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use contest::{Measurement, RUNS, Score};
use corpus::Corpus;

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints its figures")]
fn main() -> Result<()> {
    let words: Vec<String> = env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let scratch = tempfile::tempdir()?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let corpora = match words[..] {
        [corpus::WORD, folder] => return corpus::simulate(folder.as_ref()),
        [ais_crate::WORD, log, out] => return ais_crate::ingest(log.as_ref(), out.as_ref()),
        [] => Corpus::simulated(scratch.path())?,
        [log, table] => Corpus::given(log.as_ref(), table.as_ref(), scratch.path())?,
        _ => bail!("wanted nothing, or a log and a table"),
    };
    println!("input,run,tool,threads,lines,rows,mib_written,cpu_s,peak_mib,cpu_s_per_million_lines");
    let mut contests = Vec::new();
    for corpus in &corpora {
        let (entries, absent) = entries::able(corpus, &darkwake()?, &scratch.path().join("try"))?;
        absent.iter().for_each(|reason| eprintln!("{reason}"));
        let scores = contest::hold(&entries, corpus, &scratch.path().join("out"))?;
        print!("{}", csv(corpus, &scores));
        contests.push((corpus, scores));
    }
    eprintln!("{}", table::table(&contests));
    Ok(())
}

/// The program that is measured. Cargo puts benchmarks into a folder of the one where it puts programs.
fn darkwake() -> Result<PathBuf> {
    if let Some(path) = env::var_os("DARKWAKE") {
        return Ok(path.into());
    }
    let here = env::current_exe()?;
    let programs = here.ancestors().nth(2).context("a benchmark lies in a folder")?;
    Ok(programs.join("darkwake"))
}

/// Run by run, then the medians.
fn csv(corpus: &Corpus, scores: &[Score]) -> String {
    let row = |run: &str, score: &Score, measured: Measurement| {
        let Score { tool, threads, .. } = score;
        format!("{},{run},{tool},{threads},{}\n", corpus.kind.name(), measured.in_csv(corpus.lines))
    };
    let runs = (0..RUNS)
        .flat_map(|run| scores.iter().map(move |score| row(&(run + 1).to_string(), score, score.runs[run])));
    runs.chain(scores.iter().map(|score| row("median", score, score.median()))).collect()
}
