//! How many other hulls were near an event.
//!
//! Thousands of events may lie in one roads within an hour, each among thousands of hulls. Events are therefore grouped by
//! small squares: a fix that is near a whole square is near all of it whose time fits, which is counted in one step.

use std::collections::HashMap;

use model::{Event, Fix, HullId, Metres, Position, Span, Timestamp, Track};

use crate::plane::{LEAST_COSINE, METRES_PER_E7, TURN_E7, cosine};
use crate::{Options, SurroundingsOptions};

/// Sets [`model::Surroundings::others_near`] of each event: the hulls, other than its own, with a fix near its
/// place and near the middle of its time (its start, for a gap).
pub fn count_neighbours(events: &mut [Event], tracks: &[Track], options: &Options) {
    let near = &options.surroundings;
    let mut groups = Groups::of(events, near);
    let index = Index::of(&groups, near);
    for (number, track) in (1u32..).zip(tracks) {
        index.visit(track, |group, fix| groups.all[group].see(number, fix, near));
    }
    let counts = groups.counts(events.len());
    let tracks: HashMap<HullId, &Track> = tracks.iter().map(|track| (track.hull, track)).collect();
    for (event, count) in events.iter_mut().zip(counts) {
        let query = Query::of(event);
        let own = query.own.into_iter().flatten();
        let counted = own.filter(|hull| tracks.get(hull).is_some_and(|track| query.is_near_any(track, near)));
        event.surroundings.others_near = count.saturating_sub(counted.count() as u32);
    }
}

struct Query {
    own: [Option<HullId>; 2],
    place: Position,
    time: Timestamp,
}

impl Query {
    fn of(event: &Event) -> Self {
        let is_gap = event.kind() == model::EventKind::Gap;
        Self {
            own: [Some(event.parties.a), event.parties.b],
            place: event.position,
            time: if is_gap { event.start } else { event.interval().middle() },
        }
    }

    /// Whether a hull is near.
    fn is_near_any(&self, track: &Track, options: &SurroundingsOptions) -> bool {
        let from = track.fixes.partition_point(|fix| self.time - fix.time > options.near_within);
        let mut fixes =
            track.fixes[from..].iter().take_while(|fix| fix.time - self.time <= options.near_within);
        fixes.any(|fix| fix.position.distance(self.place) <= options.near)
    }
}

/// All events, by group.
struct Groups {
    all: Vec<Group>,
}

/// Events in one small square and one period, by their time.
struct Group {
    events: Vec<Near>,
    centre: Position,
    /// No event is farther from the centre.
    radius: Metres,
    /// By how much the hulls that were near a run of events change the count from one event to the next.
    steps: Vec<i32>,
    /// The track that was counted last, and up to which event.
    last_track: u32,
    until: usize,
    /// The track of which single events were counted last.
    last_single: u32,
}

/// An event, as far as it matters here.
struct Near {
    at: u32,
    place: Position,
    time: Timestamp,
    /// Hulls that were counted by this event alone, and the last track of them.
    singles: u32,
    last_track: u32,
}

impl Groups {
    fn of(events: &[Event], options: &SurroundingsOptions) -> Self {
        /// Squares in a row that are as wide together as what is near.
        const SQUARES: f64 = 8.0;
        let grid = Grid::new(Metres(options.near.0 / SQUARES), options.near_within);
        let mut by_cell: HashMap<Cell, usize> = HashMap::new();
        let mut all: Vec<Group> = Vec::new();
        for (at, query) in (0u32..).zip(events.iter().map(Query::of)) {
            let cell = grid.cell(query.place, query.time);
            let group = *by_cell.entry(cell).or_insert(all.len());
            if group == all.len() {
                all.push(Group::around(query.place));
            }
            all[group].push(Near { at, place: query.place, time: query.time, singles: 0, last_track: 0 });
        }
        all.iter_mut().for_each(Group::sort);
        Self { all }
    }

    /// The hulls near each event.
    fn counts(self, events: usize) -> Vec<u32> {
        let mut counts = vec![0; events];
        for Group { events, steps, .. } in self.all {
            let mut together = 0;
            for (event, step) in events.iter().zip(steps) {
                together += step;
                counts[event.at as usize] =
                    event.singles + u32::try_from(together).expect("runs end behind their start");
            }
        }
        counts
    }
}

impl Group {
    fn around(centre: Position) -> Self {
        let (events, steps) = (Vec::new(), Vec::new());
        Self { events, centre, radius: Metres(0.0), steps, last_track: 0, until: 0, last_single: 0 }
    }

    fn push(&mut self, event: Near) {
        self.radius = Metres(self.radius.0.max(self.centre.distance(event.place).0));
        self.events.push(event);
    }

    fn sort(&mut self) {
        self.events.sort_unstable_by_key(|event| (event.time, event.at));
        self.steps = vec![0; self.events.len() + 1];
    }

    /// Counts a hull for the events that a fix of it is near. The fixes of a track follow each other by time, so that what they
    /// were near ends in that order, too.
    fn see(&mut self, track: u32, fix: &Fix, options: &SurroundingsOptions) {
        /// More than distances are off by rounding.
        const SLACK: f64 = 0.01;
        if self.last_track != track {
            (self.last_track, self.until) = (track, 0);
        }
        let within = options.near_within;
        let from = self.events.partition_point(|event| fix.time - event.time > within).max(self.until);
        let to = from + self.events[from..].partition_point(|event| event.time - fix.time <= within);
        if from == to {
            return;
        }
        let away = fix.position.distance(self.centre).0;
        if away + self.radius.0 + SLACK <= options.near.0 {
            self.count_run(from, to);
        } else if away - self.radius.0 - SLACK <= options.near.0 {
            self.count_singles(from, to, fix.position, options.near);
        }
    }

    /// Counts the track for all events from one to another.
    fn count_run(&mut self, from: usize, to: usize) {
        self.steps[from] += 1;
        self.steps[to] -= 1;
        self.until = to;
        if self.last_single == self.last_track {
            let again = |event: &&mut Near| event.last_track == self.last_track;
            self.events[from..to].iter_mut().filter(again).for_each(|event| event.singles -= 1);
        }
    }

    /// Counts the track for those events from one to another that are near enough.
    fn count_singles(&mut self, from: usize, to: usize, place: Position, near: Metres) {
        self.last_single = self.last_track;
        for event in &mut self.events[from..to] {
            if event.last_track != self.last_track && place.distance(event.place) <= near {
                event.singles += 1;
                event.last_track = self.last_track;
            }
        }
    }
}

/// Cells of space and time.
struct Grid {
    /// Height of a cell in 1e-7 degree.
    side: f64,
    /// Length of a cell in milliseconds.
    period: i64,
}

/// Which groups a fix may be near, by cell.
struct Index {
    grid: Grid,
    by_cell: HashMap<Cell, Vec<u32>>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Cell {
    row: i32,
    column: i32,
    period: i64,
}

impl Index {
    fn of(groups: &Groups, options: &SurroundingsOptions) -> Self {
        let grid = Grid::new(options.near, options.near_within);
        let mut by_cell: HashMap<Cell, Vec<u32>> = HashMap::new();
        for (at, group) in (0u32..).zip(&groups.all) {
            for cell in grid.cells_around(group) {
                by_cell.entry(cell).or_default().push(at);
            }
        }
        Self { grid, by_cell }
    }

    /// Calls `look` with each group that a fix of the track may be near.
    fn visit(&self, track: &Track, mut look: impl FnMut(usize, &Fix)) {
        let Some(first) = track.fixes.first() else { return };
        let Self { grid, .. } = self;
        // Consecutive fixes mostly lie in one cell, and nearly always in one row.
        let mut here = grid.cell(first.position, first.time);
        let mut columns = grid.columns(here.row);
        let mut near = self.near(here);
        for fix in &track.fixes {
            let row = grid.row(fix.position);
            if row != here.row {
                columns = grid.columns(row);
            }
            let cell = grid.cell_in(row, columns, fix.position, fix.time);
            if cell != here {
                (here, near) = (cell, self.near(cell));
            }
            near.iter().for_each(|group| look(*group as usize, fix));
        }
    }

    fn near(&self, cell: Cell) -> &[u32] {
        self.by_cell.get(&cell).map_or(&[], Vec::as_slice)
    }
}

impl Grid {
    fn new(side: Metres, period: Span) -> Self {
        Self { side: (side.0 / METRES_PER_E7).max(1.0), period: period.ms().max(1) }
    }

    fn cell(&self, place: Position, time: Timestamp) -> Cell {
        let row = self.row(place);
        self.cell_in(row, self.columns(row), place, time)
    }

    /// The cell in a row that has so many columns.
    fn cell_in(&self, row: i32, columns: i32, place: Position, time: Timestamp) -> Cell {
        Cell { row, column: column(place, columns), period: time.ms() / self.period }
    }

    /// Every cell with a place and time that an event of the group calls near: two columns either side, because cells are as
    /// wide as they are high only in the middle of their row, and all columns where they are narrower still.
    fn cells_around(&self, group: &Group) -> Vec<Cell> {
        let mut cells = Vec::new();
        for event in &group.events {
            let (row, period) = (self.row(event.place), event.time.ms() / self.period);
            for row in row - 1..=row + 1 {
                let columns = self.columns(row);
                let middle = column(event.place, columns);
                let reach = if self.cosine(row) > LEAST_COSINE { 2 } else { columns / 2 };
                for column in (middle - reach..=middle + reach).map(|column| column.rem_euclid(columns)) {
                    cells.extend((period - 1..=period + 1).map(|period| Cell { row, column, period }));
                }
            }
        }
        cells.sort_unstable();
        cells.dedup();
        cells
    }

    fn row(&self, place: Position) -> i32 {
        (f64::from(place.lat_e7()) / self.side).floor() as i32
    }

    /// How many columns a row has.
    fn columns(&self, row: i32) -> i32 {
        let width = self.side / self.cosine(row);
        (TURN_E7 as f64 / width).floor().max(1.0) as i32
    }

    fn cosine(&self, row: i32) -> f64 {
        cosine((f64::from(row) + 0.5) * self.side)
    }
}

fn column(place: Position, columns: i32) -> i32 {
    let share = (i64::from(place.lon_e7()) + TURN_E7 / 2) as f64 / TURN_E7 as f64;
    (share * f64::from(columns)) as i32 % columns
}

#[cfg(test)]
mod tests {
    use model::Reception;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::oracle::others_near;
    use crate::world::{CHART, minute, place, track};

    /// Ships that come and go in a roads and are each heard now and then, for an hour or two.
    fn roads(rng: &mut ChaCha8Rng, ships: u32) -> Vec<Track> {
        let ship = |number: u32| {
            let mut minutes: Vec<f64> =
                (0..rng.random_range(1..12)).map(|_| rng.random_range(0.0..150.0)).collect();
            minutes.sort_by(f64::total_cmp);
            let fixes = minutes.into_iter().map(|minute| {
                (minute, place(rng.random_range(0.0..5_000.0), rng.random_range(0.0..5_000.0)))
            });
            track(440_000_001 + number, fixes.collect::<Vec<_>>())
        };
        (0..ships).map(ship).collect()
    }

    #[test]
    fn a_crowd_that_falls_silent_in_one_roads_has_each_of_its_neighbours_counted_once() {
        let options = Options::default();
        for seed in 0..8 {
            let tracks = roads(&mut ChaCha8Rng::seed_from_u64(seed), 150);
            let silent = |track| crate::gaps(track, minute(1_440.0), &Reception::default(), &CHART, &options);
            let mut events: Vec<Event> = tracks.iter().flat_map(silent).collect();
            // Its beginning is the middle of it, as it counts for a silence.
            events.iter_mut().for_each(|event| event.end = Some(event.start));
            count_neighbours(&mut events, &tracks, &options);
            let counted: Vec<u32> = events.iter().map(|event| event.surroundings.others_near).collect();
            let one_by_one: Vec<u32> =
                events.iter().map(|event| others_near(event, &tracks, &options)).collect();
            assert_eq!(counted, one_by_one, "seed {seed}");
            assert!(counted.iter().max() > Some(&10), "{counted:?}");
        }
    }
}
