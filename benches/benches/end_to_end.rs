//! Simulated archive to ranked leads: CPU seconds and peak memory per million lines.
//!
//! `cargo bench -p darkwake-benches --bench end_to_end` prints one row a run; the archive is simulated first and
//! not counted. Five runs, the median is the figure.

use std::path::Path;

use anyhow::Result;
use darkwake_benches::{cpu_seconds, peak_memory_mib, reset_peak_memory};

const RUNS: usize = 5;
const SEED: u64 = 1;

/// One run, measured.
struct Run {
    cpu_s: f64,
    wall_s: f64,
    peak_mib: f64,
    lines: u64,
}

#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
fn main() -> Result<()> {
    let scratch = tempfile::tempdir()?;
    let week = simulator::simulate(&simulator::Options { seed: SEED, ..Default::default() });
    week.write(scratch.path(), simulator::Format::Nmea)?;
    println!("run,lines,cpu_s,wall_s,peak_mib,cpu_s_per_million_lines");
    let mut runs = Vec::new();
    for index in 1..=RUNS {
        let run = measure(scratch.path())?;
        println!("{index},{run}");
        runs.push(run);
    }
    runs.sort_by(|a, b| a.cpu_s.total_cmp(&b.cpu_s));
    println!("median,{}", runs[RUNS / 2]);
    Ok(())
}

fn measure(scratch: &Path) -> Result<Run> {
    let options = darkwake::Options { overwrite: case::Overwrite::Yes, ..Default::default() };
    reset_peak_memory()?;
    let (cpu, clock) = (cpu_seconds()?, std::time::Instant::now());
    let outcome =
        darkwake::run(&[scratch.join("archive")], &scratch.join("case"), &options, &darkwake::Silent)?;
    Ok(Run {
        cpu_s: cpu_seconds()? - cpu,
        wall_s: clock.elapsed().as_secs_f64(),
        peak_mib: peak_memory_mib()?,
        lines: outcome.lines,
    })
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { lines, cpu_s, wall_s, peak_mib, .. } = self;
        let per_million = cpu_s / (*lines as f64 / 1e6);
        write!(f, "{lines},{cpu_s:.2},{wall_s:.2},{peak_mib:.0},{per_million:.2}")
    }
}
