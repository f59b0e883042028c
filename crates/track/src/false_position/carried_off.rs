//! Second hulls of a number that are none: a ship whose satellite navigation was disturbed, while others of her area were shown
//! elsewhere as she was.
//!
//! A number that is heard at two places by turns, or is not heard again where it was true, looks like one that two ships send. So
//! does every number of an area that is jammed, at the same time and with the same places; and ships that share numbers do not all
//! come at once, near each other, to go near each other.

use std::collections::{BTreeMap, BTreeSet};

use model::{Doubt, DoubtfulFix, Fix, Fleet, HullId, Mmsi, Position, Span, Timestamp, Track};

use super::stretch;
use crate::{FalsePositionOptions, Options, vessel};

/// Takes hulls that jamming made of others off a fleet: their fixes are in doubt, what they said the others said.
pub fn doubt_carried_off(fleet: &mut Fleet, options: &Options) {
    let carried = carried_off(&fleet.tracks, &options.false_position);
    if carried.is_empty() {
        return;
    }
    for &(false_hull, true_hull) in &carried {
        give_back(fleet, false_hull, true_hull, options);
    }
    let is_gone = |hull: HullId| carried.iter().any(|(gone, _)| *gone == hull);
    fleet.tracks.retain(|track| !is_gone(track.hull));
    fleet.vessels.retain(|vessel| !is_gone(vessel.hull));
    number_again(fleet, &carried.iter().map(|(gone, _)| gone.mmsi).collect());
}

/// A ship that is heard elsewhere soon after it was heard at one place.
#[derive(Debug, Clone, Copy)]
struct Carried {
    mmsi: Mmsi,
    start: Timestamp,
    end: Timestamp,
    from: Position,
    to: Position,
}

/// The hulls that are none, each with the largest of its number, whose it is.
fn carried_off(tracks: &[Track], options: &FalsePositionOptions) -> Vec<(HullId, HullId)> {
    let mut all: Vec<Carried> = Vec::new();
    let mut suspects: Vec<(HullId, HullId, Vec<Carried>)> = Vec::new();
    for hulls in tracks.chunk_by(|one, other| one.hull.mmsi == other.hull.mmsi) {
        let Some(largest) = hulls.iter().rev().max_by_key(|track| track.fixes.len()) else { continue };
        all.extend(hulls.iter().flat_map(|track| lies(track, options)));
        for hull in
            hulls.iter().filter(|track| track.hull != largest.hull && !track.hull.mmsi.is_placeholder())
        {
            if let Some(spells) = spells(hull, largest, options) {
                all.extend(spells.iter().copied());
                suspects.push((hull.hull, largest.hull, spells));
            }
        }
    }
    all.sort_by_key(|carried| (carried.start, carried.mmsi));
    let is_shared = |spell: &Carried| is_shared(spell, &all, options);
    let shared = suspects.into_iter().filter(|(_, _, spells)| spells.iter().all(is_shared));
    shared.map(|(hull, largest, _)| (hull, largest)).collect()
}

/// Where the stretches of false positions of one hull carried it.
fn lies(track: &Track, options: &FalsePositionOptions) -> impl Iterator<Item = Carried> {
    let told = stretch::told(track, options).into_iter();
    told.filter_map(|told| {
        let (event, from) = (told.event, told.believed?);
        let end = event.end.unwrap_or(event.start);
        Some(Carried { mmsi: event.parties.a.mmsi, start: event.start, end, from, to: event.position })
    })
}

/// The times for which a hull was heard, if the larger one of its number was heard shortly before each: silences that are no longer
/// than a stretch of false positions may have do not part them.
fn spells(hull: &Track, larger: &Track, options: &FalsePositionOptions) -> Option<Vec<Carried>> {
    let is_one = |one: &Fix, next: &Fix| next.time - one.time <= options.stretch_within;
    hull.fixes.chunk_by(is_one).map(|spell| carried(spell, larger, options)).collect()
}

fn carried(spell: &[Fix], larger: &Track, options: &FalsePositionOptions) -> Option<Carried> {
    let (first, last) = (spell.first()?, spell.last()?);
    let before = larger.fixes.partition_point(|fix| fix.time <= first.time).checked_sub(1)?;
    let before = &larger.fixes[before];
    (first.time - before.time <= options.leap_within).then_some(Carried {
        mmsi: first.mmsi,
        start: first.time,
        end: last.time,
        from: before.position,
        to: first.position,
    })
}

/// Whether enough ships were carried off at the same time, from near each other to near each other, until it was over.
fn is_shared(one: &Carried, by_start: &[Carried], options: &FalsePositionOptions) -> bool {
    let within = options.jammed_within;
    let earliest = one.start.saturating_add(Span::ZERO - within);
    let from = by_start.partition_point(|other| other.start < earliest);
    let at_once = by_start[from..].iter().take_while(|other| other.start - one.start <= within);
    let is_alike = |other: &&Carried| {
        other.end.saturating_add(within) >= one.end
            && other.from.distance(one.from) <= options.jammed_near
            && other.to.distance(one.to) <= options.jammed_near
    };
    let ships: BTreeSet<Mmsi> = at_once.filter(is_alike).map(|other| other.mmsi).collect();
    ships.len() >= options.jammed_at_least
}

/// Gives what was heard of a hull that is none to the one whose it is, in doubt.
fn give_back(fleet: &mut Fleet, false_hull: HullId, true_hull: HullId, options: &Options) {
    let at = |hull: HullId, tracks: &[Track]| tracks.binary_search_by_key(&hull, |track| track.hull).ok();
    if let (Some(one), Some(other)) = (at(false_hull, &fleet.tracks), at(true_hull, &fleet.tracks)) {
        let Track { fixes, doubtful, .. } = fleet.tracks[one].clone();
        let lies = fixes.iter().map(|&fix| DoubtfulFix { fix, doubt: Doubt::FalsePosition });
        let kept = fleet.tracks[other].doubtful.to_mut();
        kept.extend(lies.chain(doubtful.iter().copied()));
        kept.sort_by(|one, other| one.fix.compare(&other.fix));
    }
    let said = fleet.vessel(false_hull).cloned();
    let own = fleet.vessels.iter_mut().find(|vessel| vessel.hull == true_hull);
    if let (Some(said), Some(own)) = (said, own) {
        *own = vessel::as_one(own, &said, &options.timeline);
    }
}

/// Numbers the hulls that are left of some MMSIs in the order in which they stand.
fn number_again(fleet: &mut Fleet, mmsis: &BTreeSet<Mmsi>) {
    let mut next: BTreeMap<Mmsi, u16> = BTreeMap::new();
    let mut renamed: BTreeMap<HullId, HullId> = BTreeMap::new();
    let tracks = fleet.tracks.iter_mut().map(|track| &mut track.hull);
    for hull in tracks.filter(|hull| mmsis.contains(&hull.mmsi)) {
        let part = next.entry(hull.mmsi).or_default();
        let new = HullId { part: *part, ..*hull };
        renamed.insert(*hull, new);
        (*hull, *part) = (new, *part + 1);
    }
    for vessel in &mut fleet.vessels {
        vessel.hull = renamed.get(&vessel.hull).copied().unwrap_or(vessel.hull);
    }
}

#[cfg(test)]
mod tests;
