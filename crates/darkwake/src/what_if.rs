//! What would change a lead of a case, asked of the rules that found it.
//!
//! A case keeps what its ships did and said, so the scene of one lead can be set up again: its events, those of its hulls
//! and of whom they met, and what they broadcast. Where the rules do not find in it what the run found, to the last fact,
//! nothing is told.

use std::collections::{BTreeMap, BTreeSet};

use case::{Case, EventRow, EvidenceRow, HeldRows, LeadRow, TableError, VesselRow};
use model::{Change, Event, EventKind, Fleet, HullId, List, Reception, Vessel};
use score::{Composition, Fact, Indicator, Lists, Scene, Weights, WhatIf};

use crate::held::{Heard, chart};
use crate::{Options, provenance};

/// Which single facts, if they did not hold, and which thresholds, if they were others, would change how a lead stands: each
/// fact that counts first, then the thresholds that would take it off its list or across one in two. `None` where the tables
/// of the case do not give the same lead once more, as in one that a run with other settings, with lists of the user's own or
/// another version wrote.
///
/// # Errors
/// When a table cannot be read.
pub fn what_would_change(
    held: HeldRows<'_>,
    lead: &LeadRow,
    evidence: &[&EvidenceRow],
) -> Result<Option<Vec<Change>>, TableError> {
    let options = Options::default();
    let (Some(weights), Some(chart)) = (settings(held.case, &options), chart(held.case)?) else {
        return Ok(None);
    };
    let Some(stage) = Stage::of(held, lead, &options)? else { return Ok(None) };
    let (lists, reception) = (Lists::builtin(), Reception::default());
    let scene = Scene { events: &stage.events, fleet: &stage.fleet, reception: &reception, chart: &chart };
    let facts = facts(evidence, &weights);
    let take_up = |guess| {
        let lead = Composition { deciding: stage.deciding, legs: stage.legs.clone(), guess };
        WhatIf::of(&scene, &lists, &weights, &options.score, lead)
    };
    let is_same =
        |what_if: &WhatIf<'_>| facts.as_ref().is_some_and(|facts| is_found_again(what_if, lead, facts));
    let Some(what_if) = stage.guesses().map(take_up).find(is_same) else { return Ok(None) };
    let others = || held.leads.iter().filter(|other| other.lead_id != lead.lead_id);
    let before =
        |list: List, score: f64| others().filter(|other| (other.list, -other.score) < (list, -score)).count();
    let rank = |list, score| before(list, score) + 1;
    let mut changes = what_if.without_each_fact(&rank);
    changes.extend(what_if.at_other_thresholds(&rank));
    Ok(Some(changes))
}

/// The weights of the run, if everything else that decides is as it would be now.
fn settings(case: &Case, options: &Options) -> Option<Weights> {
    let config = &case.manifest().provenance.config;
    let is_same = |key: &str, value: serde_json::Result<serde_json::Value>| {
        value.is_ok_and(|value| config[key] == value)
    };
    let same = is_same("score", serde_json::to_value(&options.score))
        && is_same("track", serde_json::to_value(&options.track))
        && config["coast"].is_null()
        // A case names the lists of the user's own and does not hold them.
        && case.manifest().provenance.lists.iter().cloned().eq(provenance::builtin_lists());
    let weights = toml::to_string(&config["weights"]).ok()?;
    same.then(|| Weights::from_toml(&weights).ok()).flatten()
}

fn facts(evidence: &[&EvidenceRow], weights: &Weights) -> Option<BTreeMap<Indicator, Fact>> {
    let fact = |row: &&EvidenceRow| {
        let indicator = Indicator::ALL.into_iter().find(|known| known.id() == row.indicator)?;
        Some((indicator, Fact::told(indicator, row.state, row.log10_lr, weights)))
    };
    evidence.iter().map(fact).collect()
}

/// Whether the rules find the lead as the case holds it: its list, its score, and each fact with its weight.
fn is_found_again(what_if: &WhatIf<'_>, lead: &LeadRow, told: &BTreeMap<Indicator, Fact>) -> bool {
    const ALIKE: f64 = 1e-6;
    let (list, score, found) = what_if.found();
    let is_told = |fact: &Fact| {
        let same = |told: &&Fact| told.state == fact.state && (told.share - fact.share).abs() < ALIKE;
        told.get(&fact.indicator).filter(same).is_some()
    };
    list == Some(lead.list)
        && (score - lead.score).abs() < ALIKE
        && found.len() == told.len()
        && found.iter().all(is_told)
}

/// The scene of a lead.
struct Stage {
    events: Vec<Event>,
    fleet: Fleet,
    deciding: usize,
    legs: Vec<usize>,
}

impl Stage {
    /// Sets it up again; `None` where a row is none that a run writes.
    fn of(held: HeldRows<'_>, lead: &LeadRow, options: &Options) -> Result<Option<Self>, TableError> {
        let legs: BTreeSet<&str> = lead.legs.split(' ').collect();
        let is_leg = |row: &&EventRow| legs.contains(row.event_id.as_str());
        let own: BTreeSet<Key> = held.events.iter().filter(is_leg).flat_map(parties).collect();
        let touches = |row: &&EventRow, hulls: &BTreeSet<Key>| parties(row).any(|hull| hulls.contains(&hull));
        let met: BTreeSet<Key> =
            held.events.iter().filter(|row| touches(row, &own)).flat_map(parties).collect();
        let rows: Vec<&EventRow> = held.events.iter().filter(|row| touches(row, &met)).collect();
        let Some(events) = rows.iter().map(|row| row.event()).collect::<Option<Vec<Event>>>() else {
            return Ok(None);
        };
        let place = |id: &str| rows.iter().position(|row| row.event_id == id);
        let legs: Option<Vec<usize>> = lead.legs.split(' ').map(place).collect();
        let (Some(legs), Some(deciding)) = (legs, place(&lead.event_id)) else { return Ok(None) };
        let Some(fleet) = fleet(held, &own, options)? else { return Ok(None) };
        Ok(Some(Self { events, fleet, deciding, legs }))
    }

    /// Whom of an unseen meeting the lead may only guess: nobody, or either hull.
    fn guesses(&self) -> impl Iterator<Item = Option<HullId>> {
        let event = &self.events[self.deciding];
        let unseen = event.kind() == EventKind::DarkRendezvous;
        let parties = [Some(event.parties.a), event.parties.b].into_iter().filter(move |_| unseen);
        std::iter::once(None).chain(parties)
    }
}

/// MMSI and part of a hull.
type Key = (i64, i64);

/// The hulls of an event, with the other number that a silence names.
fn parties(row: &EventRow) -> impl Iterator<Item = Key> + use<> {
    let other = row.mmsi_b.map(|mmsi| (mmsi, row.part_b.unwrap_or_default()));
    [(row.mmsi_a, row.part_a)].into_iter().chain(other)
}

/// All hulls, those of the lead with their tracks and all that they said, those that told an IMO number of theirs with all that they said
/// too, the others with what they said last.
fn fleet(held: HeldRows<'_>, own: &BTreeSet<Key>, options: &Options) -> Result<Option<Fleet>, TableError> {
    let rows = held.vessels.iter().filter_map(VesselRow::vessel).map(|vessel| (vessel.hull, vessel));
    let mut vessels: BTreeMap<HullId, Vessel> = rows.collect();
    let mut tracks = BTreeMap::new();
    let numbers: BTreeSet<i64> = own.iter().map(|(mmsi, _)| *mmsi).collect();
    let mut imos = BTreeSet::new();
    for &number in &numbers {
        let Some(heard) = Heard::of(held.case, number)? else { return Ok(None) };
        let (own_tracks, own_vessels) = heard.hulls(options);
        tracks.extend(own_tracks.into_iter().map(|track| (track.hull, track)));
        imos.extend(own_vessels.iter().flat_map(imos_told));
        vessels.extend(own_vessels.into_iter().map(|vessel| (vessel.hull, vessel)));
    }
    for number in held.case.mmsis_that_told(&imos)?.difference(&numbers) {
        let Some(heard) = Heard::of(held.case, *number)? else { return Ok(None) };
        let (_, told) = heard.hulls(options);
        vessels.extend(told.into_iter().map(|vessel| (vessel.hull, vessel)));
    }
    Ok(Some(Fleet { tracks: tracks.into_values().collect(), vessels: vessels.into_values().collect() }))
}

/// The IMO numbers with a right check digit that a vessel told.
fn imos_told(vessel: &Vessel) -> impl Iterator<Item = i64> {
    vessel.timeline.iter().filter_map(|report| Some(i64::from(report.imo?.valid()?.get())))
}
