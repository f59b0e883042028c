//! The account of a file in the rows of a case.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use archive::{Ledger, ReadError, ReadOptions, SourceSummary, Waiting};
use case::{LedgerRow, Outcome, ReadRecord, RejectRow, SourceRow};

use crate::PlannedFile;
use crate::choices::Choices;

/// Enters what became of a file.
pub(crate) fn enter(
    file: &PlannedFile,
    read: Result<SourceSummary, ReadError>,
    options: &ReadOptions,
    record: &mut ReadRecord,
) {
    let id = i64::from(file.file.0);
    match read {
        Ok(source) => {
            record.sources.push(source_row(file, &source, options));
            record.ledger.extend(ledger_rows(id, &source));
            record.rejects.extend(reject_rows(id, &source.ledger));
        }
        Err(error) => {
            // Nobody knows standard input by the file that it was put into.
            let (path, opened) = (shown(&file.path), shown(&file.opened));
            let why = case::LeftOut { why: error.to_string().replace(&opened, &path), path };
            record.left_out.push((file.file, why));
        }
    }
}

/// Enters what became of the new lines of a file that has grown since `before` was entered.
pub(crate) fn enter_grown(
    file: &PlannedFile,
    before: &ReadRecord,
    rest: &SourceSummary,
    options: &ReadOptions,
    record: &mut ReadRecord,
) {
    let id = i64::from(file.file.0);
    let Some(source) = before.sources.iter().find(|source| source.file_id == id) else { return };
    let parts: BTreeSet<i64> =
        waiting(source).iter().filter(|line| !line.is_clock).map(|line| line.line as i64).collect();
    let again = parts.len() as i64;
    let new = source_row(file, rest, options);
    record.sources.push(SourceRow {
        lines: source.lines + new.lines - again,
        accepted: source.accepted + new.accepted,
        skipped: source.skipped + new.skipped,
        rejected: source.rejected + new.rejected - again,
        reports: source.reports + new.reports,
        notes: new.notes.or_else(|| source.notes.clone()),
        ..new
    });
    let old = before.ledger.iter().filter(|row| row.file_id == id).cloned();
    record.ledger.extend(summed(id, old.chain(ledger_rows(id, rest)), again));
    let old = before.rejects.iter().filter(|row| row.file_id == id && !parts.contains(&row.line)).cloned();
    let mut rejects: Vec<RejectRow> = old.chain(reject_rows(id, &rest.ledger)).collect();
    rejects.sort_by_key(|row| (row.line, row.offset));
    Ledger::keep(&mut rejects, |row| &row.reason);
    record.rejects.extend(rejects);
    record.read_on.insert(file.file);
}

/// The ledger of a file from the rows of both readings, of which `again` parts were rejected in the first because they
/// waited.
fn summed(
    file_id: i64,
    rows: impl Iterator<Item = LedgerRow>,
    again: i64,
) -> impl Iterator<Item = LedgerRow> {
    let mut counts: BTreeMap<(Outcome, String), i64> = BTreeMap::new();
    for row in rows {
        *counts.entry((row.outcome, row.reason)).or_default() += row.lines;
    }
    if let Some(incomplete) = counts.get_mut(&(Outcome::Rejected, INCOMPLETE.to_owned())) {
        *incomplete -= again;
    }
    let counts = counts.into_iter().filter(|(_, lines)| *lines > 0);
    counts.map(move |((outcome, reason), lines)| LedgerRow { file_id, outcome, reason, lines })
}

/// The reason for which parts that wait at the end of a file are rejected.
const INCOMPLETE: &str = "incomplete_message";

/// The lines that wait at the end of a file.
pub(crate) fn waiting(source: &SourceRow) -> Vec<Waiting> {
    let line = |text: &str| {
        let (text, is_clock) = text.strip_suffix('t').map_or((text, false), |text| (text, true));
        let mut numbers = text.split(':');
        let waiting = Waiting {
            line: numbers.next()?.parse().ok()?,
            offset: numbers.next()?.parse().ok()?,
            len: numbers.next()?.parse().ok()?,
            is_clock,
        };
        numbers.next().is_none().then_some(waiting)
    };
    source.waiting.iter().flat_map(|text| text.split(' ')).filter_map(line).collect()
}

fn waiting_text(waiting: &[Waiting]) -> Option<String> {
    let line = |line: &Waiting| {
        format!("{}:{}:{}{}", line.line, line.offset, line.len, if line.is_clock { "t" } else { "" })
    };
    (!waiting.is_empty()).then(|| waiting.iter().map(line).collect::<Vec<_>>().join(" "))
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn source_row(file: &PlannedFile, source: &SourceSummary, options: &ReadOptions) -> SourceRow {
    let ledger = &source.ledger;
    SourceRow {
        file_id: i64::from(file.file.0),
        path: shown(&file.path),
        profile: source.profile.to_owned(),
        encoding: source.encoding.map(str::to_owned),
        bytes: source.bytes as i64,
        sha256: source.sha256.clone(),
        lines: ledger.lines as i64,
        accepted: ledger.accepted as i64,
        skipped: ledger.skipped_total() as i64,
        rejected: ledger.rejected_total() as i64,
        reports: source.reports as i64,
        damage: source.damage.clone(),
        notes: (!source.notes.is_empty()).then(|| source.notes.join("; ")),
        waiting: waiting_text(&source.waiting),
        options: Choices::of(options).that_matter_to(source.profile),
    }
}

fn ledger_rows(file_id: i64, source: &SourceSummary) -> impl Iterator<Item = LedgerRow> {
    let of = move |outcome: Outcome, counts: BTreeMap<String, u64>| {
        counts.into_iter().map(move |(reason, lines)| LedgerRow {
            file_id,
            outcome,
            reason,
            lines: lines as i64,
        })
    };
    let named = |counts: &BTreeMap<&'static str, u64>| {
        counts.iter().map(|(reason, lines)| ((*reason).to_owned(), *lines)).collect()
    };
    let types = source.undecoded.iter().map(|(kind, lines)| (kind.to_string(), *lines)).collect();
    of(Outcome::Skipped, named(&source.ledger.skipped))
        .chain(of(Outcome::Rejected, named(&source.ledger.rejected)))
        .chain(of(Outcome::Undecoded, types))
}

fn reject_rows(file_id: i64, ledger: &Ledger) -> impl Iterator<Item = RejectRow> {
    ledger.rejects.iter().map(move |reject| RejectRow {
        file_id,
        reason: reject.reason.to_owned(),
        line: reject.line as i64,
        offset: reject.offset as i64,
        excerpt: reject.excerpt.clone(),
    })
}
