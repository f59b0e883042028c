//! Decimal digits, several at once in one word: no loop and no branch on how many there are.
//!
//! Two numbers of half the digits stand side by side in the halves of a word, and both are divided by one
//! multiplication; so from two numbers to four and to eight digits. The factors are rounded reciprocals, right for
//! every number that can stand there; the tests try them all.

/// How many numbers [`eight`] can write: those below.
pub(super) const EIGHT: u64 = 100_000_000;
const ZEROS: u64 = u64::from_ne_bytes([b'0'; 8]);

/// A number below [`EIGHT`] as eight digits, the first in the lowest byte.
#[inline(always)]
pub(super) const fn eight(number: u64) -> u64 {
    let (high, low) = (number / 10_000, number % 10_000);
    digits(high | (low << 32)) | ZEROS
}

/// A number below 100 as two digits, the first in the lowest byte.
#[inline(always)]
pub(super) const fn two(number: u64) -> u16 {
    let tens = (number * 103) >> 10;
    (tens | ((number - tens * 10) << 8)) as u16 | ZEROS as u16
}

/// The digits of the numbers below 10 000 in the two halves of a word.
#[inline(always)]
const fn digits(fours: u64) -> u64 {
    let hundreds = ((fours * 10_486) >> 20) & 0x7F_0000_007F;
    let pairs = hundreds | ((fours - hundreds * 100) << 16);
    let tens = ((pairs * 103) >> 10) & 0x000F_000F_000F_000F;
    tens | ((pairs - tens * 10) << 8)
}

/// How many of the digits are zeros before the number; the last is always part of it.
#[inline(always)]
pub(super) const fn leading_zeros(digits: u64) -> u32 {
    const LAST: u64 = 1 << 56;
    ((digits ^ ZEROS) | LAST).trailing_zeros() / 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_two_digits_is_written_and_every_half_of_eight() {
        for number in 0..10_000 {
            let text = format!("{number:04}");
            assert_eq!(eight(number * 10_000 + 4321).to_le_bytes(), format!("{text}4321").as_bytes());
            assert_eq!(eight(98_760_000 + number).to_le_bytes(), format!("9876{text}").as_bytes());
        }
        for number in 0..100 {
            assert_eq!(two(number).to_le_bytes(), format!("{number:02}").as_bytes());
        }
    }

    #[test]
    fn zeros_before_a_number_are_counted_and_zero_keeps_one() {
        for (number, zeros) in [(0, 7), (9, 7), (10, 6), (1_000_000, 1), (10_000_000, 0), (99_999_999, 0)] {
            assert_eq!(leading_zeros(eight(number)), zeros, "{number}");
        }
    }
}
