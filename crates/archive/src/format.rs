//! The formats that are read, for people who want to know whether theirs is among them.

use std::fmt;

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
