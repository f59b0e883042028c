//! Whose clock it is of two that were apart.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use model::{Interval, Location, Span, StationId, Timestamp};

use super::pair::Pair;
use super::spell::{Spell, spells};
use super::{ClockFault, DAY_S, ToldBy};
use crate::DuplicateOptions;

/// The spells in which clocks are wrong. What most transmissions tell comes first: what they say of a clock may explain why it is apart
/// from others, too, that share little with it.
///
/// Of two of which nobody knows whose clock it is that of the station which heard less is taken.
pub(super) fn faults(
    pairs: &[Pair],
    heard: &BTreeMap<StationId, u64>,
    options: &DuplicateOptions,
) -> Vec<ClockFault> {
    let of_pair = |pair| spells(pair, options).into_iter().map(move |spell| (pair, spell));
    let mut told: Vec<(&Pair, Spell)> = pairs.iter().flat_map(of_pair).collect();
    if told.is_empty() {
        return Vec::new();
    }
    let court = Court::of(pairs);
    told.sort_by_cached_key(|(pair, spell)| {
        let accused = 1 - spell.base;
        let case = court.case_against(accused, pair, spell).whole();
        let heard = heard.get(&pair.stations[accused]).copied().unwrap_or_default();
        (Reverse((case, spell.shared())), heard, pair.stations, spell.half_way(0), spell.base)
    });
    let mut is_settled: BTreeMap<[StationId; 2], Vec<bool>> = BTreeMap::new();
    let mut known: BTreeMap<StationId, Vec<Wrong>> = BTreeMap::new();
    for (pair, spell) in &told {
        let wrongs = [0, 1].map(|at| Wrong::of(spell, at));
        let explains = |at: usize| {
            let of_station = known.get(&pair.stations[at]).into_iter().flatten();
            of_station.into_iter().any(|known| known.is_sure && known.tells_the_same(&wrongs[at], options))
        };
        let explained = (0..2).find(|&at| explains(at)).map(|at| (at, true));
        let Some((at, is_sure)) = explained.or_else(|| court.decide(pair, spell)) else { continue };
        let is_habit = |at: usize| {
            let mut of_station = known.get(&pair.stations[at]).into_iter().flatten();
            of_station.any(|known| known.is_as_late_as(&wrongs[at], options))
        };
        let at = if !is_sure && is_habit(1 - at) && !is_habit(at) { 1 - at } else { at };
        let settled = is_settled.entry(pair.stations).or_insert_with(|| vec![false; pair.apart.len()]);
        if settle(settled, spell) {
            note(known.entry(pair.stations[at]).or_default(), Wrong { is_sure, ..wrongs[at] }, options);
        }
    }
    let of_station = |(station, wrongs): (StationId, Vec<Wrong>)| court.faults_of(station, &wrongs);
    let mut faults: Vec<ClockFault> = known.into_iter().flat_map(of_station).collect();
    faults.sort_by_key(|fault| (fault.seen_at, fault.since, fault.half_way));
    faults
}

/// Whether most transmissions of a spell are in none before; all of them are settled by it then.
fn settle(settled: &mut [bool], spell: &Spell) -> bool {
    let known = spell.transmissions().filter(|&at| settled[at]).count();
    let is_new = 2 * known < spell.shared();
    if is_new {
        spell.transmissions().for_each(|at| settled[at] = true);
    }
    is_new
}

/// Notes when the clock of a station was wrong among what is known of it.
fn note(known: &mut Vec<Wrong>, wrong: Wrong, options: &DuplicateOptions) {
    match known.iter().position(|known| known.tells_the_same(&wrong, options)) {
        Some(at) => known[at].grow(&wrong),
        None if known.iter().any(|known| known.is_instead_of(&wrong)) => {}
        None => known.push(wrong),
    }
}

/// What a spell says if it is one station's clock that is wrong.
#[derive(Debug, Clone, Copy)]
struct Wrong {
    late_by: Span,
    drift_s_per_day: f64,
    half_way: Timestamp,
    shared: usize,
    /// By its own stamps.
    stamps: Interval,
    /// By those of the other.
    truly: Interval,
    is_sure: bool,
}

impl Wrong {
    fn of(spell: &Spell, at: usize) -> Self {
        let sign = if at == 1 { 1.0 } else { -1.0 };
        Self {
            late_by: Span::from_secs_f64(sign * spell.line.apart_s),
            drift_s_per_day: sign * spell.line.slope * DAY_S,
            half_way: spell.half_way(at),
            shared: spell.shared(),
            stamps: spell.by_stamps(at),
            truly: spell.by_stamps(1 - at),
            is_sure: false,
        }
    }

    fn late_s_at(&self, stamp: Timestamp) -> f64 {
        self.late_by.secs() + self.drift_s_per_day * (stamp - self.half_way).secs() / DAY_S
    }

    /// Whether another spell of the station, beside another station, is of the same time and as late.
    fn tells_the_same(&self, other: &Self, options: &DuplicateOptions) -> bool {
        let off_s = (self.late_s_at(other.half_way) - other.late_by.secs()).abs();
        self.truly.overlap(other.truly).is_some() && off_s <= options.clock_wrong_from.secs()
    }

    /// Whether the station was as late in another spell: of two readings of which neither is sure, one is that a clock went wrong as before.
    fn is_as_late_as(&self, other: &Self, options: &DuplicateOptions) -> bool {
        (self.late_by - other.late_by).ms().abs() <= options.clock_wrong_from.ms()
    }

    /// Whether another spell of the station lies in the same time for the most part: its clock is wrong in one way at once.
    fn is_instead_of(&self, other: &Self) -> bool {
        let shared = self.truly.overlap(other.truly).map(Interval::span);
        shared.is_some_and(|shared| 2 * shared.ms() >= other.truly.span().ms())
    }

    fn grow(&mut self, other: &Self) {
        let hull = |one: Interval, other: Interval| {
            Interval::between(one.start().min(other.start()), one.end().max(other.end()))
        };
        self.stamps = hull(self.stamps, other.stamps);
        self.truly = hull(self.truly, other.truly);
        self.is_sure |= other.is_sure;
    }
}

/// What all stations say of each other.
struct Court<'p> {
    of_station: BTreeMap<StationId, Vec<Beside<'p>>>,
}

/// What a station shares with another.
struct Beside<'p> {
    pair: &'p Pair,
    /// Its own stamps of what the other stamped differently, in order.
    apart: Vec<Timestamp>,
    seen_at: Location,
}

impl<'p> Court<'p> {
    fn of(pairs: &'p [Pair]) -> Self {
        let mut of_station: BTreeMap<StationId, Vec<Beside<'p>>> = BTreeMap::new();
        for (pair, at) in pairs.iter().flat_map(|pair| [(pair, 0), (pair, 1)]) {
            let looked_at = pair.apart.iter().step_by(pair.each_for());
            let mut apart: Vec<Timestamp> = looked_at.map(|apart| apart.stamps()[at]).collect();
            apart.sort_unstable();
            let beside = Beside { pair, apart, seen_at: pair.seen_at[at] };
            of_station.entry(pair.stations[at]).or_default().push(beside);
        }
        Self { of_station }
    }

    /// The place of the station of a pair whose clock is wrong in a spell by the stamps of the other, and whether that is sure: if it is one's,
    /// others agree with the stamps of the other in that time and not with its own. `None` where others agree with its own as well: no clock is
    /// right and wrong at once.
    fn decide(&self, pair: &Pair, spell: &Spell) -> Option<(usize, bool)> {
        let at = 1 - spell.base;
        let (case, instead) = (self.case_against(at, pair, spell), self.case_against(1 - at, pair, spell));
        let is_sure = case.by_others() > instead.by_others();
        (case.is_right_too < spell.shared() as i64).then_some((at, is_sure))
    }

    /// What speaks for it that one of a pair is the wrong one.
    fn case_against(&self, wrong: usize, pair: &Pair, spell: &Spell) -> Case {
        /// Ships at anchor are among what is stamped alike, those under way alone among what is not (design).
        const FOR_THE_MOST_PART: usize = 10;
        let (wrongs, rights) = (pair.stations[wrong], pair.stations[1 - wrong]);
        let truly = spell.by_stamps(1 - wrong);
        let agree =
            |station| self.others(station, pair).map(|it| it.pair.alike_in(truly) as i64).sum::<i64>();
        let differs = |it: &&Beside<'_>| it.differs(spell.by_stamps(wrong));
        let (others_agree, alike) = (agree(wrongs), pair.alike_in(truly) as i64);
        Case {
            for_the_other: agree(rights),
            others_agree,
            is_right_too: others_agree + alike,
            is_mixed: self.alike_in(wrongs, spell.by_stamps(wrong)) > FOR_THE_MOST_PART * spell.shared(),
            differs: self.others(wrongs, pair).filter(differs).count(),
        }
    }

    /// How many transmissions a station and any other stamped alike meanwhile.
    fn alike_in(&self, station: StationId, meanwhile: Interval) -> usize {
        let all = self.of_station.get(&station).into_iter().flatten();
        all.map(|beside| beside.pair.alike_in(meanwhile)).sum()
    }

    fn others(&self, station: StationId, pair: &Pair) -> impl Iterator<Item = &Beside<'p>> {
        let all = self.of_station.get(&station).into_iter().flatten();
        all.filter(move |beside| beside.pair.stations != pair.stations)
    }

    /// The faults of a station from the spells in which its clock was wrong.
    fn faults_of(&self, station: StationId, wrongs: &[Wrong]) -> Vec<ClockFault> {
        let all = || self.of_station.get(&station).into_iter().flatten();
        let Some(seen_at) = all().map(|beside| beside.seen_at).min() else { return Vec::new() };
        let alike: Vec<Interval> = all().filter_map(|beside| beside.pair.alike_ends()).collect();
        let (mut starts, mut ends): (Vec<_>, Vec<_>) =
            wrongs.iter().map(|wrong| (wrong.truly.start(), wrong.truly.end())).unzip();
        starts.extend(alike.iter().map(|alike| alike.start()));
        ends.extend(alike.iter().map(|alike| alike.end()));
        let fault = |wrong: &Wrong| ClockFault {
            seen_at,
            late_by: wrong.late_by,
            drift_s_per_day: wrong.drift_s_per_day,
            half_way: wrong.half_way,
            shared: wrong.shared,
            since: starts.iter().any(|start| *start < wrong.truly.start()).then_some(wrong.stamps.start()),
            until: ends.iter().any(|end| *end > wrong.truly.end()).then_some(wrong.stamps.end()),
            is_sure: wrong.is_sure,
            is_mixed: 2 * self.alike_in(station, wrong.stamps) >= wrong.shared,
            told_by: ToldBy::Stations,
        };
        wrongs.iter().map(fault).collect()
    }
}

/// What speaks for it that one of two clocks is the wrong one, in the time of a spell by the stamps of the other.
struct Case {
    /// How many transmissions others stamped as the other station did.
    for_the_other: i64,
    /// And as it did itself.
    others_agree: i64,
    /// The same with those that the other station stamped as it did.
    is_right_too: i64,
    /// Whether it stamped rightly for the most part in what the wrong stamps say.
    is_mixed: bool,
    /// From how many others it differs.
    differs: usize,
}

impl Case {
    fn by_others(&self) -> (i64, usize) {
        (self.for_the_other - self.others_agree, self.differs)
    }

    fn whole(&self) -> (i64, Reverse<bool>, usize) {
        (self.for_the_other - self.is_right_too, Reverse(self.is_mixed), self.differs)
    }
}

impl Beside<'_> {
    /// Whether the stations stamp more differently than alike meanwhile.
    fn differs(&self, meanwhile: Interval) -> bool {
        let up_to = |end: Timestamp| self.apart.partition_point(|stamp| *stamp <= end);
        let from = self.apart.partition_point(|stamp| *stamp < meanwhile.start());
        up_to(meanwhile.end()).saturating_sub(from) * self.pair.each_for() > self.pair.alike_in(meanwhile)
    }
}
