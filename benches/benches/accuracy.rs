//! How right the whole flow is on simulated months, beside the plain rule baseline on the same traffic.
//!
//! `cargo bench -p darkwake-benches --bench accuracy -- 7001 7002 7003` simulates, runs and grades a month for each
//! seed, and prints a row a measure and seed, then each measure over all seeds, weighed by what it was measured over.
//! Seeds that were used in development say little: take others. Nothing here is about real archives.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use case::Case;
use evaluation::{IncidentRank, Measure, Report};
use simulator::truth::Truth;
use tempfile::TempDir;
use track::JudgedSilence;

const DAYS: u32 = 30;

#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
fn main() -> Result<()> {
    let seeds = seeds()?;
    println!("seed,subject,measure,darkwake,baseline,of");
    let mut months: Vec<Month> = seeds.into_iter().map(Month::grade).collect::<Result<_>>()?;
    Month::fit_on_each_other(&mut months)?;
    for Month { seed, report, .. } in &months {
        for measure in &report.measures {
            println!("{seed},{}", row(measure));
        }
        for incident in &report.incidents {
            println!("{seed},rank,{},{}", incident.story, ranks(incident));
        }
    }
    let reports: Vec<Report> = months.into_iter().map(|month| month.report).collect();
    for measure in pooled(&reports) {
        println!("all,{}", row(&measure));
    }
    for (story, found) in by_story(&reports) {
        println!("all,first lead on,{story},{}", depths(&found));
    }
    Ok(())
}

/// The seeds that were asked for; cargo adds `--bench` of its own.
fn seeds() -> Result<Vec<u64>> {
    let words = std::env::args().skip(1).filter(|word| !word.starts_with("--"));
    let seeds: Vec<u64> = words
        .map(|word| word.parse().with_context(|| format!("{word:?} is no seed")))
        .collect::<Result<_>>()?;
    ensure!(!seeds.is_empty(), "wanted one seed or more, such as 7001 7002 7003");
    Ok(seeds)
}

/// A simulated month with what was found in it.
struct Month {
    seed: u64,
    truth: Truth,
    report: Report,
    silences: Vec<JudgedSilence>,
    scratch: TempDir,
}

impl Month {
    fn grade(seed: u64) -> Result<Self> {
        let scratch = tempfile::tempdir()?;
        let world = simulator::Options { seed, days: DAYS, ..Default::default() };
        let month = simulator::simulate(&world);
        month.write(scratch.path(), simulator::Format::Nmea)?;
        let (archive, case_dir) = (scratch.path().join("archive"), case_in(&scratch));
        darkwake::run(&[archive], &case_dir, &darkwake::Options::default(), &darkwake::Silent)?;
        let (case, truth) = (Case::open(&case_dir)?, month.truth().clone());
        let report = evaluation::grade_case(&case, &truth)?;
        let silences = evaluation::judged_silences(&case, &truth)?;
        Ok(Self { seed, truth, report, silences, scratch })
    }

    /// Adds to each month what weights do that were fitted on all the others.
    fn fit_on_each_other(months: &mut [Self]) -> Result<()> {
        for at in 0..months.len() {
            let others: Vec<JudgedSilence> = (0..months.len())
                .filter(|other| *other != at)
                .flat_map(|other| months[other].silences.iter().copied())
                .collect();
            let month = &mut months[at];
            let case = Case::open(case_in(&month.scratch))?;
            month.report.measures.extend(evaluation::fitted_measures(&case, &month.truth, &others)?);
        }
        Ok(())
    }
}

fn case_in(scratch: &TempDir) -> PathBuf {
    scratch.path().join("case")
}

fn row(measure: &Measure) -> String {
    let figure = |value: Option<f64>| value.map_or(String::new(), |value| format!("{value:.3}"));
    let Measure { subject, name, value, baseline, of } = measure;
    format!("{subject},\"{name}\",{},{},{of}", figure(*value), figure(*baseline))
}

fn ranks(incident: &IncidentRank) -> String {
    let rank = |rank: Option<usize>| rank.map_or(String::new(), |rank| rank.to_string());
    format!("{},{},1", rank(incident.rank), rank(incident.baseline_rank))
}

/// Each measure over all worlds, in the order of the first.
fn pooled(reports: &[Report]) -> Vec<Measure> {
    let first = reports.first().map_or(&[][..], |report| &report.measures);
    first.iter().map(|measure| pool(measure, reports)).collect()
}

fn pool(like: &Measure, reports: &[Report]) -> Measure {
    let all = reports.iter().flat_map(|report| &report.measures);
    let same: Vec<&Measure> =
        all.filter(|measure| (measure.subject, &measure.name) == (like.subject, &like.name)).collect();
    let mean = |value: fn(&Measure) -> Option<f64>| {
        let known: Vec<(f64, f64)> =
            same.iter().filter_map(|measure| Some((value(measure)?, measure.of as f64))).collect();
        let weight: f64 = known.iter().map(|(_, of)| of).sum();
        (weight > 0.0).then(|| known.iter().map(|(value, of)| value * of).sum::<f64>() / weight)
    };
    Measure {
        value: mean(|measure| measure.value),
        baseline: mean(|measure| measure.baseline),
        of: same.iter().map(|measure| measure.of).sum(),
        ..like.clone()
    }
}

fn by_story(reports: &[Report]) -> BTreeMap<&str, Vec<&IncidentRank>> {
    let mut stories: BTreeMap<&str, Vec<&IncidentRank>> = BTreeMap::new();
    for incident in reports.iter().flat_map(|report| &report.incidents) {
        stories.entry(&incident.story).or_default().push(incident);
    }
    stories
}

/// How many stand in the first 10, 25 and 50, ours and the baseline's.
fn depths(incidents: &[&IncidentRank]) -> String {
    let within = |rank: fn(&IncidentRank) -> Option<usize>| {
        let counts = [10, 25, 50].map(|depth| {
            let first = incidents.iter().filter(|incident| rank(incident).is_some_and(|rank| rank <= depth));
            first.count().to_string()
        });
        counts.join("/")
    };
    format!("{},{},{}", within(|one| one.rank), within(|one| one.baseline_rank), incidents.len())
}
