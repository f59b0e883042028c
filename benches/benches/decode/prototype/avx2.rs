//! A plain sentence to the fields of a report with AVX2: the checksum is added up, the armour taken off, 32 bytes at once.

use std::arch::x86_64::*;

use super::{Columns, ROWS, Row};

/// Characters of 168 bits.
const PAYLOAD: usize = 28;
/// `,0*hh`.
const END: usize = 5;

/// Decodes whole lines; says how many rows there were.
#[target_feature(enable = "avx2")]
pub(super) fn decode(text: &[u8], columns: &mut Columns, mut take: impl FnMut(&Columns)) -> usize {
    let (mut start, mut full) = (0, 0);
    columns.rows = 0;
    for end in memchr::memchr_iter(b'\n', text) {
        if let Some(row) = read(&text[start..end]) {
            columns.push(row);
            if columns.rows == ROWS {
                take(columns);
                full += ROWS;
                columns.rows = 0;
            }
        }
        start = end + 1;
    }
    take(columns);
    full + columns.rows
}

/// Checksums in capitals, as nearly all archives write them.
const HEX: [[u8; 2]; 256] = {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut hex = [[0; 2]; 256];
    let mut sum = 0;
    while sum < 256 {
        hex[sum] = [DIGITS[sum >> 4], DIGITS[sum & 0xF]];
        sum += 1;
    }
    hex
};

/// What stands before the payload, in the first 16 bytes of a line.
struct Head {
    /// The bits that must be so, and all that matter.
    wanted: [u8; 16],
    care: [u8; 16],
    /// The bytes that are summed here; those behind are summed with the last 32 before the star.
    summed: [u8; 16],
}

impl Head {
    const PLAIN: Self = Self::new(b"!  VDM,1,1,, ,");
    const NUMBERED: Self = Self::new(b"!  VDM,1,1,0, ,");

    /// A space stands for any byte and `0` for any digit; `M` and `O` differ in one bit.
    const fn new(like: &[u8]) -> Self {
        let mut head = Self { wanted: [0; 16], care: [0; 16], summed: [0; 16] };
        let mut at = 0;
        while at < like.len() {
            head.care[at] = match like[at] {
                b' ' => 0,
                b'M' => !2,
                b'0' => 0xF0,
                _ => 0xFF,
            };
            head.wanted[at] = like[at] & head.care[at];
            head.summed[at] = if 0 < at && at < like.len() - 2 { 0xFF } else { 0 };
            at += 1;
        }
        head
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn read(line: &[u8]) -> Option<Row> {
    match line.len() {
        47 => report::<47>(line.try_into().ok()?, &const { Head::PLAIN }),
        48 => report::<48>(line.try_into().ok()?, &const { Head::NUMBERED }),
        _ => None,
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn report<const LEN: usize>(line: &[u8; LEN], head: &Head) -> Option<Row> {
    let (payload, star) = (LEN - END - PAYLOAD, LEN - 3);
    let start = load_half(line.first_chunk()?);
    let sum = sum(_mm_and_si128(start, load_half(&head.summed)), load(line[star - 32..].first_chunk()?));
    let (values, legal) = values(load(line[payload..].first_chunk()?));
    let wrong = _mm_xor_si128(_mm_and_si128(start, load_half(&head.care)), load_half(&head.wanted));
    let is_plain = _mm_testz_si128(wrong, wrong) == 1
        && line[payload + PAYLOAD..=star] == *b",0*"
        && line[star + 1..] == HEX[usize::from(sum)]
        && legal
        && matches!(line[payload], b'1'..=b'3');
    is_plain.then(|| fields(pack(values)))
}

/// The table of bits of ITU-R M.1371-5, annex 8, section 3.1.
#[inline(always)]
fn fields([a, b, c]: [u64; 3]) -> Row {
    Row {
        kind: (a >> 58) as u8,
        repeat: (a >> 56 & 3) as u8,
        mmsi: (a >> 26 & 0x3FFF_FFFF) as u32,
        status: (a >> 22 & 0xF) as u8,
        turn: (a >> 14) as i8,
        speed: (a >> 4 & 0x3FF) as u16,
        accuracy: a >> 3 & 1 == 1,
        longitude: ((a << 61 | b >> 3) as i64 >> 36) as i32,
        latitude: ((b << 25) as i64 >> 37) as i32,
        course: (b & 0xFFF) as u16,
        heading: (c >> 55) as u16,
        second: (c >> 49 & 0x3F) as u8,
        maneuver: (c >> 47 & 3) as u8,
        raim: c >> 43 & 1 == 1,
    }
}

/// XOR of all bytes.
#[inline]
#[target_feature(enable = "avx2")]
fn sum(start: __m128i, last: __m256i) -> u8 {
    let half = _mm_xor_si128(_mm256_castsi256_si128(last), _mm256_extracti128_si256::<1>(last));
    let both = _mm_xor_si128(start, half);
    let word = (_mm_cvtsi128_si64(both) ^ _mm_extract_epi64::<1>(both)) as u64;
    let word = word ^ word >> 32;
    let word = word ^ word >> 16;
    (word ^ word >> 8) as u8
}

/// The six bits of each character, and whether the first 28 were legal.
#[inline]
#[target_feature(enable = "avx2")]
fn values(chars: __m256i) -> (__m256i, bool) {
    let every = |byte: u8| _mm256_set1_epi8(byte as i8);
    let upper = _mm256_cmpgt_epi8(chars, every(0x5F));
    let gap = _mm256_andnot_si256(upper, _mm256_cmpgt_epi8(chars, every(0x57)));
    let outside =
        _mm256_or_si256(_mm256_cmpgt_epi8(every(0x30), chars), _mm256_cmpgt_epi8(chars, every(0x77)));
    let legal = _mm256_movemask_epi8(_mm256_or_si256(gap, outside)) << (32 - PAYLOAD) == 0;
    let base = _mm256_add_epi8(every(0x30), _mm256_and_si256(upper, every(8)));
    (_mm256_and_si256(_mm256_sub_epi8(chars, base), every(0x3F)), legal)
}

/// Pairs of values to 12 bits, pairs of those to 24, and the bytes of those in the order of three words.
#[inline]
#[target_feature(enable = "avx2")]
fn pack(values: __m256i) -> [u64; 3] {
    let pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi16(0x0140));
    let fours = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x0001_1000));
    // The second word is torn: its first half is in the first half of the bytes, the other in the other.
    let order = _mm256_setr_epi8(
        9, 10, 4, 5, 6, 0, 1, 2, -1, -1, -1, -1, 12, 13, 14, 8, 12, 13, 14, 8, 9, 10, 4, 5, 6, 0, 1, 2, -1,
        -1, -1, -1,
    );
    let words = _mm256_shuffle_epi8(fours, order);
    let (first, last) = (_mm256_castsi256_si128(words), _mm256_extracti128_si256::<1>(words));
    let torn = _mm_extract_epi64::<1>(_mm_or_si128(first, last));
    [_mm_cvtsi128_si64(first) as u64, torn as u64, _mm_cvtsi128_si64(last) as u64]
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(bytes: &[u8; 32]) -> __m256i {
    #[expect(unsafe_code, reason = "32 bytes are read of 32, aligned or not")]
    unsafe {
        _mm256_loadu_si256(bytes.as_ptr().cast())
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn load_half(bytes: &[u8; 16]) -> __m128i {
    #[expect(unsafe_code, reason = "16 bytes are read of 16, aligned or not")]
    unsafe {
        _mm_loadu_si128(bytes.as_ptr().cast())
    }
}
