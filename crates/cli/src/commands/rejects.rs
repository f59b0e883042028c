//! `darkwake rejects`: what of an archive was refused, where and why.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use case::{Case, LedgerRow, NamedReject, Outcome, RejectRow, SourceRow, render::visible};

use crate::args::{Format, LogForm, RejectsArgs};
use crate::exit::{Ending, Usage};
use crate::notice::Notice;
use crate::page::Page;
use crate::show::{self, Field, count};

pub(crate) fn rejects(args: &RejectsArgs, log: LogForm) -> Result<Ending> {
    let case = Case::open(&args.case)?;
    let sources = case.sources()?;
    let wanted = Wanted::of(args, &sources, &case.ledger()?)?;
    let kept = case.rejects()?;
    let (with_text, rejected) = (kept.iter().filter(|row| wanted.asks_for(row)).count(), wanted.rejected());
    let examples = wanted.first_of_each_reason(kept, args.most());
    let paths = paths(&sources);
    let named: Vec<NamedReject> = examples.iter().map(|row| row.named(path_of(row, &paths))).collect();
    show::rows(&named, args.format, || {
        let out = &mut io::stdout().lock();
        summary(&wanted, &examples, &paths, out)?;
        if args.file.is_none() && args.reason.is_none() {
            left_out(&case, out)?;
        }
        Ok(())
    })?;
    if (with_text as u64) < rejected {
        log.tell(&Notice::TextOfSome { with_text, rejected })?;
    }
    Ok(Ending::Done)
}

/// What was refused and is asked for: how many lines of each file for each reason.
struct Wanted {
    counts: BTreeMap<(String, i64), i64>,
    /// Lines of the files that are asked for, good and bad.
    lines: i64,
}

impl Wanted {
    fn of(args: &RejectsArgs, sources: &[SourceRow], ledger: &[LedgerRow]) -> Result<Self, Usage> {
        let files = args.files(sources)?;
        let refused = || ledger.iter().filter(|row| row.outcome == Outcome::Rejected);
        if let Some(reason) = &args.reason
            && !refused().any(|row| row.reason == *reason)
        {
            return Err(no_reason(reason, refused()));
        }
        let wanted = refused().filter(|row| {
            files.contains(&row.file_id) && args.reason.as_ref().is_none_or(|reason| row.reason == *reason)
        });
        let of_files = sources.iter().filter(|source| files.contains(&source.file_id));
        Ok(Self {
            counts: wanted.map(|row| ((row.reason.clone(), row.file_id), row.lines)).collect(),
            lines: of_files.map(|source| source.lines).sum(),
        })
    }

    /// Rejected lines that are asked for.
    fn rejected(&self) -> u64 {
        self.counts.values().sum::<i64>().max(0) as u64
    }

    fn asks_for(&self, row: &RejectRow) -> bool {
        self.counts.contains_key(&(row.reason.clone(), row.file_id))
    }

    /// Rejected lines by reason, the most frequent first.
    fn reasons(&self) -> Vec<Reason> {
        let mut reasons: BTreeMap<&str, Reason> = BTreeMap::new();
        for ((reason, _), lines) in &self.counts {
            let empty = || Reason { reason: reason.clone(), lines: 0, files: 0 };
            let sum = reasons.entry(reason).or_insert_with(empty);
            sum.lines += lines;
            sum.files += 1;
        }
        let mut reasons: Vec<Reason> = reasons.into_values().collect();
        reasons.sort_by(|one, other| other.lines.cmp(&one.lines).then_with(|| one.reason.cmp(&other.reason)));
        reasons
    }

    /// The rejected lines that are asked for, at most so many of each reason, in their order in the case.
    fn first_of_each_reason(&self, rejects: Vec<RejectRow>, most: usize) -> Vec<RejectRow> {
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        let mut takes = |row: &RejectRow| {
            let taken = taken.entry(row.reason.clone()).or_default();
            *taken += 1;
            *taken <= most
        };
        rejects.into_iter().filter(|row| self.asks_for(row) && takes(row)).collect()
    }
}

/// Lines that were refused for one reason.
struct Reason {
    reason: String,
    lines: i64,
    files: usize,
}

const FIELDS: &[Field<Reason>] = &[
    Field::text("reason", |reason, _| reason.reason.clone()),
    Field::figure("lines", |reason, _| reason.lines.to_string()),
    Field::figure("files", |reason, _| reason.files.to_string()),
];

fn summary(
    wanted: &Wanted,
    examples: &[RejectRow],
    paths: &Paths<'_>,
    out: &mut impl Write,
) -> io::Result<()> {
    let reasons = wanted.reasons();
    let page = Page::of_stdout();
    let below = |reason: &Reason| {
        let its_own = examples.iter().filter(|row| row.reason == reason.reason);
        its_own.flat_map(|row| quoted(row, paths, page)).chain([String::new()]).collect()
    };
    if !reasons.is_empty() {
        show::blocks(&reasons, FIELDS, page, below, out)?;
    }
    let rejected = wanted.rejected();
    let share = if wanted.lines == 0 { 0.0 } else { rejected as f64 * 100.0 / wanted.lines as f64 };
    writeln!(out, "{rejected} of {} lines rejected, {share:.2} %.", wanted.lines)
}

/// The paths of files by their numbers.
type Paths<'p> = BTreeMap<i64, &'p str>;

fn paths(sources: &[SourceRow]) -> Paths<'_> {
    sources.iter().map(|source| (source.file_id, source.path.as_str())).collect()
}

fn path_of<'p>(row: &RejectRow, paths: &Paths<'p>) -> &'p str {
    paths.get(&row.file_id).copied().unwrap_or("a file that the case does not list")
}

/// Where a line stands, and how it starts.
fn quoted(row: &RejectRow, paths: &Paths<'_>, page: Page) -> [String; 2] {
    let path = visible(path_of(row, paths));
    let place = format!("{path}, line {}, from byte {}", row.line, row.offset);
    let excerpt = if row.excerpt.is_empty() { "(its text was not kept)" } else { &row.excerpt };
    [page.hung("  ", &place), page.hung("    ", &visible(excerpt))]
}

/// Files and folders that the last run did not read, or not to their ends: what an earlier one read of them counts.
fn left_out(case: &Case, out: &mut impl Write) -> io::Result<()> {
    let left_out = &case.manifest().left_out;
    if left_out.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{} not read in the last run, or not to the end:", count(left_out.len(), "input"))?;
    let page = Page::of_stdout();
    left_out.iter().try_for_each(|one| writeln!(out, "{}", page.hung("  ", &visible(&one.why))))
}

fn no_reason<'a>(reason: &str, refused: impl Iterator<Item = &'a LedgerRow>) -> Usage {
    let mut known: Vec<&str> = refused.map(|row| row.reason.as_str()).collect();
    known.sort_unstable();
    known.dedup();
    match known.as_slice() {
        [] => Usage(format!("no line was rejected for {reason:?}, nor for any other reason")),
        known => Usage(format!("no line was rejected for {reason:?}: wanted one of {}", known.join(", "))),
    }
}

impl RejectsArgs {
    /// Examples shown to people of each reason unless they say how many.
    const FEW: usize = 3;

    /// At most so many rows of each reason.
    fn most(&self) -> usize {
        let default = if self.format == Format::Table { Self::FEW } else { usize::MAX };
        self.top.unwrap_or(default)
    }

    /// The numbers of the files that are asked for.
    fn files(&self, sources: &[SourceRow]) -> Result<Vec<i64>, Usage> {
        let Some(wanted) = &self.file else {
            return Ok(sources.iter().map(|source| source.file_id).collect());
        };
        let is_wanted = |source: &&SourceRow| {
            source.file_id.to_string() == *wanted || Path::new(&source.path).ends_with(wanted)
        };
        let files: Vec<i64> = sources.iter().filter(is_wanted).map(|source| source.file_id).collect();
        if files.is_empty() {
            let known = "wanted a file's number, or the end of its path, as in sources.parquet";
            return Err(Usage(format!("no file {wanted:?} was read: {known}")));
        }
        Ok(files)
    }
}
