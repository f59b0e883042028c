//! FollowTheMoney entities, one JSON object a line: a `Vessel` for each hull of a lead, an `Event` for each lead and for
//! each of its events, and an `UnknownLink` from the one to the other. Raw lines and what reviewers wrote are in `notes`, the
//! state of a lead is in `keywords`.
//!
//! Entities name the number that was broadcast, not a ship of a register: whoever merges them decides that they are one.

use std::collections::BTreeSet;
use std::io::{self, Write};

use case::render::{safe_json, visible};
use case::{EventRow, LeadRow, VesselRow};
use model::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::lang::Lang;
use crate::{Findings, Quote, Reviewed, Said, words};

pub(super) fn write(reviewed: Reviewed<'_>, out: &mut dyn Write) -> io::Result<()> {
    let findings = reviewed.findings;
    let legs: Vec<&EventRow> = findings.leads.iter().flat_map(|lead| findings.legs(lead)).collect();
    let hulls: BTreeSet<(i64, i64)> = legs.iter().flat_map(|leg| leg.parties()).collect();
    let known = findings.vessels.iter().filter(|vessel| hulls.contains(&(vessel.mmsi, vessel.part)));
    let vessels = known.map(vessel);
    let mut told = BTreeSet::new();
    let events =
        legs.into_iter().filter(|leg| told.insert(leg.event_id.as_str())).map(|leg| event(findings, leg));
    let leads = findings.leads.iter().map(|one| lead(reviewed, one));
    let links = findings.leads.iter().flat_map(|lead| findings.legs(lead).map(|leg| link(lead, leg)));
    for entity in vessels.chain(events).chain(leads).chain(links) {
        writeln!(out, "{}", safe_json::line(&entity)?)?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Entity {
    id: String,
    schema: &'static str,
    properties: Map<String, Value>,
}

impl Entity {
    fn new(id: String, schema: &'static str) -> Self {
        Self { id, schema, properties: Map::new() }
    }

    /// Every property holds a list; what is absent is left out.
    fn with(mut self, name: &str, values: impl IntoIterator<Item = String>) -> Self {
        let values: Vec<String> = values.into_iter().filter(|value| !value.is_empty()).collect();
        if !values.is_empty() {
            self.properties.insert(name.to_owned(), json!(values));
        }
        self
    }
}

fn vessel(vessel: &VesselRow) -> Entity {
    let broadcast = |text: &Option<String>| text.as_deref().map(visible);
    let name = broadcast(&vessel.name).unwrap_or_else(|| format!("MMSI {}", vessel.hull));
    let imo = vessel.imo.filter(|_| vessel.imo_valid == Some(true)).map(|imo| format!("IMO{imo}"));
    Entity::new(hull_id(vessel.mmsi, vessel.part), "Vessel")
        .with("name", [name])
        .with("previousName", vessel.formerly().map(visible))
        .with("mmsi", [format!("{:09}", vessel.mmsi)])
        .with("imoNumber", imo)
        .with("callSign", broadcast(&vessel.call_sign))
        .with("description", ["As broadcast; the number in a radio is not a ship.".to_owned()])
}

fn event(findings: &Findings, event: &EventRow) -> Entity {
    Entity::new(event_id(event), "Event")
        .with("name", [format!("{} {}", event.kind.as_str(), words::minute(event.start))])
        .with("summary", [words::sentence(event)])
        .with("startDate", [date(event.start)])
        .with("endDate", event.end.map(date))
        .with("location", [words::coordinates(event.lat, event.lon)])
        .with("involved", event.parties().map(|(mmsi, part)| hull_id(mmsi, part)))
        .with("recordId", [event.event_id.clone()])
        .with("publisher", ["darkwake".to_owned()])
        .with("notes", notes(findings.lines_of_event(event)))
}

fn lead(reviewed: Reviewed<'_>, lead: &LeadRow) -> Entity {
    let Reviewed { findings, reviews } = reviewed;
    let said = reviews.said(lead);
    let involved: BTreeSet<(i64, i64)> = findings.legs(lead).flat_map(EventRow::parties).collect();
    let parties = words::parties(Lang::En, lead, |hull| findings.name(hull));
    let facts = findings.facts(lead).filter(|fact| fact.counted != 0.0);
    Entity::new(lead_id(lead), "Event")
        .with("name", [format!("Lead {}, {} list, {}", lead.rank, lead.list.as_str(), lead.kind.as_str())])
        .with("summary", [format!("{}; {}", parties, words::cargo(Lang::En, lead))])
        .with("description", facts.map(|fact| format!("{:+.2} {}", fact.counted, visible(&fact.text))))
        .with("startDate", [date(lead.start)])
        .with("endDate", lead.end.map(date))
        .with("location", [words::coordinates(lead.lat, lead.lon)])
        .with("involved", involved.into_iter().map(|(mmsi, part)| hull_id(mmsi, part)))
        .with("recordId", [lead.lead_id.clone()])
        .with("publisher", ["darkwake".to_owned()])
        .with("keywords", [format!("status: {}", reviews.status(lead).as_str())])
        .with("notes", notes(findings.lines_of_lead(lead)).chain(said.iter().map(written)))
}

/// That an event is a leg of a lead.
fn link(lead: &LeadRow, leg: &EventRow) -> Entity {
    Entity::new(format!("darkwake-leg-{}-{}", lead.lead_id, leg.event_id), "UnknownLink")
        .with("subject", [event_id(leg)])
        .with("object", [lead_id(lead)])
        .with("role", ["leg of the lead".to_owned()])
}

fn hull_id(mmsi: i64, part: i64) -> String {
    format!("darkwake-hull-{mmsi:09}-{part}")
}

fn lead_id(lead: &LeadRow) -> String {
    format!("darkwake-lead-{}", lead.lead_id)
}

fn event_id(event: &EventRow) -> String {
    format!("darkwake-event-{}", event.event_id)
}

/// The format's dates have no zone; they are UTC.
fn date(time: Timestamp) -> String {
    time.to_string().chars().take("YYYY-MM-DDTHH:MM:SS".len()).collect()
}

fn notes(lines: Vec<Quote<'_>>) -> impl Iterator<Item = String> {
    lines.into_iter().map(|quote| {
        let offset = quote.offset.map(|offset| format!(", from byte {offset}")).unwrap_or_default();
        let (file, text) = (visible(quote.file), visible(quote.text));
        format!("{file} (SHA-256 {}), line {}{offset}: {text}", quote.sha256, quote.line)
    })
}

/// What a reviewer wrote, as one text.
fn written(said: &Said) -> String {
    let status = said.status.map(|status| format!(", status {status}")).unwrap_or_default();
    let words = said.text.as_deref().map(|text| format!(": {}", visible(text))).unwrap_or_default();
    format!("{} {}{status}{words}", said.time, visible(&said.reviewer))
}
