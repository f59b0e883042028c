//! Findings as tables: headings and rows of values, which every tabular format writes in its own way.

use std::borrow::Cow;

use case::{ColumnKind, EventRow, EvidenceRow, LeadRow, Row, SourceRow, Unit, Value, VesselRow, render};

use crate::{Findings, Quote};

/// A table to be written.
pub(crate) struct Sheet<'a> {
    /// Its name.
    pub(crate) name: &'static str,
    /// What one row is.
    pub(crate) doc: &'static str,
    /// Its columns.
    pub(crate) headings: Vec<Heading>,
    /// How many rows it has.
    pub(crate) rows: usize,
    fill: Box<dyn Fn(usize) -> Vec<Value<'static>> + 'a>,
}

/// A column of a table to be written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heading {
    /// The stable name.
    pub(crate) name: &'static str,
    /// The type of its values.
    pub(crate) kind: ColumnKind,
    /// Their unit.
    pub(crate) unit: Unit,
    /// Whether a value can be absent.
    pub(crate) nullable: bool,
}

impl Sheet<'_> {
    /// The values of a row, numbers rounded to what their unit is worth.
    pub(crate) fn row(&self, at: usize) -> Vec<Value<'static>> {
        let mut values = (self.fill)(at);
        for (value, heading) in values.iter_mut().zip(&self.headings) {
            if let Value::Number(number) = value {
                *value = heading.unit.round(*number).map_or(Value::Null, Value::Number);
            }
        }
        values
    }

    /// All rows.
    pub(crate) fn each(&self) -> impl Iterator<Item = Vec<Value<'static>>> {
        (0..self.rows).map(|at| self.row(at))
    }

    /// Where latitude and longitude stand, if each row has a place.
    pub(crate) fn place(&self) -> Option<(usize, usize)> {
        let at = |name| self.headings.iter().position(|heading| heading.name == name);
        at("lat").zip(at("lon"))
    }
}

/// The leads, each with its raw lines as JSON.
pub(crate) fn leads_quoted(findings: &Findings) -> Sheet<'_> {
    quoted(&findings.leads, |lead| findings.lines_of_lead(lead))
}

/// The events, each with its raw lines as JSON.
pub(crate) fn events_quoted(findings: &Findings) -> Sheet<'_> {
    quoted(&findings.events, |event| findings.lines_of_event(event))
}

/// Every table of an export that holds several: leads and events first, then what they rest on.
pub(crate) fn all(findings: &Findings) -> Vec<Sheet<'_>> {
    vec![
        of_rows::<LeadRow>(&findings.leads),
        of_rows::<EventRow>(&findings.events),
        of_rows::<EvidenceRow>(&findings.evidence),
        raw_lines(findings),
        of_rows::<VesselRow>(&findings.vessels),
        of_rows::<SourceRow>(&findings.sources),
    ]
}

fn of_rows<R: Row>(rows: &[R]) -> Sheet<'_> {
    Sheet {
        name: R::SCHEMA.table,
        doc: R::SCHEMA.doc,
        headings: headings::<R>(),
        rows: rows.len(),
        fill: Box::new(|at| values(&rows[at])),
    }
}

fn quoted<'a, R: Row>(rows: &'a [R], lines: impl Fn(&'a R) -> Vec<Quote<'a>> + 'a) -> Sheet<'a> {
    let mut sheet = of_rows(rows);
    sheet.headings.push(text("raw_lines"));
    sheet.fill = Box::new(move |at| {
        let mut row = values(&rows[at]);
        let json = render::safe_json::line(&lines(&rows[at])).unwrap_or_default();
        row.push(Value::Text(Cow::Owned(json)));
        row
    });
    sheet
}

/// The raw lines of every lead and event, a row each: what several findings rest on stands under each of them.
fn raw_lines(findings: &Findings) -> Sheet<'_> {
    let of_leads = findings.leads.iter().flat_map(|lead| {
        let lines = findings.lines_of_lead(lead).into_iter();
        lines.map(|quote| ("lead", lead.lead_id.as_str(), quote))
    });
    let of_events = findings.events.iter().flat_map(|event| {
        let lines = findings.lines_of_event(event).into_iter();
        lines.map(|quote| ("event", event.event_id.as_str(), quote))
    });
    let lines: Vec<(&str, &str, Quote<'_>)> = of_leads.chain(of_events).collect();
    let integer =
        |name, unit| Heading { name, kind: ColumnKind::Integer, unit, nullable: unit == Unit::Bytes };
    Sheet {
        name: "raw_lines",
        doc: "A raw line that a lead or an event rests on.",
        headings: vec![
            text("finding"),
            text("finding_id"),
            text("file"),
            text("sha256"),
            integer("line", Unit::Plain),
            integer("offset", Unit::Bytes),
            text("text"),
        ],
        rows: lines.len(),
        fill: Box::new(move |at| {
            let (finding, id, quote) = lines[at];
            let word = |text: &str| Value::Text(Cow::Owned(text.to_owned()));
            vec![
                word(finding),
                word(id),
                word(quote.file),
                word(quote.sha256),
                Value::Integer(quote.line),
                quote.offset.map_or(Value::Null, Value::Integer),
                word(quote.text),
            ]
        }),
    }
}

const fn text(name: &'static str) -> Heading {
    Heading { name, kind: ColumnKind::Text, unit: Unit::Plain, nullable: false }
}

fn headings<R: Row>() -> Vec<Heading> {
    let heading = |column: &case::Column| Heading {
        name: column.name,
        kind: column.kind,
        unit: column.unit,
        nullable: column.nullable,
    };
    R::SCHEMA.columns.iter().map(heading).collect()
}

fn values<R: Row>(row: &R) -> Vec<Value<'static>> {
    let mut values = Vec::with_capacity(R::SCHEMA.columns.len() + 1);
    row.visit(&mut |value| values.push(owned(value)));
    values
}

fn owned(value: Value<'_>) -> Value<'static> {
    match value {
        Value::Null => Value::Null,
        Value::Boolean(value) => Value::Boolean(value),
        Value::Integer(value) => Value::Integer(value),
        Value::Number(value) => Value::Number(value),
        Value::Time(value) => Value::Time(value),
        Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
    }
}
