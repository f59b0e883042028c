//! GeoJSON (RFC 7946): a point for each row of one table, with its columns and its raw lines as properties.

use std::io::{self, Write};

use case::Row;
use case::render::safe_json;
use serde::Serialize;

use super::Subject;
use crate::{Findings, Quote};

pub(super) fn write(findings: &Findings, subject: Subject, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    match subject {
        Subject::Leads => features(&findings.leads, out, |lead| Feature {
            r#type: "Feature",
            id: &lead.lead_id,
            geometry: Point::at(lead.lat, lead.lon),
            properties: Properties { row: lead, raw_lines: findings.lines_of_lead(lead) },
        }),
        Subject::Events => features(&findings.events, out, |event| Feature {
            r#type: "Feature",
            id: &event.event_id,
            geometry: Point::at(event.lat, event.lon),
            properties: Properties { row: event, raw_lines: findings.lines_of_event(event) },
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
