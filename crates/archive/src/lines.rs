//! The lines of a text of any size, from one buffer that never grows.

use std::borrow::Cow;
use std::io::{ErrorKind, Read};

use memchr::memchr;

use crate::encoding::{Encoding, HEAD, first_beyond_ascii};
use crate::vouched;
use crate::wide::{self, End};

/// One line, without its line end (`\n` or `\r\n`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line<'b> {
    pub(crate) place: Place,
    /// The line as UTF-8; of a line that is too long only its beginning.
    pub(crate) bytes: &'b [u8],
    pub(crate) state: State,
}

/// Where a line stands in the uncompressed text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Counted from 1.
    pub(crate) number: u64,
    /// Of its first byte, from the start of the text.
    pub(crate) offset: u64,
    /// Bytes without the line end, as the text is stored.
    pub(crate) len: u32,
}

/// Whether a line can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Whole,
    /// Longer than [`Lines::LONGEST`].
    TooLong,
    /// The text broke off inside it, because the file is damaged.
    Cut,
    /// A byte of UTF-16 is missing in it, or too many.
    Torn,
    /// It is written in bytes, in a text of UTF-16.
    Foreign,
    /// It is of a part of a packed text that is damaged somewhere.
    Doubtful,
}

/// Bytes of the longest byte order mark.
const MARK: usize = 3;

/// Why a text of UTF-16 ends with half a unit.
const HALF_A_CHARACTER: &str = "its end is half a character of UTF-16, so it is cut short; fetch it again";

/// Reads a text line by line.
pub(crate) struct Lines<R> {
    reader: R,
    encoding: Encoding,
    /// Whether a byte order mark says so.
    is_marked: bool,
    /// Whether the encoding is told by the first byte that is not ASCII, which has not come yet.
    is_open: bool,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    /// Of `buffer[start]` in the text.
    offset: u64,
    number: u64,
    ended: bool,
    damage: Option<String>,
    /// Up to where the buffer is known to hold nothing but ASCII, while the encoding is open.
    ascii: usize,
    /// Bytes from the start of the text on that are believed.
    believed: u64,
    /// Of the line that was too long last.
    beginning: Vec<u8>,
    /// The last line that had to be decoded.
    decoded: Vec<u8>,
}

impl<R: Read> Lines<R> {
    /// Longest line that is looked at: 1 MiB.
    pub(crate) const LONGEST: usize = 1 << 20;
    const BUFFER: usize = 4 << 20;
    /// What is read at a time, which stays in a core's cache until its rows are.
    const PORTION: usize = 1 << 18;
    const BEGINNING: usize = 512;

    /// The lines of `reader`; a byte order mark is left out, and says how the text is written.
    pub(crate) fn new(reader: R) -> Self {
        let buffer = vec![0; Self::BUFFER].into_boxed_slice();
        let mut lines = Self {
            reader,
            encoding: Encoding::Utf8,
            is_marked: false,
            is_open: false,
            buffer,
            start: 0,
            end: 0,
            offset: 0,
            number: 0,
            ended: false,
            damage: None,
            ascii: 0,
            believed: vouched::ALL,
            beginning: Vec::new(),
            decoded: Vec::new(),
        };
        while lines.end < HEAD + MARK && lines.fill() {}
        let (encoding, mark) = Encoding::by_mark(&lines.buffer[..lines.end]);
        lines.encoding = encoding;
        lines.is_marked = mark > 0;
        lines.advance(mark);
        lines
    }

    /// The lines of `reader`, which begins with line `number` of a text, at `offset`.
    pub(crate) fn inside(reader: R, encoding: Encoding, offset: u64, number: u64) -> Self {
        let buffer = vec![0; Self::BUFFER].into_boxed_slice();
        Self {
            reader,
            encoding,
            is_marked: false,
            is_open: false,
            buffer,
            start: 0,
            end: 0,
            offset,
            number: number - 1,
            ended: false,
            damage: None,
            ascii: 0,
            believed: vouched::ALL,
            beginning: Vec::new(),
            decoded: Vec::new(),
        }
    }

    /// The beginning of the text from a new reader, as stored, without a byte order mark.
    pub(crate) fn head(&self) -> &[u8] {
        &self.buffer[self.start..self.end.min(self.start + HEAD)]
    }

    /// How the text is written.
    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Reads on in another encoding of bytes; one of wider units is set by its mark only.
    pub(crate) fn set_encoding(&mut self, encoding: Encoding) {
        self.encoding = encoding;
        self.is_open = false;
    }

    /// Leaves the encoding open where neither a mark nor the beginning tells it.
    pub(crate) fn leave_open(&mut self) {
        self.is_open = !self.is_marked && self.head().is_ascii();
    }

    /// Whether the encoding is still open.
    pub(crate) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Tells the encoding where one of the next `len` bytes is not ASCII and it is open, and where that byte stands.
    fn tell(&mut self, len: usize) -> Option<usize> {
        if self.start + len <= self.ascii {
            return None;
        }
        // All that is at hand is looked through at once: line by line it takes longer.
        let at_hand = first_beyond_ascii(&self.buffer[self.start..self.end]);
        self.ascii = at_hand.map_or(self.end, |found| self.start + found);
        let found = at_hand.filter(|found| *found < len && self.is_open)?;
        while self.end - self.start - found < HEAD && self.fill() {}
        let sample = &self.buffer[self.start + found..self.end];
        self.set_encoding(Encoding::by_bytes(sample));
        Some(found)
    }

    /// Believes only so many bytes from the start of the text on, and in a line only with its end.
    pub(crate) fn believe(&mut self, bytes: u64) {
        self.believed = bytes;
    }

    /// Why the text broke off, if it did.
    pub(crate) fn damage(&self) -> Option<&str> {
        self.damage.as_deref()
    }

    /// Gives the reader back, with why the text broke off.
    pub(crate) fn into_parts(self) -> (R, Option<String>) {
        (self.reader, self.damage)
    }

    /// The next line; `None` at the end.
    pub(crate) fn next(&mut self) -> Option<Line<'_>> {
        let mut searched = 0;
        loop {
            if let Some(end) = self.line_end(searched) {
                return Some(self.whole(end));
            }
            searched = self.searched();
            if searched > Self::LONGEST + 1 {
                return Some(self.too_long());
            }
            if self.is_all_there() {
                break;
            }
        }
        let rest = self.end - self.start;
        (rest > 0).then(|| self.last(rest))
    }

    /// Passes over the empty lines that come next, as far as they are at hand, and says how many: a bomb may hold hundreds
    /// of millions.
    pub(crate) fn pass_empty(&mut self) -> u64 {
        let text = &self.buffer[self.start..self.end];
        let is_believed = self.offset + (text.len() as u64) < self.believed;
        if self.unit() > 1 || !is_believed {
            return 0;
        }
        let (mut bytes, mut lines) = (0, 0);
        loop {
            bytes += match text[bytes..] {
                [b'\n', ..] => 1,
                [b'\r', b'\n', ..] => 2,
                _ => break,
            };
            lines += 1;
        }
        self.number += lines;
        self.advance(bytes);
        lines
    }

    /// The line up to the next line end, of which the first `searched` bytes hold none.
    fn line_end(&self, searched: usize) -> Option<End> {
        let text = &self.buffer[self.start..self.end];
        if self.unit() > 1 {
            return wide::line_end(text, searched, self.encoding, self.ended);
        }
        memchr(b'\n', &text[searched..]).map(|found| End {
            len: searched + found,
            width: 1,
            is_foreign: false,
        })
    }

    /// Bytes of a line end.
    fn unit(&self) -> usize {
        self.encoding.ascii(b'\n').1
    }

    /// Whole units in the buffer that hold no line end where none was found.
    fn searched(&self) -> usize {
        let there = self.end - self.start;
        match self.unit() {
            1 => there,
            unit if self.ended => there - there % unit,
            unit => there.saturating_sub(wide::AHEAD) / unit * unit,
        }
    }

    /// The line at the start of the buffer.
    fn whole(&mut self, End { len, width, is_foreign }: End) -> Line<'_> {
        if self.is_open {
            self.tell(len);
        }
        let start = self.start;
        let encoding = if is_foreign { Encoding::Utf8 } else { self.encoding };
        let (carriage_return, unit) = encoding.ascii(b'\r');
        let line = &self.buffer[start..start + len];
        let returns = match unit {
            1 => line.last() == Some(&b'\r'),
            _ => line.ends_with(&carriage_return[..unit]),
        };
        let bytes = len - if returns { unit } else { 0 };
        let state = match bytes {
            bytes if bytes > Self::LONGEST => State::TooLong,
            _ if is_foreign => State::Foreign,
            _ if self.offset + len as u64 >= self.believed => State::Doubtful,
            bytes if !bytes.is_multiple_of(unit) => State::Torn,
            _ => State::Whole,
        };
        let place = self.place(bytes);
        self.advance(len + width);
        let shown = if state == State::TooLong { Self::BEGINNING } else { bytes };
        Line { place, bytes: self.decoded(encoding, start, shown), state }
    }

    /// A run of the buffer as UTF-8.
    fn decoded(&mut self, encoding: Encoding, start: usize, len: usize) -> &[u8] {
        match encoding.decode(&self.buffer[start..start + len]) {
            Cow::Borrowed(same) => same,
            Cow::Owned(decoded) => {
                self.decoded = decoded;
                &self.decoded
            }
        }
    }

    /// What stands behind the last line end.
    fn last(&mut self, len: usize) -> Line<'_> {
        let is_foreign = self.unit() > 1 && wide::is_foreign(&self.buffer[self.start..self.end]);
        if !len.is_multiple_of(self.unit()) && !is_foreign {
            self.damage.get_or_insert_with(|| HALF_A_CHARACTER.to_owned());
        }
        let cut = self.damage.is_some();
        let line = self.whole(End { len, width: 0, is_foreign });
        let is_read = matches!(line.state, State::Whole | State::Torn);
        if cut && is_read { Line { state: State::Cut, ..line } } else { line }
    }

    /// Drops everything up to the next line end but keeps the beginning for the ledger.
    fn too_long(&mut self) -> Line<'_> {
        let place = self.place(self.end - self.start);
        if self.is_open {
            self.tell(Self::BEGINNING);
        }
        self.beginning = self.decoded(self.encoding, self.start, Self::BEGINNING).to_vec();
        loop {
            let end = self.line_end(0);
            let seen = end.map_or_else(|| self.searched(), |end| end.len);
            if self.is_open && self.pass_to_telling(seen) {
                continue;
            }
            if let Some(end) = end {
                self.advance(end.len + end.width);
                break;
            }
            self.advance(seen);
            if self.is_all_there() {
                self.advance(self.end - self.start);
                break;
            }
        }
        Line { place, bytes: &self.beginning, state: State::TooLong }
    }

    /// Drops what stands before the byte that tells the encoding, if it is among the next `len`, and tells it.
    fn pass_to_telling(&mut self, len: usize) -> bool {
        let next = &self.buffer[self.start..self.start + len];
        let Some(found) = first_beyond_ascii(next) else { return false };
        self.advance(found);
        self.tell(len - found);
        true
    }

    fn place(&mut self, len: usize) -> Place {
        self.number += 1;
        let len = u32::try_from(len).expect("the buffer is smaller than 4 GiB");
        Place { number: self.number, offset: self.offset, len }
    }

    fn advance(&mut self, bytes: usize) {
        self.start += bytes;
        self.offset += bytes as u64;
    }

    /// Reads on; whether there was nothing more before.
    fn is_all_there(&mut self) -> bool {
        let was_all = self.ended;
        !self.fill() && was_all
    }

    /// Moves what is left to the front and reads a portion behind it; `false` when nothing came.
    fn fill(&mut self) -> bool {
        self.buffer.copy_within(self.start..self.end, 0);
        self.ascii = self.ascii.saturating_sub(self.start);
        self.end -= self.start;
        self.start = 0;
        let before = self.end;
        let full = self.buffer.len().min(before + Self::PORTION);
        while !self.ended && self.end < full {
            match self.reader.read(&mut self.buffer[self.end..full]) {
                Ok(0) => self.ended = true,
                Ok(read) => self.end += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    self.damage = Some(error.to_string());
                    self.ended = true;
                }
            }
        }
        self.end > before
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use proptest::prelude::*;

    use super::*;

    fn read(text: &[u8]) -> Vec<(Place, Vec<u8>, State)> {
        collect(Lines::new(text))
    }

    fn collect<R: Read>(mut lines: Lines<R>) -> Vec<(Place, Vec<u8>, State)> {
        let mut all = Vec::new();
        while let Some(line) = lines.next() {
            all.push((line.place, line.bytes.to_vec(), line.state));
        }
        all
    }

    #[test]
    fn line_ends_of_windows_a_byte_order_mark_and_a_missing_last_end_change_nothing() {
        let lines = read(b"\xef\xbb\xbfab\r\n\r\nc");
        let texts: Vec<_> = lines.iter().map(|(place, text, _)| (place.offset, text.as_slice())).collect();
        assert_eq!(texts, [(3, b"ab".as_slice()), (7, b""), (9, b"c")]);
    }

    #[test]
    fn a_giant_line_is_one_line_and_the_next_one_is_whole() {
        for giant in [Lines::<&[u8]>::LONGEST, Lines::<&[u8]>::LONGEST + 1, (4 << 20) - 1, 4 << 20, 9 << 20] {
            let mut text = b"first\n".to_vec();
            text.extend(vec![b'x'; giant]);
            text.extend(b"\nlast\n");
            let lines = read(&text);
            assert_eq!(lines.len(), 3, "{giant}");
            assert_eq!(lines[1].2 == State::TooLong, giant > Lines::<&[u8]>::LONGEST);
            assert_eq!((lines[2].0.offset, lines[2].1.as_slice()), (giant as u64 + 7, b"last".as_slice()));
        }
    }

    #[test]
    fn empty_lines_that_are_passed_over_are_counted_as_those_that_are_read() {
        let text = b"\n\r\n\na\n\n \r\n\r\n\rb\n\n";
        let mut lines = Lines::new(text.as_slice());
        let (mut empty, mut others) = (lines.pass_empty(), Vec::new());
        while let Some(line) = lines.next() {
            others.push((line.place.number, line.place.offset, line.bytes.to_vec()));
            empty += lines.pass_empty();
        }
        let all = read(text);
        let found: Vec<_> = all
            .iter()
            .filter(|line| !line.1.is_empty())
            .map(|line| (line.0.number, line.0.offset, line.1.clone()))
            .collect();
        assert_eq!(others, found);
        assert_eq!(empty as usize, all.len() - others.len());
    }

    #[test]
    fn a_text_that_breaks_off_cuts_its_last_line_only() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("broken"))
            }
        }
        let lines = collect(Lines::new(b"whole\ncut o".chain(Broken)));
        assert_eq!(lines.iter().map(|line| line.2).collect::<Vec<_>>(), [State::Whole, State::Cut]);
    }

    proptest! {
        #[test]
        fn lines_are_the_pieces_between_line_ends(text in "[ab\r\n]{0,60}") {
            let mut pieces: Vec<&str> = text.split('\n').collect();
            if pieces.last() == Some(&"") {
                pieces.pop();
            }
            let lines = read(text.as_bytes());
            prop_assert_eq!(lines.len(), pieces.len());
            for ((place, bytes, _), piece) in lines.iter().zip(pieces) {
                prop_assert_eq!(bytes.as_slice(), piece.strip_suffix('\r').unwrap_or(piece).as_bytes());
                let start = place.offset as usize;
                prop_assert_eq!(&text.as_bytes()[start..start + place.len as usize], bytes.as_slice());
            }
        }
    }
}
