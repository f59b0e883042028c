//! Fields that hold one of a few stable words.

use std::borrow::Cow;

use model::{
    Calibration, Cargo, Doubt, EventKind, EvidenceState, FalsePattern, Group, LeadKind, List, PlaceBasis,
    Transmitter,
};

use crate::cell::Cell;
use crate::notes::Triage;
use crate::{ColumnKind, Outcome, Value};

/// Makes an enum with `as_str` a field type, given all of its values.
macro_rules! words {
    ($($type:ty: $all:expr;)+) => {$(
        impl Cell for $type {
            const KIND: ColumnKind = ColumnKind::Text;

            fn value(&self) -> Value<'_> {
                Value::Text(Cow::Borrowed(self.as_str()))
            }

            fn from_value(value: Value<'_>) -> Option<Self> {
                let Value::Text(word) = value else { return None };
                $all.into_iter().find(|known| known.as_str() == word)
            }
        }
    )+};
}

words! {
    Calibration: [Self::Expert, Self::Simulated, Self::Reviewed];
    Cargo: [Self::Oil, Self::Coal, Self::Other, Self::Unknown];
    Doubt: [
        Self::NullIsland, Self::Jump, Self::FalsePosition, Self::OnLand, Self::OutOfRange, Self::Clock, Self::Misread,
        Self::Copy,
    ];
    EventKind: Self::ALL;
    EvidenceState: [Self::Present, Self::Absent, Self::NotAssessable];
    FalsePattern: [Self::Still, Self::Loop, Self::Shift, Self::Land, Self::Jamming];
    Group: [
        Self::Place, Self::Contact, Self::Gap, Self::Port, Self::Link, Self::Identity, Self::Voyage, Self::Hull,
        Self::Time,
    ];
    LeadKind: EventKind::ALL.map(Self::Event).into_iter().chain([Self::Chain]);
    List: [Self::Dprk, Self::Evasive];
    Outcome: Self::ALL;
    PlaceBasis: Self::ALL;
    Triage: Self::ALL;
    Transmitter: [Self::ClassA, Self::ClassB, Self::LongRange, Self::Unknown];
}
