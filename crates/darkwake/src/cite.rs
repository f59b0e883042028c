//! The raw lines that findings cite, fetched from the archive and written into the case, a few files at a time.

use std::collections::{BTreeMap, VecDeque};
use std::iter::Peekable;
use std::path::{Path, PathBuf};

use archive::{Pass, Quote, ReadError};
use case::{Case, Cite, Draft, RawLine, Rows, TableError, TableFileWriter, Written};
use model::{Event, FileId, Lead, Location};
use rayon::prelude::*;

use crate::RunError;
use crate::reading::Archive;

/// Writes the raw records on which events and the evidence of leads rest, by location; those of files that are not there any
/// more, or not as they were, come from the lines that the former case quoted. A file that could be read and now cannot is left
/// out, by name.
pub(crate) fn raw_lines(
    archive: &mut Archive,
    draft: &Draft,
    events: &[Event],
    leads: &[Lead],
) -> Result<Written<RawLine>, RunError> {
    let wanted = cited(events, leads);
    let files = Quotable::of(archive, &wanted);
    let mut lines =
        Lines { wanted, before: Before::of(draft.former()), quoted: BTreeMap::new(), out: draft.table()? };
    let (mut passes, mut faults) = (files.passes(), Vec::new());
    while !passes.is_empty() {
        let some: Vec<Pass> = passes.drain(..passes.len().min(PASSES_AT_ONCE)).collect();
        let read: Vec<Result<Vec<Quote>, ReadError>> =
            some.par_iter().map(|pass| files.quotes(pass, &lines.wanted)).collect();
        for quotes in read {
            match quotes {
                Ok(quotes) => lines.take(quotes),
                Err(fault) => faults.push(fault),
            }
        }
        lines.write_before(passes.front().map(|pass| files.first(pass)))?;
    }
    lines.write_before(None)?;
    archive.leave_out(faults.into_iter());
    Ok(lines.out.with([])?)
}

/// Enough for all threads; what they quote is in memory together.
const PASSES_AT_ONCE: usize = 16;

/// The places on which events and the evidence of leads rest, by file and in order.
fn cited(events: &[Event], leads: &[Lead]) -> BTreeMap<FileId, Vec<Location>> {
    let cites = events.iter().flat_map(|event| &event.cites);
    let evidence = leads.iter().flat_map(|lead| &lead.evidence).flat_map(|evidence| &evidence.cites);
    let mut wanted: BTreeMap<FileId, Vec<Location>> = BTreeMap::new();
    for location in cites.chain(evidence) {
        wanted.entry(location.file()).or_default().push(*location);
    }
    for locations in wanted.values_mut() {
        locations.sort_unstable();
        locations.dedup();
    }
    wanted
}

/// Cited files that are there as they were read, by path.
struct Quotable {
    paths: Vec<PathBuf>,
    ids: Vec<FileId>,
}

impl Quotable {
    fn of(archive: &Archive, wanted: &BTreeMap<FileId, Vec<Location>>) -> Self {
        let there = wanted.keys().filter_map(|file| Some((archive.paths.get(file)?.clone(), *file)));
        let mut there: Vec<(PathBuf, FileId)> = there.filter(|(_, file)| archive.can_quote(*file)).collect();
        there.sort_unstable();
        let (paths, ids) = there.into_iter().unzip();
        Self { paths, ids }
    }

    /// What is read together, in the order of the first file of each.
    fn passes(&self) -> VecDeque<Pass> {
        let mut passes = archive::passes(&self.paths);
        passes.sort_by_key(|pass| self.first(pass));
        passes.into()
    }

    fn first(&self, pass: &Pass) -> FileId {
        self.ids[pass.files.clone()].iter().copied().min().expect("a pass is of one file or more")
    }

    fn quotes(&self, pass: &Pass, wanted: &BTreeMap<FileId, Vec<Location>>) -> Result<Vec<Quote>, ReadError> {
        let files = self.paths[pass.files.clone()].iter().zip(&self.ids[pass.files.clone()]);
        let cited: Vec<(&Path, &[Location])> =
            files.map(|(path, file)| (path.as_path(), wanted[file].as_slice())).collect();
        archive::raw_records_together(&cited)
    }
}

/// The lines of each record that is cited, on their way into the case.
struct Lines {
    /// Of files whose lines are not written yet.
    wanted: BTreeMap<FileId, Vec<Location>>,
    before: Before,
    quoted: BTreeMap<Cite, Vec<RawLine>>,
    out: TableFileWriter<RawLine>,
}

impl Lines {
    fn take(&mut self, quotes: Vec<Quote>) {
        self.quoted.extend(quotes.into_iter().map(|quote| (Cite::of(quote.cited), rows(quote))));
    }

    /// Writes the lines of all files before one, or of all that are left.
    fn write_before(&mut self, file: Option<FileId>) -> Result<(), RunError> {
        while let Some(next) =
            self.wanted.first_entry().filter(|next| file.is_none_or(|file| *next.key() < file))
        {
            for location in next.remove() {
                let cite = Cite::of(location);
                let before = self.before.lines(cite)?;
                let lines = self.quoted.remove(&cite).unwrap_or(before);
                lines.iter().try_for_each(|line| self.out.push(line))?;
            }
        }
        Ok(())
    }
}

/// The lines of a record as the case keeps them.
fn rows(quote: Quote) -> Vec<RawLine> {
    let Quote { cited, lines } = quote;
    lines.into_iter().map(|(place, text)| RawLine::of(cited, place, text)).collect()
}

/// The lines that the former case quoted, by where they are cited.
struct Before<R: Iterator = Rows<RawLine>>(Option<Peekable<R>>);

impl Before {
    fn of(former: Option<&Case>) -> Self {
        Self(former.map(|former| former.raw_lines_in_order().peekable()))
    }
}

impl<R: Iterator<Item = Result<RawLine, TableError>>> Before<R> {
    /// Those of a record; records are asked for in their order.
    fn lines(&mut self, cite: Cite) -> Result<Vec<RawLine>, TableError> {
        let mut lines = Vec::new();
        let Some(rows) = &mut self.0 else { return Ok(lines) };
        while let Some(next) = rows.next_if(|row| row.as_ref().map_or(true, |row| row.cite() <= cite)) {
            let next = next?;
            if next.cite() == cite {
                lines.push(next);
            }
        }
        Ok(lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_lines_quoted_before_those_of_each_record_are_found_in_their_order_and_the_others_passed_over() {
        // A message of two lines at 1, of which the second stands at 3; another at 7; then another file.
        let places = [(0, 1, 1), (0, 3, 1), (0, 7, 7), (2, 4, 4)];
        let line = |(file_id, line, cited_line)| RawLine {
            file_id,
            line,
            cited_line,
            offset: None,
            text: format!("{file_id}:{line}"),
        };
        let mut before = Before(Some(places.map(line).into_iter().map(Ok).peekable()));
        let mut texts = |file_id, line| -> Vec<String> {
            let lines = before.lines(Cite { file_id, line }).unwrap();
            lines.into_iter().map(|line| line.text).collect()
        };
        assert_eq!(texts(0, 1), ["0:1", "0:3"]);
        assert_eq!(texts(0, 2), [""; 0]);
        assert_eq!(texts(1, 9), [""; 0]);
        assert_eq!(texts(2, 4), ["2:4"]);
        assert_eq!(texts(2, 5), [""; 0]);
    }
}
