//! Slabs: the archive cut into runs of time, each of which can be joined alone.

use model::{Interval, Track};

use crate::Options;

/// A run of time and the hulls heard in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slab {
    interval: Interval,
}

impl Slab {
    /// The time that it covers.
    pub const fn interval(&self) -> Interval {
        self.interval
    }
}

/// Cuts the time of all tracks into slabs.
pub fn slabs(_tracks: &[Track], _options: &Options) -> Vec<Slab> {
    Vec::new()
}
