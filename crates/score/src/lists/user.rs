//! Lists of vessels that a user gives: whatever their format, which is told by what they hold.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::row::{self, LeftOut};
use super::{ListSource, Listing, RowFault};

mod follow_the_money;
mod maritime;

/// A list of vessels of the user's own.
#[derive(Debug, Clone, PartialEq)]
pub struct UserList {
    format: ListFormat,
    listings: Vec<Listing>,
    left_out: BTreeMap<RowFault, RowsLeftOut>,
}

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListFormat {
    /// darkwake's own CSV: name, other_names, imo, mmsi, call_sign, list, first_listed, listed_by.
    Csv,
    /// The table `maritime.csv` of OpenSanctions.
    OpenSanctions,
    /// Entities of FollowTheMoney, one JSON object a line.
    FollowTheMoney,
}

/// Rows that were left out for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowsLeftOut {
    /// How many.
    pub rows: usize,
    /// The line of the first of them, counted from 1.
    pub first: u64,
}

/// Why a file is no list of vessels.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UserListError {
    /// It is of none of the formats.
    #[error(
        "line 1 is no head of a table of vessels (name and imo, mmsi or call_sign), none of OpenSanctions' maritime.csv, and \
        no FollowTheMoney entity in JSON: {head:?}"
    )]
    NoFormat {
        /// How it begins.
        head: String,
    },
    /// It ends with the head.
    #[error("no row follows the head in line 1")]
    NoRow,
    /// No row of it can be used, and this is the first that is wrong, or else the first.
    #[error("line {line}: {}, and no other row names a vessel that can be matched", fault.reason())]
    NoVessel {
        /// The line, counted from 1.
        line: u64,
        /// What is wrong.
        fault: RowFault,
    },
}

impl ListFormat {
    /// The format in a word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::OpenSanctions => "opensanctions_maritime",
            Self::FollowTheMoney => "follow_the_money",
        }
    }

    /// The format in words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::OpenSanctions => "OpenSanctions maritime.csv",
            Self::FollowTheMoney => "FollowTheMoney",
        }
    }

    /// As what a text can be read.
    fn of(text: &str) -> Option<Self> {
        let head = text.lines().next().unwrap_or_default();
        if follow_the_money::is_entity(head) {
            return Some(Self::FollowTheMoney);
        }
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let columns: Vec<&str> = reader.headers().ok()?.iter().map(str::trim).collect();
        let has = |column: &str| columns.contains(&column);
        if ["type", "caption", "imo", "datasets"].into_iter().all(has) {
            return Some(Self::OpenSanctions);
        }
        (has("name") && ["imo", "mmsi", "call_sign"].into_iter().any(has)).then_some(Self::Csv)
    }
}

impl UserList {
    /// The vessels of a text, which stood in a file of this name. Of a list about all the world's ships, OpenSanctions' and
    /// FollowTheMoney's, those count that it ties to the DPRK: a match is told as a link to it.
    ///
    /// # Errors
    /// When the text is of none of the formats, or no row of it names a vessel that can be matched.
    pub fn read(file: &str, text: &str) -> Result<Self, UserListError> {
        let text = text.trim_start_matches('\u{feff}');
        let format = ListFormat::of(text).ok_or_else(|| UserListError::NoFormat { head: head_of(text) })?;
        let file: Arc<str> = file.into();
        let source = |datasets: Vec<String>| ListSource::User { file: Arc::clone(&file), datasets };
        let (listings, left_out) = match format {
            ListFormat::Csv => csv(text, source),
            ListFormat::OpenSanctions => maritime::listings(text, source),
            ListFormat::FollowTheMoney => follow_the_money::listings(text, source),
        };
        if listings.is_empty() {
            return Err(no_vessel(&left_out));
        }
        Ok(Self { format, listings, left_out: counted(&left_out) })
    }

    /// How it is written.
    pub const fn format(&self) -> ListFormat {
        self.format
    }

    /// The vessels.
    pub fn listings(&self) -> &[Listing] {
        &self.listings
    }

    /// The rows that name no vessel to match, by why.
    pub const fn left_out(&self) -> &BTreeMap<RowFault, RowsLeftOut> {
        &self.left_out
    }
}

fn csv<'t>(text: &'t str, source: impl Fn(Vec<String>) -> ListSource + 't) -> (Vec<Listing>, LeftOut) {
    row::sorted(row::listings(text, move |list| source(row::parts(list).map(str::to_owned).collect())))
}

fn no_vessel(left_out: &LeftOut) -> UserListError {
    let wrong = left_out.iter().find(|(_, fault)| fault.is_refused());
    wrong
        .or(left_out.first())
        .map_or(UserListError::NoRow, |&(line, fault)| UserListError::NoVessel { line, fault })
}

fn counted(left_out: &LeftOut) -> BTreeMap<RowFault, RowsLeftOut> {
    let mut counted = BTreeMap::new();
    for &(first, fault) in left_out {
        counted.entry(fault).or_insert(RowsLeftOut { rows: 0, first }).rows += 1;
    }
    counted
}

fn head_of(text: &str) -> String {
    const SHOWN: usize = 80;
    text.lines().next().unwrap_or_default().chars().take(SHOWN).collect()
}

/// Whether a word of a list tells of the DPRK: its country code, or a programme or dataset about it.
fn is_of_dprk(word: &str) -> bool {
    let word = word.to_lowercase();
    word == "kp" || ["1718", "dprk", "north korea"].iter().any(|about| word.contains(about))
}

#[cfg(test)]
mod tests;
