//! JSON values as numbers, and values that stand for several fields taken apart.

use serde_json::Value;

use super::Object;
use crate::quantity;

/// A number, a flag, or gpsd's words in the place of numbers; `None` when not available.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::Bool(flag) => Some(f64::from(u8::from(*flag))),
        Value::String(text) if text == "fast" => Some(102.2),
        Value::String(text) if text == "high" => Some(4094.0),
        Value::String(text) => text.parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

pub(super) fn integer(value: &Value) -> Option<i64> {
    number(value).map(|value| value as i64)
}

/// Whether numbers are in knots and degrees: unless the object says that they are not.
pub(super) fn is_scaled(object: &Object) -> bool {
    object.get("scaled") != Some(&Value::Bool(false))
}

/// The object with the parts of dates, turns, names, makers and mother ships under the names of the tables' rows.
pub(super) fn taken_apart(kind: u64, object: &Object) -> Object {
    let mut parts = object.clone();
    let text = |name: &str| object.get(name).and_then(Value::as_str);
    if let Some(turn) = turn(object) {
        parts.insert("turn".into(), turn.into());
    }
    let dated = text("eta").filter(|_| kind == 5).map(|eta| (eta, &["month", "day", "hour", "minute"][..]));
    let timed =
        text("timestamp").map(|time| (time, &["year", "month", "day", "hour", "minute", "second"][..]));
    for (text, names) in dated.into_iter().chain(timed) {
        add_digits(text, names, &mut parts);
    }
    if let Some(maker) = text("vendorid") {
        parts.insert("vendor".into(), maker.into());
    }
    if let Some(mothership) = object.get("mothership_mmsi").and_then(integer) {
        add_mothership(mothership, &mut parts);
    }
    if kind == 21 {
        add_aid(object, &mut parts);
    }
    parts
}

/// The rate-of-turn field: AIS-catcher shows it raw besides.
fn turn(object: &Object) -> Option<i64> {
    let shown = object.get("turn_unscaled").or_else(|| object.get("turn"))?;
    if !is_scaled(object) || object.contains_key("turn_unscaled") {
        return integer(shown);
    }
    match shown.as_str() {
        Some("fastleft") => Some(-127),
        Some("fastright") => Some(127),
        _ => number(shown).map(|rate| quantity::turn_indicator(rate).into()),
    }
}

/// The runs of digits of a date, in their order.
fn add_digits(text: &str, names: &[&str], parts: &mut Object) {
    let runs = text.split(|char: char| !char.is_ascii_digit()).filter(|run| !run.is_empty());
    for (name, run) in names.iter().zip(runs) {
        if let Ok(value) = run.parse::<u16>() {
            parts.insert((*name).into(), value.into());
        }
    }
}

/// Thirty bits where other craft send their size.
fn add_mothership(mmsi: i64, parts: &mut Object) {
    let rows =
        [("to_bow", 21, 0x1FF), ("to_stern", 12, 0x1FF), ("to_port", 6, 0x3F), ("to_starboard", 0, 0x3F)];
    for (name, shift, mask) in rows {
        parts.insert(name.into(), (mmsi >> shift & mask).into());
    }
}

/// A long name in two rows; aisstream has name and type where ships have theirs.
fn add_aid(object: &Object, parts: &mut Object) {
    let first = |names: [&str; 2]| names.into_iter().find_map(|name| object.get(name)).cloned();
    if let Some(Value::String(name)) = first(["name", "shipname"]) {
        let (start, end) = name.split_at_checked(20).unwrap_or((&name, ""));
        parts.insert("name_start".into(), start.into());
        if !end.is_empty() {
            parts.insert("name_end".into(), end.into());
        }
    }
    if let Some(kind) = first(["aid_type", "shiptype"]) {
        parts.insert("aid_type".into(), kind);
    }
}
