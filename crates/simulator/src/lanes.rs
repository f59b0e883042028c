//! Sea lanes: the ways that ships take between places, round land and clear of the coast.
//!
//! A coarse grid of water cells is searched (A*) for the cheapest way, where water close to a coast costs more;
//! the way is then pulled straight wherever a straight line costs no more and meets no land.

mod grid;
mod search;

use std::collections::BTreeMap;

use chart::Chart;
use model::{Metres, Position};

use crate::dice::Dice;
use crate::place::{Step, stepped};
use grid::Grid;

/// The lanes of the world.
#[derive(Debug)]
pub(crate) struct Lanes<'a> {
    chart: &'a Chart,
    grid: Grid,
    /// Ways between cells that were already asked for.
    known: BTreeMap<(usize, usize), Vec<Position>>,
    /// The cell at which a place joins the lanes.
    joins: BTreeMap<Position, Option<usize>>,
}

/// How far ships of one lane keep from its middle.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spread {
    /// Deviation, at most.
    pub(crate) most: Metres,
    /// Deviation as a share of the distance to the coast, at most.
    pub(crate) of_shore: f64,
}

impl Default for Spread {
    fn default() -> Self {
        Self { most: Metres::from_km(4.0), of_shore: 0.3 }
    }
}

impl<'a> Lanes<'a> {
    pub(crate) fn new(chart: &'a Chart) -> Self {
        Self { chart, grid: Grid::new(chart), known: BTreeMap::new(), joins: BTreeMap::new() }
    }

    /// The way from one place to another, both ends included; straight where no lane joins them.
    pub(crate) fn way(&mut self, from: Position, to: Position) -> Vec<Position> {
        if from.distance(to) < Metres::from_km(40.0) && !self.chart.crosses_land(from, to) {
            return vec![from, to];
        }
        let (Some(first), Some(last)) = (self.join(from), self.join(to)) else { return vec![from, to] };
        let between = self.between(first, last);
        let mut way = vec![from];
        way.extend(between);
        way.push(to);
        self.drop_detour_at_start(&mut way);
        way.reverse();
        self.drop_detour_at_start(&mut way);
        way.reverse();
        way
    }

    /// A way that keeps off the middle of its lane as one ship among many does.
    pub(crate) fn ship_way(
        &mut self,
        from: Position,
        to: Position,
        spread: Spread,
        dice: &mut Dice,
    ) -> Vec<Position> {
        let mut way = self.way(from, to);
        for k in 1..way.len().saturating_sub(1) {
            let reach = (self.chart.shore_distance(way[k]).0 * spread.of_shore).min(spread.most.0);
            let off = Step::polar(dice.direction(), Metres(reach * dice.unit()));
            let moved = stepped(way[k], off);
            if !self.chart.crosses_land(way[k - 1], moved) && !self.chart.crosses_land(moved, way[k + 1]) {
                way[k] = moved;
            }
        }
        way
    }

    /// Whether a place is reached by ships.
    pub(crate) fn reaches(&mut self, place: Position) -> bool {
        self.join(place).is_some()
    }

    fn between(&mut self, first: usize, last: usize) -> Vec<Position> {
        if let Some(way) = self.known.get(&(first, last)) {
            return way.clone();
        }
        let cells = search::cheapest(&self.grid, first, last).unwrap_or_else(|| vec![first, last]);
        let way = self.straightened(&cells);
        self.known.insert((first, last), way.clone());
        self.known.insert((last, first), way.iter().rev().copied().collect());
        way
    }

    /// Leaves out every cell that a straight line may pass by.
    fn straightened(&self, cells: &[usize]) -> Vec<Position> {
        let mut way = vec![self.grid.centre(cells[0])];
        let mut here = 0;
        while here + 1 < cells.len() {
            here = self.farthest_straight(cells, here);
            way.push(self.grid.centre(cells[here]));
        }
        way
    }

    fn farthest_straight(&self, cells: &[usize], here: usize) -> usize {
        const TRIES: usize = 8;
        let mut farthest = here + 1;
        let mut cost = self.grid.step_cost(cells[here], cells[here + 1]);
        for next in here + 2..cells.len() {
            cost += self.grid.step_cost(cells[next - 1], cells[next]);
            let (from, to) = (self.grid.centre(cells[here]), self.grid.centre(cells[next]));
            if self.grid.line_cost(from, to) <= cost * 1.01 && !self.chart.crosses_land(from, to) {
                farthest = next;
            } else if next > farthest + TRIES {
                break;
            }
        }
        farthest
    }

    fn drop_detour_at_start(&self, way: &mut Vec<Position>) {
        while way.len() > 2
            && way[0].distance(way[2]) < Metres::from_km(60.0)
            && !self.chart.crosses_land(way[0], way[2])
        {
            way.remove(1);
        }
    }

    fn join(&mut self, place: Position) -> Option<usize> {
        if let Some(cell) = self.joins.get(&place) {
            return *cell;
        }
        let chart = self.chart;
        let cell = self
            .grid
            .around(place)
            .into_iter()
            .find(|cell| !chart.crosses_land(place, self.grid.centre(*cell)));
        self.joins.insert(place, cell);
        cell
    }
}

/// How long a way is.
pub(crate) fn length(way: &[Position]) -> Metres {
    Metres(way.windows(2).map(|leg| leg[0].distance(leg[1]).0).sum())
}

#[cfg(test)]
mod tests {
    use model::Degrees;

    use super::*;
    use crate::place::charted;

    fn water_near(lanes: &mut Lanes<'_>, place: (f64, f64)) -> Position {
        let rings = (0..60).flat_map(|ring| (0..12).map(move |spoke| (ring, spoke)));
        let out =
            |ring, spoke| Step::polar(Degrees(f64::from(spoke) * 30.0), Metres(f64::from(ring) * 400.0));
        let mut near = rings.map(|(ring, spoke)| stepped(charted(place), out(ring, spoke)));
        near.find(|at| lanes.chart.shore_distance(*at) > Metres(500.0) && lanes.reaches(*at)).unwrap()
    }

    #[test]
    fn ships_from_incheon_to_busan_go_round_the_peninsula() {
        let chart = Chart::builtin();
        let mut lanes = Lanes::new(&chart);
        let incheon = water_near(&mut lanes, (37.4, 126.5));
        let busan = water_near(&mut lanes, (35.05, 129.1));
        let way = lanes.way(incheon, busan);
        assert!((500.0..900.0).contains(&length(&way).km()), "{} km", length(&way).km());
        assert!(way.iter().any(|at| at.lat() < 34.5), "round the south-west corner");
        for leg in way.windows(2) {
            assert!(!chart.crosses_land(leg[0], leg[1]), "{leg:?}");
        }
    }

    #[test]
    fn the_way_back_is_as_long_as_the_way_out() {
        let chart = Chart::builtin();
        let mut lanes = Lanes::new(&chart);
        let shanghai = water_near(&mut lanes, (31.0, 122.3));
        let vladivostok = water_near(&mut lanes, (42.9, 131.9));
        let out = length(&lanes.way(shanghai, vladivostok)).km();
        let back = length(&lanes.way(vladivostok, shanghai)).km();
        assert!((out - back).abs() < 0.02 * out, "{out} and {back}");
    }
}
