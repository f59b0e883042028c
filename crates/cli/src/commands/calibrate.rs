//! `darkwake calibrate`: weights of silences or of leads fitted on cases of which the truth is known or was reviewed.

mod leads;
mod silences;

use std::path::Path;

use anyhow::Result;
use serde::Serialize;
use simulator::truth::Truth;

use crate::args::{CalibrateArgs, CalibrateWhat};
use crate::exit::{Ending, Usage};
use crate::new_file;

pub(crate) fn calibrate(args: &CalibrateArgs) -> Result<Ending> {
    match args.what {
        CalibrateWhat::Silences => silences::calibrate(args),
        CalibrateWhat::Leads => leads::calibrate(args),
    }
}

fn truth(folder: &Path) -> Result<Truth> {
    let told = Truth::read(folder).map_err(|error| {
        Usage(format!("{error}; wanted the folder `truth` of `darkwake simulate` or `demo`"))
    })?;
    Ok(told)
}

fn write_weights<W: Serialize>(weights: &W, args: &CalibrateArgs) -> Result<()> {
    new_file::write(&args.out, &toml::to_string(weights)?, args.overwrite)
}
