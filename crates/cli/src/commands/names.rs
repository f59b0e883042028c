//! What hulls call themselves.

use std::collections::BTreeMap;

use case::VesselRow;
use export::words::Hull;

/// The name that each hull broadcast last, if it did.
pub(super) type Names = BTreeMap<Hull, String>;

pub(super) fn names(vessels: &[VesselRow]) -> Names {
    let named = |vessel: &VesselRow| Some(((vessel.mmsi, vessel.part), vessel.name.clone()?));
    vessels.iter().filter_map(named).collect()
}
