//! Vessels in a CSV table of darkwake's own, and what every format of a list has in common.

use model::{Imo, Mmsi, MmsiKind};
use serde::Deserialize;

use super::{ListDate, ListSource, Listing};

/// Why a row of a list, or a line of it, names no vessel that can be matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowFault {
    /// It has not the columns of the table, or is no JSON.
    Unreadable,
    /// It has no name.
    Name,
    /// No ship can have its IMO number.
    Imo,
    /// No station can have its MMSI.
    Mmsi,
    /// A date is none.
    Date,
    /// A name, a call sign or a dataset is longer than any.
    TooLong,
    /// It has neither IMO number nor MMSI nor call sign.
    NoNumber,
    /// It is about a company, a person or something else.
    NoShip,
    /// The list is about all the world's ships, and nothing of this one tells of the DPRK.
    NoDprk,
}

impl RowFault {
    /// The fault in words.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Unreadable => "not of the form of the others",
            Self::Name => "no name",
            Self::Imo => "an IMO number that no ship can have",
            Self::Mmsi => "an MMSI that no station can have",
            Self::Date => "a date that is not YYYY-MM-DD, YYYY-MM or YYYY",
            Self::TooLong => "a name, call sign or dataset of more than 500 letters",
            Self::NoNumber => "no IMO number, MMSI or call sign, and a name alone is no match",
            Self::NoShip => "not about a ship",
            Self::NoDprk => "names nothing of the DPRK",
        }
    }

    /// Whether the row is wrong, and not only of no use here.
    pub const fn is_refused(self) -> bool {
        matches!(self, Self::Unreadable | Self::Name | Self::Imo | Self::Mmsi | Self::Date | Self::TooLong)
    }
}

/// Rows that were left out: the line of each, and why.
pub(super) type LeftOut = Vec<(u64, RowFault)>;

/// A row as it is written; who gives a list of their own need not give every column.
#[derive(Deserialize)]
pub(super) struct Row {
    name: String,
    #[serde(default)]
    other_names: String,
    #[serde(default)]
    imo: String,
    #[serde(default)]
    mmsi: String,
    #[serde(default)]
    call_sign: String,
    #[serde(default)]
    list: String,
    #[serde(default)]
    first_listed: String,
    #[serde(default)]
    listed_by: String,
    #[serde(default)]
    delisted: String,
}

/// The listings of each row of a table with the columns name, other_names, imo, mmsi, call_sign (`;` between several), list,
/// first_listed, listed_by and delisted (`YYYY-MM-DD`, or a month or year alone); `source` has the word of the column list.
pub(super) fn listings<'t>(
    table: &'t str,
    source: impl Fn(&str) -> ListSource + 't,
) -> impl Iterator<Item = (u64, Result<Vec<Listing>, RowFault>)> {
    records(table, move |row: Row| {
        let list = source(row.list.trim());
        Listing::of(&row, list)
    })
}

impl Listing {
    fn of(row: &Row, list: ListSource) -> Result<Vec<Self>, RowFault> {
        let listing = Self {
            name: Some(row.name.trim()).filter(|name| !name.is_empty()).ok_or(RowFault::Name)?.to_owned(),
            other_names: parts(&row.other_names).map(str::to_owned).collect(),
            imo: None,
            mmsis: parts(&row.mmsi).map(mmsi).collect::<Result<_, _>>()?,
            call_signs: parts(&row.call_sign).map(str::to_owned).collect(),
            list,
            first_listed: date(&row.first_listed)?,
            listed_by: date(&row.listed_by)?,
            stood_on: date(&row.listed_by)?,
            delisted: date(&row.delisted)?,
        };
        listing.under_each(parts(&row.imo))
    }

    /// A vessel of several IMO numbers is as many listings.
    pub(super) fn under_each<'i>(self, imos: impl Iterator<Item = &'i str>) -> Result<Vec<Self>, RowFault> {
        let mut imos = imos.map(|text| imo(text).map(Some)).collect::<Result<Vec<_>, _>>()?;
        if imos.is_empty() {
            imos.push(None);
        }
        Ok(imos.into_iter().map(|imo| Self { imo, ..self.clone() }).collect())
    }

    /// The listing, if an identity can agree with it.
    pub(super) fn matchable(self) -> Result<Self, RowFault> {
        let is_numbered = self.imo.is_some() || !self.mmsis.is_empty() || !self.call_signs.is_empty();
        match () {
            () if self.name.is_empty() => Err(RowFault::Name),
            () if !is_numbered => Err(RowFault::NoNumber),
            () if self.texts().any(|text| is_too_long(text)) => Err(RowFault::TooLong),
            () => Ok(self),
        }
    }

    /// Whatever the list wrote.
    fn texts(&self) -> impl Iterator<Item = &String> {
        let datasets = match &self.list {
            ListSource::Builtin(_) => &[],
            ListSource::User { datasets, .. } => datasets.as_slice(),
        };
        std::iter::once(&self.name).chain(&self.other_names).chain(&self.call_signs).chain(datasets)
    }
}

/// Longer is no name (design): AIS has room for 20 letters of one.
fn is_too_long(text: &str) -> bool {
    const LONGEST: usize = 500;
    text.chars().nth(LONGEST).is_some()
}

/// What becomes of each row of a CSV table, by its line.
pub(super) fn records<'t, R: serde::de::DeserializeOwned, T>(
    table: &'t str,
    read: impl Fn(R) -> Result<T, RowFault> + 't,
) -> impl Iterator<Item = (u64, Result<T, RowFault>)> + 't {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::Headers).from_reader(table.as_bytes());
    let head = reader.headers().cloned();
    let rows = reader.into_records();
    rows.map(move |row| {
        let line = line_of(&row);
        let row = row.and_then(|row| row.deserialize::<R>(Some(head.as_ref().expect("it was read"))));
        (line, row.map_err(|_| RowFault::Unreadable).and_then(&read))
    })
}

fn line_of(row: &Result<csv::StringRecord, csv::Error>) -> u64 {
    let position = match row {
        Ok(row) => row.position(),
        Err(error) => error.position(),
    };
    position.map_or(0, csv::Position::line)
}

/// Vessels that an identity can agree with, and what was left out.
pub(super) fn sorted(
    rows: impl IntoIterator<Item = (u64, Result<Vec<Listing>, RowFault>)>,
) -> (Vec<Listing>, LeftOut) {
    let (mut listings, mut left_out) = (Vec::new(), Vec::new());
    for (line, row) in rows {
        match row.and_then(|row| row.into_iter().map(Listing::matchable).collect::<Result<Vec<_>, _>>()) {
            Ok(of_row) => listings.extend(of_row),
            Err(fault) => left_out.push((line, fault)),
        }
    }
    (listings, left_out)
}

/// What stands between the `;` of a field.
pub(super) fn parts(field: &str) -> impl Iterator<Item = &str> {
    field.split(';').map(str::trim).filter(|part| !part.is_empty())
}

/// `9417115`, `IMO9417115` or `IMO 9417115`.
pub(super) fn imo(text: &str) -> Result<Imo, RowFault> {
    let digits = text.strip_prefix("IMO").unwrap_or(text).trim();
    let number: u32 = digits.parse().map_err(|_| RowFault::Imo)?;
    Imo::try_from(number).map_err(|_| RowFault::Imo)
}

pub(super) fn mmsi(text: &str) -> Result<Mmsi, RowFault> {
    let number: u32 = text.parse().map_err(|_| RowFault::Mmsi)?;
    let mmsi = Mmsi::try_from(number).map_err(|_| RowFault::Mmsi)?;
    let is_a_stations = mmsi.kind() != MmsiKind::Other && !mmsi.is_placeholder();
    is_a_stations.then_some(mmsi).ok_or(RowFault::Mmsi)
}

fn date(field: &str) -> Result<Option<ListDate>, RowFault> {
    parts(field).next().map(ListDate::read).transpose()
}
