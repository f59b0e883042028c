//! What a user may choose about reading: one options struct for every format.

use model::{Mmsi, Timestamp};
use serde::Serialize;

use crate::{CustomProfile, UtcOffset};

/// Choices of [`crate::read`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ReadOptions {
    /// The day (UTC) of a sentence log without receive times, or of a table of static data without times whose file
    /// is not named after its day; default none.
    ///
    /// Sentences without a time of their own then take the day and the time of day of the last GGA, GLL, RMC or
    /// ZDA sentence before them, or this moment itself before the first one. Without it they are rejected.
    pub date: Option<Timestamp>,
    /// Keep sentences whose faults leave them readable (wrong checksum, odd length); default no.
    pub lenient: bool,
    /// The MMSI of a table without an MMSI column; default none. It is used before that in the name of a file.
    pub mmsi: Option<Mmsi>,
    /// The zone of a table whose format does not say in which its times are; default none, which is taken for UTC and
    /// noted, or refused where the zone is known to vary ([`crate::Zone::Unstated`]).
    ///
    /// A zone that a format states, and one that a time names itself, are kept, and a note says so.
    pub zone: Option<UtcOffset>,
    /// Kinds of tables of the user's, which are tried before all others and in this order; default none.
    pub profiles: Vec<CustomProfile>,
}
