//! Moments that a table writes in two columns: the day in one, the time of day in the other.

use model::Timestamp;

use super::{
    Clock, DateOrder, Rest, TimeFault, TimeFormat, days_since_epoch, digits, from_cell, hour_of_day,
    number_of, plausible, second_of_minute,
};
use crate::cell::Cell;

const DAY_MS: i64 = 86_400_000;

/// The moment of a day and a time of day. A time that is a whole moment counts alone, whatever its day says.
pub(crate) fn from_day_and_time(
    day: Cell<'_>,
    time: Cell<'_>,
    format: TimeFormat,
    clock: &mut Clock,
) -> Result<Timestamp, TimeFault> {
    let Some(time_of_day) = TimeOfDay::of(time) else {
        return from_cell(time, format, clock);
    };
    let day = match day {
        Cell::Empty => return Err(TimeFault::Missing),
        day => day_of(day, format.date_order()).ok_or(TimeFault::Unreadable)?,
    };
    time_of_day.on(day, clock)
}

/// The moment of a time of day with colons, on a day told elsewhere; `None` where a cell tells no such time.
pub(crate) fn on_day(
    days_from_1970: i64,
    time: Cell<'_>,
    clock: &mut Clock,
) -> Option<Result<Timestamp, TimeFault>> {
    let time = time.as_text().and_then(TimeOfDay::with_colons)?;
    Some(time.on(days_from_1970, clock))
}

/// Whether a cell tells a time of day with colons, and no day.
pub(crate) fn is_time_of_day(cell: Cell<'_>) -> bool {
    cell.as_text().and_then(TimeOfDay::with_colons).is_some()
}

/// A time of day.
struct TimeOfDay {
    /// From midnight on.
    ms: i64,
    /// Minutes ahead of UTC, where a zone is named.
    zone: Option<i64>,
}

impl TimeOfDay {
    /// The moment on a day, counted from 1970.
    fn on(self, day: i64, clock: &mut Clock) -> Result<Timestamp, TimeFault> {
        clock.seen.own |= self.zone.is_some();
        let ahead = self.zone.unwrap_or_else(|| clock.ahead());
        plausible(day * DAY_MS + self.ms - ahead * 60_000)
    }

    fn of(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Moment(ms) => (0..DAY_MS).contains(&ms).then_some(Self { ms, zone: None }),
            Cell::Text(text) => Self::with_colons(text).or_else(|| Self::of_digits(text)),
            Cell::Integer(number) => Self::of_number(number),
            Cell::Empty | Cell::Number(_) => None,
        }
    }

    /// `8:05`, `08:05:04.25`, `8:05:04 PM`, `08:05:04+09:00`.
    fn with_colons(text: &[u8]) -> Option<Self> {
        let (hour, rest) = number_of(text, 2)?;
        let (minute, rest) = number_of(rest.strip_prefix(b":")?, 2)?;
        let (second, rest) = match rest.strip_prefix(b":") {
            Some(rest) => number_of(rest, 2)?,
            None => (0, rest),
        };
        let Rest { thousandths, half, zone } = Rest::of(rest)?;
        let ms = ms_of_day([hour_of_day(hour, half)?, minute, second])? + thousandths;
        Some(Self { ms, zone })
    }

    /// `080504`, or `80504` where a spreadsheet took the nought; fewer digits may be hours and minutes.
    fn of_digits(text: &[u8]) -> Option<Self> {
        digits(text).filter(|_| matches!(text.len(), 5 | 6)).and_then(Self::of_number)
    }

    /// 80504 in a column of numbers, 504 shortly after midnight: no epoch has so few digits.
    fn of_number(number: i64) -> Option<Self> {
        let clock = [number.div_euclid(10_000), number.rem_euclid(10_000) / 100, number.rem_euclid(100)];
        (number >= 0).then(|| ms_of_day(clock)).flatten().map(|ms| Self { ms, zone: None })
    }
}

fn ms_of_day([hour, minute, second]: [i64; 3]) -> Option<i64> {
    let second = second_of_minute(second)?;
    (hour < 24 && minute < 60).then_some(((hour * 60 + minute) * 60 + second) * 1000)
}

/// Days from 1970 to a day, behind which midnight may stand.
fn day_of(cell: Cell<'_>, order: DateOrder) -> Option<i64> {
    match cell {
        Cell::Moment(ms) => (ms % DAY_MS == 0).then_some(ms / DAY_MS),
        Cell::Integer(number) => day_of_text(number.to_string().as_bytes(), order),
        Cell::Text(text) => day_of_text(text, order),
        Cell::Empty | Cell::Number(_) => None,
    }
}

fn day_of_text(text: &[u8], order: DateOrder) -> Option<i64> {
    if let Some(day) = digits(text).filter(|_| text.len() == 8) {
        return days_since_epoch(day / 10_000, day / 100 % 100, day % 100);
    }
    let longest = if order == DateOrder::Year { [4, 2, 2] } else { [2, 2, 4] };
    let (date, rest) = three_numbers(text, longest)?;
    let [year, month, day] = match (order, date) {
        (DateOrder::Year, date) => date,
        (DateOrder::Day, [day, month, year]) | (DateOrder::Month, [month, day, year]) => [year, month, day],
    };
    (year > 999 && is_midnight(rest)).then(|| days_since_epoch(year, month, day))?
}

/// Three numbers of at most so many digits, parted by one kind of sign, and what follows them.
fn three_numbers(text: &[u8], longest: [usize; 3]) -> Option<([i64; 3], &[u8])> {
    let (first, rest) = number_of(text, longest[0])?;
    let (part, rest) = rest.split_first().filter(|(part, _)| matches!(part, b'/' | b'-' | b'.'))?;
    let (second, rest) = number_of(rest, longest[1])?;
    let (third, rest) = number_of(rest.strip_prefix(&[*part])?, longest[2])?;
    Some(([first, second, third], rest))
}

/// Whether what stands behind a day is nothing, or its beginning.
fn is_midnight(rest: &[u8]) -> bool {
    let clock = rest.strip_prefix(b" ").or_else(|| rest.strip_prefix(b"T"));
    rest.is_empty() || clock.and_then(TimeOfDay::with_colons).is_some_and(|time| time.ms == 0)
}

/// In which order days are written that a table with the year first cannot read, as [`super::year_last`].
pub(crate) fn day_with_year_last(day: Cell<'_>) -> Option<&'static str> {
    let ([first, second, year], rest) = three_numbers(day.as_text()?, [2, 2, 4])?;
    (year > 999 && is_midnight(rest)).then(|| super::order_of(first, second))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::UtcOffset;

    fn joined(day: &str, time: &str, format: TimeFormat) -> Result<String, TimeFault> {
        let clock = &mut Clock::in_zone(UtcOffset::of_hours(9));
        let [day, time] = [day, time].map(|text| Cell::text(text.as_bytes()));
        from_day_and_time(day, time, format, clock).map(|time| time.to_string())
    }

    #[test]
    fn a_day_and_a_time_of_day_are_one_moment_however_they_are_written() {
        for (day, time) in [
            ("2024-03-01", "17:00:04"),
            ("2024/3/1", "17:00:04.0"),
            ("2024.03.01", "5:00:04 PM"),
            ("20240301", "170004"),
            ("2024-03-01 00:00:00", "08:00:04Z"),
            ("2024-03-01T00:00", "08:00:04 UTC"),
            ("whatever", "2024-03-01T17:00:04"),
            ("", "1709280004"),
        ] {
            let read = joined(day, time, TimeFormat::IsoOrEpoch);
            assert_eq!(read.as_deref(), Ok("2024-03-01T08:00:04Z"), "{day} {time}");
        }
        assert_eq!(joined("1/3/2024", "9:00", TimeFormat::DayFirst).as_deref(), Ok("2024-03-01T00:00:00Z"));
        assert_eq!(joined("3/1/2024", "9:00", TimeFormat::MonthFirst).as_deref(), Ok("2024-03-01T00:00:00Z"));
    }

    #[test]
    fn a_day_or_a_time_that_there_is_not_is_a_fault() {
        for (day, time) in [
            ("2024-02-30", "08:00:00"),
            ("2024-03-01", "24:00:00"),
            ("2024-03-01", "08:60:00"),
            ("01/03/2024", "08:00:00"),
            ("24-03-01", "08:00:00"),
            ("2024-03-01 06:00:00", "08:00:00"),
            ("2024-03-01", "noon"),
        ] {
            let read = joined(day, time, TimeFormat::IsoOrEpoch);
            assert_eq!(read, Err(TimeFault::Unreadable), "{day} {time}");
        }
        assert_eq!(joined("", "08:00:00", TimeFormat::IsoOrEpoch), Err(TimeFault::Missing));
        assert_eq!(joined("2024-03-01", "", TimeFormat::IsoOrEpoch), Err(TimeFault::Missing));
        assert_eq!(joined("1970-01-01", "08:00:00", TimeFormat::IsoOrEpoch), Err(TimeFault::Absurd));
    }

    #[test]
    fn a_time_of_day_is_one_of_the_day_that_is_told_elsewhere_and_a_whole_moment_is_not() {
        let clock = &mut Clock::in_zone(UtcOffset::of_hours(9));
        let mut read = |text: &'static str| on_day(19_783, Cell::text(text.as_bytes()), clock);
        let at = |read: Option<Result<Timestamp, TimeFault>>| read.unwrap().unwrap().to_string();
        assert_eq!(at(read("17:00:04")), "2024-03-01T08:00:04Z");
        assert_eq!(at(read("08:00:04Z")), "2024-03-01T08:00:04Z");
        for other in ["2024-03-01T17:00:04", "170004", "noon", ""] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn a_typed_day_and_a_typed_time_of_day_are_joined_as_well() {
        let clock = &mut Clock::in_zone(UtcOffset::UTC);
        let day = Cell::Moment(19_783 * DAY_MS);
        let read = from_day_and_time(day, Cell::Moment(28_804_000), TimeFormat::IsoOrEpoch, clock);
        assert_eq!(read.map(|time| time.to_string()).as_deref(), Ok("2024-03-01T08:00:04Z"));
        let read =
            from_day_and_time(Cell::Integer(20_240_301), Cell::Text(b"08:00:04"), TimeFormat::Iso, clock);
        assert_eq!(read.map(|time| time.to_string()).as_deref(), Ok("2024-03-01T08:00:04Z"));
    }

    #[test]
    fn a_time_of_day_that_lost_its_noughts_is_one_where_nothing_else_can_be_meant() {
        let clock = &mut Clock::in_zone(UtcOffset::UTC);
        let day = || Cell::Integer(20_240_301);
        for (number, time) in
            [(80_504, "08:05:04"), (504, "00:05:04"), (0, "00:00:00"), (235_959, "23:59:59")]
        {
            let read = from_day_and_time(day(), Cell::Integer(number), TimeFormat::IsoOrEpoch, clock);
            assert_eq!(read.map(|time| time.to_string()), Ok(format!("2024-03-01T{time}Z")));
        }
        let of_text = |text: &'static [u8], clock: &mut Clock| {
            from_day_and_time(day(), Cell::Text(text), TimeFormat::IsoOrEpoch, clock)
        };
        assert_eq!(
            of_text(b"93005", clock).map(|time| time.to_string()).as_deref(),
            Ok("2024-03-01T09:30:05Z")
        );
        assert!(of_text(b"1730", clock).is_err(), "half past five, or seventeen minutes past midnight");
        assert!(of_text(b"246060", clock).is_err());
    }
}
