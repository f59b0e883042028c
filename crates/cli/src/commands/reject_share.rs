//! The share of lines that may be rejected: above it a command that finished ends with 4 and says why.

use std::io;

use crate::args::{LogForm, RejectArgs};
use crate::exit::Ending;
use crate::notice::Notice;

/// Lines of all inputs of a command together.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lines {
    pub(super) all: u64,
    /// Those that a damaged file lost left out: they do not tell that it was read in a wrong way.
    pub(super) rejected: u64,
}

impl Lines {
    /// The share that was rejected, 0 to 1.
    fn rejected_share(self) -> f64 {
        if self.all == 0 { 0.0 } else { self.rejected as f64 / self.all as f64 }
    }

    /// How a command ends that read these lines and would else end with `otherwise`; `hint` says where to look on.
    pub(super) fn ending(
        self,
        allowed: &RejectArgs,
        otherwise: Ending,
        hint: &'static str,
        log: LogForm,
    ) -> io::Result<Ending> {
        let (share, allowed) = (self.rejected_share(), allowed.max_rejects);
        if share <= allowed {
            return Ok(otherwise);
        }
        log.tell(&Notice::TooManyRejects { lines: self.all, rejected: self.rejected, share, allowed, hint })?;
        Ok(Ending::TooManyRejects)
    }
}
