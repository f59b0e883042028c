//! Rows that a reader of a case holds already, handed on so that nobody reads them twice.

use crate::{Case, EventRow, LeadRow, VesselRow};

/// What a reader holds of a case.
#[derive(Debug, Clone, Copy)]
pub struct HeldRows<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its leads, best first.
    pub leads: &'a [LeadRow],
    /// Its events.
    pub events: &'a [EventRow],
    /// Its hulls.
    pub vessels: &'a [VesselRow],
}
