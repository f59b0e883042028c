//! Reads every file of an archive in parallel, and later fetches the raw lines that findings cite.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use archive::{Found, InputError, Pass, ReadError, ReadOptions, SourceSummary};
use model::{Event, FileId, Fix, Lead, Location, Report, StaticReport};
use rayon::prelude::*;

use crate::LeftOut;
use crate::progress::{Progress, Stage};

/// What an archive held.
pub(crate) struct Archive {
    /// Its files; the number of each is its place here.
    pub(crate) files: Vec<PathBuf>,
    /// One summary a file that was read, in the order of the files.
    pub(crate) sources: Vec<SourceSummary>,
    /// What was not read, by path.
    pub(crate) left_out: Vec<LeftOut>,
}

/// Reports by what they say, in the order of the files and of their lines.
#[derive(Default)]
pub(crate) struct Reports {
    pub(crate) fixes: Vec<Fix>,
    pub(crate) statics: Vec<StaticReport>,
}

/// A record of the archive, word for word.
pub(crate) type RawRecord = (Location, String);

/// Reads all files that the inputs name or hold. One that cannot be read is left out by name and stops nothing.
pub(crate) fn read_all(
    inputs: &[PathBuf],
    options: &ReadOptions,
    progress: &dyn Progress,
) -> Result<(Archive, Reports), InputError> {
    let Found { files, set_apart, refused } = archive::discover(inputs, &case::is_case)?;
    let cases = set_apart.into_iter().map(LeftOut::EarlierCase);
    let mut left_out: Vec<LeftOut> = cases.chain(refused.into_iter().map(LeftOut::from)).collect();
    let (mut sources, mut reports) = (Vec::new(), Reports::default());
    for (read, its_reports) in read_files(&files, options, progress) {
        for file in read {
            match file {
                Ok(summary) => sources.push(summary),
                Err(error) => left_out.push(error.into()),
            }
        }
        reports.append(its_reports);
    }
    left_out.sort_by(|one, other| one.path().cmp(other.path()));
    Ok((Archive { files, sources, left_out }, reports))
}

/// What the files of one pass came to, and the reports of those that were read.
type ReadPass = (Vec<Result<SourceSummary, ReadError>>, Reports);

/// What each file holds, in parallel and in the order of the files, by which they are numbered.
fn read_files(files: &[PathBuf], options: &ReadOptions, progress: &dyn Progress) -> Vec<ReadPass> {
    let passes = archive::passes(files);
    progress.begin(Stage::Read, Some(passes.iter().map(|pass| pass.bytes).sum()));
    let read = passes
        .par_iter()
        .map(|pass| {
            let read = read_pass(files, pass, options);
            progress.advance(pass.bytes);
            read
        })
        .collect();
    progress.end(Stage::Read);
    read
}

fn read_pass(files: &[PathBuf], pass: &Pass, options: &ReadOptions) -> ReadPass {
    let mut reports = Reports::default();
    let first = numbered(pass.files.start);
    let read = archive::read_together(&files[pass.files.clone()], first, options, &mut |report| {
        reports.push(report);
    });
    reports.settle(&read);
    (read, reports)
}

/// The raw records on which events and the evidence of leads rest, by location.
pub(crate) fn raw_lines(
    files: &[PathBuf],
    events: &[Event],
    leads: &[Lead],
) -> Result<Vec<RawRecord>, ReadError> {
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
    let records: Result<Vec<_>, ReadError> = archive::passes(files)
        .par_iter()
        .map(|pass| {
            let (start, end) = (numbered(pass.files.start), numbered(pass.files.end));
            let cited: Vec<(&Path, &[Location])> = wanted
                .range(start..end)
                .map(|(file, locations)| (files[file.0 as usize].as_path(), locations.as_slice()))
                .collect();
            if cited.is_empty() { Ok(Vec::new()) } else { archive::raw_records_together(&cited) }
        })
        .collect();
    Ok(records?.concat())
}

fn numbered(file: usize) -> FileId {
    FileId(u32::try_from(file).expect("fewer than four billion files"))
}

impl Reports {
    fn push(&mut self, report: Report) {
        match report {
            Report::Position(fix) => self.fixes.push(fix),
            Report::Static(report) => self.statics.push(*report),
        }
    }

    /// Leaves out what was read of files that were then refused, and puts the others in the order of the files.
    fn settle(&mut self, read: &[Result<SourceSummary, ReadError>]) {
        let kept: Vec<FileId> = read.iter().flatten().map(|summary| summary.file).collect();
        if kept.len() < read.len() {
            self.fixes.retain(|fix| kept.binary_search(&fix.location.file()).is_ok());
            self.statics.retain(|report| kept.binary_search(&report.location.file()).is_ok());
        }
        if read.len() > 1 {
            self.fixes.sort_by_key(|fix| fix.location.file());
            self.statics.sort_by_key(|report| report.location.file());
        }
    }

    fn append(&mut self, mut others: Self) {
        self.fixes.append(&mut others.fixes);
        self.statics.append(&mut others.statics);
    }
}
