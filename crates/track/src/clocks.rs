//! How the clocks of stations go, by transmissions that two of them heard.

mod blame;
mod line;
mod misstamped;
mod pair;
mod set_back;
mod spell;
mod surplus;

use std::collections::BTreeMap;

use model::{Fix, Location, Span, StationId, Timestamp};

use crate::DuplicateOptions;
pub(crate) use misstamped::{Statics, take_misstamped};
use pair::{Alike, Apart, Pair};
use set_back::SetBack;

/// What is known of the clocks of stations, pair by pair.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Clocks {
    /// By stations.
    pairs: Vec<Pair>,
    /// Ships that seem to be set back.
    set_backs: Vec<SetBack>,
    /// How many fixes each station heard.
    heard: BTreeMap<StationId, u64>,
}

/// A spell in which the clock of a station was wrong beside those of others; a station has any number of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClockFault {
    /// A record that the station heard, the same for all its spells.
    pub seen_at: Location,
    /// How late it stamps, beside another, half way through what both heard; early ones are below 0.
    pub late_by: Span,
    /// How many seconds a day it falls behind; one that gains is below 0.
    pub drift_s_per_day: f64,
    /// Half way through what both heard, as it stamped it.
    pub half_way: Timestamp,
    /// By so many transmissions that both heard, or by so many ships.
    pub shared: usize,
    /// Its first stamp that is wrong, where something tells of its clock before; else it was wrong from the beginning.
    pub since: Option<Timestamp>,
    /// Its last stamp that is wrong, where something tells of its clock after; else it stayed wrong.
    pub until: Option<Timestamp>,
    /// Whether it is known to be this one's clock and not the other's: of two alone nobody can tell.
    pub is_sure: bool,
    /// Whether it stamped rightly, too, what these wrong stamps say: a date that is a day early for ten minutes after midnight falls
    /// into the day before, in which the clock was right.
    pub is_mixed: bool,
    /// What tells of it.
    pub told_by: ToldBy,
}

/// What tells that a clock is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldBy {
    /// Transmissions that another station heard, too.
    Stations,
    /// Ships that it seems to have heard in two places at once, all by one span.
    Ships,
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
        self.set_backs.extend(others.set_backs);
        others
            .heard
            .into_iter()
            .for_each(|(station, count)| *self.heard.entry(station).or_default() += count);
    }

    /// Counts what stations heard.
    pub(crate) fn count(&mut self, fixes: &[Fix]) {
        for of_station in fixes.chunk_by(|one, next| one.location.station() == next.location.station()) {
            if let Some(station) = of_station[0].location.station() {
                *self.heard.entry(station).or_default() += of_station.len() as u64;
            }
        }
    }

    /// Notes where a number seems to be set back, by its fixes in order.
    pub(crate) fn note_set_backs(&mut self, fixes: &[Fix]) {
        self.set_backs.extend(set_back::set_backs(fixes));
    }

    #[cfg(test)]
    pub(crate) fn later(mut self, by: Span) -> Self {
        self.set_backs.iter_mut().for_each(|one| *one = one.later(by));
        self
    }

    /// The spells in which clocks of stations are wrong, station by station and by time: of two whose stamps differ by one span over
    /// and over, that of the one which agrees with others less, or differs from more of them. Of two alone nobody knows which it is, and
    /// the one that heard less is taken, so that each ship is told by one clock and most of what was heard counts.
    pub fn faults(&self, options: &DuplicateOptions) -> Vec<ClockFault> {
        let mut faults = blame::faults(&self.pairs, &self.heard, options);
        faults.extend(set_back::faults(&self.set_backs));
        faults
    }
}

const DAY_S: f64 = 86_400.0;

impl ClockFault {
    /// Whether it stamps so while it is wrong.
    fn is_wrong_at(&self, stamp: Timestamp) -> bool {
        self.since.is_none_or(|since| stamp >= since) && self.until.is_none_or(|until| stamp <= until)
    }

    /// How late a moment was when it was stamped so.
    fn late_at(&self, stamp: Timestamp) -> Span {
        let since = (stamp - self.half_way).secs();
        Span::from_secs_f64(self.late_by.secs() + self.drift_s_per_day * since / DAY_S)
    }

    /// When that was which it stamped so.
    fn truly_at(&self, stamp: Timestamp) -> Timestamp {
        stamp.saturating_add(Span::ZERO - self.late_at(stamp))
    }

    /// Whether a ship is far from where it was by the time that this station stamps: then what it heard of a ship that others heard
    /// hours before or after is in doubt as well.
    pub fn is_far_off(&self) -> bool {
        /// An hour's run.
        const FAR: Span = Span::from_hours(1);
        self.is_sure && self.late_by.ms().abs() >= FAR.ms()
    }
}

#[cfg(test)]
mod tests;
