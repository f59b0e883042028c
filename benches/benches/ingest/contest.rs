//! The contest: everyone takes a turn over one file, so that each run is a pair for any two.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::corpus::Corpus;
use crate::output::{self, Written};
use crate::process::{self, Spent};

pub(crate) const RUNS: usize = 5;

/// Someone at the start.
pub(crate) struct Entry {
    pub(crate) tool: &'static str,
    pub(crate) threads: usize,
    pub(crate) command: Box<Ingest>,
}

/// The command that ingests a file into a folder that is not there yet.
pub(crate) type Ingest = dyn Fn(&Path, &Path) -> Result<Command>;

/// A file ingested once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measurement {
    /// Starting left out.
    pub(crate) cpu_s: f64,
    pub(crate) peak_mib: f64,
    pub(crate) written: Written,
}

/// All runs of someone.
pub(crate) struct Score {
    pub(crate) tool: &'static str,
    pub(crate) threads: usize,
    pub(crate) runs: Vec<Measurement>,
}

/// Lets everyone run in turn; `out` is made and removed again and again.
pub(crate) fn hold(entries: &[Entry], corpus: &Corpus, out: &Path) -> Result<Vec<Score>> {
    let score = |entry: &Entry| Score { tool: entry.tool, threads: entry.threads, runs: Vec::new() };
    let mut scores: Vec<_> = entries.iter().map(score).collect();
    for _ in 0..RUNS {
        for (entry, score) in entries.iter().zip(&mut scores) {
            score.runs.push(entry.measure(corpus, out)?);
        }
    }
    Ok(scores)
}

impl Entry {
    fn measure(&self, corpus: &Corpus, out: &Path) -> Result<Measurement> {
        let (start, _) = self.ingest(&corpus.head, out)?;
        let (whole, written) = self.ingest(&corpus.file, out)?;
        Ok(Measurement { cpu_s: whole.cpu_s - start.cpu_s, peak_mib: whole.peak_mib, written })
    }

    /// Ingests a file and looks at what was written.
    pub(crate) fn ingest(&self, file: &Path, out: &Path) -> Result<(Spent, Written)> {
        fs::create_dir_all(out)?;
        let spent = process::run(&mut (self.command)(file, &out.join("case"))?, out)?;
        let written = output::written(out).with_context(|| self.tool)?;
        fs::remove_dir_all(out)?;
        Ok((spent, written))
    }
}

impl Measurement {
    pub(crate) fn per_million(&self, lines: u64) -> f64 {
        self.cpu_s / (lines as f64 / 1e6)
    }

    /// The cells of a row from the number of lines on.
    pub(crate) fn in_csv(&self, lines: u64) -> String {
        let Self { cpu_s, peak_mib, written: Written { rows, bytes } } = self;
        let (mib, rate) = (*bytes as f64 / f64::from(1 << 20), self.per_million(lines));
        format!("{lines},{rows},{mib:.1},{cpu_s:.3},{peak_mib:.0},{rate:.3}")
    }
}

impl Score {
    /// The run with the median time.
    pub(crate) fn median(&self) -> Measurement {
        let mut runs = self.runs.clone();
        runs.sort_by(|a, b| a.cpu_s.total_cmp(&b.cpu_s));
        runs[RUNS / 2]
    }
}
