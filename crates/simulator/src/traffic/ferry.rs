//! Ferries: fast, punctual, back and forth on one line.

use model::{Knots, Span};

use crate::hull::{Class, Doing, Kind};
use crate::motion::Motion;
use crate::plan::{Plan, Together};
use crate::world::{Ship, World};

const LINES: [(&str, &str); 8] = [
    ("MOKPO", "JEJU"),
    ("BUSAN", "JEJU"),
    ("YEOSU", "JEJU"),
    ("BUSAN", "HAKATA"),
    ("INCHEON", "WEIHAI"),
    ("INCHEON", "DALIAN"),
    ("PYEONGTAEK", "YANTAI"),
    ("DONGHAE", "VLADIVOSTOK"),
];

/// So many ferries.
pub(crate) fn add(world: &mut World<'_>, count: usize) {
    for k in 0..count {
        serve(world, LINES[k % LINES.len()]);
    }
}

fn serve(world: &mut World<'_>, line: (&str, &str)) {
    let mid = *world.dice.pick(&[440, 441, 412, 431]);
    let mut ship = Ship::of_length(Kind::Passenger, "ferry", (90.0, 190.0), mid, &mut world.dice);
    ship.class = Class::A;
    let speed: Knots = ship.speed(&mut world.dice);
    let ends = [world.harbour(line.0), world.harbour(line.1)];
    let always = world.always();
    let mut berths = Vec::new();
    for end in ends {
        berths.extend(world.harbours[end].berths.take(always, &mut world.dice));
    }
    let [one, other] = berths[..] else { return };
    let mut plan = Plan::new(one, world.after_start(Span::from_hours(-14)));
    let mut next = other;
    while plan.now < world.span.end() {
        let stay = world.dice.hours(1.5, 9.0);
        let motion = Motion::Still { berth: plan.here, heading: world.dice.direction() };
        plan.keep(Together::alone(motion, Doing::Moored), plan.now.saturating_add(stay));
        world.sail(&mut plan, next, speed);
        next = if next == other { one } else { other };
    }
    let hull = world.honest(ship, plan);
    world.commission(hull);
}
