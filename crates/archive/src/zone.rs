//! Zones of clocks: what a format says of its times, and what a user says where it says nothing.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// How far a clock is ahead of UTC: `+09:00` in Korea. From -12:00 to +14:00, in minutes.
///
/// ```
/// use darkwake_archive::UtcOffset;
///
/// let korea: UtcOffset = "+09:00".parse()?;
/// assert_eq!((korea.minutes(), korea.to_string()), (540, "+09:00".to_owned()));
/// assert!("+15:00".parse::<UtcOffset>().is_err());
/// # Ok::<(), darkwake_archive::UtcOffsetError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UtcOffset(i16);

/// A text that is no offset from UTC.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no offset from UTC; wanted one from -12:00 to +14:00, such as +09:00, or Z")]
pub struct UtcOffsetError(String);

/// What a format says of the zone of times that name none themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// They are UTC.
    Utc,
    /// They are told by a clock that is always this far ahead of UTC.
    Fixed(UtcOffset),
    /// Nothing: they are UTC unless the user says another zone ([`crate::ReadOptions::zone`]), and a note says so.
    Assumed,
    /// Nothing: the user must say it ([`crate::ReadOptions::zone`]).
    Unstated,
}

impl UtcOffset {
    /// UTC itself.
    pub const UTC: Self = Self(0);

    /// A zone of whole hours; for profiles.
    pub(crate) const fn of_hours(hours: i16) -> Self {
        Self(hours * 60)
    }

    /// Minutes ahead of UTC, negative to the west.
    pub const fn minutes(self) -> i64 {
        self.0 as i64
    }
}

impl FromStr for UtcOffset {
    type Err = UtcOffsetError;

    /// `+09:00`, `+0900`, `+09`, `Z` or `UTC`.
    fn from_str(text: &str) -> Result<Self, UtcOffsetError> {
        let minutes = minutes(text.as_bytes());
        let real = minutes.filter(|minutes| (-12 * 60..=14 * 60).contains(minutes));
        real.map(|minutes| Self(minutes as i16)).ok_or_else(|| UtcOffsetError(text.to_owned()))
    }
}

impl fmt::Display for UtcOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", self.0.abs() / 60, self.0.abs() % 60)
    }
}

impl Serialize for UtcOffset {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Zone {
    /// The zone that the format says.
    pub(crate) const fn stated(self) -> Option<UtcOffset> {
        match self {
            Self::Utc => Some(UtcOffset::UTC),
            Self::Fixed(offset) => Some(offset),
            Self::Assumed | Self::Unstated => None,
        }
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Utc => f.write_str("UTC"),
            Self::Fixed(offset) => write!(f, "UTC{offset}"),
            Self::Assumed => f.write_str("UTC unless --tz names another zone"),
            Self::Unstated => f.write_str("unstated"),
        }
    }
}

/// Minutes ahead of UTC of `Z`, `UTC`, `GMT`, `+09`, `+0900` or `+09:00`; less than a day.
pub(crate) fn minutes(zone: &[u8]) -> Option<i64> {
    let (sign, offset) = match zone {
        b"Z" | b"z" | b"UTC" | b"GMT" => return Some(0),
        [b'+', offset @ ..] => (1, offset),
        [b'-', offset @ ..] => (-1, offset),
        _ => return None,
    };
    let (hours, minutes) = match *offset {
        [h, hh] => (two_digits(h, hh)?, 0),
        [h, hh, b':', m, mm] | [h, hh, m, mm] => (two_digits(h, hh)?, two_digits(m, mm)?),
        _ => return None,
    };
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

fn two_digits(tens: u8, ones: u8) -> Option<i64> {
    let digits = tens.is_ascii_digit() && ones.is_ascii_digit();
    digits.then(|| i64::from(tens - b'0') * 10 + i64::from(ones - b'0'))
}

/// Which zones the times of a table had.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ZonesSeen {
    /// Some name none.
    pub(crate) none: bool,
    /// Some name their own, or count from 1970.
    pub(crate) own: bool,
}

impl ZonesSeen {
    /// Sees a time that counts from 1970.
    pub(crate) fn epoch<T, E>(&mut self, time: Result<T, E>) -> Result<T, E> {
        self.own |= time.is_ok();
        time
    }

    /// Adds what others had.
    pub(crate) const fn add(&mut self, other: Self) {
        self.none |= other.none;
        self.own |= other.own;
    }
}

/// A note on a table whose times name no zone, where neither its format nor the user names one.
pub const TAKEN_AS_UTC: &str = "times that name no zone were taken as UTC; --tz names another";

/// A note on a log of which some messages have a time and others none.
pub(crate) const SOME_WITHOUT_TIME: &str =
    "messages of it that have no receive time were rejected (no_time); --date names the day of such a log";

/// Why a zone that the user names does not matter to a log.
pub(crate) const LOGS_ARE_UTC: &str = "the times of logs are UTC";

/// Whether what is noted of a file is noted again of lines that are appended to it, which can so be read alone.
pub fn is_noted_again(notes: &str) -> bool {
    let is_of_zone =
        notes.starts_with("--tz ") && (notes.ends_with(LOGS_ARE_UTC) || notes.ends_with(" was applied"));
    [TAKEN_AS_UTC, SOME_WITHOUT_TIME].contains(&notes) || (is_of_zone && !notes.contains("; "))
}

/// What to say of the zone of a table, where `told` is what the user said.
pub(crate) fn notes(zone: Zone, told: Option<UtcOffset>, seen: ZonesSeen) -> Vec<String> {
    let Some(told) = told else {
        let is_assumed = zone == Zone::Assumed && seen.none;
        return is_assumed.then(|| TAKEN_AS_UTC.to_owned()).into_iter().collect();
    };
    let is_applied = seen.none && zone.stated().is_none() && told != UtcOffset::UTC;
    let applied = is_applied.then(|| format!("--tz {told} was applied"));
    let own = "to times that name their zone or count from 1970";
    let own = seen.own.then(|| format!("--tz {told} was not applied {own}"));
    let is_overruled = seen.none && zone.stated().is_some_and(|stated| stated != told);
    let overruled = is_overruled
        .then(|| format!("--tz {told} was not applied: the format says that its times are {zone}"));
    applied.into_iter().chain(own).chain(overruled).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_that_clocks_have_are_read_and_others_are_not() {
        for (text, minutes) in [("+09:00", 540), ("-0330", -210), ("+14", 840), ("Z", 0), ("-12:00", -720)] {
            assert_eq!(text.parse::<UtcOffset>().map(UtcOffset::minutes), Ok(minutes), "{text}");
        }
        for text in ["", "09:00", "+9", "+14:01", "-13:00", "+09:60", "KST", "+09:00:00"] {
            assert!(text.parse::<UtcOffset>().is_err(), "{text}");
        }
        assert_eq!(UtcOffset(-210).to_string(), "-03:30");
    }
}
