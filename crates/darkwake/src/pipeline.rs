//! The whole flow on one screen: archive bytes to ranked leads.

use std::path::{Path, PathBuf};

use chart::Chart;
use score::{Lists, Scene};

use crate::outcome::Outcome;
use crate::progress::{Progress, Stage};
use crate::{Options, detect, fleet, ingest, store};

/// Reads every file of an archive, finds what its ships did, ranks what may be an illicit transfer, and writes the
/// case folder. The same files and options give the same bytes, whatever the number of threads.
///
/// # Errors
/// When no input can be read, or the case cannot be written. Damaged files and bad lines are counted, never fatal.
pub fn run(
    inputs: &[PathBuf],
    case_dir: &Path,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Outcome, RunError> {
    let chart = Chart::builtin();
    let lists = Lists::builtin();
    let claim = case::Claim::on(case_dir, options.overwrite)?;

    let files = Some(archive::discover(inputs)?).filter(|files| !files.is_empty());
    let files = files.ok_or_else(|| RunError::Empty(inputs.to_vec()))?;
    let archive = ingest::read_all(&files, &options.reading, progress)?;
    let fleet = progress.during(Stage::Track, || fleet::build(archive.reports, &options.track));
    let reception = progress.during(Stage::Reception, || fleet::learn_reception(&fleet, &options.reception));
    let events = progress.during(Stage::Detect, || detect::events(&fleet, &reception, &chart, options));
    let scene = Scene { events: &events, fleet: &fleet, reception: &reception, chart: &chart };
    let leads =
        progress.during(Stage::Score, || score::rank(&scene, &lists, &options.weights, &options.score));
    let cited = progress.during(Stage::Cite, || ingest::raw_lines(&files, &events, &leads))?;

    let outcome = Outcome::of(&archive.sources, &fleet, &events, &leads);
    let record = store::Record { sources: &archive.sources, fleet: &fleet, events: &events, leads: &leads };
    progress.during(Stage::Write, || store::write(claim, &record, cited, options))?;
    Ok(outcome)
}

/// Why a run ended without a case.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// An input cannot be opened or is not an archive.
    #[error(transparent)]
    Input(#[from] archive::InputError),
    /// The inputs are folders without a file.
    #[error("no file to read in {}", names(.0))]
    Empty(Vec<PathBuf>),
    /// A file cannot be read as an archive.
    #[error(transparent)]
    Read(#[from] archive::ReadError),
    /// The case cannot be written.
    #[error(transparent)]
    Write(#[from] case::WriteError),
}

fn names(inputs: &[PathBuf]) -> String {
    inputs.iter().map(|input| input.display().to_string()).collect::<Vec<_>>().join(", ")
}
