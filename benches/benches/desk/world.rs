//! The case that is served: a simulated month, run as users run it.

use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::Result;
use case::Case;
use darkwake::Silent;
use model::Span;
use simulator::Format;

/// Some ten million fixes and fifty thousand events.
const VESSELS: u32 = 1_700;
const DAYS: u32 = 30;
const THINNING: Span = Span::from_secs(70);

/// What a case holds.
pub(crate) struct Count {
    fixes: i64,
    events: usize,
    leads: usize,
    vessels: usize,
}

/// The case below `dir`, made if it is not there.
pub(crate) fn case(dir: &Path) -> Result<PathBuf> {
    let case = dir.join("case");
    if !case::is_case(&case) {
        let options = simulator::Options {
            seed: 1,
            vessels: VESSELS,
            days: DAYS,
            thinning: THINNING,
            ..Default::default()
        };
        simulator::simulate(&options).write(dir, Format::Nmea)?;
        darkwake::run(&[dir.join("archive")], &case, &darkwake::Options::default(), &Silent)?;
        std::fs::remove_dir_all(dir.join("archive"))?;
    }
    Ok(case)
}

/// Counts what a case holds.
pub(crate) fn count(case: &Case) -> Result<Count> {
    let of_fixes = case.manifest().tables.iter().filter(|file| file.table == "fixes");
    Ok(Count {
        fixes: of_fixes.map(|file| file.rows).sum(),
        events: case.events()?.len(),
        leads: case.leads()?.len(),
        vessels: case.vessels()?.len(),
    })
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { fixes, events, leads, vessels } = self;
        write!(f, "{fixes} fixes, {events} events, {leads} leads, {vessels} vessels")
    }
}
