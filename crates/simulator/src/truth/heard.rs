//! What was received of each hull: the fixes that silences and counts are taken from.

use model::{Interval, Mmsi, Span, Timestamp};

use super::{SilenceCause, SilenceRow};
use crate::hull::Hull;
use crate::transmit::{Received, Sent};
use crate::world::World;

/// The shortest silence of the table.
const LEAST: Span = Span::from_hours(6);

/// Received position reports of each hull, by time, each transmission once.
#[derive(Debug)]
pub(super) struct Heard(Vec<Vec<(Timestamp, Mmsi)>>);

impl Heard {
    pub(super) fn new(hulls: usize, received: &[Received]) -> Self {
        let mut fixes = vec![Vec::new(); hulls];
        for received in received.iter().filter(|received| !received.copy) {
            if let Sent::Position(report) = received.sent {
                fixes[received.hull].push((received.time, report.mmsi));
            }
        }
        Self(fixes)
    }

    /// Reports of a hull inside a span.
    pub(super) fn count(&self, hull: usize, when: Interval) -> u32 {
        let fixes = &self.0[hull];
        let first = fixes.partition_point(|(time, _)| *time < when.start());
        let last = fixes.partition_point(|(time, _)| *time <= when.end());
        (last - first) as u32
    }

    /// When a hull was heard last before a span began or ended, and first after that.
    pub(super) fn across(&self, hull: usize, when: Interval) -> impl Iterator<Item = [Timestamp; 2]> {
        let pairs = self.0[hull].windows(2).map(|pair| [pair[0].0, pair[1].0]);
        pairs.filter(move |[one, next]| when.contains(*one) != when.contains(*next))
    }

    /// From when a hull was heard last before a span to when it was heard first after it, if both were.
    pub(super) fn silence_over(&self, hull: usize, when: Interval) -> Option<Interval> {
        let fixes = &self.0[hull];
        let first = fixes.partition_point(|(time, _)| *time < when.start());
        let last = fixes.partition_point(|(time, _)| *time <= when.end());
        Some(Interval::between(fixes[..first].last()?.0, fixes.get(last)?.0))
    }

    /// Silences of every hull under one number.
    pub(super) fn silences(&self, world: &World<'_>) -> Vec<SilenceRow> {
        let rows = world.hulls.iter().enumerate().flat_map(|(number, hull)| self.of_hull(number, hull));
        rows.collect()
    }

    fn of_hull(&self, number: usize, hull: &Hull) -> Vec<SilenceRow> {
        let mut numbers: Vec<Mmsi> =
            hull.radio.identities.iter().map(|(_, identity)| identity.mmsi).collect();
        numbers.sort();
        numbers.dedup();
        let mut rows = Vec::new();
        for mmsi in numbers {
            let times: Vec<Timestamp> =
                self.0[number].iter().filter(|(_, sent)| *sent == mmsi).map(|(time, _)| *time).collect();
            let silent = times.windows(2).filter(|pair| pair[1] - pair[0] >= LEAST);
            rows.extend(silent.map(|pair| SilenceRow {
                hull: number as u32,
                mmsi,
                off: pair[0],
                on: pair[1],
                cause: cause(hull, mmsi, Interval::between(pair[0], pair[1])),
            }));
        }
        rows
    }
}

/// The cause that covers at least half of a silence, or six hours of it; otherwise nobody heard.
fn cause(hull: &Hull, mmsi: Mmsi, silence: Interval) -> SilenceCause {
    let masked = hull.radio.identities.iter().filter(|(_, identity)| identity.mmsi != mmsi);
    let masked: Span = masked.filter_map(|(when, _)| Some(when.overlap(silence)?.span())).sum();
    let off = hull.radio.off_within(silence).chain([(SilenceCause::SwitchOffIllicit, masked)]);
    let enough = |span: Span| span >= LEAST || span.ms() * 2 >= silence.span().ms();
    let longest = off.filter(|(_, span)| enough(*span)).max_by_key(|(_, span)| *span);
    longest.map_or(SilenceCause::Reception, |(cause, _)| cause)
}
