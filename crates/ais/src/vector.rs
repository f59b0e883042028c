//! The loops that every byte of an archive goes through, 32 bytes at a time where the processor can: the sum of a
//! sentence, up to its `*`, and the six-bit armour of a payload. Each has a plain twin, and gives the same bits and the
//! same verdict.
//!
//! A [`Job`] that goes through many lines asks for the processor once, by [`run`], and is compiled for each; what [`lanes`]
//! gives asks at each call.
//!
//! This is the only module of the crate with `unsafe` in it. Why it is sound:
//! - A function with `#[target_feature(enable = "avx2,bmi1,bmi2")]` is called by another such function, which is safe, or by
//!   the methods of [`x86::Avx2`]. One is made in [`x86::Avx2::here`] alone, behind the processor's own word that it has
//!   all three.
//! - Memory is read in [`x86::load`] and [`x86::load_half`] alone, each from a reference to an array of as many bytes as
//!   it reads. Neither asks for alignment.
//! - A vector becomes words in [`x86::pack`] alone: 32 bytes become 32 bytes, and all bits are allowed in both.
//!
//! Run under valgrind: `cargo test -p darkwake-ais --lib --no-run`, then
//! `valgrind --error-exitcode=1 target/debug/deps/ais-HASH vector`.

use crate::armour;

/// Characters in a block.
pub(crate) const BLOCK: usize = 32;

/// The bits of up to [`BLOCK`] characters, first bit highest, zero behind the last; and whether all were legal. If not,
/// the bits mean nothing. The fourth word is zero.
pub(crate) type Block = ([u64; 4], bool);

/// What a processor does with many bytes.
pub(crate) trait Lanes: Copy {
    /// XOR of all bytes.
    fn xor(self, bytes: &[u8]) -> u8;
    /// Where the first `*` stands, and the XOR of the bytes before it; `None` if there is none.
    fn xor_to_star(self, text: &[u8]) -> Option<(usize, u8)>;
    /// How many bytes at the start are printable ASCII that ends no field: neither `,` nor `\`.
    fn plain(self, text: &[u8]) -> usize;
    /// Unarmours the first [`BLOCK`] characters, or all if there are fewer.
    fn six_bits(self, chars: &[u8]) -> Block;
}

/// Work that is compiled for each processor.
pub(crate) trait Job {
    type Output;
    /// To be inlined, all of it: what is called and not inlined is compiled for any processor.
    fn run(self, lanes: impl Lanes) -> Self::Output;
}

/// Runs the job on what this processor can do.
#[inline]
pub(crate) fn run<J: Job>(job: J) -> J::Output {
    match Best::here() {
        #[cfg(target_arch = "x86_64")]
        Best::Avx2(lanes) => lanes.run(job),
        Best::Plain => job.run(Plain),
    }
}

/// What this processor can do, for a single call.
#[inline]
pub(crate) fn lanes() -> impl Lanes {
    Best::here()
}

/// The best of the ways below, asked for at each call.
#[derive(Clone, Copy)]
enum Best {
    #[cfg(target_arch = "x86_64")]
    Avx2(x86::Avx2),
    Plain,
}

impl Best {
    #[inline]
    fn here() -> Self {
        #[cfg(target_arch = "x86_64")]
        if let Some(lanes) = x86::Avx2::here() {
            return Self::Avx2(lanes);
        }
        Self::Plain
    }
}

impl Lanes for Best {
    #[inline]
    fn xor(self, bytes: &[u8]) -> u8 {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(lanes) => lanes.xor(bytes),
            Self::Plain => Plain.xor(bytes),
        }
    }

    #[inline]
    fn xor_to_star(self, text: &[u8]) -> Option<(usize, u8)> {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(lanes) => lanes.xor_to_star(text),
            Self::Plain => Plain.xor_to_star(text),
        }
    }

    #[inline]
    fn plain(self, text: &[u8]) -> usize {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(lanes) => lanes.plain(text),
            Self::Plain => Plain.plain(text),
        }
    }

    #[inline]
    fn six_bits(self, chars: &[u8]) -> Block {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(lanes) => lanes.six_bits(chars),
            Self::Plain => Plain.six_bits(chars),
        }
    }
}

/// Any processor: eight bytes at a time, in a word.
#[derive(Clone, Copy)]
pub(crate) struct Plain;

impl Lanes for Plain {
    fn xor(self, bytes: &[u8]) -> u8 {
        xor_plain(bytes)
    }

    fn xor_to_star(self, text: &[u8]) -> Option<(usize, u8)> {
        xor_to_star_plain(text)
    }

    fn plain(self, text: &[u8]) -> usize {
        plain(text)
    }

    fn six_bits(self, chars: &[u8]) -> Block {
        six_bits_plain(&chars[..chars.len().min(BLOCK)])
    }
}

fn xor_plain(bytes: &[u8]) -> u8 {
    let (words, rest) = bytes.as_chunks::<8>();
    let wide = words.iter().fold(0, |sum, word| sum ^ u64::from_le_bytes(*word));
    let folded = wide.to_le_bytes().into_iter().fold(0, |sum, byte| sum ^ byte);
    rest.iter().fold(folded, |sum, byte| sum ^ byte)
}

fn plain(text: &[u8]) -> usize {
    let ends = |byte: &u8| !matches!(byte, b' '..=b'~') || matches!(byte, b',' | b'\\');
    text.iter().position(ends).unwrap_or(text.len())
}

fn xor_to_star_plain(text: &[u8]) -> Option<(usize, u8)> {
    let star = memchr::memchr(b'*', text)?;
    Some((star, xor_plain(&text[..star])))
}

/// Eight characters are 48 bits: four of those runs fill three words.
fn six_bits_plain(chars: &[u8]) -> Block {
    let mut runs = [0; 4];
    let mut all_legal = true;
    for (run, eight) in runs.iter_mut().zip(chars.chunks(8)) {
        let (bits, legal) = armour::six_bits_of_few(eight);
        *run = bits << (48 - 6 * eight.len());
        all_legal &= legal;
    }
    let [a, b, c, d] = runs;
    ([a << 16 | b >> 32, b << 32 | c >> 16, c << 48 | d, 0], all_legal)
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::*;

    use super::{BLOCK, Block, Job, Lanes, plain, six_bits_plain, xor_plain, xor_to_star_plain};

    const HALF: usize = BLOCK / 2;

    /// A processor with AVX2, BMI1 and BMI2.
    #[derive(Clone, Copy)]
    pub(super) struct Avx2(());

    impl Avx2 {
        /// If this processor is one.
        #[inline]
        pub(super) fn here() -> Option<Self> {
            let is = is_x86_feature_detected!("avx2")
                && is_x86_feature_detected!("bmi1")
                && is_x86_feature_detected!("bmi2");
            is.then_some(Self(()))
        }

        /// Runs the job compiled for this processor.
        #[inline]
        pub(super) fn run<J: Job>(self, job: J) -> J::Output {
            #[expect(unsafe_code, reason = "the processor is one with AVX2, BMI1 and BMI2")]
            unsafe {
                run(self, job)
            }
        }
    }

    #[target_feature(enable = "avx2,bmi1,bmi2")]
    fn run<J: Job>(lanes: Avx2, job: J) -> J::Output {
        job.run(lanes)
    }

    impl Lanes for Avx2 {
        #[inline(always)]
        fn xor(self, bytes: &[u8]) -> u8 {
            if bytes.len() < BLOCK {
                return xor_plain(bytes);
            }
            #[expect(unsafe_code, reason = "the processor is one with AVX2")]
            unsafe {
                xor(bytes)
            }
        }

        #[inline(always)]
        fn xor_to_star(self, text: &[u8]) -> Option<(usize, u8)> {
            if text.len() < BLOCK {
                return xor_to_star_plain(text);
            }
            #[expect(unsafe_code, reason = "the processor is one with AVX2")]
            unsafe {
                xor_to_star(text)
            }
        }

        #[inline(always)]
        fn plain(self, text: &[u8]) -> usize {
            if text.len() < HALF {
                return plain(text);
            }
            #[expect(unsafe_code, reason = "the processor is one with AVX2")]
            unsafe {
                plain_run(text)
            }
        }

        #[inline(always)]
        fn six_bits(self, chars: &[u8]) -> Block {
            #[expect(unsafe_code, reason = "the processor is one with AVX2")]
            let block = unsafe { six_bits(chars) };
            block.unwrap_or_else(|| six_bits_plain(chars))
        }
    }

    /// From byte `n` on: a mask that keeps the last `n` bytes of a block.
    const LAST: [u8; 2 * BLOCK] = {
        let mut mask = [0; 2 * BLOCK];
        let mut at = BLOCK;
        while at < 2 * BLOCK {
            mask[at] = 0xFF;
            at += 1;
        }
        mask
    };

    /// From byte `n` on: the order that moves a half down by `n` bytes and fills up with zeros (0x80 asks for one).
    const DOWN: [u8; BLOCK] = {
        let mut order = [0x80; BLOCK];
        let mut at = 0;
        while at < HALF {
            order[at] = at as u8;
            at += 1;
        }
        order
    };

    /// Whole blocks, then the last 32 bytes without those that were counted.
    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2")]
    pub(super) fn xor(bytes: &[u8]) -> u8 {
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        let mut sum = _mm256_setzero_si256();
        for block in blocks {
            sum = _mm256_xor_si256(sum, load(block));
        }
        if let (Some(last), Some(mask)) = (bytes.last_chunk(), LAST[rest.len()..].first_chunk()) {
            sum = _mm256_xor_si256(sum, _mm256_and_si256(load(last), load(mask)));
        }
        fold(sum)
    }

    /// Whole blocks until one has the star, then the last 32 bytes, of which some were counted.
    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2")]
    pub(super) fn xor_to_star(text: &[u8]) -> Option<(usize, u8)> {
        let (blocks, rest) = text.as_chunks::<BLOCK>();
        let mut sum = _mm256_setzero_si256();
        for (index, block) in blocks.iter().enumerate() {
            let bytes = load(block);
            if let Some(star) = first_star(bytes, 0) {
                let sum = _mm256_xor_si256(sum, before(star, bytes)?);
                return Some((index * BLOCK + star, fold(sum)));
            }
            sum = _mm256_xor_si256(sum, bytes);
        }
        let last = load(text.last_chunk()?);
        let star = first_star(last, BLOCK - rest.len())?;
        let uncounted = _mm256_and_si256(load(LAST[rest.len()..].first_chunk()?), last);
        let sum = _mm256_xor_si256(sum, before(star, uncounted)?);
        Some((text.len() - BLOCK + star, fold(sum)))
    }

    /// The first half, then byte by byte: names are short.
    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2")]
    fn plain_run(text: &[u8]) -> usize {
        let Some((half, rest)) = text.split_first_chunk::<HALF>() else { return plain(text) };
        let bytes = load_half(half);
        let every = |byte: u8| _mm_set1_epi8(byte as i8);
        // Bytes from 0x80 on are negative, so that they are below the space.
        let outside = _mm_or_si128(_mm_cmpgt_epi8(every(b' '), bytes), _mm_cmpeq_epi8(bytes, every(0x7F)));
        let ends = _mm_or_si128(_mm_cmpeq_epi8(bytes, every(b',')), _mm_cmpeq_epi8(bytes, every(b'\\')));
        let stops = _mm_movemask_epi8(_mm_or_si128(outside, ends)) as u32;
        if stops == 0 { HALF + plain(rest) } else { stops.trailing_zeros() as usize }
    }

    /// Where the first star from `start` on stands.
    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2")]
    fn first_star(bytes: __m256i, start: usize) -> Option<usize> {
        let stars = _mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(b'*' as i8)));
        let stars = u64::from(stars as u32) >> start << start;
        (stars != 0).then_some(stars.trailing_zeros() as usize)
    }

    /// The first `count` bytes, at most 32, and zeros.
    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2")]
    fn before(count: usize, bytes: __m256i) -> Option<__m256i> {
        let others = load(LAST.get(BLOCK - count..)?.first_chunk()?);
        Some(_mm256_andnot_si256(others, bytes))
    }

    /// XOR of the 32 bytes.
    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2")]
    fn fold(sum: __m256i) -> u8 {
        let half = _mm_xor_si128(_mm256_castsi256_si128(sum), _mm256_extracti128_si256::<1>(sum));
        let word = (_mm_cvtsi128_si64(half) ^ _mm_extract_epi64::<1>(half)) as u64;
        let word = word ^ word >> 32;
        let word = word ^ word >> 16;
        ((word ^ word >> 8) & 0xFF) as u8
    }

    /// Of 16 to 31 characters the two halves overlap: what the second has again is moved out of it. `None` for fewer.
    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2")]
    pub(super) fn six_bits(chars: &[u8]) -> Option<Block> {
        let chars = &chars[..chars.len().min(BLOCK)];
        let both = _mm256_set_m128i(load_half(chars.last_chunk()?), load_half(chars.first_chunk()?));
        let order = _mm256_set_m128i(
            load_half(DOWN.get(BLOCK - chars.len()..)?.first_chunk()?),
            load_half(DOWN.first_chunk()?),
        );
        let (values, legal) = values(both);
        Some((pack(_mm256_shuffle_epi8(values, order)), legal))
    }

    /// The value of each character, and whether all were legal.
    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2")]
    fn values(chars: __m256i) -> (__m256i, bool) {
        let every = |byte: u8| _mm256_set1_epi8(byte as i8);
        // Bytes from 0x80 on are negative here, so that they are below `0`.
        let second_run = _mm256_cmpgt_epi8(chars, every(0x5F));
        let gap = _mm256_andnot_si256(second_run, _mm256_cmpgt_epi8(chars, every(0x57)));
        let outside =
            _mm256_or_si256(_mm256_cmpgt_epi8(every(0x30), chars), _mm256_cmpgt_epi8(chars, every(0x77)));
        let legal = _mm256_movemask_epi8(_mm256_or_si256(gap, outside)) == 0;
        let base = _mm256_add_epi8(every(0x30), _mm256_and_si256(second_run, every(8)));
        (_mm256_and_si256(_mm256_sub_epi8(chars, base), every(0x3F)), legal)
    }

    /// Closes the two-bit gaps: pairs of values to 12 bits, pairs of those to 24, then three bytes of each four are
    /// gathered so that each word of the result is a word of the payload.
    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2")]
    fn pack(values: __m256i) -> [u64; 4] {
        let pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi16(0x0140));
        let fours = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x0001_1000));
        let gather = _mm256_broadcastsi128_si256(_mm_setr_epi8(
            6, 0, 1, 2, 9, 10, 4, 5, 12, 13, 14, 8, -1, -1, -1, -1,
        ));
        let bytes = _mm256_shuffle_epi8(fours, gather);
        let words = _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(1, 0, 4, 2, 6, 5, 7, 7));
        // Out in one store: read back in halves, three small ones would be waited for.
        #[expect(unsafe_code, reason = "both are 32 bytes, and any bits are four words")]
        unsafe {
            std::mem::transmute::<__m256i, [u64; 4]>(words)
        }
    }

    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2")]
    fn load(bytes: &[u8; BLOCK]) -> __m256i {
        #[expect(
            unsafe_code,
            reason = "the reference is to 32 bytes, the load reads 32 and asks for no alignment"
        )]
        unsafe {
            _mm256_loadu_si256(bytes.as_ptr().cast())
        }
    }

    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2")]
    fn load_half(bytes: &[u8; HALF]) -> __m128i {
        #[expect(
            unsafe_code,
            reason = "the reference is to 16 bytes, the load reads 16 and asks for no alignment"
        )]
        unsafe {
            _mm_loadu_si128(bytes.as_ptr().cast())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn xor(bytes: &[u8]) -> u8 {
        lanes().xor(bytes)
    }

    fn xor_to_star(text: &[u8]) -> Option<(usize, u8)> {
        lanes().xor_to_star(text)
    }

    fn six_bits(chars: &[u8]) -> Block {
        lanes().six_bits(chars)
    }

    /// Each legal character once, over and over.
    fn legal(len: usize, first: usize) -> Vec<u8> {
        (0..64).map(armour::character).cycle().skip(first).take(len).collect()
    }

    /// One character after the other, as the standard tells it.
    fn one_by_one(chars: &[u8]) -> Block {
        let mut words = [0; 4];
        let mut all_legal = true;
        for (place, &char) in chars.iter().take(BLOCK).enumerate() {
            let value = (0..64u8).find(|&value| armour::character(value) == char);
            all_legal &= value.is_some();
            for bit in (0..6).filter(|bit| value.unwrap_or(0) >> (5 - bit) & 1 == 1) {
                let at = place * 6 + bit;
                words[at / 64] |= 1 << (63 - at % 64);
            }
        }
        (words, all_legal)
    }

    fn assert_block(chars: &[u8]) {
        let expected = one_by_one(chars);
        for (words, legal) in [six_bits(chars), Plain.six_bits(chars)] {
            assert_eq!(legal, expected.1, "{chars:?}");
            assert!(!legal || words == expected.0, "{chars:?}");
        }
    }

    #[test]
    fn every_byte_in_every_place_of_a_payload_of_every_length_gives_the_same_bits_and_verdict() {
        for len in 0..=BLOCK + 1 {
            for place in 0..len {
                for byte in 0..=255 {
                    let mut chars = legal(len, place);
                    chars[place] = byte;
                    assert_block(&chars);
                }
            }
        }
    }

    #[test]
    fn every_character_beside_every_other_gives_the_same_bits() {
        for first in 0..64 {
            for len in 0..=BLOCK {
                assert_block(&legal(len, first));
            }
        }
    }

    #[test]
    fn the_sum_of_lines_of_every_length_is_the_sum_byte_by_byte() {
        for len in 0..=300usize {
            let line: Vec<u8> = (0..len).map(|i| (i * 31 + len) as u8).collect();
            let sum = line.iter().fold(0, |sum, byte| sum ^ byte);
            assert_eq!((xor(&line), xor_plain(&line)), (sum, sum), "{len} bytes");
        }
    }

    #[test]
    fn a_star_in_any_place_of_a_line_of_any_length_ends_the_sum_also_with_another_behind() {
        for len in 0..=150usize {
            let line: Vec<u8> = (0..len).map(|i| (i * 31 + len) as u8 | 0x80).collect();
            assert_eq!((xor_to_star(&line), xor_to_star_plain(&line)), (None, None));
            for (star, second) in
                (0..len).flat_map(|star| [(star, star), (star, len - 1), (star, (star + 40) % len)])
            {
                let mut line = line.clone();
                (line[star], line[second]) = (b'*', b'*');
                let first = star.min(second);
                let expected = Some((first, line[..first].iter().fold(0, |sum, byte| sum ^ byte)));
                assert_eq!((xor_to_star(&line), xor_to_star_plain(&line)), (expected, expected));
            }
        }
    }

    #[test]
    fn a_run_of_plain_bytes_ends_at_any_other_byte_in_any_place() {
        for len in 0..=50usize {
            for (place, byte) in (0..len).flat_map(|place| (0..=255).map(move |byte| (place, byte))) {
                let mut text = vec![b'x'; len];
                text[place] = byte;
                let ends = !(0x20..0x7F).contains(&byte) || byte == b',' || byte == b'\\';
                let expected = if ends { place } else { len };
                assert_eq!((lanes().plain(&text), Plain.plain(&text)), (expected, expected), "{text:?}");
            }
        }
    }

    #[test]
    fn one_changed_byte_changes_the_sum_wherever_it_stands() {
        for len in 1..=130 {
            for place in 0..len {
                let mut line = vec![0x55; len];
                line[place] ^= 0x81;
                let before = if len % 2 == 0 { 0 } else { 0x55 };
                assert_eq!((xor(&line), xor_plain(&line)), (before ^ 0x81, before ^ 0x81));
            }
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_summed_as_one_by_one(bytes: Vec<u8>) {
            let sum = bytes.iter().fold(0, |sum, byte| sum ^ byte);
            prop_assert_eq!((xor(&bytes), xor_plain(&bytes)), (sum, sum));
        }

        #[test]
        fn any_bytes_are_unarmoured_as_one_by_one(chars in prop::collection::vec(any::<u8>(), 0..40)) {
            assert_block(&chars);
        }

        #[test]
        fn any_armour_is_unarmoured_as_one_by_one(values in prop::collection::vec(0u8..64, 0..40)) {
            assert_block(&values.into_iter().map(armour::character).collect::<Vec<_>>());
        }
    }
}
