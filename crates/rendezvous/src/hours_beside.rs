//! Hours in which a hull was not heard, beside one that waits.
//!
//! To be missed for a few hours is no news and no gap. But a hull that was heard beside a waiting one, and some hours earlier or later
//! elsewhere, may have lain there all the time between.

use model::{Event, Fix, Fleet, Interval, Metres, Track};
use rstar::RTree;

use crate::crossing::{Indexed, touching};
use crate::gap::unheard;
use crate::prism::{SpaceTime, about};
use crate::sea::Sea;
use crate::share::{Share, many};
use crate::wait::Wait;
use crate::whereabouts;

/// Each such silence of a merchant, as a gap would be told, with the place of the wait in its list, which the index is of.
pub(crate) fn hours_beside(
    waits: &[Wait<'_>],
    index: &RTree<Indexed>,
    fleet: &Fleet,
    sea: &Sea<'_>,
    share: &impl Share,
) -> Vec<(usize, Event)> {
    let waiting = Waiting { waits, index, sea };
    let of_track = |at: usize| {
        let merchant = Some(&fleet.tracks[at]).filter(|track| sea.is_merchant(track.hull));
        merchant.map_or_else(Vec::new, |track| waiting.beside(track))
    };
    many(share, fleet.tracks.len(), of_track).collect()
}

struct Waiting<'a> {
    waits: &'a [Wait<'a>],
    index: &'a RTree<Indexed>,
    sea: &'a Sea<'a>,
}

impl Waiting<'_> {
    fn beside(&self, track: &Track) -> Vec<(usize, Event)> {
        let (sea, options) = (self.sea, self.sea.options);
        let hours = |ends: &&[Fix]| {
            let silence = ends[1].time - ends[0].time;
            options.dark.at_least <= silence && silence <= options.gap.at_least
        };
        let silences = track.fixes.windows(2).filter(hours);
        let beside_one =
            silences.flat_map(|ends| self.waits_beside(track, ends).map(move |wait| (wait, ends)));
        beside_one.map(|(wait, ends)| (wait, unheard(track, ends, sea.chart, options))).collect()
    }

    /// Those of other hulls beside which one of two fixes lies, but not both: between such a slow silence is bridged, as in any encounter.
    fn waits_beside(&self, track: &Track, ends: &[Fix]) -> impl Iterator<Item = usize> {
        let here = |fix: &Fix| about(fix.position, Metres(0.0), Interval::between(fix.time, fix.time));
        let here: Vec<SpaceTime> = ends.iter().flat_map(here).collect();
        let mut near = touching(self.index, &here);
        near.retain(|&wait| {
            let wait = &self.waits[wait];
            let beside = ends.iter().filter(|fix| self.is_beside(wait, fix)).count();
            wait.event.parties.a != track.hull && beside == 1
        });
        near.into_iter()
    }

    fn is_beside(&self, wait: &Wait<'_>, fix: &Fix) -> bool {
        let at = whereabouts::at(self.sea.fixes(wait.event.parties.a), fix.time);
        wait.event.interval().contains(fix.time)
            && at.is_some_and(|at| at.distance(fix.position) <= self.sea.options.dark.beside)
    }
}
