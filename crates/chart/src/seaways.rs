//! Ways by sea: how far it is, at least, from one place to another round the land between them.
//!
//! What a ship could have reached while nobody heard it depends on that: from the Yellow Sea to the Sea of Japan it is 400 km
//! as the crow flies and twice that round Korea. The way is taken over a lattice of cells of a fifth of a degree, open unless all
//! of a cell is land, so that no strait, river mouth or island closes a way. A way over the lattice is longer than the true
//! one, since it turns only at cells; each move counts for so much less that it never is. What comes out is a bound from below:
//! five sixths of what ships sail from Nampo to Wonsan, two thirds along a coast as ragged as from Incheon to Busan, and
//! enough to tell what lies behind a peninsula.

mod field;
mod lattice;

use std::cell::RefCell;
use std::collections::HashMap;

use model::{Metres, Position};

use crate::Chart;
use field::Field;
use lattice::{Cell, Lattice};

/// Ways by sea over a chart. What it learns it remembers, up to a bound on memory.
///
/// ```
/// use darkwake_chart::{Chart, Seaways};
/// use model::{Degrees, Metres, Position};
///
/// let chart = Chart::builtin();
/// let seaways = Seaways::new(&chart);
/// let yellow_sea = Position::from_degrees(Degrees(36.3), Degrees(125.2))?;
/// let sea_of_japan = Position::from_degrees(Degrees(36.5), Degrees(130.2))?;
/// assert!(yellow_sea.distance(sea_of_japan) < Metres::from_km(450.0));
/// assert_eq!(seaways.distance(yellow_sea, sea_of_japan, Metres::from_km(600.0)), None);
/// # Ok::<(), model::PositionError>(())
/// ```
#[derive(Debug)]
pub struct Seaways<'a> {
    lattice: Lattice<'a>,
    fields: RefCell<Fields>,
}

/// The distances from the cells that were asked for.
#[derive(Debug, Default)]
struct Fields {
    from: HashMap<Cell, Field>,
    bytes: usize,
}

impl Fields {
    /// More than this is forgotten.
    const AT_MOST: usize = 64 << 20;
    /// Fields reach a whole number of these, so that what lies a little farther is not asked in vain.
    const STEP: Metres = Metres(500_000.0);
}

impl<'a> Seaways<'a> {
    /// Of a chart. Nothing is worked out before it is asked for.
    pub fn new(chart: &'a Chart) -> Self {
        Self { lattice: Lattice::new(chart), fields: RefCell::default() }
    }

    /// How far it is at least by sea, no less than straight; `None` if that is farther than `within`.
    ///
    /// Straight where the lattice has no say: where a straight way crosses no wholly inland cell, where either place lies in a
    /// pocket of water that is charted as land all round, such as a lake or a river port, and poleward of 70 degrees.
    pub fn distance(&self, from: Position, to: Position, within: Metres) -> Option<Metres> {
        let straight = from.distance(to);
        if straight > within || self.lattice.is_clear(from, to) {
            return (straight <= within).then_some(straight);
        }
        let cells = [from, to].map(Cell::of);
        if !cells.into_iter().all(|cell| self.lattice.is_at_sea(cell)) {
            return Some(straight);
        }
        let round = self.round(cells, within)?;
        Some(Metres(round.0.max(straight.0)))
    }

    /// The way over the lattice, less what lies within the cells at its ends.
    fn round(&self, [from, to]: [Cell; 2], within: Metres) -> Option<Metres> {
        let slack = from.diagonal().0 / 2.0 + to.diagonal().0 / 2.0;
        let mut fields = self.fields.borrow_mut();
        let reach = Metres(within.0 + slack);
        let is_known = fields.from.get(&from).is_some_and(|field| field.reaches(reach));
        if !is_known {
            let reach = Metres((reach.0 / Fields::STEP.0).ceil() * Fields::STEP.0);
            fields.learn(from, Field::about(from, reach, &self.lattice));
        }
        let way = fields.from.get(&from)?.to(to)?.0 - slack;
        (way <= within.0).then_some(Metres(way))
    }
}

impl Fields {
    fn learn(&mut self, from: Cell, field: Field) {
        if self.bytes + field.bytes() > Self::AT_MOST {
            *self = Self::default();
        }
        self.bytes += field.bytes();
        if let Some(before) = self.from.insert(from, field) {
            self.bytes -= before.bytes();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use model::Degrees;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    static CHART: LazyLock<Chart> = LazyLock::new(Chart::builtin);

    fn at(lat: f64, lon: f64) -> Position {
        Position::from_degrees(Degrees(lat), Degrees(lon)).unwrap()
    }

    /// Farther than any of these tests sails.
    const FAR: Metres = Metres(3e6);

    fn way(from: Position, to: Position) -> f64 {
        Seaways::new(&CHART).distance(from, to, FAR).unwrap().km()
    }

    fn length(way: &[Position]) -> Metres {
        Metres(way.windows(2).map(|leg| leg[0].distance(leg[1]).0).sum())
    }

    #[test]
    fn round_a_peninsula_it_is_nearly_as_far_as_ships_sail() {
        let (nampo, wonsan) = (at(38.6, 124.9), at(39.25, 127.6));
        let capes = [(37.9, 124.5), (34.6, 125.7), (34.15, 126.6), (35.0, 129.3), (37.1, 129.5)];
        let sailed = [vec![nampo], capes.map(|(lat, lon)| at(lat, lon)).to_vec(), vec![wonsan]].concat();
        let (found, sailed) = (way(nampo, wonsan), length(&sailed).km());
        assert!(found <= sailed && found > 0.8 * sailed, "{found} of {sailed}");
        assert!(nampo.distance(wonsan).km() < 0.25 * found);
    }

    #[test]
    fn a_strait_that_ships_pass_closes_no_way() {
        let (dalian, yantai) = (at(38.8, 121.7), at(37.7, 121.4));
        assert_eq!(way(dalian, yantai), dalian.distance(yantai).km());
        // The strait of Shimonoseki is 600 m wide.
        let (hibiki, suo) = (at(34.1, 130.7), at(33.85, 131.3));
        assert!(way(hibiki, suo) < 1.5 * hibiki.distance(suo).km());
    }

    /// Sails along the coast, with the land on one side, as far as it comes in so many legs.
    fn coasting(from: Position, turn: f64, rng: &mut ChaCha8Rng) -> Vec<Position> {
        let (mut way, mut course) = (vec![from], rng.random_range(0.0..360.0));
        for _ in 0..600 {
            let last = way[way.len() - 1];
            let next = last.towards(
                Degrees(f64::rem_euclid(course, 360.0)),
                Metres::from_km(rng.random_range(5.0..30.0)),
            );
            if CHART.crosses_land(last, next) {
                course += turn;
            } else {
                way.push(next);
                course -= turn;
            }
        }
        way
    }

    #[test]
    fn no_way_that_keeps_to_open_water_is_shorter_than_is_said() {
        let seaways = Seaways::new(&CHART);
        let mut rng = ChaCha8Rng::seed_from_u64(2);
        let mut round_land = 0;
        for number in 0..200 {
            let from = at(rng.random_range(32.0..41.0), rng.random_range(118.0..133.0));
            if CHART.on_land(from) || CHART.shore_distance(from) > Metres::from_km(40.0) {
                continue;
            }
            let sailed = coasting(from, if number % 2 == 0 { 20.0 } else { -20.0 }, &mut rng);
            for legs in [5, 20, 50, 100].into_iter().filter(|&legs| legs < sailed.len()) {
                let (way, to) = (&sailed[..=legs], sailed[legs]);
                let found = seaways.distance(from, to, length(way));
                assert!(found.is_some_and(|found| found >= from.distance(to)), "{from:?} {to:?}: {found:?}");
                round_land += usize::from(found > Some(from.distance(to)));
            }
        }
        assert!(round_land > 20, "{round_land} ways round land");
    }

    #[test]
    fn what_lies_in_a_pocket_of_land_is_as_far_as_it_looks() {
        // Chungju on the lake above the Han, and the Yellow Sea.
        let (lake, sea) = (at(36.99, 127.95), at(36.3, 125.2));
        assert_eq!(way(sea, lake), sea.distance(lake).km());
    }

    #[test]
    fn a_way_over_the_dateline_is_the_same_as_elsewhere() {
        let (west, east) = (at(52.0, 179.0), at(52.0, -178.0));
        assert_eq!(way(west, east), west.distance(east).km());
        // From beyond the line into the Sea of Okhotsk ships round Kamchatka.
        let (bering, okhotsk) = (at(56.0, -178.0), at(56.0, 153.0));
        let sailed = length(&[bering, at(50.7, 156.7), okhotsk]).km();
        let found = way(bering, okhotsk);
        assert!(found > 0.85 * sailed && found <= sailed, "{found} of {sailed}");
    }

    #[test]
    fn what_was_asked_before_changes_no_answer() {
        let (from, to) = (at(36.3, 125.2), at(36.5, 130.2));
        let (seaways, near) = (Seaways::new(&CHART), Metres::from_km(700.0));
        let before = seaways.distance(from, to, near);
        let far = seaways.distance(from, to, FAR);
        assert_eq!(
            (before, far),
            (seaways.distance(from, to, near), Seaways::new(&CHART).distance(from, to, FAR))
        );
        assert!(before.is_some() && before == far);
        assert_eq!(seaways.distance(from, to, Metres::from_km(500.0)), None);
    }
}
