//! One row of a table as text: its fields, quoted or not.
//!
//! A row is a line: a quoted field cannot hold a line end, so that an open quote costs one row and not the rest of
//! the file. Quotes inside a field that does not start with one are letters, as in NOAA's ship names.

use std::ops::Range;

use memchr::{memchr, memchr_iter};

/// The fields of a row; reused from row to row.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    ranges: Vec<Range<usize>>,
    unquoted: Vec<u8>,
    quoted: bool,
}

/// A quoted field that does not end, or goes on behind its closing quote.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct QuoteError;

impl Fields {
    /// Finds the fields of `row`.
    pub(crate) fn split(&mut self, row: &[u8], delimiter: u8) -> Result<(), QuoteError> {
        self.ranges.clear();
        self.quoted = memchr(b'"', row).is_some();
        if self.quoted {
            return self.split_quoted(row, delimiter);
        }
        let mut start = 0;
        for end in memchr_iter(delimiter, row) {
            self.ranges.push(start..end);
            start = end + 1;
        }
        self.ranges.push(start..row.len());
        Ok(())
    }

    pub(crate) fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Field `index` of the row that was split last.
    pub(crate) fn get<'a>(&'a self, row: &'a [u8], index: usize) -> &'a [u8] {
        let text = if self.quoted { self.unquoted.as_slice() } else { row };
        self.ranges.get(index).map_or(&[], |range| &text[range.clone()])
    }

    fn split_quoted(&mut self, row: &[u8], delimiter: u8) -> Result<(), QuoteError> {
        self.unquoted.clear();
        let mut rest = row;
        loop {
            let start = self.unquoted.len();
            rest = match rest {
                [b'"', inner @ ..] => self.unquote(inner)?,
                _ => {
                    let end = memchr(delimiter, rest).unwrap_or(rest.len());
                    self.unquoted.extend_from_slice(&rest[..end]);
                    &rest[end..]
                }
            };
            self.ranges.push(start..self.unquoted.len());
            rest = match rest {
                [] => return Ok(()),
                [next, after @ ..] if *next == delimiter => after,
                _ => return Err(QuoteError),
            };
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
