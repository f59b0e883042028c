//! The prototype, the yardstick for types 1 to 3: how fast could they become columns if nothing else had to be known?
//!
//! It reads a plain sentence by itself with 168 bits, `!AIVDM,1,1,,A,` or `!AIVDM,1,1,3,A,` before them and `,0*` behind,
//! of any talker, into 14 columns of plain integers without validity. It knows no tag blocks, parts, other types, reasons,
//! times of receipt or lenient ways: every other line is only not counted. Its rows are held against ours before it starts.

#[cfg(target_arch = "x86_64")]
mod avx2;

use std::cell::RefCell;
use std::hint::black_box;

use ais::{Decoder, Message, Options, Outcome};
use anyhow::{Result, ensure};

use crate::contest::Entry;
use crate::corpus::Corpus;

pub(crate) const NAME: &str = "prototype";
/// Rows until the columns are emptied.
const ROWS: usize = 8192;

/// `None` where the processor has no AVX2.
pub(crate) fn entry(corpus: &Corpus) -> Result<Option<Entry<'_>>> {
    let mut columns = Columns::new();
    let Some(rows) = rows(&corpus.text, &mut columns) else { return Ok(None) };
    let ours = our_rows(&corpus.text, &mut columns);
    ensure!(!rows.is_empty() && rows == ours, "the prototype's rows are not ours");
    let columns = RefCell::new(columns);
    Ok(Some(Entry::here(NAME, corpus, move |text| {
        decode(text, &mut columns.borrow_mut(), |columns| _ = black_box(columns)).unwrap_or(0)
    })))
}

/// Decodes a text of whole lines and says how many rows it gave; `take` gets the columns when they are full, and at the
/// end. `None` where the processor has no AVX2.
fn decode(text: &str, columns: &mut Columns, take: impl FnMut(&Columns)) -> Option<usize> {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        #[expect(unsafe_code, reason = "the processor has AVX2")]
        return Some(unsafe { avx2::decode(text.as_bytes(), columns, take) });
    }
    None
}

fn rows(text: &str, columns: &mut Columns) -> Option<Vec<Row>> {
    let mut rows = Vec::new();
    decode(text, columns, |columns| rows.extend(columns.rows()))?;
    Some(rows)
}

/// The reports in the lines that the prototype reads, as our decoder gives them.
fn our_rows(text: &str, columns: &mut Columns) -> Vec<Row> {
    let mut decoder = Decoder::new(Options::default());
    let mut known = |line: &&str| rows(line, columns).is_some_and(|rows| !rows.is_empty());
    let report = |line: &str| match decoder.push(line.trim_end().as_bytes(), ()) {
        Outcome::Message(decoded) => row(&decoded.message),
        _ => None,
    };
    text.split_inclusive('\n').filter(|line| known(line)).filter_map(report).collect()
}

fn row(message: &Message) -> Option<Row> {
    let Message::PositionReport(m) = message else { return None };
    Some(Row {
        kind: m.kind,
        repeat: m.repeat,
        mmsi: m.mmsi,
        status: m.status,
        turn: m.turn,
        speed: m.speed,
        accuracy: m.accuracy,
        longitude: m.longitude,
        latitude: m.latitude,
        course: m.course,
        heading: m.heading,
        second: m.second,
        maneuver: m.maneuver,
        raim: m.raim,
    })
}

/// Declares a row, integers as sent, and the columns of its fields.
macro_rules! columns {
    ($($field:ident: $integer:ty),* $(,)?) => {
        #[derive(Debug, PartialEq, Eq)]
        struct Row {
            $($field: $integer,)*
        }

        struct Columns {
            rows: usize,
            $($field: Box<[$integer; ROWS]>,)*
        }

        impl Columns {
            fn new() -> Self {
                Self { rows: 0, $($field: Box::new([<$integer>::default(); ROWS]),)* }
            }

            fn rows(&self) -> impl Iterator<Item = Row> {
                (0..self.rows).map(|row| Row { $($field: self.$field[row],)* })
            }

            #[inline(always)]
            fn push(&mut self, row: Row) {
                let at = self.rows % ROWS;
                $(self.$field[at] = row.$field;)*
                self.rows = at + 1;
            }
        }
    };
}

columns! {
    kind: u8, repeat: u8, mmsi: u32, status: u8, turn: i8, speed: u16, accuracy: bool, longitude: i32, latitude: i32,
    course: u16, heading: u16, second: u8, maneuver: u8, raim: bool,
}
