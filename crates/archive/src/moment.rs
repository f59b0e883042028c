//! Times as tables write them, to UTC milliseconds: what is finer is cut, however the time is written.

pub(crate) mod split;

use model::Timestamp;

use crate::cell::Cell;
use crate::zone::{self, UtcOffset, ZonesSeen};

/// How a table writes its times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeFormat {
    /// `2022-06-20T00:00:04`, or with slashes, a space, a fraction, `Z`, `UTC`, `GMT` or an offset.
    Iso,
    /// As [`TimeFormat::Iso`], or an epoch in s, ms, us or ns by its size.
    IsoOrEpoch,
    /// `20/06/2022 00:00:04`, day first; hyphens and points part it as well, zeros may be left out in front, and seconds.
    DayFirst,
    /// The same, month first: `06/20/2022 00:00:04`.
    MonthFirst,
    /// `20220620000004` or `20220620_000004`, and what [`TimeFormat::Iso`] has.
    Compact,
    /// Seconds from 1970, UTC.
    EpochSeconds,
    /// Milliseconds from 1970, UTC.
    EpochMillis,
}

impl TimeFormat {
    /// In which order it writes a day.
    const fn date_order(self) -> DateOrder {
        match self {
            Self::DayFirst => DateOrder::Day,
            Self::MonthFirst => DateOrder::Month,
            _ => DateOrder::Year,
        }
    }
}

/// The clock by which times are told that name no zone, and what zones were seen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    zone: UtcOffset,
    /// Whether the table says so itself.
    is_named: bool,
    pub(crate) seen: ZonesSeen,
    /// The day and minute that were read last, as they were written, and their beginning in seconds: rows that follow each
    /// other mostly share them.
    minute: Option<([u8; MINUTE], i64)>,
}

/// Bytes of a day and a minute, up to the seconds.
const MINUTE: usize = 17;

impl Clock {
    /// A clock in `zone`, before any time was seen.
    pub(crate) fn in_zone(zone: UtcOffset) -> Self {
        Self { zone, is_named: false, seen: ZonesSeen::default(), minute: None }
    }

    /// The same, of a table that names the zone of all its times.
    pub(crate) fn named(zone: UtcOffset) -> Self {
        Self { is_named: true, ..Self::in_zone(zone) }
    }

    /// Minutes ahead of UTC of a time that names no zone.
    pub(crate) const fn ahead(&mut self) -> i64 {
        if self.is_named {
            self.seen.own = true;
        } else {
            self.seen.none = true;
        }
        self.zone.minutes()
    }
}

/// In which order a day is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DateOrder {
    Year,
    Day,
    Month,
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
        size if size < 1e10 => plausible(cut(value * 1000.0)),
        size if size < 1e13 => plausible(cut(value)),
        size if size < 1e19 => from_epoch(value as i64),
        size if size.is_finite() => Err(TimeFault::Absurd),
        _ => Err(TimeFault::Unreadable),
    }
}

/// A time, whatever a table stored it as.
pub(crate) fn from_cell(
    cell: Cell<'_>,
    format: TimeFormat,
    clock: &mut Clock,
) -> Result<Timestamp, TimeFault> {
    match cell {
        Cell::Empty => Err(TimeFault::Missing),
        Cell::Moment(epoch_ms) => plausible(epoch_ms),
        Cell::Integer(number) => from_integer(number, format, clock),
        Cell::Number(number) => from_number(number, format, clock),
        Cell::Text(text) => from_text(text, format, clock),
    }
}

/// A time as text; `clock` tells one which names no zone.
pub(crate) fn from_text(text: &[u8], format: TimeFormat, clock: &mut Clock) -> Result<Timestamp, TimeFault> {
    let text = text.trim_ascii();
    if text.is_empty() {
        return Err(TimeFault::Missing);
    }
    let civil = match format {
        TimeFormat::EpochSeconds => return clock.seen.epoch(epoch_text_in(text, 1000.0)),
        TimeFormat::EpochMillis => return clock.seen.epoch(epoch_text_in(text, 1.0)),
        TimeFormat::Compact => compact(text, clock).or_else(|| civil(text, DateOrder::Year, clock)),
        TimeFormat::DayFirst => {
            civil(text, DateOrder::Day, clock).or_else(|| short(text, DateOrder::Day, clock))
        }
        TimeFormat::MonthFirst => {
            civil(text, DateOrder::Month, clock).or_else(|| short(text, DateOrder::Month, clock))
        }
        TimeFormat::Iso | TimeFormat::IsoOrEpoch => civil(text, DateOrder::Year, clock),
    };
    match civil {
        Some(epoch_ms) => plausible(epoch_ms),
        None if format == TimeFormat::IsoOrEpoch => clock.seen.epoch(epoch_text(text)),
        None => Err(TimeFault::Unreadable),
    }
}

/// A time that a table types as an integer.
pub(crate) fn from_integer(
    value: i64,
    format: TimeFormat,
    clock: &mut Clock,
) -> Result<Timestamp, TimeFault> {
    let time = match format {
        TimeFormat::EpochSeconds => plausible(value.saturating_mul(1000)),
        TimeFormat::EpochMillis => plausible(value),
        TimeFormat::Compact => return from_text(value.to_string().as_bytes(), format, clock),
        _ => from_epoch(value),
    };
    clock.seen.epoch(time)
}

/// A time that a table types as a float.
pub(crate) fn from_number(value: f64, format: TimeFormat, clock: &mut Clock) -> Result<Timestamp, TimeFault> {
    let time = match format {
        TimeFormat::EpochSeconds => epoch(value * 1000.0),
        TimeFormat::EpochMillis => epoch(value),
        TimeFormat::Compact if value.fract() == 0.0 => return from_integer(value as i64, format, clock),
        _ => from_epoch_number(value),
    };
    clock.seen.epoch(time)
}

/// The midnight with which a day `yyyymmdd` begins.
pub(crate) fn from_day(day: u32, zone: UtcOffset) -> Result<Timestamp, TimeFault> {
    let [year, month, day] = [day / 10_000, day / 100 % 100, day % 100].map(i64::from);
    let days = days_since_epoch(year, month, day).ok_or(TimeFault::Unreadable)?;
    plausible((days * 1440 - zone.minutes()) * 60_000)
}

/// An epoch of `unit_ms` milliseconds.
fn epoch_text_in(text: &[u8], unit_ms: f64) -> Result<Timestamp, TimeFault> {
    if let Some((whole, thousandths)) = with_point(text) {
        return plausible(if unit_ms > 1.0 {
            whole.saturating_mul(1000).saturating_add(thousandths)
        } else {
            whole
        });
    }
    let value: f64 = fast_float2::parse(text).map_err(|_| TimeFault::Unreadable)?;
    epoch(value * unit_ms)
}

fn epoch(epoch_ms: f64) -> Result<Timestamp, TimeFault> {
    if !epoch_ms.is_finite() {
        return Err(TimeFault::Unreadable);
    }
    plausible(cut(epoch_ms))
}

/// Whole milliseconds. Floats have moments of today to a fraction of a microsecond, to which they are rounded first: 0.123 s is
/// no less than that.
fn cut(epoch_ms: f64) -> i64 {
    ((epoch_ms * 1000.0).round() / 1000.0).floor() as i64
}

/// The whole of a number and the thousandths behind its point.
fn with_point(text: &[u8]) -> Option<(i64, i64)> {
    let (whole, rest) = text.split_at(memchr::memchr(b'.', text)?);
    let (thousandths, rest) = fraction(rest)?;
    rest.is_empty().then(|| Some((digits(whole)?, thousandths)))?
}

/// `yyyymmddhhmmss` or `yyyymmdd_hhmmss`.
fn compact(text: &[u8], clock_of_table: &mut Clock) -> Option<i64> {
    let (day, clock) = text.split_at_checked(8)?;
    let clock = clock.strip_prefix(b"_").unwrap_or(clock);
    if clock.len() != 6 {
        return None;
    }
    let date = [digits(&day[..4])?, digits(&day[4..6])?, digits(&day[6..])?];
    let time = [digits(&clock[..2])?, digits(&clock[2..4])?, digits(&clock[4..])?];
    Some((seconds_since_epoch(date, time)? - clock_of_table.ahead() * 60) * 1000)
}

fn epoch_text(text: &[u8]) -> Result<Timestamp, TimeFault> {
    if let Some(value) = digits(text).filter(|_| text.len() <= 19) {
        return from_epoch(value);
    }
    if let Some((whole, thousandths)) = with_point(text) {
        return if whole < 10_000_000_000 {
            plausible(whole * 1000 + thousandths)
        } else {
            from_epoch(whole)
        };
    }
    let number: f64 = fast_float2::parse(text).map_err(|_| TimeFault::Unreadable)?;
    from_epoch_number(number)
}

/// `yyyy-mm-dd?hh:mm:ss`, the same with slashes, `dd/mm/yyyy?hh:mm:ss` or `mm/dd/yyyy?hh:mm:ss`, then a fraction and a
/// zone.
fn civil(text: &[u8], order: DateOrder, clock: &mut Clock) -> Option<i64> {
    let (stamp, rest) = text.split_first_chunk::<MINUTE>()?;
    let (second, rest) = rest.split_at_checked(2)?;
    let Rest { thousandths, half, zone } = Rest::of(rest)?;
    let minute = match clock.minute {
        Some((same, minute)) if same == *stamp && half.is_none() => minute,
        _ => minute(stamp, order, half)?,
    };
    let seconds = minute + second_of_minute(digits(second)?)?;
    // Which half of the day it is stands behind the seconds.
    clock.minute = half.is_none().then_some((*stamp, minute));
    clock.seen.own |= zone.is_some();
    let ahead = zone.unwrap_or_else(|| clock.ahead());
    Some((seconds - ahead * 60) * 1000 + thousandths)
}

/// Seconds from 1970 to a day and minute.
fn minute(stamp: &[u8; MINUTE], order: DateOrder, half: Option<Half>) -> Option<i64> {
    let (year, month, day) = match order {
        DateOrder::Year => (0..4, 5..7, 8..10),
        DateOrder::Day => (6..10, 3..5, 0..2),
        DateOrder::Month => (6..10, 0..2, 3..5),
    };
    let (first, second) = if order == DateOrder::Year { (4, 7) } else { (2, 5) };
    let separates = matches!(stamp[first], b'/' | b'-') || (stamp[first] == b'.' && order != DateOrder::Year);
    let shaped = separates
        && stamp[second] == stamp[first]
        && matches!(stamp[10], b'T' | b't' | b' ')
        && stamp[13] == b':'
        && stamp[16] == b':';
    if !shaped {
        return None;
    }
    let date = [digits(&stamp[year])?, digits(&stamp[month])?, digits(&stamp[day])?];
    let hour = hour_of_day(digits(&stamp[11..13])?, half)?;
    seconds_since_epoch(date, [hour, digits(&stamp[14..16])?, 0])
}

/// `7/15/2026 9:47`, as spreadsheets write: without zeros in front, and perhaps without seconds.
fn short(text: &[u8], order: DateOrder, clock: &mut Clock) -> Option<i64> {
    let (first, second, year, rest) = short_date(text)?;
    let (month, day) = if order == DateOrder::Month { (first, second) } else { (second, first) };
    let (hour, rest) = number_of(rest, 2)?;
    let (minute, rest) = number_of(rest.strip_prefix(b":")?, 2)?;
    let (second, rest) = match rest.strip_prefix(b":") {
        Some(rest) => number_of(rest, 2)?,
        None => (0, rest),
    };
    let Rest { thousandths, half, zone } = Rest::of(rest)?;
    let seconds = seconds_since_epoch([year, month, day], [hour_of_day(hour, half)?, minute, second])?;
    clock.seen.own |= zone.is_some();
    let ahead = zone.unwrap_or_else(|| clock.ahead());
    Some((seconds - ahead * 60) * 1000 + thousandths)
}

/// The three numbers of a day with its year last, and what follows it.
fn short_date(text: &[u8]) -> Option<(i64, i64, i64, &[u8])> {
    let (first, rest) = number_of(text, 2)?;
    let (separator, rest) = rest.split_first()?;
    let (second, rest) = number_of(rest, 2)?;
    let (year, rest) = number_of(rest.strip_prefix(&[*separator])?, 4)?;
    let rest = rest.strip_prefix(b" ").or_else(|| rest.strip_prefix(b"T"))?;
    (matches!(separator, b'/' | b'-' | b'.') && year > 999).then_some((first, second, year, rest))
}

/// A number of at most so many digits, and what follows it.
fn number_of(text: &[u8], most: usize) -> Option<(i64, &[u8])> {
    let len = text.iter().take(most + 1).take_while(|byte| byte.is_ascii_digit()).count();
    (len <= most).then(|| Some((digits(&text[..len])?, &text[len..])))?
}

/// How a time stands that a table with the year first cannot read: its day and month before its year, in which order if
/// one of them can be no month.
pub(crate) fn year_last(text: &[u8]) -> Option<&'static str> {
    let (first, second, ..) = short_date(text.trim_ascii())?;
    order_of(first, second)
}

/// In which order the day and the month stand.
const fn order_of(first: i64, second: i64) -> Option<&'static str> {
    match (first, second) {
        (13..=31, 1..=12) => Some("day_first"),
        (1..=12, 13..=31) => Some("month_first"),
        (1..=12, 1..=12) => Some(EITHER_FIRST),
        _ => None,
    }
}

/// Days and months that could be either.
pub(crate) const EITHER_FIRST: &str = "day_first\" or \"month_first";

/// Seconds from 1970 to a year, month, day, hour, minute and second of a clock.
fn seconds_since_epoch([year, month, day]: [i64; 3], [hour, minute, second]: [i64; 3]) -> Option<i64> {
    let days = days_since_epoch(year, month, day)?;
    let second = second_of_minute(second)?;
    let real = hour < 24 && minute < 60;
    real.then_some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

/// A leap second is told as the last one of its minute: no clock of a ship knows better.
fn second_of_minute(second: i64) -> Option<i64> {
    (second <= 60).then_some(second.min(59))
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

/// A half of a day, of which hours are counted from twelve on.
#[derive(Clone, Copy)]
enum Half {
    Am,
    Pm,
}

/// What stands behind the seconds of a time.
struct Rest {
    /// Of a second.
    thousandths: i64,
    half: Option<Half>,
    /// Minutes ahead of UTC, where a zone is named.
    zone: Option<i64>,
}

impl Rest {
    fn of(rest: &[u8]) -> Option<Self> {
        let (thousandths, rest) = fraction(rest)?;
        let rest = rest.trim_ascii_start();
        if rest.is_empty() {
            return Some(Self { thousandths, half: None, zone: None });
        }
        let (half, rest) = half(rest);
        let zone = if rest.is_empty() { None } else { Some(zone::minutes(rest)?) };
        Some(Self { thousandths, half, zone })
    }
}

/// `AM` or `PM`, and what follows it.
fn half(text: &[u8]) -> (Option<Half>, &[u8]) {
    match text {
        [b'A' | b'a', b'M' | b'm', rest @ ..] => (Some(Half::Am), rest.trim_ascii_start()),
        [b'P' | b'p', b'M' | b'm', rest @ ..] => (Some(Half::Pm), rest.trim_ascii_start()),
        _ => (None, text),
    }
}

/// The hour of the day, from 0 on.
fn hour_of_day(hour: i64, half: Option<Half>) -> Option<i64> {
    match half {
        None => Some(hour),
        Some(_) if !(1..=12).contains(&hour) => None,
        Some(Half::Am) => Some(hour % 12),
        Some(Half::Pm) => Some(hour % 12 + 12),
    }
}

/// Thousandths of a second, and what follows the fraction.
fn fraction(rest: &[u8]) -> Option<(i64, &[u8])> {
    match rest {
        [b'.' | b',', after @ ..] => {
            let len = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let first = &after[..len.min(3)];
            Some((digits(first)? * 10i64.pow(3 - first.len() as u32), &after[len..]))
        }
        _ => Some((0, rest)),
    }
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

    fn utc() -> Clock {
        Clock::in_zone(UtcOffset::UTC)
    }

    fn iso(text: &str) -> Result<String, TimeFault> {
        from_text(text.as_bytes(), TimeFormat::IsoOrEpoch, &mut utc()).map(|moment| moment.to_string())
    }

    #[test]
    fn one_moment_is_read_however_it_is_written() {
        for text in [
            "2022-06-20T00:00:04",
            "2022-06-20 00:00:04",
            "2022-06-20T00:00:04Z",
            "2022/06/20 00:00:04",
            "2022-06-20 00:00:04 GMT",
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
        let danish = from_text(b"20/06/2022 00:00:04", TimeFormat::DayFirst, &mut utc()).unwrap();
        assert_eq!(danish.to_string(), "2022-06-20T00:00:04Z");
        let at = |text: &str, format| from_text(text.as_bytes(), format, &mut utc());
        assert_eq!(at("06/20/2022 00:00:04", TimeFormat::MonthFirst), Ok(danish));
        assert_eq!(at("20.06.2022 00:00:04", TimeFormat::DayFirst), Ok(danish));
        assert_eq!(at("1655683204000", TimeFormat::EpochMillis), Ok(danish));
        assert_eq!(at("20/06/2022 00:00:04", TimeFormat::MonthFirst), Err(TimeFault::Unreadable));
        assert_eq!(at("1655683204", TimeFormat::EpochMillis), Err(TimeFault::Absurd));
    }

    #[test]
    fn a_time_as_a_spreadsheet_writes_it_is_read_in_the_order_that_is_said_and_told_by_its_looks() {
        let at = |text: &str, format| {
            from_text(text.as_bytes(), format, &mut utc()).map(|moment| moment.to_string())
        };
        for text in ["7/15/2026 10:47", "07/15/2026 10:47:00", "7/15/2026 10:47:00.000"] {
            assert_eq!(at(text, TimeFormat::MonthFirst).as_deref(), Ok("2026-07-15T10:47:00Z"), "{text}");
        }
        assert_eq!(at("15.7.2026 9:07", TimeFormat::DayFirst).as_deref(), Ok("2026-07-15T09:07:00Z"));
        for text in [
            "7/15/2026",
            "7/15/26 10:47",
            "7/15-2026 10:47",
            "7/15/2026 10",
            "7/15/2026 13:47 PM",
            "7/15/2026 0:47 AM",
            "7/15/2026 10:47 XM",
            "7//2026 1:1",
        ] {
            assert_eq!(at(text, TimeFormat::MonthFirst), Err(TimeFault::Unreadable), "{text}");
        }
        assert_eq!(year_last(b"7/15/2026 10:47"), Some("month_first"));
        assert_eq!(year_last(b"15/7/2026 10:47"), Some("day_first"));
        assert_eq!(year_last(b"7/5/2026 10:47"), Some(EITHER_FIRST));
        assert_eq!(year_last(b"2026-07-15 10:47:00"), None);
    }

    #[test]
    fn hours_of_half_a_day_are_read_from_midnight_to_midnight() {
        let at = |text: &str, format| {
            from_text(text.as_bytes(), format, &mut utc()).map(|time| time.to_string()[11..19].to_owned())
        };
        for (text, hour) in [
            ("03/01/2024 12:00:00 AM", "00:00:00"),
            ("03/01/2024 01:00:00 AM", "01:00:00"),
            ("03/01/2024 12:30:00 PM", "12:30:00"),
            ("03/01/2024 01:00:00 PM", "13:00:00"),
            ("3/1/2024 11:59 pm", "23:59:00"),
            ("3/1/2024 1:00:00 PM +09:00", "04:00:00"),
        ] {
            assert_eq!(at(text, TimeFormat::MonthFirst).as_deref(), Ok(hour), "{text}");
        }
        assert_eq!(at("2024-03-01 01:00:00 PM", TimeFormat::IsoOrEpoch).as_deref(), Ok("13:00:00"));
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
    fn a_korean_clock_is_nine_hours_ahead_unless_the_text_names_its_own_zone() {
        let korea = UtcOffset::of_hours(9);
        let read = |text: &str, format| {
            from_text(text.as_bytes(), format, &mut Clock::in_zone(korea)).map(|time| time.to_string())
        };
        for text in ["20220620090004", "20220620_090004", "2022-06-20 09:00:04", "2022-06-20T00:00:04Z"] {
            assert_eq!(read(text, TimeFormat::Compact).as_deref(), Ok("2022-06-20T00:00:04Z"), "{text}");
        }
        assert_eq!(read("1655683204", TimeFormat::EpochSeconds).as_deref(), Ok("2022-06-20T00:00:04Z"));
        assert_eq!(
            from_day(20_220_620, korea).map(|time| time.to_string()).as_deref(),
            Ok("2022-06-19T15:00:00Z")
        );
    }

    #[test]
    fn what_is_finer_than_a_millisecond_is_cut_however_a_time_is_written() {
        for text in [
            "2022-06-20T00:00:04.9999Z",
            "1655683204.9999",
            "1655683204.9999999",
            "1655683204999.9",
            "1655683204999900",
            "1.6556832049999e9",
        ] {
            assert_eq!(iso(text).as_deref(), Ok("2022-06-20T00:00:04.999Z"), "{text}");
        }
        for number in [1_655_683_204.999_9, 1_655_683_204_999.9] {
            let read = from_number(number, TimeFormat::IsoOrEpoch, &mut utc()).map(|time| time.to_string());
            assert_eq!(read.as_deref(), Ok("2022-06-20T00:00:04.999Z"), "{number}");
        }
        let seconds = |text: &str| from_text(text.as_bytes(), TimeFormat::EpochSeconds, &mut utc());
        assert_eq!(seconds("1655683204.9999").map(Timestamp::ms), Ok(1_655_683_204_999));
        assert_eq!(seconds("1655683204.123").map(Timestamp::ms), Ok(1_655_683_204_123));
        assert_eq!(iso("1655683204.123").as_deref(), Ok("2022-06-20T00:00:04.123Z"));
        let float = from_number(1_655_683_204.123, TimeFormat::EpochSeconds, &mut utc());
        assert_eq!(float.map(Timestamp::ms), Ok(1_655_683_204_123));
    }

    #[test]
    fn figures_that_are_no_time_of_their_format_are_faults() {
        let read = |text: &str, format| from_text(text.as_bytes(), format, &mut utc());
        for text in ["20220230000000", "2022062000000", "20220620_0000", "20220620x000004", "1655683204"] {
            assert_eq!(read(text, TimeFormat::Compact), Err(TimeFault::Unreadable), "{text}");
        }
        assert_eq!(read("1655683204000", TimeFormat::EpochSeconds), Err(TimeFault::Absurd));
        assert_eq!(read("2022-06-20T00:00:04", TimeFormat::EpochSeconds), Err(TimeFault::Unreadable));
        assert!(from_day(20_220_230, UtcOffset::UTC).is_err());
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
