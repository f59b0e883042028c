//! Oil from a feeder to a hull of the DPRK, both on air: careless, and on record (AN SAN 1 in July 2018).

use super::crew::{self, Cargo};
use super::tryst::Tryst;
use crate::world::World;

pub(super) const STORY: &str = "oil_open";

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
    let mut radio = crew::radio(world, &guest);
    crew::silent_inside_the_line(world, &mut radio, &plan);
    let receiver = crew::enlist(world, guest, plan, radio, (Cargo::Takes, &tryst));

    let incident = tryst.incident((STORY, "oil"), vec![supplier, receiver], None);
    world.incidents.push(incident);
}
