//! The hulls that were heard and what they said of themselves.

use model::{
    BroadcastImo, Dimensions, FileId, Fleet, Identity, Location, Metres, ShipType, StaticReport, Timestamp,
    Transmitter, Vessel,
};

use super::event_back::hull;
use super::table;

table! {
    /// A hull that was heard, with the latest value of each static field as broadcast.
    "vessels": VesselRow {
        /// The hull: its MMSI, with `#2` and so on for a second hull under one number.
        hull: String, Plain;
        /// The number that it broadcasts.
        mmsi: i64, Plain;
        /// Which of the hulls under the number it is, from 0.
        part: i64, Plain;
        /// The IMO number field.
        imo: Option<i64>, Plain;
        /// Whether the check digit of the IMO number is right.
        imo_valid: Option<bool>, Plain;
        /// Name; untrusted text.
        name: Option<String>, Plain;
        /// Call sign; untrusted text.
        call_sign: Option<String>, Plain;
        /// Ship and cargo type of ITU-R M.1371.
        ship_type: Option<i64>, Plain;
        /// Length overall.
        length_m: Option<f64>, Metres;
        /// Beam.
        beam_m: Option<f64>, Metres;
        /// Draught.
        draught_m: Option<f64>, Metres;
        /// Destination; untrusted text.
        destination: Option<String>, Plain;
        /// What sent most of its fixes: A, B, long_range or unknown.
        transmitter: Transmitter, Plain;
        /// Its first record of any kind.
        first_seen: Timestamp, Plain;
        /// Its last record of any kind.
        last_seen: Timestamp, Plain;
        /// Fixes that are believed.
        fixes: i64, Plain;
        /// Maritime identification digits, which name the flag; absent if the number is not a ship's.
        mid: Option<i64>, Plain;
        /// Other names that it broadcast before, the latest first, with ` | ` between them; untrusted text.
        former_names: Option<String>, Plain;
    }
}

impl VesselRow {
    /// Names that it broadcast before the latest, the latest of them first.
    pub fn formerly(&self) -> impl Iterator<Item = &str> {
        self.former_names.iter().flat_map(|names| names.split(BETWEEN_NAMES))
    }

    /// The vessel of the row, with a timeline of nothing but its latest values, which cite no line of the archive; `None` where a
    /// value is none that a vessel can have.
    pub fn vessel(&self) -> Option<Vessel> {
        let hull = hull(self.mmsi, self.part)?;
        let report = StaticReport {
            mmsi: hull.mmsi,
            time: self.last_seen,
            imo: self.imo.and_then(|imo| BroadcastImo::from_field(u32::try_from(imo).ok()?)),
            name: self.name.clone(),
            call_sign: self.call_sign.clone(),
            ship_type: self.ship_type.and_then(|code| ShipType::from_field(u8::try_from(code).ok()?)),
            dimensions: self.dimensions()?,
            draught: self.draught_m.map(Metres),
            destination: self.destination.clone(),
            location: Location::row(FileId(0), 0),
        };
        Some(Vessel {
            hull,
            identity: Identity::of(&report),
            timeline: [report].into_iter().collect(),
            transmitter: self.transmitter,
            first_seen: self.first_seen,
            last_seen: self.last_seen,
            unplaced: Vec::new(),
        })
    }

    /// Sides that add up to length and beam: where the antenna is the row does not tell.
    fn dimensions(&self) -> Option<Option<Dimensions>> {
        if self.length_m.is_none() && self.beam_m.is_none() {
            return Some(None);
        }
        let (length, beam) = (self.length_m.unwrap_or_default(), self.beam_m.unwrap_or_default());
        let half = (beam / 2.0).floor();
        let is_side = (0.0..=1022.0).contains(&length) && (0.0..=126.0).contains(&beam);
        let (port, starboard) = (half as u8, (beam - half) as u8);
        is_side.then_some(Some(Dimensions { bow: length as u16, stern: 0, port, starboard }))
    }

    /// The row of a vessel of `fleet`.
    pub fn of(vessel: &Vessel, fleet: &Fleet) -> Self {
        let (hull, identity) = (vessel.hull, &vessel.identity);
        Self {
            hull: hull.to_string(),
            mmsi: i64::from(hull.mmsi.get()),
            part: i64::from(hull.part),
            imo: identity.imo.map(|imo| i64::from(imo.number())),
            imo_valid: identity.imo.map(|imo| imo.valid().is_some()),
            name: identity.name.clone(),
            former_names: former_names(vessel),
            call_sign: identity.call_sign.clone(),
            ship_type: identity.ship_type.map(ShipType::code).map(i64::from),
            length_m: identity.length().map(|Metres(length)| length),
            beam_m: identity.dimensions.and_then(Dimensions::beam).map(|Metres(beam)| beam),
            draught_m: identity.draught.map(|Metres(draught)| draught),
            destination: identity.destination.clone(),
            transmitter: vessel.transmitter,
            first_seen: vessel.first_seen,
            last_seen: vessel.last_seen,
            fixes: fleet.track(hull).map_or(0, |track| track.fixes.len() as i64),
            mid: hull.mmsi.mid().map(i64::from),
        }
    }
}

/// No name of six-bit ASCII holds a bar.
const BETWEEN_NAMES: &str = " | ";

/// At most so many are kept: ships that tell another name every minute have their names in the static reports.
const MOST_NAMES: usize = 20;

fn former_names(vessel: &Vessel) -> Option<String> {
    let latest = vessel.identity.name.as_deref();
    let mut names: Vec<String> = Vec::new();
    for report in vessel.timeline.iter().rev() {
        let Some(name) = report.content.name.as_deref().filter(|name| Some(*name) != latest) else {
            continue;
        };
        let name = name.replace(BETWEEN_NAMES, " / ");
        if names.len() < MOST_NAMES && !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| names.join(BETWEEN_NAMES))
}

#[cfg(test)]
mod tests {
    use model::{Mmsi, Timeline};

    use super::*;

    #[test]
    fn a_ship_that_changed_its_name_twice_was_called_both_before_and_a_name_taken_up_again_is_none_of_them() {
        let said = |hour: i64, name: &str| StaticReport {
            mmsi: Mmsi::try_from(445_000_001).unwrap(),
            time: Timestamp::from_ms(hour * 3_600_000).unwrap(),
            imo: None,
            name: Some(name.to_owned()),
            call_sign: None,
            ship_type: None,
            dimensions: None,
            draught: None,
            destination: None,
            location: Location::row(FileId(0), 1),
        };
        let names = ["SEA BREEZE", "TOK SONG", "HAPPY | STAR", "TOK SONG"];
        let timeline: Timeline = (0..).zip(names).map(|(hour, name)| said(hour, name)).collect();
        let hull = hull(445_000_001, 0).unwrap();
        let identity = Identity { name: Some("TOK SONG".to_owned()), ..Identity::default() };
        let seen = timeline.last().unwrap().time;
        let (transmitter, first_seen, last_seen) = (Transmitter::ClassA, seen, seen);
        let vessel =
            Vessel { hull, identity, timeline, transmitter, first_seen, last_seen, unplaced: Vec::new() };
        let row = VesselRow::of(&vessel, &Fleet::default());
        assert_eq!(row.formerly().collect::<Vec<_>>(), ["HAPPY / STAR", "SEA BREEZE"]);
        assert_eq!(VesselRow { former_names: None, ..row }.formerly().count(), 0);
    }
}
