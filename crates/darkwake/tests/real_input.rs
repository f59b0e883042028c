//! Runs over real archives, where they are present: `../shared/data` beside the repository.
//!
//! Where the folder is absent each test says so and counts as ignored; the last line of the output tells how many
//! ran. Nothing of those archives lies near Korea, so no lead may show a link to the DPRK.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use case::{Case, FixFilter};
use darkwake::{Options, Outcome, Silent, why_no_dprk_lead};
use libtest_mimic::{Arguments, Failed, Trial};
use simulator::{Format, simulate};

/// A real archive, and what an independent count found in it.
struct Archive {
    name: &'static str,
    files: &'static [&'static str],
    /// Hulls with a position, as counted by a script of its own, not by darkwake: lowest and highest plausible.
    hulls: (usize, usize),
}

const ARCHIVES: &[Archive] = &[
    Archive {
        name: "danish drifters with $PGHP times",
        files: &[
            "nmea/dma-abnormal/212123000_drift_1.ais",
            "nmea/dma-abnormal/219165000_ssc_1.ais",
            "nmea/dma-abnormal/538004030_drift_1.ais",
        ],
        hulls: (3, 3),
    },
    Archive {
        name: "five danish minutes of 1,437 ships, gzip",
        files: &["nmea/dma-abnormal/ais-sample.txt.gz"],
        hulls: (1_437, 1_437),
    },
    Archive {
        name: "exactEarth satellite logs with trailing epochs",
        files: &[
            "nmea/amsa-risky/exact-earth-augmented.txt",
            "nmea/amsa-risky/exact-earth-augmented-2.txt",
            "nmea/amsa-risky/exact-earth-augmented-3.txt",
        ],
        hulls: (1_100, 1_500),
    },
    Archive { name: "norwegian tag blocks", files: &["nmea/kystverket/Ais1000Lines.nm4"], hulls: (300, 800) },
    Archive { name: "NOAA legacy CSV", files: &["ais/noaa_legacy_sample.csv"], hulls: (1_000, 1_000) },
    Archive {
        name: "baltic Parquet by column names",
        files: &["ais/baltic_digitraffic_2026"],
        hulls: (3_424, 3_424),
    },
];

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a test harness of its own says what it ran")]
fn main() {
    let arguments = Arguments::from_args();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let absent = !data.exists();
    if absent {
        eprintln!("real input: ../shared/data is absent, every test here is skipped");
    }
    let mut trials: Vec<Trial> = ARCHIVES
        .iter()
        .map(|archive| {
            let inputs = paths(&data, archive.files);
            Trial::test(archive.name, move || holds_nothing_of_the_dprk(archive, &inputs))
        })
        .collect();
    let everything: Vec<&str> = ARCHIVES.iter().flat_map(|archive| archive.files).copied().collect();
    let inputs = paths(&data, &everything);
    trials.push(Trial::test("a simulated story among all of them comes up", move || story_comes_up(&inputs)));
    let trials: Vec<Trial> = trials.into_iter().map(|trial| trial.with_ignored_flag(absent)).collect();

    let conclusion = libtest_mimic::run(&arguments, trials);
    println!(
        "real input: {} ran, {} skipped",
        conclusion.num_passed + conclusion.num_failed,
        conclusion.num_ignored
    );
    conclusion.exit();
}

fn paths(data: &Path, files: &[&str]) -> Vec<PathBuf> {
    files.iter().map(|file| data.join(file)).collect()
}

fn holds_nothing_of_the_dprk(archive: &Archive, inputs: &[PathBuf]) -> Result<(), Failed> {
    let (case, outcome, _keep) = run(inputs)?;
    check(outcome.dprk_leads == 0, || format!("{} leads with a link to the DPRK", outcome.dprk_leads))?;
    let why = why_no_dprk_lead(&outcome).unwrap_or_default();
    check(why.contains("none of them in the waters around Korea"), || {
        format!("the reason given is {why:?}")
    })?;
    let (low, high) = archive.hulls;
    check((low..=high).contains(&outcome.hulls), || format!("{} hulls, not {low} to {high}", outcome.hulls))?;
    ledger_adds_up(&case)?;
    every_fix_is_of_a_vessel(&case)
}

fn story_comes_up(inputs: &[PathBuf]) -> Result<(), Failed> {
    let world = tempfile::tempdir()?;
    simulate(&simulator::Options { seed: 40_001, ..Default::default() }).write(world.path(), Format::Nmea)?;
    let mut inputs = inputs.to_vec();
    inputs.push(world.path().join("archive"));
    let (case, outcome, _keep) = run(&inputs)?;
    check(outcome.dprk_leads > 0, || "the simulated stories are lost among real traffic".to_owned())?;
    let real = |lead: &&case::LeadRow| !(100.0..=150.0).contains(&lead.lon);
    let stray = case.leads()?.iter().filter(|lead| lead.list == model::List::Dprk).filter(real).count();
    check(stray == 0, || format!("{stray} leads with a link to the DPRK lie far from Korea"))
}

fn run(inputs: &[PathBuf]) -> Result<(Case, Outcome, tempfile::TempDir), Failed> {
    let keep = tempfile::tempdir()?;
    let dir = keep.path().join("case");
    let outcome = darkwake::run(inputs, &dir, &Options::default(), &Silent)?;
    Ok((Case::open(&dir)?, outcome, keep))
}

fn ledger_adds_up(case: &Case) -> Result<(), Failed> {
    for source in case.sources()? {
        let sum = source.accepted + source.skipped + source.rejected;
        check(source.lines == sum, || {
            format!("{}: {} lines, {sum} accounted for", source.path, source.lines)
        })?;
        check(source.accepted > 0, || format!("{}: not one line was accepted", source.path))?;
    }
    Ok(())
}

fn every_fix_is_of_a_vessel(case: &Case) -> Result<(), Failed> {
    let vessels: BTreeSet<i64> = case.vessels()?.iter().map(|vessel| vessel.mmsi).collect();
    let stray =
        case.fixes(&FixFilter::default())?.iter().filter(|heard| !vessels.contains(&heard.fix.mmsi)).count();
    check(stray == 0, || format!("{stray} fixes of no vessel"))
}

fn check(holds: bool, otherwise: impl FnOnce() -> String) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(otherwise().into()) }
}
