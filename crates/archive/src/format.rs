//! The formats that are read, for people who want to know whether theirs is among them.

use std::fmt;

use crate::header::Profile;
use crate::profile::TABLES;
use crate::zone::Zone;

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// The stable name, as [`crate::SourceSummary::profile`] has it.
    pub name: &'static str,
    /// The header as its publisher writes it, shortened with `...`, or how a line begins; columns may come in any order.
    pub header: &'static str,
    /// How it is known.
    pub known: Known,
    /// The zone of times that name none themselves.
    pub zone: Zone,
    /// One sentence: whose it is, and its units where they are not knots, degrees and metres.
    pub description: &'static str,
}

/// How a format is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// A real file was read.
    Seen,
    /// Its publisher's documentation was followed; no real file was at hand.
    Documentation,
}

impl fmt::Display for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Seen => "seen",
            Self::Documentation => "from documentation",
        })
    }
}

/// Kinds of files that no header tells.
const OTHERS: [Format; 3] = [
    Format {
        name: "nmea",
        header: "!AIVDM,...",
        known: Known::Seen,
        zone: Zone::Utc,
        description: "NMEA 0183 sentences with receive times in tag blocks, tails, prefixes or lines before them, \
                      or from --date.",
    },
    Format {
        name: "parquet",
        header: "the column names of any table of this list",
        known: Known::Seen,
        zone: Zone::Utc,
        description: "Parquet and GeoParquet; units and zone are those of the table whose names the columns have.",
    },
    Format {
        name: "json-lines",
        header: "{...}",
        known: Known::Seen,
        zone: Zone::Utc,
        description: "JSON lines of AIS-catcher, aisstream and gpsd: by `decode` alone, not by `run`.",
    },
];

/// Every format that is read: the tables in the order in which they are tried, then what is no table of text.
///
/// ```
/// let korean = darkwake_archive::formats().find(|format| format.name == "korea-mof");
/// assert_eq!(korean.map(|format| format.zone), Some(darkwake_archive::Zone::Unstated));
/// ```
pub fn formats() -> impl Iterator<Item = Format> {
    TABLES.into_iter().filter(|profile| profile.refused.is_none()).map(Profile::format).chain(OTHERS)
}
