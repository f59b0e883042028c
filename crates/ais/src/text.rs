//! Six-bit text: names, call signs and destinations, kept exactly as sent and shown as sailors read them.

use std::fmt;

use crate::field::{Field, Storage};
use crate::layout::{BitField, Rest, Value, Visit};
use crate::payload::{MAX_BITS, Payload};

/// `N` characters of six-bit ASCII (M.1371-5, annex 8).
///
/// All `N` are kept, so that a message can be written again bit for bit; [`Text::as_str`] is the text that
/// was meant: cut at the first `@`, without the spaces behind it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Text<const N: usize>([u8; N]);

impl<const N: usize> Text<N> {
    /// No text: all `@`.
    pub const EMPTY: Self = Self([b'@'; N]);

    /// The text in upper case, filled with `@`; what has no place is cut, what has no six-bit code becomes a
    /// space.
    pub fn new(text: &str) -> Self {
        let mut chars = [b'@'; N];
        for (to, from) in chars.iter_mut().zip(text.chars()) {
            *to = six_bit_letter(from);
        }
        Self(chars)
    }

    /// The text, cut at `@` and without trailing spaces; leading spaces stay. Empty when not available.
    pub fn as_str(&self) -> &str {
        let cut = self.0.iter().position(|&c| c == b'@').unwrap_or(N);
        let end = self.0[..cut].iter().rposition(|&c| c != b' ').map_or(0, |last| last + 1);
        ascii(&self.0[..end])
    }

    /// The text when there is any.
    pub fn to_option(&self) -> Option<&str> {
        Some(self.as_str()).filter(|text| !text.trim_start().is_empty())
    }

    /// Whether there is no text.
    #[inline]
    pub(crate) fn is_blank(&self) -> bool {
        self.0.iter().take_while(|&&char| char != b'@').all(|&char| char == b' ')
    }

    pub(crate) fn characters(&self) -> impl Iterator<Item = u8> {
        self.0.iter().copied()
    }

    /// All `N` characters as sent.
    pub fn raw(&self) -> &str {
        ascii(&self.0)
    }
}

impl<const N: usize> Default for Text<N> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<const N: usize> fmt::Display for Text<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl<const N: usize> fmt::Debug for Text<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.raw(), f)
    }
}

impl<const N: usize> BitField for Text<N> {
    const STORAGE: Storage = Storage::Text;

    #[inline]
    fn get<const AT: usize, const LEN: usize>(payload: &Payload) -> Self {
        const { assert!(LEN == 6 * N) };
        let mut chars = [0; N];
        for (i, eight) in chars.chunks_mut(8).enumerate() {
            let bits = payload.read(AT + i * 48, eight.len() * 6) << (48 - eight.len() * 6);
            eight.copy_from_slice(&eight_characters(bits)[..eight.len()]);
        }
        Self(chars)
    }

    fn set<const AT: usize, const LEN: usize>(&self, payload: &mut Payload) {
        for (i, char) in self.0.iter().enumerate() {
            payload.write(AT + i * 6, 6, u64::from(char & 0x3F));
        }
    }

    fn show(&self, field: &Field, visitor: &mut impl Visit) {
        visitor.field(field, Value::Text(self.as_str().into()));
    }
}

/// Six-bit text that takes all the bits that are left in a message; how many, the message decides.
///
/// The bits are kept as sent, with those behind the last whole character; shown is the text that was meant, as with
/// [`Text`].
///
/// ```
/// use ais::LongText;
/// assert_eq!(LongText::new("Pan pan@old").to_string(), "PAN PAN");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct LongText(Payload);

impl LongText {
    /// The text in upper case; what has no six-bit code becomes a space, what has no place in a message is cut.
    pub fn new(text: &str) -> Self {
        let chars = text.chars().count().min(ROOM);
        let mut bits = Payload::zeros(chars * 6);
        for (i, char) in text.chars().take(chars).enumerate() {
            bits.write(i * 6, 6, u64::from(six_bit_letter(char) & 0x3F));
        }
        Self(bits)
    }

    /// All whole characters as sent, `@` and trailing spaces too.
    pub fn raw(&self) -> String {
        self.characters().map(char::from).collect()
    }

    pub(crate) fn characters(&self) -> impl Iterator<Item = u8> {
        (0..self.0.bits() / 6).map(|i| character(&self.0, i * 6))
    }
}

/// The text that was meant by these characters, put into `room`; those that have no room are cut.
pub(crate) fn meant(characters: impl Iterator<Item = u8>, room: &mut [u8; ROOM]) -> &str {
    let mut end = 0;
    for ((at, place), char) in room.iter_mut().enumerate().zip(characters.take_while(|&char| char != b'@')) {
        *place = char;
        if char != b' ' {
            end = at + 1;
        }
    }
    ascii(&room[..end])
}

/// Characters of the longest text.
const ROOM: usize = MAX_BITS / 6;

impl fmt::Display for LongText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(meant(self.characters(), &mut [0; ROOM]))
    }
}

impl fmt::Debug for LongText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.raw(), f)
    }
}

impl Rest for LongText {
    const STORAGE: Storage = Storage::Text;

    fn read_from(payload: &Payload, at: usize) -> Self {
        Self(payload.tail(at))
    }

    fn write_at(&self, payload: &mut Payload, at: usize) {
        payload.put(at, &self.0);
    }

    fn bits(&self) -> usize {
        self.0.bits()
    }

    fn show(&self, field: &Field, visitor: &mut impl Visit) {
        visitor.field(field, Value::Text(meant(self.characters(), &mut [0; ROOM]).into()));
    }
}

/// Eight six-bit characters from 48 bits, a byte each.
#[inline(always)]
fn eight_characters(bits: u64) -> [u8; 8] {
    let fours = bits << 8 & 0x00FF_FFFF_0000_0000 | bits & 0x0000_0000_00FF_FFFF;
    let pairs = fours << 4 & 0x0FFF_0000_0FFF_0000 | fours & 0x0000_0FFF_0000_0FFF;
    let values = pairs << 2 & 0x3F00_3F00_3F00_3F00 | pairs & 0x003F_003F_003F_003F;
    // 0 to 31 are `@` to `_`: 64 is added where bit 5 is not set.
    (values | (!values & 0x2020_2020_2020_2020) << 1).to_be_bytes()
}

/// The six-bit character at a bit.
#[inline(always)]
fn character(payload: &Payload, at: usize) -> u8 {
    let value = (payload.read(at, 6) & 0x3F) as u8;
    if value < 32 { value + 64 } else { value }
}

/// The nearest letter that has a six-bit code.
pub(crate) fn six_bit_letter(char: char) -> u8 {
    let upper = u8::try_from(char).unwrap_or(b' ').to_ascii_uppercase();
    if (b' '..=b'_').contains(&upper) { upper } else { b' ' }
}

fn ascii(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("six-bit characters are ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_at_the_first_at_sign_and_keeps_its_leading_spaces() {
        let name = Text::<20>::new(" SEA STAR 7  @OLD");
        assert_eq!(name.as_str(), " SEA STAR 7");
        assert_eq!(name.raw(), " SEA STAR 7  @OLD@@@");
    }

    #[test]
    fn a_name_of_spaces_or_at_signs_is_no_name() {
        assert_eq!(Text::<7>::new("   ").to_option(), None);
        assert_eq!(Text::<7>::EMPTY.to_option(), None);
        assert_eq!(Text::<7>::new(" A").to_option(), Some(" A"));
    }

    #[test]
    fn letters_without_a_six_bit_code_become_spaces() {
        assert_eq!(Text::<7>::new("a{b}c").as_str(), "A B C");
        assert_eq!(Text::<7>::new("Ål\u{fc}1").as_str(), " L 1");
        assert_eq!(LongText::new("Ål").raw(), " L");
    }
}
