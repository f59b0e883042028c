//! `darkwake explain`: why a lead stands where it does, down to the raw lines.

mod acts;
mod raw;
mod telling;

use std::collections::BTreeMap;
use std::io::{self, Write};

use anyhow::Result;
use case::render::visible;
use case::{Case, EventRow, EvidenceRow, Fate, Fates, LeadRow, RawLine, ReviewedLead, SourceRow};
use export::{Reviews, Said, words};
use serde::Serialize;

use self::telling::Telling;
use super::report::unread;
use crate::args::ExplainArgs;
use crate::exit::{Ending, Usage};
use crate::page::Page;

pub(crate) fn explain(args: &ExplainArgs) -> Result<Ending> {
    let story = Story::read(&Case::open_found(&args.case)?, &args.lead)?;
    let out = &mut io::stdout().lock();
    match args.format.json(&story)? {
        None => Telling { story: &story, page: Page::of_stdout(), all: args.all }.print(out)?,
        Some(json) => writeln!(out, "{json}")?,
    }
    Ok(Ending::Done)
}

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
    raw_lines: Vec<RawLine>,
    sources: Vec<SourceRow>,
}

impl Story {
    /// How probable it is that the ships of the deciding event met, where nobody heard them meet.
    fn guess(&self) -> Option<f64> {
        self.legs.iter().find(|leg| leg.event_id == self.lead.lead.event_id)?.p_met
    }

    fn read(case: &Case, wanted: &str) -> Result<Self> {
        let all = case.leads()?;
        let lead = find(case, &all, wanted)?;
        let reviews = Reviews::read(case, &all).map_err(unread)?;
        let mut events: BTreeMap<String, EventRow> =
            case.events()?.into_iter().map(|event| (event.event_id.clone(), event)).collect();
        let legs: Vec<EventRow> = lead.legs.split(' ').filter_map(|leg| events.remove(leg)).collect();
        let evidence: Vec<EvidenceRow> =
            case.evidence()?.into_iter().filter(|fact| fact.lead_id == lead.lead_id).collect();
        let cited = |line: &RawLine| {
            let cite = line.cite();
            legs.iter().any(|leg| leg.cites.as_slice().contains(&cite))
                || evidence.iter().any(|fact| fact.cites.as_slice().contains(&cite))
        };
        let raw_lines: Vec<RawLine> = case.raw_lines()?.into_iter().filter(cited).collect();
        let used = |source: &SourceRow| raw_lines.iter().any(|line| line.file_id == source.file_id);
        let sources = case.sources()?.into_iter().filter(used).collect();
        let prior = words::prior(lead, &evidence);
        let (lead, notes) = (reviews.reviewed(lead), reviews.said(lead));
        Ok(Self { lead, prior, notes, legs, evidence, raw_lines, sources })
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
