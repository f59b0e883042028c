//! Units as people write them: `km/h`, `tenths_of_knots`, `1/600000 degree`.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A unit of a user's table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unit {
    text: String,
    /// How many of it make one of the plain unit: a knot, a degree, a metre.
    pub(super) per_plain: f64,
}

/// What a column measures: its name for people, and how many of each of its units make the plain one.
struct Quantity(&'static [(&'static [&'static str], f64)]);

const SPEED: Quantity = Quantity(&[
    (&["knots", "knot"], 1.0),
    (&["km/h"], 1.852),
    (&["m/s"], 1852.0 / 3600.0),
    (&["mph"], 1852.0 / 1609.344),
]);
const ANGLE: Quantity = Quantity(&[(&["degrees", "degree"], 1.0), (&["minutes", "minute"], 60.0)]);
const LENGTH: Quantity = Quantity(&[(&["metres", "metre"], 1.0), (&["feet", "foot"], 1.0 / 0.3048)]);

pub(super) fn speed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Unit>, D::Error> {
    SPEED.deserialize(deserializer)
}

pub(super) fn angle<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Unit>, D::Error> {
    ANGLE.deserialize(deserializer)
}

pub(super) fn length<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Unit>, D::Error> {
    LENGTH.deserialize(deserializer)
}

impl Quantity {
    fn deserialize<'de, D: Deserializer<'de>>(&self, deserializer: D) -> Result<Option<Unit>, D::Error> {
        let text = String::deserialize(deserializer)?;
        match self.per_plain(&text) {
            Some(per_plain) => Ok(Some(Unit { text, per_plain })),
            None => Err(D::Error::custom(format!("{text:?} is no unit of it; wanted {}", self.wanted()))),
        }
    }

    /// `1/600000 degree` and `tenths_of_degrees` are parts of a unit.
    fn per_plain(&self, text: &str) -> Option<f64> {
        let (parts, unit) = match (text.strip_prefix("1/"), text.strip_prefix("tenths_of_")) {
            (Some(part), _) => part.split_once(' ').and_then(|(parts, unit)| Some((whole(parts)?, unit)))?,
            (None, Some(unit)) => (10.0, unit),
            (None, None) => (1.0, text),
        };
        let (_, per_plain) = self.0.iter().find(|(names, _)| names.contains(&unit.trim()))?;
        Some(parts * per_plain)
    }

    fn wanted(&self) -> String {
        let names: Vec<&str> = self.0.iter().map(|(names, _)| names[0]).collect();
        let part = self.0[0].0[1];
        format!("{}, or a part of one such as \"1/100 {part}\"", names.join(", "))
    }
}

/// A whole number from 1, as `1/600000` has it behind its stroke; beyond a billionth of a unit nobody writes.
fn whole(digits: &str) -> Option<f64> {
    let parts: u32 = digits.parse().ok()?;
    (1..=1_000_000_000).contains(&parts).then_some(f64::from(parts))
}

impl Serialize for Unit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_so_many_to_a_knot_a_degree_and_a_metre() {
        for (quantity, text, per_plain) in [
            (&SPEED, "knots", 1.0),
            (&SPEED, "tenths_of_knots", 10.0),
            (&SPEED, "1/10 knot", 10.0),
            (&SPEED, "km/h", 1.852),
            (&SPEED, "1/100 m/s", 185_200.0 / 3600.0),
            (&ANGLE, "1/600000 degree", 600_000.0),
            (&ANGLE, "1/10000 minute", 600_000.0),
            (&LENGTH, "tenths_of_metres", 10.0),
        ] {
            let found = quantity.per_plain(text).unwrap();
            assert!((found / per_plain - 1.0).abs() < 1e-12, "{text}: {found}");
        }
        assert!((10.0 / SPEED.per_plain("m/s").unwrap() - 19.438).abs() < 1e-3);
        assert!((30.0 / LENGTH.per_plain("feet").unwrap() - 9.144).abs() < 1e-9);
        for text in ["", "knot s", "1/0 knot", "1/-1 knot", "1/10knot", "10 knots", "KNOTS", "tenths_of_"] {
            assert_eq!(SPEED.per_plain(text), None, "{text}");
        }
    }
}
