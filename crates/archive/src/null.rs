//! What a user's table writes for nothing.

use crate::cell::Cell;
use crate::field::{Field, Row};

/// A value that stands for nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Null {
    text: &'static str,
    /// Its number, if it is one, for tables that type their columns.
    number: Option<f64>,
}

impl Null {
    pub(crate) fn new(text: &'static str) -> Self {
        Self { text, number: Cell::text(text.as_bytes()).number() }
    }

    fn is(&self, cell: Cell<'_>) -> bool {
        match cell {
            Cell::Text(text) => text == self.text.as_bytes(),
            Cell::Integer(value) => self.number == Some(value as f64),
            Cell::Number(value) => self.number == Some(value),
            Cell::Empty | Cell::Moment(_) => false,
        }
    }
}

/// A row in which `nulls` are empty cells.
pub(crate) struct WithNulls<'a, R> {
    pub(crate) row: &'a R,
    pub(crate) nulls: &'static [Null],
}

impl<R: Row> Row for WithNulls<'_, R> {
    fn cell(&self, field: Field) -> Cell<'_> {
        let cell = self.row.cell(field);
        if self.nulls.iter().any(|null| null.is(cell)) { Cell::Empty } else { cell }
    }

    fn take_statics(&self, words: &mut Vec<u8>) {
        self.row.take_statics(words);
    }
}
