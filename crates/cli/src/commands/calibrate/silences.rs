//! What the facts about a silence weigh.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use case::Case;
use model::Calibration;
use track::{JudgedSilence, SilenceWeights};

use super::{refuse_reviews, worlds, write_weights};
use crate::args::CalibrateArgs;
use crate::commands::truth;
use crate::exit::{Ending, Usage};

pub(super) fn calibrate(args: &CalibrateArgs) -> Result<Ending> {
    refuse_reviews(args)?;
    let mut silences = Vec::new();
    for (case, truth) in worlds(args) {
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
    write_weights(&weights, args)?;
    let (all, out) = (silences.len(), args.out.display());
    writeln!(io::stdout(), "Fitted on {all} simulated silences, {chosen} of them chosen: {out}")?;
    Ok(Ending::Done)
}

fn judged(case: &Path, folder: &Path) -> Result<Vec<JudgedSilence>> {
    let case = Case::open_found(case)?;
    Ok(evaluation::judged_silences(&case, &truth::of(&case, folder)?)?)
}
