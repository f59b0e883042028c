//! Which hull is meant: by number, or by a name that may be misspelt.

use case::VesselRow;
use export::search;

use crate::exit::Usage;

/// The hull that fits best, of several the one that was heard most, and the others that fit.
pub(super) fn find(vessels: &[VesselRow], wanted: &str) -> Result<(VesselRow, Vec<VesselRow>), Usage> {
    let hits = if wanted.trim().is_empty() { Vec::new() } else { search::find(vessels, wanted, usize::MAX) };
    let mut fitting = hits.into_iter().map(|hit| hit.vessel.clone());
    let best = fitting.next().ok_or_else(|| {
        let (known, was) = (vessels.len(), "wanted an MMSI, an IMO number, a call sign or a name");
        Usage(format!("no vessel {wanted:?} among the {known} of the case: {was}"))
    })?;
    Ok((best, fitting.collect()))
}
