//! A foreign tanker that delivers to ships of the DPRK off Cho-do and Sokto, inside their waters: on record since 2019, and the
//! usual way from 2021 to 2024.
//!
//! The ship of the DPRK is not heard there. The foreign one falls silent at the line off Nampo and lies inside for
//! days; one in four stays on air.

use model::{Metres, Span};

use super::crew::{self, Cargo};
use super::tryst::Tryst;
use crate::hull::Doing;
use crate::truth::DarkSide;
use crate::world::World;

pub(super) const STORY: &str = "oil_in_dprk_waters";

/// Off Cho-do and off Sokto (south, west, north, east).
const SITES: [[f64; 4]; 2] = [[38.38, 124.68, 38.58, 124.96], [38.57, 124.9, 38.73, 125.1]];

pub(super) fn tell(world: &mut World<'_>) {
    let site = *world.dice.pick(&SITES);
    let place = world.open_water(site, Metres(2_500.0));
    let (start, wait) = (world.moment(0.25, 0.6), world.dice.hours(12.0, 80.0));
    let drifting = Tryst::oil_after(world, place, start.saturating_add(Span::ZERO - wait), wait);
    let tide = world.dice.unit();
    let tryst = Tryst { motion: world.swing(place, tide), doing: Doing::Anchored, ..drifting };
    let (host, guest) = (crew::supplier(world), crew::receiver(world));

    let plan = crew::host_plan(world, &host, &tryst);
    let mut radio = crew::radio(world, &host);
    let careless = world.dice.chance(0.25);
    if !careless {
        crew::silent_inside_the_line(world, &mut radio, &plan);
    }
    let supplier = crew::enlist(world, host, plan, radio, (Cargo::Gives, &tryst));

    let alongside = tryst.alongside(&host, &guest, 1.0, world);
    let plan = crew::nampo_plan(world, &guest, &tryst, alongside);
    let radio = crew::no_radio(world, &guest);
    let receiver = crew::enlist(world, guest, plan, radio, (Cargo::Takes, &tryst));

    let dark = if careless { DarkSide::One } else { DarkSide::Both };
    let incident = tryst.incident((STORY, "oil"), vec![supplier, receiver], Some(dark));
    world.incidents.push(incident);
}
