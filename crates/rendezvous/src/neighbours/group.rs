//! Events grouped by small squares and periods: what is near a whole square is near all of its events whose time fits.

use std::ops::Range;

use foldhash::{HashMap, HashMapExt};
use model::{Metres, Position, Scale, Span, Timestamp};

use super::Query;
use super::index::{Cell, Grid};
use crate::SurroundingsOptions;
use crate::plane::short_way;

/// Events in one small square and one period, by their time.
pub(super) struct Group {
    pub(super) events: Vec<Near>,
    /// How many events the groups before it have.
    pub(super) first: usize,
    pub(super) centre: Position,
    /// No event is farther from the centre.
    pub(super) radius: Metres,
    /// At the latitude of the centre.
    scale: Scale,
}

/// An event, as far as it matters here.
pub(super) struct Near {
    pub(super) at: u32,
    pub(super) place: Position,
    pub(super) time: Timestamp,
}

pub(super) fn groups(queries: &[Query], options: &SurroundingsOptions) -> Vec<Group> {
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
        let scale = Scale::at(f64::from(centre.lat_e7()));
        Self { events: Vec::new(), first: 0, centre, radius: Metres(0.0), scale }
    }

    fn push(&mut self, event: Near) {
        self.radius = Metres(self.radius.0.max(self.centre.geodesic(event.place).0));
        self.events.push(event);
    }

    /// Between what the distance of two places near the centre lies. Within some kilometres of it a plane is right to one in a
    /// thousand up to 70 degrees of latitude, and to one in a hundred up to 85.
    fn about(&self, one: Position, other: Position) -> [f64; 2] {
        /// Where meridians draw together faster nothing is said.
        const LEAST: f64 = 0.09;
        const OFF: f64 = 0.02;
        if self.scale.east < LEAST * self.scale.north {
            return [0.0, f64::INFINITY];
        }
        let north = (f64::from(one.lat_e7()) - f64::from(other.lat_e7())) * self.scale.north;
        let east = short_way(i64::from(one.lon_e7()) - i64::from(other.lon_e7())) as f64 * self.scale.east;
        let about = (north * north + east * east).sqrt();
        [about * (1.0 - OFF), about * (1.0 + OFF)]
    }

    /// The events whose time fits a moment, from one of them on.
    pub(super) fn meanwhile(&self, moment: Timestamp, first: usize, within: Span) -> Range<usize> {
        let from = self.events.partition_point(|event| moment - event.time > within).max(first);
        from..from + self.events[from..].partition_point(|event| event.time - moment <= within)
    }

    /// How many of the events a place is near, as far as the square tells.
    pub(super) fn nearness(&self, place: Position, near: Metres) -> Nearness {
        /// More than distances are off by rounding.
        const SLACK: f64 = 0.01;
        let rim = self.radius.0 + SLACK;
        let [least, most] = self.about(place, self.centre);
        if least - rim > near.0 {
            Nearness::Far
        } else if most + rim <= near.0 || place.geodesic(self.centre).0 + rim <= near.0 {
            Nearness::Near
        } else {
            Nearness::InPart
        }
    }

    pub(super) fn is_within(&self, one: Position, other: Position, near: Metres) -> bool {
        let [least, most] = self.about(one, other);
        most <= near.0 || least <= near.0 && one.geodesic(other) <= near
    }
}

/// How a place lies to the events of a group.
pub(super) enum Nearness {
    /// Near none of them.
    Far,
    /// Near some of them, or none.
    InPart,
    /// Near all of them.
    Near,
}
