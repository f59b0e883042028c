//! Oil from a feeder that stays on air to a hull that does not: alone on the screen, it loiters for hours.
//!
//! Half of the receivers never send; the others fall silent half a day before and come back half a day after.

use super::crew::{self, Cargo};
use super::tryst::Tryst;
use crate::hull::Radio;
use crate::plan::Plan;
use crate::truth::{DarkSide, IncidentList, SilenceCause};
use crate::world::{Incident, Ship, World};

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
        falls_silent(world, &guest, &plan, &tryst)
    };
    let receiver = crew::enlist(world, guest, plan, radio, (Cargo::Takes, &tryst));

    world.incidents.push(Incident {
        story: STORY.to_owned(),
        list: IncidentList::Dprk,
        cargo: "oil",
        tonnes: tryst.tonnes,
        when: tryst.when,
        position: tryst.position(),
        hulls: vec![supplier, receiver],
        dark: Some(DarkSide::One),
    });
}

fn falls_silent(world: &mut World<'_>, ship: &Ship, plan: &Plan, tryst: &Tryst) -> Radio {
    let mut radio = crew::radio(world, ship);
    crew::silent_inside_the_line(world, &mut radio, plan);
    let (before, after) = (world.dice.hours(5.0, 16.0), world.dice.hours(5.0, 16.0));
    radio.off.push((tryst.around(before, after), SilenceCause::SwitchOffIllicit));
    radio
}
