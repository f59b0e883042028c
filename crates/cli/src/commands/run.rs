//! `darkwake run`: an archive becomes a case.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};
use case::render::visible;
use case::{Case, Overwrite};
use darkwake::{LeftOut, Note, Options, Outcome, RunError};
use score::Weights;

use super::leads;
use super::reject_share::Lines;
use crate::args::RunArgs;
use crate::exit::{Ending, Usage};
use crate::progress::Terminal;
use crate::show::count;

/// Leads shown at the end of a run.
const SHOWN: usize = 10;
/// Notes on files shown.
const NOTES: usize = 10;

pub(crate) fn run(args: &RunArgs) -> Result<Ending> {
    let options = args.options()?;
    let work = || darkwake::run(&args.inputs, &args.out, &options, &Terminal::new());
    let outcome = match args.threads {
        Some(threads) => darkwake::with_threads(threads as usize, work)?,
        None => work(),
    };
    if let Err(RunError::Nothing { left_out, .. }) = &outcome
        && left_out.len() > 1
    {
        tell(left_out)?;
    }
    let outcome = outcome?;
    report(&outcome, &args.out)?;
    let lines = Lines { all: outcome.lines, rejected: outcome.rejected };
    Ok(lines.ending(&args.rejects, ending(&outcome), "; manifest.json quotes some for each reason")?)
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
    let (leads, case) = (count(outcome.leads, "lead"), visible(&case_dir.display().to_string()));
    match outcome.leads {
        0 => writeln!(out, "{leads} in {case}. What ships did: `darkwake events {case}`")?,
        _ => writeln!(out, "{leads} in {case}. Next: `darkwake explain {case} 1`")?,
    }
    Ok(())
}

fn figures(outcome: &Outcome) -> io::Result<()> {
    tell(&outcome.left_out)?;
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
    note(&outcome.notes)?;
    if outcome.damaged > 0 {
        let damaged = count(outcome.damaged, "file");
        writeln!(err, "{damaged} damaged: what could be read was used; sources.parquet says which and how")?;
    }
    if outcome.refused() > 0 {
        let refused = count(outcome.refused(), "input");
        writeln!(err, "{refused} refused: the others were used; manifest.json says which and why")?;
    }
    Ok(())
}

/// A line for each of the first things that are odd about files.
fn note(notes: &[Note]) -> io::Result<()> {
    let err = &mut io::stderr().lock();
    for Note { path, what } in notes.iter().take(NOTES) {
        writeln!(err, "note: {}: {}", visible(&path.display().to_string()), visible(what))?;
    }
    match notes.len().saturating_sub(NOTES) {
        0 => Ok(()),
        more => writeln!(err, "{} more; `darkwake sniff` tells those of a file", count(more, "note")),
    }
}

/// A line for each file or folder that was not read.
fn tell(left_out: &[LeftOut]) -> io::Result<()> {
    let err = &mut io::stderr().lock();
    left_out.iter().try_for_each(|left_out| {
        let fate = if left_out.is_refused() { "refused" } else { "skipped" };
        writeln!(err, "{fate}: {}", visible(&left_out.to_string()))
    })
}

/// An older case in the inputs is no damage.
fn ending(outcome: &Outcome) -> Ending {
    if outcome.damaged + outcome.refused() > 0 { Ending::Damaged } else { Ending::Done }
}

impl RunArgs {
    fn options(&self) -> Result<Options> {
        let weights = self.weights.as_deref().map_or_else(|| Ok(Weights::builtin()), read_weights)?;
        let overwrite = if self.overwrite { Overwrite::Yes } else { Overwrite::No };
        Ok(Options { reading: self.reading.options()?, weights, overwrite, ..Options::default() })
    }
}

fn read_weights(path: &Path) -> Result<Weights> {
    let text = fs::read_to_string(path)
        .map_err(|error| Usage(format!("cannot read the weights {}: {error}", path.display())))?;
    Weights::from_toml(&text).with_context(|| Usage(format!("{} holds no weights", path.display())))
}
