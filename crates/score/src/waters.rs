//! What lies around a place, as far as rules ask: areas, DPRK waters, port limits, the Korean theatre.

use chart::{Area, AreaCargo};
use model::{Event, Metres, Position, Timestamp};

use crate::world::World;

impl World<'_> {
    /// Inside an area that lies in waters of the DPRK; the wide approach to them is none.
    pub(crate) fn in_dprk_waters(&self, at: Position) -> bool {
        self.areas_at(at).any(|area| self.weights.place.dprk_waters.contains(&area.id))
    }

    /// Areas of recorded transfers that hold a place; waters that ships only pass are none.
    pub(crate) fn transfer_areas(&self, at: Position) -> impl Iterator<Item = &Area> {
        self.areas_at(at).filter(|area| area.cargo != AreaCargo::Transit)
    }

    /// Charted areas that hold a place, where they are to count.
    fn areas_at(&self, at: Position) -> impl Iterator<Item = &Area> {
        self.scene.chart.areas_at(at).filter(|_| self.weights.place.on_record)
    }

    /// An area of recorded transfers at that time, search boxes left out.
    pub(crate) fn hot_spot(&self, at: Position, time: Timestamp) -> Option<&Area> {
        self.transfer_areas(at).find(|area| area.active_at(time) && !self.is_search_box(area))
    }

    pub(crate) fn is_search_box(&self, area: &Area) -> bool {
        self.weights.place.search_boxes.contains(&area.id)
    }

    /// Everyday business lies here: an anchorage, or the limits of a port outside the DPRK.
    pub(crate) fn in_port_limits(&self, event: &Event) -> bool {
        let limits = Metres::from_km(self.weights.place.port_limits_km);
        let near_port = event.surroundings.port.is_some_and(|distance| distance < limits);
        let anchored =
            event.surroundings.in_anchorage || self.scene.chart.anchorage_at(event.position).is_some();
        (near_port || anchored) && !self.is_dprk_coast(event.position)
    }

    /// Far from shore, ports and anchorages; `None` where the chart does not tell.
    pub(crate) fn is_offshore(&self, event: &Event) -> Option<bool> {
        let place = &self.weights.place;
        let free = Metres::from_km(place.anchorage_free_km);
        let shore = event.surroundings.shore?;
        let offshore = shore.0 > place.offshore_nmi * Metres::NAUTICAL_MILE.0;
        let clear =
            event.surroundings.port.is_none_or(|port| port > free) && !event.surroundings.in_anchorage;
        let anchorages = self.scene.chart.anchorages();
        let no_anchorage =
            anchorages.iter().all(|a| a.centre.distance(event.position).0 > a.radius.0 + free.0);
        Some(offshore && clear && no_anchorage)
    }

    /// Near a coast or an anchorage, in no area of transfers recorded for that time and outside waters of the DPRK: ships wait there every
    /// day, for a berth, a tide or orders.
    pub(crate) fn is_where_ships_wait(&self, event: &Event) -> bool {
        self.is_offshore(event) == Some(false)
            && self.hot_spot(event.position, event.start).is_none()
            && !self.in_dprk_waters(event.position)
    }

    /// Where a DPRK link can be read from places at all.
    pub(crate) fn in_theatre(&self, at: Position) -> bool {
        let place = &self.weights.place;
        let boxed = (place.theatre_south..=place.theatre_north).contains(&at.lat())
            && (place.theatre_west..=place.theatre_east).contains(&at.lon());
        boxed || self.areas_at(at).next().is_some()
    }

    /// Inside waters of the DPRK or the limits of its ports.
    pub(crate) fn is_dprk_coast(&self, at: Position) -> bool {
        self.in_dprk_waters(at) || self.at_dprk_port(at)
    }

    /// Where the DPRK's coastal trade sails: its coast, and waters nearer to a port of the DPRK than to any other.
    pub(crate) fn in_dprk_home_waters(&self, at: Position) -> bool {
        let nearest = || self.scene.chart.nearest_port(at);
        self.is_dprk_coast(at) || nearest().is_some_and(|(port, _)| port.roles.dprk)
    }

    fn at_dprk_port(&self, at: Position) -> bool {
        let limits = Metres::from_km(self.weights.place.port_limits_km);
        self.scene.chart.nearest_port(at).is_some_and(|(port, distance)| port.roles.dprk && distance < limits)
    }
}
