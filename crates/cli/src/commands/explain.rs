//! `darkwake explain`: why a lead stands where it does, down to the raw lines.

mod acts;
mod raw;
mod telling;

use std::io::{self, Write};

use anyhow::Result;
use case::render::visible;
use case::{Case, EventRow, EvidenceRow, Fate, Fates, LeadRow, RawLine, ReviewedLead, SourceRow};
use export::lang::Lang;
use export::words::{ChangeRow, Hull, Other, Told};
use export::{Findings, Reviews, Said, words};
use serde::Serialize;

use self::telling::Telling;
use super::names::{Names, names};
use super::report::unread;
use crate::args::ExplainArgs;
use crate::exit::{Ending, Usage};
use crate::page::Page;

pub(crate) fn explain(args: &ExplainArgs) -> Result<Ending> {
    let story = Story::read(&Case::open_found(&args.case)?, &args.lead)?;
    let out = &mut io::stdout().lock();
    match args.format.json(&story)? {
        None => {
            let page = Page::of_stdout().told_in(args.lang.lang);
            Telling { story: &story, page, all: args.all }.print(out)?;
        }
        Some(json) => writeln!(out, "{json}")?,
    }
    Ok(Ending::Done)
}

/// Other ships that are named of each role.
const OTHERS: usize = 3;

/// Everything that a case holds on one lead.
#[derive(Debug, Serialize)]
struct Story {
    lead: ReviewedLead,
    /// From which log10 odds every candidate starts; with what each fact of the evidence counts it makes the score.
    prior: f64,
    /// What reviewers wrote, in the order of writing.
    notes: Vec<Said>,
    /// By time.
    legs: Vec<EventRow>,
    evidence: Vec<EvidenceRow>,
    /// What would become of it without each fact that counts, and at which thresholds it would stand otherwise; absent where
    /// the tables do not give the same lead once more.
    changes: Option<Vec<ChangeRow>>,
    #[serde(skip)]
    told_changes: Told,
    /// That the case was scored with weights of a user's own.
    #[serde(skip)]
    other_weights: Option<String>,
    /// The ships beside those that it is about, and those that these met before and after.
    #[serde(skip)]
    others: Vec<Other>,
    /// Why its vessels may not be the ships that their IMO numbers name.
    #[serde(skip)]
    doubts: Vec<String>,
    /// What the hulls of the case call themselves.
    #[serde(skip)]
    names: Names,
    raw_lines: Vec<RawLine>,
    sources: Vec<SourceRow>,
}

impl Story {
    fn read(case: &Case, wanted: &str) -> Result<Self> {
        let findings = Findings::read(case)?;
        let lead = find(case, &findings.leads, wanted)?;
        let reviews = Reviews::read(case, &findings.leads).map_err(unread)?;
        let changes = findings.changes(case, lead, darkwake::what_would_change)?;
        let legs: Vec<EventRow> = findings.legs(lead).cloned().collect();
        let evidence: Vec<EvidenceRow> = findings.facts(lead).cloned().collect();
        let of_legs = legs.iter().flat_map(|leg| leg.cites.as_slice());
        let of_facts = evidence.iter().flat_map(|fact| fact.cites.as_slice());
        let cited = of_legs.chain(of_facts).copied().collect();
        let raw_lines: Vec<RawLine> = findings.raw_lines(cited).cloned().collect();
        let used = |source: &&SourceRow| raw_lines.iter().any(|line| line.file_id == source.file_id);
        let sources = findings.sources.iter().filter(used).cloned().collect();
        Ok(Self {
            prior: words::prior(lead, &evidence),
            lead: reviews.reviewed(lead),
            notes: reviews.said(lead),
            other_weights: words::other_weights(&findings.manifest),
            told_changes: words::changes(changes.as_deref()),
            changes: changes.as_deref().map(ChangeRow::all),
            others: words::others(lead, &legs),
            doubts: words::doubts(lead, &findings.vessels),
            names: names(&findings.vessels),
            legs,
            evidence,
            raw_lines,
            sources,
        })
    }

    /// Those that it is named after in words.
    fn parties(&self, lang: Lang) -> String {
        words::parties(lang, &self.lead.lead, |hull| self.name(hull))
    }

    /// The others in words.
    fn told_others(&self, lang: Lang) -> Option<String> {
        words::told_vessels(lang, &self.others, OTHERS, |hull| self.name(hull))
    }

    fn name(&self, hull: Hull) -> Option<&str> {
        self.names.get(&hull).map(String::as_str)
    }

    /// The event that decides the lead's place and time.
    fn deciding(&self) -> Option<&EventRow> {
        self.legs.iter().find(|leg| self.is_deciding(leg))
    }

    fn is_deciding(&self, leg: &EventRow) -> bool {
        leg.event_id == self.lead.lead.event_id
    }
}

fn find<'a>(case: &Case, leads: &'a [LeadRow], wanted: &str) -> Result<&'a LeadRow> {
    let count = leads.len();
    let is_wanted = |lead: &&LeadRow| lead.lead_id == wanted || lead.rank.to_string() == wanted;
    if let Some(lead) = leads.iter().find(is_wanted) {
        return Ok(lead);
    }
    let known = || match count {
        0 => "the case holds no lead".to_owned(),
        count => format!("wanted a rank from 1 to {count} or a lead_id of `darkwake leads --format csv`"),
    };
    let revisions = case.revisions()?;
    let is_lead = |id: &str| leads.iter().any(|lead| lead.lead_id == id);
    let why = match Fates::of(&revisions).follow(wanted, is_lead) {
        Some(Fate::Is(now)) => format!("a later run calls it {now}"),
        Some(Fate::Withdrawn(by)) => format!("it was withdrawn by a later run ({})", visible(&by.cause)),
        None => known(),
    };
    Err(Usage(format!("no lead {wanted:?}: {why}")).into())
}
