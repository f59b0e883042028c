//! Findings as tables: headings and rows of values, which every tabular format writes in its own way.

use std::borrow::Cow;

use case::{ColumnKind, Row, Unit, Value, render};

use crate::{Quote, Reviewed, Said};

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

impl<'a> Sheet<'a> {
    /// The same table with one column more.
    fn with(mut self, heading: Heading, cell: impl Fn(usize) -> Value<'static> + 'a) -> Self {
        let fill = self.fill;
        self.headings.push(heading);
        self.fill = Box::new(move |at| {
            let mut row = fill(at);
            row.push(cell(at));
            row
        });
        self
    }

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

/// The leads, each with its notes and its raw lines as JSON.
pub(crate) fn leads_quoted(reviewed: Reviewed<'_>) -> Sheet<'_> {
    let Reviewed { findings, reviews } = reviewed;
    let notes = |at: usize| Some(reviews.said(&findings.leads[at])).filter(|notes| !notes.is_empty());
    of_rows(Cow::Owned(reviewed.leads()))
        .with(Heading { nullable: true, ..text("notes") }, move |at| {
            notes(at).map_or(Value::Null, |notes| json(&notes))
        })
        .with(text("raw_lines"), |at| json(&findings.lines_of_lead(&findings.leads[at])))
}

/// The events, each with its raw lines as JSON.
pub(crate) fn events_quoted(reviewed: Reviewed<'_>) -> Sheet<'_> {
    let findings = reviewed.findings;
    of_rows(Cow::Borrowed(findings.events.as_slice()))
        .with(text("raw_lines"), |at| json(&findings.lines_of_event(&findings.events[at])))
}

/// Every table of an export that holds several: leads and events first, then what they rest on and what was said of it.
pub(crate) fn all(reviewed: Reviewed<'_>) -> Vec<Sheet<'_>> {
    let findings = reviewed.findings;
    vec![
        of_rows(Cow::Owned(reviewed.leads())),
        of_rows(Cow::Borrowed(findings.events.as_slice())),
        of_rows(Cow::Borrowed(findings.evidence.as_slice())),
        raw_lines(reviewed),
        notes(reviewed),
        of_rows(Cow::Borrowed(findings.vessels.as_slice())),
        of_rows(Cow::Borrowed(findings.sources.as_slice())),
    ]
}

fn of_rows<R: Row + Clone>(rows: Cow<'_, [R]>) -> Sheet<'_> {
    Sheet {
        name: R::SCHEMA.table,
        doc: R::SCHEMA.doc,
        headings: headings::<R>(),
        rows: rows.len(),
        fill: Box::new(move |at| values(&rows[at])),
    }
}

fn json<T: serde::Serialize>(list: &[T]) -> Value<'static> {
    Value::Text(Cow::Owned(render::safe_json::line(list).unwrap_or_default()))
}

/// What reviewers wrote, an entry a row.
fn notes(reviewed: Reviewed<'_>) -> Sheet<'_> {
    let of_lead = |lead| reviewed.reviews.said(lead).into_iter();
    let leads = reviewed.findings.leads.iter();
    let said: Vec<(&str, Said)> =
        leads.flat_map(|lead| of_lead(lead).map(|said| (lead.lead_id.as_str(), said))).collect();
    let absent = |name| Heading { nullable: true, ..text(name) };
    Sheet {
        name: "notes",
        doc: "What a reviewer wrote on a lead.",
        headings: vec![text("lead_id"), text("time"), text("reviewer"), absent("status"), absent("text")],
        rows: said.len(),
        fill: Box::new(move |at| {
            let (lead, said) = &said[at];
            // An end of a line would be written out as a control character is.
            let words = said.text.as_deref().map(|text| text.lines().collect::<Vec<_>>().join(" / "));
            vec![
                word(lead),
                word(&said.time),
                word(&said.reviewer),
                said.status.map_or(Value::Null, word),
                words.as_deref().map_or(Value::Null, word),
            ]
        }),
    }
}

fn word(text: &str) -> Value<'static> {
    Value::Text(Cow::Owned(text.to_owned()))
}

/// The raw lines of every lead and event, a row each: what several findings rest on stands under each of them.
fn raw_lines(reviewed: Reviewed<'_>) -> Sheet<'_> {
    let findings = reviewed.findings;
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
