//! Two hulls under one number at once.

use model::{Event, Fleet};

/// An event for each number that two hulls sent at the same time, by time.
pub fn shared_identities(fleet: &Fleet) -> Vec<Event> {
    let _ = fleet;
    Vec::new()
}
