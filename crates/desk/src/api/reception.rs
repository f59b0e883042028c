//! `/api/v1/reception`: how well ships on air are heard, by place, as it was learned from the archive.

use axum::response::Response;
use serde::Serialize;

use super::json;
use crate::app::App;
use crate::ask::{Asked, NoWords};
use crate::refusal::Refusal;

/// Cells of a quarter of a degree, as columns.
#[derive(Serialize)]
struct Reception {
    /// Width and height of a cell, in degrees.
    cell_deg: f64,
    /// Southern edges.
    south: Vec<f64>,
    /// Western edges.
    west: Vec<f64>,
    /// Hours heard of those in which a hull must have been there, 0 to 1.
    heard: Vec<f64>,
    /// Hulls and hours on which the share rests.
    hours: Vec<u32>,
}

const CELL_DEG: f64 = 0.25;

pub(crate) async fn show(app: App, _: Asked<NoWords>) -> Result<Response, Refusal> {
    let learned = app.desk.reception().ok_or_else(Refusal::nothing)?;
    let mut answer =
        Reception { cell_deg: CELL_DEG, south: vec![], west: vec![], heard: vec![], hours: vec![] };
    for ((row, column), cell) in learned.cells.iter().filter(|(_, cell)| cell.expected > 0) {
        answer.south.push(f64::from(*row) * CELL_DEG - 90.0);
        answer.west.push(f64::from(*column) * CELL_DEG - 180.0);
        answer.heard.push((f64::from(cell.heard) / f64::from(cell.expected) * 1000.0).round() / 1000.0);
        answer.hours.push(cell.expected);
    }
    json(&answer)
}
