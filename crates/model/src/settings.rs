//! Quantities as they stand in a record of settings: text with the unit, such as `500 m`.

use serde::{Serialize, Serializer};

use crate::{Degrees, Knots, Metres, Mmsi, Span, Timestamp};

macro_rules! with_unit {
    ($($quantity:ident: $unit:literal;)+) => {
        $(impl Serialize for $quantity {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(&format_args!("{} {}", self.0, $unit))
            }
        })+
    };
}

with_unit! {
    Metres: "m";
    Knots: "kn";
    Degrees: "deg";
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&format_args!("{} s", self.secs()))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl Serialize for Mmsi {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
