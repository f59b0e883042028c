//! The checksum of NMEA 0183: all bytes XORed, as two hex digits behind `*`.

use crate::vector::{self, Lanes};

/// The checksum of these bytes.
pub(crate) fn of(bytes: &[u8]) -> u8 {
    vector::lanes().xor(bytes)
}

/// Exactly two hex digits, upper or lower case.
#[inline]
pub(crate) fn parse(digits: &[u8]) -> Option<u8> {
    let &[high, low] = digits else { return None };
    Some(hex(high)? << 4 | hex(low)?)
}

/// The digits of each checksum as nearly all archives write them.
const UPPER: [[u8; 2]; 256] = {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut digits = [[0; 2]; 256];
    let mut sum = 0;
    while sum < 256 {
        digits[sum] = [DIGITS[sum >> 4], DIGITS[sum & 15]];
        sum += 1;
    }
    digits
};

/// Whether the digits say this checksum.
#[inline(always)]
pub(crate) fn says(digits: [u8; 2], sum: u8) -> bool {
    digits == UPPER[usize::from(sum)] || parse(&digits) == Some(sum)
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_digits_of_either_case_are_read_and_nothing_else() {
        assert_eq!(parse(b"4A"), Some(0x4A));
        assert_eq!(parse(b"4a"), Some(0x4A));
        assert_eq!(parse(b"4G"), None);
        assert_eq!(parse(b"4"), None);
    }

    #[test]
    fn digits_say_the_sum_that_they_are_read_as() {
        for digits in (0..=u16::MAX).map(u16::to_be_bytes) {
            for sum in [0, 0x4A, 0xA4, 0xFF] {
                assert_eq!(says(digits, sum), parse(&digits) == Some(sum), "{digits:?}");
            }
        }
    }
}
