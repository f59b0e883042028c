//! Published lists of vessels, and how a broadcast identity is matched against them.
//!
//! Two attributes make a match: of an IMO number with a right check digit, an MMSI, a call sign and a name (folded).
//! A single number is a match at reduced weight, since numbers are stolen; a name alone is none. A name that is only
//! like the listed one is told beside another attribute and counts as none itself.

use std::collections::BTreeMap;

use model::{Imo, Mmsi, Timestamp, Vessel};
use serde::Deserialize;

mod name;

pub(crate) use name::fold;

/// Lists of vessels, indexed for matching.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lists {
    listings: Vec<Listing>,
    by_imo: BTreeMap<Imo, Vec<usize>>,
    by_mmsi: BTreeMap<Mmsi, Vec<usize>>,
    by_call_sign: BTreeMap<String, Vec<usize>>,
}

/// A vessel as one list names it.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// Its name.
    pub name: String,
    /// Other names that the list gives.
    pub other_names: Vec<String>,
    /// Its IMO number.
    pub imo: Option<Imo>,
    /// Its MMSI, if the list gives one.
    pub mmsi: Option<Mmsi>,
    /// Its call sign, if the list gives one.
    pub call_sign: Option<String>,
    /// The list.
    pub list: ListName,
    /// When it was first listed, where the list says.
    pub first_listed: Option<Timestamp>,
    /// The date of the copy that was read: listed then at the latest.
    pub listed_by: Timestamp,
}

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListName {
    /// The UN 1718 Committee's designated vessels.
    #[serde(rename = "un_1718")]
    Un1718,
    /// The US Treasury's programmes on the DPRK.
    OfacDprk,
    /// The European Union's own additions.
    Eu,
    /// DPRK tankers named in the annexes of the US advisories; naming there is no determination.
    UsAnnex,
    /// A list of the user's own.
    User,
}

/// A list as it is built in, so that a case can name what its leads were matched against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltinList {
    /// Its stable word, as in the `list` column of the table.
    pub name: &'static str,
    /// The table, byte for byte.
    pub table: &'static str,
    /// Vessels in it.
    pub entries: usize,
    /// The date of the copy that was read; of several the latest.
    pub as_of: Timestamp,
}

/// A listed vessel that a broadcast identity agrees with.
#[derive(Debug, Clone, PartialEq)]
pub struct Match<'a> {
    /// The listing.
    pub listing: &'a Listing,
    /// What agrees, at least one of IMO, MMSI and call sign.
    pub agrees: Vec<Attribute>,
    /// Whether the names, though not the same, are alike once folded.
    pub name_alike: bool,
}

/// Each built-in table under its stable word.
const BUILTIN: [(&str, &str); 4] = [
    ("un_1718", include_str!("../data/un_1718.csv")),
    ("ofac_dprk", include_str!("../data/ofac_dprk.csv")),
    ("eu", include_str!("../data/eu.csv")),
    ("us_annex", include_str!("../data/us_annex.csv")),
];

fn builtin_rows(table: &str) -> Vec<Listing> {
    rows(table).expect("the built-in lists are read by a test")
}

/// What of an identity agrees with a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attribute {
    /// The IMO number, with a right check digit.
    Imo,
    /// The MMSI.
    Mmsi,
    /// The call sign.
    CallSign,
    /// A name, romanisation folded.
    Name,
}

/// Why a table of listings cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("list, row {row}: {reason}")]
pub struct ListsError {
    /// The row, counted from 1 after the head.
    pub row: usize,
    /// What is wrong.
    pub reason: String,
}

impl Lists {
    /// The lists that are built in: UN 1718, OFAC DPRK, EU, US advisory annexes.
    pub fn builtin() -> Self {
        Self::of(BUILTIN.into_iter().flat_map(|(_, table)| builtin_rows(table)).collect())
    }

    /// What [`Lists::builtin`] is made of, list by list.
    pub fn builtin_tables() -> Vec<BuiltinList> {
        let described = BUILTIN.into_iter().filter_map(|(name, table)| {
            let listings = builtin_rows(table);
            let as_of = listings.iter().map(|listing| listing.listed_by).max()?;
            Some(BuiltinList { name, table, entries: listings.len(), as_of })
        });
        described.collect()
    }

    /// These lists and those of a CSV table with the columns name, other_names (`;` between), imo, mmsi, call_sign,
    /// list (`un_1718`, `ofac_dprk`, `eu`, `us_annex` or `user`), first_listed and listed_by (`YYYY-MM-DD`).
    ///
    /// # Errors
    /// At the first row that does not have these columns, or holds an IMO number that fails its check digit.
    pub fn and_csv(mut self, table: &str) -> Result<Self, ListsError> {
        self.listings.extend(rows(table)?);
        Ok(Self::of(self.listings))
    }

    /// Every listing.
    pub fn listings(&self) -> &[Listing] {
        &self.listings
    }

    /// The listings that agree with what a vessel broadcast by `time`, best first: by number of attributes, then by
    /// list.
    pub fn matches(&self, vessel: &Vessel, time: Timestamp) -> Vec<Match<'_>> {
        let broadcast = Broadcast::of(vessel, time);
        let mut found: Vec<usize> = broadcast.candidates(self);
        found.sort_unstable();
        found.dedup();
        let mut matches: Vec<Match<'_>> =
            found.into_iter().filter_map(|at| broadcast.agreement(&self.listings[at])).collect();
        matches.sort_by_key(|found| (std::cmp::Reverse(found.agrees.len()), found.listing.list));
        matches
    }

    fn of(listings: Vec<Listing>) -> Self {
        let mut lists = Self::default();
        for (at, listing) in listings.iter().enumerate() {
            if let Some(imo) = listing.imo {
                lists.by_imo.entry(imo).or_default().push(at);
            }
            if let Some(mmsi) = listing.mmsi {
                lists.by_mmsi.entry(mmsi).or_default().push(at);
            }
            if let Some(call_sign) = &listing.call_sign {
                lists.by_call_sign.entry(call_sign.to_uppercase()).or_default().push(at);
            }
        }
        Self { listings, ..lists }
    }
}

impl Match<'_> {
    /// Whether two attributes agree, so that the identity counts as resolved.
    pub fn is_resolved(&self) -> bool {
        self.agrees.len() >= 2
    }

    /// Whether the listing stood at `time`; `None` where the list gives no date and was read later.
    pub fn listed_at(&self, time: Timestamp) -> Option<bool> {
        match self.listing.first_listed {
            Some(first) => Some(first <= time),
            None => (self.listing.listed_by <= time).then_some(true),
        }
    }
}

impl ListName {
    /// The list in words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Un1718 => "UN 1718 list",
            Self::OfacDprk => "OFAC DPRK list",
            Self::Eu => "EU list",
            Self::UsAnnex => "US advisory annex (no determination)",
            Self::User => "user's list",
        }
    }
}

impl Attribute {
    /// The attribute in words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Imo => "IMO number",
            Self::Mmsi => "MMSI",
            Self::CallSign => "call sign",
            Self::Name => "name",
        }
    }
}

/// What a vessel said of itself up to a time.
struct Broadcast {
    mmsi: Mmsi,
    imos: Vec<Imo>,
    call_signs: Vec<String>,
    names: Vec<String>,
}

impl Broadcast {
    fn of(vessel: &Vessel, time: Timestamp) -> Self {
        let said = || vessel.timeline.iter().filter(|report| report.time <= time);
        Self {
            mmsi: vessel.hull.mmsi,
            imos: said().filter_map(|report| report.imo?.valid()).collect(),
            call_signs: said()
                .filter_map(|report| report.call_sign.as_ref().map(|c| c.to_uppercase()))
                .collect(),
            names: said().filter_map(|report| report.name.as_deref().map(fold)).collect(),
        }
    }

    /// Listings that share a number or a call sign: a name alone finds nothing.
    fn candidates(&self, lists: &Lists) -> Vec<usize> {
        let by_imo = self.imos.iter().filter_map(|imo| lists.by_imo.get(imo));
        let by_call_sign = self.call_signs.iter().filter_map(|call| lists.by_call_sign.get(call));
        by_imo.chain(by_call_sign).chain(lists.by_mmsi.get(&self.mmsi)).flatten().copied().collect()
    }

    fn agreement<'a>(&self, listing: &'a Listing) -> Option<Match<'a>> {
        let listed = |name: &String| self.names.contains(&fold(name));
        let alike = |name: &String| self.names.iter().any(|said| name::alike(said, &fold(name)));
        let call_sign = listing.call_sign.as_ref().map(|call| call.to_uppercase());
        let name = listed(&listing.name) || listing.other_names.iter().any(listed);
        let tests = [
            (Attribute::Imo, listing.imo.is_some_and(|imo| self.imos.contains(&imo))),
            (Attribute::Mmsi, listing.mmsi == Some(self.mmsi)),
            (Attribute::CallSign, call_sign.is_some_and(|call| self.call_signs.contains(&call))),
            (Attribute::Name, name),
        ];
        let agrees: Vec<Attribute> =
            tests.into_iter().filter_map(|(what, holds)| holds.then_some(what)).collect();
        let numbered = agrees.contains(&Attribute::Imo) || agrees.contains(&Attribute::Mmsi);
        let name_alike = !name && (alike(&listing.name) || listing.other_names.iter().any(alike));
        (numbered || agrees.len() >= 2).then_some(Match { listing, agrees, name_alike })
    }
}

#[derive(Deserialize)]
struct Row {
    name: String,
    other_names: String,
    imo: Option<u32>,
    mmsi: Option<u32>,
    call_sign: Option<String>,
    list: ListName,
    first_listed: Option<String>,
    listed_by: String,
}

fn rows(table: &str) -> Result<Vec<Listing>, ListsError> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows = reader.deserialize::<Row>().enumerate();
    rows.map(|(at, row)| {
        row.map_err(|error| error.to_string())
            .and_then(Listing::try_from)
            .map_err(|reason| ListsError { row: at + 1, reason })
    })
    .collect()
}

impl TryFrom<Row> for Listing {
    type Error = String;

    fn try_from(row: Row) -> Result<Self, String> {
        Ok(Self {
            name: row.name,
            other_names: row
                .other_names
                .split(';')
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty())
                .collect(),
            imo: row.imo.map(Imo::try_from).transpose().map_err(|error| error.to_string())?,
            mmsi: row.mmsi.map(Mmsi::try_from).transpose().map_err(|error| error.to_string())?,
            call_sign: row.call_sign,
            list: row.list,
            first_listed: row.first_listed.as_deref().map(midnight).transpose()?,
            listed_by: midnight(&row.listed_by)?,
        })
    }
}

fn midnight(date: &str) -> Result<Timestamp, String> {
    Timestamp::from_rfc3339(&format!("{date}T00:00:00Z")).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests;
