//! What truly happened: the tables that findings are graded against.
//!
//! All of it is computed from the true motion and the list of what was received, never from the archive's text.

mod column;
mod compile;
mod encounters;
mod heard;
mod row;
mod table;

pub use row::{
    Act, BroadcastRow, DarkRendezvousRow, DarkSide, EncounterRow, HullRow, IdentityChangeRow, IncidentList,
    IncidentRow, SilenceCause, SilenceRow, SpoofingRow,
};
pub use table::{ReadError, Truth};

/// Degrees to five decimals, about a metre.
fn five(degrees: f64) -> f64 {
    (degrees * 1e5).round() / 1e5
}
