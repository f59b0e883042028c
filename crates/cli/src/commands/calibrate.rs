//! `darkwake calibrate`: weights of silences or of leads fitted on cases of which the truth is known or was reviewed.

mod leads;
mod silences;

use anyhow::Result;
use serde::Serialize;

use crate::args::{CalibrateArgs, CalibrateWhat};
use crate::exit::Ending;
use crate::new_file;

pub(crate) fn calibrate(args: &CalibrateArgs) -> Result<Ending> {
    match args.what {
        CalibrateWhat::Silences => silences::calibrate(args),
        CalibrateWhat::Leads => leads::calibrate(args),
    }
}

fn write_weights<W: Serialize>(weights: &W, args: &CalibrateArgs) -> Result<()> {
    new_file::write(&args.out, &toml::to_string(weights)?, args.overwrite)
}
