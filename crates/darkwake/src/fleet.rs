//! Builds the hulls of a store: one MMSI at a time, in parallel, a share of the MMSIs after the other.
//!
//! Day files are sorted by MMSI. All are read beside each other, each as far as the share goes, so that only the reports of one
//! share are in memory beside the tracks that are done; and these are put on the disk as they are done, where there are so many
//! that they would not fit into memory.

use std::collections::BTreeMap;

use case::{Draft, FixStream, Shelves, StaticStream, TableError, WriteError};
use chart::Chart;
use model::{Fix, Fixes, Fleet, Mmsi, StaticReport};
use rayon::prelude::*;
use track::{ClockFault, Swap, Turnover};

use crate::Options;

/// Reports of a share: enough for all threads, and some 100 MB. An MMSI with more is a share of its own.
const SHARE: u64 = 500_000;

type OfOneMmsi = (Vec<Fix>, Vec<StaticReport>);

/// The hulls behind all reports of a store, and the fixes that are not counted because they are copies of others.
#[derive(Default)]
pub(crate) struct Built {
    pub(crate) fleet: Fleet,
    pub(crate) copies: Vec<Fixes>,
    /// How the clocks of stations go.
    pub(crate) clocks: track::Clocks,
    /// Numbers that two hulls exchanged.
    pub(crate) swaps: Vec<Swap>,
    /// Where a number told another ship than before.
    turnovers: Vec<Turnover>,
}

/// The tracks and vessels behind all stored reports.
///
/// Where the clock of a station turns out to be wrong, they are built once more without what it stamped beside others. Their
/// fixes lie on `shelves` if there are any, else in memory; that makes no other difference.
pub(crate) fn build(
    draft: &Draft,
    shelves: Option<&Shelves>,
    chart: &Chart,
    run_options: &Options,
) -> Result<Built, WriteError> {
    let options = &run_options.track;
    let mut built = trusting(&[], draft, shelves, options)?;
    let wrong_clocks = built.clocks.faults(&options.duplicate);
    if !wrong_clocks.is_empty() {
        let clocks = std::mem::take(&mut built).clocks;
        built = Built { clocks, ..trusting(&wrong_clocks, draft, shelves, options)? };
    }
    track::doubt_misread(&mut built.fleet, &options.misread);
    track::doubt_carried_off(&mut built.fleet, options);
    track::doubt_out_of_range(&mut built.fleet, &options.false_position);
    track::doubt_on_land(&mut built.fleet, |at| chart.landlocked(at), &options.false_position);
    let turnovers = std::mem::take(&mut built.turnovers);
    let of_change = &run_options.identity_change;
    built.swaps = track::tell_apart_swapped(&mut built.fleet, &turnovers, options, of_change);
    built.shelve(0, shelves)?;
    Ok(built)
}

fn trusting(
    wrong_clocks: &[ClockFault],
    draft: &Draft,
    shelves: Option<&Shelves>,
    options: &track::Options,
) -> Result<Built, WriteError> {
    let mut built = Built::default();
    let mut days = Days { fixes: draft.fixes()?, statics: draft.statics()? };
    for last in shares(draft)? {
        let share = days.up_to(last)?;
        let tracked: Vec<track::Tracked> = share
            .into_par_iter()
            .map(|(_, (fixes, statics))| track::build_trusting(fixes, statics, wrong_clocks, options))
            .collect();
        let first = built.fleet.tracks.len();
        built.take(tracked);
        built.shelve(first, shelves)?;
    }
    Ok(built)
}

impl Built {
    /// Takes a share in.
    fn take(&mut self, share: Vec<track::Tracked>) {
        let mut copies: Vec<Fix> = Vec::new();
        for mut one in share {
            self.fleet.tracks.append(&mut one.tracks);
            self.fleet.vessels.append(&mut one.vessels);
            copies.append(&mut one.copies);
            self.clocks.append(one.clocks);
            self.turnovers.append(&mut one.turnovers);
        }
        self.copies.push(copies.into());
    }

    /// Puts what is held in memory of the tracks from number `first` on, and of the last share's copies, on shelves.
    fn shelve(&mut self, first: usize, shelves: Option<&Shelves>) -> Result<(), WriteError> {
        let Some(shelves) = shelves else { return Ok(()) };
        let tracks = &mut self.fleet.tracks[first..];
        shelves.put(tracks.iter_mut().map(|track| &mut track.fixes).chain(self.copies.last_mut()))?;
        shelves.put(tracks.iter_mut().map(|track| &mut track.doubtful))
    }
}

/// The last MMSI of each share, in order.
fn shares(draft: &Draft) -> Result<Vec<Mmsi>, TableError> {
    let days: Result<Vec<_>, TableError> = draft.ships().into_par_iter().map(|count| count()).collect();
    let mut reports: BTreeMap<Mmsi, u64> = BTreeMap::new();
    for (mmsi, count) in days?.into_iter().flatten() {
        *reports.entry(mmsi).or_default() += count;
    }
    let mut shares: Vec<Mmsi> = Vec::new();
    let mut open = u64::MAX;
    for (mmsi, count) in reports {
        open = open.saturating_add(count);
        match shares.last_mut() {
            Some(last) if open <= SHARE => *last = mmsi,
            _ => {
                shares.push(mmsi);
                open = count;
            }
        }
    }
    Ok(shares)
}

/// All day files, read as far as the last share went.
struct Days {
    fixes: Vec<FixStream>,
    statics: Vec<StaticStream>,
}

impl Days {
    /// The next reports, as far as their MMSI is not above `last`.
    fn up_to(&mut self, last: Mmsi) -> Result<BTreeMap<Mmsi, OfOneMmsi>, TableError> {
        let mut share: BTreeMap<Mmsi, OfOneMmsi> = BTreeMap::new();
        let days: Result<Vec<Vec<Fix>>, TableError> =
            self.fixes.par_iter_mut().map(|day| day.up_to(last)).collect();
        for day in days? {
            for of_ship in day.chunk_by(|one, other| one.mmsi == other.mmsi) {
                share.entry(of_ship[0].mmsi).or_default().0.extend_from_slice(of_ship);
            }
        }
        let days: Result<Vec<Vec<StaticReport>>, TableError> =
            self.statics.par_iter_mut().map(|day| day.up_to(last)).collect();
        for report in days?.into_iter().flatten() {
            share.entry(report.mmsi).or_default().1.push(report);
        }
        Ok(share)
    }
}
