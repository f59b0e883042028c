//! The whole flow on one screen: archive bytes to ranked leads.

use std::path::{Path, PathBuf};

use chart::Chart;
use score::{Lists, Scene};

use crate::outcome::Outcome;
use crate::progress::{Progress, Stage};
use crate::{LeftOut, Options, detect, fleet, ingest, store};

/// Reads every file of an archive, finds what its ships did, ranks what may be an illicit transfer, and writes the
/// case folder. The same files and options give the same bytes, whatever the number of threads.
///
/// # Errors
/// When an input does not exist, nothing at all can be read, or the case cannot be written. Files that cannot be read,
/// damaged files and bad lines are named or counted, never fatal.
pub fn run(
    inputs: &[PathBuf],
    case_dir: &Path,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Outcome, RunError> {
    let chart = Chart::builtin();
    let lists = Lists::builtin();
    let claim = case::Claim::on(case_dir, options.overwrite)?;

    let (archive, reports) = ingest::read_all(inputs, &options.reading, progress)?;
    if archive.sources.is_empty() {
        return Err(RunError::Nothing { inputs: inputs.to_vec(), left_out: archive.left_out });
    }
    let fleet = progress.during(Stage::Track, || fleet::build(reports, &options.track));
    let reception = progress.during(Stage::Reception, || fleet::learn_reception(&fleet, &options.reception));
    let events = progress.during(Stage::Detect, || detect::events(&fleet, &reception, &chart, options));
    let scene = Scene { events: &events, fleet: &fleet, reception: &reception, chart: &chart };
    let leads =
        progress.during(Stage::Score, || score::rank(&scene, &lists, &options.weights, &options.score));
    let cited = progress.during(Stage::Cite, || ingest::raw_lines(&archive.files, &events, &leads))?;

    let outcome = Outcome::of(&archive, &fleet, &events, &leads);
    let record = store::Record { archive: &archive, fleet: &fleet, events: &events, leads: &leads };
    progress.during(Stage::Write, || store::write(claim, &record, cited, options))?;
    Ok(outcome)
}

/// Why a run ended without a case.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// An input does not exist or cannot be looked at.
    #[error(transparent)]
    Input(#[from] archive::InputError),
    /// There is no file in the inputs, or none that can be read.
    #[error("{}", nothing(inputs, left_out))]
    Nothing {
        /// The inputs.
        inputs: Vec<PathBuf>,
        /// What they hold, and why it is not read.
        left_out: Vec<LeftOut>,
    },
    /// A file that was read before cannot be opened again.
    #[error(transparent)]
    Read(#[from] archive::ReadError),
    /// The case cannot be written.
    #[error(transparent)]
    Write(#[from] case::WriteError),
}

fn nothing(inputs: &[PathBuf], left_out: &[LeftOut]) -> String {
    let names = || inputs.iter().map(|input| input.display().to_string()).collect::<Vec<_>>().join(", ");
    match left_out {
        [] => format!("no file to read in {}", names()),
        [only] => only.to_string(),
        several => {
            format!("nothing that can be read among {} files and folders in {}", several.len(), names())
        }
    }
}
