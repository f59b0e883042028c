//! From stored fixes to hulls and what silences mean: CPU seconds per million positions, of all threads.
//!
//! `cargo bench -p darkwake-benches --bench track -- [MILLIONS...]` (1 2 4 8) simulates months of so many hulls that about so
//! many million positions are heard, reads each into a case once, and then looks into the stored case three times as `run`
//! does. A row is the median of a stage: `track` reads the fixes back from Parquet and builds tracks, with the search for
//! false positions; `reception` learns how well ships are heard; `detect` judges silences among all else that it finds.
//! Which share of `track` is reading and which is building the example `cost` of `track` tells apart.

use std::collections::BTreeMap;
use std::env;
use std::path::Path;
use std::sync::Mutex;

use anyhow::{Context, Result};
use case::Overwrite;
use darkwake::{Learned, Options, Progress, Silent, Stage};
use darkwake_benches::{cpu_seconds, peak_memory_mib, reset_peak_memory};

const RUNS: usize = 3;
const SEED: u64 = 4400;
const DAYS: u32 = 30;
/// A hull of a simulated month is heard so often.
const HULLS_PER_MILLION: f64 = 310.0;
const STAGES: [Stage; 3] = [Stage::Track, Stage::Reception, Stage::Detect];

#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
fn main() -> Result<()> {
    println!("positions,stage,cpu_s,cpu_s_per_million,peak_mib");
    for millions in sizes()? {
        let scratch = tempfile::tempdir()?;
        let case = scratch.path().join("case");
        let positions = stored(millions, scratch.path(), &case)? as f64 / 1e6;
        let looks: Vec<Look> = (0..RUNS).map(|_| Look::into(scratch.path(), &case)).collect::<Result<_>>()?;
        let peak = looks.iter().map(|look| look.peak_mib).fold(0.0, f64::max);
        for stage in STAGES {
            let mut costs: Vec<f64> = looks.iter().map(|look| look.cpu_s[&stage]).collect();
            costs.sort_by(f64::total_cmp);
            let cost = costs[RUNS / 2];
            println!("{positions:.2} M,{},{cost:.2},{:.3},{peak:.0}", stage.as_str(), cost / positions);
        }
    }
    Ok(())
}

/// Millions of positions; cargo adds `--bench` of its own.
fn sizes() -> Result<Vec<f64>> {
    let words = env::args().skip(1).filter(|word| !word.starts_with("--"));
    let sizes: Vec<f64> = words
        .map(|word| word.parse().with_context(|| format!("{word:?} is no number of millions")))
        .collect::<Result<_>>()?;
    Ok(if sizes.is_empty() { vec![1.0, 2.0, 4.0, 8.0] } else { sizes })
}

/// Simulates a month and reads it into a case; how many positions it holds.
fn stored(millions: f64, scratch: &Path, case: &Path) -> Result<u64> {
    let vessels = (millions * HULLS_PER_MILLION) as u32;
    let world = simulator::Options { seed: SEED, days: DAYS, vessels, ..Default::default() };
    simulator::simulate(&world).write(scratch, simulator::Format::Nmea)?;
    Ok(darkwake::ingest(&[scratch.join("archive")], case, &Options::default(), &Silent)?.fixes)
}

/// What the stages of one look into a case took.
struct Look {
    cpu_s: BTreeMap<Stage, f64>,
    peak_mib: f64,
}

impl Look {
    /// The case is as it was before, but for what is found; nothing new is read.
    fn into(scratch: &Path, case: &Path) -> Result<Self> {
        let watch = Watch::default();
        let options = Options { learned: Learned::Anew, overwrite: Overwrite::Extend, ..Options::default() };
        reset_peak_memory()?;
        darkwake::run(&[scratch.join("archive")], case, &options, &watch)?;
        let cpu_s = watch.cpu_s.into_inner().expect("no stage panicked");
        Ok(Self { cpu_s, peak_mib: peak_memory_mib()? })
    }
}

/// CPU seconds of the process when a stage began, and what it took once it has ended.
#[derive(Default)]
struct Watch {
    cpu_s: Mutex<BTreeMap<Stage, f64>>,
}

impl Watch {
    fn add(&self, stage: Stage, seconds: f64) {
        *self.cpu_s.lock().expect("no stage panicked").entry(stage).or_default() += seconds;
    }
}

impl Progress for Watch {
    fn begin(&self, stage: Stage, _: Option<u64>) {
        self.add(stage, -cpu_seconds().expect("measured on Linux"));
    }

    fn advance(&self, _: u64) {}

    fn end(&self, stage: Stage) {
        self.add(stage, cpu_seconds().expect("measured on Linux"));
    }
}
