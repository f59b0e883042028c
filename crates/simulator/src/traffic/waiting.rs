//! Ships waiting for orders: alone and slow off shore for hours, just like one that waits for a dark partner.

use model::{Metres, Span};

use super::merchant;
use crate::hull::{Class, Doing, Hull, Kind};
use crate::plan::{Plan, Together};
use crate::world::{Ship, World};

/// Where ships wait (south, west, north, east): off the approaches, and in the hot spots too.
const GROUNDS: [[f64; 4]; 8] = [
    [29.0, 122.9, 31.5, 125.0],
    [27.2, 121.8, 29.0, 124.5],
    [33.2, 127.0, 34.2, 128.8],
    [34.6, 129.3, 35.8, 130.6],
    [35.0, 120.2, 36.2, 123.0],
    [37.4, 122.8, 38.6, 124.3],
    [38.2, 118.6, 39.2, 120.5],
    [33.0, 123.5, 35.5, 125.5],
];

/// Puts so many to sea, some of which wait again and again.
pub(crate) fn add(world: &mut World<'_>, count: usize) {
    for _ in 0..count {
        let mut ship = merchant::draw(&mut world.dice);
        if ship.kind == Kind::Container {
            ship.kind = Kind::Tanker;
        }
        if let Some(hull) = waiter(world, Ship { role: "waiting", ..ship }) {
            world.commission(hull);
        }
    }
}

/// So many tankers that lie for two weeks 200 km off Shanghai and meet nobody, as one did that was searched for it.
pub(crate) fn add_long(world: &mut World<'_>, count: usize) {
    const OFF_SHANGHAI: [f64; 4] = [30.6, 123.1, 31.8, 124.3];
    for _ in 0..count {
        let ship = Ship::of_length(Kind::Tanker, "long_wait", (80.0, 120.0), 440, &mut world.dice);
        let place = world.open_water(OFF_SHANGHAI, Metres::from_km(60.0));
        let home = world.any_harbour(None);
        let arrive = world.moment(0.0, 0.5);
        let Some(berth) = world.berth_until(home, arrive) else { continue };
        let speed = ship.speed(&mut world.dice);
        let mut plan = world.arriving(berth, place, speed, arrive);
        let until = arrive.saturating_add(world.dice.hours(270.0, 400.0));
        while plan.now < until {
            let day = plan.now.saturating_add(world.dice.hours(14.0, 30.0));
            let motion = world.drift(plan.here, plan.now);
            plan.keep(Together::alone(motion, Doing::Drifting), day);
            world.sail(&mut plan, place, speed);
        }
        world.call(&mut plan, home, speed);
        let hull = world.honest(Ship { class: Class::A, ..ship }, plan);
        world.commission(hull);
    }
}

/// A ship that waits on one of the grounds, calls at ports, and waits again; or only waits.
pub(super) fn waiter(world: &mut World<'_>, ship: Ship) -> Option<Hull> {
    let speed = ship.speed(&mut world.dice);
    let home = world.any_harbour(None);
    let berth = world.harbours[home].berths.any(&mut world.dice)?;
    let before = world.dice.hours(0.0, 60.0);
    let mut plan = Plan::new(berth, world.after_start(Span::ZERO - before));
    let habitual = world.dice.chance(0.35);
    while plan.now < world.span.end() {
        pause(world, &mut plan, &ship);
        if !habitual {
            let next = world.any_harbour(None);
            world.call(&mut plan, next, speed);
        }
    }
    Some(world.honest(ship, plan))
}

/// Goes to a ground, drifts there for 5 to 50 hours.
fn pause(world: &mut World<'_>, plan: &mut Plan, ship: &Ship) {
    let speed = ship.speed(&mut world.dice);
    let ground = *world.dice.pick(&GROUNDS);
    let shore = world.dice.metres(18_000.0, 45_000.0);
    let place = world.open_water(ground, Metres(shore.0));
    world.sail(plan, place, speed);
    let until = plan.now.saturating_add(world.dice.hours(5.0, 50.0));
    let motion = world.drift(plan.here, plan.now);
    plan.keep(Together::alone(motion, Doing::Drifting), until);
}
