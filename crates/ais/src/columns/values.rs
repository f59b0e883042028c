//! The columns of a table whose columns are known only when it runs: integers, flags, texts and bits.

use super::Column;
use super::column::Validity;
use crate::layout::Value;

/// The values of one column of [`super::Records`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// Integers and codes as sent.
    Integers(Column<i64>),
    /// Single bits.
    Flags(Column<bool>),
    /// Six-bit text as it was meant: cut at `@`, without the spaces behind it; valid if there is any.
    Texts(Strings),
    /// Bits that something else gives a meaning, first bit highest, and how many of them there are.
    Bits(Strings, Column<u16>),
}

/// Strings of bytes, one behind the other, as Arrow keeps them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strings {
    bytes: Vec<u8>,
    offsets: Vec<u32>,
    validity: Validity,
}

impl Values {
    /// An empty column for values such as this one.
    pub(super) fn such_as(value: &Value<'_>) -> Self {
        match value {
            Value::Integer(_) => Self::Integers(Column::default()),
            Value::Flag(_) => Self::Flags(Column::default()),
            Value::Text(_) => Self::Texts(Strings::default()),
            Value::Bits(_) => Self::Bits(Strings::default(), Column::default()),
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Integers(column) => column.len(),
            Self::Flags(column) => column.len(),
            Self::Texts(strings) | Self::Bits(strings, _) => strings.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a value of the column's own sort; of another, nothing.
    #[inline]
    pub(super) fn push(&mut self, value: &Value<'_>, valid: bool) {
        match (self, value) {
            (Self::Integers(column), Value::Integer(value)) => column.push(*value, valid),
            (Self::Flags(column), Value::Flag(value)) => column.push(*value, valid),
            (Self::Texts(strings), Value::Text(text)) => {
                strings.push(text.bytes(), !text.trim_start().is_empty());
            }
            (Self::Bits(strings, lengths), Value::Bits(bits)) => {
                strings.push(bits.bytes(), valid);
                lengths.push(bits.bits() as u16, valid);
            }
            _ => {}
        }
    }

    /// Fills up with nothing until there are so many rows.
    #[inline]
    pub(super) fn fill(&mut self, rows: usize) {
        while self.len() < rows {
            match self {
                Self::Integers(column) => column.push(0, false),
                Self::Flags(column) => column.push(false, false),
                Self::Texts(strings) => strings.push(std::iter::empty(), false),
                Self::Bits(strings, lengths) => {
                    strings.push(std::iter::empty(), false);
                    lengths.push(0, false);
                }
            }
        }
    }

    pub(super) fn clear(&mut self) {
        match self {
            Self::Integers(column) => column.clear(),
            Self::Flags(column) => column.clear(),
            Self::Texts(strings) => strings.clear(),
            Self::Bits(strings, lengths) => {
                strings.clear();
                lengths.clear();
            }
        }
    }
}

impl Default for Strings {
    fn default() -> Self {
        Self { bytes: Vec::new(), offsets: vec![0], validity: Validity::default() }
    }
}

impl Strings {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The string of this row; `None` where there is none, and behind the last row.
    pub fn get(&self, row: usize) -> Option<&[u8]> {
        let &[start, end] = self.offsets.get(row..row + 2)? else { return None };
        self.validity.get(row).then(|| &self.bytes[start as usize..end as usize])
    }

    /// All strings, one behind the other.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Where each string starts in [`Strings::bytes`], and the end of the last: one more than rows.
    pub fn offsets(&self) -> &[u32] {
        &self.offsets
    }

    /// One bit a row, as [`Column::validity`].
    pub fn validity(&self) -> &[u64] {
        self.validity.words()
    }

    fn push(&mut self, bytes: impl Iterator<Item = u8>, valid: bool) {
        self.bytes.extend(bytes);
        self.offsets.push(self.bytes.len() as u32);
        self.validity.push(valid);
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.offsets.truncate(1);
        self.validity.clear();
    }
}
