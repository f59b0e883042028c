//! Oil from a feeder that stays on air to a hull that does not: alone on the screen, it loiters for hours.
//!
//! Half of the receivers never send; the others fall silent half a day before and come back half a day after.

use super::crew::{self, Cargo};
use super::tryst::Tryst;
use crate::truth::DarkSide;
use crate::world::World;

pub(super) const STORY: &str = "oil_partner_dark";

pub(super) fn tell(world: &mut World<'_>) {
    let tryst = Tryst::oil(world);
    tell_at(world, tryst);
}

/// The same at a given place and hour.
pub(super) fn tell_at(world: &mut World<'_>, tryst: Tryst) {
    let (host, guest) = (crew::supplier(world), crew::receiver(world));
    let plan = crew::host_plan(world, &host, &tryst);
    let radio = crew::radio(world, &host);
    let supplier = crew::enlist(world, host, plan, radio, (Cargo::Gives, &tryst));

    let alongside = tryst.alongside(&host, &guest, 1.0, world);
    let plan = crew::nampo_plan(world, &guest, &tryst, alongside);
    let radio = if world.dice.chance(0.5) {
        crew::no_radio(world, &guest)
    } else {
        crew::falls_silent(world, &guest, &plan, &tryst)
    };
    let receiver = crew::enlist(world, guest, plan, radio, (Cargo::Takes, &tryst));

    let incident = tryst.incident((STORY, "oil"), vec![supplier, receiver], Some(DarkSide::One));
    world.incidents.push(incident);
}
