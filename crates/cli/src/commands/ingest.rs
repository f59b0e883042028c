//! `darkwake ingest`: an archive into the store of a case, and nothing more yet.

use std::io::{self, Write};

use anyhow::Result;
use case::render::visible;
use darkwake::Options;

use super::plan;
use super::reject_share::Lines;
use super::run::{damaged, ending, note, path_of, read_as, tell};
use crate::args::{IngestArgs, LogForm};
use crate::exit::Ending;
use crate::notice::Notice;
use crate::progress;

pub(crate) fn run(args: &IngestArgs, log: LogForm) -> Result<Ending> {
    let archive = &args.archive;
    let stdin = archive.stdin()?;
    let options = Options { stdin: stdin.as_ref().map(path_of), ..archive.options()? };
    if archive.dry_run {
        return plan::show(archive, &options, log);
    }
    let progress = progress::told(archive.progress.progress, log);
    let work = || darkwake::ingest(&archive.inputs, &archive.out, &options, &progress);
    let ingested = archive.do_work(log, work)?;
    tell(&ingested.left_out, log)?;
    log.tell(&Notice::ingested(&ingested))?;
    read_as(&ingested.profiles, log)?;
    note(&ingested.notes, log)?;
    damaged(&ingested.damaged, log)?;
    let case = visible(&archive.out.display().to_string());
    writeln!(io::stdout(), "read into {case}. Next: `darkwake run INPUT... --out {case}`")?;
    let lines = Lines { all: ingested.lines, rejected: ingested.rejected - ingested.doubtful };
    let refused = ingested.left_out.iter().filter(|left_out| left_out.is_refused()).count();
    let hint = "; `darkwake rejects` shows some for each reason";
    Ok(lines.ending(&archive.rejects, ending(ingested.damaged.len() + refused), hint, log)?)
}
