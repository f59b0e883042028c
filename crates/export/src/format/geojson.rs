//! GeoJSON (RFC 7946): a point for each row of one table, with its columns, what reviewers wrote and its raw lines as properties.

use std::io::{self, Write};

use case::Row;
use case::render::safe_json;
use serde::Serialize;

use super::Subject;
use crate::{Quote, Reviewed, Said};

pub(super) fn write(reviewed: Reviewed<'_>, subject: Subject, out: &mut dyn Write) -> io::Result<()> {
    let Reviewed { findings, reviews } = reviewed;
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    match subject {
        Subject::Leads => features(&reviewed.leads(), out, |row| Feature {
            r#type: "Feature",
            id: &row.lead.lead_id,
            geometry: Point::at(row.lead.lat, row.lead.lon),
            properties: Properties {
                row,
                notes: Some(reviews.said(&row.lead)),
                raw_lines: findings.lines_of_lead(&row.lead),
            },
        }),
        Subject::Events => features(&findings.events, out, |event| Feature {
            r#type: "Feature",
            id: &event.event_id,
            geometry: Point::at(event.lat, event.lon),
            properties: Properties { row: event, notes: None, raw_lines: findings.lines_of_event(event) },
        }),
    }?;
    out.write_all(b"\n]}\n")
}

/// One feature a line.
fn features<'a, R: Row>(
    rows: &'a [R],
    out: &mut dyn Write,
    feature: impl Fn(&'a R) -> Feature<'a, R>,
) -> io::Result<()> {
    rows.iter().enumerate().try_for_each(|(at, row)| {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        out.write_all(safe_json::line(&feature(row))?.as_bytes())
    })
}

#[derive(Serialize)]
struct Feature<'a, R: Serialize> {
    r#type: &'static str,
    id: &'a str,
    geometry: Point,
    properties: Properties<'a, R>,
}

#[derive(Serialize)]
struct Properties<'a, R: Serialize> {
    #[serde(flatten)]
    row: &'a R,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<Vec<Said>>,
    raw_lines: Vec<Quote<'a>>,
}

#[derive(Serialize)]
struct Point {
    r#type: &'static str,
    /// Longitude first.
    coordinates: [f64; 2],
}

impl Point {
    fn at(lat: f64, lon: f64) -> Self {
        let worth = |degrees| case::Unit::Coordinate.round(degrees).unwrap_or_default();
        Self { r#type: "Point", coordinates: [worth(lon), worth(lat)] }
    }
}
