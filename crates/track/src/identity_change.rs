//! One hull goes on under another number.

use model::{Event, Fleet};

use crate::IdentityChangeOptions;

/// Numbers that fell silent for good and came back as another, by time.
pub fn identity_changes(fleet: &Fleet, options: &IdentityChangeOptions) -> Vec<Event> {
    let _ = (fleet, options);
    Vec::new()
}
