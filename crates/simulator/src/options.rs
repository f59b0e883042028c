//! What may be chosen about a simulated world; everything else follows from the seed.

use model::{Span, Timestamp};

/// What to simulate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// The same options with the same seed give the same bytes. Default: 1.
    pub seed: u64,
    /// First moment of the archive. Default: 2025-03-03T00:00:00Z, a Monday on which the hot spots off Nampo and
    /// in the outer East China Sea are active.
    pub start: Timestamp,
    /// Length of the archive in days, at least 1. Default: 7.
    pub days: u32,
    /// Hulls in the world, about; never fewer than the stories need. Default: 400.
    pub vessels: u32,
    /// Share of the hulls that takes part in a story of illicit transfer, 0 to 1; every kind of story is told at
    /// least once, but below 0.01 only one story need be told, and at 0 none is. Default: 0.06, some thirty times the
    /// share that 263 deliveries a year among ten thousand hulls would give: otherwise a week would hold none to
    /// count.
    pub illicit_share: f64,
    /// Time between two reports of one ship that the archive keeps, where the ship is heard all the time;
    /// archives are thinned like this (NOAA keeps one a minute). Default: 150 s, varied by seed.
    pub thinning: Span,
}

/// How the archive is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// NMEA 0183 sentences with tag blocks, one file a day.
    Nmea,
    /// The CSV of NOAA Marine Cadastre, 2015 to 2024, one file a day.
    NoaaLegacy,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 1,
            start: Timestamp::from_ms(1_740_960_000_000).expect("2025 lies between 1970 and 2200"),
            days: 7,
            vessels: 400,
            illicit_share: 0.06,
            thinning: Span::from_secs(150),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_week_starts_on_a_monday_at_midnight() {
        assert_eq!(Options::default().start.to_string(), "2025-03-03T00:00:00Z");
    }
}
