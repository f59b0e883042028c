//! Maritime identification digits: the flag that an MMSI claims, and what is known of that flag.

use model::Timestamp;

/// What an MMSI's first three digits tell beside the flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MidNote {
    /// Allotted; nothing known.
    Plain,
    /// The flag stands in several documented cases of the trade under sanction.
    Watch,
    /// The flag's registry is closed to foreign ships, or was closed in a year.
    Closed { in_year: Option<i64> },
    /// Allotted to no country.
    Unallocated,
}

const TABLE: &str = include_str!("../data/mids.csv");

/// The country to which maritime identification digits are allotted, by its ISO 3166 code; `None` for digits that are
/// nobody's.
pub fn country_of_mid(mid: i64) -> Option<&'static str> {
    let wanted = mid.to_string();
    let mut rows = TABLE.lines().skip(1).map(|row| row.split(','));
    rows.find_map(|mut row| (row.next() == Some(&wanted)).then(|| row.next())?)
}

/// What is known of a ship station's maritime identification digits.
pub(crate) fn mid_note(mid: u16) -> MidNote {
    let wanted = mid.to_string();
    let row = TABLE.lines().skip(1).find(|row| row.split(',').next() == Some(&wanted));
    let Some(note) = row.and_then(|row| row.rsplit(',').next()) else { return MidNote::Unallocated };
    match note.split_once(' ').unwrap_or((note, "")) {
        ("watch", _) => MidNote::Watch,
        ("closed", year) => MidNote::Closed { in_year: year.parse().ok() },
        _ => MidNote::Plain,
    }
}

impl MidNote {
    /// Whether the registry was closed to foreign ships at a time: in the year in which it was closed nobody knows.
    pub(crate) fn was_closed_at(self, time: Timestamp) -> bool {
        const UNIX_YEAR: i64 = 1970;
        const YEAR_DAYS: f64 = 365.2425;
        let MidNote::Closed { in_year } = self else { return false };
        let year = UNIX_YEAR + (time.day() as f64 / YEAR_DAYS) as i64;
        in_year.is_none_or(|closed| year > closed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_name_a_country_or_nobody() {
        assert_eq!((country_of_mid(445), country_of_mid(520)), (Some("KP"), Some("FJ")));
        assert_eq!(country_of_mid(521), None);
    }

    #[test]
    fn fiji_is_closed_sierra_leone_is_watched_korea_is_plain_and_520s_neighbour_is_nobodys() {
        assert_eq!(mid_note(520), MidNote::Closed { in_year: None });
        assert_eq!(mid_note(667), MidNote::Watch);
        assert_eq!(mid_note(440), MidNote::Plain);
        assert_eq!(mid_note(521), MidNote::Unallocated);
    }

    #[test]
    fn the_registry_of_cambodia_was_open_to_foreign_ships_until_2016() {
        let closed = |mid, time: &str| mid_note(mid).was_closed_at(Timestamp::from_rfc3339(time).unwrap());
        let times = ["2012-02-02T11:06:00Z", "2016-06-01T00:00:00Z", "2017-01-02T00:00:00Z"];
        assert_eq!(times.map(|time| closed(514, time)), [false, false, true]);
        assert_eq!(times.map(|time| closed(520, time)), [true; 3]);
        assert_eq!(times.map(|time| closed(667, time)), [false; 3]);
    }
}
