//! What two stations both heard, and how far apart they stamped it.

use std::collections::BTreeMap;

use model::{Interval, Location, Span, StationId, Timestamp};

/// What two stations both heard.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pair {
    /// The one with the lower number first.
    pub(super) stations: [StationId; 2],
    /// Transmissions that both stamped alike, by the hour.
    pub(super) alike: BTreeMap<i64, Alike>,
    /// Every other.
    pub(super) apart: Vec<Apart>,
    /// A record of each.
    pub(super) seen_at: [Location; 2],
}

/// Transmissions of one hour that two stations stamped alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Alike {
    pub(super) first: Timestamp,
    pub(super) last: Timestamp,
    pub(super) count: usize,
}

impl Alike {
    fn within(&self, meanwhile: Interval) -> f64 {
        let own = Interval::between(self.first, self.last);
        match own.overlap(meanwhile) {
            None => 0.0,
            Some(_) if own.span() == Span::ZERO => self.count as f64,
            Some(shared) => self.count as f64 * shared.span().secs() / own.span().secs(),
        }
    }
}

/// A transmission that two stations stamped differently.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Apart {
    /// By the earlier stamp.
    pub(super) time: Timestamp,
    /// How much later the second station stamped it.
    pub(super) by: Span,
}

impl Apart {
    /// When either station stamped it.
    pub(super) fn stamps(&self) -> [Timestamp; 2] {
        let later = self.time.saturating_add(Span::from_ms(self.by.ms().abs()));
        if self.by < Span::ZERO { [later, self.time] } else { [self.time, later] }
    }
}

impl Pair {
    pub(super) fn note_alike(&mut self, alike: Alike) {
        let hour = hour_of(alike.first);
        let known = self.alike.entry(hour).or_insert(Alike { count: 0, ..alike });
        known.first = known.first.min(alike.first);
        known.last = known.last.max(alike.last);
        known.count += alike.count;
    }

    /// How many transmissions were stamped alike meanwhile; of an hour that is partly in it, its share.
    pub(super) fn alike_in(&self, meanwhile: Interval) -> usize {
        self.alike_about(meanwhile).map(|alike| alike.within(meanwhile)).sum::<f64>().ceil() as usize
    }

    /// What was stamped alike in the hours that a time touches.
    pub(super) fn alike_about(&self, meanwhile: Interval) -> impl Iterator<Item = &Alike> {
        let hours = hour_of(meanwhile.start())..=hour_of(meanwhile.end());
        self.alike.range(hours).map(|(_, alike)| alike)
    }

    /// How many of those stamped differently each one looked at stands for: of a clock that was wrong for months some tell as much as
    /// all, and take less memory.
    pub(super) fn each_for(&self) -> usize {
        const LOOKED_AT: usize = 200_000;
        self.apart.len().div_ceil(LOOKED_AT).max(1)
    }

    /// The first and the last that both stamped alike.
    pub(super) fn alike_ends(&self) -> Option<Interval> {
        let (first, last) = (self.alike.values().next()?, self.alike.values().next_back()?);
        Some(Interval::between(first.first, last.last))
    }
}

fn hour_of(time: Timestamp) -> i64 {
    const HOUR_MS: i64 = 3_600_000;
    time.ms().div_euclid(HOUR_MS)
}
