//! `darkwake run`: an archive becomes a case.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};
use case::{Case, Overwrite};
use darkwake::{Options, Outcome};
use score::Weights;

use super::leads;
use crate::args::RunArgs;
use crate::exit::{Ending, Usage};
use crate::progress::Terminal;

/// Leads shown at the end of a run.
const SHOWN: usize = 10;

pub(crate) fn run(args: &RunArgs) -> Result<Ending> {
    let options = args.options()?;
    let work = || darkwake::run(&args.inputs, &args.out, &options, &Terminal::new());
    let outcome = match args.threads {
        Some(threads) => darkwake::with_threads(threads, work)?,
        None => work(),
    }?;
    report(&outcome, &args.out)?;
    Ok(ending(&outcome, args.max_rejects))
}

/// Prints what a run found: the figures, the first leads, and where the case lies.
pub(super) fn report(outcome: &Outcome, case_dir: &Path) -> Result<()> {
    figures(outcome)?;
    let mut leads = Case::open(case_dir)?.leads()?;
    leads.truncate(SHOWN);
    leads::print(&leads)?;
    let out = &mut io::stdout().lock();
    if let Some(why) = darkwake::why_no_dprk_lead(outcome) {
        writeln!(out, "{why}.")?;
    }
    let case = case_dir.display();
    writeln!(out, "{} leads in {case}. Next: `darkwake explain {case} 1`", outcome.leads)?;
    Ok(())
}

fn figures(outcome: &Outcome) -> io::Result<()> {
    let err = &mut io::stderr().lock();
    writeln!(
        err,
        "{} files, {} lines ({} rejected), {} fixes of {} hulls, {} events",
        outcome.files, outcome.lines, outcome.rejected, outcome.fixes, outcome.hulls, outcome.events
    )?;
    if outcome.damaged > 0 {
        writeln!(err, "{} files are damaged: what could be read was used (see sources)", outcome.damaged)?;
    }
    Ok(())
}

fn ending(outcome: &Outcome, max_rejects: f64) -> Ending {
    if outcome.rejected_share() > max_rejects {
        Ending::TooManyRejects
    } else if outcome.damaged > 0 {
        Ending::Damaged
    } else {
        Ending::Done
    }
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
