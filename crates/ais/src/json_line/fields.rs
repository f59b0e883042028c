//! Fields by name back to the bits of a message: the tables read the other way.

use serde_json::Value;

use super::{Object, values};
use crate::application::ApplicationId;
use crate::field::{Field, Meaning, Measure, Storage};
use crate::layout::Record;
use crate::message::{
    Acknowledge, Acknowledged, AddressedBinary, AddressedSafety, Addressee, AidToNavigation, Area,
    Assignment, AssignmentCommand, BaseStation, BroadcastBinary, BroadcastSafety, ChannelManagement,
    DataLinkManagement, ExtendedClassB, GnssCorrections, GroupAssignment, Interrogation, LongRange, Message,
    MoreRequests, MultipleSlotBinary, PositionReport, Reservation, SarAircraft, SingleSlotBinary, SlotHead,
    StandardClassB, StaticAndVoyage, StaticDataA, StaticDataB, Stations, Unknown, UtcInquiry,
};
use crate::payload::{MAX_BITS, Payload};
use crate::text::six_bit_letter;

/// A table somewhere in a message.
struct Placed {
    rows: &'static [Field],
    /// Its first bit.
    at: usize,
    /// Stands behind the names of its fields.
    number: Option<usize>,
}

/// The bits of a message; `None` when type or sender is missing, or its data are not given as bits.
pub(super) fn payload(object: &Object) -> Option<Payload> {
    let kind = object.get("type")?.as_u64()?;
    let mmsi = object.get("mmsi").and_then(values::integer)?;
    let object = &values::taken_apart(kind, object);
    if kind == 25 || kind == 26 {
        return slot_binary(kind, mmsi as u32, object);
    }
    let (main, inner) = tables(kind, object)?;
    let placed: Vec<Placed> = [Placed { rows: main, at: 0, number: None }].into_iter().chain(inner).collect();
    let rest = match main.iter().find(|row| row.bits.is_none() && row.storage != Storage::Record) {
        Some(row) => rest(row, object)?,
        None => Payload::empty(),
    };
    let fixed = placed.iter().map(Placed::end).max()?;
    let mut payload = Payload::zeros((fixed + rest.bits()).next_multiple_of(rest_step(&rest)).min(MAX_BITS));
    for table in &placed {
        table.set(object, &mut payload);
    }
    payload.put(fixed, &rest);
    payload.write(0, 6, kind);
    payload.write(8, 30, mmsi as u64);
    match kind {
        22 => payload.write(139, 1, u64::from(is_set(object, "addressed"))),
        24 if !object.contains_key("data") => payload.write(38, 2, u64::from(is_part_b(object))),
        _ => {}
    }
    Some(payload)
}

/// Whether a binary message is named by its sender, area code and function, and its data are told in other fields: no
/// position and no name of a ship is among them.
pub(super) fn are_interpreted(object: &Object) -> bool {
    let has = |name: &str| object.get(name).and_then(values::integer).is_some();
    let is_binary = matches!(object.get("type").and_then(Value::as_u64), Some(6 | 8));
    is_binary && ["mmsi", "dac", "fid"].into_iter().all(has) && !object.contains_key("data")
}

/// Messages without data are filled up to whole bytes.
fn rest_step(rest: &Payload) -> usize {
    if rest.bits() == 0 { 8 } else { 1 }
}

/// The message's own table, and those inside it.
fn tables(kind: u64, object: &Object) -> Option<(&'static [Field], Vec<Placed>)> {
    let inner = |rows, at| vec![Placed { rows, at, number: None }];
    Some(match kind {
        1..=3 => (PositionReport::FIELDS, vec![]),
        4 | 11 => (BaseStation::FIELDS, vec![]),
        5 => (StaticAndVoyage::FIELDS, vec![]),
        6 => (AddressedBinary::FIELDS, vec![]),
        7 | 13 => (Acknowledge::FIELDS, numbered::<Acknowledged>(Acknowledged::FIELDS, 4, object)),
        8 => (BroadcastBinary::FIELDS, vec![]),
        9 => (SarAircraft::FIELDS, vec![]),
        10 => (UtcInquiry::FIELDS, vec![]),
        12 => (AddressedSafety::FIELDS, vec![]),
        14 => (BroadcastSafety::FIELDS, vec![]),
        15 if asks_more(object) => (Interrogation::FIELDS, inner(MoreRequests::FIELDS, 88)),
        15 => (Interrogation::FIELDS, vec![]),
        16 => (AssignmentCommand::FIELDS, numbered::<Assignment>(Assignment::FIELDS, 2, object)),
        17 => (GnssCorrections::FIELDS, vec![]),
        18 => (StandardClassB::FIELDS, vec![]),
        19 => (ExtendedClassB::FIELDS, vec![]),
        20 => (DataLinkManagement::FIELDS, numbered::<Reservation>(Reservation::FIELDS, 4, object)),
        21 => (AidToNavigation::FIELDS, vec![]),
        22 if is_set(object, "addressed") => (ChannelManagement::FIELDS, inner(Stations::FIELDS, 69)),
        22 => (ChannelManagement::FIELDS, inner(Area::FIELDS, 69)),
        23 => (GroupAssignment::FIELDS, inner(Area::FIELDS, 40)),
        24 | 28..=63 if object.contains_key("data") => (Unknown::FIELDS, vec![]),
        24 if is_part_b(object) => (StaticDataB::FIELDS, vec![]),
        24 => (StaticDataA::FIELDS, vec![]),
        27 => (LongRange::FIELDS, vec![]),
        _ => return None,
    })
}

/// Records from bit 40 on, up to the last that is not all zeros; at least one.
fn numbered<R: Record>(rows: &'static [Field], room: usize, object: &Object) -> Vec<Placed> {
    let placed = |i| Placed { rows, at: 40 + i * R::BITS, number: Some(i + 1) };
    let count = (1..room).rev().find(|&i| placed(i).says_something(object)).unwrap_or(0) + 1;
    (0..count).map(placed).collect()
}

fn asks_more(object: &Object) -> bool {
    Placed { rows: MoreRequests::FIELDS, at: 88, number: None }.says_something(object)
}

/// A type 24 that gpsd merged counts as its part B.
fn is_part_b(object: &Object) -> bool {
    let named = object.get("partno").and_then(values::integer).map(|part| part == 1);
    named.unwrap_or_else(|| object.contains_key("callsign") || object.contains_key("shiptype"))
}

fn is_set(object: &Object, name: &str) -> bool {
    object.get(name).and_then(values::integer) == Some(1)
}

impl Placed {
    fn end(&self) -> usize {
        self.rows.iter().filter_map(|row| Some(self.at + row.first_bit + row.bits?)).max().unwrap_or(self.at)
    }

    fn value<'o>(&self, row: &Field, object: &'o Object) -> Option<&'o Value> {
        match self.number {
            Some(number) => object.get(&format!("{}{number}", row.name)),
            None => object.get(row.name),
        }
    }

    fn says_something(&self, object: &Object) -> bool {
        let is_some = |row: &Field| self.value(row, object).and_then(values::integer).is_some_and(|v| v != 0);
        self.rows.iter().any(is_some)
    }

    fn set(&self, object: &Object, payload: &mut Payload) {
        for row in self.rows {
            let (Some(bits), value) = (row.bits, self.value(row, object)) else { continue };
            let at = self.at + row.first_bit;
            match row.storage {
                Storage::Text => {
                    set_text(at, bits, value.and_then(Value::as_str).unwrap_or_default(), payload);
                }
                Storage::Unsigned | Storage::Signed | Storage::Flag => {
                    payload.write(at, bits, raw(row, value, values::is_scaled(object)) as u64);
                }
                Storage::Record | Storage::Bits => {}
            }
        }
    }
}

fn set_text(first_bit: usize, bits: usize, text: &str, payload: &mut Payload) {
    for (i, char) in text.chars().take(bits / 6).enumerate() {
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
    if row.storage == Storage::Bits {
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

fn slot_binary(kind: u64, mmsi: u32, object: &Object) -> Option<Payload> {
    let number = |name: &str| object.get(name).and_then(values::integer);
    let addressee = || Some(Addressee { mmsi: number("dest_mmsi")? as u32, spare: 0 });
    let application = || {
        let id = number("app_id")?;
        Some(ApplicationId { dac: (id >> 6 & 0x3FF) as u16, fid: (id & 0x3F) as u8 })
    };
    let head = SlotHead {
        repeat: number("repeat").unwrap_or(0) as u8,
        mmsi,
        addressee: if is_set(object, "addressed") { Some(addressee()?) } else { None },
        application: if is_set(object, "structured") { Some(application()?) } else { None },
    };
    let data = without_spare_bits(hex(object.get("data")?.as_str()?)?, head.addressee.is_some(), kind == 26);
    let radio = number("radio").unwrap_or(0) as u32;
    let message = match kind {
        25 => Message::SingleSlotBinary(SingleSlotBinary { head, data }),
        _ => Message::MultipleSlotBinary(MultipleSlotBinary { head, data, spare: 0, radio }),
    };
    Some(message.encode())
}

/// gpsd counts two spare bits before and four behind to the data, which are whole bytes.
fn without_spare_bits(data: Payload, addressed: bool, stated: bool) -> Payload {
    let (before, behind) = (if addressed { 2 } else { 0 }, if stated { 4 } else { 0 });
    let whole = data.bits().saturating_sub(before + behind);
    let counted = before + behind > 0 && data.bits() >= before + behind && whole.is_multiple_of(8);
    if counted { data.slice(before, whole) } else { data }
}
