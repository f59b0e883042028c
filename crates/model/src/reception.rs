//! How well ships on air were heard, as learned from the archive: what makes a silence news.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::{Degrees, HullId, Interval, Kept, Metres, Mmsi, Position, Timestamp};

/// One hour (UTC) in one cell of a quarter degree each way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellHour {
    /// Row of the cell, counted from the south pole.
    pub row: u16,
    /// Column of the cell, counted eastwards from longitude -180.
    pub column: u16,
    /// Hours since 1970-01-01.
    pub hour: u32,
}

/// In how many hours hulls were heard, of those in which they must have been there and on air; of two hulls for three hours six.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Heard {
    /// Hours in which one of them was heard.
    pub heard: u32,
    /// Hours of a hull that was heard shortly before and after, heard in them or not.
    pub expected: u32,
}

/// A hull that was in a cell in an hour, as far as is known.
///
/// It takes 16 bytes: an archive has one for each hull and hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Presence {
    /// Where and when.
    pub cell: CellHour,
    mmsi: Mmsi,
    part: u16,
    /// How it is known.
    pub known: Known,
}

/// How it is known that a hull was somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// It was heard there.
    Heard,
    /// It was heard so shortly before or after that it must have been there.
    Expected,
    /// It was there if it stayed near where it was heard many hours before or after: alone it says nothing of how well ships
    /// are heard there, but ships that are missing together were not heard for one reason.
    Missing,
}

/// Heard against expected hulls of all hours together, by row and column of the cell.
pub type CellCounts = BTreeMap<(u16, u16), Heard>;

/// Heard against expected hulls by cell and hour, and how well each hull is heard beside others.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reception {
    /// Sorted.
    presences: Kept<Presence>,
    /// How many were heard and expected before each [`TOGETHER`] of them, and before what is left: thousands of silences may ask
    /// for one hour of one cell.
    before: Vec<Heard>,
    cells: CellCounts,
    rates: BTreeMap<HullId, Rate>,
}

/// How well a hull is heard beside others.
///
/// It is judged where receivers are far, if it was there: a weak set is heard along a coast and lost among the
/// thousands that a satellite hears at once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Hours in which it was heard.
    pub heard: f64,
    /// Those among them where receivers are far.
    pub heard_far: f64,
    /// How many times as often as others it is heard there; 1 for a hull like others.
    pub factor: f64,
}

impl Default for Rate {
    /// A hull like others, as far as is known.
    fn default() -> Self {
        Self { heard: 0.0, heard_far: 0.0, factor: 1.0 }
    }
}

/// What is learned of reception from a whole archive, apart from who was heard when: it may be kept while the archive
/// grows, so that what was found before stays comparable.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LearnedReception {
    /// How well ships were heard in each cell.
    pub cells: CellCounts,
    /// How well each hull is heard beside others.
    pub rates: BTreeMap<HullId, Rate>,
}

impl CellHour {
    const CELLS_PER_DEGREE: f64 = 4.0;
    const COLUMNS: i32 = 1440;

    /// The cell and hour of a place and moment.
    pub fn of(position: Position, time: Timestamp) -> Self {
        let (row, column) = Self::cell(position);
        Self { row, column, hour: (time.ms() / 3_600_000) as u32 }
    }

    /// The cells of the same hour up to so many steps away, itself included.
    pub fn around(self, steps: u16) -> impl Iterator<Item = Self> {
        let columns = Self::COLUMNS as u16;
        let from = self.column + columns - steps;
        let rows = self.row.saturating_sub(steps)..=self.row + steps;
        rows.flat_map(move |row| {
            (from..=from + 2 * steps).map(move |column| Self { row, column: column % columns, ..self })
        })
    }

    /// The middle of the cell.
    pub fn centre(self) -> Position {
        let degrees = |cell: u16| (f64::from(cell) + 0.5) / Self::CELLS_PER_DEGREE;
        let (lat, lon) = (degrees(self.row) - 90.0, degrees(self.column) - 180.0);
        Position::from_degrees(Degrees(lat.min(90.0)), Degrees(lon)).expect("a cell lies on the earth")
    }

    /// Row and column of a place.
    fn cell(position: Position) -> (u16, u16) {
        let row = ((position.lat() + 90.0) * Self::CELLS_PER_DEGREE) as u16;
        let column = (((position.lon() + 180.0) * Self::CELLS_PER_DEGREE) as i32 % Self::COLUMNS) as u16;
        (row, column)
    }
}

impl Heard {
    /// The share that was heard, 0 to 1; `None` where nobody was expected.
    pub fn share(self) -> Option<f64> {
        (self.expected > 0).then(|| f64::from(self.heard) / f64::from(self.expected))
    }
}

impl Reception {
    /// What was heard in each cell and hour, in any order.
    pub fn new(mut presences: Vec<Presence>) -> Self {
        presences.shrink_to_fit();
        presences.sort_unstable();
        let mut cells = CellCounts::new();
        for presence in &presences {
            if presence.known != Known::Missing {
                cells.entry((presence.cell.row, presence.cell.column)).or_default().add(presence);
            }
        }
        let before = before(&presences);
        Self { presences: presences.into(), before, cells, rates: BTreeMap::new() }
    }

    /// Where the presences are held, to be put elsewhere as they are.
    pub const fn place_of_presences(&mut self) -> &mut Kept<Presence> {
        &mut self.presences
    }

    /// What is learned in it.
    pub fn learned(&self) -> LearnedReception {
        LearnedReception { cells: self.cells.clone(), rates: self.rates.clone() }
    }

    /// The same presences in the light of what was learned elsewhere or before.
    pub fn with_learned(self, learned: LearnedReception) -> Self {
        let LearnedReception { cells, rates } = learned;
        Self { cells, rates, ..self }
    }

    /// The same with how each hull is heard in relation to others.
    pub fn with_rates(self, rates: BTreeMap<HullId, Rate>) -> Self {
        Self { rates, ..self }
    }

    /// How well a hull is heard beside others; as others are, where nothing is known of it.
    pub fn rate(&self, hull: HullId) -> Rate {
        self.rates.get(&hull).copied().unwrap_or_default()
    }

    /// How well ships were heard in each cell, all hours together.
    pub const fn cells(&self) -> &CellCounts {
        &self.cells
    }

    /// Who was where and when, as far as is known, by cell, hour and hull.
    pub fn presences(&self) -> &[Presence] {
        &self.presences
    }

    /// The hulls other than one that were heard and expected within `radius` (by cells that the circle's box touches)
    /// during `interval`; each counts once an hour.
    pub fn around(&self, centre: Position, radius: Metres, interval: Interval, except: HullId) -> Heard {
        let corner = |bearing_ns, bearing_ew| {
            centre.towards(Degrees(bearing_ns), radius).towards(Degrees(bearing_ew), radius)
        };
        let low = CellHour::of(corner(180.0, 270.0), interval.start());
        let high = CellHour::of(corner(0.0, 90.0), interval.end());
        let width = (i32::from(high.column) - i32::from(low.column)).rem_euclid(CellHour::COLUMNS);
        let mut sum = Heard::default();
        for row in low.row..=high.row {
            for step in 0..=width {
                let column = ((i32::from(low.column) + step) % CellHour::COLUMNS) as u16;
                let first = CellHour { row, column, hour: low.hour };
                let last = CellHour { row, column, hour: high.hour };
                self.hours(self.between(first, last)).for_each(|hour| sum.add_range(self, &hour, except));
            }
        }
        sum
    }

    /// How many were heard and expected of some of the presences, by their places among all.
    pub fn heard_in(&self, range: &Range<usize>) -> Heard {
        if range.len() < TOGETHER {
            return Heard::of(&self.presences[range.clone()]);
        }
        self.heard_before(range.end).without(self.heard_before(range.start))
    }

    fn heard_before(&self, at: usize) -> Heard {
        let counted = at / TOGETHER;
        let mut heard = self.before[counted];
        heard.add_all(&self.presences[counted * TOGETHER..at]);
        heard
    }

    /// Which presences among those of one cell and hour are of a hull.
    pub fn of_hull(&self, hour: &Range<usize>, hull: HullId) -> Range<usize> {
        let presences = &self.presences[hour.clone()];
        let from = presences.partition_point(|presence| presence.hull() < hull);
        let length = presences[from..].partition_point(|presence| presence.hull() == hull);
        hour.start + from..hour.start + from + length
    }

    /// Presences of one cell, hour by hour.
    fn hours(&self, mut left: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        std::iter::from_fn(move || {
            let presences = self.presences.get(left.clone())?;
            let hour = presences.first()?.cell.hour;
            let from = left.start;
            left.start += presences.partition_point(|presence| presence.cell.hour == hour);
            Some(from..left.start)
        })
    }

    /// Which of the presences lie in the hours of one cell from `first` to `last`.
    pub fn between(&self, first: CellHour, last: CellHour) -> Range<usize> {
        let from = self.presences.partition_point(|presence| presence.cell < first);
        let length = self.presences[from..].partition_point(|presence| presence.cell <= last);
        from..from + length
    }
}

/// So many presences are counted together.
const TOGETHER: usize = 32;

/// How many of sorted presences were heard and expected before each so many of them.
fn before(presences: &[Presence]) -> Vec<Heard> {
    let mut sum = Heard::default();
    let after = presences.chunks_exact(TOGETHER).map(|presences| {
        sum.add_all(presences);
        sum
    });
    std::iter::once(Heard::default()).chain(after).collect()
}

impl Presence {
    /// A hull in a cell and hour.
    pub const fn new(cell: CellHour, HullId { mmsi, part }: HullId, known: Known) -> Self {
        Self { cell, mmsi, part, known }
    }

    /// Who.
    pub const fn hull(&self) -> HullId {
        HullId { mmsi: self.mmsi, part: self.part }
    }
}

impl Heard {
    const fn without(self, part: Self) -> Self {
        Self { heard: self.heard - part.heard, expected: self.expected - part.expected }
    }

    /// Adds all of one cell and hour but one hull.
    fn add_range(&mut self, reception: &Reception, hour: &Range<usize>, except: HullId) {
        let own = reception.of_hull(hour, except);
        let others = reception.heard_in(hour).without(reception.heard_in(&own));
        self.heard += others.heard;
        self.expected += others.expected;
    }

    fn of(presences: &[Presence]) -> Self {
        let mut heard = Self::default();
        heard.add_all(presences);
        heard
    }

    fn add_all(&mut self, presences: &[Presence]) {
        presences.iter().for_each(|presence| self.add(presence));
    }

    fn add(&mut self, presence: &Presence) {
        self.heard += u32::from(presence.known == Known::Heard);
        self.expected += u32::from(presence.known != Known::Missing);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hulls in one hour of one cell, of which every third was heard and every seventh is missing.
    fn roads(hulls: u32) -> Reception {
        let cell = CellHour { row: 500, column: 1200, hour: 480_000 };
        let known = |number| match number {
            number if number % 3 == 0 => Known::Heard,
            number if number % 7 == 0 => Known::Missing,
            _ => Known::Expected,
        };
        let hull = |number| HullId { mmsi: Mmsi::try_from(440_000_000 + number).unwrap(), part: 0 };
        Reception::new((0..hulls).map(|number| Presence::new(cell, hull(number), known(number))).collect())
    }

    #[test]
    fn however_many_ships_lie_in_a_roads_those_heard_and_expected_are_what_counting_them_gives() {
        for hulls in [0, 1, 31, 32, 33, 64, 100] {
            let reception = roads(hulls);
            let all = hulls as usize;
            for range in (0..=all).flat_map(|from| (from..=all).map(move |to| from..to)) {
                let counted = Heard::of(&reception.presences()[range.clone()]);
                assert_eq!(reception.heard_in(&range), counted, "{range:?} of {hulls}");
            }
        }
        assert_eq!(Reception::default().heard_in(&(0..0)), Heard::default());
    }

    #[test]
    fn a_hull_in_an_hour_takes_16_bytes() {
        assert_eq!(size_of::<Presence>(), 16);
    }
}
