//! What truly happened: the tables that findings are graded against.
//!
//! All of it is computed from the true motion and the list of what was received, never from the archive's text.

mod column;
mod row;
mod table;

pub use row::{
    BroadcastRow, DarkRendezvousRow, DarkSide, EncounterRow, HullRow, IdentityChangeRow, IncidentList,
    IncidentRow, SilenceCause, SilenceRow,
};
pub use table::{ReadError, Truth};
