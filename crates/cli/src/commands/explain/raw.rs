//! The raw lines of a lead, each under the first thing that cites it.

use std::collections::BTreeSet;
use std::io::{self, Write};

use case::{Cites, EventRow, EvidenceRow, RawLine, render::visible};
use export::lang::Lang;

use super::Story;
use crate::page::Page;
use crate::show;

/// So many records are shown unless all are wanted: messages with all their lines, or rows.
const FEW: usize = 8;

/// Of these so many of each fact, so that the weightiest does not take all.
const FEW_OF_EACH: usize = 2;
/// As many digits of a hash as tell files apart.
const SHORT_HASH: usize = 16;

/// Prints the lines that the deciding event and the facts that count rest on, or all.
pub(super) fn print(story: &Story, page: Page, all: bool, out: &mut impl Write) -> io::Result<()> {
    let groups = if all {
        groups(story, usize::MAX, usize::MAX, page.lang())
    } else {
        groups(story, FEW, FEW_OF_EACH, page.lang())
    };
    let shown: usize = groups.iter().map(|group| group.lines().count()).sum();
    let total = story.raw_lines.len();
    writeln!(out, "\n{}", page.told("", &heading(shown, total)))?;
    let files: BTreeSet<i64> = groups.iter().flat_map(Group::lines).map(|line| line.file_id).collect();
    for source in story.sources.iter().filter(|source| files.contains(&source.file_id)) {
        let digits = if all { source.sha256.len() } else { SHORT_HASH };
        let hash: String = source.sha256.chars().take(digits).collect();
        let file = format!("{}  SHA-256 {hash}", visible(&source.path));
        writeln!(out, "{}", page.hung(&format!("  {} {}  ", page.tell("file"), source.file_id), &file))?;
        if let Some(damage) = &source.damage {
            writeln!(out, "{}", page.hung(&format!("    {}: ", page.tell("damaged")), &visible(damage)))?;
        }
    }
    for group in groups {
        writeln!(out, "  {}", page.tell(&group.cited_by))?;
        group.lines().try_for_each(|line| print_line(line, out))?;
    }
    Ok(())
}

fn heading(shown: usize, total: usize) -> String {
    let heading = "Raw lines, as file:line";
    if shown < total {
        format!("{heading}: {shown} of {total}, `--all` shows every one")
    } else {
        heading.to_owned()
    }
}

/// Word for word and on one line each, however long: what is copied from here must decode.
fn print_line(line: &RawLine, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "    {}:{}  {}", line.file_id, line.line, visible(&line.text))
}

struct Group<'a> {
    cited_by: String,
    records: Vec<&'a [RawLine]>,
}

impl<'a> Group<'a> {
    fn lines(&self) -> impl Iterator<Item = &'a RawLine> {
        self.records.iter().copied().flatten()
    }
}

/// At most so many records, and so many of each thing, no record twice: of the deciding event, of each fact, the
/// weightiest first, of the other legs.
fn groups(story: &Story, most: usize, of_each: usize, lang: Lang) -> Vec<Group<'_>> {
    let mut told = BTreeSet::new();
    let mut groups = Vec::new();
    for (cited_by, cites) in citing(story, lang) {
        let room = of_each.min(most.saturating_sub(told.len()));
        let records: Vec<&[RawLine]> =
            cited(story, cites).filter(|record| !told.contains(&record[0].cite())).take(room).collect();
        told.extend(records.iter().map(|record| record[0].cite()));
        if !records.is_empty() {
            groups.push(Group { cited_by, records });
        }
    }
    groups
}

/// Everything of a lead that cites lines, with what it is called.
fn citing(story: &Story, lang: Lang) -> impl Iterator<Item = (String, &Cites)> {
    let fact = |fact: &'_ EvidenceRow| fact.indicator.clone();
    let deciding = story.deciding().map(|event| ("the deciding event".to_owned(), &event.cites));
    let counted = story.evidence.iter().filter(|fact| fact.counted != 0.0);
    let neutral = story.evidence.iter().filter(|fact| fact.counted == 0.0);
    let leg = move |leg: &'_ EventRow| format!("{} {}", show::kind(leg.kind, lang), leg.event_id);
    deciding
        .into_iter()
        .chain(counted.map(move |one| (fact(one), &one.cites)))
        .chain(story.legs.iter().map(move |one| (leg(one), &one.cites)))
        .chain(neutral.map(move |one| (fact(one), &one.cites)))
}

/// The records that are cited, each with all its lines.
fn cited<'a>(story: &'a Story, cites: &'a Cites) -> impl Iterator<Item = &'a [RawLine]> {
    let records = story.raw_lines.chunk_by(|line, next| line.cite() == next.cite());
    records.filter(|record| cites.as_slice().contains(&record[0].cite()))
}
