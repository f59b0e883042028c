//! `darkwake ingest`: an archive into the store of a case, and nothing more yet.

use std::io::{self, Write};

use anyhow::Result;
use case::render::visible;

use super::plan;
use super::reject_share::Lines;
use super::run::{ending, note, tell};
use crate::args::IngestArgs;
use crate::exit::Ending;
use crate::progress::Terminal;
use crate::show::count;

pub(crate) fn run(args: &IngestArgs) -> Result<Ending> {
    let archive = &args.archive;
    let options = archive.options()?;
    if archive.dry_run {
        return plan::show(archive, &options);
    }
    let work = || darkwake::ingest(&archive.inputs, &archive.out, &options, &Terminal::new());
    let ingested = archive.do_work(work)?;
    tell(&ingested.left_out)?;
    note(&ingested.notes)?;
    let case = visible(&archive.out.display().to_string());
    writeln!(
        io::stdout(),
        "{}, {} lines ({} rejected), {} fixes in {case}. Next: `darkwake run INPUT... --out {case}`",
        count(ingested.files, "file"),
        ingested.lines,
        ingested.rejected,
        ingested.fixes,
    )?;
    let lines = Lines { all: ingested.lines, rejected: ingested.rejected };
    let refused = ingested.left_out.iter().filter(|left_out| left_out.is_refused()).count();
    let hint = "; manifest.json quotes some for each reason";
    Ok(lines.ending(&archive.rejects, ending(ingested.damaged + refused), hint)?)
}
