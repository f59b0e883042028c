//! A single value of a table, between typed rows on one side and Parquet, CSV or JSON on the other.

use std::borrow::Cow;

use model::Timestamp;
use serde::{Serialize, Serializer};

use crate::Unit;

/// One value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Absent.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// A moment in UTC.
    Time(Timestamp),
    /// Text, which may be untrusted.
    Text(Cow<'a, str>),
}

/// A value as it is shown: numbers are rounded to what their unit is worth, moments are RFC 3339.
pub(crate) struct Shown<'a>(pub(crate) Value<'a>, pub(crate) Unit);

/// A number to `decimals`, never minus zero; `None` if it is not finite, which neither JSON nor a reader can use.
pub(crate) fn rounded(number: f64, decimals: usize) -> Option<f64> {
    let scale = 10f64.powi(decimals as i32);
    let rounded = (number * scale).round() / scale + 0.0;
    rounded.is_finite().then_some(rounded)
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Value::Null => serializer.serialize_none(),
            Value::Boolean(value) => serializer.serialize_bool(*value),
            Value::Integer(value) => serializer.serialize_i64(*value),
            Value::Number(value) => rounded(*value, self.1.decimals()).serialize(serializer),
            Value::Time(value) => serializer.collect_str(value),
            Value::Text(value) => serializer.serialize_str(value),
        }
    }
}
