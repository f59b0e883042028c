//! Short decimals to numbers, all their bytes at once: tables are full of them, and a loop over digits waits for each.
//!
//! Up to eight bytes of a text stand in one integer, the first lowest. A point is found and taken out of it, digits are
//! checked and joined in pairs, fours and eights, each for all of them at a time, and nothing branches on where they are.

/// Most bytes that are read: fifteen digits are a whole number below 2^53.
const MOST: usize = 15;
/// Bytes that are read at once.
const EIGHT: usize = 8;

/// A number as tables mostly write it: a sign or none, digits, and a point with more of them or none; up to 15 bytes.
///
/// Such a number is a whole number below 2^53 over a power of ten, both of which a float holds exactly, so that their
/// quotient is the nearest float (Clinger 1990).
#[inline]
pub(crate) fn decimal(text: &[u8]) -> Option<f64> {
    const POWERS: [f64; MOST] =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14];
    let Decimal { is_negative, whole, decimals } = Decimal::of(text)?;
    // A signed integer becomes a float in one step.
    let number = whole as i64 as f64 / POWERS[decimals];
    Some(if is_negative { -number } else { number })
}

/// Such a number in units of 1e-7, of which it is a whole number: what the nearest float would be rounded to.
#[inline]
pub(crate) fn e7(text: &[u8]) -> Option<i32> {
    const POWERS: [u64; 8] = [10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];
    let Decimal { is_negative, whole, decimals } = Decimal::of(text)?;
    let units = i32::try_from(whole.checked_mul(*POWERS.get(decimals)?)?).ok()?;
    Some(if is_negative { -units } else { units })
}

/// A whole number over a power of ten.
struct Decimal {
    is_negative: bool,
    whole: u64,
    decimals: usize,
}

impl Decimal {
    #[inline]
    fn of(text: &[u8]) -> Option<Self> {
        let (is_negative, text) = match text {
            [b'-', text @ ..] => (true, text),
            text => (false, text),
        };
        let (whole, point) = if text.len() > EIGHT { one_by_one(text)? } else { at_once(text)? };
        let Some(point) = point else { return Some(Self { is_negative, whole, decimals: 0 }) };
        let decimals = text.len() - point - 1;
        (point > 0 && decimals > 0).then_some(Self { is_negative, whole, decimals })
    }
}

/// A whole number without a sign; up to 15 digits.
#[inline]
pub(crate) fn whole(text: &[u8]) -> Option<u64> {
    if text.len() > MOST {
        return None;
    }
    let (first, rest) = text.split_at(text.len().min(EIGHT));
    let first = joined(gathered(first)?, first.len())?;
    rest.iter().try_fold(first, |whole, byte| Some(whole * 10 + digit(*byte)?))
}

/// The digits of a text of 1 to 8 bytes as one number, and where a point stands among them.
#[inline]
fn at_once(text: &[u8]) -> Option<(u64, Option<usize>)> {
    let bytes = gathered(text)?;
    let Some(point) = first(b'.', bytes) else { return Some((joined(bytes, text.len())?, None)) };
    let before = (1 << (8 * point)) - 1;
    let digits = bytes & before | bytes >> 8 & !before;
    if text.len() == 1 { None } else { Some((joined(digits, text.len() - 1)?, Some(point))) }
}

/// The same of a longer text.
fn one_by_one(text: &[u8]) -> Option<(u64, Option<usize>)> {
    let (mut whole, mut point) = (0, None);
    if text.len() > MOST {
        return None;
    }
    for (at, byte) in text.iter().enumerate() {
        match digit(*byte) {
            Some(digit) => whole = whole * 10 + digit,
            None if *byte == b'.' && point.is_none() => point = Some(at),
            None => return None,
        }
    }
    Some((whole, point))
}

#[inline]
fn digit(byte: u8) -> Option<u64> {
    byte.is_ascii_digit().then(|| u64::from(byte - b'0'))
}

/// The bytes of a text of 1 to 8, the first lowest: by loads that meet or overlap.
#[inline]
fn gathered(text: &[u8]) -> Option<u64> {
    let len = text.len();
    if let Some(all) = text.first_chunk() {
        return Some(u64::from_le_bytes(*all));
    }
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        let [first, last] = [*first, *last].map(|four| u64::from(u32::from_le_bytes(four)));
        return Some(first | last << (8 * (len - 4)));
    }
    let [first, middle, last] = [*text.first()?, text[len / 2], text[len - 1]].map(u64::from);
    Some(first | middle << (8 * (len / 2)) | last << (8 * (len - 1)))
}

/// Where a byte stands first.
#[inline]
fn first(byte: u8, bytes: u64) -> Option<usize> {
    const LOW: u64 = u64::from_le_bytes([0x7f; EIGHT]);
    let other = bytes ^ u64::from_le_bytes([byte; EIGHT]);
    let places = !(((other & LOW) + LOW) | other | LOW);
    (places != 0).then(|| places.trailing_zeros() as usize / 8)
}

/// The number whose `len` digits the bytes are, from 1 to 8.
#[inline]
fn joined(bytes: u64, len: usize) -> Option<u64> {
    let missing = 8 * (EIGHT - len);
    let digits = bytes << missing ^ u64::from_le_bytes([b'0'; EIGHT]) << missing;
    let beyond_nine = digits.wrapping_add(u64::from_le_bytes([0x76; EIGHT])) | digits;
    let is_digits = beyond_nine & u64::from_le_bytes([0x80; EIGHT]) == 0;
    let twos = digits.wrapping_mul(10).wrapping_add(digits >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = twos.wrapping_mul(100).wrapping_add(twos >> 16) & 0x0000_ffff_0000_ffff;
    let eight = fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xffff_ffff;
    is_digits.then_some(eight)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_plain_number_is_the_one_that_any_parser_reads(text in "-?[0-9]{1,9}(\\.[0-9]{1,9})?") {
            let is_short = text.trim_start_matches('-').len() <= MOST;
            let any = is_short.then(|| text.parse::<f64>().unwrap().to_bits());
            proptest::prop_assert_eq!(decimal(text.as_bytes()).map(f64::to_bits), any);
        }

        #[test]
        fn degrees_are_rounded_as_their_float_is(text in "-?[0-9]{1,3}(\\.[0-9]{1,8})?") {
            let of_float = (text.parse::<f64>().unwrap() * 1e7).round();
            let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            let is_exact = decimals <= 7 && of_float.abs() <= f64::from(i32::MAX);
            proptest::prop_assert_eq!(e7(text.as_bytes()), is_exact.then_some(of_float as i32));
        }

        #[test]
        fn whatever_is_no_number_is_none(text in "[-+.0-9:/eE,\\x00\u{80}\u{e9}]{0,17}") {
            let digits = text.strip_prefix('-').unwrap_or(&text);
            let is_run = |run: &str| !run.is_empty() && run.bytes().all(|byte| byte.is_ascii_digit());
            let is_number = digits.len() <= MOST
                && digits.split_once('.').map_or(is_run(digits), |(one, other)| is_run(one) && is_run(other));
            proptest::prop_assert_eq!(decimal(text.as_bytes()).is_some(), is_number);
            let is_whole = text.len() <= MOST && is_run(&text);
            proptest::prop_assert_eq!(whole(text.as_bytes()), is_whole.then(|| text.parse().unwrap()));
        }
    }

    #[test]
    fn a_plain_number_has_digits_on_both_sides_of_its_point() {
        assert_eq!(decimal(b"-129.04002"), Some(-129.04002));
        assert_eq!(decimal(b"-0").map(f64::is_sign_negative), Some(true));
        for other in ["", "-", ".", "5.", ".5", "1.2.3", "+1", "1e3", "1234567890123456"] {
            assert_eq!(decimal(other.as_bytes()), None, "{other}");
        }
    }
}
