//! Times as tables write them, to UTC milliseconds.

use model::Timestamp;

/// How a table writes its times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeFormat {
    /// `2022-06-20T00:00:04` or with a space, a fraction, `Z` or an offset; UTC where no offset is given.
    Iso,
    /// As [`TimeFormat::Iso`], or an epoch in s, ms, us or ns by its size.
    IsoOrEpoch,
    /// `20/06/2022 00:00:04`, day first, UTC.
    DayFirst,
}

/// Why a time cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeFault {
    Missing,
    Unreadable,
    /// Before 1990 or after 2100: AIS is younger, and clocks that far off are unset.
    Absurd,
}

const YEAR_1990_MS: i64 = 631_152_000_000;
const YEAR_2101_MS: i64 = 4_133_980_800_000;

/// The moment `epoch_ms` milliseconds after 1970, if an archive can hold it.
pub(crate) fn plausible(epoch_ms: i64) -> Result<Timestamp, TimeFault> {
    if !(YEAR_1990_MS..YEAR_2101_MS).contains(&epoch_ms) {
        return Err(TimeFault::Absurd);
    }
    Timestamp::from_ms(epoch_ms).map_err(|_| TimeFault::Absurd)
}

/// An epoch in s, ms, us or ns: told apart by size, no two agree between 1990 and 2100.
pub(crate) fn from_epoch(value: i64) -> Result<Timestamp, TimeFault> {
    plausible(match value.unsigned_abs() {
        ..10_000_000_000 => value * 1000,
        10_000_000_000..10_000_000_000_000 => value,
        10_000_000_000_000..10_000_000_000_000_000 => value.div_euclid(1000),
        _ => value.div_euclid(1_000_000),
    })
}

/// An epoch with a fraction, as [`from_epoch`].
pub(crate) fn from_epoch_number(value: f64) -> Result<Timestamp, TimeFault> {
    match value.abs() {
        size if size < 1e10 => plausible((value * 1000.0).round() as i64),
        size if size < 1e19 => from_epoch(value.round() as i64),
        size if size.is_finite() => Err(TimeFault::Absurd),
        _ => Err(TimeFault::Unreadable),
    }
}

/// A time as text.
pub(crate) fn from_text(text: &[u8], format: TimeFormat) -> Result<Timestamp, TimeFault> {
    let text = text.trim_ascii();
    if text.is_empty() {
        return Err(TimeFault::Missing);
    }
    let day_first = format == TimeFormat::DayFirst;
    if let Some(epoch_ms) = civil(text, day_first) {
        return plausible(epoch_ms);
    }
    if format == TimeFormat::IsoOrEpoch {
        return epoch_text(text);
    }
    Err(TimeFault::Unreadable)
}

fn epoch_text(text: &[u8]) -> Result<Timestamp, TimeFault> {
    if let Some(value) = digits(text).filter(|_| text.len() <= 19) {
        return from_epoch(value);
    }
    let number: f64 = fast_float2::parse(text).map_err(|_| TimeFault::Unreadable)?;
    from_epoch_number(number)
}

/// `yyyy-mm-dd?hh:mm:ss` or `dd/mm/yyyy?hh:mm:ss`, then a fraction and a zone.
fn civil(text: &[u8], day_first: bool) -> Option<i64> {
    let (stamp, rest) = text.split_at_checked(19)?;
    let (year, month, day, separator) =
        if day_first { (6..10, 3..5, 0..2, b'/') } else { (0..4, 5..7, 8..10, b'-') };
    let (first, second) = if day_first { (2, 5) } else { (4, 7) };
    let shaped = stamp[first] == separator
        && stamp[second] == separator
        && matches!(stamp[10], b'T' | b't' | b' ')
        && stamp[13] == b':'
        && stamp[16] == b':';
    if !shaped {
        return None;
    }
    let [year, month, day] = [digits(&stamp[year])?, digits(&stamp[month])?, digits(&stamp[day])?];
    let [hour, minute, second] = [digits(&stamp[11..13])?, digits(&stamp[14..16])?, digits(&stamp[17..19])?];
    let days = days_since_epoch(year, month, day)?;
    // A leap second is told as the last one of its minute: no clock of a ship knows better.
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (thousandths, zone_minutes) = fraction_and_zone(rest)?;
    let seconds = ((days * 24 + hour) * 60 + minute - zone_minutes) * 60 + second.min(59);
    Some(seconds * 1000 + thousandths)
}

/// Days from 1970-01-01 to a day of the calendar, counting years from March so that a leap day comes last.
pub(crate) fn days_since_epoch(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days_in_month = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=days_in_month).contains(&day) {
        return None;
    }
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(year * 365 + leaps + (153 * month + 2) / 5 + day - 1 - 719_468)
}

fn fraction_and_zone(rest: &[u8]) -> Option<(i64, i64)> {
    let (thousandths, zone) = match rest {
        [b'.' | b',', after @ ..] => {
            let len = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let first = &after[..len.min(3)];
            (digits(first)? * 10i64.pow(3 - first.len() as u32), &after[len..])
        }
        _ => (0, rest),
    };
    Some((thousandths, zone_minutes(zone.trim_ascii_start())?))
}

/// Nothing, `Z`, `UTC`, `+09`, `+0900` or `+09:00`.
fn zone_minutes(zone: &[u8]) -> Option<i64> {
    let (sign, offset) = match zone {
        b"" | b"Z" | b"z" | b"UTC" => return Some(0),
        [b'+', offset @ ..] => (1, offset),
        [b'-', offset @ ..] => (-1, offset),
        _ => return None,
    };
    let (hours, minutes) = match offset {
        [_, _] => (digits(offset)?, 0),
        [_, _, b':', minutes @ ..] | [_, _, minutes @ ..] if minutes.len() == 2 => {
            (digits(&offset[..2])?, digits(minutes)?)
        }
        _ => return None,
    };
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// One to 19 digits and nothing else.
pub(crate) fn digits(text: &[u8]) -> Option<i64> {
    if text.is_empty() || text.len() > 19 {
        return None;
    }
    text.iter().try_fold(0i64, |value, byte| {
        let digit = byte.is_ascii_digit().then(|| i64::from(byte - b'0'))?;
        value.checked_mul(10)?.checked_add(digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Result<String, TimeFault> {
        from_text(text.as_bytes(), TimeFormat::IsoOrEpoch).map(|moment| moment.to_string())
    }

    #[test]
    fn one_moment_is_read_however_it_is_written() {
        for text in [
            "2022-06-20T00:00:04",
            "2022-06-20 00:00:04",
            "2022-06-20T00:00:04Z",
            "2022-06-20T09:00:04+09:00",
            "2022-06-20 00:00:04.000000 UTC",
            "2022-06-19T19:30:04-0430",
            "1655683204",
            "1655683204.0",
            "1655683204000",
            "1655683204000000",
            "1655683204000000000",
        ] {
            assert_eq!(iso(text).as_deref(), Ok("2022-06-20T00:00:04Z"), "{text}");
        }
        let danish = from_text(b"20/06/2022 00:00:04", TimeFormat::DayFirst).unwrap();
        assert_eq!(danish.to_string(), "2022-06-20T00:00:04Z");
    }

    #[test]
    fn days_that_do_not_exist_are_unreadable_and_a_leap_day_is_a_day() {
        assert_eq!(iso("2023-02-30T00:00:00"), Err(TimeFault::Unreadable));
        assert_eq!(iso("2023-02-29T00:00:00"), Err(TimeFault::Unreadable));
        assert_eq!(iso("2024-02-29T23:59:60").as_deref(), Ok("2024-02-29T23:59:59Z"));
        for text in
            ["2024-13-01T00:00:00", "2024-01-01T24:00:00", "06/20/2022 00:00:04", "noon", "NaN", "2024-01-01"]
        {
            assert_eq!(iso(text), Err(TimeFault::Unreadable), "{text}");
        }
    }

    #[test]
    fn unset_clocks_are_absurd() {
        for text in
            ["0", "1970-01-01T00:00:00", "9999999999", "2101-01-01T00:00:00", "20220620000004", "1e300"]
        {
            assert_eq!(iso(text), Err(TimeFault::Absurd), "{text}");
        }
        assert_eq!(iso("  "), Err(TimeFault::Missing));
    }
}
