//! How fast a silent hull is taken to make at most, by the table that the run told in the manifest of its case.

use case::{EventRow, VesselRow};
use model::ShipType;
use serde_json::Value;

/// Where a case was made by a darkwake that did not say.
const UNSAID_KN: f64 = 12.0;

/// In knots, of the hull of a gap: by what it tells of itself, and no less than it told when it fell silent.
pub(crate) fn top_speed_kn(gap: &EventRow, vessel: Option<&VesselRow>, config: &Value) -> f64 {
    let Some(table) = config.pointer("/rendezvous/dark/top_speed") else { return UNSAID_KN };
    let usual = usual_kn(table, vessel);
    let believed = quantity(&table["told_at_most"], " kn").unwrap_or(0.0);
    let told = gap.last_speed_kn.filter(|&speed| speed <= believed);
    told.map_or(usual, |told| usual.max(told))
}

fn usual_kn(table: &Value, vessel: Option<&VesselRow>) -> f64 {
    let code = vessel.and_then(|vessel| u8::try_from(vessel.ship_type?).ok());
    let speed = match code.and_then(ShipType::from_field) {
        Some(of) if of.is_tanker() => by_size(table, "tankers", vessel),
        Some(of) if of.is_cargo() => by_size(table, "dry_ships", vessel),
        Some(of) if of.is_passenger() || of.is_high_speed() => by_size(table, "passenger_ships", vessel),
        Some(of) if of.is_fishing() => &table["fishing_vessels"],
        _ => &table["others"],
    };
    // Cases made before there was a table tell one speed in its place.
    quantity(speed, " kn").or_else(|| quantity(table, " kn")).unwrap_or(UNSAID_KN)
}

fn by_size<'t>(table: &'t Value, class: &str, vessel: Option<&VesselRow>) -> &'t Value {
    let is_from = |least: &str| {
        let least = quantity(&table[least], " m");
        vessel.and_then(|vessel| vessel.length_m).zip(least).is_some_and(|(length, least)| length >= least)
    };
    let size = match () {
        () if is_from("large_from") => "large",
        () if is_from("middling_from") => "middling",
        () => "small",
    };
    &table[class][size]
}

fn quantity(told: &Value, unit: &str) -> Option<f64> {
    told.as_str()?.strip_suffix(unit)?.parse().ok()
}
