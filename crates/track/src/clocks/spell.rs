//! The spells in which two clocks were apart, each by a line of its own.
//!
//! A clock goes wrong, is set, drifts, and is set again. What two stations stamped differently makes strands, in which one transmission
//! is about as far apart as the one before; a strand is cut where it bends until its parts are straight; and a line holds for each time
//! in which more transmissions keep to it than do not. All this is by the stamps of one station and then by those of the other: those of the right
//! clock are in order, those of a wrong one may fall into a time that it stamped rightly, too.

use model::{Interval, Span, Timestamp};

use super::line::{Line, Point};
use super::pair::{Apart, Pair};
use super::surplus::maximal;
use crate::DuplicateOptions;

/// A time in which two clocks were apart by one line.
#[derive(Debug)]
pub(super) struct Spell {
    /// What keeps to the line, by time.
    points: Vec<Point>,
    /// How many transmissions each of them stands for.
    each_for: usize,
    /// Whose stamps are the time: if they are in order the clock of the other is the wrong one.
    pub(super) base: usize,
    pub(super) line: Line,
    /// Whether enough tell of it, or fewer that agree.
    is_plain: bool,
}

impl Spell {
    /// How many transmissions keep to the line.
    pub(super) fn shared(&self) -> usize {
        self.points.len() * self.each_for
    }

    /// The numbers of those looked at among all that were.
    pub(super) fn transmissions(&self) -> impl Iterator<Item = usize> {
        self.points.iter().map(|point| point.at)
    }

    /// From its beginning to its end by the stamps of either station.
    pub(super) fn by_stamps(&self, station: usize) -> Interval {
        let stamps = || self.points.iter().map(|point| self.stamp(point, station));
        let first = self.stamp(&self.points[0], station);
        Interval::between(stamps().min().unwrap_or(first), stamps().max().unwrap_or(first))
    }

    /// Half way, by the stamps of either station.
    pub(super) fn half_way(&self, station: usize) -> Timestamp {
        let middle = Point { time: self.line.half_way, by: Span::from_secs_f64(self.line.apart_s), at: 0 };
        self.stamp(&middle, station)
    }

    fn stamp(&self, point: &Point, station: usize) -> Timestamp {
        match (self.base, station) {
            (0, 1) => point.time.saturating_add(point.by),
            (1, 0) => point.time.saturating_add(Span::ZERO - point.by),
            _ => point.time,
        }
    }

    /// Whether every transmission was stamped apart by one span.
    fn agrees_within(&self, within: Span) -> bool {
        let by = || self.points.iter().map(|point| point.by);
        by().max().zip(by().min()).is_some_and(|(most, least)| most - least <= within)
    }
}

/// The spells of a pair by the stamps of either station, the same transmissions in some of one and of the other.
pub(super) fn spells(pair: &Pair, options: &DuplicateOptions) -> Vec<Spell> {
    if pair.apart.len() < options.clock_agreed_at_least {
        return Vec::new();
    }
    let each_for = pair.each_for();
    let mut apart: Vec<Apart> = pair.apart.iter().step_by(each_for).copied().collect();
    apart.sort_by_key(|apart| (apart.time, apart.by));
    let by_base = |base| {
        let mut found = Search { pair, points: by_stamps(&apart, base), each_for, base, options }.spells();
        // Of many that are told apart now so and now so, a few agree by chance.
        let told: usize = found.iter().map(|spell| spell.points.len()).sum();
        found.retain(|spell| spell.is_plain || 2 * told >= apart.len());
        leave_out_held_back(&mut found, options);
        found
    };
    (0..2).flat_map(by_base).collect()
}

/// Leaves out brief spells beside others by another span within a day: no clock is set so often, a hub holds lines back.
fn leave_out_held_back(found: &mut Vec<Spell>, options: &DuplicateOptions) {
    const BRIEF: Span = Span::from_hours(1);
    const SOON: Span = Span::from_hours(24);
    let is_brief = |spell: &Spell| !spell.is_plain || spell.by_stamps(spell.base).span() < BRIEF;
    let mut brief: Vec<(Timestamp, f64)> = found
        .iter()
        .filter(|spell| is_brief(spell))
        .map(|spell| (spell.line.half_way, spell.line.apart_s))
        .collect();
    brief.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    let is_held_back = |one: &(Timestamp, f64)| {
        let from = brief.partition_point(|other| one.0 - other.0 > SOON);
        let mut beside = brief[from..].iter().take_while(|other| other.0 - one.0 <= SOON);
        beside.any(|other| (other.1 - one.1).abs() > options.clock_wrong_from.secs())
    };
    let held_back: Vec<(Timestamp, f64)> = brief.iter().filter(|one| is_held_back(one)).copied().collect();
    found.retain(|spell| !is_brief(spell) || !held_back.contains(&(spell.line.half_way, spell.line.apart_s)));
}

fn by_stamps(apart: &[Apart], base: usize) -> Vec<Point> {
    let point = |(at, apart): (usize, &Apart)| Point { time: apart.stamps()[base], by: apart.by, at };
    let mut points: Vec<Point> = apart.iter().enumerate().map(point).collect();
    points.sort_by_key(|point| (point.time, point.by, point.at));
    points
}

/// What is searched for spells.
struct Search<'p> {
    pair: &'p Pair,
    /// All that was stamped differently, by time.
    points: Vec<Point>,
    /// How many transmissions each of them stands for.
    each_for: usize,
    base: usize,
    options: &'p DuplicateOptions,
}

impl Search<'_> {
    fn spells(&self) -> Vec<Spell> {
        /// Parts are cut again as often: each cut leaves an eighth at least, and this many leave of a million points none that are enough.
        const CUTS: usize = 100;
        let mut parts: Vec<(Vec<Point>, usize)> =
            self.strands().into_iter().map(|strand| (strand, CUTS)).collect();
        let mut found = Vec::new();
        while let Some((part, cuts)) = parts.pop() {
            let is_enough = part.len() >= self.options.clock_agreed_at_least && cuts > 0;
            let Some(line) = Line::through(&part).filter(|_| is_enough) else { continue };
            let of_line = match line.fits(&part, self.options.within) {
                true => self.spells_along(&line, &part),
                false => Vec::new(),
            };
            let rest = match of_line.is_empty() {
                true if line.fits(&part, self.options.within) => Vec::new(),
                true => cut(&part),
                false => between(&part, &of_line),
            };
            parts.extend(rest.into_iter().map(|rest| (rest, cuts - 1)));
            found.extend(of_line);
        }
        found
    }

    /// Points in a row, each about as far apart as the one before in its strand.
    fn strands(&self) -> Vec<Vec<Point>> {
        /// Strands open at once; what no other point joined for longest makes room.
        const OPEN_AT_MOST: usize = 8;
        let mut open: Vec<Vec<Point>> = Vec::new();
        let mut closed: Vec<Vec<Point>> = Vec::new();
        for point in &self.points {
            let off = |strand: &[Point]| strand.last().map(|last| (point.by - last.by).ms().abs());
            let nearest = open.iter_mut().min_by_key(|strand| off(strand));
            match nearest.filter(|strand| strand.last().is_some_and(|last| self.follows(last, point))) {
                Some(strand) => strand.push(*point),
                None => {
                    if open.len() == OPEN_AT_MOST {
                        let last = |strand: &Vec<Point>| strand.last().map(|last| (last.time, last.by));
                        let oldest = (0..open.len()).min_by_key(|&at| last(&open[at]));
                        closed.extend(oldest.map(|at| open.swap_remove(at)));
                    }
                    open.push(vec![*point]);
                }
            }
        }
        closed.extend(open);
        closed.retain(|strand| strand.len() >= self.options.clock_agreed_at_least);
        closed
    }

    /// Whether a clock that stamped one so can stamp a later one so without being set: apart by less than a wrong clock, and by what
    /// it drifts at most.
    fn follows(&self, last: &Point, point: &Point) -> bool {
        let drifts_s = DRIFTS_AT_MOST * (point.time - last.time).secs();
        let off_s = (point.by - last.by).secs().abs();
        off_s <= self.options.clock_wrong_from.secs() + drifts_s.min(self.options.clock_wrong_from.secs())
    }

    /// The times in which more transmissions keep to a line than do not, if they are enough: a clock may go wrong after it
    /// was right for weeks, or be set right.
    fn spells_along(&self, line: &Line, part: &[Point]) -> Vec<Spell> {
        let [first, .., last] = part else { return Vec::new() };
        let span = Interval::between(first.time, last.time);
        let meanwhile = self.meanwhile(span);
        let each = self.each_for as i64;
        let counts = |point: &Point| if self.keeps_to(line, point) { each } else { -each };
        let mut moments: Vec<(Timestamp, i64)> =
            meanwhile.iter().map(|point| (point.time, counts(point))).collect();
        moments.extend(self.pair.alike_about(span).flat_map(|alike| {
            let half = alike.count as i64 / 2;
            [(alike.first, half - alike.count as i64), (alike.last, -half)]
        }));
        moments.sort_unstable();
        let times = maximal(moments.into_iter());
        times.into_iter().filter_map(|time| self.spell_along(line, time)).collect()
    }

    fn spell_along(&self, line: &Line, time: Interval) -> Option<Spell> {
        let options = self.options;
        let meanwhile = self.meanwhile(time);
        let points: Vec<Point> =
            meanwhile.iter().filter(|point| self.keeps_to(line, point)).copied().collect();
        let against = (meanwhile.len() - points.len()) * self.each_for + self.pair.alike_in(time);
        let line = Line::through(&points)?.without_noise(&points, options.within);
        let shared = points.len() * self.each_for;
        let is_plain = shared >= options.clock_shared_at_least && shared > against;
        let spell = Spell { points, each_for: self.each_for, base: self.base, line, is_plain };
        let is_agreed =
            shared >= options.clock_agreed_at_least && against == 0 && spell.agrees_within(options.within);
        let is_wrong = line.most_apart_s(&spell.points) >= options.clock_wrong_from.secs();
        ((is_plain || is_agreed) && is_wrong && line.slope.abs() <= DRIFTS_AT_MOST).then_some(spell)
    }

    fn keeps_to(&self, line: &Line, point: &Point) -> bool {
        line.off(point).abs() <= self.options.within.secs()
    }

    fn meanwhile(&self, time: Interval) -> &[Point] {
        let from = self.points.partition_point(|point| point.time < time.start());
        let to = self.points.partition_point(|point| point.time <= time.end());
        &self.points[from..to]
    }
}

/// Seconds a second: three minutes an hour (design: no clock of a receiver gains or loses as much; what seems to is held back and sent at once).
const DRIFTS_AT_MOST: f64 = 0.05;

/// A part in two, where it is farthest from the line between its ends (Douglas and Peucker, 1973), but not at its ends themselves.
fn cut(part: &[Point]) -> Vec<Vec<Point>> {
    let [first, .., last] = part else { return Vec::new() };
    let span_s = (last.time - first.time).secs().max(1.0);
    let straight =
        Line { half_way: first.time, apart_s: first.by.secs(), slope: (last.by - first.by).secs() / span_s };
    let margin = (part.len() / 8).max(1);
    let inner = margin..part.len() - margin;
    let off = |at: &usize| straight.off(&part[*at]).abs();
    let farthest = inner.max_by(|one, other| off(one).total_cmp(&off(other)).then(other.cmp(one)));
    farthest.map_or_else(Vec::new, |at| vec![part[..at].to_vec(), part[at..].to_vec()])
}

/// What lies before, between and after some spells of a part.
fn between(part: &[Point], spells: &[Spell]) -> Vec<Vec<Point>> {
    let times: Vec<Interval> = spells.iter().map(|spell| spell.by_stamps(spell.base)).collect();
    let of = |point: &Point| times.partition_point(|time| time.end() < point.time);
    let is_rest = |point: &&Point| !times.get(of(point)).is_some_and(|time| time.contains(point.time));
    let rest: Vec<Point> = part.iter().filter(is_rest).copied().collect();
    rest.chunk_by(|one, other| of(one) == of(other)).map(<[Point]>::to_vec).collect()
}
