//! How well ships on air were heard, as learned from the archive: what makes a silence news.

use std::collections::BTreeMap;

use crate::{HullId, Interval, Metres, Position, Timestamp};

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

/// How many hulls were heard of those that must have been there and on air.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Heard {
    /// Hulls that were heard.
    pub heard: u32,
    /// Hulls heard shortly before and after, heard in this hour or not.
    pub expected: u32,
}

/// A hull that was in a cell in an hour, as far as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Presence {
    /// Where and when.
    pub cell: CellHour,
    /// Who.
    pub hull: HullId,
    /// Whether it was heard, or only must have been there.
    pub heard: bool,
}

/// By row and column.
type Cells = BTreeMap<(u16, u16), Heard>;

/// Heard against expected hulls by cell and hour, and how well each hull is heard beside others.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reception {
    /// Sorted.
    presences: Vec<Presence>,
    /// All hours together.
    cells: Cells,
    /// What is usual in each of those cells.
    usual: BTreeMap<(u16, u16), f64>,
    rates: BTreeMap<HullId, Rate>,
}

/// The hours in which a hull was heard, and in which it would have been if it were like others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Hours heard.
    pub heard: f64,
    /// Hours in which one like others would have been heard.
    pub expected: f64,
    /// Hours looked at.
    pub hours: f64,
}

/// What is learned of reception from a whole archive, apart from who was heard when: it may be kept while the archive
/// grows, so that what was found before stays comparable.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LearnedReception {
    /// Heard against expected hulls of all hours together, by row and column of the cell.
    pub cells: BTreeMap<(u16, u16), Heard>,
    /// How well each hull is heard beside others.
    pub rates: BTreeMap<HullId, Rate>,
}

impl Rate {
    /// Heard against expected hours, some silent hours left out and a few hours like others' added.
    fn without(self, silent_hours: f64) -> f64 {
        /// Hours like those of others (design).
        const UNSEEN: f64 = 3.0;
        let kept = 1.0 - (silent_hours / self.hours.max(1.0)).min(1.0);
        (self.heard + UNSEEN) / (self.expected * kept + UNSEEN)
    }
}

impl CellHour {
    const CELLS_PER_DEGREE: f64 = 4.0;
    const COLUMNS: i32 = 1440;

    /// The cell and hour of a place and moment.
    pub fn of(position: Position, time: Timestamp) -> Self {
        let (row, column) = Self::cell(position);
        Self { row, column, hour: (time.ms() / 3_600_000) as u32 }
    }

    /// Row and column of a place.
    fn cell(position: Position) -> (u16, u16) {
        let row = ((position.lat() + 90.0) * Self::CELLS_PER_DEGREE) as u16;
        let column = (((position.lon() + 180.0) * Self::CELLS_PER_DEGREE) as i32 % Self::COLUMNS) as u16;
        (row, column)
    }
}

fn all_usual(cells: &Cells) -> BTreeMap<(u16, u16), f64> {
    cells.keys().filter_map(|&cell| Some((cell, usual(cell, cells)?))).collect()
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
        presences.sort_unstable();
        let mut cells = Cells::new();
        for presence in &presences {
            cells
                .entry((presence.cell.row, presence.cell.column))
                .or_default()
                .add(std::iter::once(presence));
        }
        let usual = all_usual(&cells);
        Self { presences, cells, usual, rates: BTreeMap::new() }
    }

    /// What is learned in it.
    pub fn learned(&self) -> LearnedReception {
        LearnedReception { cells: self.cells.clone(), rates: self.rates.clone() }
    }

    /// The same presences in the light of what was learned elsewhere or before.
    pub fn with_learned(self, learned: LearnedReception) -> Self {
        let LearnedReception { cells, rates } = learned;
        Self { usual: all_usual(&cells), cells, rates, ..self }
    }

    /// The same with how each hull is heard in relation to others.
    pub fn with_rates(self, rates: BTreeMap<HullId, Rate>) -> Self {
        Self { rates, ..self }
    }

    /// How well a hull is heard in relation to others, at most 1; hours of a silence that is to be judged are left out.
    pub fn rate(&self, hull: HullId, silent_hours: f64) -> f64 {
        self.rates.get(&hull).map_or(1.0, |rate| rate.without(silent_hours)).min(1.0)
    }

    /// In how many hours a hull was heard, about.
    pub fn hours_heard(&self, hull: HullId) -> f64 {
        self.rates.get(&hull).map_or(0.0, |rate| rate.heard)
    }

    /// Whether anybody was ever within about a degree of a place: beyond, the archive does not reach.
    pub fn reaches(&self, place: Position) -> bool {
        usual(CellHour::cell(place), &self.cells).is_some()
    }

    /// The chance that a hull on air, like all others, is heard at least once in an hour: as many as others nearby in
    /// that hour, drawn towards what is usual there. `None` where nobody ever was.
    pub fn chance_of_others(&self, at: CellHour, except: HullId) -> Option<f64> {
        let here = (at.row, at.column);
        let usual = self.usual.get(&here).copied().or_else(|| usual(here, &self.cells))?;
        let mut now = Heard::default();
        for (row, column) in neighbours(here, 1) {
            let cell = CellHour { row, column, hour: at.hour };
            now.add(self.between(cell, cell).iter().filter(|presence| presence.hull != except));
        }
        Some(now.shrunk(usual))
    }

    /// The hulls other than one that were heard and expected within `radius` (by cells that the circle's box touches)
    /// during `interval`; each counts once an hour.
    pub fn around(&self, centre: Position, radius: Metres, interval: Interval, except: HullId) -> Heard {
        let corner = |bearing_ns, bearing_ew| {
            centre.towards(crate::Degrees(bearing_ns), radius).towards(crate::Degrees(bearing_ew), radius)
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
                sum.add(self.between(first, last).iter().filter(|presence| presence.hull != except));
            }
        }
        sum
    }

    fn between(&self, first: CellHour, last: CellHour) -> &[Presence] {
        let from = self.presences.partition_point(|presence| presence.cell < first);
        let length = self.presences[from..].partition_point(|presence| presence.cell <= last);
        &self.presences[from..from + length]
    }
}

impl Heard {
    /// The share that was heard if a few hulls more had been heard at another share.
    fn shrunk(self, towards: f64) -> f64 {
        /// As many hulls (design: three outweigh a chance finding).
        const UNSEEN: f64 = 3.0;
        (f64::from(self.heard) + UNSEEN * towards) / (f64::from(self.expected) + UNSEEN)
    }

    fn add<'a>(&mut self, presences: impl Iterator<Item = &'a Presence>) {
        for presence in presences {
            self.heard += u32::from(presence.heard);
            self.expected += 1;
        }
    }
}

/// The share heard at all hours, from wide around a cell to the cell itself: each narrower view counts as far as it has
/// seen hulls. `None` where nobody was within a degree.
fn usual(cell: (u16, u16), cells: &Cells) -> Option<f64> {
    const RINGS: [u16; 4] = [4, 2, 1, 0];
    RINGS.into_iter().fold(None, |wider, ring| {
        let mut sum = Heard::default();
        for near in neighbours(cell, ring).filter_map(|key| cells.get(&key)) {
            sum.heard += near.heard;
            sum.expected += near.expected;
        }
        wider.map_or_else(|| sum.share(), |wider| Some(sum.shrunk(wider)))
    })
}

/// The cells up to so many steps away, itself included.
fn neighbours((row, column): (u16, u16), steps: u16) -> impl Iterator<Item = (u16, u16)> {
    let columns = CellHour::COLUMNS as u16;
    let from = column + columns - steps;
    let rows = row.saturating_sub(steps)..=row + steps;
    rows.flat_map(move |row| (from..=from + 2 * steps).map(move |column| (row, column % columns)))
}
