//! One row of a table as text: its fields, quoted or not.
//!
//! A row is a line: a quoted field cannot hold a line end, so that an open quote costs one row and not the rest of
//! the file. Quotes inside a field that does not start with one are letters, as in NOAA's ship names.

use std::ops::RangeInclusive;

use memchr::memchr;

/// The fields of a row; reused from row to row.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    /// Where each field ends; the next one begins behind its delimiter. A line has a mebibyte at most.
    ends: Vec<u32>,
    /// The row without its quotes.
    unquoted: Vec<u8>,
    quoted: bool,
}

/// Calls `found` with each place of a byte, in order: eight bytes at a time, because fields are short.
#[inline]
fn for_each(byte: u8, row: &[u8], mut found: impl FnMut(usize)) {
    const ONES: u64 = u64::from_le_bytes([0x01; 8]);
    const LOW: u64 = u64::from_le_bytes([0x7f; 8]);
    let (eights, rest) = row.as_chunks::<8>();
    for (at, eight) in eights.iter().enumerate() {
        // A byte of the sum has its highest bit clear where the byte is the one that is looked for, and only there.
        let other = u64::from_le_bytes(*eight) ^ (ONES * u64::from(byte));
        let mut places = !(((other & LOW) + LOW) | other | LOW);
        while places != 0 {
            found(at * 8 + (places.trailing_zeros() / 8) as usize);
            places &= places - 1;
        }
    }
    let start = row.len() - rest.len();
    rest.iter().enumerate().filter(|(_, other)| **other == byte).for_each(|(at, _)| found(start + at));
}

/// A quoted field that does not end, or goes on behind its closing quote.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct QuoteError;

impl Fields {
    /// Finds the fields of `row`.
    pub(crate) fn split(&mut self, row: &[u8], delimiter: u8) -> Result<(), QuoteError> {
        self.ends.clear();
        self.quoted = memchr(b'"', row).is_some();
        if self.quoted {
            return self.split_quoted(row, delimiter);
        }
        for_each(delimiter, row, |end| self.ends.push(end as u32));
        self.ends.push(row.len() as u32);
        Ok(())
    }

    /// Everything from one field to another, with the delimiters between them, as it stands in the row that was split
    /// last; `None` where quotes were undone in it.
    pub(crate) fn run<'a>(&self, row: &'a [u8], fields: RangeInclusive<usize>) -> Option<&'a [u8]> {
        let end = *self.ends.get(*fields.end())?;
        if self.quoted { None } else { row.get(self.start(*fields.start())..end as usize) }
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Field `index` of the row that was split last.
    #[inline]
    pub(crate) fn get<'a>(&'a self, row: &'a [u8], index: usize) -> &'a [u8] {
        let text = if self.quoted { self.unquoted.as_slice() } else { row };
        self.ends.get(index).map_or(&[], |end| &text[self.start(index)..*end as usize])
    }

    /// Where a field begins, or would begin.
    #[inline]
    fn start(&self, index: usize) -> usize {
        let before = index.checked_sub(1).and_then(|before| self.ends.get(before));
        before.map_or(0, |end| *end as usize + 1)
    }

    fn split_quoted(&mut self, row: &[u8], delimiter: u8) -> Result<(), QuoteError> {
        self.unquoted.clear();
        let mut rest = row;
        loop {
            rest = match rest {
                [b'"', inner @ ..] => self.unquote(inner)?,
                _ => {
                    let end = memchr(delimiter, rest).unwrap_or(rest.len());
                    self.unquoted.extend_from_slice(&rest[..end]);
                    &rest[end..]
                }
            };
            self.ends.push(self.unquoted.len() as u32);
            rest = match rest {
                [] => return Ok(()),
                [next, after @ ..] if *next == delimiter => after,
                _ => return Err(QuoteError),
            };
            self.unquoted.push(delimiter);
        }
    }

    /// Copies a quoted field without its quotes and returns what follows its closing quote.
    fn unquote<'a>(&mut self, mut inner: &'a [u8]) -> Result<&'a [u8], QuoteError> {
        loop {
            let quote = memchr(b'"', inner).ok_or(QuoteError)?;
            self.unquoted.extend_from_slice(&inner[..quote]);
            inner = &inner[quote + 1..];
            match inner {
                [b'"', after @ ..] => {
                    self.unquoted.push(b'"');
                    inner = after;
                }
                _ => return Ok(inner),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(row: &str) -> Result<Vec<String>, QuoteError> {
        let mut fields = Fields::default();
        fields.split(row.as_bytes(), b',')?;
        let text = |index| String::from_utf8(fields.get(row.as_bytes(), index).to_vec()).unwrap();
        Ok((0..fields.len()).map(text).collect())
    }

    proptest::proptest! {
        #[test]
        fn a_byte_is_found_wherever_it_stands(row in proptest::collection::vec(proptest::num::u8::ANY, 0..40), byte: u8) {
            let row: Vec<u8> = row.into_iter().map(|other| if other % 3 == 0 { byte } else { other }).collect();
            let mut found = Vec::new();
            for_each(byte, &row, |at| found.push(at));
            let expected: Vec<usize> = memchr::memchr_iter(byte, &row).collect();
            proptest::prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn fields_are_split_quoted_or_not() {
        assert_eq!(split("1,,x").unwrap(), ["1", "", "x"]);
        assert_eq!(split("\"1\",\"A \"\"B\"\", C\",").unwrap(), ["1", "A \"B\", C", ""]);
        assert_eq!(split("").unwrap(), [""]);
    }

    #[test]
    fn a_bare_quote_inside_a_name_is_a_letter_and_an_open_one_is_a_fault() {
        assert_eq!(split("1,MY \"BOAT\",2").unwrap(), ["1", "MY \"BOAT\"", "2"]);
        assert_eq!(split("1,\"OPEN,2"), Err(QuoteError));
        assert_eq!(split("1,\"SHUT\" AND MORE,2"), Err(QuoteError));
    }
}
