//! The contest: decoders that take turns over one corpus, so that each run is a pair for any two of them.

use std::hint::black_box;

use anyhow::Result;
use darkwake_benches::thread_cpu_seconds;

use crate::corpus::Corpus;

pub(crate) const RUNS: usize = 7;

/// A decoder at the start.
pub(crate) struct Entry<'a> {
    pub(crate) decoder: &'static str,
    /// Runs it once.
    measure: Box<dyn Fn() -> Result<Measurement> + 'a>,
}

/// A decoder over a corpus, once.
#[derive(Clone, Copy)]
pub(crate) struct Measurement {
    /// Lines given, fewer than the corpus has where the decoder is too slow for all.
    pub(crate) lines: usize,
    /// Messages that they gave.
    pub(crate) messages: usize,
    /// Million lines per CPU second.
    pub(crate) rate: f64,
}

/// All runs of one decoder.
pub(crate) struct Score {
    pub(crate) decoder: &'static str,
    pub(crate) runs: Vec<Measurement>,
}

impl<'a> Entry<'a> {
    pub(crate) fn new(decoder: &'static str, measure: impl Fn() -> Result<Measurement> + 'a) -> Self {
        Self { decoder, measure: Box::new(measure) }
    }

    /// A decoder within this process: it takes a text and says how many messages that gave.
    pub(crate) fn here(
        decoder: &'static str,
        corpus: &'a Corpus,
        decode: impl Fn(&str) -> usize + 'a,
    ) -> Self {
        Self::new(decoder, move || measure(corpus, &decode))
    }
}

impl Score {
    /// The run with the median rate.
    pub(crate) fn median(&self) -> Measurement {
        let mut runs = self.runs.clone();
        runs.sort_by(|a, b| a.rate.total_cmp(&b.rate));
        runs[RUNS / 2]
    }
}

/// Lets the decoders run in turn.
pub(crate) fn hold(entries: &[Entry<'_>]) -> Result<Vec<Score>> {
    let mut scores: Vec<_> =
        entries.iter().map(|entry| Score { decoder: entry.decoder, runs: Vec::new() }).collect();
    for _ in 0..RUNS {
        for (entry, score) in entries.iter().zip(&mut scores) {
            score.runs.push((entry.measure)()?);
        }
    }
    Ok(scores)
}

fn measure(corpus: &Corpus, decode: impl Fn(&str) -> usize) -> Result<Measurement> {
    let start = thread_cpu_seconds()?;
    let messages = black_box(decode(black_box(&corpus.archive)));
    let seconds = thread_cpu_seconds()? - start;
    let lines = corpus.archive_lines;
    Ok(Measurement { lines, messages, rate: lines as f64 / seconds / 1e6 })
}
