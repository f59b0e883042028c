//! Which numbers a weights file may hold besides its ratios.

use toml::{Table, Value};

use super::{VolumeModel, WeightsError};

/// Thresholds, caps and shares are finite and not below 0; degrees of latitude and longitude may be below.
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
    let is_place = path.starts_with("place.theatre_");
    if number.is_finite() && (is_place || number >= 0.0) {
        Ok(())
    } else {
        Err(WeightsError::Number { path: path.to_owned(), number })
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
