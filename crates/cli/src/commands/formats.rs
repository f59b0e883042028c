//! `darkwake formats`: what can be read, and what each format is known from.

use std::io::{self, Write};

use anyhow::Result;
use archive::Format;

use crate::args::FormatsArgs;
use crate::exit::Ending;
use crate::page::Page;

pub(crate) fn formats(args: &FormatsArgs) -> Result<Ending> {
    let out = &mut io::stdout().lock();
    let formats: Vec<Format> = archive::formats().collect();
    let rows: Vec<_> = formats.iter().map(as_json).collect();
    match args.format.json(&rows)? {
        Some(json) => writeln!(out, "{json}")?,
        None => {
            formats.iter().try_for_each(|format| print(format, Page::of_stdout(), out))?;
            writeln!(out, "{}", Page::of_stdout().hung("", ANY))?;
        }
    }
    Ok(Ending::Done)
}

/// What holds for all of them.
const ANY: &str = "Each plain, .gz, .zst, .xz or .bz2, or in a .zip or .tar; `darkwake sniff FILE` tells them apart. Hidden \
                   files and folders (.name) are counted and left out unless they are named.";

fn print(format: &Format, page: Page, out: &mut impl Write) -> io::Result<()> {
    let facts = [
        ("looks like", format.header.to_owned()),
        ("times", format.zone.to_string()),
        ("known", format.known.to_string()),
    ];
    writeln!(out, "{}", page.hung(&format!("{}  ", format.name), format.description))?;
    for (head, text) in facts {
        writeln!(out, "{}", page.hung(&format!("  {head:<11}"), &text))?;
    }
    writeln!(out)
}

fn as_json(format: &Format) -> serde_json::Value {
    serde_json::json!({
        "name": format.name,
        "description": format.description,
        "header": format.header,
        "zone": format.zone.to_string(),
        "known": format.known.to_string(),
    })
}
