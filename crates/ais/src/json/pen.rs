//! Where JSON is written: a vector that is kept longer than what is written, so that a member is checked for room once.

use super::digits::{EIGHT, eight, leading_zeros, two};
use crate::layout::LONGEST_NAME;

/// A place in a vector. What lies behind it is room, and is cut off when the pen is [finished](Pen::finish).
pub(super) struct Pen<'a> {
    out: &'a mut Vec<u8>,
    /// Behind the last byte written.
    at: usize,
}

/// Room for one name and one number, and for the zeros that are written behind it.
const ROOM: usize = LONGEST_NAME + 40;
/// Room made at once: for most messages.
const STEP: usize = 512;

/// The largest number of 30 bits.
const IDENTITIES: u64 = (1 << 30) - 1;

/// One name with its value, being written where there is [`ROOM`].
pub(super) struct Member<'r> {
    room: &'r mut [u8; ROOM],
    len: usize,
    /// Of the pen.
    at: &'r mut usize,
}

impl<'a> Pen<'a> {
    #[inline(always)]
    pub(super) fn new(out: &'a mut Vec<u8>) -> Self {
        let at = out.len();
        Self { out, at }
    }

    #[inline(always)]
    pub(super) fn finish(self) {
        self.out.truncate(self.at);
    }

    /// Behind the last byte written.
    #[inline(always)]
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Changes a byte written before.
    #[inline(always)]
    pub(super) fn set(&mut self, at: usize, byte: u8) {
        self.out[at] = byte;
    }

    /// Starts on a member, of at most [`ROOM`] bytes; it stays when it is [done](Member::done).
    #[inline(always)]
    pub(super) fn member(&mut self) -> Member<'_> {
        if self.out.len() < self.at + ROOM {
            make_room(self.out, self.at, ROOM);
        }
        let room = self.out[self.at..].first_chunk_mut().expect("room was made");
        Member { room, len: 0, at: &mut self.at }
    }

    /// Writes one byte.
    #[inline(always)]
    pub(super) fn byte(&mut self, byte: u8) {
        let mut member = self.member();
        member.bytes(&[byte]);
        member.done();
    }

    /// Writes any text as the rest of a JSON string: behind its first quote, with the last.
    #[inline(always)]
    pub(super) fn text(&mut self, text: &str) {
        self.at = write_text(self.out, self.at, text.as_bytes());
    }

    /// Writes text in which no character needs an escape as the rest of a JSON string.
    #[inline(always)]
    pub(super) fn words(&mut self, words: &'static str) {
        self.at = write_words(self.out, self.at, words.as_bytes());
    }
}

impl Member<'_> {
    /// Moves the pen behind what was written.
    #[inline(always)]
    pub(super) fn done(self) {
        *self.at += self.len;
    }

    /// A comma, and the name with its number and colon.
    #[inline(always)]
    pub(super) fn name(&mut self, name: &str, number: &'static str) {
        self.bytes(b",\"");
        self.bytes(name.as_bytes());
        self.bytes(number.as_bytes());
        self.bytes(b"\":");
    }

    /// The same for the text of a code, with the quote that opens it.
    #[inline(always)]
    pub(super) fn name_of_text(&mut self, name: &str, number: &'static str) {
        self.bytes(b",\"");
        self.bytes(name.as_bytes());
        self.bytes(b"_text");
        self.bytes(number.as_bytes());
        self.bytes(b"\":\"");
    }

    #[inline(always)]
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        let end = self.len + bytes.len();
        self.room[self.len..end].copy_from_slice(bytes);
        self.len = end;
    }

    #[inline(always)]
    pub(super) fn bool(&mut self, value: bool) {
        self.first(if value { *b"true " } else { *b"false" }, 5 - usize::from(value));
    }

    /// An integer, quickest when it has no more than `bits` bits.
    #[inline(always)]
    pub(super) fn integer(&mut self, value: i64, bits: usize) {
        match value.unsigned_abs() {
            few @ ..100 if bits <= 6 && value >= 0 => self.one_or_two(few),
            identity @ EIGHT..=IDENTITIES if bits == 30 && value >= 0 => {
                self.one_or_two(identity / EIGHT);
                self.bytes(&eight(identity % EIGHT).to_le_bytes());
            }
            magnitude => {
                self.sign(value);
                self.natural(magnitude);
            }
        }
    }

    /// A number of so many decimals, given in units of the last one.
    #[inline(always)]
    pub(super) fn decimal(&mut self, units: i64, decimals: usize) {
        let unit = 10u64.pow(decimals as u32);
        let magnitude = units.unsigned_abs();
        self.sign(units);
        self.natural(magnitude / unit);
        if decimals > 0 {
            self.bytes(b".");
            self.padded(magnitude % unit, decimals);
        }
    }

    /// A number with zeros before it, if it has fewer digits than `width`, which is at most eight.
    #[inline(always)]
    pub(super) fn padded(&mut self, number: u64, width: usize) {
        match width {
            1 if number < 10 => self.bytes(&[b'0' | number as u8]),
            2 if number < 100 => self.bytes(&two(number).to_le_bytes()),
            _ if number < 10u64.pow(width as u32) => {
                let digits = eight(number) >> (64 - 8 * width);
                self.first(digits.to_le_bytes(), width);
            }
            _ => self.natural(number),
        }
    }

    #[inline(always)]
    fn sign(&mut self, value: i64) {
        self.first([b'-'], usize::from(value < 0));
    }

    #[inline(always)]
    fn one_or_two(&mut self, number: u64) {
        let one = u32::from(number < 10);
        self.first((two(number) >> (8 * one)).to_le_bytes(), 2 - one as usize);
    }

    #[inline(always)]
    fn natural(&mut self, number: u64) {
        match number {
            ..EIGHT => self.without_zeros(eight(number)),
            _ => self.len = write_long(self.room, self.len, number),
        }
    }

    #[inline(always)]
    fn without_zeros(&mut self, digits: u64) {
        let zeros = leading_zeros(digits);
        self.first((digits >> (8 * zeros)).to_le_bytes(), 8 - zeros as usize);
    }

    /// Writes all `bytes`, of which only the first `count` stay.
    #[inline(always)]
    fn first<const N: usize>(&mut self, bytes: [u8; N], count: usize) {
        self.room[self.len..self.len + N].copy_from_slice(&bytes);
        self.len += count;
    }
}

/// A number of more than eight digits, at `at`; gives back where it ends. Not a method: a member that nothing points to
/// stays in registers.
#[cold]
#[inline(never)]
fn write_long(room: &mut [u8; ROOM], at: usize, number: u64) -> usize {
    let first = number.ilog(EIGHT);
    let mut member = Member { room, len: at, at: &mut 0 };
    member.without_zeros(eight(number / EIGHT.pow(first)));
    for power in (0..first).rev() {
        member.bytes(&eight(number / EIGHT.pow(power) % EIGHT).to_le_bytes());
    }
    member.len
}

#[cold]
#[inline(never)]
fn make_room(out: &mut Vec<u8>, at: usize, room: usize) {
    out.resize(at + room.max(STEP), 0);
}

#[inline(never)]
fn write_words(out: &mut Vec<u8>, at: usize, words: &[u8]) -> usize {
    debug_assert!(!words.iter().any(needs_escape), "a legend holds neither quotes nor backslashes");
    let end = at + words.len();
    if out.len() <= end {
        make_room(out, at, words.len() + ROOM);
    }
    out[at..end].copy_from_slice(words);
    out[end] = b'"';
    end + 1
}

#[inline(never)]
fn write_text(out: &mut Vec<u8>, at: usize, text: &[u8]) -> usize {
    let longest = text.len() * 2 + 1;
    if out.len() < at + longest {
        make_room(out, at, longest + ROOM);
    }
    let mut end = at;
    for &char in text {
        if needs_escape(&char) {
            out[end] = b'\\';
            end += 1;
        }
        out[end] = char;
        end += 1;
    }
    out[end] = b'"';
    end + 1
}

/// Six-bit text is printable ASCII, so only quote and backslash need an escape.
fn needs_escape(char: &u8) -> bool {
    matches!(char, b'"' | b'\\')
}
