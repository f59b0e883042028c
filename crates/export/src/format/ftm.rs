//! FollowTheMoney entities, one JSON object a line: a `Vessel` for each hull of a lead, an `Event` for each lead and for
//! each of its events, and an `UnknownLink` from the one to the other. Who probably did not take part, as the guessed partner of an unheard
//! meeting, is not `involved` but has an `UnknownLink` that says how probable it is. Raw lines and what reviewers wrote are in `notes`, the
//! state of a lead is in `keywords`.
//!
//! Entities name the number that was broadcast, not a ship of a register: whoever merges them decides that they are one.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use case::render::{safe_json, visible};
use case::{EventRow, LeadRow, VesselRow};
use model::{EventKind, Timestamp};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::lang::Lang;
use crate::words::Hull;
use crate::{Findings, Quote, Reviewed, Said, words};

pub(super) fn write(reviewed: Reviewed<'_>, out: &mut dyn Write) -> io::Result<()> {
    let findings = reviewed.findings;
    let legs: Vec<&EventRow> = findings.leads.iter().flat_map(|lead| findings.legs(lead)).collect();
    let hulls: BTreeSet<Hull> = legs.iter().flat_map(|leg| leg.parties()).collect();
    let known = findings.vessels.iter().filter(|vessel| hulls.contains(&(vessel.mmsi, vessel.part)));
    let vessels = known.map(|one| vessel(findings, one));
    let mut told = BTreeSet::new();
    let events: Vec<&EventRow> = legs.into_iter().filter(|leg| told.insert(leg.event_id.as_str())).collect();
    let guessed = events.iter().filter(|event| is_unlikely(event));
    let guessed =
        guessed.flat_map(|event| event.parties().map(|hull| guess(event_id(event), hull, event.p_met)));
    let of_leads = findings.leads.iter().flat_map(|lead| {
        let guessed = Cast::of(findings, lead).guessed;
        guessed.into_iter().map(|(hull, p)| guess(lead_id(lead), hull, Some(p)))
    });
    let events = events.iter().map(|one| event(findings, one));
    let leads = findings.leads.iter().map(|one| lead(reviewed, one));
    let links = findings.leads.iter().flat_map(|lead| findings.legs(lead).map(|leg| link(lead, leg)));
    for entity in vessels.chain(events).chain(leads).chain(links).chain(guessed).chain(of_leads) {
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

/// An IMO number that others sent at the same time would make one ship of several: it is told in words alone.
fn vessel(findings: &Findings, vessel: &VesselRow) -> Entity {
    let broadcast = |text: &Option<String>| text.as_deref().map(visible);
    let name = broadcast(&vessel.name).unwrap_or_else(|| format!("MMSI {}", vessel.hull));
    let doubt = words::shared_imo(vessel, &findings.vessels, &findings.events);
    let is_its_own = vessel.imo_valid == Some(true) && doubt.is_none();
    let imo = vessel.imo.filter(|_| is_its_own).map(|imo| format!("IMO{imo}"));
    let as_broadcast = "As broadcast; the number in a radio is not a ship.".to_owned();
    Entity::new(hull_id((vessel.mmsi, vessel.part)), "Vessel")
        .with("name", [name])
        .with("previousName", vessel.formerly().map(visible))
        .with("mmsi", [format!("{:09}", vessel.mmsi)])
        .with("imoNumber", imo)
        .with("callSign", broadcast(&vessel.call_sign))
        .with("description", [as_broadcast].into_iter().chain(doubt))
}

fn event(findings: &Findings, event: &EventRow) -> Entity {
    Entity::new(event_id(event), "Event")
        .with("name", [format!("{} {}", event.kind.as_str(), words::minute(event.start))])
        .with("summary", [words::sentence(event)])
        .with("startDate", [date(event.start)])
        .with("endDate", event.end.map(date))
        .with("location", [words::place_within(event.lat, event.lon, event.radius_km)])
        .with("involved", event.parties().filter(|_| !is_unlikely(event)).map(hull_id))
        .with("recordId", [event.event_id.clone()])
        .with("publisher", ["darkwake".to_owned()])
        .with("notes", notes(findings.lines_of_event(event)))
}

fn lead(reviewed: Reviewed<'_>, lead: &LeadRow) -> Entity {
    let Reviewed { findings, reviews } = reviewed;
    let said = reviews.said(lead);
    let inferred = words::place_inferred(lead).map(|inferred| format!("; {inferred}")).unwrap_or_default();
    let parties = words::parties(Lang::En, lead, |hull| findings.name(hull));
    let cargo = words::cargo(Lang::En, lead);
    let facts = findings.facts(lead).filter(|fact| fact.counted != 0.0);
    Entity::new(lead_id(lead), "Event")
        .with("name", [format!("Lead {}, {} list, {}", lead.rank, lead.list.as_str(), lead.kind.as_str())])
        .with("summary", [format!("{parties}; {cargo}{inferred}")])
        .with("description", facts.map(|fact| format!("{:+.2} {}", fact.counted, visible(&fact.text))))
        .with("startDate", [date(lead.start)])
        .with("endDate", lead.end.map(date))
        .with("location", [words::place_in_short(lead)])
        .with("involved", Cast::of(findings, lead).involved.into_iter().map(hull_id))
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

/// That a hull may have taken part in an event or a lead, but probably did not.
fn guess(of: String, hull: Hull, p_met: Option<f64>) -> Entity {
    let met = p_met.map(|p| format!(", {}", words::met(p))).unwrap_or_default();
    let hull = hull_id(hull);
    Entity::new(format!("darkwake-guess-{of}-{hull}").replace("-darkwake-", "-"), "UnknownLink")
        .with("subject", [of])
        .with("object", [hull])
        .with("role", [format!("may have met unheard{met}")])
}

/// Whether an event is a meeting that nobody heard and that probably was none.
fn is_unlikely(event: &EventRow) -> bool {
    event.kind == EventKind::DarkRendezvous && event.p_met.is_some_and(|p| p < 0.5)
}

/// The hulls of a lead.
struct Cast {
    involved: BTreeSet<Hull>,
    /// Those of which no more is known than that one of the lead may have met them, each with the probability of its likeliest meeting.
    guessed: BTreeMap<Hull, f64>,
}

impl Cast {
    fn of(findings: &Findings, lead: &LeadRow) -> Self {
        let legs: Vec<&EventRow> = findings.legs(lead).collect();
        let (unlikely, others): (Vec<&EventRow>, Vec<&EventRow>) =
            legs.iter().partition(|leg| is_unlikely(leg));
        let mut sure = BTreeSet::from([(lead.mmsi_a, lead.part_a)]);
        let mut known = 0;
        while sure.len() > known {
            known = sure.len();
            let touching = others.iter().filter(|leg| leg.parties().any(|hull| sure.contains(&hull)));
            sure.extend(touching.flat_map(|leg| leg.parties()).collect::<Vec<_>>());
        }
        let mut guessed = BTreeMap::new();
        for (leg, hull) in unlikely.iter().flat_map(|leg| leg.parties().map(move |hull| (leg, hull))) {
            if !sure.contains(&hull) {
                let likeliest = guessed.entry(hull).or_insert(0.0_f64);
                *likeliest = likeliest.max(leg.p_met.unwrap_or_default());
            }
        }
        let all = legs.iter().flat_map(|leg| leg.parties());
        Self { involved: all.filter(|hull| !guessed.contains_key(hull)).collect(), guessed }
    }
}

fn hull_id((mmsi, part): Hull) -> String {
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
