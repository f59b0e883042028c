//! `darkwake calibrate`: weights of silences fitted on cases of which the truth is known.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};
use case::Case;
use model::Calibration;
use simulator::truth::Truth;
use track::{JudgedSilence, SilenceWeights};

use crate::args::CalibrateArgs;
use crate::exit::{Ending, Usage};

pub(crate) fn calibrate(args: &CalibrateArgs) -> Result<Ending> {
    let mut silences = Vec::new();
    for world in args.worlds.chunks(2) {
        let [case, truth] = world else { continue };
        silences.extend(judged(case, truth)?);
    }
    let chosen = silences.iter().filter(|silence| silence.chosen).count();
    if chosen == 0 || chosen == silences.len() {
        let all = silences.len();
        return Err(
            Usage(format!("{chosen} of {all} silences were chosen: wanted some of either kind")).into()
        );
    }
    let weights = SilenceWeights::builtin().fitted(&silences, Calibration::Simulated);
    write(&weights, args)?;
    let (all, out) = (silences.len(), args.out.display());
    writeln!(io::stdout(), "Fitted on {all} simulated silences, {chosen} of them chosen: {out}")?;
    Ok(Ending::Done)
}

fn judged(case: &Path, truth: &Path) -> Result<Vec<JudgedSilence>> {
    let truth = Truth::read(truth).map_err(|error| {
        Usage(format!("{error}; wanted the folder `truth` of `darkwake simulate` or `demo`"))
    })?;
    Ok(evaluation::judged_silences(&Case::open_found(case)?, &truth)?)
}

fn write(weights: &SilenceWeights, args: &CalibrateArgs) -> Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .create_new(!args.overwrite)
        .open(&args.out)
        .map_err(|error| Usage(format!("cannot write {}: {error}", args.out.display())))?;
    let text = toml::to_string(weights)?;
    file.write_all(text.as_bytes()).with_context(|| format!("cannot write {}", args.out.display()))
}
