//! `darkwake simulate`: traffic of which the truth is known.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};
use simulator::{Format, Options, simulate as simulate_world};

use crate::args::{ArchiveFormat, SimulateArgs};
use crate::exit::{Ending, Usage};

pub(crate) fn simulate(args: &SimulateArgs) -> Result<Ending> {
    let mut options = Options { seed: args.seed, days: args.days, ..Options::default() };
    if let Some(vessels) = args.vessels {
        options.vessels = vessels;
    }
    if let Some(share) = args.illicit {
        options.illicit_share = share;
    }
    let format = match args.format {
        ArchiveFormat::Nmea => Format::Nmea,
        ArchiveFormat::NoaaLegacy => Format::NoaaLegacy,
    };
    let dir = &args.out;
    let (archive, truth) = (dir.join("archive"), dir.join("truth"));
    let cannot = || format!("cannot write the simulation into {}", dir.display());
    for taken in [&archive, &truth].into_iter().filter(|part| is_taken(part)) {
        if !args.overwrite {
            let hint = "pass --overwrite to replace archive and truth or name another folder with --out";
            return Err(Usage(format!("{} is not empty; {hint}", taken.display())).into());
        }
        fs::remove_dir_all(taken).with_context(cannot)?;
    }
    simulate_world(&options).write(dir, format).with_context(cannot)?;
    writeln!(io::stdout(), "archive in {}, truth in {}", archive.display(), truth.display())?;
    Ok(Ending::Done)
}

/// Whether it is a folder that holds anything.
fn is_taken(dir: &Path) -> bool {
    fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some())
}
