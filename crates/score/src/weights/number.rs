//! Which numbers a weights file may hold besides its ratios.

use toml::{Table, Value};

use super::{VolumeModel, Weights, WeightsError};

/// The most that any number of the file may be: no measure of ships and no ratio comes near it, and sums of what is so large stay numbers.
pub(super) const MOST: f64 = 1e9;

/// Keys, or how they end, of numbers that are shares or probabilities.
const SHARES: [&str; 15] = [
    "_weight",
    "gap.intentional",
    "gap.poor_reception",
    "gap.prior",
    "gap.switched_off",
    "gap.plain",
    "identity.handover_probability",
    "voyage.draught_share",
    "voyage.deepest_share",
    "volume.size_tells",
    "volume.laden",
    "volume.draught_tells",
    "volume.waterplane",
    "volume.beam_per_length",
    "cargo.doubted_identity",
];

/// Every number lies where numbers of its kind can.
pub(super) fn check_all(table: &Table) -> Result<(), WeightsError> {
    table.iter().try_for_each(|(key, value)| check(key, value))
}

fn check(path: &str, value: &Value) -> Result<(), WeightsError> {
    let below = |key: &str| format!("{path}.{key}");
    match value {
        Value::Table(table) => table.iter().try_for_each(|(key, value)| check(&below(key), value)),
        Value::Array(values) => values.iter().try_for_each(|value| check(path, value)),
        Value::Float(number) => check_one(path, *number),
        Value::Integer(number) => check_one(path, *number as f64),
        _ => Ok(()),
    }
}

fn check_one(path: &str, number: f64) -> Result<(), WeightsError> {
    let [least, most] = allowed(path);
    if (least..=most).contains(&number) {
        Ok(())
    } else {
        Err(WeightsError::Number { path: path.to_owned(), number, least, most })
    }
}

/// The least and the most that a number may be.
fn allowed(path: &str) -> [f64; 2] {
    match path {
        "place.theatre_south" | "place.theatre_north" => [-90.0, 90.0],
        "place.theatre_west" | "place.theatre_east" => [-180.0, 180.0],
        "contact.parallel_deg" => [0.0, 180.0],
        "gap.heading_from_deg" | "gap.heading_to_deg" => [0.0, 360.0],
        "volume.tanker_dwt"
        | "volume.dry_dwt"
        | "volume.parcel_ln_sd"
        | "volume.dwt_ln_sd"
        | "volume.draught_ln_sd" => [0.0, 10.0],
        path if path.starts_with("caps.") => [0.0, 10.0],
        path if SHARES.iter().any(|share| path.ends_with(share)) => [0.0, 1.0],
        _ => [0.0, MOST],
    }
}

/// Each pair from low to high, above 0.
pub(super) fn check_pairs(volume: &VolumeModel) -> Result<(), WeightsError> {
    let pairs = [
        ("volume.laden", volume.laden),
        ("volume.oil_rate_tph", volume.oil_rate_tph),
        ("volume.dry_rate_tph", volume.dry_rate_tph),
    ];
    match pairs.into_iter().find(|(_, [low, high])| !(0.0 < *low && low <= high)) {
        Some((path, _)) => Err(WeightsError::Pair(path)),
        None => Ok(()),
    }
}

/// The lower end of each range is no higher than the upper.
pub(super) fn check_ranges(weights: &Weights) -> Result<(), WeightsError> {
    let Weights { place, contact, gap, identity, hull, .. } = weights;
    let ranges = [
        (("place.theatre_south", place.theatre_south), ("place.theatre_north", place.theatre_north)),
        (("place.theatre_west", place.theatre_west), ("place.theatre_east", place.theatre_east)),
        (("contact.crane_min_m", contact.crane_min_m), ("contact.crane_max_m", contact.crane_max_m)),
        (("gap.nampo_min_days", gap.nampo_min_days), ("gap.nampo_max_days", gap.nampo_max_days)),
        (("gap.heading_south", gap.heading_south), ("gap.heading_north", gap.heading_north)),
        (("gap.heading_west", gap.heading_west), ("gap.heading_east", gap.heading_east)),
        (
            ("identity.handover_hours", identity.handover_hours),
            ("identity.handover_hours_at_most", identity.handover_hours_at_most),
        ),
        (("hull.tanker_min_m", hull.tanker_min_m), ("hull.tanker_max_m", hull.tanker_max_m)),
    ];
    match ranges.into_iter().find(|((_, low), (_, high))| low > high) {
        Some(((low, _), (high, _))) => Err(WeightsError::Range { low, high }),
        None => Ok(()),
    }
}
