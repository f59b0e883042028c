//! The account of a file in the rows of a case.

use std::collections::BTreeMap;

use archive::{Ledger, ReadError, ReadOptions, SourceSummary};
use case::{LedgerRow, Outcome, ReadRecord, RejectRow, SourceRow};
use model::FileId;

/// Enters what became of a file.
pub(crate) fn enter(
    file: FileId,
    read: Result<SourceSummary, ReadError>,
    options: &ReadOptions,
    record: &mut ReadRecord,
) {
    let id = i64::from(file.0);
    match read {
        Ok(source) => {
            record.sources.push(source_row(id, &source, said(options)));
            record.ledger.extend(ledger_rows(id, &source));
            record.rejects.extend(reject_rows(id, &source.ledger));
        }
        Err(error) => {
            let why = case::LeftOut { path: error.path().display().to_string(), why: error.to_string() };
            record.left_out.push((file, why));
        }
    }
}

/// What was said about reading, as JSON; nothing where all was left as it is.
pub(crate) fn said(options: &ReadOptions) -> Option<String> {
    let said = serde_json::to_value(options).ok()?;
    let is_said = |value: &serde_json::Value| {
        !matches!(value, serde_json::Value::Null | serde_json::Value::Bool(false))
    };
    let said: BTreeMap<String, serde_json::Value> = said
        .as_object()?
        .iter()
        .filter(|(_, value)| is_said(value))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect();
    if said.is_empty() { None } else { serde_json::to_string(&said).ok() }
}

fn source_row(file_id: i64, source: &SourceSummary, options: Option<String>) -> SourceRow {
    let ledger = &source.ledger;
    SourceRow {
        file_id,
        path: source.path.display().to_string(),
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
        options,
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
