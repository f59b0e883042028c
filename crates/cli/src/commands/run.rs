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
use crate::show::count;

/// Leads shown at the end of a run.
const SHOWN: usize = 10;

pub(crate) fn run(args: &RunArgs) -> Result<Ending> {
    let options = args.options()?;
    let work = || darkwake::run(&args.inputs, &args.out, &options, &Terminal::new());
    let outcome = match args.threads {
        Some(threads) => darkwake::with_threads(threads as usize, work)?,
        None => work(),
    }?;
    report(&outcome, &args.out)?;
    Ok(ending(&outcome, args.max_rejects)?)
}

/// Prints what a run found: the figures, the first leads, and where the case lies.
pub(super) fn report(outcome: &Outcome, case_dir: &Path) -> Result<()> {
    figures(outcome)?;
    let case = Case::open(case_dir)?;
    let mut leads = case.leads()?;
    leads.truncate(SHOWN);
    leads::print(&case, &leads, false)?;
    let out = &mut io::stdout().lock();
    if let Some(why) = darkwake::why_no_dprk_lead(outcome) {
        writeln!(out, "{why}.")?;
    }
    let (leads, case) = (count(outcome.leads, "lead"), case_dir.display());
    match outcome.leads {
        0 => writeln!(out, "{leads} in {case}. What ships did: `darkwake events {case}`")?,
        _ => writeln!(out, "{leads} in {case}. Next: `darkwake explain {case} 1`")?,
    }
    Ok(())
}

fn figures(outcome: &Outcome) -> io::Result<()> {
    let err = &mut io::stderr().lock();
    writeln!(
        err,
        "{}, {} lines ({} rejected), {} fixes of {}, {}",
        count(outcome.files, "file"),
        outcome.lines,
        outcome.rejected,
        outcome.fixes,
        count(outcome.hulls, "hull"),
        count(outcome.events, "event")
    )?;
    if outcome.damaged > 0 {
        let damaged = count(outcome.damaged, "file");
        writeln!(err, "{damaged} damaged: what could be read was used; sources.parquet says which and how")?;
    }
    Ok(())
}

fn ending(outcome: &Outcome, max_rejects: f64) -> io::Result<Ending> {
    let share = outcome.rejected_share();
    if share > max_rejects {
        let (rejected, lines) = (outcome.rejected, outcome.lines);
        writeln!(
            io::stderr(),
            "{rejected} of {lines} lines were rejected, {:.1} %, and `--max-rejects` allows {:.1} %; manifest.json quotes \
             some for each reason",
            share * 100.0,
            max_rejects * 100.0
        )?;
        return Ok(Ending::TooManyRejects);
    }
    Ok(if outcome.damaged > 0 { Ending::Damaged } else { Ending::Done })
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
