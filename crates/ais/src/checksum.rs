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
}
