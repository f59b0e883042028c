//! `/api/v1/leads`: the ranked leads, one lead with everything that it rests on, and the tracks around it.

use axum::response::{IntoResponse, Redirect, Response};
use case::{EventRow, EvidenceRow, Fate, LeadRow, ReviewedLead};
use export::words::ChangeRow;
use export::{Quote, Said};
use serde::Serialize;

use super::entry::Finding;
use super::track::View;
use super::{MOST, Part, USUAL, json};
use crate::app::App;
use crate::ask::{Asked, Id, NoWords};
use crate::filter::{LeadQuery, reviewed, state_of};
use crate::refusal::Refusal;

pub(crate) async fn list(app: App, Asked(query): Asked<LeadQuery>) -> Result<Response, Refusal> {
    let (filter, slice) = (query.filter()?, query.part.slice(USUAL, MOST)?);
    let threads = app.desk.threads()?;
    let wanted = |lead: &&LeadRow| filter.wants(lead, state_of(&threads, lead));
    let fitting: Vec<&LeadRow> = app.desk.findings.leads.iter().filter(wanted).collect();
    let behind = fitting.iter().filter(|lead| lead.rank > slice.after);
    let shown: Vec<&LeadRow> = behind.take(slice.limit).copied().collect();
    let last = shown.last().map(|lead| lead.rank);
    let rows: Vec<ReviewedLead> = shown.into_iter().map(|lead| reviewed(&threads, lead)).collect();
    json(&Part {
        total: fitting.len(),
        limit: slice.limit,
        next: last.filter(|last| fitting.last().is_some_and(|lead| lead.rank > *last)),
        entries: rows.iter().map(|row| Finding::lead(&app.desk, row)).collect(),
    })
}

/// A lead with what was written on it, its legs, its evidence and the raw lines.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    lead: Finding<'a, ReviewedLead>,
    notes: Vec<Said>,
    events: Vec<Finding<'a, EventRow>>,
    evidence: Vec<&'a EvidenceRow>,
    raw_lines: Vec<Quote<'a>>,
}

pub(crate) async fn one(app: App, Id(id): Id, _: Asked<NoWords>) -> Result<Response, Refusal> {
    let lead = match app.desk.fate(&id) {
        Some(Fate::Is(now)) if now != id => {
            return Ok(Redirect::temporary(&format!("/api/v1/leads/{now}")).into_response());
        }
        Some(Fate::Withdrawn(by)) => return Err(Refusal::withdrawn(by)),
        _ => app.desk.lead(&id).ok_or_else(Refusal::nothing)?,
    };
    let findings = &app.desk.findings;
    let threads = app.desk.threads()?;
    let row = reviewed(&threads, lead);
    json(&Whole {
        lead: Finding::lead(&app.desk, &row),
        notes: threads.of_lead(&id).map(Said::all).unwrap_or_default(),
        events: findings.legs(lead).map(|leg| Finding::event(&app.desk, leg)).collect(),
        evidence: findings.facts(lead).collect(),
        raw_lines: findings.lines_of_lead(lead),
    })
}

/// What would change a lead.
#[derive(Serialize)]
struct Changes {
    /// Absent where the tables of the case do not give the same lead once more.
    changes: Option<Vec<ChangeRow>>,
}

pub(crate) async fn changes(app: App, Id(id): Id, _: Asked<NoWords>) -> Result<Response, Refusal> {
    let changes = app.during(move |app| {
        let lead = app.desk.lead(&id).ok_or_else(Refusal::nothing)?;
        app.desk.change_rows(lead)?.ok_or_else(Refusal::nothing)
    });
    json(&Changes { changes: changes.await? })
}

pub(crate) async fn track(app: App, Id(id): Id, _: Asked<NoWords>) -> Result<Response, Refusal> {
    let view = app.during(move |app| {
        let lead = app.desk.lead(&id).ok_or_else(Refusal::nothing)?;
        View::of_lead(&app.desk, lead)
    });
    json(&view.await?)
}
