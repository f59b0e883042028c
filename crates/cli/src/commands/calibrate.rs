//! `darkwake calibrate`: weights of silences or of leads fitted on cases of which the truth is known or was reviewed.

mod leads;
mod silences;

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;
use simulator::truth::Truth;

use crate::args::{CalibrateArgs, CalibrateWhat};
use crate::exit::{Ending, Usage};

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
    write(&args.out, &toml::to_string(weights)?, args)
}

fn write(path: &Path, text: &str, args: &CalibrateArgs) -> Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .create_new(!args.overwrite)
        .open(path)
        .map_err(|error| Usage(format!("cannot write {}: {error}", path.display())))?;
    file.write_all(text.as_bytes()).with_context(|| format!("cannot write {}", path.display()))
}
