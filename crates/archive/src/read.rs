//! One file from end to end: what it is, its reports, its account.

use std::path::Path;

use model::{FileId, Report};

use crate::header::Match;
use crate::lines::Lines;
use crate::profile::{nmea, parquet, text_table};
use crate::recorder::Recorder;
use crate::sniff::{self, Kind};
use crate::stored::{self, Container, Content};
use crate::{ReadError, ReadOptions, SourceSummary};

/// See [`crate::read`].
pub(crate) fn read(
    path: &Path,
    file: FileId,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Report),
) -> Result<SourceSummary, ReadError> {
    let (container, stored) = stored::open(path)?;
    let mut recorder = Recorder::new(sink);
    let outcome = match container {
        Container::Parquet => read_parquet(path, stored, file, options, &mut recorder)?,
        container => {
            let content = Content::hashed(container, stored).map_err(|source| io_error(path, source))?;
            read_text(path, content, file, options, &mut recorder)?
        }
    };
    let fingerprint = outcome.content.finish().map_err(|source| io_error(path, source))?;
    let Recorder { ledger, undecoded, reports, .. } = recorder;
    assert!(
        ledger.adds_up(),
        "{}: of {} lines {} were accepted, {} skipped and {} rejected",
        path.display(),
        ledger.lines,
        ledger.accepted,
        ledger.skipped_total(),
        ledger.rejected_total(),
    );
    Ok(SourceSummary {
        file,
        path: path.to_owned(),
        profile: outcome.profile,
        bytes: fingerprint.bytes,
        sha256: fingerprint.sha256,
        ledger,
        damage: outcome.damage,
        undecoded,
        reports,
        took: outcome.took,
    })
}

/// What a reader knows besides the account.
struct Outcome {
    profile: &'static str,
    content: Content,
    damage: Option<String>,
    took: Vec<String>,
}

fn read_text(
    path: &Path,
    content: Content,
    file: FileId,
    options: &ReadOptions,
    recorder: &mut Recorder<'_>,
) -> Result<Outcome, ReadError> {
    let mut lines = Lines::new(content);
    let (profile, took) = match kind_of(path, &lines, options)? {
        Kind::Empty => {
            read_blank(&mut lines, recorder);
            ("empty", Vec::new())
        }
        Kind::Sentences => {
            let log = nmea::read(&mut lines, file, options, recorder);
            if log.timeless {
                return Err(ReadError::NoTime { path: path.to_owned() });
            }
            ("nmea", Vec::new())
        }
        Kind::Table(table) => {
            text_table::read(&mut lines, &table, file, options, recorder);
            (table.fit.profile.name, took(&table.fit, &table.names))
        }
    };
    let (content, damage) = lines.into_parts();
    Ok(Outcome { profile, content, damage, took })
}

/// What the head of a text says it is; refused where it cannot be read at all, or no profile knows its header.
fn kind_of(path: &Path, lines: &Lines<Content>, options: &ReadOptions) -> Result<Kind, ReadError> {
    if let (Some(damage), []) = (lines.damage(), lines.head()) {
        return Err(io_error(path, std::io::Error::other(damage.to_owned())));
    }
    sniff::kind(lines.head(), options.mmsi.is_some()).map_err(|unknown| ReadError::UnknownHeader {
        path: path.to_owned(),
        header: unknown.header,
        why: unknown.mismatch.why,
        nearest: unknown.mismatch.nearest,
    })
}

/// A text that shows nothing in its first mebibyte: what is not blank in it is rejected.
fn read_blank(lines: &mut Lines<Content>, recorder: &mut Recorder<'_>) {
    while let Some(line) = lines.next() {
        if !recorder.begin(&line) {
            continue;
        }
        match line.bytes.trim_ascii() {
            [] => recorder.skip("blank"),
            _ => recorder.reject("unknown_line", line.place, line.bytes),
        }
    }
}

fn read_parquet(
    path: &Path,
    stored: std::fs::File,
    file: FileId,
    options: &ReadOptions,
    recorder: &mut Recorder<'_>,
) -> Result<Outcome, ReadError> {
    let again = stored.try_clone().map_err(|source| io_error(path, source))?;
    let table = parquet::open(path, stored, options)?;
    let damage = table.read(file, options, recorder);
    let took = took(&table.fit, &table.names);
    let profile = table.fit.profile.name;
    let content = Content::from_start(again).map_err(|source| io_error(path, source))?;
    Ok(Outcome { profile, content, damage, took })
}

pub(crate) fn took(fit: &Match, names: &[String]) -> Vec<String> {
    fit.columns
        .found(fit.profile)
        .map(|(field, column)| format!("{} = {}", field.as_str(), names[column]))
        .collect()
}

fn io_error(path: &Path, source: std::io::Error) -> ReadError {
    ReadError::Io { path: path.to_owned(), source }
}
