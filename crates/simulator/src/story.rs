//! Stories of illicit transfer, each a documented way of doing it (shared catalogue of incidents, typologies of
//! the UN Panel of Experts and the US advisories), with the durations and parcels that were published.

mod coal_voyage;
mod crew;
mod oil_both_dark;
mod oil_identity_change;
mod oil_open;
mod oil_partner_dark;
mod smuggling;
mod tryst;

use crate::world::World;

/// Puts the ships of one story to sea.
type Tell = fn(&mut World<'_>);

/// Every kind of story.
const STORIES: [Tell; 6] = [
    oil_open::tell,
    oil_partner_dark::tell,
    oil_both_dark::tell,
    oil_identity_change::tell,
    coal_voyage::tell,
    smuggling::tell,
];

/// Tells stories with about so many hulls in all, each kind at least once unless there are none.
pub(crate) fn tell(world: &mut World<'_>, hulls: usize) {
    if hulls == 0 {
        return;
    }
    let count = (hulls / 2).max(STORIES.len());
    for tell in STORIES.iter().cycle().take(count) {
        tell(world);
    }
}
