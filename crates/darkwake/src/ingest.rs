//! Reads every file of an archive in parallel, and later fetches the raw lines that findings cite.

use std::collections::BTreeMap;
use std::path::PathBuf;

use archive::{ReadError, ReadOptions, SourceSummary};
use model::{Event, FileId, Fix, Lead, Location, Report, StaticReport};
use rayon::prelude::*;

use crate::progress::{Progress, Stage};

/// What an archive held.
pub(crate) struct Archive {
    /// One summary a file, in the order of the files.
    pub(crate) sources: Vec<SourceSummary>,
    /// Every report, in the order of the files and of their lines.
    pub(crate) reports: Reports,
}

/// Reports by what they say.
#[derive(Default)]
pub(crate) struct Reports {
    pub(crate) fixes: Vec<Fix>,
    pub(crate) statics: Vec<StaticReport>,
}

/// A record of the archive, word for word.
pub(crate) type RawRecord = (Location, String);

/// Reads all files; `files` are numbered in their order.
pub(crate) fn read_all(
    files: &[PathBuf],
    options: &ReadOptions,
    progress: &dyn Progress,
) -> Result<Archive, ReadError> {
    let sizes: Vec<u64> = files.iter().map(|file| file.metadata().map_or(0, |meta| meta.len())).collect();
    progress.begin(Stage::Read, Some(sizes.iter().sum()));
    let read: Result<Vec<_>, ReadError> = files
        .par_iter()
        .zip(numbered(files.len()))
        .zip(&sizes)
        .map(|((file, id), size)| {
            let mut reports = Reports::default();
            let summary = archive::read(file, id, options, &mut |report| reports.push(report));
            progress.advance(*size);
            Ok((summary?, reports))
        })
        .collect();
    progress.end(Stage::Read);
    Ok(read?.into_iter().collect())
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
    let records: Result<Vec<_>, ReadError> = wanted
        .into_par_iter()
        .map(|(file, mut locations)| {
            locations.sort_unstable();
            locations.dedup();
            archive::raw_records(&files[file.0 as usize], &locations)
        })
        .collect();
    Ok(records?.concat())
}

fn numbered(files: usize) -> Vec<FileId> {
    (0..u32::try_from(files).expect("fewer than four billion files")).map(FileId).collect()
}

impl Reports {
    fn push(&mut self, report: Report) {
        match report {
            Report::Position(fix) => self.fixes.push(fix),
            Report::Static(report) => self.statics.push(*report),
        }
    }
}

impl FromIterator<(SourceSummary, Reports)> for Archive {
    fn from_iter<I: IntoIterator<Item = (SourceSummary, Reports)>>(files: I) -> Self {
        let mut archive = Self { sources: Vec::new(), reports: Reports::default() };
        for (summary, mut reports) in files {
            archive.sources.push(summary);
            archive.reports.fixes.append(&mut reports.fixes);
            archive.reports.statics.append(&mut reports.statics);
        }
        archive
    }
}
