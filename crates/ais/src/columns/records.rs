//! Columns of the messages that have no family of their own: a table a kind of message, its columns those that the
//! message's table of bits shows.

use super::Column;
use super::block::{NO_TIME, Origin};
use super::values::Values;
use crate::field::{Field, Meaning, Storage};
use crate::layout::{Record, Value, Visit};
use crate::message::{Kind, Message, SlotHead};
use crate::payload::{MAX_BITS, Payload};

/// Messages of one kind in columns, all of the same length.
///
/// Columns are named as the fields of raw [`crate::write_json`], and hold the integers as sent; types 25 and 26 have `dac`
/// and `fid` where JSON puts both into `app_id`. What a message does not show, or says is not available, is no reading.
/// Lists are columns `name1`, `name2` and so on; spare bits are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Records {
    message: &'static str,
    /// Message type.
    pub kind: Column<u8>,
    /// Which line made the message whole, counted from 1.
    pub line: Column<u64>,
    /// Milliseconds since 1970 (UTC), if the archive says when it was received; else the raw value is the least of all.
    pub received_ms: Column<i64>,
    /// How often repeated, 0 to 3.
    pub repeat: Column<u8>,
    /// Identity, 30 bits as sent.
    pub mmsi: Column<u32>,
    /// What else it says: the columns of a message with every flag set in the order of its bits, then those that only
    /// others have.
    pub fields: Vec<RecordColumn>,
}

/// One column of [`Records`].
#[derive(Clone, Debug)]
pub struct RecordColumn {
    /// Name, as in JSON.
    pub name: String,
    /// How to read a raw value.
    pub meaning: Meaning,
    /// The raw values.
    pub values: Values,
    key: Key,
}

/// Columns of one name have one meaning.
impl PartialEq for RecordColumn {
    fn eq(&self, other: &Self) -> bool {
        (self.key, &self.values) == (other.key, &other.values)
    }
}

impl Eq for RecordColumn {}

/// The name of a field, and which of several it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    name: &'static str,
    number: Option<usize>,
}

impl Records {
    /// An empty table for messages of this kind. A message of ones and one of zeros show all columns there can be.
    pub(super) fn new(kind: Kind) -> Self {
        let mut records = Self {
            message: kind.name(),
            kind: Column::default(),
            line: Column::default(),
            received_ms: Column::default(),
            repeat: Column::default(),
            mmsi: Column::default(),
            fields: Vec::new(),
        };
        for sample in [Payload::ones(), Payload::zeros(MAX_BITS)] {
            records.push(&kind.read_any(&sample), Origin { line: 0, received_ms: None });
        }
        records.clear();
        records
    }

    /// Name of the message, as that of its struct.
    pub fn message(&self) -> &'static str {
        self.message
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.kind.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.kind.is_empty()
    }

    /// The column of this name.
    pub fn field(&self, name: &str) -> Option<&RecordColumn> {
        self.fields.iter().find(|column| column.name == name)
    }

    #[inline(never)]
    pub(super) fn push(&mut self, message: &Message, origin: Origin) {
        self.kind.push(message.kind(), true);
        self.line.push(origin.line, true);
        self.received_ms.push(origin.received_ms.unwrap_or(NO_TIME), origin.received_ms.is_some());
        self.repeat.push(message.repeat(), true);
        self.mmsi.push(message.mmsi(), true);
        let rows = self.len();
        let mut row = Row { fields: &mut self.fields, rows, next: 0, shown: 0, number: None };
        message.show(&mut row);
        show_by_hand(message, &mut row);
        if row.shown < row.fields.len() {
            self.fields.iter_mut().for_each(|column| column.values.fill(rows));
        }
    }

    pub(super) fn clear(&mut self) {
        self.kind.clear();
        self.line.clear();
        self.received_ms.clear();
        self.repeat.clear();
        self.mmsi.clear();
        for column in &mut self.fields {
            column.values.clear();
        }
    }
}

/// One message on its way into the columns.
struct Row<'r> {
    fields: &'r mut Vec<RecordColumn>,
    /// Rows, this one included.
    rows: usize,
    /// The column that will come next, most likely.
    next: usize,
    /// Columns that have their value.
    shown: usize,
    number: Option<usize>,
}

impl Visit for Row<'_> {
    fn shows_absent(&self) -> bool {
        false
    }

    #[inline]
    fn field(&mut self, field: &Field, value: Value<'_>) {
        let Some(column) = self.column(field, &value) else { return };
        let valid = match value {
            Value::Integer(raw) => is_reading(field, raw),
            _ => true,
        };
        column.values.push(&value, valid);
    }

    fn records<T: Record>(&mut self, _: &Field, records: &[T], room: usize) {
        for (index, record) in records.iter().take(room).enumerate() {
            self.number = Some(index + 1);
            record.show(self);
        }
        self.number = None;
    }
}

impl Row<'_> {
    /// The column of a field, made when it is new; none for spare bits and for what every message has.
    #[inline]
    fn column(&mut self, field: &Field, value: &Value<'_>) -> Option<&mut RecordColumn> {
        let is_head =
            self.number.is_none() && field.first_bit < 38 && field.bits.is_some_and(|bits| bits <= 30);
        if matches!(field.meaning, Meaning::Spare)
            || matches!(field.name, "name_start" | "name_end")
            || is_head && matches!(field.name, "kind" | "repeat" | "mmsi")
        {
            return None;
        }
        let key = Key { name: field.name, number: self.number };
        let expected = self.fields.get(self.next).is_some_and(|column| column.key.is(key));
        let at = if expected { self.next } else { self.find(key, field, value) };
        self.next = at + 1;
        self.shown += 1;
        self.fields.get_mut(at)
    }

    /// Where the column of this key stands, made when it is new.
    #[cold]
    fn find(&mut self, key: Key, field: &Field, value: &Value<'_>) -> usize {
        if let Some(at) = self.fields.iter().position(|column| column.key == key) {
            return at;
        }
        let number = key.number.map_or_else(String::new, |number| number.to_string());
        let mut values = Values::such_as(value);
        values.fill(self.rows - 1);
        self.fields.push(RecordColumn {
            name: format!("{}{number}", key.name),
            meaning: field.meaning,
            values,
            key,
        });
        self.fields.len() - 1
    }
}

/// As the families of known columns have it: the second of a fix is below 60, and device 0 is undefined.
fn is_reading(field: &Field, raw: i64) -> bool {
    match field.name {
        "second" => raw < 60,
        "epfd" => raw != 0,
        _ => field.meaning.holds(raw),
    }
}

impl Key {
    /// Whether it is the same without a look at the letters: a name is written once, so that its address tells. The same
    /// name elsewhere is found by [`Row::find`].
    fn is(self, other: Self) -> bool {
        std::ptr::eq(self.name, other.name) && self.number == other.number
    }
}

const DEST_MMSI: Field = by_hand("dest_mmsi", Storage::Unsigned);
const DAC: Field = by_hand("dac", Storage::Unsigned);
const FID: Field = by_hand("fid", Storage::Unsigned);
const DATA: Field = by_hand("data", Storage::Bits);
const RADIO: Field = by_hand("radio", Storage::Unsigned);
const NAME: Field = by_hand("name", Storage::Text);

const fn by_hand(name: &'static str, storage: Storage) -> Field {
    Field { name, first_bit: 0, bits: None, storage, meaning: Meaning::Plain }
}

/// What stands in no table, or in several rows of one.
fn show_by_hand(message: &Message, row: &mut Row<'_>) {
    match message {
        Message::AidToNavigation(m) => {
            row.field(&NAME, Value::Text(m.name_in(&mut [0; MAX_BITS / 6]).into()));
        }
        Message::SingleSlotBinary(m) => show_slot(&m.head, &m.data, row),
        Message::MultipleSlotBinary(m) => {
            show_slot(&m.head, &m.data, row);
            row.field(&RADIO, Value::Integer(m.radio.into()));
        }
        _ => {}
    }
}

fn show_slot(head: &SlotHead, data: &Payload, row: &mut Row<'_>) {
    if let Some(addressee) = head.addressee {
        row.field(&DEST_MMSI, Value::Integer(addressee.mmsi.into()));
    }
    if let Some(application) = head.application {
        row.field(&DAC, Value::Integer(application.dac.into()));
        row.field(&FID, Value::Integer(application.fid.into()));
    }
    row.field(&DATA, Value::Bits(data));
}
