//! Fuel sold at sea to a foreign hull that falls silent for it: evasive, with no link to the DPRK.

use super::crew::{self, Cargo};
use super::tryst::Tryst;
use crate::hull::Kind;
use crate::truth::{DarkSide, IncidentList, SilenceCause};
use crate::world::{Incident, World};

pub(super) const STORY: &str = "smuggling";

pub(super) fn tell(world: &mut World<'_>) {
    let tryst = Tryst::fuel(world);
    let seller = *world.dice.pick(&[416, 477, 413, 538]);
    let buyer = *world.dice.pick(&[412, 413, 416, 574]);
    let host = crew::ship(Kind::Tanker, "smuggling_supplier", (60.0, 115.0), seller, world);
    let guest = crew::ship(Kind::Tanker, "smuggling_receiver", (45.0, 90.0), buyer, world);
    let plan = crew::host_plan(world, &host, &tryst);
    let radio = crew::radio(world, &host);
    let supplier = crew::enlist(world, host, plan, radio, (Cargo::Gives, &tryst));

    let alongside = tryst.alongside(&host, &guest, 1.0, world);
    let plan = crew::guest_plan(world, &guest, &tryst, alongside);
    let mut radio = crew::radio(world, &guest);
    let (before, after) = (world.dice.hours(3.0, 12.0), world.dice.hours(3.0, 12.0));
    radio.off.push((tryst.around(before, after), SilenceCause::SwitchOffIllicit));
    let receiver = crew::enlist(world, guest, plan, radio, (Cargo::Takes, &tryst));

    let incident = tryst.incident((STORY, "oil"), vec![supplier, receiver], Some(DarkSide::One));
    world.incidents.push(Incident { list: IncidentList::Evasive, ..incident });
}
