//! The share of lines that may be rejected: above it a command that finished ends with 4 and says why.

use std::io::{self, Write};

use crate::args::RejectArgs;
use crate::exit::Ending;

/// Lines of all inputs of a command together.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lines {
    pub(super) all: u64,
    pub(super) rejected: u64,
}

impl Lines {
    /// The share that was rejected, 0 to 1.
    fn rejected_share(self) -> f64 {
        if self.all == 0 { 0.0 } else { self.rejected as f64 / self.all as f64 }
    }

    /// How a command ends that read these lines and would else end with `otherwise`; `hint` says where to look on.
    pub(super) fn ending(self, allowed: &RejectArgs, otherwise: Ending, hint: &str) -> io::Result<Ending> {
        let (share, allowed) = (self.rejected_share(), allowed.max_rejects);
        if share <= allowed {
            return Ok(otherwise);
        }
        writeln!(
            io::stderr(),
            "{} of {} lines were rejected, {:.1} %, and `--max-rejects` allows {:.1} %{hint}",
            self.rejected,
            self.all,
            share * 100.0,
            allowed * 100.0
        )?;
        Ok(Ending::TooManyRejects)
    }
}
