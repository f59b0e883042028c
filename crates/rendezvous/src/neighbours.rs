//! How many other hulls were near an event.
//!
//! Thousands of events may lie in one roads within an hour, each among thousands of hulls. Events are therefore grouped by
//! small squares: a fix that is near a whole square is near all of it whose time fits, which is counted in one step. All events
//! are asked about at once, so that every fix is looked at once; and most fixes are plainly near or plainly far, which a plane
//! about the square tells without the sphere.

use foldhash::{HashMap, HashMapExt};
use model::{Event, Fix, HullId, Metres, Position, Span, Timestamp, Track};

use crate::plane::{LEAST_COSINE, METRES_PER_E7, TURN_E7, cosine, short_way};
use crate::{Options, SurroundingsOptions};

/// Sets [`model::Surroundings::others_near`] of each event: the hulls, other than its own, with a fix near its
/// place and near the middle of its time (its start, for a gap).
pub fn count_neighbours(events: &mut [Event], tracks: &[Track], options: &Options) {
    let neighbourhoods = Neighbourhoods::of(&*events, options);
    let seen = neighbourhoods.seen(tracks);
    neighbourhoods.tell(&seen, events, tracks);
}

/// Places and times at which hulls are to be counted: one of each event.
pub struct Neighbourhoods<'o> {
    options: &'o SurroundingsOptions,
    groups: Vec<Group>,
    index: Index,
    /// From the first moment to the last at which hulls are to be counted.
    time: Option<(Timestamp, Timestamp)>,
    events: usize,
}

/// The moment at which the hulls near an event are counted: some that are near each other in time are best counted together.
pub fn counted_at(event: &Event) -> Timestamp {
    Query::of(event).time
}

/// How many hulls were near each event, of some tracks.
pub struct Seen {
    /// By how much the hulls that were near a run of events change the count from one event to the next: of each group one more
    /// than it has events.
    steps: Vec<i32>,
    /// Hulls that were counted by one event alone.
    singles: Vec<u32>,
}

impl<'o> Neighbourhoods<'o> {
    /// Those of some events, in their order.
    pub fn of<'e>(events: impl IntoIterator<Item = &'e Event>, options: &'o Options) -> Self {
        let options = &options.surroundings;
        let queries: Vec<Query> = events.into_iter().map(Query::of).collect();
        let groups = groups(&queries, options);
        let index = Index::of(&groups, options);
        let times = || queries.iter().map(|query| query.time);
        let time = times().min().zip(times().max());
        Self { options, groups, index, time, events: queries.len() }
    }

    /// Who of some hulls, each with one track, was near each.
    pub fn seen(&self, tracks: &[Track]) -> Seen {
        let mut count = Count::of(&self.groups, self.events);
        for (number, track) in (1u32..).zip(tracks) {
            let fixes = self.meanwhile(&track.fixes);
            self.index
                .visit(fixes, |group, fix| count.see(group, &self.groups[group], number, fix, self.options));
        }
        count.seen
    }

    /// The fixes of a track that may be near any event by their time.
    fn meanwhile<'f>(&self, fixes: &'f [Fix]) -> &'f [Fix] {
        let (Some((first, last)), within) = (self.time, self.options.near_within) else { return &[] };
        let from = fixes.partition_point(|fix| first - fix.time > within);
        let to = fixes.partition_point(|fix| fix.time - last <= within);
        &fixes[from..to.max(from)]
    }

    /// Sets [`model::Surroundings::others_near`] of the same events, in the same order, to what was seen of all `tracks`.
    pub fn tell<'e>(&self, seen: &Seen, events: impl IntoIterator<Item = &'e mut Event>, tracks: &[Track]) {
        let tracks: HashMap<HullId, &Track> = tracks.iter().map(|track| (track.hull, track)).collect();
        for (event, count) in events.into_iter().zip(self.counts(seen)) {
            let query = Query::of(event);
            let own = query.own.into_iter().flatten();
            let counted = own
                .filter(|hull| tracks.get(hull).is_some_and(|track| query.is_near_any(track, self.options)));
            event.surroundings.others_near = count.saturating_sub(counted.count() as u32);
        }
    }

    /// The hulls near each event, its own among them.
    fn counts(&self, seen: &Seen) -> Vec<u32> {
        let mut counts = vec![0; self.events];
        for (number, group) in self.groups.iter().enumerate() {
            let mut together = 0;
            for (place, event) in group.events.iter().enumerate() {
                together += seen.steps[group.first + number + place];
                counts[event.at as usize] = seen.singles[group.first + place]
                    + u32::try_from(together).expect("runs end behind their start");
            }
        }
        counts
    }
}

impl Seen {
    /// What was seen of the tracks of either.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        self.steps.iter_mut().zip(&other.steps).for_each(|(step, other)| *step += other);
        self.singles.iter_mut().zip(&other.singles).for_each(|(single, other)| *single += other);
        self
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

/// Events in one small square and one period, by their time.
struct Group {
    events: Vec<Near>,
    /// How many events the groups before it have.
    first: usize,
    centre: Position,
    /// No event is farther from the centre.
    radius: Metres,
    /// Of the latitude of the centre.
    cosine: f64,
}

/// An event, as far as it matters here.
struct Near {
    at: u32,
    place: Position,
    time: Timestamp,
}

fn groups(queries: &[Query], options: &SurroundingsOptions) -> Vec<Group> {
    /// Squares in a row that are as wide together as what is near.
    const SQUARES: f64 = 8.0;
    let grid = Grid::new(Metres(options.near.0 / SQUARES), options.near_within);
    let mut by_cell: HashMap<Cell, usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for (at, query) in (0u32..).zip(queries) {
        let group = *by_cell.entry(grid.cell(query.place, query.time)).or_insert(groups.len());
        if group == groups.len() {
            groups.push(Group::around(query.place));
        }
        groups[group].push(Near { at, place: query.place, time: query.time });
    }
    let mut first = 0;
    for group in &mut groups {
        group.events.sort_unstable_by_key(|event| (event.time, event.at));
        group.first = first;
        first += group.events.len();
    }
    groups
}

impl Group {
    fn around(centre: Position) -> Self {
        let cosine = cosine(f64::from(centre.lat_e7()));
        Self { events: Vec::new(), first: 0, centre, radius: Metres(0.0), cosine }
    }

    fn push(&mut self, event: Near) {
        self.radius = Metres(self.radius.0.max(self.centre.distance(event.place).0));
        self.events.push(event);
    }

    /// Between what the distance of two places near the centre lies. Within some kilometres of it a plane is right to one in a
    /// thousand up to 70 degrees of latitude, and to one in a hundred up to 85.
    fn about(&self, one: Position, other: Position) -> [f64; 2] {
        /// Where meridians draw together faster nothing is said.
        const LEAST: f64 = 0.09;
        const OFF: f64 = 0.02;
        if self.cosine < LEAST {
            return [0.0, f64::INFINITY];
        }
        let north = f64::from(one.lat_e7()) - f64::from(other.lat_e7());
        let east = short_way(i64::from(one.lon_e7()) - i64::from(other.lon_e7())) as f64 * self.cosine;
        let about = (north * north + east * east).sqrt() * METRES_PER_E7;
        [about * (1.0 - OFF), about * (1.0 + OFF)]
    }
}

/// How the fixes of one track after another count.
struct Count {
    seen: Seen,
    /// How far each group has come.
    standings: Vec<Standing>,
    /// The last track that each event alone counted.
    last_tracks: Vec<u32>,
}

#[derive(Clone, Copy, Default)]
struct Standing {
    /// The track that was counted last, and up to which event.
    last_track: u32,
    until: usize,
    /// The track of which single events were counted last.
    last_single: u32,
}

impl Count {
    fn of(groups: &[Group], events: usize) -> Self {
        let seen = Seen { steps: vec![0; events + groups.len()], singles: vec![0; events] };
        Self { seen, standings: vec![Standing::default(); groups.len()], last_tracks: vec![0; events] }
    }

    /// Counts a hull for the events of a group that a fix of it is near. The fixes of a track follow each other by time, so that
    /// what they were near ends in that order, too.
    fn see(&mut self, number: usize, group: &Group, track: u32, fix: &Fix, options: &SurroundingsOptions) {
        /// More than distances are off by rounding.
        const SLACK: f64 = 0.01;
        let standing = &mut self.standings[number];
        if standing.last_track != track {
            (standing.last_track, standing.until) = (track, 0);
        }
        let within = options.near_within;
        let from = group.events.partition_point(|event| fix.time - event.time > within).max(standing.until);
        let to = from + group.events[from..].partition_point(|event| event.time - fix.time <= within);
        if from == to {
            return;
        }
        let [least, most] = group.about(fix.position, group.centre);
        if least - group.radius.0 - SLACK > options.near.0 {
            return;
        }
        let is_near_all = most + group.radius.0 + SLACK <= options.near.0
            || fix.position.distance(group.centre).0 + group.radius.0 + SLACK <= options.near.0;
        if is_near_all {
            self.count_run(number, group, from, to);
        } else {
            self.count_singles(number, group, from, to, fix.position, options.near);
        }
    }

    /// Counts the track for all events from one to another.
    fn count_run(&mut self, number: usize, group: &Group, from: usize, to: usize) {
        let standing = &mut self.standings[number];
        let steps = &mut self.seen.steps[group.first + number..];
        steps[from] += 1;
        steps[to] -= 1;
        standing.until = to;
        if standing.last_single == standing.last_track {
            for at in group.first + from..group.first + to {
                if self.last_tracks[at] == standing.last_track {
                    self.seen.singles[at] -= 1;
                }
            }
        }
    }

    /// Counts the track for those events from one to another that are near enough.
    fn count_singles(
        &mut self,
        number: usize,
        group: &Group,
        from: usize,
        to: usize,
        place: Position,
        near: Metres,
    ) {
        let standing = &mut self.standings[number];
        standing.last_single = standing.last_track;
        for (event, at) in group.events[from..to].iter().zip(group.first + from..) {
            if self.last_tracks[at] != standing.last_track && is_within(group, place, event.place, near) {
                self.seen.singles[at] += 1;
                self.last_tracks[at] = standing.last_track;
            }
        }
    }
}

fn is_within(group: &Group, one: Position, other: Position, near: Metres) -> bool {
    let [least, most] = group.about(one, other);
    most <= near.0 || least <= near.0 && one.distance(other) <= near
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
    fn of(groups: &[Group], options: &SurroundingsOptions) -> Self {
        let grid = Grid::new(options.near, options.near_within);
        let mut by_cell: HashMap<Cell, Vec<u32>> = HashMap::new();
        for (at, group) in (0u32..).zip(groups) {
            for cell in grid.cells_around(group) {
                by_cell.entry(cell).or_default().push(at);
            }
        }
        Self { grid, by_cell }
    }

    /// Calls `look` with each group that a fix of a track may be near.
    fn visit(&self, fixes: &[Fix], mut look: impl FnMut(usize, &Fix)) {
        let Some(first) = fixes.first() else { return };
        let Self { grid, .. } = self;
        // Consecutive fixes mostly lie in one cell, and nearly always in one row.
        let mut here = grid.cell(first.position, first.time);
        let mut columns = grid.columns(here.row);
        let mut near = self.near(here);
        for fix in fixes {
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
        let mut last = None;
        for event in &group.events {
            let (row, period) = (self.row(event.place), event.time.ms() / self.period);
            let own = self.cell(event.place, event.time);
            if last.replace(own) == Some(own) {
                continue;
            }
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

    #[test]
    fn hulls_looked_at_in_parts_are_counted_as_all_at_once() {
        let options = Options::default();
        let tracks = roads(&mut ChaCha8Rng::seed_from_u64(8), 150);
        let silent = |track| crate::gaps(track, minute(1_440.0), &Reception::default(), &CHART, &options);
        let mut at_once: Vec<Event> = tracks.iter().flat_map(silent).collect();
        let mut in_parts = at_once.clone();
        count_neighbours(&mut at_once, &tracks, &options);
        let neighbourhoods = Neighbourhoods::of(&in_parts, &options);
        let parts = tracks.chunks(40).map(|part| neighbourhoods.seen(part));
        let seen = parts.reduce(|seen, part| seen.with(&part)).unwrap();
        neighbourhoods.tell(&seen, &mut in_parts, &tracks);
        assert_eq!(in_parts, at_once);
        assert!(at_once.iter().any(|event| event.surroundings.others_near > 10));
    }
}
