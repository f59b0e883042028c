//! `darkwake run`: an archive becomes a case.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};
use case::render::visible;
use case::{Case, Overwrite};
use darkwake::{LeftOut, Options, Outcome, RunError};
use score::Weights;

use super::leads;
use super::reject_share::Lines;
use crate::args::{LogForm, RunArgs};
use crate::exit::{Ending, Usage};
use crate::notice::Notice;
use crate::progress;
use crate::show::count;

/// Leads shown at the end of a run.
const SHOWN: usize = 10;

pub(crate) fn run(args: &RunArgs, log: LogForm) -> Result<Ending> {
    let options = args.options()?;
    let progress = progress::told(args.progress.progress);
    let work = || darkwake::run(&args.inputs, &args.out, &options, &*progress);
    let outcome = match args.threads {
        Some(threads) => darkwake::with_threads(threads as usize, work)?,
        None => work(),
    };
    if let Err(RunError::Nothing { left_out, .. }) = &outcome
        && left_out.len() > 1
    {
        tell(left_out, log)?;
    }
    let outcome = outcome?;
    report(&outcome, &args.out, log)?;
    let lines = Lines { all: outcome.lines, rejected: outcome.rejected };
    Ok(lines.ending(&args.rejects, ending(&outcome), "; manifest.json quotes some for each reason", log)?)
}

/// Prints what a run found: the figures, the first leads, and where the case lies.
pub(super) fn report(outcome: &Outcome, case_dir: &Path, log: LogForm) -> Result<()> {
    figures(outcome, log)?;
    let case = Case::open(case_dir)?;
    let mut leads = case.leads()?;
    leads.truncate(SHOWN);
    leads::print(&case, &leads, false)?;
    let out = &mut io::stdout().lock();
    if let Some(why) = darkwake::why_no_dprk_lead(outcome) {
        writeln!(out, "{why}.")?;
    }
    let (leads, case) = (count(outcome.leads, "lead"), visible(&case_dir.display().to_string()));
    match outcome.leads {
        0 => writeln!(out, "{leads} in {case}. What ships did: `darkwake events {case}`")?,
        _ => writeln!(out, "{leads} in {case}. Next: `darkwake explain {case} 1`")?,
    }
    Ok(())
}

fn figures(outcome: &Outcome, log: LogForm) -> io::Result<()> {
    tell(&outcome.left_out, log)?;
    log.tell(&Notice::figures(outcome))?;
    if outcome.damaged > 0 {
        log.tell(&Notice::Damaged { files: outcome.damaged })?;
    }
    if outcome.refused() > 0 {
        log.tell(&Notice::LeftOut { inputs: outcome.refused() })?;
    }
    Ok(())
}

/// A notice for each file or folder that was not read.
fn tell(left_out: &[LeftOut], log: LogForm) -> io::Result<()> {
    left_out.iter().try_for_each(|left_out| log.tell(&Notice::left_out(left_out)))
}

/// An older case in the inputs is no damage.
fn ending(outcome: &Outcome) -> Ending {
    if outcome.damaged + outcome.refused() > 0 { Ending::Damaged } else { Ending::Done }
}

impl RunArgs {
    fn options(&self) -> Result<Options> {
        let weights = self.weights.as_deref().map_or_else(|| Ok(Weights::builtin()), read_weights)?;
        let overwrite = if self.overwrite { Overwrite::Yes } else { Overwrite::No };
        Ok(Options { reading: self.reading.options(), weights, overwrite, ..Options::default() })
    }
}

fn read_weights(path: &Path) -> Result<Weights> {
    let text = fs::read_to_string(path)
        .map_err(|error| Usage(format!("cannot read the weights {}: {error}", path.display())))?;
    Weights::from_toml(&text).with_context(|| Usage(format!("{} holds no weights", path.display())))
}
