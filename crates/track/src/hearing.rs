//! The rate at which ships on air were heard: of each cell as usual, there and then, and of each hull.
//!
//! A ship is heard so many times an hour on average (its *rate*), and at least once with the chance `1 - exp(-rate)`.
//! Rates multiply: what is usual in a cell, how many of the others there were heard in the very hour, and how well
//! the hull is heard beside others. That the last one stays with a hull is why a weak set is missed for days.

mod chances;
mod ears;
mod usual;

use std::collections::BTreeMap;
use std::ops::Range;

use model::{CellHour, HullId, Known, Presence, Rate, Reception};

use chances::{CHANCE, Chances};
use usual::{usual_rate_beside, usual_rates};

pub(crate) use ears::Ears;

/// Cells with a lower usual rate are far from receivers (design: four in five ships on air heard within the hour).
const FAR: f64 = 1.6;
/// As many hulls, or hours, like all others are added to what was counted (design: two outweigh a chance finding).
const UNSEEN: f64 = 2.0;

/// With fewer that would have been heard, nobody knows how an hour was (design: one ship that is heard as often as not).
const WITNESSES: f64 = 0.5;

/// No hour hears better than this many times what is usual (design: a cell's usual rate is an average over passes).
const FACTORS_AT_ONCE: f64 = 1.6;

/// How ships were heard, ready to be asked for any place, hour and hull.
#[derive(Debug)]
pub(crate) struct Hearing<'a> {
    reception: &'a Reception,
    usual: BTreeMap<(u16, u16), f64>,
    /// Where the presences of each cell begin among all.
    cells: BTreeMap<(u16, u16), Range<usize>>,
    /// The chance that each presence was heard in an hour like others.
    chances: Chances,
    /// Heard and expected in far cells, by block of ten cells.
    blocks: Hourly<Count>,
    /// Where and when anyone was heard, by square.
    live: Hourly<bool>,
}

/// Something known of each hour, by row and column of a place.
#[derive(Debug)]
struct Hourly<T> {
    first: u32,
    hours: usize,
    places: BTreeMap<(u16, u16), Vec<T>>,
}

/// How a place hears in one hour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct HourOf {
    /// How often a hull like others is heard in any hour.
    pub(crate) usual: f64,
    /// How many times as many others were heard as usual; `None` where nobody would have been.
    pub(crate) others: Option<f64>,
    /// Other hulls by which that is judged.
    pub(crate) witnesses: f64,
    /// Whether receivers are far.
    pub(crate) is_far: bool,
}

/// Hulls heard, and the sum of the chances of all that were there.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    heard: f64,
    expected: f64,
}

/// The same, exactly: whole parts of chances, so that the sum is one in whatever order it is taken.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    heard: u32,
    chances: u64,
}

impl Sum {
    const fn add(&mut self, other: Self) {
        self.heard += other.heard;
        self.chances += other.chances;
    }

    const fn without(self, part: Self) -> Self {
        Self { heard: self.heard - part.heard, chances: self.chances - part.chances }
    }
}

impl From<Sum> for Count {
    fn from(sum: Sum) -> Self {
        Self { heard: f64::from(sum.heard), expected: sum.chances as f64 / CHANCE }
    }
}

impl HourOf {
    /// How often a hull like others is heard in this one, if so many others were as `unknown` says where there is no witness.
    pub(crate) fn rate(self, unknown: f64) -> f64 {
        self.usual * self.others.unwrap_or(unknown)
    }
}

impl<'a> Hearing<'a> {
    pub(crate) fn of(reception: &'a Reception) -> Self {
        let usual = usual_rates(reception.cells());
        let presences = reception.presences();
        let (mut live, blocks) = (Hourly::over(presences), Hourly::over(presences));
        for presence in presences.iter().filter(|presence| presence.known == Known::Heard) {
            *live.entry(square(presence.cell), presence.cell.hour) = true;
        }
        let cells = cells(presences);
        let chances = Chances::with_room_for(presences.len());
        let mut hearing = Self { reception, usual, cells, chances, blocks, live };
        hearing.weigh_presences();
        hearing
    }

    fn weigh_presences(&mut self) {
        for presences in self.reception.presences().chunk_by(|one, other| place(one) == place(other)) {
            let usual = self.usual(presences[0].cell);
            let is_far = usual.is_some_and(|usual| usual < FAR);
            for presence in presences {
                let is_witness = !(is_far && presence.known == Known::Missing);
                let chance = if is_witness { self.chance(presence, usual) } else { 0.0 };
                if is_far {
                    self.blocks.entry(block(presence.cell), presence.cell.hour).add(presence, chance);
                }
                self.chances.push(chance);
            }
        }
    }

    /// The chance that a hull is heard in an hour like others.
    fn chance(&self, presence: &Presence, usual: Option<f64>) -> f32 {
        let factor = self.reception.rate(presence.hull()).factor;
        (1.0 - (-usual.unwrap_or_default() * factor).exp()) as f32
    }

    /// How a place hears in an hour, by all hulls but one; `None` where nobody ever was in a cell or beside it. In a
    /// hole of the archive it hears nothing, and nobody is a witness.
    pub(crate) fn at(&self, cell: CellHour, except: HullId) -> Option<HourOf> {
        let usual = self.usual(cell)?;
        let is_far = usual < FAR;
        if !self.is_live(cell) {
            return Some(HourOf { usual, others: Some(0.0), witnesses: 0.0, is_far });
        }
        let (near, own) = self.nearby(cell, except);
        let wide = if is_far { self.wide(cell, own) } else { Count::default() };
        let witnesses = near.expected + wide.expected;
        let hears = if is_far { 1.0 } else { near.hears() };
        let others = near.against(wide.against(1.0)).min(FACTORS_AT_ONCE) * hears;
        Some(HourOf { usual, others: (witnesses >= WITNESSES).then_some(others), witnesses, is_far })
    }

    /// Whether anyone at all was heard in an hour for a thousand miles around. If not, the archive has a hole there, or it ends:
    /// days that were never fetched, a receiver that was off.
    fn is_live(&self, cell: CellHour) -> bool {
        let (row, column) = square(cell);
        let is_live =
            |row, column| self.live.get((row, column % SQUARES), cell.hour).copied().unwrap_or_default();
        // Nearly always somebody was heard in the square itself.
        let mut columns = [column, column + SQUARES - 1, column + 1].into_iter();
        columns
            .any(|column| [row, row.saturating_sub(1), row + 1].into_iter().any(|row| is_live(row, column)))
    }

    /// How well a hull is heard beside others.
    pub(crate) fn rate_of(&self, hull: HullId) -> Rate {
        self.reception.rate(hull)
    }

    fn usual(&self, cell: CellHour) -> Option<f64> {
        let key = (cell.row, cell.column);
        self.usual.get(&key).copied().or_else(|| usual_rate_beside(key, self.reception.cells()))
    }

    /// Others in the cells around, and the hull itself if it counts among those far off.
    fn nearby(&self, cell: CellHour, except: HullId) -> (Count, Count) {
        let (mut others, mut own) = (Sum::default(), Sum::default());
        for at in cell.around(1) {
            let all = self.presences_in(at);
            let of_hull = self.reception.of_hull(&all, except);
            let (all, its) = (self.sum(&all), self.sum(&of_hull));
            others.add(all.without(its));
            if !of_hull.is_empty() && self.usual(at).is_some_and(|usual| usual < FAR) {
                own.add(its);
            }
        }
        (others.into(), own.into())
    }

    /// Who was in a cell in one hour, by their places among all presences.
    fn presences_in(&self, cell: CellHour) -> Range<usize> {
        let range = self.cells.get(&(cell.row, cell.column)).cloned().unwrap_or_default();
        let presences = &self.reception.presences()[range.clone()];
        let from = presences.partition_point(|presence| presence.cell.hour < cell.hour);
        let length = presences[from..].partition_point(|presence| presence.cell.hour == cell.hour);
        range.start + from..range.start + from + length
    }

    fn sum(&self, range: &Range<usize>) -> Sum {
        Sum { heard: self.reception.heard_in(range).heard, chances: self.chances.sum(range) }
    }

    /// Those that are far from receivers for some hundred miles around: a satellite that fails is missed by all.
    fn wide(&self, cell: CellHour, own: Count) -> Count {
        let (row, column) = block(cell);
        let mut sum = Count { heard: -own.heard, expected: -own.expected };
        for row in row.saturating_sub(1)..=row + 1 {
            for column in [column + BLOCKS - 1, column, column + 1] {
                let Some(count) = self.blocks.get((row, column % BLOCKS), cell.hour) else { continue };
                sum.heard += count.heard;
                sum.expected += count.expected;
            }
        }
        Count { heard: sum.heard.max(0.0), expected: sum.expected.max(0.0) }
    }
}

impl<T: Clone + Default> Hourly<T> {
    /// Nothing yet, over the hours of all presences.
    fn over(presences: &[Presence]) -> Self {
        let hours = || presences.iter().map(|presence| presence.cell.hour);
        let (first, last) = (hours().min().unwrap_or_default(), hours().max().unwrap_or_default());
        Self { first, hours: (last - first) as usize + 1, places: BTreeMap::new() }
    }

    fn entry(&mut self, place: (u16, u16), hour: u32) -> &mut T {
        let hours = self.places.entry(place).or_insert_with(|| vec![T::default(); self.hours]);
        &mut hours[(hour - self.first) as usize]
    }

    fn get(&self, place: (u16, u16), hour: u32) -> Option<&T> {
        self.places.get(&place)?.get(hour.checked_sub(self.first)? as usize)
    }
}

/// Where each cell begins and ends among sorted presences.
fn cells(presences: &[Presence]) -> BTreeMap<(u16, u16), Range<usize>> {
    let mut from = 0;
    let range = |cell: &[Presence]| {
        from += cell.len();
        (place(&cell[0]), from - cell.len()..from)
    };
    presences.chunk_by(|one, other| place(one) == place(other)).map(range).collect()
}

const fn place(presence: &Presence) -> (u16, u16) {
    (presence.cell.row, presence.cell.column)
}

impl Count {
    fn add(&mut self, presence: &Presence, chance: f32) {
        self.heard += f64::from(u8::from(presence.known == Known::Heard));
        self.expected += f64::from(chance);
    }

    /// How many times as many as expected were heard, drawn towards what is known from wider around.
    fn against(self, wider: f64) -> f64 {
        (self.heard + UNSEEN * wider) / (self.expected + UNSEEN)
    }

    /// How surely anybody was heard at all where receivers are near: ships of one harbour are each unheard for reasons of their
    /// own, and all of them for one, which is an outage.
    fn hears(self) -> f64 {
        /// An hour in so many is one of an outage (design: some hours a month).
        const OUTAGE: f64 = 0.01;
        /// A ship is unheard for a reason of its own in one hour of so many, where it would have been heard (design: it is
        /// silent for days now and then).
        const ALONE: f64 = 5.0;
        if self.heard > 0.0 { 1.0 } else { 1.0 / (1.0 + OUTAGE * ALONE.powf(self.expected)) }
    }
}

/// Blocks round the earth.
const BLOCKS: u16 = 144;

/// Blocks of two and a half degrees each way.
const fn block(cell: CellHour) -> (u16, u16) {
    (cell.row / 10, cell.column / 10)
}

/// Squares round the earth.
const SQUARES: u16 = 36;

/// Squares of ten degrees each way.
const fn square(cell: CellHour) -> (u16, u16) {
    (cell.row / 40, cell.column / 40)
}
