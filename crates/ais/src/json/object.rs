//! A JSON object being written, field by field of a message's table.

use super::Scale;
use super::pen::{Member, Pen};
use crate::field::{Field, Meaning, Measure};
use crate::layout::{Record, Value, Visit};
use crate::payload::Payload;

/// Writes members; opened and closed by its maker.
///
/// As a [`Visit`] it writes each row in place: what a row means is known to the compiler, and nothing is asked of it at run time.
/// [`Object::rows`] does the same with less code.
pub(crate) struct Object<'a> {
    pen: Pen<'a>,
    scale: Scale,
    start: usize,
    /// Stands behind every name: of numbered records.
    number: &'static str,
}

/// Writes the rows of a table into an object, all by the same code: for messages that are few.
pub(crate) struct Rows<'o, 'a>(&'o mut Object<'a>);

impl<'a> Object<'a> {
    #[inline(always)]
    pub(crate) fn open(out: &'a mut Vec<u8>, scale: Scale) -> Self {
        let pen = Pen::new(out);
        let start = pen.at();
        Self { pen, scale, start, number: "" }
    }

    #[inline(always)]
    pub(crate) fn close(mut self) {
        self.close_from(self.start);
        self.pen.finish();
    }

    #[inline(always)]
    pub(crate) fn is_raw(&self) -> bool {
        self.scale == Scale::Raw
    }

    /// What all messages have.
    #[inline(always)]
    pub(crate) fn head(&mut self, kind: u8, repeat: u8, mmsi: u32) {
        let mut member = self.pen.member();
        member.bytes(b",\"class\":\"AIS\"");
        member.done();
        self.integer("type", kind.into(), 6);
        self.integer("repeat", repeat.into(), 2);
        self.integer("mmsi", mmsi.into(), 30);
        self.bool("scaled", !self.is_raw());
    }

    #[inline(always)]
    pub(crate) fn int(&mut self, name: &str, value: impl Into<i64>) {
        self.integer(name, value.into(), i64::BITS as usize);
    }

    #[inline(always)]
    pub(crate) fn bool(&mut self, name: &str, value: bool) {
        let mut member = self.named(name);
        member.bool(value);
        member.done();
    }

    #[inline(always)]
    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.quote(name);
        self.pen.text(value);
    }

    /// A text in which no character needs an escape.
    #[inline(always)]
    pub(crate) fn word(&mut self, name: &str, word: &'static str) {
        self.quote(name);
        self.pen.words(word);
    }

    /// A number of so many decimals, given in units of the last one, or null.
    #[inline(always)]
    pub(crate) fn number(&mut self, name: &str, units: Option<i64>, decimals: usize) {
        let mut member = self.named(name);
        match units {
            Some(units) => member.decimal(units, decimals),
            None => member.bytes(b"null"),
        }
        member.done();
    }

    /// A number to the nearest integer, or null.
    pub(crate) fn whole(&mut self, name: &str, value: Option<f64>) {
        let text = value.map_or_else(|| "null".to_owned(), |value| format!("{value:.0}"));
        let mut member = self.named(name);
        member.bytes(text.as_bytes());
        member.done();
    }

    /// A moment: numbers of so many digits at least, each behind its mark.
    #[inline(always)]
    pub(crate) fn moment<const N: usize>(&mut self, name: &str, parts: [(u8, u16, usize); N]) {
        let mut member = self.named(name);
        for (mark, number, digits) in parts {
            member.bytes(&[mark]);
            member.padded(number.into(), digits);
        }
        member.bytes(b"Z\"");
        member.done();
    }

    /// How many bits, and the bits in hex.
    pub(crate) fn data(&mut self, name: &str, bits: &Payload) {
        let mut member = self.named(name);
        member.bytes(b"\"");
        member.integer(bits.bits() as i64, i64::BITS as usize);
        member.bytes(b":");
        member.done();
        self.pen.text(&bits.to_hex());
    }

    /// Shows rows by a call each.
    pub(crate) fn rows(&mut self) -> Rows<'_, 'a> {
        Rows(self)
    }

    #[inline(always)]
    fn measure(&mut self, field: &Field, measure: &Measure, raw: i64) {
        match self.scale {
            Scale::Raw => self.integer(field.name, raw, width(field)),
            Scale::Scaled => self.number(field.name, measure.units(raw), measure.decimals),
        }
    }

    #[inline(always)]
    fn plain(&mut self, field: &Field, value: &Value<'_>) {
        match value {
            Value::Integer(value) => self.integer(field.name, *value, width(field)),
            Value::Flag(value) => self.bool(field.name, *value),
            Value::Text(value) => self.text(field.name, value),
            Value::Bits(bits) => self.data(field.name, bits),
        }
    }

    #[inline(always)]
    fn integer(&mut self, name: &str, value: i64, bits: usize) {
        let mut member = self.named(name);
        member.integer(value, bits);
        member.done();
    }

    #[inline(always)]
    fn code(&mut self, field: &Field, code: i64, words: &'static str) {
        self.integer(field.name, code, width(field));
        let number = self.number;
        let mut member = self.pen.member();
        member.name_of_text(field.name, number);
        member.done();
        self.pen.words(words);
    }

    /// Opens a text.
    #[inline(always)]
    fn quote(&mut self, name: &str) {
        let mut member = self.named(name);
        member.bytes(b"\"");
        member.done();
    }

    /// A member that has its name.
    #[inline(always)]
    fn named(&mut self, name: &str) -> Member<'_> {
        let number = self.number;
        let mut member = self.pen.member();
        member.name(name, number);
        member
    }

    /// `name1`, `name2` and so on, zeros where there is no record.
    fn numbered<T: Record>(&mut self, records: &[T], room: usize) {
        for (index, number) in NUMBERS.into_iter().take(room).enumerate() {
            self.number = number;
            records.get(index).copied().unwrap_or_default().show(&mut self.rows());
        }
        self.number = "";
    }

    fn array<T: Record>(&mut self, name: &str, records: &[T]) {
        let mut member = self.named(name);
        member.bytes(b"[");
        member.done();
        for (index, record) in records.iter().enumerate() {
            if index > 0 {
                self.pen.byte(b',');
            }
            let start = self.pen.at();
            record.show(&mut self.rows());
            self.close_from(start);
        }
        self.pen.byte(b']');
    }

    /// Every member opens with a comma; that of the first, if there is one, becomes the brace.
    #[inline(always)]
    fn close_from(&mut self, start: usize) {
        match self.pen.at() {
            end if end == start => self.pen.byte(b'{'),
            _ => self.pen.set(start, b'{'),
        }
        self.pen.byte(b'}');
    }
}

/// No message has more records than these.
const NUMBERS: [&str; 4] = ["1", "2", "3", "4"];

impl Visit for Object<'_> {
    #[inline(always)]
    fn field(&mut self, field: &Field, value: Value<'_>) {
        match (field.meaning, value) {
            (Meaning::Spare | Meaning::Part(_), _) => {}
            (Meaning::Digit, Value::Flag(flag)) => self.integer(field.name, flag.into(), 1),
            (Meaning::Measure(measure), Value::Integer(raw)) => self.measure(field, &measure, raw),
            (Meaning::Code(words), Value::Integer(code)) => self.code(field, code, words(code as u16)),
            (Meaning::Word(words), Value::Integer(code)) if self.scale == Scale::Scaled => {
                self.word(field.name, words(code as u16));
            }
            (_, value) => self.plain(field, &value),
        }
    }

    fn records<T: Record>(&mut self, field: &Field, records: &[T], room: usize) {
        match field.meaning {
            Meaning::Part(_) => {}
            Meaning::Numbered => self.numbered(records, room),
            _ => self.array(field.name, records),
        }
    }
}

impl Visit for Rows<'_, '_> {
    #[inline(never)]
    fn field(&mut self, field: &Field, value: Value<'_>) {
        self.0.field(field, value);
    }

    fn records<T: Record>(&mut self, field: &Field, records: &[T], room: usize) {
        self.0.records(field, records, room);
    }
}

#[inline(always)]
fn width(field: &Field) -> usize {
    field.bits.unwrap_or(i64::BITS as usize)
}
