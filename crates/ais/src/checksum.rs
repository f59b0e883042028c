//! The checksum of NMEA 0183: all bytes XORed, as two hex digits behind `*`.

/// XOR of all bytes.
#[inline]
pub(crate) fn of(bytes: &[u8]) -> u8 {
    let mut words = bytes.chunks_exact(8);
    let wide = words.by_ref().fold(0u64, |sum, word| {
        sum ^ u64::from_le_bytes(word.try_into().expect("a chunk of eight is eight bytes"))
    });
    let folded = wide.to_le_bytes().into_iter().fold(0, |sum, byte| sum ^ byte);
    words.remainder().iter().fold(folded, |sum, byte| sum ^ byte)
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
    use proptest::prelude::*;

    #[test]
    fn hex_digits_of_either_case_are_read_and_nothing_else() {
        assert_eq!(parse(b"4A"), Some(0x4A));
        assert_eq!(parse(b"4a"), Some(0x4A));
        assert_eq!(parse(b"4G"), None);
        assert_eq!(parse(b"4"), None);
    }

    proptest! {
        #[test]
        fn the_wide_sum_is_the_sum_byte_by_byte(bytes: Vec<u8>) {
            prop_assert_eq!(of(&bytes), bytes.iter().fold(0, |sum, byte| sum ^ byte));
        }
    }
}
