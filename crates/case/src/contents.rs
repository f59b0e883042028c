//! What a run hands over to be kept.

use model::{Event, Fleet, Lead};

use crate::{LedgerRow, LeftOut, Provenance, RawLine, RejectRow, SourceRow};

/// Everything that goes into a case. Rows are stored in the order given; leads are ranked in theirs.
#[derive(Debug)]
pub struct Contents<'a> {
    /// What was run, with which settings.
    pub provenance: Provenance,
    /// The source files, by `file_id`.
    pub sources: &'a [SourceRow],
    /// What the inputs hold that was not read.
    pub left_out: &'a [LeftOut],
    /// What became of the lines of each file, by reason.
    pub ledger: &'a [LedgerRow],
    /// Refused lines, first ones of each file.
    pub rejects: &'a [RejectRow],
    /// All hulls, with their fixes.
    pub fleet: &'a Fleet,
    /// What was found.
    pub events: &'a [Event],
    /// What should be looked at, best first; indices point into `events`.
    pub leads: &'a [Lead],
    /// The raw text of the lines that events and leads rest on.
    pub raw_lines: &'a [RawLine],
}

/// What becomes of a case that is already there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwrite {
    /// Replace it. The analysts' notes (`notes.*`) are kept.
    Yes,
    /// Leave it alone and fail.
    No,
    /// Add to it: what it holds stays, but for what is read anew.
    Extend,
}
