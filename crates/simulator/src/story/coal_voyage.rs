//! Coal from Nampo, Songnim or Taean to a lighter or bulk carrier off Zhoushan or Lianyungang, and light back.
//!
//! Mostly on air outside home waters; half of the time a crane barge lies on the other side; sometimes the carrier
//! falls silent for the transfer.

use super::crew::{self, Cargo};
use super::tryst::Tryst;
use crate::hull::{Kind, Radio};
use crate::truth::{DarkSide, SilenceCause};
use crate::world::{Ship, World};

pub(super) const STORY: &str = "coal_voyage";

pub(super) fn tell(world: &mut World<'_>) {
    let tryst = Tryst::coal(world);
    let dark = world.dice.chance(0.3).then_some(DarkSide::One);
    tell_at(world, tryst, dark);
}

/// The same at a given place and hour, the carrier silent or not.
pub(super) fn tell_at(world: &mut World<'_>, tryst: Tryst, dark: Option<DarkSide>) {
    let (buyer, carrier) = (buyer(world), carrier(world));
    let plan = crew::host_plan(world, &buyer, &tryst);
    let radio = crew::radio(world, &buyer);
    let mut hulls = vec![crew::enlist(world, buyer, plan, radio, (Cargo::Takes, &tryst))];

    let alongside = tryst.alongside(&buyer, &carrier, 1.0, world);
    let plan = crew::nampo_plan(world, &carrier, &tryst, alongside);
    let mut radio = crew::radio(world, &carrier);
    crew::silent_inside_the_line(world, &mut radio, &plan);
    if dark.is_some() {
        fall_silent(world, &mut radio, &tryst);
    }
    hulls.push(crew::enlist(world, carrier, plan, radio, (Cargo::Gives, &tryst)));
    if world.dice.chance(0.5) {
        hulls.push(crane(world, &buyer, &tryst));
    }

    let incident = tryst.incident((STORY, "coal"), hulls, dark);
    world.incidents.push(incident);
}

fn buyer(world: &mut World<'_>) -> Ship {
    let mid = *world.dice.pick(&[412, 413, 414]);
    crew::ship(Kind::Bulk, "illicit_receiver", (90.0, 165.0), mid, world)
}

fn carrier(world: &mut World<'_>) -> Ship {
    let mid = if world.dice.chance(0.6) { 445 } else { crew::false_flag(world) };
    crew::ship(Kind::Bulk, "illicit_supplier", (80.0, 150.0), mid, world)
}

/// A floating crane on the buyer's other side.
fn crane(world: &mut World<'_>, buyer: &Ship, tryst: &Tryst) -> usize {
    let crane = crew::ship(Kind::Barge, "illicit_crane", (40.0, 60.0), 412, world);
    let alongside = tryst.alongside(buyer, &crane, -1.0, world);
    let plan = crew::guest_plan(world, &crane, tryst, alongside);
    let mut hull = world.honest(crane, plan);
    hull.draughts.truncate(1);
    world.commission(hull)
}

fn fall_silent(world: &mut World<'_>, radio: &mut Radio, tryst: &Tryst) {
    let (before, after) = (world.dice.hours(3.0, 12.0), world.dice.hours(3.0, 12.0));
    radio.off.push((tryst.around(before, after), SilenceCause::SwitchOffIllicit));
}
