//! What is handed on: leads and events, why, and the raw lines that they rest on.

use std::collections::{BTreeMap, BTreeSet};

use case::{
    Case, Cite, EventRow, EvidenceRow, HeldRows, LeadRow, Manifest, RawLine, SourceRow, TableError, VesselRow,
};
use model::Change;
use serde::Serialize;

use crate::words::{Hull, WhatIf};

/// The findings of a case, with everything that they cite.
#[derive(Debug)]
pub struct Findings {
    /// Best first.
    pub leads: Vec<LeadRow>,
    /// By time.
    pub events: Vec<EventRow>,
    /// The weightiest of a lead first.
    pub evidence: Vec<EvidenceRow>,
    /// The hulls.
    pub vessels: Vec<VesselRow>,
    /// The source files.
    pub sources: Vec<SourceRow>,
    /// What the case was made from.
    pub manifest: Manifest,
    event_at: BTreeMap<String, usize>,
    facts_at: BTreeMap<String, Vec<usize>>,
    raw_lines: BTreeMap<Cite, Vec<RawLine>>,
    source_at: BTreeMap<i64, usize>,
}

/// A raw line as evidence: which file, where in it, and what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Quote<'a> {
    /// Where the file was, as named on the command line.
    pub file: &'a str,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: &'a str,
    /// The line or row, counted from 1.
    pub line: i64,
    /// Where it starts in the uncompressed file, in bytes; absent for a row of a table.
    pub offset: Option<i64>,
    /// The text; untrusted.
    pub text: &'a str,
}

/// No lead is called so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no lead {wanted:?}: {}", known(*.count))]
pub struct NoSuchLead {
    wanted: String,
    count: usize,
}

impl Findings {
    /// Reads them.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub fn read(case: &Case) -> Result<Self, TableError> {
        let (events, evidence, sources) = (case.events()?, case.evidence()?, case.sources()?);
        let mut raw_lines: BTreeMap<Cite, Vec<RawLine>> = BTreeMap::new();
        for line in case.raw_lines()? {
            raw_lines.entry(line.cite()).or_default().push(line);
        }
        let mut facts_at: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, fact) in evidence.iter().enumerate() {
            facts_at.entry(fact.lead_id.clone()).or_default().push(at);
        }
        Ok(Self {
            event_at: events.iter().enumerate().map(|(at, event)| (event.event_id.clone(), at)).collect(),
            source_at: sources.iter().enumerate().map(|(at, source)| (source.file_id, at)).collect(),
            leads: case.leads()?,
            vessels: case.vessels()?,
            manifest: case.manifest().clone(),
            events,
            evidence,
            sources,
            facts_at,
            raw_lines,
        })
    }

    /// The lead of this rank or id.
    ///
    /// # Errors
    /// When there is none.
    pub fn lead(&self, wanted: &str) -> Result<&LeadRow, NoSuchLead> {
        let is_wanted = |lead: &&LeadRow| lead.lead_id == wanted || lead.rank.to_string() == wanted;
        let none = || NoSuchLead { wanted: wanted.to_owned(), count: self.leads.len() };
        self.leads.iter().find(is_wanted).ok_or_else(none)
    }

    /// The event of this id.
    pub fn event(&self, id: &str) -> Option<&EventRow> {
        self.event_at.get(id).map(|at| &self.events[*at])
    }

    /// The hull of this number and part.
    pub fn vessel(&self, mmsi: i64, part: i64) -> Option<&VesselRow> {
        self.vessels.iter().find(|vessel| (vessel.mmsi, vessel.part) == (mmsi, part))
    }

    /// What a hull calls itself.
    pub fn name(&self, hull: Hull) -> Option<&str> {
        self.vessel(hull.0, hull.1)?.name.as_deref()
    }

    /// The events of a lead, by time.
    pub fn legs<'a>(&'a self, lead: &'a LeadRow) -> impl Iterator<Item = &'a EventRow> {
        lead.legs.split(' ').filter_map(|leg| self.event(leg))
    }

    /// What speaks for and against a lead, the weightiest first.
    pub fn facts<'a>(&'a self, lead: &LeadRow) -> impl Iterator<Item = &'a EvidenceRow> {
        self.facts_at.get(&lead.lead_id).into_iter().flatten().map(|at| &self.evidence[*at])
    }

    /// What would change a lead of the case that this was read from, as `what_if` tells it.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub fn changes(
        &self,
        case: &Case,
        lead: &LeadRow,
        what_if: WhatIf,
    ) -> Result<Option<Vec<Change>>, TableError> {
        let held = HeldRows { case, leads: &self.leads, events: &self.events, vessels: &self.vessels };
        what_if(held, lead, &self.facts(lead).collect::<Vec<_>>())
    }

    /// The raw lines that an event rests on, by file and line.
    pub fn lines_of_event<'a>(&'a self, event: &EventRow) -> Vec<Quote<'a>> {
        self.quotes(event.cites.as_slice().iter().copied().collect())
    }

    /// The raw lines that a lead rests on, those of its events and of its evidence, by file and line.
    pub fn lines_of_lead(&self, lead: &LeadRow) -> Vec<Quote<'_>> {
        let of_legs = self.legs(lead).flat_map(|leg| leg.cites.as_slice());
        let of_facts = self.facts(lead).flat_map(|fact| fact.cites.as_slice());
        self.quotes(of_legs.chain(of_facts).copied().collect())
    }

    /// The lines that are cited, each message with all its lines.
    pub fn quotes(&self, cites: BTreeSet<Cite>) -> Vec<Quote<'_>> {
        self.raw_lines(cites).map(|line| self.quote(line)).collect()
    }

    /// The same as they stand in the case.
    pub fn raw_lines(&self, cites: BTreeSet<Cite>) -> impl Iterator<Item = &RawLine> {
        cites.into_iter().filter_map(|cite| self.raw_lines.get(&cite)).flatten()
    }

    fn quote<'a>(&'a self, line: &'a RawLine) -> Quote<'a> {
        let source = self.source_at.get(&line.file_id).map(|at| &self.sources[*at]);
        Quote {
            file: source.map_or("", |source| &source.path),
            sha256: source.map_or("", |source| &source.sha256),
            line: line.line,
            offset: line.offset,
            text: &line.text,
        }
    }
}

fn known(count: usize) -> String {
    match count {
        0 => "the case holds no lead".to_owned(),
        count => format!("wanted a rank from 1 to {count} or a lead_id of `darkwake leads --format csv`"),
    }
}
