//! `darkwake simulate`: traffic of which the truth is known.

use std::io::{self, Write};

use anyhow::{Context, Result};
use simulator::{Format, Options, simulate as simulate_world};

use crate::args::{ArchiveFormat, SimulateArgs};
use crate::exit::Ending;

pub(crate) fn simulate(args: &SimulateArgs) -> Result<Ending> {
    let mut options = Options { seed: args.seed, days: args.days, ..Options::default() };
    if let Some(vessels) = args.vessels {
        options.vessels = vessels;
    }
    let format = match args.format {
        ArchiveFormat::Nmea => Format::Nmea,
        ArchiveFormat::NoaaLegacy => Format::NoaaLegacy,
    };
    let dir = &args.out;
    simulate_world(&options)
        .write(dir, format)
        .with_context(|| format!("cannot write the simulation into {}", dir.display()))?;
    let (archive, truth) = (dir.join("archive"), dir.join("truth"));
    writeln!(io::stdout(), "archive in {}, truth in {}", archive.display(), truth.display())?;
    Ok(Ending::Done)
}
