//! `darkwake explain`: why a lead stands where it does, down to the raw lines.

mod acts;
mod raw;
mod telling;

use std::collections::BTreeMap;
use std::io::{self, Write};

use anyhow::Result;
use case::{Case, EventRow, EvidenceRow, LeadRow, RawLine, SourceRow};
use serde::Serialize;

use self::telling::Telling;
use crate::args::{ExplainArgs, ExplainFormat};
use crate::exit::{Ending, Usage};
use crate::page::Page;

pub(crate) fn explain(args: &ExplainArgs) -> Result<Ending> {
    let story = Story::read(&Case::open_found(&args.case)?, &args.lead)?;
    match args.format {
        ExplainFormat::Text => {
            let telling = Telling { story: &story, page: Page::of_stdout(), all: args.all };
            telling.print(&mut io::stdout().lock())?;
        }
        ExplainFormat::Json => writeln!(io::stdout(), "{}", case::render::safe_json::pretty(&story)?)?,
    }
    Ok(Ending::Done)
}

/// Everything that a case holds on one lead.
#[derive(Debug, Serialize)]
struct Story {
    lead: LeadRow,
    /// By time.
    legs: Vec<EventRow>,
    evidence: Vec<EvidenceRow>,
    raw_lines: Vec<RawLine>,
    sources: Vec<SourceRow>,
}

impl Story {
    /// How probable it is that the ships of the deciding event met, where nobody heard them meet.
    fn guess(&self) -> Option<f64> {
        self.legs.iter().find(|leg| leg.event_id == self.lead.event_id)?.p_met
    }

    fn read(case: &Case, wanted: &str) -> Result<Self> {
        let lead = find(case.leads()?, wanted)?;
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
        Ok(Self { lead, legs, evidence, raw_lines, sources })
    }

    /// The event that decides the lead's place and time.
    fn deciding(&self) -> Option<&EventRow> {
        self.legs.iter().find(|leg| self.is_deciding(leg))
    }

    fn is_deciding(&self, leg: &EventRow) -> bool {
        leg.event_id == self.lead.event_id
    }
}

fn find(leads: Vec<LeadRow>, wanted: &str) -> Result<LeadRow> {
    let count = leads.len();
    let is_wanted = |lead: &LeadRow| lead.lead_id == wanted || lead.rank.to_string() == wanted;
    leads.into_iter().find(is_wanted).ok_or_else(|| {
        let known = match count {
            0 => "the case holds no lead".to_owned(),
            count => format!("wanted a rank from 1 to {count} or a lead_id of `darkwake leads --format csv`"),
        };
        Usage(format!("no lead {wanted:?}: {known}")).into()
    })
}
