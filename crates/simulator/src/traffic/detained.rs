//! Ships detained for weeks: they came as others do, lie at anchor off a Korean port with nobody aboard who is in a
//! hurry, are off air when their generators rest, and move no cargo.

use model::{Interval, Span, Timestamp};

use crate::harbour::Harbour;
use crate::hull::{Class, Doing, Kind};
use crate::plan::Together;
use crate::truth::SilenceCause;
use crate::world::{Ship, World};

/// Ports where ships were held on suspicion.
const PORTS: [&str; 4] = ["BUSAN", "YEOSU", "PYEONGTAEK", "GUNSAN"];
const FLAGS: [u32; 6] = [273, 440, 477, 671, 351, 511];

/// So many.
pub(crate) fn add(world: &mut World<'_>, count: usize) {
    for _ in 0..count {
        detain(world);
    }
}

fn detain(world: &mut World<'_>) {
    let mid = *world.dice.pick(&FLAGS);
    let kind = *world.dice.pick(&[Kind::Tanker, Kind::Tanker, Kind::Bulk]);
    let ship = Ship::of_length(kind, "detained", (80.0, 140.0), mid, &mut world.dice);
    let ship = Ship { class: Class::A, ..ship };
    let name = *world.dice.pick(&PORTS);
    let port = world.harbour(name);
    let arrive = world.moment(0.02, 0.5);
    let held = Interval::between(arrive, arrive.saturating_add(world.dice.hours(340.0, 2_500.0)));
    let Harbour { anchorage, tide, .. } = &mut world.harbours[port];
    let (tide, spot) = (*tide, anchorage.take(held, &mut world.dice));
    let home = world.any_harbour(Some(port));
    let (Some(spot), Some(from)) = (spot, world.berth_until(home, arrive)) else { return };
    let speed = ship.speed(&mut world.dice);
    let mut plan = world.arriving(from, spot, speed, arrive);
    let motion = world.swing(spot, tide);
    plan.join(Together::alone(motion, Doing::Anchored), held.end());
    while plan.now < world.span.end() {
        let next = world.any_harbour(None);
        world.call(&mut plan, next, speed);
    }
    let mut hull = world.honest(ship, plan);
    rest_generators(world, held, &mut hull.radio.off);
    name.clone_into(&mut hull.destination);
    world.commission(hull);
}

/// Off air for a day or some, every few days.
fn rest_generators(world: &mut World<'_>, held: Interval, off: &mut Vec<(Interval, SilenceCause)>) {
    let mut at: Timestamp = held.start().saturating_add(world.dice.hours(24.0, 120.0));
    while at < held.end().min(world.span.end()) {
        let long: Span = world.dice.hours(8.0, 100.0);
        off.push((Interval::between(at, at.saturating_add(long)), SilenceCause::SwitchOffOther));
        at = at.saturating_add(long + world.dice.hours(40.0, 200.0));
    }
}
