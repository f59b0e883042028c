//! Builds the hulls of an archive: one MMSI at a time, in parallel.

use std::collections::BTreeMap;

use model::{Fix, Fleet, Mmsi, Reception, StaticReport};
use rayon::prelude::*;

use crate::ingest::Reports;

type OfOneMmsi = (Vec<Fix>, Vec<StaticReport>);

/// The tracks and vessels behind all reports.
pub(crate) fn build(reports: Reports, options: &track::Options) -> Fleet {
    let by_mmsi: Vec<OfOneMmsi> = group(reports).into_values().collect();
    let tracked: Vec<track::Tracked> =
        by_mmsi.into_par_iter().map(|(fixes, statics)| track::build(fixes, statics, options)).collect();
    let mut fleet = Fleet::default();
    for mut one in tracked {
        fleet.tracks.append(&mut one.tracks);
        fleet.vessels.append(&mut one.vessels);
    }
    fleet
}

/// How well ships on air were heard.
pub(crate) fn learn_reception(fleet: &Fleet, options: &track::ReceptionOptions) -> Reception {
    track::learn_reception(&fleet.tracks, options)
}

fn group(reports: Reports) -> BTreeMap<Mmsi, OfOneMmsi> {
    let mut by_mmsi: BTreeMap<Mmsi, OfOneMmsi> = BTreeMap::new();
    for fix in reports.fixes {
        by_mmsi.entry(fix.mmsi).or_default().0.push(fix);
    }
    for report in reports.statics {
        by_mmsi.entry(report.mmsi).or_default().1.push(report);
    }
    by_mmsi
}
