//! The read-only JSON API: rows under their stable columns, beside names that users of Global Fishing Watch know.

pub(crate) mod describe;
pub(crate) mod entry;
pub(crate) mod events;
pub(crate) mod leads;
pub(crate) mod reception;
pub(crate) mod track;
pub(crate) mod vessels;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use case::render::safe_json;
use serde::Serialize;

use crate::refusal::Refusal;

/// Rows of an answer unless told otherwise.
const USUAL: usize = 100;
/// Rows of an answer at most.
const MOST: usize = 1000;

/// A part of a list. `next` asks for the rows behind it; a case does not change under a reader, so that no row is seen
/// twice or missed.
#[derive(Serialize)]
struct Part<T> {
    total: usize,
    limit: usize,
    /// The word `after` of the next part; absent at the end.
    #[serde(rename = "nextAfter")]
    next: Option<i64>,
    entries: Vec<T>,
}

/// An answer as JSON that cannot steer a terminal.
fn json<T: Serialize>(answer: &T) -> Result<Response, Refusal> {
    let text = safe_json::line(answer).map_err(|_| Refusal::busy())?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}
