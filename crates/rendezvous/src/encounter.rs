//! Encounters: contacts of a pair put together, and what is to be said of them.

use chart::Chart;
use model::{Event, Track};

use crate::{Contact, Options, contacts_in, slabs};

/// All encounters of a fleet, by start and pair.
pub fn encounters(tracks: &[Track], chart: &Chart, options: &Options) -> Vec<Event> {
    let contacts =
        slabs(tracks, options).iter().flat_map(|slab| contacts_in(tracks, slab, options)).collect();
    merge(contacts, tracks, chart, options)
}

/// Puts the contacts of all slabs, in any order, together to encounters.
pub fn merge(_contacts: Vec<Contact>, _tracks: &[Track], _chart: &Chart, _options: &Options) -> Vec<Event> {
    Vec::new()
}
