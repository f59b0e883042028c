//! Reads every file of an archive in parallel, and later fetches the raw lines that findings cite.

use std::collections::BTreeMap;
use std::path::PathBuf;

use archive::{Found, InputError, ReadError, ReadOptions, SourceSummary};
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
    for file in read_files(&files, options, progress) {
        match file {
            Ok((summary, its_reports)) => {
                sources.push(summary);
                reports.append(its_reports);
            }
            Err(error) => left_out.push(error.into()),
        }
    }
    left_out.sort_by(|one, other| one.path().cmp(other.path()));
    Ok((Archive { files, sources, left_out }, reports))
}

/// What each file holds, in parallel and in the order of the files, by which they are numbered.
fn read_files(
    files: &[PathBuf],
    options: &ReadOptions,
    progress: &dyn Progress,
) -> Vec<Result<(SourceSummary, Reports), ReadError>> {
    let sizes: Vec<u64> = files.iter().map(|file| file.metadata().map_or(0, |meta| meta.len())).collect();
    progress.begin(Stage::Read, Some(sizes.iter().sum()));
    let read = files
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
    read
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

    fn append(&mut self, mut others: Self) {
        self.fixes.append(&mut others.fixes);
        self.statics.append(&mut others.statics);
    }
}
