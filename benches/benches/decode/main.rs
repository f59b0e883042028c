//! Decoders side by side: lines per CPU second of ours, of the Rust crates, of decoders in other languages, and of a
//! prototype that reads next to nothing.
//!
//! `cargo bench -p darkwake-benches --bench decode -- FOLDER > decode.csv`, where the folder holds archives of sentences,
//! also gzipped, at any depth. The runs go to standard output, a table for people to standard error.
//!
//! # What is decoded
//! Every VDM and VDO in the folder, from `!` to its checksum, in three corpora: `untagged` as it stands, `tagged` behind a
//! tag block, and `types 1-3`, the whole sentences of 168 bits of these types alone.
//!
//! # Who decodes
//! - darkwake to columns from a text of many lines and line by line, to messages, and to lines of JSON in memory.
//! - Rust: `ais`, `aivdm`, `nmea-parser`, to their structs.
//! - Other languages: `pyais` and `libais` to dictionaries, `aiscat` to dictionaries and to JSON (Python packages), gpsd's
//!   `gpsdecode` to CSV and to JSON. What is not installed is left out, with a word on standard error.
//! - The prototype, on types 1 to 3 alone: what they would cost if nothing else had to be known.
//!
//! # What is measured
//! In each run every decoder takes its turn, so that a run is a pair for any two of them; the median of the runs is the
//! figure. Within this process it is the CPU time of the thread over one archive of a million lines, the corpus over and
//! over; lines are found with `memchr` for all. For the others it
//! is the CPU time of their process with finding and reading lines, less that of starting it; what they write goes
//! nowhere. A decoder too slow for all lines is given the first of them: `lines` says how many, and the rate is by line.
//!
//! What is not: each decoder gives what it gives. Columns, structs, dictionaries and JSON are different work, fields differ
//! in number and precision, and what a decoder cannot read it may refuse; `messages` says how many it gave, not whether
//! they are right. Memory and wall time are not measured.

mod contest;
mod corpus;
mod crates;
mod ours;
mod processes;
mod prototype;
mod table;

use std::path::Path;

use anyhow::{Context, Result};

use contest::{Entry, Measurement, RUNS, Score};
use corpus::{Corpus, Kind};

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints its figures")]
fn main() -> Result<()> {
    let folder =
        std::env::args().skip(1).find(|arg| !arg.starts_with("--")).context("which folder of archives?")?;
    let corpora = Corpus::read(Path::new(&folder))?;
    let scratch = tempfile::tempdir()?;
    let (peers, absent) = processes::installed(scratch.path())?;
    absent.iter().for_each(|reason| eprintln!("{reason}"));
    // A rival's panic is a line that it refused.
    std::panic::set_hook(Box::new(|_| {}));
    println!("corpus,run,decoder,lines,messages,million_lines_per_cpu_s");
    let mut contests = Vec::new();
    for corpus in &corpora {
        let mut entries = entries(corpus)?;
        entries.extend(processes::entries(&peers, corpus, scratch.path())?);
        let scores = contest::hold(&entries)?;
        print!("{}", csv(corpus, &scores));
        contests.push((corpus, scores));
    }
    eprintln!("{}", table::table(&contests));
    Ok(())
}

/// Those within this process.
#[expect(clippy::print_stderr, reason = "a benchmark says what it leaves out")]
fn entries(corpus: &Corpus) -> Result<Vec<Entry<'_>>> {
    let mut entries = ours::entries(corpus);
    entries.extend(crates::entries(corpus));
    if corpus.kind == Kind::Reports {
        let prototype = prototype::entry(corpus)?;
        if prototype.is_none() {
            eprintln!("the prototype is left out: the processor has no AVX2");
        }
        entries.extend(prototype);
    }
    Ok(entries)
}

/// Run by run, then the medians.
fn csv(corpus: &Corpus, scores: &[Score]) -> String {
    let row = |run: &str, score: &Score, Measurement { lines, messages, rate }: Measurement| {
        format!("{},{run},{},{lines},{messages},{rate:.3}\n", corpus.kind.name(), score.decoder)
    };
    let runs = (0..RUNS)
        .flat_map(|run| scores.iter().map(move |score| row(&(run + 1).to_string(), score, score.runs[run])));
    runs.chain(scores.iter().map(|score| row("median", score, score.median()))).collect()
}
