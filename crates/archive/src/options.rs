//! What a user may choose about reading: one options struct for every format.

use model::{Mmsi, Timestamp};
use serde::Serialize;

/// Choices of [`crate::read`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct ReadOptions {
    /// The day (UTC) of a sentence log without receive times; default none.
    ///
    /// Sentences without a time of their own then take the day and the time of day of the last GGA, GLL, RMC or
    /// ZDA sentence before them, or this moment itself before the first one. Without it they are rejected.
    pub date: Option<Timestamp>,
    /// Keep sentences whose faults leave them readable (wrong checksum, odd length); default no.
    pub lenient: bool,
    /// The MMSI of a table without an MMSI column; default none.
    pub mmsi: Option<Mmsi>,
}
