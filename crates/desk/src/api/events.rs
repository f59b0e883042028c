//! `/api/v1/events`: what hulls did.

use axum::response::Response;
use case::EventRow;

use super::entry::Finding;
use super::{MOST, Part, USUAL, json};
use crate::app::App;
use crate::ask::{Asked, Id, NoWords};
use crate::filter::EventQuery;
use crate::refusal::Refusal;

pub(crate) async fn list(app: App, Asked(query): Asked<EventQuery>) -> Result<Response, Refusal> {
    let (filter, slice) = (query.filter()?, query.part.slice(USUAL, MOST)?);
    let all = app.desk.findings.events.iter().enumerate();
    // Rows are counted from 1, so that `after` 0 is before the first.
    let fitting: Vec<(i64, &EventRow)> =
        all.filter(|(_, event)| filter.wants(event)).map(|(at, event)| (at as i64 + 1, event)).collect();
    let behind = fitting.iter().filter(|(number, _)| *number > slice.after);
    let shown: Vec<&(i64, &EventRow)> = behind.take(slice.limit).collect();
    let last = shown.last().map(|(number, _)| *number);
    json(&Part {
        total: fitting.len(),
        limit: slice.limit,
        next: last.filter(|last| fitting.last().is_some_and(|(number, _)| number > last)),
        entries: shown.iter().map(|(_, event)| Finding::event(&app.desk, event)).collect(),
    })
}

pub(crate) async fn one(app: App, Id(id): Id, _: Asked<NoWords>) -> Result<Response, Refusal> {
    let event = app.desk.findings.event(&id).ok_or_else(Refusal::nothing)?;
    json(&Finding::event(&app.desk, event))
}
