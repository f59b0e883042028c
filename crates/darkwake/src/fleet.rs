//! Builds the hulls of a store: one MMSI at a time, in parallel.

use std::collections::BTreeMap;

use case::{Draft, FixStream, StaticStream, TableError};
use model::{Fix, Fleet, LearnedReception, Mmsi, Reception, StaticReport};
use rayon::prelude::*;

type OfOneMmsi = (Vec<Fix>, Vec<StaticReport>);

/// The hulls behind all reports of a store, and the fixes that are not counted because they are copies of others.
pub(crate) struct Built {
    pub(crate) fleet: Fleet,
    pub(crate) copies: Vec<Fix>,
}

/// The tracks and vessels behind all stored reports.
pub(crate) fn build(draft: &Draft, options: &track::Options) -> Result<Built, TableError> {
    let by_mmsi: Vec<OfOneMmsi> = group(draft)?.into_values().collect();
    let tracked: Vec<track::Tracked> =
        by_mmsi.into_par_iter().map(|(fixes, statics)| track::build(fixes, statics, options)).collect();
    let mut built = Built { fleet: Fleet::default(), copies: Vec::new() };
    for mut one in tracked {
        built.fleet.tracks.append(&mut one.tracks);
        built.fleet.vessels.append(&mut one.vessels);
        built.copies.append(&mut one.copies);
    }
    Ok(built)
}

/// How well ships on air were heard, in the light of what was learned before, if anything was.
pub(crate) fn learn_reception(
    fleet: &Fleet,
    before: Option<LearnedReception>,
    options: &track::ReceptionOptions,
) -> Reception {
    let reception = track::learn_reception(&fleet.tracks, options);
    match before {
        Some(learned) => reception.with_learned(learned),
        None => reception,
    }
}

fn group(draft: &Draft) -> Result<BTreeMap<Mmsi, OfOneMmsi>, TableError> {
    let mut by_mmsi: BTreeMap<Mmsi, OfOneMmsi> = BTreeMap::new();
    let days: Result<Vec<Vec<Fix>>, TableError> =
        draft.fixes().into_par_iter().map(|open| open().and_then(FixStream::collect)).collect();
    let days = days?;
    for (mmsi, count) in counts(&days) {
        by_mmsi.entry(mmsi).or_default().0.reserve_exact(count);
    }
    for day in days {
        for of_ship in day.chunk_by(is_of_one) {
            by_mmsi.entry(of_ship[0].mmsi).or_default().0.extend_from_slice(of_ship);
        }
    }
    let days: Result<Vec<Vec<StaticReport>>, TableError> =
        draft.statics().into_par_iter().map(|open| open().and_then(StaticStream::collect)).collect();
    for report in days?.into_iter().flatten() {
        by_mmsi.entry(report.mmsi).or_default().1.push(report);
    }
    Ok(by_mmsi)
}

/// How many fixes each number has, so that none is moved again as they come together.
fn counts(days: &[Vec<Fix>]) -> BTreeMap<Mmsi, usize> {
    let mut counts = BTreeMap::new();
    for of_ship in days.iter().flat_map(|day| day.chunk_by(is_of_one)) {
        *counts.entry(of_ship[0].mmsi).or_default() += of_ship.len();
    }
    counts
}

fn is_of_one(one: &Fix, other: &Fix) -> bool {
    one.mmsi == other.mmsi
}
