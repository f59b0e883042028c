//! Oil to a hull that takes another number and name before the meeting and drops them after it.

use model::{Interval, Span};

use super::crew::{self, Cargo};
use super::tryst::Tryst;
use crate::hull::Radio;
use crate::truth::SilenceCause;
use crate::world::{Ship, World};

pub(super) const STORY: &str = "oil_identity_change";

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
    let mut radio = two_faced(world, &guest, &tryst);
    crew::silent_inside_the_line(world, &mut radio, &plan);
    let receiver = crew::enlist(world, guest, plan, radio, (Cargo::Takes, &tryst));

    let incident = tryst.incident((STORY, "oil"), vec![supplier, receiver], None);
    world.incidents.push(incident);
}

/// Another identity from hours before the meeting until hours after it, with a pause at each change.
fn two_faced(world: &mut World<'_>, ship: &Ship, tryst: &Tryst) -> Radio {
    let mut radio = crew::radio(world, ship);
    let alias = crew::alias(world, ship);
    let (before, after) = (world.dice.hours(3.0, 14.0), world.dice.hours(4.0, 18.0));
    let masked = tryst.around(before, after);
    let always = world.always();
    let own = radio.identities[0].1.clone();
    let second = Span::from_secs(1);
    let until = masked.start().saturating_add(Span::ZERO - second);
    let again = masked.end().saturating_add(second);
    radio.identities = vec![
        (Interval::between(always.start(), until), own.clone()),
        (masked, alias),
        (Interval::between(again, always.end()), own),
    ];
    for change in [masked.start(), masked.end()] {
        let pause = world.dice.hours(0.3, 2.5);
        let off = Interval::between(change.saturating_add(Span::ZERO - pause), change);
        radio.off.push((off, SilenceCause::SwitchOffIllicit));
    }
    radio
}
