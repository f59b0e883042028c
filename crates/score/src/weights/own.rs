//! A weights file of a user's own, before it is laid over the built-in one: every key must be known, and a ratio that it gives alone
//! takes its range with it.

use toml::{Table, Value};

use super::WeightsError;

/// The same file with the ends of ranges that follow from its ratios.
pub(super) fn made_whole(builtin: &str, text: &str) -> Result<String, WeightsError> {
    let parsed = |text: &str| text.parse::<Table>().map_err(|error| WeightsError::Toml(error.into()));
    let (builtin, mut own) = (parsed(builtin)?, parsed(text)?);
    if let Some(key) = unknown(&own, &builtin) {
        return Err(WeightsError::UnknownKey(key));
    }
    for (id, known) in builtin.get("indicators").and_then(Value::as_table).into_iter().flatten() {
        let given = own.get_mut("indicators").and_then(|all| all.get_mut(id)?.as_table_mut());
        if let (Some(given), Some(known)) = (given, known.as_table()) {
            move_range(given, known);
        }
    }
    toml::to_string(&own).map_err(|error| WeightsError::Toml(error.into()))
}

/// The path of the first key of a table that another lacks.
fn unknown(own: &Table, known: &Table) -> Option<String> {
    own.iter().find_map(|(key, value)| match (known.get(key), value) {
        (None, _) => Some(key.clone()),
        (Some(Value::Table(known)), Value::Table(own)) => {
            unknown(own, known).map(|below| format!("{key}.{below}"))
        }
        _ => None,
    })
}

/// Moves the ends of a range that are not given by as much as its ratio.
fn move_range(given: &mut Table, known: &Table) {
    let number = |table: &Table, key: &str| table.get(key).and_then(as_number);
    let (Some(lr), Some(before)) = (number(given, "lr"), number(known, "lr")) else { return };
    for end in ["lr_low", "lr_high"] {
        if let (None, Some(was)) = (given.get(end), number(known, end)) {
            given.insert(end.to_owned(), Value::Float(was * lr / before));
        }
    }
}

fn as_number(value: &Value) -> Option<f64> {
    value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64))
}
