//! The chart: one value that answers every question of place.

use model::{Metres, Position};
use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::coast::Coast;
use crate::space::{self, Point};
use crate::{Anchorage, Area, Coastline, Port};

/// Coast, ports, anchorages and areas, ready for queries.
///
/// ```
/// use darkwake_chart::Chart;
/// use model::{Degrees, Position};
///
/// let chart = Chart::builtin();
/// let yellow_sea = Position::from_degrees(Degrees(36.0), Degrees(124.0))?;
/// assert!(chart.shore_distance(yellow_sea).km() > 100.0);
/// # Ok::<(), model::PositionError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Chart {
    coast: Coast,
    ports: Vec<Port>,
    /// Ports by their points in space, each with its index.
    port_tree: RTree<GeomWithData<Point, usize>>,
    anchorages: Vec<Anchorage>,
    /// Anchorages by the points of their centres, each with its index.
    anchorage_tree: RTree<GeomWithData<Point, usize>>,
    areas: Vec<Area>,
}

impl Chart {
    /// The chart that is built in; decoding takes tens of milliseconds, so build it once and share it.
    pub fn builtin() -> Self {
        let (ports, anchorages) = (Port::builtin(), Anchorage::builtin());
        Self {
            coast: Coast::builtin(),
            port_tree: tree(ports.iter().map(|port| port.position)),
            ports,
            anchorage_tree: tree(anchorages.iter().map(|anchorage| anchorage.centre)),
            anchorages,
            areas: Area::builtin(),
        }
    }

    /// The same chart with more anchorages, such as an archive tells.
    #[must_use]
    pub fn with_anchorages(mut self, more: impl IntoIterator<Item = Anchorage>) -> Self {
        self.anchorages.extend(more);
        self.anchorage_tree = tree(self.anchorages.iter().map(|anchorage| anchorage.centre));
        self
    }

    /// The same chart with another coast, of the whole world: where it has no rings there is no land.
    #[must_use]
    pub fn with_coast(self, coastline: &Coastline) -> Self {
        Self { coast: Coast::of(coastline), ..self }
    }

    /// Distance to the nearest charted coast; 0 on land.
    pub fn shore_distance(&self, at: Position) -> Metres {
        self.coast.distance(at)
    }

    /// Whether a place is charted as land; lakes count as land.
    pub fn on_land(&self, at: Position) -> bool {
        self.coast.on_land(at)
    }

    /// How far a place lies from every charted coast and port, if it lies on land; 0 at sea. Many ports lie on rivers that
    /// are not charted.
    pub fn landlocked(&self, at: Position) -> Metres {
        let coast = self.coast.inland(at);
        if coast == Metres(0.0) {
            return coast;
        }
        let port = self.nearest_port(at).map_or(f64::INFINITY, |(_, port)| port.0);
        Metres(coast.0.min(port))
    }

    /// Whether the way between two places, straight in latitude and longitude and the short way round the
    /// dateline, touches land.
    pub fn crosses_land(&self, from: Position, to: Position) -> bool {
        self.coast.crosses(from, to)
    }

    /// The nearest port and how far it is.
    pub fn nearest_port(&self, at: Position) -> Option<(&Port, Metres)> {
        /// By how much the square of a distance on the sphere may exceed that of the nearest: twice twice what the sphere is off.
        const OFF: f64 = 1.03;
        let mut by_sphere = self.port_tree.nearest_neighbor_iter_with_distance_2(&space::point(at));
        let (first, least) = by_sphere.next()?;
        let others = by_sphere.take_while(|(_, square)| *square <= least * OFF).map(|(port, _)| port);
        let ports = std::iter::once(first).chain(others).map(|port| &self.ports[port.data]);
        ports
            .map(|port| (port, port.position.geodesic(at)))
            .min_by(|one, other| one.1.0.total_cmp(&other.1.0))
    }

    /// All ports, by country and name.
    pub fn ports(&self) -> &[Port] {
        &self.ports
    }

    /// The anchorage that holds a place; where two overlap, the one with the nearer centre.
    pub fn anchorage_at(&self, at: Position) -> Option<&Anchorage> {
        let reach = Anchorage::WIDEST.0;
        let near = self.anchorage_tree.locate_within_distance(space::point(at), reach * reach);
        let holding = near.map(|near| &self.anchorages[near.data]).filter(|anchorage| anchorage.contains(at));
        holding.min_by(|a, b| a.centre.distance(at).0.total_cmp(&b.centre.distance(at).0))
    }

    /// All anchorages: listed ones, then those that were added.
    pub fn anchorages(&self) -> &[Anchorage] {
        &self.anchorages
    }

    /// All areas, active or not.
    pub fn areas(&self) -> &[Area] {
        &self.areas
    }

    /// The areas that hold a place, active or not.
    pub fn areas_at(&self, at: Position) -> impl Iterator<Item = &Area> {
        self.areas.iter().filter(move |area| area.contains(at))
    }
}

fn tree(places: impl Iterator<Item = Position>) -> RTree<GeomWithData<Point, usize>> {
    let points = places.map(space::point);
    RTree::bulk_load(points.zip(0..).map(|(point, index)| GeomWithData::new(point, index)).collect())
}
