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
use std::sync::LazyLock;

use crate::ReadOptions;
use crate::format::{Format, Known};
use crate::header::{self, Match, Mismatch, Profile};
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
    description: "JSON lines of AIS-catcher, aisstream and gpsd: by `decode` alone, not by `run`.",
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

/// The most lines that stand before a header of any table.
pub(crate) fn most_lines_before() -> usize {
    TABLES.iter().map(|profile| profile.lines_before).max().unwrap_or(0)
}

/// What parts the columns of a table whose profile does not say it.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The profiles that a table may fit.
#[derive(Clone)]
pub(crate) struct Profiles {
    /// Whether the user named the ship of tables that name none.
    names_ship: bool,
}

impl Profiles {
    pub(crate) fn of(options: &ReadOptions) -> Self {
        Self { names_ship: options.mmsi.is_some() }
    }

    /// What columns may be parted by.
    pub(crate) fn delimiters(&self) -> impl Iterator<Item = u8> {
        DELIMITERS.into_iter()
    }

    /// The profile that fits names, see [`header::fit`].
    pub(crate) fn fit(&self, names: &[String], line: usize) -> Result<Match, Mismatch> {
        header::fit(names, line, &TABLES, self.names_ship)
    }

    /// How many of these names a profile has; those of one letter do not count, for they stand in other lines as well.
    pub(crate) fn known(&self, names: &[String]) -> usize {
        names.iter().filter(|name| name.len() > 1 && NAMES.contains(name.as_str())).count()
    }
}

/// The names that profiles have.
static NAMES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| TABLES.iter().flat_map(|profile| profile.names()).collect());
