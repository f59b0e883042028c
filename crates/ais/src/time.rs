//! Times that travel beside a message: when it was received, by whose clock, and how archives write that.

/// Which part of the archive gave the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeSource {
    /// `c:` of an NMEA 4 tag block.
    TagBlock,
    /// The `$PGHP` line of the sentence.
    Pghp,
    /// An epoch behind the sentence.
    Tail,
    /// An epoch or ISO 8601 time before the sentence.
    Prefix,
    /// A member of a JSON line.
    Json,
}

/// When a message was received, as the archive tells it (UTC).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ReceiveTime {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub epoch_ms: i64,
    /// Where the archive says so.
    pub source: TimeSource,
}

/// Milliseconds of a date and time of day (proleptic Gregorian, UTC), a leap second as the last of its minute; `None` if
/// there is no such moment.
pub(crate) fn civil_ms(date: [i64; 3], clock: [i64; 3], millisecond: i64) -> Option<i64> {
    let [year, month, day] = date;
    let [hour, minute, second] = clock;
    let real = (1970..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_in_month(year, month)).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..=60).contains(&second)
        && (0..1000).contains(&millisecond);
    // A leap second is told as the last one of its minute, which no clock after it can be confused with.
    let seconds = || ((days_since_epoch(year, month, day) * 24 + hour) * 60 + minute) * 60 + second.min(59);
    real.then(|| seconds() * 1000 + millisecond)
}

/// Milliseconds of an epoch written in s, ms, us or ns, told apart by size: 10^11 s lies in the year 5138.
#[inline(always)]
pub(crate) fn epoch_ms(digits: &[u8]) -> Option<i64> {
    // Nearly every epoch: whole seconds from 2001 on.
    match digits.try_into().ok().and_then(ten_digits) {
        Some(seconds) => Some(seconds * 1000),
        None => any_epoch_ms(digits),
    }
}

#[inline(never)]
fn any_epoch_ms(digits: &[u8]) -> Option<i64> {
    let (whole, fraction) = match memchr::memchr(b'.', digits) {
        Some(dot) => (&digits[..dot], &digits[dot + 1..]),
        None => (digits, &[][..]),
    };
    let value = integer(whole)?;
    match value {
        ..100_000_000_000 => Some(value * 1000 + thousandths(fraction)?),
        100_000_000_000..100_000_000_000_000 => Some(value),
        100_000_000_000_000..100_000_000_000_000_000 => Some(value / 1000),
        _ => Some(value / 1_000_000),
    }
}

/// `2024-05-01T12:30:00[.123][Z]`, or with a space for the T, or with an offset such as `+09:00` or `+0900`.
pub(crate) fn iso_ms(text: &[u8]) -> Option<i64> {
    let (stamp, rest) = text.split_at_checked(19)?;
    let shaped = [(4, b'-'), (7, b'-'), (13, b':'), (16, b':')].iter().all(|&(at, c)| stamp[at] == c)
        && matches!(stamp[10], b'T' | b' ');
    if !shaped {
        return None;
    }
    let digits = match rest {
        [b'.' | b',', rest @ ..] => rest.iter().take_while(|digit| digit.is_ascii_digit()).count() + 1,
        _ => 0,
    };
    let (fraction, zone) = rest.split_at(digits);
    let millisecond = thousandths(fraction.get(1..).unwrap_or_default())?;
    let date = [integer(&stamp[..4])?, integer(&stamp[5..7])?, integer(&stamp[8..10])?];
    let clock = [integer(&stamp[11..13])?, integer(&stamp[14..16])?, integer(&stamp[17..19])?];
    Some(civil_ms(date, clock, millisecond)? - zone_ms(zone)?)
}

/// `yyyymmddhhmmss`, as AIS-catcher writes it.
pub(crate) fn compact_ms(text: &[u8]) -> Option<i64> {
    let part = |from: usize, to: usize| integer(text.get(from..to)?);
    let whole = text.len() == 14;
    let date = [part(0, 4)?, part(4, 6)?, part(6, 8)?];
    let clock = [part(8, 10)?, part(10, 12)?, part(12, 14)?];
    civil_ms(date, clock, 0).filter(|_| whole)
}

/// How far a clock is ahead of UTC: nothing or `Z`, `+hh`, `+hhmm`, `+hh:mm`.
fn zone_ms(zone: &[u8]) -> Option<i64> {
    let (sign, digits) = match zone {
        [] | [b'Z'] => return Some(0),
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match digits {
        [_, _] => (integer(digits)?, 0),
        [_, _, _, _] => (integer(&digits[..2])?, integer(&digits[2..])?),
        [_, _, b':', _, _] => (integer(&digits[..2])?, integer(&digits[3..])?),
        _ => return None,
    };
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes) * 60_000)
}

/// A run of 1 to 19 digits.
pub(crate) fn integer(digits: &[u8]) -> Option<i64> {
    if digits.is_empty() || digits.len() > 19 {
        return None;
    }
    digits.iter().try_fold(0i64, |value, &digit| {
        let digit = digit.is_ascii_digit().then(|| i64::from(digit - b'0'))?;
        value.checked_mul(10)?.checked_add(digit)
    })
}

/// The number that ten digits are.
#[inline(always)]
fn ten_digits(digits: [u8; 10]) -> Option<i64> {
    let [first @ .., tens, ones] = digits;
    let high = eight_digits(first)?;
    let low = tens.is_ascii_digit() && ones.is_ascii_digit();
    low.then(|| high * 100 + i64::from(tens - b'0') * 10 + i64::from(ones - b'0'))
}

/// The number that eight digits are: neighbours are joined to numbers below 100, those to numbers below 10 000, those to
/// one, each step in all places of a word at once.
#[inline(always)]
fn eight_digits(digits: [u8; 8]) -> Option<i64> {
    const HIGH: u64 = u64::from_ne_bytes([0xF0; 8]);
    const ZEROS: u64 = u64::from_ne_bytes([b'0'; 8]);
    const SIX: u64 = u64::from_ne_bytes([6; 8]);
    let word = u64::from_le_bytes(digits);
    if word & HIGH != ZEROS || word.wrapping_add(SIX) & HIGH != ZEROS {
        return None;
    }
    let ones = word - ZEROS;
    let pairs = (ones * 10 + (ones >> 8)) & 0x00FF_00FF_00FF_00FF;
    let fours = (pairs * 100 + (pairs >> 16)) & 0x0000_FFFF_0000_FFFF;
    Some((fours * 10_000 + (fours >> 32)) as u32 as i64)
}

fn thousandths(digits: &[u8]) -> Option<i64> {
    let mut value = 0;
    for place in 0..3 {
        value = value * 10 + digits.get(place).map_or(Some(0), |d| integer(&[*d]))?;
    }
    digits.iter().all(u8::is_ascii_digit).then_some(value)
}

/// Days from 1970-01-01, counting years from March so that a leap day comes last.
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leaps + (153 * month + 2) / 5 + day - 1 - 719_468
}

fn days_in_month(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_of_the_calendar_and_the_thirtieth_of_february_is_none() {
        assert_eq!(civil_ms([1970, 1, 1], [0, 0, 0], 0), Some(0));
        assert_eq!(civil_ms([2013, 3, 18], [9, 19, 9], 499), Some(1_363_598_349_499));
        assert_eq!(civil_ms([2024, 2, 29], [0, 0, 0], 0), Some(1_709_164_800_000));
        assert_eq!(civil_ms([2016, 12, 31], [23, 59, 60], 7), civil_ms([2016, 12, 31], [23, 59, 59], 7));
        assert_eq!(civil_ms([2016, 12, 31], [23, 59, 61], 0), None);
        assert_eq!(civil_ms([2023, 2, 29], [0, 0, 0], 0), None);
        assert_eq!(civil_ms([2023, 2, 30], [0, 0, 0], 0), None);
    }

    #[test]
    fn an_epoch_is_read_in_whatever_unit_it_was_written() {
        for text in ["1420030798.25", "1420030798250", "1420030798250000", "1420030798250000000"] {
            assert_eq!(epoch_ms(text.as_bytes()), Some(1_420_030_798_250), "{text}");
        }
        assert_eq!(epoch_ms(b"142003079x"), None);
        assert_eq!(epoch_ms(b"99999999999999999999"), None);
    }

    #[test]
    fn iso_times_are_read_with_and_without_fractions() {
        assert_eq!(iso_ms(b"2014-12-31T12:59:58Z"), Some(1_420_030_798_000));
        assert_eq!(iso_ms(b"2014-12-31 12:59:58.25"), Some(1_420_030_798_250));
        assert_eq!(iso_ms(b"2014-12-31T21:59:58,250+09:00"), Some(1_420_030_798_250));
        assert_eq!(iso_ms(b"2014-12-31T07:29:58-0530"), Some(1_420_030_798_000));
        assert_eq!(iso_ms(b"2014-12-31T12:59:58 UTC"), None);
        assert_eq!(iso_ms(b"2014-12-31T12:59"), None);
        assert_eq!(iso_ms(b"2014-13-31T12:59:58Z"), None);
    }
}
