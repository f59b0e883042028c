//! A JSON object being written, field by field of a message's table.

use std::fmt::{Arguments, Display, Formatter, Result, Write as _};
use std::io::Write as _;

use crate::field::{Field, Meaning, Measure};
use crate::json::Scale;
use crate::layout::{Record, Value, Visit};
use crate::payload::Payload;

/// Writes members; opened and closed by its maker.
pub(crate) struct Object<'a> {
    out: &'a mut Vec<u8>,
    scale: Scale,
    /// No member has been written yet.
    fresh: bool,
    /// Stands behind every name: of numbered records.
    number: Option<usize>,
}

impl<'a> Object<'a> {
    pub(crate) fn open(out: &'a mut Vec<u8>, scale: Scale) -> Self {
        out.push(b'{');
        Self { out, scale, fresh: true, number: None }
    }

    pub(crate) fn close(self) {
        self.out.push(b'}');
    }

    pub(crate) fn is_raw(&self) -> bool {
        self.scale == Scale::Raw
    }

    pub(crate) fn int(&mut self, name: &str, value: impl Into<i64>) {
        self.member(name, format_args!("{}", value.into()));
    }

    pub(crate) fn bool(&mut self, name: &str, value: bool) {
        self.member(name, format_args!("{value}"));
    }

    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.member(name, format_args!("{}", Quoted(value)));
    }

    /// A number, or null.
    pub(crate) fn number(&mut self, name: &str, value: Option<f64>, decimals: usize) {
        match value {
            Some(value) => self.member(name, format_args!("{value:.decimals$}")),
            None => self.member(name, format_args!("null")),
        }
    }

    /// How many bits, and the bits in hex.
    pub(crate) fn data(&mut self, name: &str, bits: &Payload) {
        self.member(name, format_args!("\"{}:{}\"", bits.bits(), bits.to_hex()));
    }

    fn measure(&mut self, name: &str, measure: &Measure, raw: i64) {
        match self.scale {
            Scale::Raw => self.int(name, raw),
            Scale::Scaled => self.number(name, measure.of(raw), measure.decimals),
        }
    }

    fn plain(&mut self, name: &str, value: &Value<'_>) {
        match value {
            Value::Integer(value) => self.int(name, *value),
            Value::Flag(value) => self.bool(name, *value),
            Value::Text(value) => self.text(name, value),
            Value::Bits(bits) => self.data(name, bits),
        }
    }

    fn member(&mut self, name: &str, value: Arguments<'_>) {
        self.name(name);
        write!(self.out, "{value}").expect("a Vec takes all bytes");
    }

    fn name(&mut self, name: &str) {
        if !self.fresh {
            self.out.push(b',');
        }
        self.fresh = false;
        let number = Numbered(self.number);
        write!(self.out, "\"{name}{number}\":").expect("a Vec takes all bytes");
    }

    /// `name1`, `name2` and so on, zeros where there is no record.
    fn numbered<T: Record>(&mut self, records: &[T], room: usize) {
        for i in 0..room {
            self.number = Some(i + 1);
            records.get(i).copied().unwrap_or_default().show(self);
        }
        self.number = None;
    }

    fn array<T: Record>(&mut self, name: &str, records: &[T]) {
        self.name(name);
        self.out.push(b'[');
        for (i, record) in records.iter().enumerate() {
            if i > 0 {
                self.out.push(b',');
            }
            let mut object = Object::open(self.out, self.scale);
            record.show(&mut object);
            object.close();
        }
        self.out.push(b']');
    }
}

impl Visit for Object<'_> {
    #[inline]
    fn field(&mut self, field: &Field, value: Value<'_>) {
        match (field.meaning, value) {
            (Meaning::Spare | Meaning::Part(_), _) => {}
            (Meaning::Digit, Value::Flag(flag)) => self.int(field.name, flag),
            (Meaning::Measure(measure), Value::Integer(raw)) => self.measure(field.name, &measure, raw),
            (Meaning::Code(words), Value::Integer(code)) => {
                self.int(field.name, code);
                self.member(&format!("{}_text", field.name), format_args!("{}", Quoted(&words(code as u16))));
            }
            (Meaning::Word(words), Value::Integer(code)) if self.scale == Scale::Scaled => {
                self.text(field.name, &words(code as u16));
            }
            (_, value) => self.plain(field.name, &value),
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

/// A number behind a name, or nothing.
struct Numbered(Option<usize>);

impl Display for Numbered {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.0.map_or(Ok(()), |number| number.fmt(f))
    }
}

/// A JSON string. Six-bit text is printable ASCII, so only quote and backslash need an escape.
struct Quoted<'a>(&'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_char('"')?;
        for char in self.0.chars() {
            if matches!(char, '"' | '\\') {
                f.write_char('\\')?;
            }
            f.write_char(char)?;
        }
        f.write_char('"')
    }
}
