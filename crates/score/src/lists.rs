//! Published lists of vessels, and how a broadcast identity is matched against them.
//!
//! Two attributes make a match: of an IMO number with a right check digit, an MMSI, a call sign and a name (folded).
//! A single number is a match at reduced weight, since numbers are stolen; a name alone is none. A name that is only
//! like the listed one is told beside another attribute and counts as none itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{Imo, Mmsi, Timestamp, Vessel};

mod date;
mod hangul;
mod name;
mod row;
mod user;

pub use date::{ListDate, Listed};
pub(crate) use name::fold;
pub use row::RowFault;
pub use user::{ListFormat, RowsLeftOut, UserList, UserListError};

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
    /// The MMSIs that the list gives.
    pub mmsis: Vec<Mmsi>,
    /// The call signs that the list gives.
    pub call_signs: Vec<String>,
    /// The list.
    pub list: ListSource,
    /// When it was first listed, where the list says.
    pub first_listed: Option<ListDate>,
    /// When it was listed at the latest: the date of the copy that was read. A list of the user's own need not have one.
    pub listed_by: Option<ListDate>,
    /// The last date on which it is known to have stood on the list, as that of the copy.
    pub stood_on: Option<ListDate>,
    /// When it was taken off the list, where the list says.
    pub delisted: Option<ListDate>,
}

/// Where a listing stands. Those that are built in go first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListSource {
    /// On a list that is built in.
    Builtin(ListName),
    /// In a file of the user's own.
    User {
        /// Its name, without the folder.
        file: Arc<str>,
        /// The datasets that the file names for the vessel, none if it names none.
        datasets: Vec<String>,
    },
}

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListName {
    /// The UN 1718 Committee's designated vessels.
    Un1718,
    /// The US Treasury's programmes on the DPRK.
    OfacDprk,
    /// The European Union's own additions.
    Eu,
    /// DPRK tankers named in the annexes of the US advisories; naming there is no determination.
    UsAnnex,
}

/// A list as it is built in, so that a case can name what its leads were matched against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltinList {
    /// Its stable word.
    pub name: &'static str,
    /// The table, byte for byte.
    pub table: &'static str,
    /// Vessels in it.
    pub entries: usize,
    /// The date of the copy that was read, of a month its first day; of several the latest.
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

/// Each list that is built in.
const BUILTIN: [(ListName, &str); 4] = [
    (ListName::Un1718, include_str!("../data/un_1718.csv")),
    (ListName::OfacDprk, include_str!("../data/ofac_dprk.csv")),
    (ListName::Eu, include_str!("../data/eu.csv")),
    (ListName::UsAnnex, include_str!("../data/us_annex.csv")),
];

fn builtin_rows(list: ListName, table: &str) -> Vec<Listing> {
    let rows = row::listings(table, |_| ListSource::Builtin(list));
    rows.flat_map(|(_, row)| row.expect("the built-in lists are read by a test")).collect()
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

impl Lists {
    /// The lists that are built in: UN 1718, OFAC DPRK, EU, US advisory annexes.
    pub fn builtin() -> Self {
        Self::of(BUILTIN.into_iter().flat_map(|(list, table)| builtin_rows(list, table)).collect())
    }

    /// What [`Lists::builtin`] is made of, list by list.
    pub fn builtin_tables() -> Vec<BuiltinList> {
        let described = BUILTIN.into_iter().filter_map(|(list, table)| {
            let listings = builtin_rows(list, table);
            let as_of = listings.iter().filter_map(|listing| listing.listed_by).map(ListDate::first).max()?;
            Some(BuiltinList { name: list.word(), table, entries: listings.len(), as_of })
        });
        described.collect()
    }

    /// These lists and lists of the user's own.
    pub fn and<'u>(mut self, own: impl IntoIterator<Item = &'u UserList>) -> Self {
        self.listings.extend(own.into_iter().flat_map(|list| list.listings().iter().cloned()));
        Self::of(self.listings)
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
        matches.sort_by(|one, other| {
            let fewer = other.agrees.len().cmp(&one.agrees.len());
            fewer.then_with(|| one.listing.list.cmp(&other.listing.list))
        });
        matches
    }

    fn of(listings: Vec<Listing>) -> Self {
        let mut lists = Self::default();
        for (at, listing) in listings.iter().enumerate() {
            if let Some(imo) = listing.imo {
                lists.by_imo.entry(imo).or_default().push(at);
            }
            for mmsi in &listing.mmsis {
                lists.by_mmsi.entry(*mmsi).or_default().push(at);
            }
            for call_sign in &listing.call_signs {
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

    /// Whether the listing stood at `time`, as far as the list gives dates.
    pub fn listed_at(&self, time: Timestamp) -> Listed {
        let Listing { first_listed, listed_by, delisted, .. } = self.listing;
        let is_on = match first_listed {
            Some(first) => first.is_by(time),
            None => listed_by.and_then(|by| by.is_by(time)).filter(|is_by| *is_by),
        };
        match (is_on, delisted.map(|date| date.is_by(time))) {
            (_, Some(Some(true))) => Listed::Before,
            (Some(false), _) => Listed::Later,
            (Some(true), None | Some(Some(false))) => Listed::Then,
            _ => Listed::Unknown,
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
        }
    }

    /// Its stable word, by which a manifest names it.
    const fn word(self) -> &'static str {
        match self {
            Self::Un1718 => "un_1718",
            Self::OfacDprk => "ofac_dprk",
            Self::Eu => "eu",
            Self::UsAnnex => "us_annex",
        }
    }
}

impl ListSource {
    /// The list in words; what others wrote stands between quotation marks.
    pub fn title(&self) -> String {
        match self {
            Self::Builtin(list) => list.title().to_owned(),
            Self::User { file, datasets } if datasets.is_empty() => format!("user's list {file:?}"),
            Self::User { file, datasets } => {
                format!("user's list {file:?} under dataset {:?}", told(datasets))
            }
        }
    }
}

/// Datasets in words: a ship may stand in dozens.
fn told(datasets: &[String]) -> String {
    const TOLD: usize = 3;
    match datasets.len().checked_sub(TOLD) {
        None | Some(0) => datasets.join(", "),
        Some(more) => format!("{} and {more} more", datasets[..TOLD].join(", ")),
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
    /// None where nobody set it: such a number is many ships'.
    mmsi: Option<Mmsi>,
    imos: Vec<Imo>,
    call_signs: Vec<String>,
    /// Folded, each with a letter.
    names: Vec<String>,
}

impl Broadcast {
    fn of(vessel: &Vessel, time: Timestamp) -> Self {
        let said = || vessel.timeline.iter().filter(|report| report.time <= time);
        Self {
            mmsi: Some(vessel.hull.mmsi).filter(|mmsi| !mmsi.is_placeholder()),
            imos: said().filter_map(|report| report.imo?.valid()).collect(),
            call_signs: said()
                .filter_map(|report| report.call_sign.as_ref().map(|c| c.to_uppercase()))
                .collect(),
            names: said().filter_map(|report| name::lettered(report.name.as_deref()?)).collect(),
        }
    }

    /// Listings that share a number or a call sign: a name alone finds nothing.
    fn candidates(&self, lists: &Lists) -> Vec<usize> {
        let by_imo = self.imos.iter().filter_map(|imo| lists.by_imo.get(imo));
        let by_call_sign = self.call_signs.iter().filter_map(|call| lists.by_call_sign.get(call));
        let by_mmsi = self.mmsi.iter().filter_map(|mmsi| lists.by_mmsi.get(mmsi));
        by_imo.chain(by_call_sign).chain(by_mmsi).flatten().copied().collect()
    }

    fn agreement<'a>(&self, listing: &'a Listing) -> Option<Match<'a>> {
        let folded = |name: &String| name::lettered(name);
        let listed = |name: &String| folded(name).is_some_and(|name| self.names.contains(&name));
        let is_like = |name: &str| self.names.iter().any(|said| name::alike(said, name));
        let alike = |name: &String| folded(name).is_some_and(|name| is_like(&name));
        let called = |call: &String| self.call_signs.contains(&call.to_uppercase());
        let name = listed(&listing.name) || listing.other_names.iter().any(listed);
        let tests = [
            (Attribute::Imo, listing.imo.is_some_and(|imo| self.imos.contains(&imo))),
            (Attribute::Mmsi, self.mmsi.is_some_and(|mmsi| listing.mmsis.contains(&mmsi))),
            (Attribute::CallSign, listing.call_signs.iter().any(called)),
            (Attribute::Name, name),
        ];
        let agrees: Vec<Attribute> =
            tests.into_iter().filter_map(|(what, holds)| holds.then_some(what)).collect();
        let numbered = agrees.contains(&Attribute::Imo) || agrees.contains(&Attribute::Mmsi);
        let name_alike = !name && (alike(&listing.name) || listing.other_names.iter().any(alike));
        (numbered || agrees.len() >= 2).then_some(Match { listing, agrees, name_alike })
    }
}

#[cfg(test)]
mod tests;
