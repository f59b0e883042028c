//! Legal transfers of oil products between tankers off Yeosu, Ulsan and Busan: both on air, for most of a day.

use model::{Interval, Metres};

use crate::hull::{Doing, Kind};
use crate::motion::Beside;
use crate::plan::Together;
use crate::traffic::merchant;
use crate::world::{Ship, World};

/// Where (south, west, north, east).
const ROADS: [[f64; 4]; 3] =
    [[34.25, 127.85, 34.6, 128.15], [35.2, 129.4, 35.6, 129.75], [34.7, 128.9, 35.0, 129.35]];

/// So many transfers, of two tankers each.
pub(crate) fn add(world: &mut World<'_>, count: usize) {
    for _ in 0..count {
        transfer(world);
    }
}

fn transfer(world: &mut World<'_>) {
    let roads = *world.dice.pick(&ROADS);
    let place = world.open_water(roads, Metres(5_000.0));
    let start = world.moment(0.02, 0.8);
    let long = world.dice.hours(8.0, 24.0);
    let when = Interval::between(start, start.saturating_add(long));
    let meeting = world.meeting("legal_sts");
    let wait = world.dice.hours(2.0, 10.0);
    let anchored = start.saturating_add(model::Span::ZERO - wait);
    let tide = world.dice.unit();
    let motion = world.swing(place, tide);
    let lying = Together::alone(motion, Doing::Anchored);

    let mother = tanker(world, (150.0, 250.0));
    let mut first = come(world, &mother, place, anchored);
    first.join(lying, when.start());
    first.keep(lying.met(meeting), when.end());
    sail_on(world, mother, first);

    let daughter = tanker(world, (85.0, 130.0));
    let abeam = (mother.size.beam.0 + daughter.size.beam.0) / 2.0 + world.dice.between(3.0, 8.0);
    let beside = Beside { abeam: Metres(abeam), ahead: world.dice.metres(-20.0, 20.0) };
    let mut second = come(world, &daughter, place, when.start());
    second.join(lying.beside(beside).met(meeting), when.end());
    sail_on(world, daughter, second);
}

fn tanker(world: &mut World<'_>, length: (f64, f64)) -> Ship {
    let mid = merchant::flag(&mut world.dice);
    Ship::of_length(Kind::Tanker, "legal_sts", length, mid, &mut world.dice)
}

fn come(
    world: &mut World<'_>,
    ship: &Ship,
    place: model::Position,
    at: model::Timestamp,
) -> crate::plan::Plan {
    let home = world.any_harbour(None);
    let from = world.berth_until(home, at).unwrap_or(place);
    let speed = ship.speed(&mut world.dice);
    world.arriving(from, place, speed, at)
}

fn sail_on(world: &mut World<'_>, ship: Ship, mut plan: crate::plan::Plan) {
    let speed = ship.speed(&mut world.dice);
    while plan.now < world.span.end() {
        let next = world.any_harbour(None);
        world.call(&mut plan, next, speed);
    }
    let hull = world.honest(ship, plan);
    world.commission(hull);
}
