//! How the clocks of stations go, by transmissions that two of them heard.

mod line;
mod pair;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use model::{Fix, Interval, Location, Span, StationId, Timestamp};

use crate::DuplicateOptions;
use line::{Line, median};
use pair::{Alike, Apart, Pair};

/// What is known of the clocks of stations, pair by pair.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Clocks {
    /// By stations.
    pairs: Vec<Pair>,
}

/// A station whose clock is wrong beside those of others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClockFault {
    /// A record that it heard.
    pub seen_at: Location,
    /// How late it stamps, beside another, half way through what both heard; early ones are below 0.
    pub late_by: Span,
    /// How many seconds a day it falls behind; one that gains is below 0.
    pub drift_s_per_day: f64,
    /// Half way through what both heard.
    pub half_way: Timestamp,
    /// By so many transmissions that both heard.
    pub shared: usize,
    /// Its first stamp that is wrong, where it was right before; else it was wrong from the beginning.
    pub since: Option<Timestamp>,
    /// Its last stamp that is wrong, where it was right after; else it stayed wrong.
    pub until: Option<Timestamp>,
    /// Whether it is known to be this one's clock and not the other's: of two alone nobody can tell.
    pub is_sure: bool,
}

impl Clocks {
    /// Notes one transmission that two stations heard.
    pub(crate) fn compare(&mut self, earlier: &Fix, later: &Fix, alike: Span) {
        let (Some(one), Some(other)) = (earlier.location.station(), later.location.station()) else { return };
        if one == other {
            return;
        }
        let is_in_order = one < other;
        let in_order = |a, b| if is_in_order { [a, b] } else { [b, a] };
        let seen_at =
            if is_in_order { [earlier.location, later.location] } else { [later.location, earlier.location] };
        let pair = self.pair(in_order(one, other), seen_at);
        let (time, apart) = (earlier.time, later.time - earlier.time);
        match apart <= alike {
            true => pair.note_alike(Alike { first: time, last: time, count: 1 }),
            false => {
                let by = if is_in_order { apart } else { Span::from_ms(-apart.ms()) };
                pair.apart.push(Apart { time, by });
            }
        }
    }

    fn pair(&mut self, stations: [StationId; 2], seen_at: [Location; 2]) -> &mut Pair {
        let known = self.pairs.binary_search_by_key(&stations, |pair| pair.stations);
        let at = known.unwrap_or_else(|at| {
            self.pairs.insert(at, Pair { stations, alike: BTreeMap::new(), apart: Vec::new(), seen_at });
            at
        });
        &mut self.pairs[at]
    }

    /// Adds what other ships tell.
    pub fn append(&mut self, others: Self) {
        for other in others.pairs {
            let pair = self.pair(other.stations, other.seen_at);
            other.alike.into_values().for_each(|alike| pair.note_alike(alike));
            pair.apart.extend(other.apart);
        }
    }

    /// The stations whose clocks are wrong, by where they are first seen: of two whose stamps differ by one span over
    /// and over, the one that agrees with others less, or differs from more of them. Of two alone nobody knows which it is, and
    /// one is taken so that each ship is told by one clock.
    pub fn faults(&self, options: &DuplicateOptions) -> Vec<ClockFault> {
        let mut faults: Vec<(StationId, ClockFault)> = Vec::new();
        for (station, fault) in self.pairs.iter().filter_map(|pair| self.fault(pair, options)) {
            match faults.iter_mut().find(|(known, _)| *known == station) {
                Some((_, known)) if known.shared >= fault.shared => {}
                Some((_, known)) => *known = fault,
                None => faults.push((station, fault)),
            }
        }
        let mut faults: Vec<ClockFault> = faults.into_iter().map(|(_, fault)| fault).collect();
        faults.sort_by_key(|fault| fault.seen_at);
        faults
    }

    fn fault(&self, pair: &Pair, options: &DuplicateOptions) -> Option<(StationId, ClockFault)> {
        let spell = pair.spell(options)?;
        let shared = spell.apart.len();
        let line = Line::through(&spell.apart)?;
        let scatter = median(spell.apart.iter().map(|apart| line.off(apart).abs()))?;
        // Each by its own stamps: those of the right clock are the time of the spell.
        let [one, other] = [0, 1].map(|at| {
            let (station, meanwhile) = (pair.stations[at], spell.by_stamps(at));
            let others = || self.pairs_of(station).filter(|other| other.stations != pair.stations);
            (alike(others(), meanwhile), Reverse(differs(others(), station, meanwhile)))
        });
        if scatter > options.within.secs()
            || line.most_apart_s(&spell.apart) < options.clock_wrong_from.secs()
        {
            return None;
        }
        let (wrong, is_sure) = (usize::from(other <= one), one != other);
        let sign = if wrong == 1 { 1.0 } else { -1.0 };
        let wrong_at = spell.by_stamps(wrong);
        let fault = ClockFault {
            seen_at: pair.seen_at[wrong],
            late_by: Span::from_secs_f64(sign * line.apart_s),
            drift_s_per_day: sign * line.slope * DAY_S,
            half_way: line.half_way,
            shared,
            since: spell.was_alike_before.then_some(wrong_at.start()),
            until: spell.is_alike_after.then_some(wrong_at.end()),
            is_sure,
        };
        Some((pair.stations[wrong], fault))
    }

    fn pairs_of(&self, station: StationId) -> impl Iterator<Item = &Pair> {
        self.pairs.iter().filter(move |pair| pair.stations.contains(&station))
    }
}

/// How many transmissions were stamped alike by either station of some pairs meanwhile.
fn alike<'a>(pairs: impl Iterator<Item = &'a Pair>, meanwhile: Interval) -> usize {
    pairs.map(|pair| pair.alike_in(meanwhile)).sum()
}

/// In how many of a station's pairs it differs from the other more often than not meanwhile, by its own stamps.
fn differs<'a>(pairs: impl Iterator<Item = &'a Pair>, station: StationId, meanwhile: Interval) -> usize {
    let differs = |pair: &&Pair| {
        let at = usize::from(pair.stations[1] == station);
        let apart = pair.apart.iter().filter(|apart| meanwhile.contains(apart.stamps()[at])).count();
        apart > pair.alike_in(meanwhile)
    };
    pairs.filter(differs).count()
}

const DAY_S: f64 = 86_400.0;

impl ClockFault {
    /// Whether it stamps so while it is wrong.
    fn is_wrong_at(&self, stamp: Timestamp) -> bool {
        self.since.is_none_or(|since| stamp >= since) && self.until.is_none_or(|until| stamp <= until)
    }

    /// How late it stamped a moment.
    fn late_at(&self, time: Timestamp) -> Span {
        let since = (time - self.half_way).secs();
        Span::from_secs_f64(self.late_by.secs() + self.drift_s_per_day * since / DAY_S)
    }
}

impl ClockFault {
    /// Whether a ship is far from where it was by the time that this station stamps: then what it heard of a ship that others heard
    /// hours before or after is in doubt as well.
    pub fn is_far_off(&self) -> bool {
        /// An hour's run.
        const FAR: Span = Span::from_hours(1);
        self.is_sure && self.late_by.ms().abs() >= FAR.ms()
    }
}

/// Takes out of the fixes of a number what stations with wrong clocks stamped while others heard it. What they alone heard stays, as
/// nothing else tells of the ship, unless others heard it at another time and the clock is surely hours wrong: it would be in two places.
pub(crate) fn take_misstamped(
    fixes: &mut Vec<Fix>,
    wrong: &[ClockFault],
    options: &DuplicateOptions,
) -> Vec<Fix> {
    let clock_of = |fix: &Fix| {
        let station = fix.location.station()?;
        wrong.iter().find(|fault| fault.seen_at.station() == Some(station))
    };
    let fault_of = |fix: &Fix| clock_of(fix).filter(|fault| fault.is_wrong_at(fix.time));
    if wrong.is_empty() || !fixes.iter().any(|fix| fault_of(fix).is_some()) {
        return Vec::new();
    }
    let mut trusted: Vec<Timestamp> =
        fixes.iter().filter(|fix| clock_of(fix).is_none()).map(|fix| fix.time).collect();
    trusted.sort_unstable();
    let is_heard_by_others = |time: Timestamp| {
        let after = trusted.partition_point(|other| *other <= time);
        let beside =
            [after.checked_sub(1), Some(after)].into_iter().flatten().filter_map(|at| trusted.get(at));
        beside.into_iter().any(|other| (*other - time).ms().abs() <= options.clock_within.ms())
    };
    fixes
        .extract_if(.., |fix| {
            fault_of(fix).is_some_and(|fault| {
                fault.is_far_off() && !trusted.is_empty()
                    || is_heard_by_others(fix.time.saturating_add(Span::ZERO - fault.late_at(fix.time)))
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
