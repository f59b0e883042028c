//! Dates as lists give them: a day, or a month or a year alone, and what they say of a moment.

use std::fmt;

use model::{Span, Timestamp};

use super::RowFault;

/// A day, or the days of which a list leaves open which it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListDate {
    first: Timestamp,
    last: Timestamp,
}

/// When a list named a vessel, as seen from one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Listed {
    /// It was on the list by then, and not yet off it.
    Then,
    /// It came onto the list only later.
    Later,
    /// It had been taken off the list before.
    Before,
    /// The list gives no date, or none so exact.
    Unknown,
}

impl ListDate {
    /// `2023-11-01`, `2023-11` or `2023`.
    pub(super) fn read(text: &str) -> Result<Self, RowFault> {
        let whole = |first: String, next: String| {
            let (first, next) = (midnight(&first)?, midnight(&next)?);
            Ok(Self { first, last: next.saturating_add(Span::ZERO - DAY) })
        };
        let number = |digits: &str| digits.parse::<u32>().map_err(|_| RowFault::Date);
        match text.split('-').collect::<Vec<_>>()[..] {
            [year] if year.len() == 4 => {
                whole(format!("{year}-01-01"), format!("{:04}-01-01", number(year)? + 1))
            }
            [year, month] if year.len() == 4 && month.len() == 2 => {
                let (year, month) = (number(year)?, number(month)?);
                let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
                whole(format!("{year:04}-{month:02}-01"), format!("{:04}-{:02}-01", next.0, next.1))
            }
            _ => midnight(text).map(|day| Self { first: day, last: day }),
        }
    }

    /// When something happened first that happened on each of these dates.
    pub(super) fn earliest(dates: impl Iterator<Item = Self>) -> Option<Self> {
        dates.reduce(|one, other| Self { first: one.first.min(other.first), last: one.last.min(other.last) })
    }

    /// When something happened last that happened on each of these dates.
    pub(super) fn latest(dates: impl Iterator<Item = Self>) -> Option<Self> {
        dates.reduce(|one, other| Self { first: one.first.max(other.first), last: one.last.max(other.last) })
    }

    /// The midnight that begins the first day that it may have been.
    pub const fn first(self) -> Timestamp {
        self.first
    }

    /// The midnight that begins the last day that it may have been.
    pub const fn last(self) -> Timestamp {
        self.last
    }

    /// Whether it had come by a moment; `None` where it may have.
    pub(super) fn is_by(self, moment: Timestamp) -> Option<bool> {
        match moment {
            moment if moment < self.first => Some(false),
            moment if moment < self.last => None,
            _ => Some(true),
        }
    }
}

const DAY: Span = Span::from_hours(24);

/// As short as it says the same.
impl fmt::Display for ListDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |moment: Timestamp| moment.to_string()[..10].to_owned();
        let (first, last) = (day(self.first), day(self.last));
        let is_whole = |short: &str| Self::read(short).is_ok_and(|whole| whole == *self);
        match [&first[..4], &first[..7], &first[..]].into_iter().find(|short| is_whole(short)) {
            Some(short) => f.write_str(short),
            None => write!(f, "{first} to {last}"),
        }
    }
}

/// The midnight that begins a day.
fn midnight(date: &str) -> Result<Timestamp, RowFault> {
    Timestamp::from_rfc3339(&format!("{date}T00:00:00Z")).map_err(|_| RowFault::Date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> ListDate {
        ListDate::read(text).unwrap()
    }

    #[test]
    fn a_month_or_a_year_alone_is_all_its_days_and_is_told_as_it_was_given() {
        let by = |text: &str, moment: &str| date(text).is_by(midnight(moment).unwrap());
        assert_eq!(by("2023-11", "2023-10-31"), Some(false));
        assert_eq!((by("2023-11", "2023-11-29"), by("2023-11", "2023-11-30")), (None, Some(true)));
        assert_eq!((by("2023", "2023-12-30"), by("2023", "2023-12-31")), (None, Some(true)));
        assert_eq!(
            (by("2023-12-05", "2023-12-04"), by("2023-12-05", "2023-12-05")),
            (Some(false), Some(true))
        );
        for text in ["2023", "2023-11", "2023-12", "2024-02", "2023-11-01"] {
            assert_eq!(date(text).to_string(), text);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["soon", "23", "2023-13", "2023-00", "2023-1", "2023-02-30", "2023-11-01T00:00:00", ""] {
            assert_eq!(ListDate::read(text), Err(RowFault::Date), "{text}");
        }
    }

    #[test]
    fn of_a_year_and_a_day_in_it_the_first_is_no_later_than_the_day() {
        let first = ListDate::earliest([date("2017"), date("2017-08-05")].into_iter()).unwrap();
        assert_eq!(first.to_string(), "2017-01-01 to 2017-08-05");
        assert_eq!(
            ListDate::latest([date("2017"), date("2017-08-05")].into_iter()).unwrap().to_string(),
            "2017-08-05 to 2017-12-31"
        );
    }
}
