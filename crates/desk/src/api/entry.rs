//! Rows as the API gives them: our columns, and beside them the shape that Global Fishing Watch gave events and vessels.

use case::{EventRow, ReviewedLead, Unit, VesselRow};
use model::Timestamp;
use serde::Serialize;

use crate::desk::{Desk, HullKey};

/// A place.
#[derive(Serialize)]
pub(super) struct Position {
    lat: f64,
    lon: f64,
}

/// A vessel of an event or lead.
#[derive(Serialize)]
pub(super) struct Party<'a> {
    /// The key in addresses.
    id: String,
    /// Its number as it is broadcast.
    ssvid: String,
    /// Latest name broadcast; untrusted text.
    name: Option<&'a str>,
    /// ISO 3166 code of the flag that its number claims.
    flag: Option<&'static str>,
}

/// A finding: an event or a lead.
#[derive(Serialize)]
pub(super) struct Finding<'a, R> {
    id: String,
    r#type: &'static str,
    position: Position,
    vessels: Vec<Party<'a>>,
    #[serde(flatten)]
    row: &'a R,
}

/// A vessel.
#[derive(Serialize)]
pub(super) struct Vessel<'a> {
    id: String,
    ssvid: String,
    shipname: Option<&'a str>,
    callsign: Option<&'a str>,
    flag: Option<&'static str>,
    #[serde(rename = "transmissionDateFrom")]
    from: String,
    #[serde(rename = "transmissionDateTo")]
    to: String,
    #[serde(flatten)]
    row: &'a VesselRow,
}

impl Position {
    fn of(lat: f64, lon: f64) -> Self {
        Self { lat: shown(lat), lon: shown(lon) }
    }
}

impl<'a> Party<'a> {
    fn of(desk: &'a Desk, hull: HullKey) -> Self {
        let vessel = desk.vessel(hull);
        Self {
            id: hull.to_string(),
            ssvid: format!("{:09}", hull.mmsi),
            name: vessel.and_then(|vessel| vessel.name.as_deref()),
            flag: vessel.and_then(|vessel| score::country_of_mid(vessel.mid?)),
        }
    }
}

impl<'a> Finding<'a, EventRow> {
    pub(super) fn event(desk: &'a Desk, event: &'a EventRow) -> Self {
        let hulls = [Some(HullKey::first(event)), HullKey::second(event)];
        Self {
            id: event.event_id.clone(),
            r#type: event.kind.as_str(),
            position: Position::of(event.lat, event.lon),
            vessels: hulls.into_iter().flatten().map(|hull| Party::of(desk, hull)).collect(),
            row: event,
        }
    }
}

impl<'a> Finding<'a, ReviewedLead> {
    pub(super) fn lead(desk: &'a Desk, row: &'a ReviewedLead) -> Self {
        let lead = &row.lead;
        let second = lead.mmsi_b.map(|mmsi| HullKey { mmsi, part: lead.part_b.unwrap_or_default() });
        let hulls = [Some(HullKey { mmsi: lead.mmsi_a, part: lead.part_a }), second];
        Self {
            id: lead.lead_id.clone(),
            r#type: lead.kind.as_str(),
            position: Position::of(lead.lat, lead.lon),
            vessels: hulls.into_iter().flatten().map(|hull| Party::of(desk, hull)).collect(),
            row,
        }
    }
}

impl<'a> Vessel<'a> {
    pub(super) fn of(vessel: &'a VesselRow) -> Self {
        let moment = |time: Timestamp| time.to_string();
        Self {
            id: HullKey::of(vessel).to_string(),
            ssvid: format!("{:09}", vessel.mmsi),
            shipname: vessel.name.as_deref(),
            callsign: vessel.call_sign.as_deref(),
            flag: vessel.mid.and_then(score::country_of_mid),
            from: moment(vessel.first_seen),
            to: moment(vessel.last_seen),
            row: vessel,
        }
    }
}

/// A coordinate as the columns of a case show it: to a tenth of a metre, which is finer than AIS.
pub(super) fn shown(degrees: f64) -> f64 {
    let scale = 10f64.powi(Unit::Coordinate.decimals() as i32);
    (degrees * scale).round() / scale
}
