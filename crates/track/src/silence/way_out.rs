//! The way out: an archive holds some waters and not others, and a ship that left them was not there to be heard.
//!
//! Nobody knows where a silent ship was. If she was under way and had the time to sail beyond the archive's waters and to come
//! back, she may have: ships that pass the edge of an area that was fetched, or of what stations hear, are unheard for days,
//! and mostly for no other reason. She is missed only on the way there and on the way back, and hours that she may have spent
//! beyond were not idle.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use model::{CellCounts, CellHour, Fix, Position, Span, Timestamp};

use super::ON_PASSAGE;

/// Row and column of a cell.
type Place = (u16, u16);

/// The limits of an archive's waters: from each cell that ships were in, the nearest one by sea that nobody ever was in, nor in any of
/// the eight around it, though many ships sail about it.
#[derive(Debug, Default)]
pub(super) struct Limits {
    beyond: BTreeMap<Place, Place>,
}

impl Limits {
    /// The limits of the waters that ships were heard in; no way leads over land.
    pub(super) fn of(cells: &CellCounts, on_land: impl Fn(Position) -> bool) -> Self {
        let waters = and_around(cells.keys().copied());
        let mut sea = and_around(waters.iter().copied());
        sea.retain(|cell| cells.contains_key(cell) || !on_land(of_place(*cell).centre()));
        let is_limit = |cell: &&Place| is_sailed_about(**cell, cells);
        let mut reached: VecDeque<Place> = sea.difference(&waters).filter(is_limit).copied().collect();
        let mut beyond: BTreeMap<Place, Place> = reached.iter().map(|cell| (*cell, *cell)).collect();
        while let Some(cell) = reached.pop_front() {
            let limit = beyond[&cell];
            for next in around(cell).filter(|next| sea.contains(next)) {
                beyond.entry(next).or_insert_with(|| {
                    reached.push_back(next);
                    limit
                });
            }
        }
        Self { beyond }
    }

    /// The nearest place beyond, where any is to be reached by sea.
    fn beyond(&self, fix: &Fix) -> Option<Position> {
        let cell = CellHour::of(fix.position, fix.time);
        Some(of_place(*self.beyond.get(&(cell.row, cell.column))?).centre())
    }
}

/// A way out of the archive's waters after one fix and back before the next, for which a silence leaves time.
#[derive(Debug)]
pub(super) struct WayOut {
    out: Leg,
    back: Option<Leg>,
    /// How long she may have been beyond.
    pub(super) beyond: Span,
}

/// From a fix to a place beyond, or from there to a fix.
#[derive(Debug, Clone, Copy)]
struct Leg {
    at: Timestamp,
    from: Position,
    to: Position,
    long: Span,
}

impl WayOut {
    /// The way out between two fixes, or after one until an archive ends, by ships that are under way at both; `None` where there is
    /// none, or no time for it.
    pub(super) fn of(last: &Fix, next: Option<&Fix>, end: Timestamp, limits: &Limits) -> Option<Self> {
        let out = Leg::of(last, limits)?;
        let back = match next {
            Some(next) => Some(Leg::of(next, limits)?),
            None => None,
        };
        let beyond = end - last.time - out.long - back.map_or(Span::ZERO, |back| back.long);
        (beyond > Span::ZERO).then_some(Self { out, back, beyond })
    }

    /// Where she was at a time, if not beyond.
    pub(super) fn place(&self, time: Timestamp) -> Option<Position> {
        let leg = |leg: &Leg| leg.place(time);
        leg(&self.out).or_else(|| self.back.as_ref().and_then(leg))
    }
}

impl Leg {
    fn of(fix: &Fix, limits: &Limits) -> Option<Self> {
        let speed = fix.speed().filter(|speed| *speed >= ON_PASSAGE)?;
        let to = limits.beyond(fix)?;
        let long = Span::from_secs_f64(fix.position.distance(to).0 / speed.metres_per_second());
        Some(Self { at: fix.time, from: fix.position, to, long })
    }

    fn place(&self, time: Timestamp) -> Option<Position> {
        let away = time.max(self.at) - time.min(self.at);
        (away < self.long).then(|| self.from.interpolate(self.to, away.secs() / self.long.secs()))
    }
}

/// Whether so many ships are heard within a degree that waters which go on would hold some, too: where few are, an empty cell is
/// one that nobody happened to sail, and no limit.
fn is_sailed_about(cell: Place, cells: &CellCounts) -> bool {
    const STEPS: u16 = 4;
    /// Hours of hulls that a cell would hold (design: none by chance in one of a hundred such cells).
    const HOURS: u32 = 5;
    let (mut hours, mut about) = (0, 0);
    for cell in of_place(cell).around(STEPS) {
        hours += cells.get(&(cell.row, cell.column)).map_or(0, |heard| heard.expected);
        about += 1;
    }
    hours >= HOURS * about
}

const fn of_place((row, column): Place) -> CellHour {
    CellHour { row, column, hour: 0 }
}

/// A cell and the eight around it.
fn around(cell: Place) -> impl Iterator<Item = Place> {
    of_place(cell).around(1).map(|cell| (cell.row, cell.column))
}

fn and_around(cells: impl Iterator<Item = Place>) -> BTreeSet<Place> {
    cells.flat_map(around).collect()
}

#[cfg(test)]
mod tests {
    use model::{Finding, Metres, SilenceFacts, Track};

    use super::*;
    use crate::silence::tests::judged_by;
    use crate::testing::{at, fix_at, mmsi, sailing, track};

    const HOURS: u32 = 120;
    /// The ships lie along this meridian, from the south, where the waters of the archive end, to the north.
    const EAST: f64 = 124.1;
    const SOUTH: f64 = 30.1;

    /// Ships that lie every quarter of a degree for five degrees, and are each heard every hour.
    fn waters() -> Vec<Track> {
        let lying = |row: u32| {
            let (place, mmsi) = (at(SOUTH + f64::from(row) * 0.25, EAST), mmsi(412_000_001 + row));
            track((0..HOURS).map(|hour| Fix { mmsi, ..fix_at(f64::from(hour) + 0.5, place) }).collect())
        };
        (0..20).map(lying).collect()
    }

    /// What is said of a silence from hour 40 to 70 of a ship that lies at one place but for two hours before it, when she sets out
    /// northwards at so many knots, and after it, when she comes back from the north.
    fn facts(north: f64, knots: f64, on_land: impl Fn(Position) -> bool) -> SilenceFacts {
        let (place, mmsi) = (at(SOUTH + north, EAST + 0.05), mmsi(440_000_001));
        let told = |hour: u32| match hour {
            38..=40 => sailing(knots, 0.0),
            70..=72 => sailing(knots, 180.0),
            _ => sailing(0.0, 0.0),
        };
        let fix = |hour: u32| Fix { mmsi, told: told(hour), ..fix_at(f64::from(hour) + 0.4, place) };
        let ship = track((0..HOURS).filter(|hour| !(41..70).contains(hour)).map(fix).collect());
        let [event] = &judged_by(waters(), ship, &[(40, Some(70))], on_land)[..] else {
            panic!("one silence")
        };
        let Finding::Gap(gap) = &event.finding else { panic!("{event:?}") };
        gap.facts.unwrap()
    }

    const fn at_sea(_: Position) -> bool {
        false
    }

    #[test]
    fn a_ship_that_passes_the_edge_of_the_archives_waters_and_comes_back_a_day_later_is_hardly_missed() {
        let edge = facts(0.0, 10.0, at_sea);
        assert!(edge.beyond.hours() > 20.0 && edge.idle.hours() < 10.0, "{edge:?}");
        assert!(edge.missed < 0.25 * facts(0.0, 0.0, at_sea).missed, "{edge:?}");
    }

    #[test]
    fn a_ship_that_had_no_time_to_leave_the_archives_waters_lay_idle_in_them() {
        let far = facts(2.5, 5.5, |place| place.lon() < EAST - 0.4 || place.lon() > EAST + 0.4);
        assert_eq!(far.beyond, Span::ZERO);
        assert!((far.idle.hours() - 30.0).abs() < 0.1 && far.missed > 20.0, "{far:?}");
    }

    #[test]
    fn no_ship_leaves_over_land() {
        let inland = facts(0.0, 10.0, |_| true);
        assert_eq!(inland.beyond, Span::ZERO);
        assert!(inland.missed > 20.0, "{inland:?}");
    }

    #[test]
    fn a_ship_that_lies_still_at_the_edge_of_the_archives_waters_has_not_left_them() {
        let still = facts(0.0, 0.0, at_sea);
        assert_eq!(still.beyond, Span::ZERO);
        assert!(still.missed > 20.0, "{still:?}");
    }

    #[test]
    fn the_way_out_leads_to_the_nearest_waters_that_no_ship_was_ever_near() {
        let lying = |north: f64| fix_at(0.0, at(SOUTH + north, EAST));
        let cells: CellCounts = (0..20)
            .map(|row| {
                let cell = CellHour::of(lying(f64::from(row) * 0.25).position, lying(0.0).time);
                ((cell.row, cell.column), model::Heard { heard: 500, expected: 500 })
            })
            .collect();
        let off_the_coast = |place: Position| place.lon() < EAST - 0.3 || place.lon() > EAST + 0.3;
        let limits = Limits::of(&cells, off_the_coast);
        let way = |north: f64| lying(north).position.distance(limits.beyond(&lying(north)).unwrap());
        assert!(way(0.0) < Metres(60_000.0), "{:?}", way(0.0));
        assert!(way(2.0) > Metres(220_000.0) && way(2.0) < Metres(280_000.0), "{:?}", way(2.0));
        let south = limits.beyond(&lying(2.0)).unwrap();
        assert!(south.lat() < SOUTH && (south.lon() - EAST).abs() < 0.4, "{south:?}");
    }

    #[test]
    fn where_few_ships_are_an_empty_cell_is_one_that_nobody_happened_to_sail() {
        let fix = fix_at(0.0, at(SOUTH, EAST));
        let cell = CellHour::of(fix.position, fix.time);
        let limits = |hours: u32| {
            let heard = model::Heard { heard: hours, expected: hours };
            Limits::of(&CellCounts::from([((cell.row, cell.column), heard)]), at_sea)
        };
        assert!(limits(404).beyond(&fix).is_none() && limits(405).beyond(&fix).is_some());
    }

    #[test]
    fn beyond_the_date_line_and_at_the_pole_there_are_limits_too() {
        for place in [at(0.1, 179.9), at(0.1, -179.9), at(89.9, 0.1), at(-89.9, 0.1)] {
            let fix = fix_at(0.0, place);
            let cell = CellHour::of(place, fix.time);
            let counted = ((cell.row, cell.column), model::Heard { heard: 500, expected: 500 });
            let limits = Limits::of(&CellCounts::from([counted]), at_sea);
            let beyond = limits.beyond(&fix).unwrap();
            assert!(place.distance(beyond) < Metres(100_000.0), "{place:?} {beyond:?}");
        }
    }
}
