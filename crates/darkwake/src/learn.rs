//! What a whole archive tells before any event is looked for: how well ships are heard, and where they lie.

use case::{Shelves, WriteError};
use chart::Chart;
use model::{Event, Fleet, LearnedAnchorage, LearnedContext, Reception, Timestamp};
use rayon::prelude::*;
use rendezvous::AnchorageOptions;

use crate::Options;

/// What events are judged by.
pub(crate) struct Context {
    /// How well ships on air were heard.
    pub(crate) reception: Reception,
    anchorages: Vec<LearnedAnchorage>,
    /// Whether another run learned it.
    pub(crate) is_former: bool,
}

impl Context {
    /// Learns from a fleet, or takes what was learned before, if anything was.
    pub(crate) fn of(
        fleet: &Fleet,
        identities: &[Event],
        before: Option<LearnedContext>,
        chart: &Chart,
        options: &Options,
    ) -> Self {
        let reception = track::learn_reception(&fleet.tracks, &options.reception);
        match before {
            Some(LearnedContext { reception: learned, anchorages }) => {
                Self { reception: reception.with_learned(learned), anchorages, is_former: true }
            }
            None => {
                let anchorages = anchorages(fleet, identities, chart, &options.rendezvous.anchorage);
                Self { reception, anchorages, is_former: false }
            }
        }
    }

    /// Puts who was heard where and when on a shelf, if there are any.
    pub(crate) fn shelve(&mut self, shelves: Option<&Shelves>) -> Result<(), WriteError> {
        shelves.map_or(Ok(()), |shelves| shelves.put([self.reception.place_of_presences()]))
    }

    /// What later runs may keep.
    pub(crate) fn learned(&self) -> LearnedContext {
        LearnedContext { reception: self.reception.learned(), anchorages: self.anchorages.clone() }
    }

    /// A chart with the anchorages that were learned.
    pub(crate) fn on(&self, chart: Chart) -> Chart {
        chart.with_anchorages(self.anchorages.iter().copied().map(chart::Anchorage::from))
    }
}

fn anchorages(
    fleet: &Fleet,
    identities: &[Event],
    chart: &Chart,
    options: &AnchorageOptions,
) -> Vec<LearnedAnchorage> {
    let stays = fleet.tracks.par_iter().flat_map_iter(|track| rendezvous::stays(track, chart, options));
    let heard = |fixes: &[model::Fix]| Some((fixes.first()?.time, fixes.last()?.time));
    let spans = fleet.tracks.iter().filter_map(|track| heard(&track.fixes));
    let whole =
        spans.reduce(|(from, to), (first, last): (Timestamp, Timestamp)| (from.min(first), to.max(last)));
    let Some((first, last)) = whole else { return Vec::new() };
    rendezvous::learn_anchorages(stays.collect(), identities, last - first, options)
}
