//! Fields by name back to the bits of a message: the tables read the other way.

use serde_json::Value;

use super::{Object, values};
use crate::field::{Field, Meaning, Measure, Storage};
use crate::message::{
    AddressedBinary, AddressedSafety, AidToNavigation, BaseStation, BroadcastBinary, BroadcastSafety,
    ExtendedClassB, GnssCorrections, LongRange, PositionReport, SarAircraft, StandardClassB, StaticAndVoyage,
    StaticDataA, StaticDataB, UtcInquiry,
};
use crate::payload::{MAX_BITS, Payload};
use crate::text::six_bit_letter;

/// The bits of a message; `None` when type or sender is missing, or the type is not one that JSON carries whole.
pub(super) fn payload(object: &Object) -> Option<Payload> {
    let kind = object.get("type")?.as_u64()?;
    let mmsi = object.get("mmsi").and_then(values::integer)?;
    let object = &values::taken_apart(kind, object);
    let table = table(kind, object)?;
    let fixed = table.iter().filter_map(|row| Some(row.first_bit + row.bits?)).max()?;
    let rest = match table.iter().find(|row| row.bits.is_none()) {
        Some(row) => rest(row, object)?,
        None => Payload::empty(),
    };
    let mut payload = Payload::zeros((fixed + rest.bits()).min(MAX_BITS));
    for row in table {
        set(row, object, &mut payload);
    }
    payload.put(fixed, &rest);
    payload.write(0, 6, kind);
    payload.write(8, 30, mmsi as u64);
    if kind == 24 {
        payload.write(38, 2, u64::from(is_part_b(object)));
    }
    Some(payload)
}

fn table(kind: u64, object: &Object) -> Option<&'static [Field]> {
    Some(match kind {
        1..=3 => PositionReport::FIELDS,
        4 | 11 => BaseStation::FIELDS,
        5 => StaticAndVoyage::FIELDS,
        6 => AddressedBinary::FIELDS,
        8 => BroadcastBinary::FIELDS,
        9 => SarAircraft::FIELDS,
        10 => UtcInquiry::FIELDS,
        12 => AddressedSafety::FIELDS,
        14 => BroadcastSafety::FIELDS,
        17 => GnssCorrections::FIELDS,
        18 => StandardClassB::FIELDS,
        19 => ExtendedClassB::FIELDS,
        21 => AidToNavigation::FIELDS,
        24 if is_part_b(object) => StaticDataB::FIELDS,
        24 => StaticDataA::FIELDS,
        27 => LongRange::FIELDS,
        _ => return None,
    })
}

/// A type 24 that gpsd merged counts as its part B.
fn is_part_b(object: &Object) -> bool {
    let named = object.get("partno").and_then(values::integer).map(|part| part == 1);
    named.unwrap_or_else(|| object.contains_key("callsign") || object.contains_key("shiptype"))
}

/// Writes one row.
fn set(row: &Field, object: &Object, payload: &mut Payload) {
    let Some(bits) = row.bits else { return };
    let value = object.get(row.name);
    match row.storage {
        Storage::Text => {
            let text = value.and_then(Value::as_str).unwrap_or_default();
            set_text(row.first_bit, bits, text, payload);
        }
        _ => payload.write(row.first_bit, bits, raw(row, value, values::is_scaled(object)) as u64),
    }
}

fn set_text(first_bit: usize, bits: usize, text: &str, payload: &mut Payload) {
    for (i, char) in text.bytes().take(bits / 6).enumerate() {
        payload.write(first_bit + i * 6, 6, u64::from(six_bit_letter(char) & 0x3F));
    }
}

/// The raw integer of a value; the row's "not available" when there is none.
fn raw(row: &Field, value: Option<&Value>, scaled: bool) -> i64 {
    match (row.meaning, value.and_then(values::number)) {
        (Meaning::Measure(measure), Some(value)) if scaled => unscaled(&measure, value),
        (_, Some(value)) => value.round() as i64,
        (Meaning::Measure(measure) | Meaning::Part(measure), None) => measure.none,
        (_, None) => 0,
    }
}

/// Markers go through the scale like readings: 102.3 knots is 1023.
fn unscaled(measure: &Measure, value: f64) -> i64 {
    let steps = (value - measure.offset) * f64::from(measure.denominator);
    (steps / f64::from(measure.numerator)).round() as i64
}

/// The bits of the last row: hex data, or text. `None` for data that a decoder has replaced by what they say.
fn rest(row: &Field, object: &Object) -> Option<Payload> {
    let value = object.get(row.name).and_then(Value::as_str);
    if row.name == "data" {
        return hex(value?);
    }
    let text = value.unwrap_or_default();
    let mut bits = Payload::zeros(text.len().min(MAX_BITS / 6) * 6);
    set_text(0, bits.bits(), text, &mut bits);
    Some(bits)
}

/// `bits:digits`.
fn hex(text: &str) -> Option<Payload> {
    let (bits, digits) = text.split_once(':')?;
    let mut payload = Payload::zeros(bits.parse().ok()?);
    for (i, digit) in digits.chars().take(payload.bits().div_ceil(4)).enumerate() {
        payload.write(i * 4, 4, digit.to_digit(16)?.into());
    }
    Some(payload.slice(0, payload.bits()))
}
