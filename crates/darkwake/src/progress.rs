//! What a long run tells while it works.

use std::fmt;

use case::Leftover;

use crate::Need;

/// A part of the flow, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words that people read are in Display")]
pub enum Stage {
    Read,
    Store,
    Track,
    Reception,
    Detect,
    Score,
    Cite,
    Write,
}

impl Stage {
    /// The stable word, for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Store => "store",
            Self::Track => "track",
            Self::Reception => "reception",
            Self::Detect => "detect",
            Self::Score => "score",
            Self::Cite => "cite",
            Self::Write => "write",
        }
    }
}

/// Hears of the progress of a run; called from several threads.
pub trait Progress: Sync {
    /// A stage begins; `bytes` is how much there is to read, where that is known.
    fn begin(&self, stage: Stage, bytes: Option<u64>);

    /// So many more bytes were read.
    fn advance(&self, bytes: u64);

    /// Tracks do not fit into the memory that the run was given, or that there is, and are kept on the disk. What is found in
    /// them may not fit either: it goes on all the same.
    fn foresee(&self, _: &Need) {}

    /// Runs for other cases have left something in the folder for what does not fit into memory, or are under way there.
    fn find_leftovers(&self, _: &[Leftover]) {}

    /// The stage is over.
    fn end(&self, stage: Stage);
}

/// Says nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Stage, _: Option<u64>) {}
    fn advance(&self, _: u64) {}
    fn end(&self, _: Stage) {}
}

impl dyn Progress + '_ {
    /// Does `work` as one stage.
    pub(crate) fn during<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        self.begin(stage, None);
        let done = work();
        self.end(stage);
        done
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "reading the archive",
            Self::Store => "sorting reports",
            Self::Track => "building tracks",
            Self::Reception => "learning reception",
            Self::Detect => "finding events",
            Self::Score => "scoring leads",
            Self::Cite => "collecting raw lines",
            Self::Write => "writing the case",
        })
    }
}
