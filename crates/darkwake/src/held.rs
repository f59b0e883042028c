//! What a case holds of its ships, as the stages know it: tracks, and what each hull said.

use std::collections::{BTreeMap, BTreeSet};

use case::{Case, FixFilter, MarkedFix, StaticRow, TableError};
use chart::Chart;
use model::{Doubt, DoubtfulFix, Fix, Fixes, Fleet, HullId, Mmsi, StaticReport, Track, Vessel};
use rayon::prelude::*;
use track::Tracked;

use crate::Options;

/// All hulls of a case with their tracks and all that they said; `None` where a row is none that a run writes.
///
/// # Errors
/// When a table cannot be read.
pub(crate) fn fleet(case: &Case, options: &Options) -> Result<Option<Fleet>, TableError> {
    let mut statics: BTreeMap<i64, Vec<StaticRow>> = BTreeMap::new();
    for row in case.statics()? {
        statics.entry(row.mmsi).or_default().push(row);
    }
    let mut fixes: BTreeMap<i64, Vec<MarkedFix>> = BTreeMap::new();
    for fix in case.fixes(&FixFilter::default())? {
        fixes.entry(fix.fix.mmsi).or_default().push(fix);
    }
    let numbers: BTreeSet<i64> = fixes.keys().chain(statics.keys()).copied().collect();
    let mut of_number =
        |number: &i64| (fixes.remove(number).unwrap_or_default(), statics.remove(number).unwrap_or_default());
    let rows: Vec<(Vec<MarkedFix>, Vec<StaticRow>)> = numbers.iter().map(&mut of_number).collect();
    let heard: Option<Vec<(Vec<Track>, Vec<Vessel>)>> = rows
        .into_par_iter()
        .map(|(fixes, statics)| Some(Heard::of_rows(&fixes, statics)?.hulls(options)))
        .collect();
    Ok(heard.map(|heard| {
        let (tracks, vessels): (Vec<Vec<Track>>, Vec<Vec<Vessel>>) = heard.into_iter().unzip();
        Fleet {
            tracks: tracks.into_iter().flatten().collect(),
            vessels: vessels.into_iter().flatten().collect(),
        }
    }))
}

/// The chart of the run: the anchorages that it learned are on it.
pub(crate) fn chart(case: &Case) -> Result<Option<Chart>, TableError> {
    let Some(learned) = case.learned()? else { return Ok(None) };
    Ok(Some(Chart::builtin().with_anchorages(learned.anchorages.into_iter().map(chart::Anchorage::from))))
}

/// Everything heard of one number, with what track building made of it.
pub(crate) struct Heard {
    fixes: Vec<(HullId, Fix, Option<Doubt>)>,
    statics: Vec<StaticReport>,
}

impl Heard {
    pub(crate) fn of(case: &Case, mmsi: i64) -> Result<Option<Self>, TableError> {
        let marked = case.fixes(&FixFilter { mmsi: Some(mmsi), ..FixFilter::default() })?;
        Ok(Self::of_rows(&marked, case.statics_of(mmsi)?))
    }

    /// The same of the rows of one number; `None` where one of them is none that a run writes.
    fn of_rows(fixes: &[MarkedFix], statics: Vec<StaticRow>) -> Option<Self> {
        let fixes = fixes.iter().map(|one| {
            let mmsi = u32::try_from(one.fix.mmsi).ok().and_then(|mmsi| Mmsi::try_from(mmsi).ok())?;
            let hull = HullId { mmsi, part: u16::try_from(one.part).ok()? };
            Some((hull, one.fix.fix()?, one.doubt))
        });
        Some(Self {
            fixes: fixes.collect::<Option<_>>()?,
            statics: statics.into_iter().map(StaticRow::report).collect::<Option<_>>()?,
        })
    }

    /// What the number by itself tells of its hulls; where it seems to have more than the run told apart, what is in doubt made them.
    fn tracked(&self, options: &Options) -> Tracked {
        let of = |is_counted: &dyn Fn(Option<Doubt>) -> bool| {
            let counted =
                self.fixes.iter().filter(|(_, _, doubt)| is_counted(*doubt)).map(|(_, fix, _)| *fix);
            track::build(counted.collect(), self.statics.clone(), &options.track)
        };
        let told_apart: BTreeSet<HullId> = self.fixes.iter().map(|(hull, ..)| *hull).collect();
        let tracked = of(&|doubt| doubt != Some(Doubt::Clock));
        if tracked.vessels.len() > told_apart.len() { of(&|doubt| doubt.is_none()) } else { tracked }
    }

    /// Tracks as the run told them apart, and what each hull said.
    pub(crate) fn hulls(self, options: &Options) -> (Vec<Track>, Vec<Vessel>) {
        let tracked = self.tracked(options);
        let mut tracks: BTreeMap<HullId, Track> = BTreeMap::new();
        for (hull, fix, doubt) in self.fixes {
            let track = tracks.entry(hull).or_insert_with(|| Track {
                hull,
                fixes: Fixes::default(),
                doubtful: Vec::new().into(),
            });
            match doubt {
                None => track.fixes.to_mut().push(fix),
                Some(Doubt::Copy) => {}
                Some(doubt) => track.doubtful.to_mut().push(DoubtfulFix { fix, doubt }),
            }
        }
        let tracks: Vec<Track> = tracks.into_values().collect();
        let Tracked { vessels, turnovers, .. } = tracked;
        let vessels = track::told_by_each(vessels, &tracks, &turnovers, &options.track);
        (tracks, vessels)
    }
}
