//! Reads the built-in CSV tables; what they hold is checked by the tests of this crate.

use model::{Degrees, Position};
use serde::de::DeserializeOwned;

/// The rows of a built-in table.
pub(crate) fn rows<Row: DeserializeOwned>(table: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    reader.deserialize().map(|row| row.expect("a built-in table has the columns of its row")).collect()
}

/// A place of a built-in table.
pub(crate) fn place(lat: Degrees, lon: Degrees) -> Position {
    Position::from_degrees(lat, lon).expect("a built-in table holds places on Earth")
}
