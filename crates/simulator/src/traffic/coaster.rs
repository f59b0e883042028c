//! Ships of the DPRK in lawful coastal and foreign trade, on air: the flag alone is no proof.

use model::Span;

use crate::hull::{Class, Kind};
use crate::plan::Plan;
use crate::world::{Ship, World};

/// Where they trade to; exempt cargo through Rajin, aid and fertiliser from China.
const WEST: [&str; 3] = ["DALIAN", "LONGKOU", "YINGKOU"];
const EAST: [&str; 1] = ["VLADIVOSTOK"];

/// So many coasters.
pub(crate) fn add(world: &mut World<'_>, count: usize) {
    for k in 0..count {
        let (home, abroad): (_, &[&str]) = if k % 3 == 2 { ("CHONGJIN", &EAST) } else { ("NAMPO", &WEST) };
        trade(world, home, abroad);
    }
}

/// So many that carry ore and coal from the east coast to the west and never leave the DPRK's trade.
pub(crate) fn add_coastal(world: &mut World<'_>, count: usize) {
    for _ in 0..count {
        let ship = Ship::of_length(Kind::Bulk, "dprk_coastal", (80.0, 130.0), 445, &mut world.dice);
        let ends = [world.harbour("CHONGJIN"), world.harbour("NAMPO")];
        let Some(berth) = world.harbours[ends[0]].berths.any(&mut world.dice) else { continue };
        let speed = world.dice.knots(7.0, 10.0);
        let before = world.dice.hours(0.0, 50.0);
        let mut plan = Plan::new(berth, world.after_start(Span::ZERO - before));
        for there in ends.into_iter().cycle() {
            if plan.now >= world.span.end() {
                break;
            }
            let stay = world.dice.hours(20.0, 70.0);
            world.moor(&mut plan, there, speed, stay);
        }
        let hull = world.honest(Ship { class: Class::A, ..ship }, plan);
        world.commission(hull);
    }
}

fn trade(world: &mut World<'_>, home: &str, abroad: &[&str]) {
    let kind = *world.dice.pick(&[Kind::Cargo, Kind::Cargo, Kind::Bulk, Kind::Tanker]);
    let mut ship = Ship::of_length(kind, "dprk_coaster", (68.0, 120.0), 445, &mut world.dice);
    ship.class = Class::A;
    let speed = world.dice.knots(7.0, 10.0);
    let home = world.harbour(home);
    let Some(berth) = world.harbours[home].berths.any(&mut world.dice) else { return };
    let before = world.dice.hours(0.0, 50.0);
    let mut plan = Plan::new(berth, world.after_start(Span::ZERO - before));
    while plan.now < world.span.end() {
        let name = *world.dice.pick(abroad);
        let there = world.harbour(name);
        world.call(&mut plan, there, speed);
        if world.dice.chance(0.5) {
            let wait = world.dice.hours(6.0, 30.0);
            world.anchor(&mut plan, home, speed, wait);
        }
        let stay = world.dice.hours(15.0, 60.0);
        world.moor(&mut plan, home, speed, stay);
    }
    let hull = world.honest(ship, plan);
    world.commission(hull);
}
