//! Stories of illicit transfer, each a documented way of doing it (shared catalogue of incidents, typologies of
//! the UN Panel of Experts and the US advisories), with the durations and parcels that were published.

mod call;
mod coal_direct;
mod coal_voyage;
mod crew;
mod documented;
mod oil_both_dark;
mod oil_chain;
mod oil_direct;
mod oil_identity_change;
mod oil_in_dprk_waters;
mod oil_open;
mod oil_partner_dark;
mod oil_vostochny;
mod smuggling;
mod tryst;

use crate::Options;
use crate::world::World;

pub(crate) use documented::retell;
pub use documented::{Documented, DocumentedError, LeftOut, documented_in};

/// Puts the ships of one story to sea.
type Tell = fn(&mut World<'_>);

/// Every kind of story.
const STORIES: [Tell; 11] = [
    oil_open::tell,
    oil_partner_dark::tell,
    oil_both_dark::tell,
    oil_identity_change::tell,
    coal_voyage::tell,
    smuggling::tell,
    oil_chain::tell,
    oil_direct::tell,
    coal_direct::tell,
    oil_vostochny::tell,
    oil_in_dprk_waters::tell,
];

/// Below this share of the hulls stories are rare, and not every kind is told (design).
const RARE: f64 = 0.01;

/// Tells stories, one of each kind and then again, with about so many hulls in all as [`Options::illicit_share`] asks for.
pub(crate) fn tell(world: &mut World<'_>, options: &Options) {
    let hulls = (f64::from(options.vessels) * options.illicit_share).round() as usize;
    let is_rare = options.illicit_share < RARE;
    let (fewest, first) = match () {
        () if options.illicit_share == 0.0 => return,
        () if is_rare => (1, (options.seed % STORIES.len() as u64) as usize),
        () => (STORIES.len(), 0),
    };
    for (told, tell) in STORIES.iter().cycle().skip(first).enumerate() {
        if told >= fewest && world.hulls.len() >= hulls {
            return;
        }
        tell(world);
    }
}
