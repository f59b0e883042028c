//! The hulls among which meetings are looked for: where they went, and how large they are as far as they said.

use model::{Dimensions, Fleet, HullId, Identity, Track, Vessel};

/// Tracks, by number in contacts, and what is known of their hulls, by hull: a fleet, or tracks of which nothing else is known.
#[derive(Debug, Clone, Copy)]
pub struct Ships<'a> {
    pub(crate) tracks: &'a [Track],
    vessels: &'a [Vessel],
}

impl Ships<'_> {
    /// How far the antenna of a hull is from its sides, where it said so of all of them.
    pub(crate) fn dimensions(&self, hull: HullId) -> Option<Dimensions> {
        let dimensions = self.identity(hull)?.dimensions?;
        (dimensions.bow > 0 && dimensions.port > 0).then_some(dimensions)
    }

    /// What a hull says of itself, where anything is known of it.
    pub(crate) fn identity(&self, hull: HullId) -> Option<&Identity> {
        let at = self.vessels.binary_search_by_key(&hull, |vessel| vessel.hull).ok()?;
        Some(&self.vessels[at].identity)
    }
}

impl<'a> From<&'a Fleet> for Ships<'a> {
    fn from(fleet: &'a Fleet) -> Self {
        Self { tracks: &fleet.tracks, vessels: &fleet.vessels }
    }
}

impl<'a> From<&'a [Track]> for Ships<'a> {
    fn from(tracks: &'a [Track]) -> Self {
        Self { tracks, vessels: &[] }
    }
}

impl<'a> From<&'a Vec<Track>> for Ships<'a> {
    fn from(tracks: &'a Vec<Track>) -> Self {
        tracks.as_slice().into()
    }
}

impl<'a, const N: usize> From<&'a [Track; N]> for Ships<'a> {
    fn from(tracks: &'a [Track; N]) -> Self {
        tracks.as_slice().into()
    }
}
