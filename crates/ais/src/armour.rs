//! The six-bit armour of payloads (IEC 61162-1, six-bit binary field conversion), eight characters at a time.
//!
//! Values 0 to 39 are the characters `0` to `W`, 40 to 63 are `` ` `` to `w`; nothing else is legal. Eight characters
//! ride in one word, a byte each, and no sum below carries or borrows from one byte into the next.

const HIGH_BITS: u64 = every(0x80);

const fn every(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// The character of a value 0 to 63.
pub(crate) const fn character(value: u8) -> u8 {
    if value < 40 { value + 48 } else { value + 56 }
}

/// The 48 bits of eight characters, and whether all were legal.
#[inline(always)]
pub(crate) fn six_bits_of_eight(chars: [u8; 8]) -> (u64, bool) {
    let chars = u64::from_be_bytes(chars);
    // Bit 7 of a byte survives if the character is `0` or above; it is set beforehand, so nothing is borrowed.
    let above = (chars | HIGH_BITS) - every(0x30);
    // 1 in every byte from 0x60 on: bits 5 and 6 are both set.
    let second_run = (chars >> 5) & (chars >> 6) & every(1);
    let values = (above & !HIGH_BITS) - second_run * 8;
    // 40 and more, which only the second run may have.
    let gap = (values + every(0x80 - 40)) & !(second_run << 7);
    let illegal = chars | !above | gap | (values << 1);
    (pack(values & every(0x3F)), illegal & HIGH_BITS == 0)
}

/// The bits of one to seven characters, and whether all were legal.
#[inline(always)]
pub(crate) fn six_bits_of_few(chars: &[u8]) -> (u64, bool) {
    let mut eight = [b'0'; 8];
    eight[..chars.len()].copy_from_slice(chars);
    let (bits, legal) = six_bits_of_eight(eight);
    (bits >> (48 - 6 * chars.len()), legal)
}

/// Closes the two-bit gaps between eight six-bit values: in pairs, then in fours, then all.
#[inline(always)]
const fn pack(values: u64) -> u64 {
    let pairs = (values >> 2 & 0x0FC0_0FC0_0FC0_0FC0) | (values & 0x003F_003F_003F_003F);
    let fours = (pairs >> 4 & 0x00FF_F000_00FF_F000) | (pairs & 0x0000_0FFF_0000_0FFF);
    (fours >> 8 & 0x0000_FFFF_FF00_0000) | (fours & 0x0000_0000_00FF_FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// One character after the other, as the standard tells it.
    fn plain(chars: &[u8]) -> (u64, bool) {
        chars.iter().fold((0, true), |(bits, legal), &char| {
            let value = (0..64).find(|&value| character(value) == char);
            (bits << 6 | u64::from(value.unwrap_or(0)), legal && value.is_some())
        })
    }

    #[test]
    fn every_byte_in_every_place_is_legal_or_not_as_the_standard_says() {
        for place in 0..8 {
            for byte in 0..=255 {
                let mut chars = *b"0Ww`9@Aa";
                chars[place] = byte;
                let (bits, legal) = six_bits_of_eight(chars);
                let (expected, expected_legal) = plain(&chars);
                assert_eq!(legal, expected_legal, "{byte} in place {place}");
                assert!(!legal || bits == expected, "{byte} in place {place}");
            }
        }
    }

    proptest! {
        #[test]
        fn words_give_what_characters_give(values in prop::collection::vec(0u8..64, 1..=8)) {
            let chars: Vec<u8> = values.iter().map(|&value| character(value)).collect();
            let (bits, legal) = six_bits_of_few_or_eight(&chars);
            prop_assert!(legal);
            prop_assert_eq!(bits, plain(&chars).0);
        }
    }

    fn six_bits_of_few_or_eight(chars: &[u8]) -> (u64, bool) {
        chars.try_into().map_or_else(|_| six_bits_of_few(chars), six_bits_of_eight)
    }
}
