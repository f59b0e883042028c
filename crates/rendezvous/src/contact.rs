//! Contacts: the runs of time in which two slow hulls are within reach of each other.

use model::{Interval, Timestamp, Track};

use crate::{Options, Slab};

/// A run of time in which two slow hulls are within the leave distance; `a` and `b` are indices of tracks, `a < b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Contact {
    /// Index of the first track.
    pub a: u32,
    /// Index of the second track.
    pub b: u32,
    /// When they are within the leave distance.
    pub within: Interval,
    /// The first moment within the enter distance, if any.
    pub close: Option<Timestamp>,
}

/// All contacts in a slab.
pub fn contacts_in(_tracks: &[Track], _slab: &Slab, _options: &Options) -> Vec<Contact> {
    Vec::new()
}
