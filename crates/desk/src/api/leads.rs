//! `/api/v1/leads`: the ranked leads, one lead with everything that it rests on, and the tracks around it.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use case::notes::Threads;
use case::{EventRow, EvidenceRow, LeadRow};
use export::Quote;
use serde::Serialize;

use super::entry::Finding;
use super::track::View;
use super::{MOST, Part, USUAL, json};
use crate::app::App;
use crate::desk::Desk;
use crate::filter::{LeadQuery, state_of};
use crate::refusal::Refusal;

/// A lead with its state of triage.
#[derive(Serialize)]
struct Entry<'a> {
    #[serde(flatten)]
    lead: Finding<'a, LeadRow>,
    triage: &'static str,
}

impl<'a> Entry<'a> {
    fn of(desk: &'a Desk, threads: &Threads, lead: &'a LeadRow) -> Self {
        Self { lead: Finding::lead(desk, lead), triage: state_of(threads, lead).as_str() }
    }
}

pub(crate) async fn list(
    State(app): State<App>,
    Query(query): Query<LeadQuery>,
) -> Result<Response, Refusal> {
    let (filter, slice) = (query.filter()?, query.part.slice(USUAL, MOST)?);
    let threads = app.desk.threads()?;
    let wanted = |lead: &&LeadRow| filter.wants(lead, state_of(&threads, lead));
    let fitting: Vec<&LeadRow> = app.desk.findings.leads.iter().filter(wanted).collect();
    let behind = fitting.iter().filter(|lead| lead.rank > slice.after);
    let shown: Vec<&LeadRow> = behind.take(slice.limit).copied().collect();
    let last = shown.last().map(|lead| lead.rank);
    json(&Part {
        total: fitting.len(),
        limit: slice.limit,
        next: last.filter(|last| fitting.last().is_some_and(|lead| lead.rank > *last)),
        entries: shown.into_iter().map(|lead| Entry::of(&app.desk, &threads, lead)).collect(),
    })
}

/// A lead with its legs, its evidence and the raw lines.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    entry: Entry<'a>,
    events: Vec<Finding<'a, EventRow>>,
    evidence: Vec<&'a EvidenceRow>,
    raw_lines: Vec<Quote<'a>>,
}

pub(crate) async fn one(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Refusal> {
    let lead = app.desk.lead(&id).ok_or_else(Refusal::nothing)?;
    let findings = &app.desk.findings;
    let threads = app.desk.threads()?;
    json(&Whole {
        entry: Entry::of(&app.desk, &threads, lead),
        events: findings.legs(lead).map(|leg| Finding::event(&app.desk, leg)).collect(),
        evidence: findings.facts(lead).collect(),
        raw_lines: findings.lines_of_lead(lead),
    })
}

pub(crate) async fn track(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Refusal> {
    let view = app.during(move |app| {
        let lead = app.desk.lead(&id).ok_or_else(Refusal::nothing)?;
        View::of_lead(&app.desk, lead)
    });
    json(&view.await?)
}
