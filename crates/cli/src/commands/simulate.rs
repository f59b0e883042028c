//! `darkwake simulate`: traffic of which the truth is known.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};
use simulator::{
    Documented, Format, LeftOut, Options, Simulation, documented_in, reconstruct, simulate as simulate_world,
};

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
    let documented = args.incidents.as_deref().map(documented).transpose()?;
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
    let world = match documented {
        None => simulate_world(&options),
        Some((documented, unfit)) => retold(&options, &documented, &unfit)?,
    };
    world.write(dir, format).with_context(cannot)?;
    writeln!(io::stdout(), "archive in {}, truth in {}", archive.display(), truth.display())?;
    Ok(Ending::Done)
}

/// The transfers of a catalogue, and the rows that cannot be told again.
fn documented(path: &Path) -> Result<(Vec<Documented>, Vec<LeftOut>)> {
    let cannot = |why: String| Usage(format!("cannot read {}: {why}", path.display()));
    let text = fs::read_to_string(path).map_err(|error| cannot(error.to_string()))?;
    Ok(documented_in(&text).map_err(|error| cannot(error.to_string()))?)
}

/// A world with the transfers on record, after saying which rows it lacks and why.
fn retold(options: &Options, documented: &[Documented], unfit: &[LeftOut]) -> io::Result<Simulation> {
    let (world, unplaced) = reconstruct(options, documented);
    let rows = documented.len() + unfit.len();
    let told = documented.len() - unplaced.len();
    let out = &mut io::stdout().lock();
    let others = if told < rows { "; not:" } else { "" };
    writeln!(out, "{told} of {rows} incidents told again{others}")?;
    for row in unfit.iter().chain(&unplaced) {
        writeln!(out, "  {}: {}", row.id.escape_debug(), row.why)?;
    }
    Ok(world)
}

/// Whether it is a folder that holds anything.
fn is_taken(dir: &Path) -> bool {
    fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some())
}
