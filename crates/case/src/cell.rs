//! The types that a field of a row may have, and how each becomes a value of a table and back.

use std::borrow::Cow;

use model::Timestamp;

use crate::{Cites, ColumnKind, Value};

/// A type that a field of a row may have.
pub(crate) trait Cell: Sized {
    /// The type of its column.
    const KIND: ColumnKind;
    /// Whether it can be absent.
    const NULLABLE: bool = false;

    /// The value to store.
    fn value(&self) -> Value<'_>;

    /// The field of a stored value; `None` if the value cannot be one of this type.
    fn from_value(value: Value<'_>) -> Option<Self>;
}

impl<T: Cell> Cell for Option<T> {
    const KIND: ColumnKind = T::KIND;
    const NULLABLE: bool = true;

    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, Cell::value)
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            present => T::from_value(present).map(Some),
        }
    }
}

impl Cell for bool {
    const KIND: ColumnKind = ColumnKind::Boolean;

    fn value(&self) -> Value<'_> {
        Value::Boolean(*self)
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        if let Value::Boolean(value) = value { Some(value) } else { None }
    }
}

impl Cell for i64 {
    const KIND: ColumnKind = ColumnKind::Integer;

    fn value(&self) -> Value<'_> {
        Value::Integer(*self)
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        if let Value::Integer(value) = value { Some(value) } else { None }
    }
}

impl Cell for f64 {
    const KIND: ColumnKind = ColumnKind::Number;

    fn value(&self) -> Value<'_> {
        Value::Number(*self)
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        if let Value::Number(value) = value { Some(value) } else { None }
    }
}

impl Cell for Timestamp {
    const KIND: ColumnKind = ColumnKind::Time;

    fn value(&self) -> Value<'_> {
        Value::Time(*self)
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        if let Value::Time(value) = value { Some(value) } else { None }
    }
}

impl Cell for String {
    const KIND: ColumnKind = ColumnKind::Text;

    fn value(&self) -> Value<'_> {
        Value::Text(Cow::Borrowed(self))
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        if let Value::Text(value) = value { Some(value.into_owned()) } else { None }
    }
}

impl Cell for Cites {
    const KIND: ColumnKind = ColumnKind::Text;

    fn value(&self) -> Value<'_> {
        Value::Text(Cow::Owned(self.to_string()))
    }

    fn from_value(value: Value<'_>) -> Option<Self> {
        if let Value::Text(value) = value { value.parse().ok() } else { None }
    }
}
