//! How the fixes of one track after another count for the events that they are near.

use std::ops::Range;

use model::{Fix, Position};

use super::Seen;
use super::group::{Group, Nearness};
use crate::SurroundingsOptions;

/// How the fixes of one track after another count.
pub(super) struct Count {
    pub(super) seen: Seen,
    /// How far each group has come.
    standings: Vec<Standing>,
    /// The last track that each event alone counted.
    last_tracks: Vec<u32>,
}

#[derive(Clone, Copy, Default)]
struct Standing {
    /// The track that was counted last, and up to which event.
    last_track: u32,
    until: usize,
    /// The track of which single events were counted last.
    last_single: u32,
}

impl Count {
    pub(super) fn of(groups: &[Group], events: usize) -> Self {
        let seen = Seen { steps: vec![0; events + groups.len()], singles: vec![0; events] };
        Self { seen, standings: vec![Standing::default(); groups.len()], last_tracks: vec![0; events] }
    }

    /// Counts a hull for the events of a group that a fix of it is near. The fixes of a track follow each other by time, so that
    /// what they were near ends in that order, too.
    pub(super) fn see(
        &mut self,
        number: usize,
        group: &Group,
        track: u32,
        fix: &Fix,
        options: &SurroundingsOptions,
    ) {
        let standing = &mut self.standings[number];
        if standing.last_track != track {
            (standing.last_track, standing.until) = (track, 0);
        }
        let events = group.meanwhile(fix.time, standing.until, options.near_within);
        if events.is_empty() {
            return;
        }
        match group.nearness(fix.position, options.near) {
            Nearness::Far => {}
            Nearness::Near => self.count_run(number, group, events),
            Nearness::InPart => {
                let is_near = |place| group.is_within(fix.position, place, options.near);
                self.count_singles(number, group, events, is_near);
            }
        }
    }

    /// Counts the track for all of some events of a group.
    fn count_run(&mut self, number: usize, group: &Group, events: Range<usize>) {
        let standing = &mut self.standings[number];
        let steps = &mut self.seen.steps[group.first + number..];
        steps[events.start] += 1;
        steps[events.end] -= 1;
        standing.until = events.end;
        if standing.last_single == standing.last_track {
            for at in group.first + events.start..group.first + events.end {
                if self.last_tracks[at] == standing.last_track {
                    self.seen.singles[at] -= 1;
                }
            }
        }
    }

    /// Counts the track for those of some events of a group that are near it.
    fn count_singles(
        &mut self,
        number: usize,
        group: &Group,
        events: Range<usize>,
        is_near: impl Fn(Position) -> bool,
    ) {
        let standing = &mut self.standings[number];
        standing.last_single = standing.last_track;
        let from = group.first + events.start;
        for (event, at) in group.events[events].iter().zip(from..) {
            if self.last_tracks[at] != standing.last_track && is_near(event.place) {
                self.seen.singles[at] += 1;
                self.last_tracks[at] = standing.last_track;
            }
        }
    }
}
