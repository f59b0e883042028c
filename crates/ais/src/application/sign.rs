//! Numbers with a sign bit before their magnitude, as Inland AIS sends them.

use crate::field::{Field, Storage};
use crate::layout::{BitField, Value, Visit};
use crate::payload::Payload;

/// A number whose first bit says that it is negative: -255 to 255 in 9 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Magnitude(pub i16);

/// A number whose first bit says that it is positive: -8191 to 8191 in 14 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Level(pub i16);

impl BitField for Magnitude {
    const STORAGE: Storage = Storage::Record;

    fn get<const AT: usize, const LEN: usize>(payload: &Payload) -> Self {
        let size = magnitude(payload, AT, LEN);
        Self(if payload.get::<AT, 1>() == 1 { -size } else { size })
    }

    fn set<const AT: usize, const LEN: usize>(&self, payload: &mut Payload) {
        payload.write(AT, 1, u64::from(self.0 < 0));
        payload.write(AT + 1, LEN - 1, self.0.unsigned_abs().into());
    }

    fn show(&self, field: &Field, visitor: &mut impl Visit) {
        visitor.field(field, Value::Integer(self.0.into()));
    }
}

impl BitField for Level {
    const STORAGE: Storage = Storage::Record;

    fn get<const AT: usize, const LEN: usize>(payload: &Payload) -> Self {
        let size = magnitude(payload, AT, LEN);
        Self(if payload.get::<AT, 1>() == 1 { size } else { -size })
    }

    fn set<const AT: usize, const LEN: usize>(&self, payload: &mut Payload) {
        payload.write(AT, 1, u64::from(self.0 > 0));
        payload.write(AT + 1, LEN - 1, self.0.unsigned_abs().into());
    }

    fn show(&self, field: &Field, visitor: &mut impl Visit) {
        visitor.field(field, Value::Integer(self.0.into()));
    }
}

/// What stands behind the sign bit.
fn magnitude(payload: &Payload, at: usize, len: usize) -> i16 {
    payload.read(at + 1, len - 1) as i16
}
