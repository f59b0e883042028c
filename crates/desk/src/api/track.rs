//! Tracks for the map: where hulls were heard, where they were silent, and where they may have met.

use std::collections::BTreeSet;

use case::{EventRow, LeadRow, MarkedPlace};
use model::{Doubt, EventKind, Span, Timestamp};
use serde::Serialize;

use super::entry::shown;
use crate::desk::{Desk, Hours, HullKey};
use crate::refusal::Refusal;

/// Everything that a map shows of some hulls in some hours.
#[derive(Serialize)]
pub(crate) struct View {
    from: i64,
    to: i64,
    hulls: Vec<Track>,
    silences: Vec<Silence>,
    places: Vec<Place>,
}

/// The fixes of one hull by time, as columns: milliseconds since 1970, degrees, knots.
#[derive(Serialize)]
struct Track {
    id: String,
    mmsi: i64,
    name: Option<String>,
    time: Vec<i64>,
    lon: Vec<f64>,
    lat: Vec<f64>,
    speed: Vec<Option<f64>>,
    /// Positions that are not believed: longitude, latitude.
    doubted: Vec<[f64; 2]>,
}

/// A silence: from where and when to where and when.
#[derive(Serialize)]
struct Silence {
    id: String,
    start: i64,
    end: Option<i64>,
    from: [f64; 2],
    to: Option<[f64; 2]>,
    p_intentional: Option<f64>,
    /// What the hull is taken to make at most.
    top_speed_kn: f64,
}

/// Where something happened.
#[derive(Serialize)]
struct Place {
    id: String,
    kind: &'static str,
    start: i64,
    end: Option<i64>,
    lon: f64,
    lat: f64,
    radius_km: Option<f64>,
    pair_radius_km: Option<f64>,
    decides: bool,
}

/// Of a lead's tracks so much is shown on both sides of the deciding event.
const BEFORE: Span = Span::from_hours(7 * 24);
/// And at least so much.
const AROUND: Span = Span::from_hours(18);
/// Fixes of a hull that are sent; of more, every so many-th.
const FIXES: usize = 12_000;
/// Hulls beside the two of a lead.
const OTHERS: usize = 4;

impl View {
    /// The hulls of a lead and those that its legs tell of.
    pub(crate) fn of_lead(desk: &Desk, lead: &LeadRow) -> Result<Self, Refusal> {
        let legs: Vec<&EventRow> = desk.findings.legs(lead).collect();
        let hulls = hulls_of(lead, &legs);
        let told = |leg: &&&EventRow| leg.kind != EventKind::DarkRendezvous || leg.event_id == lead.event_id;
        let shown: Vec<&EventRow> = legs.iter().filter(told).copied().collect();
        Self::of(desk, &hulls, hours_of(lead, &legs), &shown, Some(&lead.event_id))
    }

    /// One hull with everything that it did in some hours; what began before or ended after them is whole.
    pub(crate) fn of_vessel(
        desk: &Desk,
        hull: HullKey,
        since: Option<Timestamp>,
        until: Option<Timestamp>,
    ) -> Result<Self, Refusal> {
        let vessel = desk.vessel(hull).ok_or_else(Refusal::nothing)?;
        let all = Hours::of(vessel);
        let hours = Hours { since: since.unwrap_or(all.since), until: until.unwrap_or(all.until) };
        let is_told = |event: &&EventRow| event.kind != EventKind::DarkRendezvous && hours.touch(event);
        let events: Vec<&EventRow> = desk.events_of(hull).filter(is_told).collect();
        Self::of(desk, &[hull], hours, &events, None)
    }

    fn of(
        desk: &Desk,
        hulls: &[HullKey],
        hours: Hours,
        events: &[&EventRow],
        deciding: Option<&str>,
    ) -> Result<Self, Refusal> {
        let track = |hull: &HullKey| Ok(Track::of(desk, *hull, &desk.heard(*hull, hours)?));
        let is_gap = |event: &&&EventRow| event.kind == EventKind::Gap;
        Ok(Self {
            from: hours.since.ms(),
            to: hours.until.ms(),
            hulls: hulls.iter().map(track).collect::<Result<_, Refusal>>()?,
            silences: events.iter().filter(is_gap).map(|gap| Silence::of(gap, desk)).collect(),
            places: events
                .iter()
                .filter(|event| event.kind != EventKind::Gap)
                .map(|event| Place::of(event, deciding == Some(event.event_id.as_str())))
                .collect(),
        })
    }
}

/// The hours of a lead: its legs, but no more than a week and no less than some hours around the deciding event.
fn hours_of(lead: &LeadRow, legs: &[&EventRow]) -> Hours {
    let end = lead.end.unwrap_or(lead.start);
    let back = |time: Timestamp, span: Span| time.saturating_add(Span::from_ms(-span.ms()));
    let first = legs.iter().map(|leg| leg.start).min().unwrap_or(lead.start);
    let last = legs.iter().filter_map(|leg| leg.end).max().unwrap_or(end);
    let from = first.max(back(lead.start, BEFORE)).min(back(lead.start, AROUND));
    let until = last.min(end.saturating_add(BEFORE)).max(end.saturating_add(AROUND));
    Hours { since: from, until }
}

/// The two of the lead, then those of its other legs that were not guessed.
fn hulls_of(lead: &LeadRow, legs: &[&EventRow]) -> Vec<HullKey> {
    let second = lead.mmsi_b.map(|mmsi| HullKey { mmsi, part: lead.part_b.unwrap_or_default() });
    let mut hulls = vec![HullKey { mmsi: lead.mmsi_a, part: lead.part_a }];
    hulls.extend(second);
    let known = legs.iter().filter(|leg| leg.kind != EventKind::DarkRendezvous);
    let all = known.flat_map(|leg| [Some(HullKey::first(leg)), HullKey::second(leg)]).flatten();
    let others: BTreeSet<HullKey> = all.filter(|hull| !hulls.contains(hull)).collect();
    hulls.extend(others.into_iter().take(OTHERS));
    hulls
}

impl Track {
    fn of(desk: &Desk, hull: HullKey, fixes: &[MarkedPlace]) -> Self {
        let (believed, doubted): (Vec<&MarkedPlace>, Vec<&MarkedPlace>) =
            fixes.iter().partition(|marked| marked.doubt.is_none());
        // Nothing speaks against another record of a transmission that counts.
        let disbelieved = doubted.iter().filter(|marked| marked.doubt != Some(Doubt::Copy));
        let step = believed.len().div_ceil(FIXES).max(1);
        let kept: Vec<&MarkedPlace> = believed.into_iter().step_by(step).collect();
        Self {
            id: hull.to_string(),
            mmsi: hull.mmsi,
            name: desk.vessel(hull).and_then(|vessel| vessel.name.clone()),
            time: kept.iter().map(|marked| marked.fix.time.ms()).collect(),
            lon: kept.iter().map(|marked| shown(marked.fix.lon)).collect(),
            lat: kept.iter().map(|marked| shown(marked.fix.lat)).collect(),
            speed: kept.iter().map(|marked| marked.fix.sog_kn).collect(),
            doubted: disbelieved.take(FIXES).map(|at| [shown(at.fix.lon), shown(at.fix.lat)]).collect(),
        }
    }
}

impl Silence {
    fn of(gap: &EventRow, desk: &Desk) -> Self {
        Self {
            id: HullKey::first(gap).to_string(),
            start: gap.start.ms(),
            end: gap.end.map(Timestamp::ms),
            from: [gap.lon, gap.lat],
            to: gap.reappeared_lon.zip(gap.reappeared_lat).map(|(lon, lat)| [lon, lat]),
            p_intentional: gap.p_intentional,
            top_speed_kn: desk.top_speed_kn(gap),
        }
    }
}

impl Place {
    fn of(event: &EventRow, decides: bool) -> Self {
        Self {
            id: event.event_id.clone(),
            kind: event.kind.as_str(),
            start: event.start.ms(),
            end: event.end.map(Timestamp::ms),
            lon: event.lon,
            lat: event.lat,
            radius_km: event.radius_km,
            pair_radius_km: export::words::pair_radius_km(event),
            decides,
        }
    }
}
