//! Who ingests what, with how many threads.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::ais_crate;
use crate::contest::Entry;
use crate::corpus::{Corpus, Kind};

/// What all times are compared with.
pub(crate) const OURS: &str = "darkwake ingest";

/// Those that run on this machine, and a sentence for each that does not.
pub(crate) fn able(corpus: &Corpus, darkwake: &Path, scratch: &Path) -> Result<(Vec<Entry>, Vec<String>)> {
    let (mut able, mut absent) = (Vec::new(), Vec::new());
    for entry in all(corpus.kind, darkwake) {
        match entry.ingest(&corpus.head, scratch) {
            Ok(_) => able.push(entry),
            Err(error) => absent.push(left_out(&entry, &error)),
        }
    }
    Ok((able, absent))
}

fn left_out(entry: &Entry, error: &anyhow::Error) -> String {
    let Entry { tool, threads, .. } = entry;
    format!("{tool} with {} is left out: {error:#}", if *threads == 1 { "one thread" } else { "two threads" })
}

fn all(kind: Kind, darkwake: &Path) -> Vec<Entry> {
    const THREADS: [usize; 2] = [1, 2];
    let ways: &[(&'static str, &'static str)] = match kind {
        Kind::Log => &[
            ("aiscat dictionaries + polars", "aiscat-dictionaries"),
            ("aiscat JSON + polars", "aiscat-json"),
        ],
        Kind::Table => &[("DuckDB", "duckdb"), ("polars", "polars")],
    };
    let pythons = ways.iter().flat_map(|&(tool, way)| THREADS.map(|threads| python(tool, way, threads)));
    let ours = THREADS.map(|threads| ours(darkwake.to_owned(), threads));
    ours.into_iter().chain(pythons).chain((kind == Kind::Log).then(rust)).collect()
}

fn ours(darkwake: PathBuf, threads: usize) -> Entry {
    let command = move |file: &Path, out: &Path| {
        let mut command = Command::new(&darkwake);
        command.arg("ingest").arg(file).arg("--out").arg(out).arg("--threads").arg(threads.to_string());
        Ok(command)
    };
    Entry { tool: OURS, threads, command: Box::new(command) }
}

fn python(tool: &'static str, way: &'static str, threads: usize) -> Entry {
    const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/ingest/peers.py");
    let command = move |file: &Path, out: &Path| {
        let mut command = Command::new("python3");
        command.arg(SCRIPT).arg(way).arg(file).arg(out).arg(threads.to_string());
        Ok(command)
    };
    Entry { tool, threads, command: Box::new(command) }
}

/// The Rust rival is this program, started anew.
fn rust() -> Entry {
    let command = |file: &Path, out: &Path| {
        let mut command = Command::new(env::current_exe().context("where is this program?")?);
        command.arg(ais_crate::WORD).arg(file).arg(out);
        Ok(command)
    };
    Entry { tool: "ais + parquet", threads: 1, command: Box::new(command) }
}
