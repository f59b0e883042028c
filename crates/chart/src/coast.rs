//! The coast line of the world: how far it is, whether a place is land, whether a way meets it.
//!
//! One set of edges, sorted along a Hilbert curve, under three indices: a grid of cells that answers exactly in
//! integers what is land and what a way crosses, a tree of boxes in space that finds the nearest of all edges, and
//! patches of sea that remember the few edges that can be the nearest there.

mod area;
mod cells;
mod contest;
mod edge;
mod hilbert;
mod nearest;
mod patch;
mod rings;
mod table;
mod tree;

use model::{Metres, Position};

use cells::Cells;
use edge::Edge;
use nearest::Nearest;
use patch::{Indices, Patches};

use crate::{Coastline, space};

/// The coast of the world.
#[derive(Debug, Clone)]
pub(crate) struct Coast {
    edges: Vec<Edge>,
    cells: Cells,
    nearest: Nearest,
    patches: Patches,
}

impl Coast {
    pub(crate) fn builtin() -> Self {
        let mut rings = table::rings(include_bytes!("../data/coast.bin.zst"));
        rings.retain(|ring| !is_null_island(ring));
        Self::new(rings::edges(&rings))
    }

    pub(crate) fn of(coastline: &Coastline) -> Self {
        Self::new(rings::edges(coastline.rings()))
    }

    fn new(mut edges: Vec<Edge>) -> Self {
        edges.sort_by_cached_key(|edge| hilbert::key(edge.a));
        let cells = Cells::new(&edges);
        let nearest = Nearest::new(&edges);
        Self { edges, cells, nearest, patches: Patches::new() }
    }

    /// Distance along the sphere to the nearest edge, 0 on land; right to 5 m for the charted coast.
    pub(crate) fn distance(&self, at: Position) -> Metres {
        let Self { edges, cells, nearest, patches } = self;
        patches.distance(at, Indices { edges, cells, nearest })
    }

    /// Distance along the sphere to the nearest edge from a place on land, 0 at sea.
    pub(crate) fn inland(&self, at: Position) -> Metres {
        if !self.on_land(at) {
            return Metres(0.0);
        }
        let from = tree::point(at);
        space::along_sphere(f64::from(tree::square(from, self.nearest.nearest_point(from, at))))
    }

    pub(crate) fn on_land(&self, at: Position) -> bool {
        self.cells.on_land(at, &self.edges)
    }

    /// Whether either end is land or the way between them meets an edge.
    pub(crate) fn crosses(&self, from: Position, to: Position) -> bool {
        let meets = |way: &Edge| self.cells.meets(*way, &self.edges);
        self.on_land(from) || self.on_land(to) || rings::short_way(from, to).iter().any(meets)
    }
}

/// Whether a ring is the islet that Natural Earth draws where latitude and longitude are 0, where there is none: it catches
/// places that were never filled in.
fn is_null_island(ring: &[Position]) -> bool {
    const ABOUT_E7: u32 = 100_000;
    ring.iter().all(|at| at.lat_e7().unsigned_abs() < ABOUT_E7 && at.lon_e7().unsigned_abs() < ABOUT_E7)
}

#[cfg(test)]
mod tests {
    use model::Degrees;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    fn at(lat: f64, lon: f64) -> Position {
        Position::from_degrees(Degrees(lat), Degrees(lon)).unwrap()
    }

    /// Seeded places: all over the world, off Korea, in the far north, about the dateline, on lines of the grid.
    fn sample(count: usize) -> Vec<Position> {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let mut within = |lat: std::ops::Range<f64>, lon: std::ops::Range<f64>| {
            at(rng.random_range(lat), rng.random_range(lon))
        };
        let mut places =
            vec![at(90.0, 0.0), at(-90.0, 12.0), at(0.0, 180.0), at(0.0, -180.0), at(65.5, -180.0)];
        for _ in 0..count {
            places.push(within(-90.0..90.0, -180.0..180.0));
            places.push(within(30.0..43.0, 117.0..136.0));
            places.push(within(60.0..90.0, -180.0..180.0));
            places.push(within(-60.0..80.0, 179.5..180.0));
            let place = within(-80.0..80.0, -180.0..180.0);
            places.push(at((place.lat() * 4.0).round() / 4.0, place.lon()));
            places.push(at(place.lat(), (place.lon() * 4.0).round() / 4.0));
        }
        places
    }

    fn land_by_every_edge(coast: &Coast, at: Position) -> bool {
        coast.edges.iter().filter(|edge| edge.lies_north_of(at)).count() % 2 == 1
    }

    /// The least distance, on the sphere, to a hundred points of every edge that can hold it.
    fn distance_by_every_edge(coast: &Coast, from: Position) -> Metres {
        let mut best = f64::INFINITY;
        for edge in &coast.edges {
            let to_point = |share: f64| from.distance(edge.a.interpolate(edge.b, share)).0;
            if to_point(0.0) - edge.a.distance(edge.b).0 < best {
                best = (0..=100).map(|i| to_point(f64::from(i) / 100.0)).fold(best, f64::min);
            }
        }
        Metres(best)
    }

    #[test]
    fn there_is_no_islet_where_places_that_were_never_filled_in_stand() {
        let coast = Coast::builtin();
        assert!(!coast.on_land(at(0.0, 0.0)) && !coast.on_land(at(0.0, 0.001)));
        let off = coast.distance(at(0.0, 0.0)).km();
        assert!((500.0..650.0).contains(&off), "{off}");
        // São Tomé lies on the line.
        assert!(coast.on_land(at(0.2, 6.6)));
    }

    #[test]
    fn land_is_what_every_edge_of_the_world_says() {
        let coast = Coast::builtin();
        for place in sample(60) {
            let place = if place.lon() == 180.0 { at(place.lat(), -180.0) } else { place };
            assert_eq!(coast.on_land(place), land_by_every_edge(&coast, place), "{place}");
        }
    }

    #[test]
    fn the_nearest_coast_is_found_from_anywhere() {
        let coast = Coast::builtin();
        let at_sea = sample(30).into_iter().filter(|&place| !coast.on_land(place));
        for place in at_sea {
            let (found, brute) = (coast.distance(place), distance_by_every_edge(&coast, place));
            assert!((found.0 - brute.0).abs() < 100.0, "{place}: found {found:?}, by every edge {brute:?}");
        }
    }

    #[test]
    fn a_way_crosses_what_every_edge_of_the_world_says() {
        let coast = Coast::builtin();
        let places = sample(12);
        for (&from, &to) in places.iter().zip(&places[1..]) {
            let near = from.interpolate(to, 0.02);
            for to in [near, to] {
                let ways = rings::short_way(from, to);
                let meets = ways.iter().any(|way| coast.edges.iter().any(|edge| edge.meets(*way)));
                let expected = meets || coast.on_land(from) || coast.on_land(to);
                assert_eq!(coast.crosses(from, to), expected, "{from} to {to}");
            }
        }
    }

    #[test]
    fn both_names_of_the_dateline_are_one_place() {
        let coast = Coast::builtin();
        for lat in [-80.0, -16.8, 0.0, 51.9, 66.0, 68.0, 71.2, 85.0] {
            let (east, west) = (at(lat, 180.0), at(lat, -180.0));
            assert_eq!(coast.on_land(east), coast.on_land(west), "{lat}");
            assert!((coast.distance(east).0 - coast.distance(west).0).abs() < 2.0, "{lat}");
        }
    }

    #[test]
    fn a_coast_with_a_lake_has_land_between_its_shores() {
        let square = |size: f64| vec![at(-size, -size), at(-size, size), at(size, size), at(size, -size)];
        let coast = Coast::new(rings::edges(&[square(2.0), square(1.0)]));
        assert!(coast.on_land(at(1.5, 0.0)) && !coast.on_land(at(0.5, 0.5)) && !coast.on_land(at(2.5, 0.0)));
        assert!((coast.distance(at(0.0, 3.0)).km() - 111.2).abs() < 0.1);
        assert!((coast.inland(at(0.0, 1.4)).km() - 44.5).abs() < 0.1);
        assert_eq!(coast.inland(at(0.0, 0.5)), Metres(0.0));
    }
}
