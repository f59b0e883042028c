//! Where lines of UTF-16 end, also behind a byte that is missing or too many, and among lines that were joined on in bytes.
//!
//! A line end half a unit off its line counts where the line behind it begins with ASCII once more, as records do. A
//! line end of one byte counts between letters of ASCII, in bytes or in units, as no character of UTF-16 that has such a
//! byte in it stands in records.

use memchr::memchr_iter;

use crate::encoding::Encoding;

/// A line up to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct End {
    /// Bytes of the line.
    pub(crate) len: usize,
    /// Bytes that end it.
    pub(crate) width: usize,
    /// Whether the line is written in bytes and not in the units of its text.
    pub(crate) is_foreign: bool,
}

/// Bytes behind a line end that tell whether it is one.
pub(crate) const AHEAD: usize = 16;
/// Fewest of them, where a line of bytes is shorter.
const LEAST: usize = 8;
/// Bytes before a line end of one byte that hold no NUL.
const BEFORE: usize = 4;

/// The first line end in a text from byte `searched` on; the last [`AHEAD`] bytes are left for later unless the text
/// ends with them.
pub(crate) fn line_end(text: &[u8], searched: usize, encoding: Encoding, is_all: bool) -> Option<End> {
    let until = if is_all { text.len() } else { text.len().saturating_sub(AHEAD) };
    let candidates = memchr_iter(b'\n', text.get(searched..until)?);
    candidates
        .map(|at| searched + at)
        .find_map(|at| of_units(text, at, encoding).or_else(|| of_byte(text, at, encoding)))
}

/// The line that a line end of one unit closes, of which byte `at` is a part.
fn of_units(text: &[u8], at: usize, encoding: Encoding) -> Option<End> {
    let is_nul = |at: usize| text.get(at) == Some(&0);
    let (len, has_other_half, first_high) = match encoding {
        Encoding::Utf16Be => (at.checked_sub(1)?, is_nul(at - 1), at + 1),
        _ => (at, is_nul(at + 1), at + 3),
    };
    let is_aligned = len % 2 == 0;
    let is_end = has_other_half && (is_aligned || first_high >= text.len() || is_nul(first_high));
    is_end.then_some(End { len, width: 2, is_foreign: false })
}

/// The line that a line end of one byte closes: one of bytes, or one of units whose line end lacks a byte.
fn of_byte(text: &[u8], at: usize, encoding: Encoding) -> Option<End> {
    let before = &text[at.saturating_sub(BEFORE)..at];
    let behind = &text[at + 1..text.len().min(at + 1 + AHEAD)];
    let is_foreign = !before.is_empty() && !before.contains(&0);
    let is_of_units = before.len() == BEFORE && !behind.is_empty() && is_ascii_in_units(before, encoding);
    let line = behind.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let is_line_behind = (line.len() >= LEAST.min(behind.len()) && is_printed(line))
        || (behind.len() >= LEAST && is_ascii_in_units(&behind[..LEAST], encoding));
    let is_end = (is_foreign || is_of_units) && is_line_behind;
    is_end.then_some(End { len: at, width: 1, is_foreign })
}

/// Whether whole units hold letters of ASCII.
fn is_ascii_in_units(bytes: &[u8], encoding: Encoding) -> bool {
    bytes.as_chunks::<2>().0.iter().all(|unit| match (encoding, unit) {
        (Encoding::Utf16Be, [high, low]) | (_, [low, high]) => *high == 0 && is_printed(&[*low]),
    })
}

/// Whether bytes behind the last line end are a line of bytes.
pub(crate) fn is_foreign(rest: &[u8]) -> bool {
    rest.len() >= LEAST && is_printed(&rest[..rest.len().min(AHEAD)])
}

fn is_printed(line: &[u8]) -> bool {
    line.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\t' | b'\r'))
}
