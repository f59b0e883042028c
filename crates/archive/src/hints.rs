//! What rejected rows say of how their table should be read instead.

use crate::cell::Cell;
use crate::comma;
use crate::field::{Field, Row};
use crate::header::Profile;
use crate::moment::{self, TimeFormat, split};
use crate::table::RowFault;

/// What was seen in rejected rows of a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Hints {
    /// Places have decimal commas.
    commas: bool,
    /// The time formats by which times could be read.
    time_format: Option<&'static str>,
    /// Times are of a day that no column names.
    lacks_day: bool,
    /// Times of day were taken to be of the day that the user or the name of the file tells.
    pub(crate) took_day: bool,
}

impl Hints {
    /// Looks at a row that a profile rejects.
    pub(crate) fn see(&mut self, fault: RowFault, row: &impl Row, profile: &Profile) {
        let text = |field| row.cell(field).as_text().unwrap_or_default();
        match fault {
            RowFault::Position if !profile.decimal_commas => {
                self.commas |=
                    [Field::Lat, Field::Lon].into_iter().any(|field| comma::has_comma(text(field)));
            }
            RowFault::BadTime => {
                self.lacks_day |= split::is_time_of_day(row.cell(Field::Time))
                    && matches!(row.cell(Field::Date), Cell::Empty);
                let own = match profile.time_format {
                    TimeFormat::DayFirst => Some("day_first"),
                    TimeFormat::MonthFirst => Some("month_first"),
                    _ => None,
                };
                let order = moment::year_last(text(Field::Time))
                    .or_else(|| split::day_with_year_last(row.cell(Field::Date)));
                // A time that its own order cannot read is at fault in another way.
                let tells =
                    |order: &&str| own.is_none_or(|own| *order != own && *order != moment::EITHER_FIRST);
                self.note_order(order.filter(tells));
            }
            _ => {}
        }
    }

    /// Adds what other rows showed.
    pub(crate) fn add(&mut self, other: Self) {
        self.commas |= other.commas;
        self.lacks_day |= other.lacks_day;
        self.took_day |= other.took_day;
        self.note_order(other.time_format);
    }

    fn note_order(&mut self, order: Option<&'static str>) {
        if self.time_format.is_none_or(|known| known == moment::EITHER_FIRST) {
            self.time_format = order.or(self.time_format);
        }
    }

    /// What to do about it.
    pub(crate) fn notes(self) -> impl Iterator<Item = String> {
        let commas = self.commas.then(|| "decimal = \",\"".to_owned()).map(|key| (key, "decimal commas"));
        let order =
            self.time_format.map(|format| (format!("time_format = \"{format}\""), "days before years"));
        let hint = |(key, what): (String, &str)| {
            format!("rejected rows have {what}: {key} in a profile reads them ({GUIDE})")
        };
        let day = self.lacks_day.then(|| {
            format!(
                "rejected rows have a time of day and no day: wanted a column of days, such as date, or --date ({GUIDE})"
            )
        });
        commas.into_iter().chain(order).map(hint).chain(day)
    }
}

/// Where a user reads about profiles.
const GUIDE: &str = "--profile, docs/src/tables-of-your-own.md";
