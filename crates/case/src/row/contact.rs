//! How near two hulls were to each other and for how long, of which other profiles of encounters are told.

use model::{
    Contact, Degrees, Encounter, Event, Finding, Knots, Metres, Parties, Position, Reach, Surroundings,
    Timestamp,
};

use super::event_back::{hull, minutes};
use super::{EventRow, table};
use crate::Cites;

table! {
    /// Two hulls within a reach of each other without a break, for ten minutes or more. One stay of two hulls has a row for each
    /// reach that it came within.
    "contacts": ContactRow {
        /// The vessel with the lower number.
        mmsi_a: i64, Plain;
        /// Which of the hulls under `mmsi_a` it is, from 0.
        part_a: i64, Plain;
        /// The other vessel.
        mmsi_b: i64, Plain;
        /// Which of the hulls under `mmsi_b` it is, from 0.
        part_b: i64, Plain;
        /// It began when they came within this distance.
        enter_m: f64, Metres;
        /// It ended when they were farther apart than this.
        leave_m: f64, Metres;
        /// Whether slow silences were bridged.
        bridged: bool, Plain;
        /// When it began.
        start: Timestamp, Plain;
        /// When it ended.
        end: Timestamp, Plain;
        /// Mean latitude, north positive, WGS 84.
        lat: f64, Coordinate;
        /// Mean longitude, east positive, WGS 84.
        lon: f64, Coordinate;
        /// Smallest distance between the antennas.
        min_distance_m: f64, Metres;
        /// Median over time of the distance.
        median_distance_m: f64, Metres;
        /// Median over time of the faster hull's speed over ground.
        median_speed_kn: f64, Knots;
        /// Time for which both hulls were heard often enough.
        observed_minutes: f64, Minutes;
        /// Time within reach only because a slow silence was bridged.
        bridged_minutes: f64, Minutes;
        /// Median angle between the headings, folded to 0 to 90.
        relative_heading_deg: Option<f64>, Degrees;
        /// Median distance between the hulls, by heading and dimensions about the antenna.
        hull_distance_m: Option<f64>, Metres;
        /// How far the hulls moved from start to end.
        drift_m: f64, Metres;
        /// Distance to the nearest coast; 0 on land.
        shore_km: Option<f64>, Kilometres;
        /// Distance to the nearest listed port.
        port_km: Option<f64>, Kilometres;
        /// Whether it lies inside a listed or learned anchorage.
        in_anchorage: bool, Plain;
        /// Other hulls within 2 km at the time.
        others_near: i64, Plain;
        /// The lines of the archive that it rests on, as `file_id:line`.
        cites: Cites, Plain;
    }
}

impl ContactRow {
    /// The row of a contact.
    ///
    /// # Panics
    /// When it has no second hull, no end or no figures of an encounter, which every contact has.
    pub fn of(contact: &Contact) -> Self {
        let Contact { reach, event } = contact;
        let Finding::Encounter(figures) = &event.finding else {
            panic!("a contact is measured as an encounter")
        };
        let (a, b) = (event.parties.a, event.parties.b.expect("a contact has two hulls"));
        let around = &event.surroundings;
        Self {
            mmsi_a: i64::from(a.mmsi.get()),
            part_a: i64::from(a.part),
            mmsi_b: i64::from(b.mmsi.get()),
            part_b: i64::from(b.part),
            enter_m: reach.enter.0,
            leave_m: reach.leave.0,
            bridged: reach.bridged,
            start: event.start,
            end: event.end.expect("a contact has an end"),
            lat: event.position.lat(),
            lon: event.position.lon(),
            min_distance_m: figures.min_distance.0,
            median_distance_m: figures.median_distance.0,
            median_speed_kn: figures.median_speed.0,
            observed_minutes: figures.observed.minutes(),
            bridged_minutes: figures.bridged.minutes(),
            relative_heading_deg: figures.relative_heading.map(|Degrees(angle)| angle),
            hull_distance_m: figures.hull_distance.map(|Metres(distance)| distance),
            drift_m: figures.drift.0,
            shore_km: around.shore.map(Metres::km),
            port_km: around.port.map(Metres::km),
            in_anchorage: around.in_anchorage,
            others_near: i64::from(around.others_near),
            cites: Cites::of(&event.cites),
        }
    }

    /// The contact of the row, less the lines that it cites; `None` where a value is none that a contact can have.
    pub fn contact(&self) -> Option<Contact> {
        let figures = Encounter {
            min_distance: Metres(self.min_distance_m),
            median_distance: Metres(self.median_distance_m),
            median_speed: Knots(self.median_speed_kn),
            observed: minutes(self.observed_minutes),
            bridged: minutes(self.bridged_minutes),
            relative_heading: self.relative_heading_deg.map(Degrees),
            hull_distance: self.hull_distance_m.map(Metres),
            drift: Metres(self.drift_m),
            beside: None,
            sailed: None,
        };
        let (a, b) = (hull(self.mmsi_a, self.part_a)?, hull(self.mmsi_b, self.part_b)?);
        let event = Event {
            finding: Finding::Encounter(figures),
            parties: Parties { a, b: Some(b) },
            start: self.start,
            end: Some((self.start <= self.end).then_some(self.end)?),
            position: Position::from_degrees(Degrees(self.lat), Degrees(self.lon)).ok()?,
            surroundings: Surroundings {
                shore: self.shore_km.map(Metres::from_km),
                port: self.port_km.map(Metres::from_km),
                in_anchorage: self.in_anchorage,
                others_near: u32::try_from(self.others_near).ok()?,
            },
            cites: Vec::new(),
        };
        let reach = Reach { enter: Metres(self.enter_m), leave: Metres(self.leave_m), bridged: self.bridged };
        Some(Contact { reach, event })
    }

    /// The encounter that it is for a profile which takes `contact`, its own.
    pub fn encounter(&self, contact: &Contact) -> EventRow {
        EventRow { cites: self.cites.clone(), ..EventRow::of(&contact.event) }
    }
}
