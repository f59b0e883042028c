//! `darkwake demo`: a simulated week, the whole flow, the ranked leads.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};
use case::Overwrite;
use darkwake::Options;
use simulator::{Format, simulate};

use super::run;
use crate::args::{DemoArgs, LogForm};
use crate::exit::{Ending, Usage};
use crate::notice::Notice;
use crate::progress;

/// Left in the folder so that a demo replaces nothing but a demo.
const MARK: &str = "made-by-darkwake-demo";

pub(crate) fn demo(args: &DemoArgs, log: LogForm) -> Result<Ending> {
    let (dir, case_dir) = (&args.dir, args.dir.join("case"));
    clear(dir)?;
    log.tell(&Notice::Simulating { seed: args.seed, path: dir.display().to_string() })?;
    simulate(&simulator::Options { seed: args.seed, ..simulator::Options::default() })
        .write(dir, Format::Nmea)
        .with_context(|| format!("cannot write the simulated week into {}", dir.display()))?;
    let options = Options { overwrite: Overwrite::Yes, ..Options::default() };
    let progress = progress::told(args.progress.progress, log);
    let outcome = darkwake::run(&[dir.join("archive")], &case_dir, &options, &progress)?;
    run::report(&outcome, &case_dir, log)?;
    writeln!(
        io::stdout(),
        "All ships and stories here are simulated. How good is the list? `darkwake evaluate {} {}`",
        case_dir.display(),
        dir.join("truth").display()
    )?;
    Ok(Ending::Done)
}

/// Makes the folder, or empties it if a former demo made it.
fn clear(dir: &Path) -> Result<()> {
    let cannot = || format!("cannot prepare {}", dir.display());
    let is_empty = |entries: fs::ReadDir| entries.count() == 0;
    if dir.join(MARK).exists() {
        fs::remove_dir_all(dir).with_context(cannot)?;
    } else if fs::read_dir(dir).is_ok_and(|entries| !is_empty(entries)) {
        let taken = format!("{} is not empty and no demo made it; name another with --dir", dir.display());
        return Err(Usage(taken).into());
    }
    fs::create_dir_all(dir).with_context(cannot)?;
    fs::write(dir.join(MARK), "").with_context(cannot)
}
