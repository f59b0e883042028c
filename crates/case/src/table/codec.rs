//! Rows as bytes, for files that only the program itself reads back: values in the order of the columns.

use std::borrow::Cow;

use model::Timestamp;

use crate::{Row, Value};

const NULL: u8 = 0;
const FALSE: u8 = 1;
const TRUE: u8 = 2;
const INTEGER: u8 = 3;
const NUMBER: u8 = 4;
const TIME: u8 = 5;
const TEXT: u8 = 6;

/// Appends a row.
pub(crate) fn encode<R: Row>(row: &R, bytes: &mut Vec<u8>) {
    row.visit(&mut |value| match value {
        Value::Null => bytes.push(NULL),
        Value::Boolean(value) => bytes.push(if value { TRUE } else { FALSE }),
        Value::Integer(value) => put(bytes, INTEGER, value.to_le_bytes()),
        Value::Number(value) => put(bytes, NUMBER, value.to_le_bytes()),
        Value::Time(value) => put(bytes, TIME, value.ms().to_le_bytes()),
        Value::Text(text) => {
            put(bytes, TEXT, (text.len() as u64).to_le_bytes());
            bytes.extend_from_slice(text.as_bytes());
        }
    });
}

fn put(bytes: &mut Vec<u8>, tag: u8, value: [u8; 8]) {
    bytes.push(tag);
    bytes.extend_from_slice(&value);
}

/// The row that `bytes` hold; `None` if they hold anything else.
pub(crate) fn decode<R: Row>(mut bytes: &[u8]) -> Option<R> {
    let row = R::from_values(&mut || next(&mut bytes))?;
    bytes.is_empty().then_some(row)
}

fn next(bytes: &mut &[u8]) -> Option<Value<'static>> {
    let (tag, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(match *tag {
        NULL => Value::Null,
        FALSE => Value::Boolean(false),
        TRUE => Value::Boolean(true),
        INTEGER => Value::Integer(i64::from_le_bytes(eight(bytes)?)),
        NUMBER => Value::Number(f64::from_le_bytes(eight(bytes)?)),
        TIME => Value::Time(Timestamp::from_ms(i64::from_le_bytes(eight(bytes)?)).ok()?),
        TEXT => {
            let len = usize::try_from(u64::from_le_bytes(eight(bytes)?)).ok()?;
            let (text, rest) = bytes.split_at_checked(len)?;
            *bytes = rest;
            Value::Text(Cow::Owned(std::str::from_utf8(text).ok()?.to_owned()))
        }
        _ => return None,
    })
}

fn eight(bytes: &mut &[u8]) -> Option<[u8; 8]> {
    let (head, rest) = bytes.split_first_chunk::<8>()?;
    *bytes = rest;
    Some(*head)
}
