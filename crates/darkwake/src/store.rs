//! Hands everything that a run found to the case, in the case's own words.

use std::collections::BTreeMap;

use archive::{Ledger, SourceSummary};
use case::{
    Claim, Contents, LedgerRow, ListVersion, Outcome, Program, Provenance, RawLine, RejectRow, SourceRow,
    WriteError,
};
use model::{Event, Fleet, Lead};
use score::Lists;

use crate::ingest::{Archive, RawRecord};
use crate::{LeftOut, Options};

/// What a run found.
pub(crate) struct Record<'a> {
    pub(crate) archive: &'a Archive,
    pub(crate) fleet: &'a Fleet,
    pub(crate) events: &'a [Event],
    pub(crate) leads: &'a [Lead],
}

/// Writes the case.
pub(crate) fn write(
    claim: Claim,
    record: &Record<'_>,
    cited: Vec<RawRecord>,
    options: &Options,
) -> Result<(), WriteError> {
    let Archive { sources, left_out, .. } = record.archive;
    let files = || sources.iter().map(|source| (i64::from(source.file.0), source));
    let sources: Vec<SourceRow> = files().map(|(id, source)| source_row(id, source)).collect();
    let left_out: Vec<case::LeftOut> = left_out.iter().map(left_out_row).collect();
    let ledger: Vec<LedgerRow> = files().flat_map(|(id, source)| ledger_rows(id, source)).collect();
    let rejects: Vec<RejectRow> = files().flat_map(|(id, source)| reject_rows(id, &source.ledger)).collect();
    let raw_lines: Vec<RawLine> =
        cited.into_iter().map(|(location, text)| RawLine::of(location, text)).collect();
    let contents = Contents {
        provenance: provenance(options),
        sources: &sources,
        left_out: &left_out,
        ledger: &ledger,
        rejects: &rejects,
        fleet: record.fleet,
        events: record.events,
        leads: record.leads,
        raw_lines: &raw_lines,
    };
    claim.write(&contents)
}

fn provenance(options: &Options) -> Provenance {
    Provenance {
        program: Program::darkwake(env!("CARGO_PKG_VERSION")),
        config: options.to_json(),
        lists: list_versions(),
    }
}

fn list_versions() -> Vec<ListVersion> {
    let lists = Lists::builtin_tables().into_iter();
    lists.map(|list| ListVersion::of(list.name, list.table, list.entries, list.as_of)).collect()
}

fn source_row(file_id: i64, source: &SourceSummary) -> SourceRow {
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
    }
}

fn left_out_row(left_out: &LeftOut) -> case::LeftOut {
    case::LeftOut { path: left_out.path().display().to_string(), why: left_out.to_string() }
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
