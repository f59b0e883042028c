//! `darkwake run`: an archive becomes a case.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};
use case::render::visible;
use case::{Case, Overwrite};
use darkwake::{Learned, LeftOut, Note, Options, Outcome, Room, RunError};
use score::Weights;

use super::reject_share::Lines;
use super::{leads, plan};
use crate::args::{ArchiveArgs, RunArgs};
use crate::exit::{Ending, Usage};
use crate::progress::Terminal;
use crate::show::count;

/// Leads shown at the end of a run.
const SHOWN: usize = 10;
/// Notes on files shown.
const NOTES: usize = 10;

pub(crate) fn run(args: &RunArgs) -> Result<Ending> {
    let options = args.options()?;
    let archive = &args.archive;
    if archive.dry_run {
        return plan::show(archive, &options);
    }
    let outcome =
        archive.do_work(|| darkwake::run(&archive.inputs, &archive.out, &options, &Terminal::new()))?;
    report(&outcome, &archive.out)?;
    let lines = Lines { all: outcome.lines, rejected: outcome.rejected };
    let otherwise = ending(outcome.damaged + outcome.refused());
    Ok(lines.ending(&archive.rejects, otherwise, "; manifest.json quotes some for each reason")?)
}

impl ArchiveArgs {
    /// Does the work of a run with its threads, and tells what was left out where nothing was read.
    pub(super) fn do_work<T: Send>(&self, work: impl FnOnce() -> Result<T, RunError> + Send) -> Result<T> {
        let done = match self.threads {
            Some(threads) => darkwake::with_threads(threads as usize, work)?,
            None => work(),
        };
        if let Err(RunError::Nothing { left_out, .. }) = &done
            && left_out.len() > 1
        {
            tell(left_out)?;
        }
        Ok(done?)
    }

    /// The options of reading; the other stages are as they are by default.
    pub(super) fn options(&self) -> Result<Options> {
        let overwrite = if self.overwrite { Overwrite::Yes } else { Overwrite::Extend };
        let default = Options::default();
        let memory = self.memory.unwrap_or(default.room.memory);
        let room = Room { memory, temp: self.temp_dir.clone() };
        Ok(Options { reading: self.reading.options()?, overwrite, room, ..default })
    }
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
pub(super) fn note(notes: &[Note]) -> io::Result<()> {
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
pub(super) fn tell(left_out: &[LeftOut]) -> io::Result<()> {
    let err = &mut io::stderr().lock();
    left_out.iter().try_for_each(|left_out| {
        let fate = if left_out.is_refused() { "refused" } else { "skipped" };
        writeln!(err, "{fate}: {}", visible(&left_out.to_string()))
    })
}

/// An older case in the inputs is no damage.
pub(super) fn ending(faulty: usize) -> Ending {
    if faulty > 0 { Ending::Damaged } else { Ending::Done }
}

impl RunArgs {
    fn options(&self) -> Result<Options> {
        let weights = self.weights.as_deref().map_or_else(|| Ok(Weights::builtin()), read_weights)?;
        let learned = match &self.learned {
            Some(case) => Learned::From(case.clone()),
            None if self.refit => Learned::Anew,
            None => Learned::Before,
        };
        Ok(Options { weights, learned, ..self.archive.options()? })
    }
}

fn read_weights(path: &Path) -> Result<Weights> {
    let text = fs::read_to_string(path)
        .map_err(|error| Usage(format!("cannot read the weights {}: {error}", path.display())))?;
    Weights::from_toml(&text).with_context(|| Usage(format!("{} holds no weights", path.display())))
}
