//! `--dry-run`: what a run would read, and why, without doing it.

use std::io::{self, Write};

use anyhow::Result;
use case::render::visible;
use darkwake::{Options, Plan, Reading};

use super::run::tell;
use crate::args::{ArchiveArgs, LogForm};
use crate::exit::Ending;
use crate::show::count;

/// Prints a line for each file of the inputs, and what would be done with the case.
pub(super) fn show(archive: &ArchiveArgs, options: &Options, log: LogForm) -> Result<Ending> {
    let plan = archive.do_work(log, || darkwake::plan(&archive.inputs, &archive.out, options))?;
    let out = &mut io::stdout().lock();
    for file in &plan.files {
        let reading = file.reading.as_ref().map(read_as).unwrap_or_default();
        writeln!(out, "{}: {}{reading}", visible(&file.path.display().to_string()), file.standing)?;
    }
    tell(&plan.left_out, log)?;
    if plan.elsewhere > 0 {
        let elsewhere = count(plan.elsewhere, "file");
        writeln!(out, "{elsewhere} read before and not named now: what they gave stays")?;
    }
    writeln!(out, "{}", summary(&plan))?;
    if !plan.finds_anew.is_empty() {
        writeln!(out, "a run would look into the case again: {}", visible(&plan.finds_anew.join("; ")))?;
    }
    Ok(Ending::Done)
}

/// As what a file would be read; of a table that no profile is made for also by which columns.
fn read_as(Reading { profile, took }: &Reading) -> String {
    match *profile {
        "generic" => visible(&format!(", as generic ({})", took.join(", "))),
        profile => format!(", as {profile}"),
    }
}

fn summary(plan: &Plan) -> String {
    match (plan.to_read(), plan.files.len()) {
        (_, 0) => "nothing to read".to_owned(),
        (0, all) if plan.finds_anew.is_empty() => format!("nothing new in {}", count(all, "file")),
        (0, all) => format!("no new bytes in {}", count(all, "file")),
        (some, all) => format!("{some} of {} would be read", count(all, "file")),
    }
}
