//! `darkwake calibrate`: weights of silences, of unseen meetings or of leads fitted on cases of which the truth is known or was reviewed.

mod leads;
mod meetings;
mod silences;

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::Result;
use serde::Serialize;

use crate::args::{CalibrateArgs, CalibrateWhat};
use crate::exit::{Ending, Usage};
use crate::new_file;

pub(crate) fn calibrate(args: &CalibrateArgs) -> Result<Ending> {
    refuse_doubles(args)?;
    match args.what {
        CalibrateWhat::Silences => silences::calibrate(args),
        CalibrateWhat::Meetings => meetings::calibrate(args),
        CalibrateWhat::Leads => leads::calibrate(args),
    }
}

/// A case that is given twice would count twice, and leads would be judged by weights fitted on themselves.
fn refuse_doubles(args: &CalibrateArgs) -> Result<(), Usage> {
    let cases = args.worlds.iter().step_by(2).chain(&args.reviewed);
    let mut seen = BTreeSet::new();
    for case in cases {
        if !seen.insert(case.canonicalize().unwrap_or_else(|_| case.clone())) {
            return Err(Usage(format!("{} is given twice", case.display())));
        }
    }
    Ok(())
}

/// Cases and their truths, in an order that does not depend on that in which they are given.
fn worlds(args: &CalibrateArgs) -> Vec<(&PathBuf, &PathBuf)> {
    let mut worlds: Vec<(&PathBuf, &PathBuf)> = args
        .worlds
        .chunks(2)
        .filter_map(|world| match world {
            [case, truth] => Some((case, truth)),
            _ => None,
        })
        .collect();
    worlds.sort();
    worlds
}

/// Only leads are reviewed and drawn.
fn refuse_reviews(args: &CalibrateArgs) -> Result<(), Usage> {
    let of_leads = "reviewers judge leads, and leads are plotted: pass --what leads";
    if args.reviewed.is_empty() && args.plot.is_none() { Ok(()) } else { Err(Usage(of_leads.to_owned())) }
}

fn write_weights<W: Serialize>(weights: &W, args: &CalibrateArgs) -> Result<()> {
    new_file::write(&args.out, &toml::to_string(weights)?, args.overwrite)
}
