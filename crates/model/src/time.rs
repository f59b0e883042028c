//! Moments and spans in UTC milliseconds: the finest resolution that AIS archives carry.

use std::fmt;
use std::ops::{Add, Sub};

/// A moment in UTC, in milliseconds since 1970-01-01, between the years 1970 and 2200.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// A length of time in milliseconds; negative when it runs backwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span(i64);

/// The time from `start` to `end`, with `start <= end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    start: Timestamp,
    end: Timestamp,
}

/// Why something is not a moment that darkwake can hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimestampError {
    /// The number of milliseconds lies outside 1970 to 2200.
    #[error("{0} ms lies outside the years 1970 to 2200")]
    OutOfRange(i64),
    /// The text is not an RFC 3339 time.
    #[error("not an RFC 3339 time: {0:?}")]
    NotRfc3339(String),
}

impl Timestamp {
    const YEAR_2200_MS: i64 = 7_258_118_400_000;

    /// The moment `epoch_ms` milliseconds after 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// When it lies outside the years 1970 to 2200.
    #[inline]
    pub fn from_ms(epoch_ms: i64) -> Result<Self, TimestampError> {
        if (0..Self::YEAR_2200_MS).contains(&epoch_ms) {
            Ok(Self(epoch_ms))
        } else {
            Err(TimestampError::OutOfRange(epoch_ms))
        }
    }

    /// Reads an RFC 3339 time such as `2024-03-01T12:00:00Z`; an offset is converted to UTC.
    ///
    /// # Errors
    /// When the text is not RFC 3339 or the moment lies outside the years 1970 to 2200.
    pub fn from_rfc3339(text: &str) -> Result<Self, TimestampError> {
        let parsed: jiff::Timestamp =
            text.parse().map_err(|_| TimestampError::NotRfc3339(text.to_owned()))?;
        Self::from_ms(parsed.as_millisecond())
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[inline]
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// Days since 1970-01-01, the key of the case's daily partitions.
    #[inline]
    pub const fn day(self) -> i64 {
        self.0.div_euclid(86_400_000)
    }

    /// This moment moved by `span`, kept inside the range that a timestamp can hold.
    #[inline]
    pub fn saturating_add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0).clamp(0, Self::YEAR_2200_MS - 1))
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// A span of `ms` milliseconds.
    #[inline]
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// A span of `seconds`.
    #[inline]
    pub const fn from_secs(seconds: i64) -> Self {
        Self(seconds * 1000)
    }

    /// A span of `minutes`.
    #[inline]
    pub const fn from_minutes(minutes: i64) -> Self {
        Self(minutes * 60_000)
    }

    /// A span of `hours`.
    #[inline]
    pub const fn from_hours(hours: i64) -> Self {
        Self(hours * 3_600_000)
    }

    /// A span of `seconds`, rounded to the millisecond.
    pub fn from_secs_f64(seconds: f64) -> Self {
        Self((seconds * 1000.0).round() as i64)
    }

    /// Milliseconds.
    #[inline]
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// How long it is, forward or back.
    #[inline]
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// Seconds.
    #[inline]
    pub const fn secs(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    /// Minutes.
    #[inline]
    pub const fn minutes(self) -> f64 {
        self.0 as f64 / 60_000.0
    }

    /// Hours.
    #[inline]
    pub const fn hours(self) -> f64 {
        self.0 as f64 / 3_600_000.0
    }
}

impl Interval {
    /// The interval between two moments, in either order.
    #[inline]
    pub fn between(one: Timestamp, other: Timestamp) -> Self {
        Self { start: one.min(other), end: one.max(other) }
    }

    /// Its first moment.
    #[inline]
    pub const fn start(self) -> Timestamp {
        self.start
    }

    /// Its last moment.
    #[inline]
    pub const fn end(self) -> Timestamp {
        self.end
    }

    /// How long it lasts.
    #[inline]
    pub fn span(self) -> Span {
        self.end - self.start
    }

    /// Whether `moment` lies inside, both ends included.
    #[inline]
    pub fn contains(self, moment: Timestamp) -> bool {
        self.start <= moment && moment <= self.end
    }

    /// The time that both intervals share, if any; touching ends share a moment.
    #[inline]
    pub fn overlap(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start <= end).then_some(Self { start, end })
    }

    /// The time that at least one of some intervals covers.
    pub fn covered(intervals: impl IntoIterator<Item = Self>) -> Span {
        let mut intervals: Vec<Self> = intervals.into_iter().collect();
        intervals.sort_by_key(|interval| interval.start);
        let (mut covered, mut until) = (Span::ZERO, Timestamp(i64::MIN));
        for Self { start, end } in intervals {
            covered = covered + (end.max(until) - start.max(until)).max(Span::ZERO);
            until = until.max(end);
        }
        covered
    }

    /// The moment half way through.
    pub fn middle(self) -> Timestamp {
        Timestamp(self.start.0 + (self.end.0 - self.start.0) / 2)
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 in UTC, with milliseconds only where there are any.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment =
            jiff::Timestamp::from_millisecond(self.0).expect("the years 1970 to 2200 lie in jiff's range");
        write!(f, "{moment}")
    }
}

impl Sub for Timestamp {
    type Output = Span;

    #[inline]
    fn sub(self, earlier: Self) -> Span {
        Span(self.0 - earlier.0)
    }
}

impl Add for Span {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Span {
    type Output = Self;

    #[inline]
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl std::iter::Sum for Span {
    fn sum<I: Iterator<Item = Self>>(spans: I) -> Self {
        spans.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_prints_as_it_was_read() {
        for text in ["2024-03-01T12:00:00Z", "1970-01-01T00:00:00Z", "2012-01-31T05:06:59.157Z"] {
            assert_eq!(Timestamp::from_rfc3339(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn time_that_two_intervals_share_is_covered_once() {
        let hours =
            |from: i64, to: i64| Interval::between(Timestamp(from * 3_600_000), Timestamp(to * 3_600_000));
        let covered = |intervals: &[Interval]| Interval::covered(intervals.iter().copied()).hours();
        assert_eq!(covered(&[]), 0.0);
        assert_eq!(covered(&[hours(5, 9), hours(0, 6), hours(1, 2), hours(12, 13)]), 10.0);
    }

    #[test]
    fn a_korean_morning_is_the_utc_midnight_before() {
        let seoul = Timestamp::from_rfc3339("2024-03-01T09:00:00+09:00").unwrap();
        assert_eq!(seoul.to_string(), "2024-03-01T00:00:00Z");
    }

    #[test]
    fn absurd_epochs_are_refused() {
        assert!(Timestamp::from_ms(-1).is_err());
        assert!(Timestamp::from_ms(i64::MAX).is_err());
    }
}
