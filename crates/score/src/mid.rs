//! Maritime identification digits: the flag that an MMSI claims, and what is known of that flag.

/// What an MMSI's first three digits tell beside the flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MidNote {
    /// Allotted; nothing known.
    Plain,
    /// The flag stands in several documented cases of the trade under sanction.
    Watch,
    /// The flag's registry is closed to foreign ships.
    Closed,
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
    match row.and_then(|row| row.rsplit(',').next()) {
        None => MidNote::Unallocated,
        Some("watch") => MidNote::Watch,
        Some("closed") => MidNote::Closed,
        Some(_) => MidNote::Plain,
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
        assert_eq!(mid_note(520), MidNote::Closed);
        assert_eq!(mid_note(667), MidNote::Watch);
        assert_eq!(mid_note(440), MidNote::Plain);
        assert_eq!(mid_note(521), MidNote::Unallocated);
    }
}
