//! `darkwake calibrate`: weights of silences, of unseen meetings or of leads fitted on cases of which the truth is known or was reviewed.

mod leads;
mod meetings;
mod silences;

use anyhow::Result;
use serde::Serialize;

use crate::args::{CalibrateArgs, CalibrateWhat};
use crate::exit::{Ending, Usage};
use crate::new_file;

pub(crate) fn calibrate(args: &CalibrateArgs) -> Result<Ending> {
    match args.what {
        CalibrateWhat::Silences => silences::calibrate(args),
        CalibrateWhat::Meetings => meetings::calibrate(args),
        CalibrateWhat::Leads => leads::calibrate(args),
    }
}

/// Only leads are reviewed and drawn.
fn refuse_reviews(args: &CalibrateArgs) -> Result<(), Usage> {
    let of_leads = "reviewers judge leads, and leads are plotted: pass --what leads";
    if args.reviewed.is_empty() && args.plot.is_none() { Ok(()) } else { Err(Usage(of_leads.to_owned())) }
}

fn write_weights<W: Serialize>(weights: &W, args: &CalibrateArgs) -> Result<()> {
    new_file::write(&args.out, &toml::to_string(weights)?, args.overwrite)
}
