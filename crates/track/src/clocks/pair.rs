//! What two stations both heard, and when their clocks were apart.

use std::collections::BTreeMap;

use model::{Interval, Location, Span, StationId, Timestamp};

use crate::DuplicateOptions;

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

/// When two clocks were apart.
pub(super) struct Spell {
    /// By time.
    pub(super) apart: Vec<Apart>,
    pub(super) was_alike_before: bool,
    pub(super) is_alike_after: bool,
}

impl Spell {
    /// Whether every transmission was stamped apart by one span.
    fn agrees_within(&self, within: Span) -> bool {
        let by = || self.apart.iter().map(|apart| apart.by);
        by().max().zip(by().min()).is_some_and(|(most, least)| most - least <= within)
    }

    /// From its beginning to its end by the stamps of either station.
    pub(super) fn by_stamps(&self, station: usize) -> Interval {
        let stamps = || self.apart.iter().map(|apart| apart.stamps()[station]);
        let first = self.apart[0].stamps()[station];
        Interval::between(stamps().min().unwrap_or(first), stamps().max().unwrap_or(first))
    }
}

impl Pair {
    pub(super) fn note_alike(&mut self, alike: Alike) {
        let hour = alike.first.ms() / HOUR_MS;
        let known = self.alike.entry(hour).or_insert(Alike { count: 0, ..alike });
        known.first = known.first.min(alike.first);
        known.last = known.last.max(alike.last);
        known.count += alike.count;
    }

    /// How many transmissions were stamped alike meanwhile; of an hour that is partly in it, its share.
    pub(super) fn alike_in(&self, meanwhile: Interval) -> usize {
        self.alike.values().map(|alike| alike.within(meanwhile)).sum::<f64>().ceil() as usize
    }

    /// The time in which most more transmissions were stamped differently than alike, if they are enough: a clock may go wrong
    /// after it was right for weeks, or be set right.
    pub(super) fn spell(&self, options: &DuplicateOptions) -> Option<Spell> {
        let mut apart = self.apart.clone();
        apart.sort_by_key(|apart| (apart.time, apart.by));
        let most = longest_surplus(&self.surplus(&apart))?;
        apart.retain(|apart| most.contains(apart.time));
        let spell = Spell {
            was_alike_before: self.alike.values().next().is_some_and(|alike| alike.first < most.start()),
            is_alike_after: self.alike.values().next_back().is_some_and(|alike| alike.last > most.end()),
            apart,
        };
        let (shared, alike) = (spell.apart.len(), self.alike_in(most));
        let is_plain = shared >= options.clock_shared_at_least && shared > alike;
        let is_agreed =
            shared >= options.clock_agreed_at_least && alike == 0 && spell.agrees_within(options.within);
        (is_plain || is_agreed).then_some(spell)
    }

    /// What was stamped differently, less what was stamped alike, moment by moment.
    fn surplus(&self, apart: &[Apart]) -> Vec<(Timestamp, i64)> {
        let apart = apart.iter().map(|apart| (apart.time, 1));
        let alike = self.alike.values().flat_map(|alike| {
            let half = alike.count as i64 / 2;
            [(alike.first, half - alike.count as i64), (alike.last, -half)]
        });
        let mut surplus: Vec<(Timestamp, i64)> = apart.chain(alike).collect();
        surplus.sort_unstable();
        surplus
    }
}

/// From the first to the last of the moments in a row that sum up to most (Kadane's algorithm: Bentley, Programming Pearls,
/// 1986, column 8); `None` where none is above 0.
fn longest_surplus(moments: &[(Timestamp, i64)]) -> Option<Interval> {
    let (mut best, mut found) = (0, None);
    let (mut sum, mut from) = (0, moments.first()?.0);
    for &(time, surplus) in moments {
        if sum <= 0 {
            (sum, from) = (0, time);
        }
        sum += surplus;
        if sum > best {
            (best, found) = (sum, Some(Interval::between(from, time)));
        }
    }
    found
}

impl Apart {
    /// When either station stamped it.
    pub(super) fn stamps(&self) -> [Timestamp; 2] {
        let later = self.time.saturating_add(Span::from_ms(self.by.ms().abs()));
        if self.by < Span::ZERO { [later, self.time] } else { [self.time, later] }
    }
}

const HOUR_MS: i64 = 3_600_000;
