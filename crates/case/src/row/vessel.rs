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
    }
}

impl VesselRow {
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
            identity: Identity {
                imo: report.imo,
                name: report.name.clone(),
                call_sign: report.call_sign.clone(),
                ship_type: report.ship_type,
                dimensions: report.dimensions,
                draught: report.draught,
                destination: report.destination.clone(),
            },
            timeline: vec![report],
            transmitter: self.transmitter,
            first_seen: self.first_seen,
            last_seen: self.last_seen,
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
