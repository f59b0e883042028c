//! One file a format: what its columns are called, its units, its zone and what it writes for "not available".

mod aishub;
mod amsa;
mod brest;
mod dma;
mod exactearth;
mod exactearth_hvp;
mod generic;
mod gfw_track;
mod korea_mof;
mod korea_mof_static;
mod kystverket;
mod marinetraffic;
pub(crate) mod nmea;
mod noaa_csv2;
mod noaa_legacy;
pub(crate) mod parquet;
mod spire;
mod taiwan_mpb;
pub(crate) mod text_table;
mod vesselfinder;

use std::collections::HashSet;
use std::path::Path;
use std::sync::LazyLock;

use model::MmsiKind;

use crate::ReadOptions;
use crate::custom::CustomProfile;
use crate::field::Field;
use crate::format::{Format, Known};
use crate::header::{self, Match, Mismatch, Profile};
use crate::profile::text_table::TextTable;
use crate::reading::mmsi_of_name;
use crate::zone::Zone;

/// Every format that is read: the tables in the order in which they are tried, then what is no table of text.
///
/// ```
/// let korean = darkwake_archive::formats().find(|format| format.name == "korea-mof");
/// assert_eq!(korean.map(|format| format.zone), Some(darkwake_archive::Zone::Unstated));
/// ```
pub fn formats() -> impl Iterator<Item = Format> {
    let tables = TABLES.into_iter().filter(|profile| profile.refused.is_none()).map(Profile::format);
    tables.chain([nmea::FORMAT, parquet::FORMAT, JSON_LINES])
}

const JSON_LINES: Format = Format {
    name: "json-lines",
    header: "{...}",
    known: Known::Seen,
    zone: Zone::Utc,
    description: "JSON lines of AIS-catcher, aisstream and gpsd, read as logs of sentences are.",
};

/// The tables that are told apart by their header, the last resort last.
const TABLES: [&Profile; 17] = [
    &noaa_legacy::PROFILE,
    &noaa_csv2::PROFILE,
    &dma::PROFILE,
    &kystverket::PROFILE,
    &spire::PROFILE,
    &exactearth::PROFILE,
    &exactearth_hvp::PROFILE,
    &korea_mof::PROFILE,
    &korea_mof_static::PROFILE,
    &taiwan_mpb::PROFILE,
    &marinetraffic::PROFILE,
    &aishub::PROFILE,
    &vesselfinder::PROFILE,
    &brest::PROFILE,
    &gfw_track::PROFILE,
    &amsa::PROFILE,
    &generic::PROFILE,
];

/// Whether a format has this name.
pub(crate) fn is_taken(name: &str) -> bool {
    name == "empty"
        || formats().any(|format| format.name == name)
        || TABLES.iter().any(|profile| profile.name == name)
}

/// The ship of tables that name none is that which the user named.
const OF_USER: &str = "--mmsi";
/// It is that after which the file is named.
const OF_NAME: &str = "nine digits in the name of the file";

/// What parts the columns of a table whose profile does not say it.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The profiles that a table may fit.
#[derive(Clone)]
pub(crate) struct Profiles {
    /// Those of the user, which go before all others.
    own: Vec<&'static Profile>,
    /// What names the ship of tables that name none.
    ship: Option<&'static str>,
}

impl Profiles {
    pub(crate) fn of(path: &Path, options: &ReadOptions) -> Self {
        let own = options.profiles.iter().map(CustomProfile::profile).collect();
        let of_name = || mmsi_of_name(path).filter(|mmsi| mmsi.kind() == MmsiKind::Ship).map(|_| OF_NAME);
        Self { own, ship: options.mmsi.map(|_| OF_USER).or_else(of_name) }
    }

    /// The most lines that stand before a header of any table.
    pub(crate) fn most_lines_before(&self) -> usize {
        let all = TABLES.iter().chain(&self.own);
        all.map(|profile| profile.lines_before).max().unwrap_or(0)
    }

    /// The table of a user's profile whose first row stands on a line, behind `line` others of which `others` are neither
    /// blank nor comments.
    pub(crate) fn headless(&self, row: &[u8], line: usize, others: usize) -> Option<TextTable> {
        let starts_here = |profile: &&&'static Profile| {
            profile.is_headless && (others..=line).contains(&profile.lines_before)
        };
        self.own.iter().filter(starts_here).find_map(|profile| {
            let own = profile.delimiter.into_iter();
            own.chain(DELIMITERS.into_iter().filter(|_| profile.delimiter.is_none()))
                .find_map(|delimiter| TextTable::headless(profile, delimiter, row, self))
        })
    }

    /// What columns may be parted by.
    pub(crate) fn delimiters(&self) -> impl Iterator<Item = u8> {
        let own = self.own.iter().filter_map(|profile| profile.delimiter);
        DELIMITERS.into_iter().chain(own.filter(|delimiter| !DELIMITERS.contains(delimiter)))
    }

    /// The profile that fits names which `delimiter` parts, if anything does, see [`header::fit`]: the first of the
    /// user's that does, or the only other one.
    pub(crate) fn fit(
        &self,
        names: &[String],
        line: usize,
        delimiter: Option<u8>,
    ) -> Result<Match, Mismatch> {
        let parts = |own: &u8| delimiter.is_none_or(|delimiter| *own == delimiter);
        let may_fit = |profile: &&&'static Profile| {
            !profile.is_headless
                && line <= profile.lines_before
                && profile.delimiter.as_ref().is_none_or(parts)
        };
        let mut nearest: Option<Mismatch> = None;
        for profile in self.own.iter().filter(may_fit) {
            match header::fit(names, line, &[profile], self.names_ship()) {
                Ok(fit) => return Ok(self.with_ship(fit)),
                Err(mismatch) => nearest = Some(mismatch.or(nearest)),
            }
        }
        let mismatch = match header::fit(names, line, &TABLES, self.names_ship()) {
            Ok(fit) => return Ok(self.with_ship(fit)),
            Err(mismatch) => mismatch.or(nearest),
        };
        // What a file is called counts only where its columns are those of no table with a ship in each row.
        let of_one_ship = self.ship.and_then(|_| header::fit(names, line, &TABLES, true).ok());
        of_one_ship.map(|fit| self.with_ship(fit)).ok_or(mismatch)
    }

    fn names_ship(&self) -> bool {
        self.ship == Some(OF_USER)
    }

    /// The same with what names its ship, where no column does.
    fn with_ship(&self, fit: Match) -> Match {
        let ship = self.ship.filter(|_| fit.columns.get(Field::Mmsi).is_none());
        Match { ship, ..fit }
    }

    /// Why profiles of the user were not taken for names that have most of their columns.
    pub(crate) fn passed_over(&self, names: &[String], taken: &Profile) -> Vec<String> {
        let others = self.own.iter().filter(|profile| profile.name != taken.name && !profile.is_headless);
        others
            .filter_map(|profile| {
                let mismatch = header::fit(names, 0, &[profile], self.names_ship()).err()?;
                let is_near = mismatch.likeness * 2 > profile.columns.len();
                is_near.then(|| not_taken(profile, &mismatch, names))
            })
            .collect()
    }

    /// How many of these names a profile has; those of one letter count only where the user names columns so, for they
    /// stand in other lines as well.
    pub(crate) fn known(&self, names: &[String]) -> usize {
        let is_own = |name: &str| self.own.iter().flat_map(|profile| profile.names()).any(|own| own == name);
        let is_known = |name: &str| (name.len() > 1 && NAMES.contains(name)) || is_own(name);
        names.iter().filter(|name| is_known(name)).count()
    }
}

/// Why a profile does not fit, and what columns are there.
fn not_taken(profile: &Profile, mismatch: &Mismatch, names: &[String]) -> String {
    const SHOWN: usize = 20;
    let there: Vec<&str> = names.iter().take(SHOWN).map(String::as_str).collect();
    let more = if names.len() > SHOWN { ", ..." } else { "" };
    format!(
        "the profile {} was not taken: {}; the columns are {}{more}",
        profile.name,
        mismatch.why,
        there.join(", ")
    )
}

/// The names that profiles have.
static NAMES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| TABLES.iter().flat_map(|profile| profile.names()).collect());
