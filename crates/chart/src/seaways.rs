//! Ways by sea: how far it is, at least, from one place to another round the land between them.
//!
//! What a ship could have reached while nobody heard it depends on that: from the Yellow Sea to the Sea of Japan it is 400 km
//! as the crow flies and twice that round Korea. The way is taken over a lattice of cells of a fifth of a degree, open unless all
//! of a cell is land, so that no strait, river mouth or island closes a way. A way over the lattice is longer than the true
//! one, since it turns only at cells; each move counts for so much less that it never is. What comes out is a bound from below:
//! five sixths of what ships sail from Nampo to Wonsan, two thirds along a coast as ragged as from Incheon to Busan, and
//! enough to tell what lies behind a peninsula.

mod facts;
mod field;
mod lattice;
mod moves;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use model::{Metres, Position};

use crate::Chart;
use field::Field;
use lattice::{Cell, Lattice};

/// Ways by sea over a chart, for any number of threads. What it learns it remembers, up to a bound on memory.
///
/// ```
/// use darkwake_chart::{Chart, Outing, Seaways};
/// use model::{Degrees, Metres, Position};
///
/// let chart = Chart::builtin();
/// let seaways = Seaways::new(&chart);
/// let yellow_sea = Position::from_degrees(Degrees(36.3), Degrees(125.2))?;
/// let sea_of_japan = Position::from_degrees(Degrees(36.5), Degrees(130.2))?;
/// assert!(yellow_sea.distance(sea_of_japan) < Metres::from_km(450.0));
/// let there_and_back = |km| Outing { from: yellow_sea, to: Some(yellow_sea), within: Metres::from_km(km) };
/// assert_eq!(seaways.legs(there_and_back(1000.0), sea_of_japan), None);
/// let legs = seaways.legs(there_and_back(2000.0), sea_of_japan).expect("a thousand kilometres are enough");
/// assert!(legs.out > Metres::from_km(550.0) && legs.on == legs.out);
/// # Ok::<(), model::PositionError>(())
/// ```
#[derive(Debug)]
pub struct Seaways<'a> {
    lattice: Lattice<'a>,
    fields: Mutex<Fields>,
}

/// What a ship can have done unheard: it set out from one place, came to another if it was heard again, and sailed no farther.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outing {
    /// Where it set out from.
    pub from: Position,
    /// Where it came to; `None` if nobody knows.
    pub to: Option<Position>,
    /// How far it can have sailed in all.
    pub within: Metres,
}

/// The two parts of an outing by way of a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Legs {
    /// How far it is to the place, at least.
    pub out: Metres,
    /// How far on from there; 0 if nobody knows where to.
    pub on: Metres,
}

impl Legs {
    fn within(self, most: Metres) -> Option<Self> {
        (self.out.0 + self.on.0 <= most.0).then_some(self)
    }
}

impl Outing {
    /// The way by a place as the crow flies; `None` if it is too far.
    pub fn straight(&self, place: Position) -> Option<Legs> {
        let on = self.to.map_or(Metres(0.0), |to| place.distance(to));
        Legs { out: self.from.distance(place), on }.within(self.within)
    }
}

/// An outing between cells, and how far at least what is known of it reaches, in [`Fields::STEP`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Errand {
    from: Cell,
    to: Option<Cell>,
    steps: u32,
}

/// The distances on the outings that were asked for.
#[derive(Debug, Default)]
struct Fields {
    of: HashMap<Errand, Arc<Field>>,
    bytes: usize,
}

impl Fields {
    /// More than this is forgotten.
    const AT_MOST: usize = 64 << 20;
    const STEP: Metres = Metres(50_000.0);

    fn learn(&mut self, errand: Errand, field: Arc<Field>) {
        if self.bytes + field.bytes() > Self::AT_MOST {
            *self = Self::default();
        }
        let bytes = field.bytes();
        if self.of.insert(errand, field).is_none() {
            self.bytes += bytes;
        }
    }
}

impl<'a> Seaways<'a> {
    /// Of a chart. Nothing is worked out before it is asked for.
    pub fn new(chart: &'a Chart) -> Self {
        Self { lattice: Lattice::new(chart), fields: Mutex::default() }
    }

    /// How far it is at least by sea to a place on an outing, and on from there, no less than straight; `None` if the ship could
    /// not come by.
    ///
    /// Straight where the lattice has no say: where a straight way crosses no wholly inland cell, where either place lies in a
    /// pocket of water that is charted as land all round, such as a lake or a river port, and poleward of 70 degrees.
    pub fn legs(&self, outing: Outing, place: Position) -> Option<Legs> {
        let straight = outing.straight(place)?;
        let out = self.round(outing, place, straight.out)?;
        let on = match outing.to {
            Some(to) => {
                self.round(Outing { from: to, to: Some(outing.from), ..outing }, place, straight.on)?
            }
            None => Metres(0.0),
        };
        Legs { out, on }.within(outing.within)
    }

    /// The way from where an outing begins, or ends, to a place: straight, or round what lies between.
    fn round(&self, outing: Outing, place: Position, straight: Metres) -> Option<Metres> {
        if self.lattice.is_clear(outing.from, place) {
            return Some(straight);
        }
        let cells = [outing.from, place].map(Cell::of);
        if !cells.into_iter().all(|cell| self.lattice.is_at_sea(cell)) {
            return Some(straight);
        }
        // Less what lies within the cells at its ends.
        let slack = cells.map(|cell| cell.diagonal().0 / 2.0).iter().sum();
        let way = self.over_lattice(outing, cells, slack)?.0 - slack;
        Some(Metres(way.max(straight.0)))
    }

    fn over_lattice(&self, outing: Outing, [from, place]: [Cell; 2], slack: f64) -> Option<Metres> {
        let steps = ((outing.within.0 + slack) / Fields::STEP.0).ceil() as u32;
        let errand = Errand { from, to: outing.to.map(Cell::of), steps };
        self.field(errand).to(place)
    }

    fn field(&self, errand: Errand) -> Arc<Field> {
        let known = self.fields().of.get(&errand).cloned();
        known.unwrap_or_else(|| {
            let within = Metres(f64::from(errand.steps) * Fields::STEP.0);
            let field = Arc::new(Field::of(errand.from, errand.to, within, &self.lattice));
            self.fields().learn(errand, Arc::clone(&field));
            field
        })
    }

    /// Whoever panicked left fields that are whole.
    fn fields(&self) -> MutexGuard<'_, Fields> {
        self.fields.lock().unwrap_or_else(PoisonError::into_inner)
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
        Seaways::new(&CHART).legs(Outing { from, to: None, within: FAR }, to).unwrap().out.km()
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
                let outing = Outing { from, to: Some(to), within: length(way) };
                let found = seaways.legs(outing, to).map(|legs| legs.out);
                let half = way[legs / 2];
                assert!(seaways.legs(outing, half).is_some());
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
        let (from, place, to) = (at(36.3, 125.2), at(36.5, 130.2), at(34.0, 126.0));
        let outing = |to, km| Outing { from, to, within: Metres::from_km(km) };
        let seaways = Seaways::new(&CHART);
        let mut found = Vec::new();
        for (to, km) in [(None, 700.0), (Some(to), 1500.0), (None, 3000.0), (Some(to), 1100.0), (None, 500.0)]
        {
            let fresh = Seaways::new(&CHART).legs(outing(to, km), place).map(|legs| legs.out);
            assert_eq!(seaways.legs(outing(to, km), place).map(|legs| legs.out), fresh);
            found.push(fresh);
        }
        let way = found[0];
        assert!(way.is_some());
        assert_eq!(found, [way, way, way, way, None]);
        assert_eq!(
            seaways.legs(outing(Some(to), 900.0), place),
            None,
            "it could not have come on from there"
        );
    }
}
