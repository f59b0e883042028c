//! Decimal commas, as half of Europe writes them: `68,89730`.

use crate::cell::Cell;
use crate::field::{Field, Row};

/// A row whose numbers have decimal commas; a point in one is none, for it may part thousands.
pub(crate) struct WithCommas<'a, R> {
    pub(crate) row: &'a R,
}

impl<R: Row> Row for WithCommas<'_, R> {
    fn cell(&self, field: Field) -> Cell<'_> {
        match self.row.cell(field) {
            Cell::Text(text) if field.is_measured() => Cell::Number(number(text).unwrap_or(f64::NAN)),
            cell => cell,
        }
    }

    fn take_statics(&self, words: &mut Vec<u8>) {
        self.row.take_statics(words);
    }
}

/// Longer than any number of a table.
const LONGEST: usize = 32;

fn number(text: &[u8]) -> Option<f64> {
    let mut with_point = [0; LONGEST];
    let with_point = with_point.get_mut(..text.len())?;
    for (to, from) in with_point.iter_mut().zip(text) {
        *to = match from {
            b',' => b'.',
            b'.' => return None,
            other => *other,
        };
    }
    fast_float2::parse(with_point).ok()
}

/// Whether a text is a number with a decimal comma: digits, one comma, digits.
pub(crate) fn has_comma(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    let mut parts = digits.split(|byte| *byte == b',');
    let are_digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    parts.next().is_some_and(are_digits) && parts.next().is_some_and(are_digits) && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_parts_a_number_from_its_fraction_and_a_point_may_part_thousands() {
        assert_eq!(number(b"68,89730"), Some(68.8973));
        assert_eq!(number(b"-12,5"), Some(-12.5));
        assert_eq!(number(b"12"), Some(12.0));
        for text in ["1.234", "1.234,5", "1,2,3", "north", "", "12,5555555555555555555555555555555555"] {
            assert_eq!(number(text.as_bytes()), None, "{text}");
        }
        assert!(has_comma(b"68,89730") && has_comma(b"-0,5"));
        assert!(!has_comma(b"68.9") && !has_comma(b"1,2,3") && !has_comma(b",5") && !has_comma(b"A,B"));
    }
}
