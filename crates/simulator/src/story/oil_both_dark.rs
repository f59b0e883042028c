//! Oil between two hulls that both fall silent, for more than twelve hours each, and meet inside their gaps.

use model::Span;

use super::crew::{self, Cargo};
use super::tryst::Tryst;
use crate::hull::Radio;
use crate::truth::{DarkSide, SilenceCause};
use crate::world::World;

pub(super) const STORY: &str = "oil_both_dark";

/// Each is silent for longer than this.
const LEAST: Span = Span::from_hours(12);

pub(super) fn tell(world: &mut World<'_>) {
    let tryst = Tryst::oil(world);
    tell_at(world, tryst);
}

/// The same at a given place and hour.
pub(super) fn tell_at(world: &mut World<'_>, tryst: Tryst) {
    let (host, guest) = (crew::supplier(world), crew::receiver(world));
    let plan = crew::host_plan(world, &host, &tryst);
    let mut radio = crew::radio(world, &host);
    fall_silent(world, &mut radio, &tryst);
    let supplier = crew::enlist(world, host, plan, radio, (Cargo::Gives, &tryst));

    let alongside = tryst.alongside(&host, &guest, 1.0, world);
    let plan = crew::nampo_plan(world, &guest, &tryst, alongside);
    let mut radio = crew::radio(world, &guest);
    crew::silent_inside_the_line(world, &mut radio, &plan);
    fall_silent(world, &mut radio, &tryst);
    let receiver = crew::enlist(world, guest, plan, radio, (Cargo::Takes, &tryst));

    let incident = tryst.incident((STORY, "oil"), vec![supplier, receiver], Some(DarkSide::Both));
    world.incidents.push(incident);
}

fn fall_silent(world: &mut World<'_>, radio: &mut Radio, tryst: &Tryst) {
    let (before, after) = (world.dice.hours(3.0, 10.0), world.dice.hours(3.0, 10.0));
    let missing = LEAST - tryst.around(before, after).span();
    let after = if missing > Span::ZERO { after + missing + Span::from_minutes(20) } else { after };
    radio.off.push((tryst.around(before, after), SilenceCause::SwitchOffIllicit));
}
