//! The bits of one message: unarmoured from sentences into big-endian words, read at fixed offsets.
//!
//! A payload lives in a fixed buffer, so that a line costs no allocation. Bits behind the end read as
//! zero; each message type checks its length once before it reads.

use crate::armour;
use crate::reason::RejectReason;
use crate::vector::{self, Lanes};

/// Bits of the longest message, type 26 in five slots (M.1371-5, annex 8, Message 26).
pub const MAX_BITS: usize = 1064;

const MAX_CHARS: usize = MAX_BITS.div_ceil(6);
/// 17 words hold the longest message; one more lets a field be read across the end.
const WORDS: usize = 18;

/// The bits of one AIS message, or of the binary data inside one. Bits behind the end are zero.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Payload {
    words: [u64; WORDS],
    len: usize,
}

impl Payload {
    #[inline(always)]
    pub(crate) const fn empty() -> Self {
        Self { words: [0; WORDS], len: 0 }
    }

    pub(crate) const fn zeros(bits: usize) -> Self {
        Self { words: [0; WORDS], len: if bits > MAX_BITS { MAX_BITS } else { bits } }
    }

    /// As many bits as there can be, all set.
    pub(crate) const fn ones() -> Self {
        Self { words: [u64::MAX; WORDS], len: MAX_BITS }
    }

    /// The bits in bytes, first bit highest; the last is filled with zeros.
    pub(crate) fn bytes(&self) -> impl Iterator<Item = u8> {
        (0..self.len.div_ceil(8)).map(|i| low_byte(self.read(i * 8, 8)))
    }

    /// Unarmours the payload of one sentence whose last `fill_bits` bits do not count.
    ///
    /// # Errors
    /// [`RejectReason::EmptyPayload`], [`RejectReason::BadArmour`], [`RejectReason::BadFillBits`] or
    /// [`RejectReason::PayloadTooLong`].
    pub fn from_armour(chars: &[u8], fill_bits: u8) -> Result<Self, RejectReason> {
        let mut payload = Self::empty();
        payload.push_armour(chars, fill_bits)?;
        Ok(payload)
    }

    /// Number of bits.
    pub const fn bits(&self) -> usize {
        self.len
    }

    /// The payload as armour characters, and how many bits of the last one are fill.
    pub fn to_armour(&self) -> (Vec<u8>, u8) {
        let chars = self.len.div_ceil(6);
        let text = (0..chars).map(|i| armour::character(low_byte(self.read(i * 6, 6)))).collect();
        (text, low_byte((chars * 6 - self.len) as u64))
    }

    /// Appends the bits of one more sentence.
    #[inline]
    pub(crate) fn push_armour(&mut self, chars: &[u8], fill_bits: u8) -> Result<(), RejectReason> {
        self.push_armour_by(vector::lanes(), chars, fill_bits)
    }

    /// [`Payload::push_armour`] on the lanes of a job.
    #[inline(always)]
    pub(crate) fn push_armour_by(
        &mut self,
        lanes: impl Lanes,
        chars: &[u8],
        fill_bits: u8,
    ) -> Result<(), RejectReason> {
        if chars.is_empty() {
            return Err(RejectReason::EmptyPayload);
        }
        if fill_bits > 5 {
            return Err(RejectReason::BadFillBits);
        }
        if self.len + chars.len() * 6 > MAX_CHARS * 6 {
            return Err(RejectReason::PayloadTooLong);
        }
        let mut illegal = false;
        for block in chars.chunks(vector::BLOCK) {
            let (words, legal) = lanes.six_bits(block);
            illegal |= !legal;
            self.append(words, block.len() * 6);
        }
        if illegal {
            return Err(RejectReason::BadArmour);
        }
        self.cut(usize::from(fill_bits));
        if self.len > MAX_BITS { Err(RejectReason::PayloadTooLong) } else { Ok(()) }
    }

    /// The bits of a sentence that is a message by itself, as [`Payload::from_armour`], into a payload that is empty.
    ///
    /// `None` where there is any fault.
    #[inline(always)]
    pub(crate) fn fill_from(&mut self, lanes: impl Lanes, chars: &[u8], fill_bits: u8) -> Option<()> {
        if chars.len() > vector::BLOCK {
            return self.push_armour_by(lanes, chars, fill_bits).ok();
        }
        let (words, legal) = lanes.six_bits(chars);
        [self.words[0], self.words[1], self.words[2], _] = words;
        self.len = chars.len() * 6;
        if self.len < usize::from(fill_bits) {
            return None;
        }
        self.cut(usize::from(fill_bits));
        legal.then_some(())
    }

    /// The `LEN` bits that start at bit `AT`, both known to the compiler.
    #[inline(always)]
    pub(crate) fn get<const AT: usize, const LEN: usize>(&self) -> u64 {
        const { assert!(LEN >= 1 && LEN <= 64 && AT + LEN <= MAX_BITS) };
        let (word, shift) = (AT / 64, AT % 64);
        let mut high = self.words[word] << shift;
        if shift + LEN > 64 {
            high |= self.words[word + 1] >> (64 - shift);
        }
        high >> (64 - LEN)
    }

    /// The `len` bits (1 to 64) that start at bit `at`, which is at most [`MAX_BITS`].
    #[inline]
    pub(crate) fn read(&self, at: usize, len: usize) -> u64 {
        let (word, shift) = (at / 64, at % 64);
        let mut high = self.words[word] << shift;
        if shift + len > 64 {
            high |= self.words[word + 1] >> (64 - shift);
        }
        high >> (64 - len)
    }

    /// Overwrites `len` bits (1 to 64) at `at` with the low bits of `value`.
    pub(crate) fn write(&mut self, at: usize, len: usize, value: u64) {
        let (word, shift) = (at / 64, at % 64);
        let mask = u64::MAX << (64 - len);
        let high = value << (64 - len);
        self.words[word] = self.words[word] & !(mask >> shift) | high >> shift;
        if shift + len > 64 {
            let next = &mut self.words[word + 1];
            *next = *next & !(mask << (64 - shift)) | high << (64 - shift);
        }
    }

    /// The `len` bits that start at `at`; those behind the end are zero.
    pub(crate) fn slice(&self, at: usize, len: usize) -> Self {
        let mut part = Self::zeros(len);
        let (skip, shift) = (at / 64, at % 64);
        let word = |index: usize| self.words.get(index).copied().unwrap_or(0);
        for (index, to) in part.words.iter_mut().take(len.div_ceil(64)).enumerate() {
            let low = if shift == 0 { 0 } else { word(skip + index + 1) >> (64 - shift) };
            *to = word(skip + index) << shift | low;
        }
        part.clear_tail();
        part
    }

    /// The bits from `at` to the end; none when the end is before it.
    pub(crate) fn tail(&self, at: usize) -> Self {
        self.slice(at, self.len.saturating_sub(at))
    }

    /// Overwrites the bits at `at` with all of `part`, as far as there is room.
    pub(crate) fn put(&mut self, at: usize, part: &Self) {
        let len = part.len.min(MAX_BITS.saturating_sub(at));
        for start in (0..len).step_by(32) {
            let step = 32.min(len - start);
            self.write(at + start, step, part.read(start, step));
        }
    }

    /// The bits as lower-case hex digits; the last digit is filled with zeros.
    pub fn to_hex(&self) -> String {
        let digit = |value: u64| char::from_digit(value as u32, 16).expect("four bits are a hex digit");
        (0..self.len.div_ceil(8) * 2).map(|i| digit(self.read(i * 4, 4))).collect()
    }

    fn clear_tail(&mut self) {
        if !self.len.is_multiple_of(64) {
            self.words[self.len / 64] &= !(u64::MAX >> (self.len % 64));
        }
    }

    /// Appends the first `len` bits of `block`; the others are zero.
    #[inline(always)]
    fn append(&mut self, block: [u64; 4], len: usize) {
        let (word, used) = (self.len / 64, self.len % 64);
        let [a, b, c, _] = block;
        // A shift by 64 is written as two, so that `used` may be 0.
        let carried = |high: u64| high << 1 << (63 - used);
        let shifted = [a >> used, carried(a) | b >> used, carried(b) | c >> used, carried(c)];
        for (to, bits) in self.words[word..].iter_mut().zip(shifted) {
            *to |= bits;
        }
        self.len += len;
    }

    fn cut(&mut self, bits: usize) {
        if bits > 0 {
            self.len -= bits;
            self.write(self.len, bits, 0);
        }
    }
}

impl std::fmt::Debug for Payload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (chars, fill) = self.to_armour();
        write!(f, "Payload({}, fill {fill})", String::from_utf8_lossy(&chars))
    }
}

/// Whether every character is one of the armour.
pub(crate) fn is_armour(chars: &[u8]) -> bool {
    let lanes = vector::lanes();
    chars.chunks(vector::BLOCK).all(|block| lanes.six_bits(block).1)
}

fn low_byte(value: u64) -> u8 {
    (value & 0xFF) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bits_behind_the_end_are_zero_by_either_way() {
        for chars in (1..=178).map(|len| vec![b'w'; len]) {
            for fill in 0..=5 {
                let mut filled = Payload::empty();
                let whole = filled.fill_from(vector::lanes(), &chars, fill).map(|()| filled);
                assert_eq!(
                    whole,
                    Payload::from_armour(&chars, fill).ok(),
                    "{} chars, fill {fill}",
                    chars.len()
                );
            }
        }
    }

    #[test]
    fn a_payload_of_1064_bits_fits_and_one_more_character_does_not() {
        let chars = vec![b'w'; 178];
        assert_eq!(Payload::from_armour(&chars, 4).unwrap().bits(), 1064);
        assert_eq!(Payload::from_armour(&chars, 0), Err(RejectReason::PayloadTooLong));
        assert_eq!(Payload::from_armour(&[b'0'; 179], 5), Err(RejectReason::PayloadTooLong));
    }

    proptest! {
        #[test]
        fn characters_are_armour_when_each_is(chars in prop::collection::vec(any::<u8>(), 0..40), good in 0usize..40) {
            let mut chars = chars;
            chars.iter_mut().take(good).for_each(|char| *char = armour::character(*char % 64));
            let legal = |char: &u8| (0..64).any(|value| armour::character(value) == *char);
            prop_assert_eq!(is_armour(&chars), chars.iter().all(legal));
        }

        #[test]
        fn a_sentence_by_itself_gives_the_same_bits_by_either_way(values in prop::collection::vec(0u8..64, 1..178), fill in 0u8..6) {
            let chars: Vec<u8> = values.iter().map(|&v| armour::character(v)).collect();
            let mut filled = Payload::empty();
            prop_assert_eq!(filled.fill_from(vector::lanes(), &chars, fill), Some(()));
            prop_assert_eq!(filled, Payload::from_armour(&chars, fill).unwrap());
        }

        #[test]
        fn armour_and_back_is_the_same_payload(values in prop::collection::vec(0u8..64, 1..178), fill in 0u8..6) {
            let chars: Vec<u8> = values.iter().map(|&v| armour::character(v)).collect();
            let payload = Payload::from_armour(&chars, fill).unwrap();
            let (text, fill) = payload.to_armour();
            prop_assert_eq!(Payload::from_armour(&text, fill).unwrap(), payload);
        }

        #[test]
        fn sentences_joined_give_the_bits_of_one(values in prop::collection::vec(0u8..64, 2..178), cut in 1usize..177) {
            let chars: Vec<u8> = values.iter().map(|&v| armour::character(v)).collect();
            let cut = cut.min(chars.len() - 1);
            let mut joined = Payload::from_armour(&chars[..cut], 0).unwrap();
            joined.push_armour(&chars[cut..], 0).unwrap();
            prop_assert_eq!(joined, Payload::from_armour(&chars, 0).unwrap());
        }

        #[test]
        fn what_is_written_is_read_back_and_nothing_else_changes(at in 0usize..1000, len in 1usize..=64, value: u64) {
            for old in [0, u64::MAX] {
                let mut payload = Payload { words: [old; WORDS], len: MAX_BITS };
                payload.write(at, len, value);
                prop_assert_eq!(payload.read(at, len), value << (64 - len) >> (64 - len));
                let kept = |bit: &usize| payload.read(*bit, 1) == old & 1;
                prop_assert!((0..at).chain(at + len..MAX_BITS).all(|bit| kept(&bit)));
            }
        }

        #[test]
        fn a_slice_holds_its_bits_one_by_one(words: [u64; WORDS], at in 0usize..1100, len in 0usize..=MAX_BITS) {
            let mut payload = Payload { words, len: MAX_BITS };
            payload.clear_tail();
            payload.words[WORDS - 1] = 0;
            let part = payload.slice(at, len);
            prop_assert_eq!(part.bits(), len);
            let bit = |i: usize| if at + i < MAX_BITS { payload.read(at + i, 1) } else { 0 };
            prop_assert!((0..len).all(|i| part.read(i, 1) == bit(i)));
            prop_assert!((len..MAX_BITS).all(|i| part.read(i, 1) == 0));
            let mut copy = payload;
            copy.put(at, &part);
            prop_assert_eq!(copy, payload);
        }
    }
}
