//! The truth of a simulation, read for the case that was made from it.

use std::path::Path;

use anyhow::Result;
use case::Case;
use simulator::truth::Truth;

use crate::exit::Usage;

/// The truth in a folder, if it is that of the world that a case was made from.
pub(super) fn of(case: &Case, folder: &Path) -> Result<Truth> {
    let truth = Truth::read(folder).map_err(|error| {
        Usage(format!("{error}; wanted the folder `truth` of `darkwake simulate` or `demo`"))
    })?;
    if evaluation::is_of_its_world(case, &truth)? {
        return Ok(truth);
    }
    let (case, folder) = (case.dir().display(), folder.display());
    Err(Usage(format!("{folder} tells of other ships than {case} holds: it is the truth of another world"))
        .into())
}
